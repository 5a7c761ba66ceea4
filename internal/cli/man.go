package cli

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/bdma-dev/bdma/internal/report"
)

// newMan is for those who package bdma: its readers type man bdma.
func newMan() *cobra.Command {
	var date string
	cmd := &cobra.Command{
		Use:    "man",
		Short:  "Print the manual page",
		Args:   cobra.NoArgs,
		Hidden: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, err := time.Parse(time.DateOnly, date); date != "" && err != nil {
				return hintf("bdma man --date 2026-11-23", "--date is %q, which is no date", date)
			}
			out := bufio.NewWriter(cmd.OutOrStdout())
			writeMan(out, cmd.Root(), date)
			return out.Flush()
		},
	}
	cmd.Flags().StringVar(&date, "date", "", "the `DATE` of the release, which stands at the foot of the page")
	return cmd
}

// manEnvironment are the variables that a user may want to know of.
var manEnvironment = [][2]string{
	{"NO_COLOR", "no colour when --color is auto and this is not empty."},
	{"FORCE_COLOR", "colour when --color is auto and this is neither empty, 0 nor false, unless NO_COLOR is set."},
	{"GOMEMLIMIT", "a soft limit of memory, such as 512MiB, from which on it is collected more often."},
}

// manFiles are the files that bdma reads or writes by itself.
var manFiles = [][2]string{
	{"bdma.yaml", "the configuration: the nearest one above what is linted, up to the root of the repository."},
	{".bdma-baseline.json", "what is owed, as bdma baseline records it."},
	{"bdma.coverage.json", "the coverage that was reached, as bdma baseline records it."},
}

func writeMan(w io.Writer, root *cobra.Command, date string) {
	fmt.Fprintf(w, ".TH BDMA 1 \"%s\" \"bdma %s\" \"User Commands\"\n", date, report.Roff(root.Version))
	fmt.Fprintf(w, ".SH NAME\nbdma \\- %s\n", report.Roff(lowerFirst(root.Short)))
	fmt.Fprint(w, ".SH SYNOPSIS\n.nf\n")
	manCommands(root, func(cmd *cobra.Command) {
		name, rest, _ := strings.Cut(strings.TrimPrefix(cmd.UseLine(), "bdma "), " ")
		fmt.Fprintf(w, "\\fBbdma %s\\fR %s\n", report.Roff(name), report.Roff(rest))
	})
	long, codes, _ := strings.Cut(root.Long, "exit codes: ")
	fmt.Fprint(w, ".fi\n.SH DESCRIPTION\n")
	manText(w, long)
	fmt.Fprint(w, ".SH COMMANDS\n")
	manCommands(root, func(cmd *cobra.Command) { manCommand(w, cmd) })
	fmt.Fprint(w, ".SH EXIT STATUS\nIt does not depend on the report.\n")
	for code := range strings.SplitSeq(codes, ", ") {
		number, meaning, _ := strings.Cut(code, " ")
		manItem(w, [2]string{number, meaning})
	}
	fmt.Fprint(w, ".SH ENVIRONMENT\n")
	for _, v := range manEnvironment {
		manItem(w, v)
	}
	fmt.Fprint(w, ".SH FILES\n")
	for _, f := range manFiles {
		manItem(w, f)
	}
	fmt.Fprintf(w, ".SH SEE ALSO\n%s\n", report.Roff("https://github.com/bdma-dev/bdma"))
}

// manCommands calls f for each command that people type.
func manCommands(cmd *cobra.Command, f func(*cobra.Command)) {
	for _, c := range cmd.Commands() {
		if c.Hidden || c.Name() == "help" {
			continue
		}
		if c.HasSubCommands() {
			manCommands(c, f)
			continue
		}
		f(c)
	}
}

func manCommand(w io.Writer, cmd *cobra.Command) {
	fmt.Fprintf(w, ".SS %s\n", report.Roff(cmd.CommandPath()))
	text := cmd.Long
	if text == "" {
		text = cmd.Short + "."
	}
	manText(w, text)
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		fmt.Fprint(w, ".TP\n")
		if f.Shorthand != "" {
			fmt.Fprintf(w, "\\fB\\-%s\\fR, ", f.Shorthand)
		}
		fmt.Fprintf(w, "\\fB\\-\\-%s\\fR", report.Roff(f.Name))
		if value != "" {
			fmt.Fprintf(w, " \\fI%s\\fR", report.Roff(value))
		}
		fmt.Fprintf(w, "\n%s\n", report.Roff(usage))
	})
	if cmd.Example != "" {
		fmt.Fprint(w, ".PP\nExamples:\n.PP\n.nf\n")
		for line := range strings.Lines(cmd.Example) {
			fmt.Fprintln(w, report.Roff(strings.TrimRight(line, "\n")))
		}
		fmt.Fprint(w, ".fi\n")
	}
}

// manText writes paragraphs.
func manText(w io.Writer, text string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			fmt.Fprint(w, ".PP\n")
		}
		for line := range strings.Lines(paragraph) {
			fmt.Fprintln(w, report.Roff(strings.TrimSpace(line)))
		}
	}
}

func manItem(w io.Writer, item [2]string) {
	fmt.Fprintf(w, ".TP\n\\fB%s\\fR\n%s\n", report.Roff(item[0]), report.Roff(item[1]))
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }
