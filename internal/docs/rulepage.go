package docs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/othertools"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/ruletest"
)

// rulePage writes what a rule wants and why, how it looks wrong and right, and how to live with it. Every file and every
// bdma.yaml on it is tested: the former by the rule's cases, the latter by the test of this package.
func rulePage(r *policy.Rule, standard policy.Standard, others map[string][]othertools.Mention) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s# %s\n\n**%s**\n\n", generated, r.ID, prose(r.Title))
	fmt.Fprintf(&b, "| severity | standard | judges | in presets | since |\n|---|---|---|---|---|\n| %s | [%s](../README.md#%s) | %s | %s | %s |\n\n",
		r.Severity, r.Standard, Anchor(standardHeading(standard)), strings.Join(kindNames(r), ", "), strings.Join(presets(r), ", "), r.Since)
	fmt.Fprintf(&b, "## Why\n\n%s\n\n", prose(r.Description))
	fmt.Fprintf(&b, "## What it says\n\n> %s\n\nFix: %s\n\n", prose(r.Message.String()), prose(r.Fix.String()))
	if err := casesSections(&b, r); err != nil {
		return nil, err
	}
	if err := optionsSection(&b, r); err != nil {
		return nil, err
	}
	if text := config.SwitchOnExample(r); text != "" {
		fmt.Fprintf(&b, "## How to switch it on\n\nIt is not in `%s`. Extend a preset that has it, or name it:\n\n```yaml\n# bdma.yaml\n%s```\n\n", config.DefaultPreset, text)
	}
	silenceSection(&b, r)
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

// silenceSection says how one finding may stay, and how the rule is switched off.
func silenceSection(b *bytes.Buffer, r *policy.Rule) {
	b.WriteString("## How to silence it\n\n")
	text := config.SilenceExample(r)
	if text == "" {
		b.WriteString("Nobody can: no suppression and no `bdma.yaml` has a say in it.\n\n")
		return
	}
	ways := config.SuppressionExamples(r)
	if len(ways) == 0 {
		b.WriteString("No [suppression](../../suppressions.md) can silence a single finding. Switch it off for some files:\n\n")
	} else {
		fmt.Fprintf(b, "One finding, by a [suppression](../../suppressions.md), which `bdma suppress %s --reason REASON PATH` writes:\n\n", r.ID)
		for _, way := range ways {
			file := ""
			if strings.HasPrefix(way.Text, "version:") {
				file = "# bdma.yaml\n"
			}
			fmt.Fprintf(b, "%s%s:\n\n```%s\n%s%s```\n\n", strings.ToUpper(way.Where[:1]), way.Where[1:], way.Language, file, way.Text)
		}
		b.WriteString("All of them in some files, by switching it off there:\n\n")
	}
	fmt.Fprintf(b, "```yaml\n# bdma.yaml\n%s```\n\n", text)
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
			mark := fence(f.Data)
			fmt.Fprintf(b, "`%s`\n\n%s%s\n%s%s\n\n", f.Name, mark, language(f.Name), f.Data, mark)
		}
		if found := cases.Findings(c); len(found) > 0 {
			text := strings.Join(found, "\n")
			mark := fence([]byte(text))
			fmt.Fprintf(b, "%stext\n%s\n%s\n\n", mark, text, mark)
		}
		if fixed := cases.FixedOf(c); len(fixed) > 0 {
			unsafe := "."
			if r.Mends == policy.Unsafe {
				unsafe = ", when you add `--unsafe`: look at [what that may change](../../fixing.md)."
			}
			fmt.Fprintf(b, "`bdma lint --fix` makes this of it%s\n\n", unsafe)
			for _, f := range fixed {
				mark := fence(f.Data)
				fmt.Fprintf(b, "`%s`\n\n%s%s\n%s%s\n\n", f.Name, mark, language(f.Name), f.Data, mark)
			}
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
		fmt.Fprintf(b, "| `%s` | %s | `%s` | %s |\n", name, cell(prose(r.Options.Type(name))), cell(string(def)), cell(prose(p["description"].(string))))
	}
	fmt.Fprintf(b, "\n```yaml\n# bdma.yaml\n%s```\n\n", config.OptionsExample(r))
	return nil
}

// cell writes text into a cell of a table.
func cell(text string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "|", "\\|")
}

// prose writes text that is not Markdown, except that backquotes set code.
func prose(text string) string {
	var b strings.Builder
	code := false
	runes := []rune(text)
	word := func(i int) bool {
		return i >= 0 && i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsDigit(runes[i]))
	}
	for i, r := range runes {
		switch {
		case r == '`':
			code = !code
		case code:
		case r == '<':
			b.WriteString("&lt;")
			continue
		case r == '*', r == '[', r == '\\', r == '_' && !(word(i-1) && word(i+1)):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// fence is a line of backquotes that opens and closes a block of code; the code may hold shorter ones.
func fence(code []byte) string {
	longest, run := 2, 0
	for _, c := range code {
		if c != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return strings.Repeat("`", longest+1)
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
