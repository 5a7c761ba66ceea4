package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/report"
)

func newConfig() *cobra.Command {
	cmd := &cobra.Command{Use: "config", Short: "Show the configuration, or the schema of bdma.yaml", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	show := &cobra.Command{
		Use:   "show [PATH]",
		Short: "Print the effective configuration with the origin of each key",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return inFolders(args, "", func(w *workspace) error {
				sel, err := w.resolve()
				if err != nil {
					return err
				}
				if err := sel.All()[0].Show(cmd.OutOrStdout(), lint.Patterns()); err != nil || len(w.nested) == 0 {
					return err
				}
				var files []string
				for _, c := range w.nested {
					files = append(files, w.display(c.Path))
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "# other files rule in folders below: %s\n", report.Terminal(someOfAll(files)))
				return err
			})
		},
	}
	schema := &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of bdma.yaml",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return inWorkspace(nil, "", func(w *workspace) error {
				text, err := config.Schema(w.set)
				if err != nil {
					return err
				}
				_, err = report.JSON(cmd.OutOrStdout()).Write(text)
				return err
			})
		},
	}
	cmd.AddCommand(show, schema)
	return cmd
}

// mostNested is how many files are named that hold in folders of their own.
const mostNested = 12

// someOfAll names some files: "a, b and c", or "a, b and 7 more".
func someOfAll(files []string) string {
	last := files[len(files)-1]
	switch n := len(files) - mostNested; {
	case len(files) == 1:
		return last
	case n > 0:
		return fmt.Sprintf("%s and %d more", strings.Join(files[:mostNested], ", "), n)
	}
	return strings.Join(files[:len(files)-1], ", ") + " and " + last
}
