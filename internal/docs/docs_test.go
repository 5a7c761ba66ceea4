package docs_test

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/docs"
)

var update = flag.Bool("update", false, "write the derived pages")

// TestPagesAreCurrent fails when a page that is derived from the program is stale, missing, or left over.
func TestPagesAreCurrent(t *testing.T) {
	const root = "../.."
	pages, err := docs.Pages(root)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(root, "docs")
	for name, text := range pages {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if *update {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, text, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, text) {
			t.Errorf("docs/%s is stale; run \"make generate\"", name)
		}
	}
	err = filepath.WalkDir(filepath.Join(dir, "rules"), func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, file)
		if _, ok := pages[filepath.ToSlash(name)]; ok {
			return nil
		}
		if *update {
			return os.Remove(file)
		}
		t.Errorf("docs/%s belongs to no rule; run \"make generate\"", filepath.ToSlash(name))
		return nil
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
