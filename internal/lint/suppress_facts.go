package lint

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/suppression"
)

// suppressionKind is what people silence, once the rest was judged. Nobody looks for it.
var suppressionKind = kind{name: facts.Suppression, model: &suppressionFacts{}}

// suppressionFacts is what people silence: the directives in the files that were judged, in the source files that coverage is about,
// and in bdma.yaml. In a run they are stated once everything else was judged; `bdma facts` judges nothing, so that nothing is used there.
type suppressionFacts struct {
	// Directives are the comments, keys and entries, a row for each.
	Directives []directiveRow `json:"directives"`
	// Suppressions are the rules that they name, a row for each.
	Suppressions []suppressionRow `json:"suppressions"`
	// Problems are always empty: what is wrong with a directive is said of it.
	Problems []facts.Problem `json:"problems"`
}

// directiveRow is one comment, key or entry that silences some rules in some place.
type directiveRow struct {
	// At is where it is written.
	At facts.ID `json:"at"`
	// File is the file in which it is written: bdma.yaml for an entry of suppressions.
	File string `json:"file"`
	// Tool is whose words it is: "bdma", or the tool that a team used before.
	Tool string `json:"tool"`
	// Scope is what it covers: "statement", "node", "line", "file", or "paths" for an entry of bdma.yaml.
	Scope string `json:"scope"`
	// Rules are the rules as they are written. Another tool's directive without a rule means all of them.
	Rules []string `json:"rules"`
	// Problem says what is wrong with its form; such a directive silences nothing.
	Problem string `json:"problem,omitempty"`
	// Reason is why, as somebody wrote it; empty when it has no letter or digit that can be seen.
	Reason string `json:"reason,omitempty"`
	// Until is the last day on which it holds, as 2027-01-31.
	Until string `json:"until,omitempty"`
	// DaysLeft is how many days it still holds, today not counted: 0 on its last day, negative when it is over. 0 too without an end.
	DaysLeft int `json:"days_left"`
	// Expired says that its end is past.
	Expired bool `json:"expired"`
	// InForce says that it silences what it covers: its form is right, and it is not over.
	InForce bool `json:"in_force"`
	// Uses is the number of findings that it silences.
	Uses int `json:"uses"`
	// Unused says that it is in force and silences nothing, though the run looked at all that it could silence.
	Unused bool `json:"unused"`
	// Off says that all rules that it names are switched off here.
	Off bool `json:"off"`
	// Introduced says that the base of a comparison does not have it.
	Introduced bool `json:"introduced"`
	// EndsWithChange says that it holds for the change that makes it and no longer: it has no end, and each rule that it names judges
	// nothing but what a change does.
	EndsWithChange bool `json:"ends_with_change"`
}

// suppressionRow is a rule that a directive names.
type suppressionRow struct {
	// At is where the name is written.
	At facts.ID `json:"at"`
	// Directive is where its directive is.
	Directive facts.ID `json:"directive"`
	// Rule is the name as it is written: an id, an alias, or group/* for all of a group.
	Rule string `json:"rule"`
	// Known says that there is such a rule, or such a group.
	Known bool `json:"known"`
	// Suggestion is the rule that was probably meant, when there is none of that name.
	Suggestion string `json:"suggestion,omitempty"`
	// Suppressible says that it may be silenced at all; of a group, that one of its rules may.
	Suppressible bool `json:"suppressible"`
	// Off says that the rule is switched off here, or is in none of the presets: it finds nothing that could be silenced.
	Off bool `json:"off"`
	// Uses is the number of findings that it silences.
	Uses int `json:"uses"`
	// CouldBeUsed says that the run looked at all that it could silence: the rule was not left out on the command line, its kind of
	// evidence was looked for, the paths were not narrowed, the file could be read, and the rule needs no base.
	CouldBeUsed bool `json:"could_be_used"`
	// Unused says that it is in force and silences nothing though it could, while something else of its directive does, or cannot be told.
	Unused bool `json:"unused"`
	// File is the file in which it is written.
	File string `json:"file"`
	// Tool is whose words it is: "bdma", or the tool that a team used before.
	Tool string `json:"tool"`
	// InForce says that its directive silences what it covers.
	InForce bool `json:"in_force"`
	// Introduced says that the base of a comparison does not have the directive.
	Introduced bool `json:"introduced"`
	// Spent says that it accepted what an earlier change broke, and silences nothing any more: the base has it, it has no end, and its rule
	// judges nothing but what a change does.
	Spent bool `json:"spent"`
	// Missed is the number of findings that it would silence if it were not spent.
	Missed int `json:"missed"`
}

