package cli

import (
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/report"
)

// linesOf returns what a run says that failed, and the hint.
func linesOf(err error) []string {
	var lines []string
	for line := range strings.Lines(err.Error()) {
		lines = append(lines, "bdma: "+report.Terminal(strings.TrimRight(line, "\n")))
	}
	var h hinted
	if errors.As(err, &h) && h.hint != "" {
		lines = append(lines, "hint: "+report.Terminal(h.hint))
	}
	return lines
}

// leaveWord writes the comments that were asked for when a run failed: without them an earlier one would stay and be believed. The
// error of the run is returned as it is.
func leaveWord(failed error, reports, args []string) error {
	var outcome exitCode
	var panicked *lint.Panic
	if failed == nil || errors.As(failed, &outcome) || errors.As(failed, &panicked) {
		return failed
	}
	targets, err := parseReports(reports)
	if err != nil {
		return failed
	}
	for _, t := range targets {
		if t.format == "comment" && t.file != "" {
			// That this fails, too, is not worth more words.
			_ = writeFile(t.file, func(out io.Writer) error {
				return report.WriteFailure(out, askedFor(args), strings.Join(linesOf(failed), "\n"))
			})
		}
	}
	return failed
}

// askedFor returns the folder or file of the repository that some arguments have in common, as far as anybody can tell.
func askedFor(args []string) string {
	w := &workspace{scope: scope{direct: true}} // what is not there may be meant
	for i, arg := range args {
		abs, err := filepath.Abs(arg)
		if err != nil {
			return ""
		}
		if i == 0 {
			if w.root, err = findRoot(abs); err != nil {
				return ""
			}
		}
		p, err := w.rel(arg)
		if err != nil {
			return ""
		}
		w.paths = append(w.paths, p)
	}
	return commonPath(w.paths)
}
