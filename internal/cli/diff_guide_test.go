package cli_test

import (
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// The output that docs/diff.md shows is that of the script, which holds that it is real.
func TestDiffGuideShowsRealOutput(t *testing.T) {
	guide, err := os.ReadFile("../../docs/diff.md")
	if err != nil {
		t.Fatal(err)
	}
	archive, err := txtar.ParseFile("../../testdata/script/diff.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		if f.Name == "changes.txt" && !strings.Contains(string(guide), "$ bdma diff old.yaml new.yaml\n"+string(f.Data)+"```\n") {
			t.Errorf("the guide shows something else than\n%s", f.Data)
		}
	}
}
