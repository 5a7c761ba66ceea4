package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// match returns the rules that a name on the command line stands for. It is named when the name is a rule's own.
func (v *resolver) match(name string) (rules []*policy.Rule, named bool, err error) {
	if r, ok := v.set.Get(name); ok {
		return []*policy.Rule{r}, true, nil
	}
	glob := strings.ContainsAny(name, "*?[{")
	if glob && !doublestar.ValidatePattern(name) {
		return nil, false, fmt.Errorf("%q is not a valid glob; close every [ and {", name)
	}
	if strings.Count(name, "{") > maxBraces || strings.Count(name, ",") > maxAlternatives {
		return nil, false, fmt.Errorf("%q has too many alternatives", name)
	}
	for _, r := range v.all {
		switch {
		case name == "*",
			glob && doublestar.MatchUnvalidated(name, r.ID),
			!glob && (r.Group() == name || r.Standard == name || slices.Contains(r.Tags, name)):
			rules = append(rules, r)
		}
	}
	if len(rules) > 0 {
		return rules, false, nil
	}
	if glob {
		return nil, false, fmt.Errorf("no rule's id matches %q; `bdma rules` lists them", name)
	}
	if len(v.set.Claiming(name)) > 0 {
		return nil, false, errors.New(v.unknownRule(name))
	}
	return nil, false, fmt.Errorf("%s", strictyaml.Unknown("rule, group, tag or standard", name, v.names()))
}

// names returns everything that match knows by name.
func (v *resolver) names() []string {
	all := append(v.set.IDs(), groups(v.all)...)
	for _, r := range v.all {
		all = append(append(append(all, r.Tags...), r.Standard), r.Aliases...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// choose applies --only, --skip and --kind.
func (v *resolver) choose() {
	if len(v.flags.Only) > 0 {
		v.only()
	}
	for _, name := range v.flags.Skip {
		rules, named, err := v.match(name)
		switch {
		case err != nil:
			v.flag("skip", "%s", err)
		case named && !rules[0].Suppressible:
			v.flag("skip", "the rule %s cannot be switched off", rules[0].ID)
		}
		for _, r := range rules {
			if named || !stubborn(r) {
				v.drop(r, "--skip "+name)
			}
		}
	}
	for _, k := range v.flags.Kinds {
		if !slices.Contains(facts.Kinds(), k) {
			v.flag("kind", "%s", strictyaml.Unknown("kind", string(k), names(facts.Kinds())))
		}
	}
	for _, r := range v.all {
		if len(v.flags.Kinds) > 0 && !slices.ContainsFunc(v.flags.Kinds, r.Judges) {
			v.drop(r, "--kind")
		}
	}
}

func (v *resolver) only() {
	wanted := make(map[*policy.Rule]bool)
	for _, name := range v.flags.Only {
		rules, named, err := v.match(name)
		if err != nil {
			v.flag("only", "%s", err)
			continue
		}
		on := false
		for _, r := range rules {
			wanted[r] = true
			st := v.states[r]
			if named && !st.possible(r) {
				st.base, st.origin = r.Severity, "--only"
			}
			on = on || st.possible(r)
		}
		if !on {
			v.flag("only", "every rule that %q stands for is off; name a rule by its id to run it all the same", name)
		}
	}
	for _, r := range v.all {
		if !wanted[r] && r.Group() != parseGroup {
			v.drop(r, "not in --only")
		}
	}
}

// drop takes a rule out of the run.
func (v *resolver) drop(r *policy.Rule, why string) {
	if st := v.states[r]; st.chosen {
		st.chosen, st.origin = false, why
	}
}

// flagged returns the rules that a name of the command line stands for; the name was checked before.
func (r *Resolved) flagged(name string) (rules []*policy.Rule, named bool) {
	v := resolver{Resolved: r}
	rules, named, _ = v.match(name)
	return rules, named
}
