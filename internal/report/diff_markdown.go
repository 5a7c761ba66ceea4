package report

import (
	"bufio"
	"cmp"
	"fmt"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
)

// sectionMarks stand before the titles of sections in Markdown.
var sectionMarks = [diffSections]string{severityMarks[policy.Error], severityMarks[policy.Warning], "☑️", "🕘", "✨", "➖", "✏️"}

type diffMarkdownWriter struct {
	diff *Diff
	// left is the number of bytes that may still be written.
	left int
	out  strings.Builder
	// dropped is the number of changes for which there was no room.
	dropped int
}

// writeDiffMarkdown writes a changelog for a comment, a step summary or release notes. It never exceeds its limit: what breaks comes
// first, what does not is behind a fold, and it says how many changes were left out.
func writeDiffMarkdown(w *bufio.Writer, d *Diff, opt Options) error {
	const note = 512
	limit := cmp.Or(opt.MaxBytes, DefaultMarkdownBytes)
	m := &diffMarkdownWriter{diff: d, left: limit - note}
	m.head()
	for _, doc := range d.told() {
		m.document(doc)
	}
	m.faults()
	if m.dropped > 0 {
		fmt.Fprintf(&m.out, "> **%s not shown**: this report may have %s bytes. The other reports of this comparison have them all.\n\n",
			count(m.dropped, "change is", "changes are"), thousands(limit))
	}
	w.WriteString(m.out.String())
	return nil
}

// writeDiffComment writes what writeDiffMarkdown does, as long as a comment may be, behind a mark by which the next run finds it. It
// is another one than that of bdma lint, so that both may comment on a pull request.
func writeDiffComment(w *bufio.Writer, d *Diff, opt Options) error {
	mark := "<!-- bdma-diff/" + uri(d.Scope) + " -->\n"
	opt.MaxBytes = min(cmp.Or(opt.MaxBytes, CommentBytes), CommentBytes) - len(mark)
	w.WriteString(mark)
	return writeDiffMarkdown(w, d, opt)
}

// put writes a text if there is room for it.
func (m *diffMarkdownWriter) put(text string) bool {
	if len(text) > m.left {
		return false
	}
	m.left -= len(text)
	m.out.WriteString(text)
	return true
}

func (m *diffMarkdownWriter) head() {
	d := m.diff
	n := d.counts()
	mark := "✅"
	switch {
	case n[breakingChanges] > 0 || d.Unread():
		mark = severityMarks[policy.Error]
	case n[riskyChanges] > 0 || len(d.Removed) > 0 || d.Nothing():
		mark = severityMarks[policy.Warning]
	}
	m.put(fmt.Sprintf("## %s bdma diff: %s\n\n", mark, mdText(d.verdict())))
	if text := d.scope(); text != "" {
		m.put(mdText(clip(title(text), maxText)) + ".\n\n")
	}
	for _, doc := range d.moves() {
		m.put(fmt.Sprintf("**Document** moved: %s → %s\n\n", mdCode(clip(doc.Was, maxName)), mdCode(clip(doc.File, maxName))))
	}
	for _, l := range []struct {
		files []string
		word  string
	}{{d.Removed, "removed"}, {d.Added, "added"}} {
		if len(l.files) > 0 {
			m.put(fmt.Sprintf("**%s** %s: %s\n\n", title(plural(len(l.files), "document", "documents")), l.word, someOf(l.files, 50, mdCode)))
		}
	}
}

func (m *diffMarkdownWriter) document(d *DiffDocument) {
	head := "### " + mdCode(clip(d.File, maxName))
	if name := strings.TrimSpace(d.Title + " " + d.versions()); name != "" {
		head += " · " + mdText(clip(name, maxName))
	}
	head += "\n\n"
	if d.Was != d.File {
		head += "It was " + mdCode(clip(d.Was, maxName)) + ".\n\n"
	}
	m.put(head)
	for s, groups := range d.sections() {
		m.section(diffSection(s), groups)
	}
	if d.Partial {
		m.put("> " + severityMarks[policy.Warning] + " The documents are too large to be compared in full: there may be more changes.\n\n")
	}
}

