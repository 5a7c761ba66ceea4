package openapi

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// corpus returns the tree of public documents that bdma is tried on; it is not a part of the repository.
func corpus(t testing.TB) *source.Tree {
	t.Helper()
	dir := os.Getenv("BDMA_CORPUS")
	if dir == "" {
		dir = "../../../shared/corpus"
	}
	dir = filepath.Join(dir, "openapi")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no corpus: set BDMA_CORPUS")
	}
	tree, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tree.Close() })
	return tree
}

// candidates lists the YAML and JSON files of a tree.
func candidates(t testing.TB, tree *source.Tree) []source.File {
	t.Helper()
	var files []source.File
	err := fs.WalkDir(tree.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch filepath.Ext(strings.ToLower(name)) {
		case ".yaml", ".yml", ".json":
			info, err := d.Info()
			if err != nil {
				return err
			}
			files = append(files, source.File{Path: name, Size: info.Size()})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// model reads a unit and returns the tables beside the document.
func model(tree *source.Tree, unit source.Unit) (*Facts, *facts.Doc) {
	r := newReader(tree)
	m := r.document(unit)
	doc := facts.New(facts.OpenAPI, unit.Name, r.files, &r.nodes, m)
	return m, doc
}
