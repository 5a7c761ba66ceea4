package cli

import (
	"bufio"

	"github.com/spf13/cobra"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/report"
)

func newFacts() *cobra.Command {
	var raw bool
	cmd := &cobra.Command{
		Use:   "facts FILE…",
		Short: "Print the facts that rules see",
		Long: `Print the facts documents of some files or folders as JSON, one after the other, keys sorted.

Where a rule sees the number of a place, the output shows the place itself: its file, lines, columns and pointer.
With --raw it shows exactly what a rule sees as its input.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return inFolders(args, "", func(w *workspace) error {
				docs, skipped, err := lint.FactsWith(lint.Options{Tree: w.tree, Paths: w.paths, History: history(cmd.Context(), w.root), Rules: w.set, Nested: w.nested}, w.cfg)
				if err != nil {
					return err
				}
				if len(docs) == 0 {
					sel, err := w.resolve()
					if err != nil {
						return err
					}
					sayNothing(cmd.ErrOrStderr(), sel, nil, args, skipped)
					return exitCode(ExitNothing)
				}
				out := bufio.NewWriter(cmd.OutOrStdout())
				for _, doc := range docs {
					schema := facts.Schema(lint.Model(doc.Kind), nil)
					if raw {
						schema = nil
					}
					if err := doc.WriteJSON(report.JSON(out), schema); err != nil {
						return err
					}
				}
				return out.Flush()
			})
		},
	}
	cmd.Flags().BoolVar(&raw, "raw", false, "print exactly what a rule sees")
	return cmd
}
