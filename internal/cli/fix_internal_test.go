package cli

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/internal/suppression"
)

// Edits are made in what was judged, and not in what an editor saved in the meantime.
func TestApplyLeavesEditedFiles(t *testing.T) {
	root := t.TempDir()
	name := filepath.Join(root, "a.sql")
	write := func(text string) {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	tree.Watch(suppression.Word)
	write("one two")
	if _, err := tree.Read("a.sql", source.MaxSQL); err != nil {
		t.Fatal(err)
	}
	w := &workspace{root: root, tree: tree}
	cut := fileEdits{file: "a.sql", edits: []suppression.Edit{{File: "a.sql", First: 0, Last: 4}}}
	write("a new line\none two")
	if err := w.apply(cut); err == nil {
		t.Error("an edited file was edited")
	}
	if text, _ := os.ReadFile(name); string(text) != "a new line\none two" {
		t.Errorf("the file has %q", text)
	}
	write("one two")
	if err := w.apply(cut); err != nil {
		t.Error(err)
	}
	if text, _ := os.ReadFile(name); string(text) != "two" {
		t.Errorf("the file has %q", text)
	}
}
