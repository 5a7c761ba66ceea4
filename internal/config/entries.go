package config

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// target is an entry with the rules that it is about.
type target struct {
	entry
	rules []*policy.Rule
	named bool
}

// entries checks the entries of one map of rules and returns them with the most general first, so that "*" yields to
// "group/*", and that to an id, wherever they stand.
func (v *resolver) entries(list []entry) []target {
	var targets []target
	named := make(map[*policy.Rule]string)
	for _, e := range list {
		if strings.ContainsAny(e.key, "*?[{") {
			if rules := v.glob(e); rules != nil {
				targets = append(targets, target{entry: e, rules: rules})
			}
			continue
		}
		r, ok := v.set.Get(e.key)
		if !ok {
			v.add(e.at, "%s", v.unknownRule(e.key))
			continue
		}
		if other, twice := named[r]; twice {
			v.add(e.at, "the rule %s stands here already as %q; remove one of them", r.ID, other)
			continue
		}
		named[r] = e.key
		if e.severity == policy.Off && !r.Suppressible {
			v.add(e.severityAt, "the rule %s cannot be switched off; leave the file out under exclude instead", r.ID)
		}
		v.checkOptions(r, e)
		targets = append(targets, target{entry: e, rules: []*policy.Rule{r}, named: true})
	}
	slices.SortStableFunc(targets, func(a, b target) int { return cmp.Compare(a.rank(), b.rank()) })
	return targets
}

// unknownRule says that a rule does not exist, and which was probably meant: that of the meaning, if it is another tool's.
func (v *resolver) unknownRule(key string) string {
	var ids []string
	for _, r := range v.set.Claiming(key) {
		ids = append(ids, r.ID)
	}
	if len(ids) > 0 {
		return fmt.Sprintf("rule %q is another tool's; the same is %s here", key, strings.Join(ids, ", "))
	}
	return strictyaml.Unknown("rule", key, v.set.IDs())
}

func (t target) rank() int {
	switch {
	case t.named:
		return 2
	case t.key != "*":
		return 1
	}
	return 0
}

// glob returns the rules that "*" or "group/*" stands for, or nil after a mistake.
func (v *resolver) glob(e entry) []*policy.Rule {
	if len(e.options) > 0 || e.optionsAt.line > 0 {
		v.add(e.optionsAt, "%q stands for several rules, whose options differ; give options to a rule by its id", e.key)
	}
	if e.key == "*" {
		return v.all
	}
	group, ok := strings.CutSuffix(e.key, "/*")
	if !ok || strings.ContainsAny(group, "*?[{/") {
		v.add(e.at, `only "*" and "group/*" stand for several rules; name the rules by their ids instead of %q`, e.key)
		return nil
	}
	rules := v.inGroup(group)
	if rules == nil {
		v.add(e.at, "%s", strictyaml.Unknown("group", group, groups(v.all)))
	}
	return rules
}

func (v *resolver) inGroup(group string) (rules []*policy.Rule) {
	for _, r := range v.all {
		if r.Group() == group {
			rules = append(rules, r)
		}
	}
	return rules
}

func groups(rules []*policy.Rule) []string {
	var all []string
	for _, r := range rules {
		all = append(all, r.Group())
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// checkOptions checks each option by itself, so that every mistake is reported at its place, and then all together.
func (v *resolver) checkOptions(r *policy.Rule, e entry) {
	if e.optionsAt.line == 0 {
		return
	}
	if r.Options == nil {
		v.add(e.optionsAt, "the rule %s has no options; give it a severity only", r.ID)
		return
	}
	before := len(v.list)
	all := make(map[string]any)
	for _, o := range e.options {
		all[o.name] = o.value
		place := o.valueAt
		if !slices.Contains(r.Options.Names(), o.name) {
			place = o.at
		}
		if err := r.Options.Check(map[string]any{o.name: o.value}); err != nil {
			var oe *policy.OptionError
			if errors.As(err, &oe) && len(oe.Path) > 1 {
				place = within(o.node, oe.Path[1:], oe.Key)
			}
			v.add(place, "%s: %s", r.ID, err)
		}
	}
	if len(v.list) > before {
		return
	}
	if err := r.Options.Check(all); err != nil {
		v.add(e.optionsAt, "%s: %s", r.ID, err)
	}
}
