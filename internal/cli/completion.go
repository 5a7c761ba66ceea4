package cli

import (
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// shells writes the completion of the root command by the shell that reads it.
var shells = map[string]func(*cobra.Command, io.Writer) error{
	"bash":       func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) },
	"zsh":        (*cobra.Command).GenZshCompletion,
	"fish":       func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) },
	"powershell": (*cobra.Command).GenPowerShellCompletionWithDesc,
}

var shellNames = []string{"bash", "zsh", "fish", "powershell"}

func newCompletion() *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print the completion of commands, flags, rules and formats for a shell: " + strings.Join(shellNames, ", "),
		Long: `Print a script that lets a shell complete commands and flags, and with them the rules, standards, tags, formats and presets
that this bdma knows, your own rules included.`,
		Example: `  source <(bdma completion bash)                                          bash, in ~/.bashrc
  bdma completion zsh > "${fpath[1]}/_bdma"                               zsh, once
  bdma completion fish > ~/.config/fish/completions/bdma.fish             fish, once
  bdma completion powershell | Out-String | Invoke-Expression             PowerShell, in $PROFILE`,
		ValidArgs: shellNames,
		Args: func(_ *cobra.Command, args []string) error {
			hint := "bdma completion bash"
			if len(args) != 1 {
				return hintf(hint, "name one shell: %s", strings.Join(shellNames, ", "))
			}
			if !slices.Contains(shellNames, args[0]) {
				return hinted{errors.New(strictyaml.Unknown("shell", args[0], shellNames)), hint}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return shells[args[0]](cmd.Root(), cmd.OutOrStdout())
		},
	}
}

// offers returns what may stand for a word that begins with prefix.
type offers func(prefix string) ([]string, cobra.ShellCompDirective)

// completeFlags says what the values of flags may be. A command's own answer, given when its flags were made, stays. What is not
// named here is completed with files, which suits --config and its like.
func completeFlags(root *cobra.Command) {
	values := map[string]offers{
		"only":        inList(ruleChoices),
		"skip":        inList(ruleChoices),
		"severity":    inList(severityOfRule),
		"fail-on":     oneOf(append(severityNames(), "never")...),
		"kind":        inList(kindNames),
		"color":       oneOf("auto", "always", "never"),
		"config-from": oneOf(configAuto, configBase, configHead),
		"base":        oneOf("HEAD", "origin/main", "none"),
		"jobs":        oneOf(),
		"reason":      oneOf(),
		"until":       oneOf(),
	}
	reports := map[string][]string{"lint": report.Formats(), "diff": report.DiffFormats(), "coverage": coverageFormats}
	for _, cmd := range root.Commands() {
		for _, name := range flagNames(cmd) {
			complete := values[name]
			if name == "report" && reports[cmd.Name()] != nil {
				complete = reportTarget(reports[cmd.Name()])
			}
			if _, own := cmd.GetFlagCompletionFunc(name); own || complete == nil {
				continue
			}
			_ = cmd.RegisterFlagCompletionFunc(name, func(_ *cobra.Command, _ []string, prefix string) ([]string, cobra.ShellCompDirective) {
				return complete(prefix)
			}) // errs only for a flag that is not there, or has an answer
		}
	}
}

func oneOf(words ...string) offers {
	return func(string) ([]string, cobra.ShellCompDirective) { return words, cobra.ShellCompDirectiveNoFileComp }
}

// inList completes the last word of a list with commas.
func inList(f offers) offers {
	return func(prefix string) ([]string, cobra.ShellCompDirective) {
		i := strings.LastIndexByte(prefix, ',') + 1
		words, directive := f(prefix[i:])
		if i > 0 {
			words = slices.Clone(words)
			for n := range words {
				words[n] = prefix[:i] + words[n]
			}
		}
		return words, directive
	}
}

// reportTarget completes FORMAT, and leaves the FILE of FORMAT=FILE to the shell.
func reportTarget(formats []string) offers {
	return func(prefix string) ([]string, cobra.ShellCompDirective) {
		if strings.Contains(prefix, "=") {
			return nil, cobra.ShellCompDirectiveDefault
		}
		return formats, cobra.ShellCompDirectiveNoFileComp
	}
}

func kindNames(string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, k := range facts.Kinds() {
		names = append(names, string(k))
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

func severityNames() []string {
	var names []string
	for _, s := range policy.Severities() {
		names = append(names, string(s))
	}
	return names
}

// ruleChoices offers what --only takes: rules, their groups, standards and tags.
func ruleChoices(string) (words []string, _ cobra.ShellCompDirective) {
	err := inWorkspace(nil, "", func(w *workspace) error {
		for _, r := range w.set.Rules() {
			words = append(append(words, r.ID, r.Group(), r.Standard), r.Tags...)
		}
		return nil
	})
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	slices.Sort(words)
	return slices.Compact(words), cobra.ShellCompDirectiveNoFileComp
}

// severityOfRule offers RULE=LEVEL: rules first, and levels once there is a rule.
func severityOfRule(prefix string) ([]string, cobra.ShellCompDirective) {
	rule, _, found := strings.Cut(prefix, "=")
	if found {
		var words []string
		for _, level := range append(severityNames(), string(policy.Off)) {
			words = append(words, rule+"="+level)
		}
		return words, cobra.ShellCompDirectiveNoFileComp
	}
	words, directive := ruleChoices(prefix)
	for i := range words {
		words[i] += "="
	}
	return words, directive | cobra.ShellCompDirectiveNoSpace
}
