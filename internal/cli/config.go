package cli

import (
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
			return inWorkspace(args, "", func(w *workspace) error {
				sel, err := w.resolve()
				if err != nil {
					return err
				}
				return sel.Show(cmd.OutOrStdout(), lint.Patterns())
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
