package cli

import (
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

func addColor(cmd *cobra.Command, to *string) {
	cmd.Flags().StringVar(to, "color", "auto", "use colour: `WHEN` auto, always or never; auto honours NO_COLOR and FORCE_COLOR")
}

// useColor decides about colour: the flag, then NO_COLOR (no-color.org), then FORCE_COLOR (force-color.org), then
// whether a terminal listens.
func useColor(when string, out io.Writer) (bool, error) {
	switch when {
	case "always":
		return true, nil
	case "never":
		return false, nil
	case "auto":
	default:
		return false, hintf("--color auto, --color always or --color never", "--color is %q", when)
	}
	if os.Getenv("NO_COLOR") != "" {
		return false, nil
	}
	if f := os.Getenv("FORCE_COLOR"); f != "" && f != "0" && f != "false" {
		return true, nil
	}
	return isTerminal(out) && os.Getenv("TERM") != "dumb", nil
}

func isTerminal(out io.Writer) bool {
	f, ok := out.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// hasHyperlinks reports whether the terminal is known to understand OSC 8. Others may print the escape as garbage.
func hasHyperlinks() bool {
	switch os.Getenv("TERM_PROGRAM") {
	case "iTerm.app", "WezTerm", "vscode", "Hyper", "ghostty", "rio":
		return true
	}
	t := os.Getenv("TERM")
	return os.Getenv("VTE_VERSION") != "" || os.Getenv("WT_SESSION") != "" || os.Getenv("KONSOLE_VERSION") != "" ||
		strings.Contains(t, "kitty") || strings.Contains(t, "foot") || strings.Contains(t, "alacritty")
}

// terminalWidth returns the number of columns, or 0 when no terminal listens.
func terminalWidth(out io.Writer) int {
	if f, ok := out.(*os.File); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil {
			return width
		}
	}
	return 0
}
