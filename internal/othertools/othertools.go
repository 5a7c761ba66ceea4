// Package othertools compares the rules with those of other linters: which rule of ours means the same as one of theirs,
// and, where there is none, why.
//
// A rule names its equivalents itself, in METADATA. The file other-tools.yaml lists what the other tools have, and decides
// on every rule of theirs that none of ours claims.
package othertools

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// FileName is the name of the catalogue in the folder of the embedded rules.
const FileName = "other-tools.yaml"

// Tool is another linter.
type Tool struct {
	// Key is the tool's name in METADATA and on the command line: spectral.
	Key string `yaml:"key"`
	// Name is how its makers write it.
	Name string `yaml:"name"`
	// Version says what was compared.
	Version string `yaml:"version"`
	// Page is the address of the tool's own list of rules.
	Page string `yaml:"page"`
	// Rules are the ids of all its rules, in the order of their subjects.
	Rules []string `yaml:"rules"`
	// Covered are the rules that say nothing that a rule of ours would not say, without being its equivalent.
	Covered map[string]Cover `yaml:"covered"`
	// Declined are the rules that bdma does not have, with the reason as a sentence.
	Declined map[string]string `yaml:"declined"`
	// Undecided are the rules that nobody has looked at yet.
	Undecided []string `yaml:"undecided"`
}

// Cover names the rule that covers another tool's, and says in how far.
type Cover struct {
	Rule string `yaml:"rule"`
	Why  string `yaml:"why"`
}

// Catalogue holds the tools, in the order of the file.
type Catalogue struct {
	Tools []*Tool
}

// Load reads other-tools.yaml.
func Load(fsys fs.FS) (*Catalogue, error) {
	data, err := fs.ReadFile(fsys, FileName)
	if err != nil {
		return nil, err
	}
	c := &Catalogue{}
	if err := strictyaml.Decode(data, &c.Tools); err != nil {
		return nil, fmt.Errorf("%s:%w", FileName, err)
	}
	return c, nil
}

// Tool returns the tool of a key.
func (c *Catalogue) Tool(key string) (*Tool, bool) {
	i := slices.IndexFunc(c.Tools, func(t *Tool) bool { return t.Key == key })
	if i < 0 {
		return nil, false
	}
	return c.Tools[i], true
}

// Keys returns the tools' keys, in the order of the file.
func (c *Catalogue) Keys() []string {
	keys := make([]string, len(c.Tools))
	for i, t := range c.Tools {
		keys[i] = t.Key
	}
	return keys
}

// Verdict says what became of another tool's rule.
type Verdict string

// The verdicts, from the best to the worst.
const (
	// Built means that rules of ours mean the same or a part of it.
	Built Verdict = "built"
	// Covered means that a rule of ours says what is worth saying of it.
	Covered Verdict = "covered"
	// Declined means that bdma leaves it out, for a reason.
	Declined Verdict = "declined"
	// Undecided means that nobody has looked at it yet.
	Undecided Verdict = "undecided"
)

// Verdicts returns every verdict, from the best to the worst.
func Verdicts() []Verdict { return []Verdict{Built, Covered, Declined, Undecided} }

// Decision is what became of one rule of another tool.
type Decision struct {
	ID      string
	Verdict Verdict
	// Rules are ours: those that claim the id, or the one that covers it.
	Rules []*policy.Rule
	// Why is a sentence, or a clause after "covered by"; empty when the id is claimed.
	Why string
}

// Decide returns what became of each of the tool's rules, in their order. A rule that claims an id wins over the file.
func (t *Tool) Decide(set *policy.Set) []Decision {
	claims := make(map[string][]*policy.Rule)
	for _, r := range set.Rules() {
		for _, id := range r.Equivalents[t.Key] {
			claims[id] = append(claims[id], r)
		}
	}
	decisions := make([]Decision, len(t.Rules))
	for i, id := range t.Rules {
		d := Decision{ID: id, Verdict: Undecided}
		if rules, ok := claims[id]; ok {
			d.Verdict, d.Rules = Built, rules
		} else if cover, ok := t.Covered[id]; ok {
			d.Verdict, d.Why = Covered, cover.Why
			if r, ok := set.Get(cover.Rule); ok {
				d.Rules = []*policy.Rule{r}
			}
		} else if why, ok := t.Declined[id]; ok {
			d.Verdict, d.Why = Declined, why
		}
		decisions[i] = d
	}
	return decisions
}

// Find returns the decision on one of the tool's rules.
func (t *Tool) Find(set *policy.Set, id string) (Decision, bool) {
	i := slices.Index(t.Rules, id)
	if i < 0 {
		return Decision{}, false
	}
	return t.Decide(set)[i], true
}

// Count returns how many decisions have each verdict.
func Count(decisions []Decision) map[Verdict]int {
	n := make(map[Verdict]int)
	for _, d := range decisions {
		n[d.Verdict]++
	}
	return n
}

