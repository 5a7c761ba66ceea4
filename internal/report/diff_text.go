package report

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

const (
	// mostExplained is the number of breaking changes of a document that are shown with their fix, and mostBreaking that of those
	// that are shown at all, unless everything is asked for.
	mostExplained, mostBreaking = 50, 120
	// mostOfKind is the number of changes of one kind that are listed one by one, and mostSurface that of those of paths and operations.
	mostOfKind, mostSurface = 15, 60
	// mostDiffUsers is the number of operations that a group names.
	mostDiffUsers = 3
)

// diffMarks stand before changes that the rules have nothing to say of.
var diffMarks = [diffSections]string{"✗", "!", "✓", "†", "+", "-", "~"}

var diffStyles = [diffSections]string{severityStyles[policy.Error], severityStyles[policy.Warning], faint, severityStyles[policy.Warning], green, severityStyles[policy.Info], severityStyles[policy.Info]}

type diffTextWriter struct {
	*textWriter
	diff *Diff
}

func writeDiffText(w *bufio.Writer, d *Diff, opt Options) error {
	t := &diffTextWriter{newTextWriter(w, &Run{}, opt), d}
	for _, doc := range d.told() {
		t.document(doc)
	}
	for _, doc := range d.moves() {
		t.label("~", severityStyles[policy.Info])
		t.WriteString("the document " + t.wasPath(doc.Was) + " was moved to " + t.path(doc.File) + "\n")
	}
	for _, l := range []struct {
		mark, style, word string
		files             []string
		path              func(string) string
	}{{"+", green, "was added", d.Added, t.path}, {"-", severityStyles[policy.Error], "was removed", d.Removed, t.wasPath}} {
		for _, file := range l.files {
			t.label(l.mark, l.style)
			t.WriteString("the document " + l.path(file) + " " + l.word + "\n")
		}
	}
	if len(d.Added)+len(d.Removed)+len(d.moves()) > 0 {
		t.WriteString("\n")
	}
	t.faults()
	t.run.Skipped = d.Skipped
	t.skipped()
	t.verdict()
	return nil
}

// wasPath returns a file of the base as the reader knows it.
func (t *diffTextWriter) wasPath(file string) string {
	if t.diff.WasPath != nil {
		return place(t.diff.WasPath(file))
	}
	return t.path(file)
}

// positions says where something was and where it is: openapi.yaml:12 → openapi.yaml:14.
func (t *diffTextWriter) positions(c *DiffChange) string {
	line := func(file string, n facts.Node) string {
		if l := n.Range.Start.Line; l > 0 {
			return fmt.Sprintf("%s:%d", file, l)
		}
		return file
	}
	var parts []string
	if c.Was.File != "" {
		parts = append(parts, line(t.wasPath(c.Was.File), c.Was))
	}
	if c.Is.File != "" {
		parts = append(parts, line(t.path(c.Is.File), c.Is))
	}
	return strings.Join(parts, " → ")
}

func (t *diffTextWriter) document(d *DiffDocument) {
	t.WriteString("── ")
	t.linked(t.fileURL(d.File), func() { t.styled(bold, t.path(d.File)) })
	if d.Title != "" || d.Version != "" {
		t.WriteString(" · " + Terminal(clip(strings.TrimSpace(d.Title+" "+d.versions()), maxName)))
	}
	t.WriteString("\n")
	if d.Was != d.File {
		t.label("was", faint)
		t.WriteString(t.wasPath(d.Was) + "\n")
	}
	t.WriteString("\n")
	for s, groups := range d.sections() {
		if len(groups) > 0 {
			t.section(diffSection(s), groups)
		}
	}
	if d.Partial {
		t.label("!", severityStyles[policy.Warning])
		t.WriteString("the documents are too large to be compared in full: there may be more changes\n\n")
	}
}

func (t *diffTextWriter) section(s diffSection, groups []*diffGroup) {
	total := 0
	for _, g := range groups {
		total += len(g.changes)
	}
	t.label(diffMarks[s], diffStyles[s])
	t.styled(bold, sectionNames[s])
	t.WriteString(" · " + count(total, "change", "changes") + "\n")
	listed := func(*DiffChange) bool { return true }
	if !s.judgedByRules() && !t.opt.Verbose {
		listed = t.summarise(s, groups)
	}
	// What is too much to be explained takes a line each.
	explained := total <= mostExplained || t.opt.Verbose
	shown := 0
	for _, g := range groups {
		titled := false
		for _, c := range g.changes {
			if !listed(c) {
				continue
			}
			if s.judgedByRules() && shown == mostBreaking && !t.opt.Verbose {
				t.label("…", faint)
				t.WriteString(count(total-shown, "more change", "more changes") + "; --verbose lists them\n\n")
				return
			}
			if !titled && (s.judgedByRules() && explained || !s.judgedByRules() && g.titled()) {
				titled = true
				t.title(s, g)
			}
			shown++
			t.change(s, g, c, explained)
		}
	}
	t.WriteString("\n")
}

