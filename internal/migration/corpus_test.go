package migration

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/facts/factstest"
	"github.com/bdma-dev/bdma/internal/source"
)

// corpus returns a folder of public repositories, which are not part of this one.
func corpus(t testing.TB, kind string) string {
	t.Helper()
	root := os.Getenv("BDMA_CORPUS")
	if root == "" {
		root = "../../../shared/corpus"
	}
	dir := filepath.Join(root, kind)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no corpus at %s; set BDMA_CORPUS to run this test", root)
	}
	return dir
}

func TestCorpus(t *testing.T) {
	dir := corpus(t, "sql")
	projects, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range projects {
		if !p.IsDir() {
			continue
		}
		t.Run(p.Name(), func(t *testing.T) {
			tree, err := source.Open(filepath.Join(dir, p.Name()))
			if err != nil {
				t.Fatal(err)
			}
			defer tree.Close()
			files, err := tree.Walk(".")
			if err != nil {
				t.Fatal(err)
			}
			found := Find(tree, files)
			for _, s := range found.Skipped {
				t.Logf("skipped %s: %s", s.File, s.Reason)
			}
			for _, u := range found.Units {
				model, nodes, read := read(tree, u, Settings{})
				doc := facts.New(facts.Migration, u.Name, read, nodes, model)
				factstest.EqualsJSON(t, model)
				factstest.WellFormed(t, doc)
				s := model.Summary
				t.Logf("%s: %s, %d files, %d statements, %d unparsed, %d opaque, %d templated, %d tables, %d problems", u.Name, model.Runner, len(read), s.Statements, s.Unparsed, s.Opaque, s.Templated, len(model.Tables), len(model.Problems))
				for i, p := range model.Problems {
					if i < 6 {
						n, _ := doc.Node(p.At)
						t.Logf("  %s:%d:%d: %s", n.File, n.Range.Start.Line, n.Range.Start.Column, p.Message)
					}
				}
				if len(model.Migrations) != len(u.Files) {
					t.Errorf("%s: %d files were found and %d read", u.Name, len(u.Files), len(model.Migrations))
				}
			}
		})
	}
}

// Files of other databases parse as PostgreSQL more often than not; none of them may be judged.
func TestOtherDialectsAreSkipped(t *testing.T) {
	dir := corpus(t, "sql-other")
	tree, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	files, err := tree.Walk(".")
	if err != nil {
		t.Fatal(err)
	}
	found := Find(tree, files)
	for _, u := range found.Units {
		t.Errorf("%s is taken for PostgreSQL", u.Name)
	}
	if len(found.Skipped) < 250 {
		t.Errorf("only %d files are reported as skipped", len(found.Skipped))
	}
}