// Split takes "spectral:operation-tags" apart. It is not ok when the text does not begin with the key of a tool; an id may
// hold colons of its own.
func (c *Catalogue) Split(text string) (t *Tool, id string, ok bool) {
	key, id, found := strings.Cut(text, ":")
	if t, ok = c.Tool(key); !found || !ok {
		return nil, "", false
	}
	return t, id, true
}

// Having returns the tools that have a rule of the id.
func (c *Catalogue) Having(id string) []*Tool {
	var tools []*Tool
	for _, t := range c.Tools {
		if slices.Contains(t.Rules, id) {
			tools = append(tools, t)
		}
	}
	return tools
}

// Faults returns what is wrong with the catalogue, held against the rules: every id is claimed by a rule or decided on in
// the file, once, and nothing else is.
func (c *Catalogue) Faults(set *policy.Set) []string {
	var faults []string
	say := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	seen := make(map[string]bool)
	for _, t := range c.Tools {
		if t.Key == "" || t.Name == "" || t.Version == "" || !strings.HasPrefix(t.Page, "https://") || seen[t.Key] {
			say("tool %q: key, name, version and page are needed, and a key stands once", t.Key)
		}
		seen[t.Key] = true
		t.faults(set, say)
	}
	for _, r := range set.Rules() {
		faults = append(faults, c.RuleFaults(r)...)
	}
	slices.Sort(faults)
	return faults
}

// RuleFaults returns what is wrong with the equivalents that a rule names: a tool or an id that does not exist, or twice.
func (c *Catalogue) RuleFaults(r *policy.Rule) []string {
	var faults []string
	say := func(text string) { faults = append(faults, r.ID+": equivalents: "+text) }
	for _, key := range slices.Sorted(maps.Keys(r.Equivalents)) {
		t, ok := c.Tool(key)
		if !ok {
			say(strictyaml.Unknown("tool", key, c.Keys()))
			continue
		}
		for i, id := range r.Equivalents[key] {
			if !slices.Contains(t.Rules, id) {
				say(strictyaml.Unknown("rule of "+t.Name, id, t.Rules))
			}
			if slices.Contains(r.Equivalents[key][:i], id) {
				say(fmt.Sprintf("%s:%s stands there twice", key, id))
			}
		}
	}
	return faults
}

func (t *Tool) faults(set *policy.Set, say func(string, ...any)) {
	decided := make(map[string]int)
	for _, r := range set.Rules() {
		for _, id := range r.Equivalents[t.Key] {
			if slices.Contains(t.Rules, id) {
				decided[id] = 1
			}
		}
	}
	for id, cover := range t.Covered {
		decided[id]++
		if _, ok := set.Get(cover.Rule); !ok {
			say("%s:%s is covered: %s", t.Key, id, strictyaml.Unknown("rule", cover.Rule, set.IDs()))
		}
		if !isSentence(cover.Why) {
			say("%s:%s is covered: %q is no reason that ends with a full stop", t.Key, id, cover.Why)
		}
	}
	for id, why := range t.Declined {
		decided[id]++
		if !isSentence(why) {
			say("%s:%s is declined: %q is no reason that ends with a full stop", t.Key, id, why)
		}
	}
	for _, id := range t.Undecided {
		decided[id] = max(decided[id], 1) // a rule may come to claim it at any time
	}
	known := make(map[string]bool)
	for _, id := range t.Rules {
		if known[id] {
			say("%s:%s stands twice under rules", t.Key, id)
		}
		known[id] = true
		switch decided[id] {
		case 0:
			say("%s:%s is neither claimed by a rule's equivalents nor covered nor declined", t.Key, id)
		case 1:
		default:
			say("%s:%s is decided on more than once: claimed by a rule's equivalents, covered, declined", t.Key, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(decided)) {
		if !known[id] {
			say("%s:%s is decided on, and not under rules", t.Key, id)
		}
	}
}

// isSentence reports whether a reason says more than a word or two.
func isSentence(text string) bool {
	return len(strings.Fields(text)) >= 3 && strings.HasSuffix(text, ".")
}

// Mention is what one tool has of the meaning of one rule of ours.
type Mention struct {
	Tool *Tool
	// Same are the ids that the rule claims, Covered those that it covers.
	Same, Covered []string
}

// Mentions returns, for the id of each rule of ours, the tools that have something of its meaning, in the catalogue's order.
func (c *Catalogue) Mentions(set *policy.Set) map[string][]Mention {
	all := make(map[string][]Mention)
	for _, t := range c.Tools {
		mentions := make(map[string]*Mention)
		var order []string
		for _, d := range t.Decide(set) {
			for _, r := range d.Rules {
				m := mentions[r.ID]
				if m == nil {
					m = &Mention{Tool: t}
					mentions[r.ID] = m
					order = append(order, r.ID)
				}
				if d.Verdict == Built {
					m.Same = append(m.Same, d.ID)
				} else {
					m.Covered = append(m.Covered, d.ID)
				}
			}
		}
		for _, id := range order {
			all[id] = append(all[id], *mentions[id])
		}
	}
	return all
}
