package report

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/bdma-dev/bdma/internal/finding"
)

// owing says what the baseline of a name has: "4,812 findings are owed (.bdma-baseline.json), and 12 more that it records are gone". It is
// empty when there is nothing to say.
func owing(run *Run, name string) string {
	if run.Baseline == "" || len(run.Owed) == 0 && run.Paid == 0 {
		return ""
	}
	n := len(run.Owed)
	text, more := fmt.Sprintf("%s %s owed (%s)", count(n, "finding", "findings"), plural(n, "is", "are"), name), "more "
	if n == 0 {
		text, more = fmt.Sprintf("nothing is owed any more (%s)", name), ""
	}
	if added := owedSince(run); added > 0 {
		text += fmt.Sprintf(", %s of them new in this change", thousands(added))
	}
	if run.Paid > 0 {
		text += fmt.Sprintf(", and %s %sthat it records %s gone", thousands(run.Paid), more, plural(run.Paid, "is", "are"))
	}
	return text
}

// owedSince counts what is owed and is not in the base: the change has it recorded along with what it does.
func owedSince(run *Run) (n int) {
	for i := range run.Owed {
		if run.Owed[i].Class == finding.Introduced {
			n++
		}
	}
	return n
}

// owedShares says by which standards and to whom what is owed, when everything is asked for.
func (t *textWriter) owedShares() {
	if !t.opt.Verbose || len(t.run.Owed) == 0 {
		return
	}
	t.shares("owed, by standard", "no standard", finding.ByStandard(t.run.Owed))
	if t.run.Owners != nil {
		t.shares("owed, by owner", "nobody", finding.ByOwner(t.run.Owed, t.run.Owners))
	}
}

// owed says below the verdict what is owed.
func (t *textWriter) owed() {
	text := owing(t.run, t.path(t.run.Baseline))
	if text == "" {
		return
	}
	t.WriteString(text)
	if t.run.Paid > 0 {
		t.WriteString(": bdma baseline --prune")
	}
	t.WriteString("\n")
}

func (t *textWriter) shares(title, none string, list []finding.Share) {
	t.WriteString("── " + title + "\n\n")
	for _, s := range list {
		fmt.Fprintf(t, "%10s  %s", thousands(s.Findings), Terminal(clip(cmp.Or(s.Name, none), maxText)))
		t.styled(faint, " · "+severities(s.BySeverity))
		t.WriteString("\n")
	}
	t.WriteString("\n")
}

// Recording is what was done to a baseline.
type Recording struct {
	// File is the baseline.
	File string
	// Findings are those that it has now.
	Findings []finding.Finding
	// Kept is how many it has besides, because they were not looked for.
	Kept int
	// New and Gone are how many it has more and no more.
	New, Gone int
	// Same says that the file is as it was.
	Same bool
}

// String says it in a line for a terminal.
func (r Recording) String() string {
	n := len(r.Findings) + r.Kept
	verb := "recorded in"
	if r.Same {
		verb = "as recorded in"
	}
	if n == 0 && r.Gone == 0 {
		return "no findings to owe"
	}
	text := fmt.Sprintf("%s %s owed, %s %s", count(n, "finding", "findings"), plural(n, "is", "are"), verb, Terminal(r.File))
	if len(r.Findings) > 0 {
		text += ": " + severities(finding.Count(r.Findings))
	}
	var parts []string
	if r.New > 0 {
		parts = append(parts, thousands(r.New)+" new")
	}
	if r.Gone > 0 {
		parts = append(parts, thousands(r.Gone)+" gone")
	}
	if r.Kept > 0 {
		parts = append(parts, thousands(r.Kept)+" kept, which this run could not look for")
	}
	if parts != nil {
		text += "; " + strings.Join(parts, ", ")
	}
	return text
}

// mostRecorded is how many baselines are told of one by one.
const mostRecorded = 12

// Recorded says in lines for a terminal what was done to baselines: of several to those that are not as they were, and to all together.
func Recorded(list []Recording) []string {
	if len(list) == 0 {
		return nil
	}
	if len(list) == 1 {
		return []string{list[0].String()}
	}
	all := Recording{Same: true}
	var lines []string
	files, left := 0, 0
	for _, r := range list {
		if len(r.Findings)+r.Kept+r.Gone == 0 {
			continue
		}
		files++
		all.Findings = append(all.Findings, r.Findings...)
		all.Kept, all.New, all.Gone = all.Kept+r.Kept, all.New+r.New, all.Gone+r.Gone
		switch all.Same = all.Same && r.Same; {
		case r.Same:
		case len(lines) == mostRecorded:
			left++
		default:
			lines = append(lines, r.String())
		}
	}
	if left > 0 {
		lines = append(lines, fmt.Sprintf("… and so on in %s", count(left, "more file", "more files")))
	}
	if files != 1 || len(lines) == 0 {
		all.File = count(files, "file", "files")
		lines = append(lines, all.String())
	}
	return lines
}

// Pruned says for a terminal how many findings are gone from a baseline, or are to be dropped from it, and how many it still has.
func Pruned(file string, gone, left int, todo bool) string {
	owed := fmt.Sprintf("%s %s still owed", count(left, "finding", "findings"), plural(left, "is", "are"))
	if left == 0 {
		owed = "nothing is owed any more, and the file can go"
	}
	file = Terminal(file)
	switch {
	case gone == 0:
		return fmt.Sprintf("nothing that %s records is gone; %s", file, owed)
	case todo:
		return fmt.Sprintf("%s that %s records %s gone: bdma baseline --prune; %s", count(gone, "finding", "findings"), file, plural(gone, "is", "are"), owed)
	}
	return fmt.Sprintf("%s dropped from %s; %s", count(gone, "finding", "findings"), file, owed)
}
