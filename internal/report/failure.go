package report

import (
	"fmt"
	"io"
	"strings"
)

// maxFailure bounds what a comment says of a run that failed.
const maxFailure = 4096

// WriteFailure writes what takes the place of an earlier comment about a part of the repository when bdma could not judge: what was found
// then says nothing of the change as it is now.
func WriteFailure(w io.Writer, root, message string) error {
	var b strings.Builder
	b.WriteString(commentMark(root) + "## ❌ bdma could not judge\n\nWhat an earlier run found may have changed since.\n\n")
	for line := range strings.Lines(clip(message, maxFailure)) {
		b.WriteString("    " + Terminal(strings.TrimRight(line, "\r\n")) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// commentMark begins a comment, and is how the next run finds it.
func commentMark(root string) string { return fmt.Sprintf("<!-- bdma/%s -->\n", uri(root)) }