// suppressionFacts states what directives there are and what they do. Its edits take out what is not used.
func (r *runner) suppressionFacts(e *exceptions, all []finding.Finding) (*facts.Doc, map[facts.Node][]suppression.Edit) {
	m := &suppressionFacts{Directives: []directiveRow{}, Suppressions: []suppressionRow{}, Problems: []facts.Problem{}}
	var nodes facts.Nodes
	var files []string
	seen := make(map[string]bool)
	edits := make(map[facts.Node][]suppression.Edit)
	looked := r.looked(all)
	for i := range e.list {
		d := &e.list[i]
		if !seen[d.At.File] {
			seen[d.At.File] = true
			files = append(files, d.At.File)
		}
		row := directiveRow{
			At: nodes.Add(d.At), File: d.At.File, Tool: d.Tool, Scope: d.Covers.Kind, Rules: []string{}, Problem: d.Problem, Reason: d.Reason, Until: d.Until,
			DaysLeft: d.daysLeft, Expired: !d.end.IsZero() && d.daysLeft < 0, InForce: d.inForce, Uses: d.uses, Introduced: d.introduced,
		}
		row.Unused = d.inForce && d.uses == 0 && len(d.names) > 0
		row.Off = len(d.names) > 0
		row.EndsWithChange = len(d.names) > 0 && !slices.ContainsFunc(d.names, func(n named) bool { return !d.accepts(&n) })
		begun := len(m.Suppressions)
		for _, n := range d.names {
			at := d.At
			if (n.Range != facts.Range{}) {
				at.Range = n.Range
			}
			at.Pointer = n.Text
			s := suppressionRow{
				At: nodes.Add(at), Directive: row.At, Rule: n.Text, Known: len(n.rules) > 0, Suggestion: n.nearest, Uses: n.uses,
				Suppressible: slices.ContainsFunc(n.rules, (*policy.Rule).Silenceable), Off: r.off(d, n.rules), CouldBeUsed: looked.couldUse(d, n.rules),
				File: d.At.File, Tool: d.Tool, InForce: d.inForce, Introduced: d.introduced, Spent: n.spent, Missed: n.missed,
			}
			s.Unused = d.inForce && s.Uses == 0 && s.Known && s.Suppressible && s.CouldBeUsed
			row.Unused, row.Off = row.Unused && s.Unused, row.Off && s.Off
			row.Rules = append(row.Rules, n.Text)
			switch {
			case (s.Unused || s.Spent) && n.Removal != nil:
				edits[at] = n.Removal
			case s.Spent && d.Removal != nil:
				edits[at] = d.Removal
			}
			m.Suppressions = append(m.Suppressions, s)
		}
		if row.Unused {
			for k := begun; k < len(m.Suppressions); k++ {
				m.Suppressions[k].Unused = false
				delete(edits, nodes.Get(m.Suppressions[k].At))
			}
			if d.Removal != nil {
				edits[d.At] = d.Removal
			}
		}
		m.Directives = append(m.Directives, row)
	}
	doc := facts.New(facts.Suppression, "suppressions", files, &nodes, m)
	doc.Judged = 0 // they were judged as what they are
	return doc, edits
}

// off reports whether none of some rules is on where a directive could silence it.
func (r *runner) off(d *directive, rules []*policy.Rule) bool {
	return len(rules) > 0 && !slices.ContainsFunc(rules, func(rule *policy.Rule) bool {
		if d.Covers.Match != nil {
			return r.sel.Possible(rule)
		}
		return r.sel.On(rule, d.Covers.File)
	})
}

