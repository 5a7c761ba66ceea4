package docs_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/docs"
)

var update = flag.Bool("update", false, "write the derived pages")

// TestPages makes every page, and with -update writes them. That they are current is for "make current" to say: whoever
// adds a rule adds two files, and their tests pass.
func TestPages(t *testing.T) {
	const root = "../.."
	pages, err := docs.Pages(root)
	if err != nil {
		t.Fatal(err)
	}
	if !*update {
		return
	}
	dir := filepath.Join(root, "docs")
	for name, text := range pages {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// The page of a rule that is no more goes with it.
	err = filepath.WalkDir(filepath.Join(dir, "rules"), func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		if _, ok := pages[filepath.ToSlash(name)]; ok {
			return nil
		}
		return os.Remove(file)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Every column that a rule author can see says what it is.
func TestEveryFactIsDocumented(t *testing.T) {
	pages, err := docs.Pages("../..")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range pages {
		if !strings.HasPrefix(name, "facts/") || !strings.HasSuffix(name, ".md") {
			continue
		}
		for i, line := range strings.Split(string(text), "\n") {
			if strings.HasPrefix(line, "| `") && strings.HasSuffix(line, "|  |") {
				t.Errorf("docs/%s:%d: %s has no doc comment", name, i+1, strings.Trim(line, "| "))
			}
		}
	}
}