func (m *diffMarkdownWriter) section(s diffSection, groups []*diffGroup) {
	total := 0
	for _, g := range groups {
		total += len(g.changes)
	}
	if total == 0 {
		return
	}
	name := fmt.Sprintf("%s %s · %s", sectionMarks[s], sectionNames[s], count(total, "change", "changes"))
	end := "\n"
	if s.judgedByRules() && s != acceptedChanges {
		if !m.put("#### " + name + "\n\n") {
			m.dropped += total
			return
		}
	} else {
		kinds := ""
		if list := tallies(groups); !s.judgedByRules() && total > mostOfKind {
			var parts []string
			for _, k := range list {
				parts = append(parts, ofKind(k.kind, k.n))
			}
			kinds = mdText(clip(title(and(parts)), maxText)) + ".\n\n"
		}
		end = "\n</details>\n\n"
		if !m.put(kinds + "<details><summary>" + name + "</summary>\n\n") {
			m.dropped += total
			return
		}
	}
	m.left -= len(end)
	for _, g := range groups {
		for i, c := range g.changes {
			text := m.change(s, g, c)
			if i == 0 && (g.titled() || s.judgedByRules()) {
				text = m.title(s, g) + text
			}
			if !m.put(text) {
				m.dropped += len(g.changes) - i
				break
			}
		}
	}
	m.out.WriteString(end)
}

func (m *diffMarkdownWriter) title(s diffSection, g *diffGroup) string {
	if g.title == "" {
		return "- **the document**\n"
	}
	text := "- **" + mdText(clip(g.title, maxName)) + "**"
	if len(g.users) > 0 && !s.judgedByRules() {
		text += ", " + diffUsers(g.users, mdText)
	}
	return text + "\n"
}

func (m *diffMarkdownWriter) change(s diffSection, g *diffGroup, c *DiffChange) string {
	if !s.judgedByRules() {
		indent := ""
		if g.titled() {
			indent = "  "
		}
		return indent + "- " + mdText(clip(c.wordsIn(g.title), maxText)) + "\n"
	}
	var b strings.Builder
	for _, f := range c.shown(s) {
		fmt.Fprintf(&b, "  - %s · %s", mdText(clip(strings.Join(textLines(f.Message), " "), maxText)), mdCode(f.Rule.ID))
		if s == acceptedChanges {
			b.WriteString("<br>**Accepted**: " + mdText(clip(accepted(f.Suppression), maxText)))
		} else if f.Fix != "" {
			b.WriteString("<br>**Fix**: " + mdText(clip(strings.Join(textLines(f.Fix), " "), maxText)))
		}
		b.WriteString("<br>" + mdCode(clip(placesText(c), maxText)) + "\n")
	}
	return b.String()
}

// placesText says where something was and where it is.
func placesText(c *DiffChange) string {
	line := func(n facts.Node) string {
		n.Range.Start.Column = 0
		return placeText(n)
	}
	var parts []string
	for _, n := range []facts.Node{c.Was, c.Is} {
		if n.File != "" {
			parts = append(parts, line(n))
		}
	}
	return strings.Join(parts, " → ")
}

func (m *diffMarkdownWriter) faults() {
	for _, f := range m.diff.Faults {
		state := m.diff.Head
		if f.InBase {
			state = m.diff.Base
		}
		mark := severityMarks[policy.Warning]
		if f.Fatal {
			mark = severityMarks[policy.Error]
		}
		m.put(fmt.Sprintf("> %s %s in %s: %s\n\n", mark, mdCode(placeText(f.Node)), mdText(clip(state, maxName)), mdText(clip(strings.Join(textLines(f.Message), " "), maxText))))
	}
}
