package migration

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/facts/factstest"
	"github.com/bdma-dev/bdma/internal/migration/runner"
	"github.com/bdma-dev/bdma/internal/source"
)

var updateRunners = flag.Bool("update-runners", false, "write the listings that testdata of the runners expects")

// Every runner has examples in runner/testdata/<name>: a repository, and what bdma understands of it.
func TestRunners(t *testing.T) {
	for _, r := range runner.All() {
		files, err := filepath.Glob(filepath.Join("runner", "testdata", r.Name, "*.txtar"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join("runner", "testdata", r.Name, "example.txtar")); err != nil {
			t.Errorf("%s has no example: %v", r.Name, err)
		}
		for _, file := range files {
			t.Run(r.Name+"/"+strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { checkRunner(t, file) })
		}
	}
}

func checkRunner(t *testing.T, file string) {
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	want := ""
	at := len(a.Files)
	for i, f := range a.Files {
		if f.Name == "want" {
			want, at = string(f.Data), i
			continue
		}
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	tr := source.FromFS(fsys)
	names, err := tr.Walk(".")
	if err != nil {
		t.Fatal(err)
	}
	got := listing(t, tr, Find(tr, names))
	if *updateRunners {
		a.Files = append(a.Files[:at], txtar.File{Name: "want", Data: []byte(got)})
		if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != want {
		t.Errorf("%s\n--- got\n%s--- want\n%s", file, got, want)
	}
}

// listing tells what bdma understands of a repository: the files in order, and each statement with its transaction, of
// which the first line with a number is the beginning.
func listing(t *testing.T, tree *source.Tree, found source.Found) string {
	var b strings.Builder
	for _, u := range found.Units {
		model, nodes, names := read(tree, u, Settings{})
		factstest.EqualsJSON(t, model)
		factstest.WellFormed(t, facts.New(facts.Migration, u.Name, names, nodes, model))
		fmt.Fprintf(&b, "%s: %s", u.Name, model.Runner)
		if !model.CanLeaveTransaction {
			b.WriteString(", always in a transaction")
		}
		if model.AllPending {
			b.WriteString(", all pending migrations in one")
		}
		b.WriteByte('\n')
		units := make(map[string]int)
		for _, m := range model.Migrations {
			fmt.Fprintf(&b, "  %d %s (%s) %s\n", m.Order, m.File, m.Version, m.Direction)
			for _, s := range model.Statements {
				if s.File != m.File {
					continue
				}
				if units[s.Unit] == 0 {
					units[s.Unit] = len(units) + 1
				}
				what := strings.TrimSpace(s.Kind + " " + s.Table)
				if s.Direction != m.Direction {
					what += " (" + s.Direction + ")"
				}
				fmt.Fprintf(&b, "    transaction %d, %s: %s\n", units[s.Unit], s.Transaction, what)
			}
		}
		var tables []string
		for _, t := range model.Tables {
			tables = append(tables, t.Table)
		}
		if len(tables) > 0 {
			fmt.Fprintf(&b, "  tables in the end: %s\n", strings.Join(tables, ", "))
		}
		for _, p := range model.Problems {
			fmt.Fprintf(&b, "  problem: %s\n", p.Message)
		}
	}
	for _, s := range found.Skipped {
		fmt.Fprintf(&b, "skipped: %s %s\n", s.File, s.Reason)
	}
	return b.String()
}
