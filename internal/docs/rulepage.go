package docs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/othertools"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/ruletest"
)

// rulePage writes what a rule wants and why, how it looks wrong and right, and how to live with it. Every file and every
// bdma.yaml on it is tested: the former by the rule's cases, the latter by the test of this package.
func rulePage(r *policy.Rule, standard policy.Standard, others map[string][]othertools.Mention) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s# %s\n\n**%s**\n\n", generated, r.ID, r.Title)
	fmt.Fprintf(&b, "| severity | standard | judges | in presets | since |\n|---|---|---|---|---|\n| %s | [%s](../README.md#%s) | %s | %s | %s |\n\n",
		r.Severity, r.Standard, Anchor(standardHeading(standard)), strings.Join(kindNames(r), ", "), strings.Join(presets(r), ", "), r.Since)
	fmt.Fprintf(&b, "## Why\n\n%s\n\n", r.Description)
	fmt.Fprintf(&b, "## What it says\n\n> %s\n\nFix: %s\n\n", r.Message, r.Fix)
	if err := casesSections(&b, r); err != nil {
		return nil, err
	}
	if err := optionsSection(&b, r); err != nil {
		return nil, err
	}
	if text := config.SwitchOnExample(r); text != "" {
		fmt.Fprintf(&b, "## How to switch it on\n\nIt is not in `%s`. Extend a preset that has it, or name it:\n\n```yaml\n# bdma.yaml\n%s```\n\n", config.DefaultPreset, text)
	}
	if text := config.SilenceExample(r); text != "" {
		fmt.Fprintf(&b, "## How to silence it\n\n```yaml\n# bdma.yaml\n%s```\n\n", text)
	}
	if list := others[r.ID]; len(list) > 0 {
		b.WriteString("## In other tools\n\n")
		for _, m := range list {
			fmt.Fprintf(&b, "- [%s](%s): %s\n", m.Tool.Name, m.Tool.Page, mentionText(m))
		}
		b.WriteString("\nAll of them: [coverage of other tools](../coverage-of-other-tools.md).\n\n")
	}
	if len(r.References) > 0 {
		b.WriteString("## More\n\n")
		for _, ref := range r.References {
			fmt.Fprintf(&b, "- <%s>\n", ref)
		}
		b.WriteByte('\n')
	}
	return append(bytes.TrimRight(b.Bytes(), "\n"), '\n'), nil
}

func casesSections(b *bytes.Buffer, r *policy.Rule) error {
	cases, err := ruletest.Parse(r.Cases())
	if err != nil {
		return err
	}
	for _, part := range []struct{ title, prefix string }{{"Bad", "bad"}, {"Good", "good"}} {
		c := cases.First(part.prefix)
		fmt.Fprintf(b, "## %s\n\n", part.title)
		for _, f := range c.Files {
			fmt.Fprintf(b, "`%s`\n\n```%s\n%s```\n\n", f.Name, language(f.Name), f.Data)
		}
		if found := cases.Findings(c); len(found) > 0 {
			fmt.Fprintf(b, "```text\n%s\n```\n\n", strings.Join(found, "\n"))
		}
	}
	return nil
}

func optionsSection(b *bytes.Buffer, r *policy.Rule) error {
	if r.Options == nil {
		return nil
	}
	fmt.Fprintf(b, "## Options\n\n| option | takes | default | meaning |\n|---|---|---|---|\n")
	for _, name := range r.Options.Names() {
		p := r.Options.Property(name)
		def, err := json.Marshal(p["default"])
		if err != nil {
			return err
		}
		fmt.Fprintf(b, "| `%s` | %s | `%s` | %s |\n", name, prose(r.Options.Type(name)), cell(string(def)), cell(p["description"].(string)))
	}
	fmt.Fprintf(b, "\n```yaml\n# bdma.yaml\n%s```\n\n", config.OptionsExample(r))
	return nil
}

// cell writes text into a cell of a table.
func cell(text string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "|", "\\|")
}

// prose is [cell] for text that is not Markdown, except that backquotes set code.
func prose(text string) string {
	parts := strings.Split(text, "`")
	for i := 0; i < len(parts); i += 2 {
		parts[i] = strings.NewReplacer("\\", "\\\\", "*", "\\*", "_", "\\_", "<", "&lt;", "[", "\\[").Replace(parts[i])
	}
	return cell(strings.Join(parts, "`"))
}

func mentionText(m othertools.Mention) string {
	quote := func(ids []string) string { return "`" + strings.Join(ids, "`, `") + "`" }
	switch {
	case len(m.Covered) == 0:
		return quote(m.Same)
	case len(m.Same) == 0:
		return "covers " + quote(m.Covered)
	}
	return quote(m.Same) + "; covers also " + quote(m.Covered)
}

func kindNames(r *policy.Rule) []string {
	var names []string
	for _, k := range r.Inputs {
		names = append(names, string(k))
	}
	return names
}

func presets(r *policy.Rule) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(r.Presets)) {
		names = append(names, fmt.Sprintf("bdma:%s@%d", name, r.Presets[name]))
	}
	return names
}

func language(file string) string {
	switch ext := filepath.Ext(file); ext {
	case ".yaml", ".yml":
		return "yaml"
	case ".json", ".sql", ".xml", ".go":
		return ext[1:]
	}
	return "text"
}