// looked is how far a run looked.
type looked struct {
	*runner
	// unread are files of which a part could not be read.
	unread map[string]bool
	// kinds are those of the units that files are part of.
	kinds map[string][]facts.Kind
	// needsBase is what is known of rules.
	needsBase map[*policy.Rule]bool
}

func (r *runner) looked(all []finding.Finding) *looked {
	l := &looked{runner: r, unread: make(map[string]bool), kinds: make(map[string][]facts.Kind), needsBase: make(map[*policy.Rule]bool)}
	for i := range all {
		if all[i].Rule.Group() == "parse" {
			l.unread[all[i].File] = true
		}
	}
	for key, u := range r.judged {
		for _, f := range u.sources {
			if !slices.Contains(l.kinds[f], key.kind) {
				l.kinds[f] = append(l.kinds[f], key.kind)
			}
		}
	}
	return l
}

// couldUse reports whether the run would have found what a directive silences, were it there.
func (l *looked) couldUse(d *directive, rules []*policy.Rule) bool {
	if l.result.Unlisted > 0 || len(rules) == 0 || d.Covers.Match == nil && l.unread[d.Covers.File] || d.Covers.Match != nil && len(l.unread) > 0 {
		return false
	}
	return !slices.ContainsFunc(rules, func(rule *policy.Rule) bool {
		return rule.Silenceable() && !l.decided(d, rule)
	})
}

// decided reports whether all was looked at that a rule could find where a directive holds.
func (l *looked) decided(d *directive, rule *policy.Rule) bool {
	if !l.sel.Chosen(rule) || l.comparing(rule) || l.opt.Shard.Count > 0 && !l.deciding {
		return false
	}
	for _, k := range rule.Inputs {
		if d.Covers.Match == nil && !slices.Contains(l.kinds[d.Covers.File], k) {
			continue // the rule does not look at such files
		}
		narrowed := !l.opt.Whole(l.statedBy(d))
		switch {
		case len(l.opt.Kinds) > 0 && !slices.Contains(l.opt.Kinds, k):
			return false
		case narrowed && (k != facts.Migration || d.Covers.Match != nil || !l.within(d.Covers.File)):
			return false
		case k == facts.Coverage && (l.opt.Compare || l.compared != nil || l.result.Judged[k] == 0):
			return false // reports are made, and are no part of a base
		}
	}
	return true
}

// comparing reports whether a rule finds something only where there is a base: what it silences in one change is not there in the
// next. A rule that may read anything may read that.
func (l *looked) comparing(rule *policy.Rule) bool {
	known, ok := l.needsBase[rule]
	if ok {
		return known
	}
	t := policy.Tables([]*policy.Rule{rule})
	needs := t == nil || t["history"] != nil && t.WantColumn("history", "base")
	for _, table := range [...]string{"removed", "change", "uncovered_changes", "unmeasured_changes", "ratchet", "incomparable"} {
		needs = needs || t.Want(table)
	}
	// Of migrations, changes are what their statements do.
	needs = needs || slices.Contains(rule.Inputs, facts.OpenAPI) && (t.Want("changes") || t.Want("comparison"))
	l.needsBase[rule] = needs
	return needs
}

// suppressionsIn returns the facts about the directives in some documents; nil when there are none.
func suppressionsIn(sel *config.Resolved, opt Options, tasks []task, docs []*facts.Doc) *facts.Doc {
	r := &runner{sel: sel, opt: opt, result: newResult(), judged: make(map[unitKey]*judgedUnit)}
	for i, t := range tasks {
		r.unit(t).sources = r.sources(t, docs[i])
	}
	e := r.exceptions(nil)
	if len(e.list) == 0 {
		return nil
	}
	r.opt.Kinds = []facts.Kind{facts.Suppression} // nothing was judged
	doc, _ := r.suppressionFacts(e, nil)
	return doc
}
