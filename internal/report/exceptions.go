package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// isFresh reports whether the change itself silences a finding.
func isFresh(f *finding.Finding) bool { return f.Suppression != nil && f.Suppression.New }

// freshlySuppressed returns the findings that the change silences, the gravest first.
func freshlySuppressed(run *Run) []*finding.Finding {
	var list []*finding.Finding
	for _, i := range worstFirst(run.Suppressed) {
		if f := &run.Suppressed[i]; isFresh(f) {
			list = append(list, f)
		}
	}
	return list
}

// suppressedText says how many findings are silenced: "3 findings are suppressed, 1 of them by this change"; empty when none is.
func suppressedText(run *Run) string {
	n := len(run.Suppressed)
	if n == 0 {
		return ""
	}
	text := count(n, "finding is", "findings are") + " suppressed"
	switch fresh := len(freshlySuppressed(run)); {
	case fresh == n:
		text += " by this change"
	case fresh > 0:
		text += ", " + thousands(fresh) + " of them by this change"
	}
	return text
}

// configText says that the change edits what judges it; empty when it does not. The names are as in files.
func configText(run *Run, names string) string {
	if len(run.ConfigChanged) == 0 {
		return ""
	}
	return "this change edits what judges it: " + names + "; " + judgedBy(run, Terminal)
}

// judgedBy says whose configuration judged a change that edits it: "it was judged by its own version". Names are shown as told.
func judgedBy(run *Run, show func(string) string) string {
	from := show(clip(run.ConfigFrom, maxName))
	switch {
	case len(run.ConfigNew) > 0 && run.ConfigFrom != "":
		return "it was judged by what " + from + " has, and by " + newConfigs(run, show)
	case len(run.ConfigNew) > 0:
		return "it was judged by " + newConfigs(run, show)
	case run.ConfigFrom != "":
		return "it was judged by what " + from + " has"
	}
	return "it was judged by its own version"
}

// newConfigs names the configurations that judge although nobody has agreed to them yet.
func newConfigs(run *Run, show func(string) string) string {
	return someOf(run.ConfigNew, maxConfigNames, show) + ", which " + plural(len(run.ConfigNew), "is", "are") + " new with this change"
}

// maxName is the length beyond which a name of a branch, a file or an owner is cut where it stands within a sentence.
const maxName = 200

// someOf returns the first few of a list as a text: "a, b and 3 more".
func someOf(list []string, most int, show func(string) string) string {
	var parts []string
	for i, s := range list {
		if i == most {
			parts = append(parts, thousands(len(list)-i)+" more")
			break
		}
		parts = append(parts, show(clip(s, maxName)))
	}
	return and(parts)
}

// exception is somebody's word, with the findings that it silences.
type exception struct {
	finding.Suppression
	findings int
	// rules are the rules that it silences, in the order of the findings; worst is the gravest severity.
	rules []*policy.Rule
	worst policy.Severity
}

// exceptions returns what silences findings: what the change brings first, then the gravest, then by place.
func exceptions(run *Run) []*exception {
	type key struct {
		finding.Suppression
		rule *policy.Rule
	}
	byWord := make(map[finding.Suppression]*exception)
	named := make(map[key]bool)
	var list []*exception
	for i := range run.Suppressed {
		f := &run.Suppressed[i]
		if f.Suppression == nil {
			continue
		}
		s := *f.Suppression
		e := byWord[s]
		if e == nil {
			e = &exception{Suppression: s}
			byWord[s] = e
			list = append(list, e)
		}
		e.findings++
		if k := (key{s, f.Rule}); !named[k] {
			named[k] = true
			e.rules = append(e.rules, f.Rule)
		}
		if f.Severity.Rank() > e.worst.Rank() {
			e.worst = f.Severity
		}
	}
	slices.SortStableFunc(list, func(a, b *exception) int {
		return cmp.Or(bit(b.New)-bit(a.New), cmp.Compare(b.worst.Rank(), a.worst.Rank()), comparePlaces(a.Node, b.Node))
	})
	return list
}

func comparePlaces(a, b facts.Node) int {
	return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Range.Start.Line, b.Range.Start.Line), cmp.Compare(a.Range.Start.Column, b.Range.Start.Column))
}

// ids returns the ids of the rules of an exception.
func (e *exception) ids() []string {
	ids := make([]string, len(e.rules))
	for i, r := range e.rules {
		ids[i] = r.ID
	}
	return ids
}

// lineText returns a place as path:line, as far as it is known.
func lineText(n facts.Node) string {
	if n.Range.Start.Line > 0 {
		return fmt.Sprintf("%s:%d", fileOf(n), n.Range.Start.Line)
	}
	return fileOf(n)
}