// summarise writes a line for each kind of which there is too much to be listed, and reports which changes are to be listed.
func (t *diffTextWriter) summarise(s diffSection, groups []*diffGroup) func(*DiffChange) bool {
	many := make(map[string]bool)
	for _, k := range tallies(groups) {
		most := mostOfKind
		if isSurface(k.kind) {
			most = mostSurface
		}
		if k.n > most {
			many[k.kind] = true
			t.label("", "")
			t.styled(diffStyles[s], diffMarks[s])
			t.WriteString(" " + Terminal(ofKind(k.kind, k.n)))
			t.styled(faint, "; --verbose lists them")
			t.WriteString("\n")
		}
	}
	return func(c *DiffChange) bool { return !many[c.Kind] }
}

func (t *diffTextWriter) title(s diffSection, g *diffGroup) {
	t.label("in", faint)
	name := g.title
	if name == "" {
		name = "the document"
	}
	t.styled(bold, Terminal(clip(name, maxName)))
	if len(g.users) > 0 && !s.judgedByRules() { // what the rules say names them
		t.styled(faint, " · "+diffUsers(g.users, Terminal))
	}
	t.WriteString("\n")
}

// diffUsers says which operations use what changed.
func diffUsers(users []string, show func(string) string) string {
	return "used by " + someOf(users, mostDiffUsers, show)
}

func (t *diffTextWriter) change(s diffSection, g *diffGroup, c *DiffChange, explained bool) {
	if !s.judgedByRules() {
		t.label("", "")
		if g.titled() {
			t.WriteString("  ")
		}
		t.styled(diffStyles[s], diffMarks[s])
		t.WriteString(" " + Terminal(clip(c.wordsIn(g.title), maxText)))
		t.styled(faint, " · "+t.positions(c))
		t.WriteString("\n")
		return
	}
	for _, f := range c.shown(s) {
		if s == acceptedChanges {
			t.label(diffMarks[s], faint)
		} else {
			t.label(string(f.Severity)+":", severityStyles[f.Severity])
		}
		t.WriteString(Terminal(clip(f.Message, maxText)))
		if !explained {
			t.styled(faint, " · "+t.positions(c)+" · ")
			t.rule(f.Rule)
			t.WriteString("\n")
			continue
		}
		t.WriteString("\n")
		t.label("-->", faint)
		at := t.positions(c)
		t.linked(t.fileURL(c.Is.File), func() { t.WriteString(at) })
		t.styled(faint, " · ")
		t.rule(f.Rule)
		t.WriteString("\n")
		if s == acceptedChanges {
			t.text("why", faint, "", accepted(f.Suppression))
		} else if f.Fix != "" {
			t.text("fix", green, "", f.Fix)
		}
	}
}

// shown returns the findings of a change that its section is about.
func (c *DiffChange) shown(s diffSection) []*finding.Finding {
	if s != acceptedChanges {
		return c.counting()
	}
	var list []*finding.Finding
	for i := range c.Findings {
		list = append(list, &c.Findings[i])
	}
	return list
}

// accepted says why a break may stay, and how long.
func accepted(s *finding.Suppression) string {
	text := s.Reason
	if text == "" {
		text = "no reason is given"
	}
	if s.Until != "" {
		text += " (until " + s.Until + ")"
	}
	return text
}

func (t *diffTextWriter) faults() {
	for _, f := range t.diff.Faults {
		path := t.path
		state := t.diff.Head
		if f.InBase {
			path, state = t.wasPath, t.diff.Base
		}
		style, word := severityStyles[policy.Warning], "!"
		if f.Fatal {
			style, word = severityStyles[policy.Error], "error:"
		}
		t.label(word, style)
		at := path(f.File)
		if line := f.Range.Start.Line; line > 0 {
			at = fmt.Sprintf("%s:%d", at, line)
		}
		t.WriteString(at)
		if state != "" {
			t.WriteString(" in " + Terminal(state))
		}
		t.WriteString(": " + Terminal(clip(f.Message, maxText)) + "\n")
		if f.Hint != "" {
			t.text("hint", faint, "", f.Hint)
		}
	}
	if len(t.diff.Faults) > 0 {
		t.WriteString("\n")
	}
}

func (t *diffTextWriter) verdict() {
	d := t.diff
	style := green
	for _, s := range policy.Severities() {
		if slices.ContainsFunc(d.Documents, func(doc DiffDocument) bool {
			return slices.ContainsFunc(doc.Changes, func(c DiffChange) bool { return c.severity() == s })
		}) {
			style = severityStyles[s]
			break
		}
	}
	if d.Nothing() || d.Unread() {
		style = severityStyles[policy.Warning]
	}
	t.styled(style, d.verdict())
	if text := d.scope(); text != "" {
		t.WriteString("; " + Terminal(text))
	}
	t.WriteString("\n")
}

// scope says what was compared with what.
func (d *Diff) scope() string {
	var parts []string
	if n := d.compared(); n > 0 {
		parts = append(parts, "compared "+count(n, "document", "documents")+", from "+d.Base+" to "+d.Head)
		if same := n - len(d.told()); same > 0 && n > 1 {
			parts = append(parts, thousands(same)+" of them "+plural(same, "is", "are")+" the same for clients")
		}
	} else if !d.Nothing() {
		parts = append(parts, "from "+d.Base+" to "+d.Head)
	}
	if d.Untouched > 0 {
		parts = append(parts, count(d.Untouched, "document", "documents")+" "+plural(d.Untouched, "is", "are")+" as before")
	}
	return strings.Join(parts, "; ")
}
