package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/othertools"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/strictyaml"
	"github.com/bdma-dev/bdma/policies"
)

// foreign is a rule of another tool that a user asks about.
type foreign struct {
	tool *othertools.Tool
	othertools.Decision
}

// foreignRule returns the rule of another tool that a text such as spectral:operation-tags names, or nil when it names none
// of another tool. Whoever leaves the tool out is told what to type.
func (w *workspace) foreignRule(text string) (*foreign, error) {
	if _, ok := w.set.Get(text); ok {
		return nil, nil
	}
	catalogue, err := othertools.Load(policies.FS)
	if err != nil {
		return nil, err
	}
	if t, id, ok := catalogue.Split(text); ok {
		if d, ok := t.Find(w.set, id); ok {
			return &foreign{t, d}, nil
		}
		return nil, hintf("bdma rules --tool "+t.Key, "%s", strictyaml.Unknown("rule of "+t.Name, id, t.Rules))
	}
	if tools := catalogue.Having(text); len(tools) > 0 {
		var names []string
		for _, t := range tools {
			names = append(names, t.Name)
		}
		verb := "has"
		if len(names) > 1 {
			verb = "have"
		}
		return nil, hintf("bdma explain "+tools[0].Key+":"+text, "rule %q does not exist here; %s %s it", text, sentenceList(names), verb)
	}
	if key, id, ok := strings.Cut(text, ":"); ok && id != "" && !strings.Contains(key, "/") {
		return nil, hintf("bdma explain TOOL:ID", "%s", strictyaml.Unknown("tool", key, catalogue.Keys()))
	}
	return nil, nil
}

// sentenceList joins names as people do: a, b and c.
func sentenceList(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// possessive is how a tool's name owns its rules.
func possessive(name string) string {
	if strings.HasSuffix(name, "s") || strings.HasSuffix(name, "S") {
		return name + "'"
	}
	return name + "'s"
}

// sentence says in one sentence, or two, what became of the rule.
func (f *foreign) sentence() string {
	their := fmt.Sprintf("%s %q", possessive(f.tool.Name), f.ID)
	var ids []string
	for _, r := range f.Rules {
		ids = append(ids, r.ID)
	}
	switch f.Verdict {
	case othertools.Built:
		return fmt.Sprintf("%s is %s here.", their, sentenceList(ids))
	case othertools.Covered:
		return fmt.Sprintf("%s has no rule of its own here; %s covers it. %s", their, sentenceList(ids), f.Why)
	case othertools.Declined:
		return fmt.Sprintf("bdma has no rule for %s. %s", their, f.Why)
	}
	return fmt.Sprintf("%s has not been compared yet.", their)
}

type foreignInfo struct {
	ID      string             `json:"id"`
	Verdict othertools.Verdict `json:"verdict"`
	Rules   []foreignRule      `json:"rules"`
	Why     string             `json:"why,omitempty"`
}

type foreignRule struct {
	ID        string          `json:"id"`
	Effective policy.Severity `json:"effective_severity"`
}

type toolInfo struct {
	Key     string `json:"key"`
	Name    string `json:"name"`
	Version string `json:"version"`
	Page    string `json:"page"`
}

func toolInfoOf(t *othertools.Tool) toolInfo { return toolInfo{t.Key, t.Name, t.Version, t.Page} }

func foreignInfoOf(d othertools.Decision, sel *config.Resolved) foreignInfo {
	info := foreignInfo{ID: d.ID, Verdict: d.Verdict, Rules: []foreignRule{}, Why: d.Why}
	for _, r := range d.Rules {
		info.Rules = append(info.Rules, foreignRule{r.ID, sel.Severity(r, "")})
	}
	return info
}

// listTool lists the rules of another tool with what became of them.
func listTool(out io.Writer, w *workspace, sel *config.Resolved, key string, asJSON bool) error {
	catalogue, err := othertools.Load(policies.FS)
	if err != nil {
		return err
	}
	t, ok := catalogue.Tool(key)
	if !ok {
		return hinted{errors.New(strictyaml.Unknown("tool", key, catalogue.Keys())), "bdma rules --tool " + catalogue.Tools[0].Key}
	}
	decisions := t.Decide(w.set)
	if asJSON {
		infos := []foreignInfo{}
		for _, d := range decisions {
			infos = append(infos, foreignInfoOf(d, sel))
		}
		return writeJSON(out, map[string]any{"version": 1, "tool": toolInfoOf(t), "rules": infos})
	}
	n := othertools.Count(decisions)
	b := bufio.NewWriter(out)
	fmt.Fprintf(b, "%s (%s): %d rules, of which bdma has %d, covers %d by others, and leaves out %d.\n",
		t.Name, t.Version, len(decisions), n[othertools.Built], n[othertools.Covered], n[othertools.Declined])
	fmt.Fprintln(b, "The severity is the one that a rule has in this repository; a rule's own id under rules: in bdma.yaml switches it on.")
	width := 0
	for _, d := range decisions {
		width = max(width, len(d.ID))
	}
	for _, v := range othertools.Verdicts() {
		if n[v] == 0 {
			continue
		}
		fmt.Fprintf(b, "\n%s\n", map[othertools.Verdict]string{
			othertools.Built: "Built", othertools.Covered: "Covered by another rule", othertools.Declined: "Declined", othertools.Undecided: "Not compared yet",
		}[v])
		for _, d := range decisions {
			if d.Verdict != v {
				continue
			}
			var rules []string
			for _, r := range d.Rules {
				rules = append(rules, fmt.Sprintf("%s (%s)", r.ID, sel.Severity(r, "")))
			}
			text := strings.Join(rules, ", ")
			if d.Why != "" {
				text = strings.TrimPrefix(text+": "+d.Why, ": ")
			}
			fmt.Fprintln(b, strings.TrimRight(fmt.Sprintf("  %-*s  %s", width, d.ID, report.Terminal(text)), " "))
		}
	}
	return b.Flush()
}

// completeRules offers the ids of rules, then the keys of tools, and after "spectral:" that tool's ids.
func completeRules(_ *cobra.Command, args []string, prefix string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	catalogue, err := othertools.Load(policies.FS)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var offers []string
	if t, _, ok := catalogue.Split(prefix); ok {
		for _, id := range t.Rules {
			offers = append(offers, t.Key+":"+id)
		}
		return offers, cobra.ShellCompDirectiveNoFileComp
	}
	if err := inWorkspace(nil, "", func(w *workspace) error { offers = w.set.IDs(); return nil }); err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	directive := cobra.ShellCompDirectiveNoFileComp
	for _, key := range catalogue.Keys() {
		if strings.HasPrefix(key, prefix) && prefix != "" {
			directive |= cobra.ShellCompDirectiveNoSpace // the id comes after the colon
		}
		offers = append(offers, key+":")
	}
	return offers, directive
}

func completeTools(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	catalogue, err := othertools.Load(policies.FS)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return catalogue.Keys(), cobra.ShellCompDirectiveNoFileComp
}

func completePresets(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, p := range config.Presets() {
		names = append(names, p.Name)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
