package docs

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/bdma-dev/bdma/internal/othertools"
	"github.com/bdma-dev/bdma/internal/policy"
)

// toolsPage says of every rule of every other tool what became of it.
func toolsPage(set *policy.Set, catalogue *othertools.Catalogue) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s# Coverage of other tools\n\nWhat became here of the rules of other linters. *Built* is a rule for which bdma has one, or several, of the same meaning, or of\na part of it. *Covered* is one of which another rule says what is worth saying. *Declined* is one that bdma leaves out, with the reason.\n\n`bdma explain %s` tells the same of one rule, `bdma rules --tool TOOL` of all rules of a tool with the severities that\ntheir equivalents have in your repository. How to move over is in [moving.md](../moving.md).\n\n", generated, "TOOL:ID")
	undecided := 0
	for _, t := range catalogue.Tools {
		undecided += othertools.Count(t.Decide(set))[othertools.Undecided]
	}
	b.WriteString("| tool | compared | rules | built | covered | declined |")
	if undecided > 0 {
		b.WriteString(" not compared yet |")
	}
	b.WriteString("\n|---|---|--:|--:|--:|--:|")
	if undecided > 0 {
		b.WriteString("--:|")
	}
	b.WriteByte('\n')
	for _, t := range catalogue.Tools {
		n := othertools.Count(t.Decide(set))
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %d | %d | %d | %d |", t.Name, Anchor(t.Name), t.Version, len(t.Rules), n[othertools.Built], n[othertools.Covered], n[othertools.Declined])
		if undecided > 0 {
			fmt.Fprintf(&b, " %d |", n[othertools.Undecided])
		}
		b.WriteByte('\n')
	}
	for _, t := range catalogue.Tools {
		fmt.Fprintf(&b, "\n## %s\n\n[Its own list of rules](%s). On the command line it is `%s`, as in `bdma explain %s:%s`.\n\n| %s | bdma | |\n|---|---|---|\n", t.Name, t.Page, t.Key, t.Key, t.Rules[0], t.Name)
		for _, d := range t.Decide(set) {
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", cell(d.ID), decisionText(d), cell(prose(d.Why)))
		}
	}
	return b.Bytes()
}

func decisionText(d othertools.Decision) string {
	var links []string
	for _, r := range d.Rules {
		links = append(links, fmt.Sprintf("[%s](%s.md)", r.ID, r.ID))
	}
	list := strings.Join(links, ", ")
	switch d.Verdict {
	case othertools.Built:
		return list
	case othertools.Covered:
		return "covered by " + list
	case othertools.Declined:
		return "declined"
	}
	return "not compared yet"
}
