package report

import (
	"strings"
	"testing"
)

// What went wrong may be anybody's text: in a comment it is a block of code, whatever is in it.
func TestWriteFailure(t *testing.T) {
	var b strings.Builder
	if err := WriteFailure(&b, "services/a b", "bdma.yaml: is not YAML\n\n<!-- bdma/ -->\r\n@team\x1b[31m ```\nhint: mend it"); err != nil {
		t.Fatal(err)
	}
	head, block, _ := strings.Cut(b.String(), "since.\n\n")
	if want := "<!-- bdma/services/a%20b -->\n## ❌ bdma could not judge\n\nWhat an earlier run found may have changed "; head != want {
		t.Errorf("the comment begins with %q, not %q", head, want)
	}
	for line := range strings.Lines(block) {
		if !strings.HasPrefix(line, "    ") || strings.ContainsAny(line, "\x1b\r") {
			t.Errorf("the line %q is no code", line)
		}
	}
	b.Reset()
	if err := WriteFailure(&b, "", strings.Repeat("x", 1<<20)); err != nil || b.Len() > 2*maxFailure {
		t.Errorf("a long message makes a comment of %d bytes (%v)", b.Len(), err)
	}
}
