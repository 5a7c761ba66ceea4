package migration

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/runner"
	"github.com/bdma-dev/bdma/internal/source"
)

// repositories returns those with migrations in the examples of every runner, by name.
func repositories(t *testing.T) map[string]fstest.MapFS {
	t.Helper()
	out := make(map[string]fstest.MapFS)
	for _, r := range runner.All() {
		files, err := filepath.Glob(filepath.Join("runner", "testdata", r.Name, "*.txtar"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			fsys := make(fstest.MapFS)
			for _, f := range a.Files {
				if f.Name != "want" {
					fsys[f.Name] = &fstest.MapFile{Data: f.Data}
				}
			}
			out[r.Name+"/"+strings.TrimSuffix(filepath.Base(file), ".txtar")] = fsys
		}
	}
	return out
}

// found returns the histories of a tree, by name.
func found(t *testing.T, tree *source.Tree) map[string]source.Unit {
	t.Helper()
	names, err := tree.Walk(".")
	if err != nil {
		t.Fatal(err)
	}
	units := make(map[string]source.Unit)
	for _, u := range Find(tree, names).Units {
		units[u.Name] = u
	}
	return units
}

func sameDoc(t *testing.T, what string, got, want *facts.Doc) {
	t.Helper()
	if got.Input().Compare(want.Input()) != 0 {
		t.Errorf("%s: the facts differ:\n%s", what, cmp.Diff(want.Input().String(), got.Input().String()))
	}
	if d := cmp.Diff(want.Nodes(), got.Nodes()); d != "" {
		t.Errorf("%s: the places differ:\n%s", what, d)
	}
	if d := cmp.Diff([]any{want.Name, want.Files, want.Judged, want.Statements, want.Unanalysed}, []any{got.Name, got.Files, got.Judged, got.Statements, got.Unanalysed}); d != "" {
		t.Errorf("%s: %s", what, d)
	}
}

// TestReadBoth holds that a history and its beginning, read at once, have the facts that they have when each is read by itself, wherever
// the beginning ends.
func TestReadBoth(t *testing.T) {
	all := repositories(t)
	all["migrations/everything"] = fstest.MapFS{
		"db/migrations/0001_shop.sql": {Data: []byte("CREATE TYPE mood AS ENUM ('ok');\nCREATE TABLE orders (id bigint PRIMARY KEY, note varchar(20), mood mood);\nCREATE VIEW v AS SELECT id FROM orders;\nGRANT SELECT ON orders TO reader;")},
		"db/migrations/0002_more.sql": {Data: []byte("ALTER TABLE orders ADD COLUMN total int;\nCREATE INDEX orders_total_idx ON orders (total);\nALTER TABLE orders ADD CONSTRAINT t CHECK (total > 0) NOT VALID;\nCREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'select ' || 1; RETURN 1; END $$;")},
		"db/migrations/0003_edit.sql": {Data: []byte("ALTER TABLE orders VALIDATE CONSTRAINT t;\nALTER TABLE orders RENAME COLUMN note TO remark;\nDROP VIEW v;\nALTER TYPE mood ADD VALUE 'bad';\nDO $$ BEGIN ALTER TABLE orders ADD COLUMN x int; END $$;")},
		"db/migrations/0004_gone.sql": {Data: []byte("DROP TABLE orders;\nREVOKE SELECT ON orders FROM reader;\nCREATE SCHEMA app;\nCREATE TABLE app.t (a_name_that_is_much_too_long_for_an_identifier_of_postgresql_to_be_kept int);")},
	}
	forked := 0
	for _, name := range slices.Sorted(maps.Keys(all)) {
		fsys := all[name]
		units := found(t, source.FromFS(fsys))
		for _, folder := range slices.Sorted(maps.Keys(units)) {
			unit := units[folder]
			for n := 1; n < len(unit.Files); n++ {
				before := maps.Clone(fsys)
				base := &source.Base{Name: "main", Touched: &source.Touched{}}
				for _, f := range unit.Files[n:] {
					delete(before, f)
					base.Touched.Moved = append(base.Touched.Moved, f)
				}
				base.Fork = source.FromFS(before)
				base.Tip = base.Fork
				was, ok := found(t, base.Fork)[folder]
				if !ok {
					continue
				}
				what := fmt.Sprintf("%s: %s up to %s", name, folder, unit.Files[n-1])
				is, early := ReadBoth(source.FromFS(fsys), unit, Settings{Base: base, Was: &was})
				sameDoc(t, what+": all of it", is, Read(source.FromFS(fsys), unit, Settings{Base: base}))
				if early != nil {
					forked++
					sameDoc(t, what+": the beginning", early, Read(base.Fork, was, Settings{}))
				}
			}
		}
	}
	if forked < 40 {
		t.Errorf("%d histories were read together with their beginnings, want more", forked)
	}
	t.Logf("%d histories were read together with their beginnings", forked)
}

// TestReadBothApart tells changes after which the base's history is not the beginning of the changed one.
func TestReadBothApart(t *testing.T) {
	create, alter := "CREATE TABLE a (x int);", "ALTER TABLE a ADD COLUMN y int;"
	for _, test := range []struct {
		name     string
		was, is  map[string]string
		together bool
	}{
		{"added at the end", map[string]string{"db/migrations/0001_a.up.sql": create}, map[string]string{"db/migrations/0001_a.up.sql": create, "db/migrations/0002_b.up.sql": alter}, true},
		{"added before the end", map[string]string{"db/migrations/0001_a.up.sql": create, "db/migrations/0003_c.up.sql": alter},
			map[string]string{"db/migrations/0001_a.up.sql": create, "db/migrations/0002_b.up.sql": "SELECT 1;", "db/migrations/0003_c.up.sql": alter}, false},
		{"edited", map[string]string{"db/migrations/0001_a.up.sql": create}, map[string]string{"db/migrations/0001_a.up.sql": "CREATE TABLE a (z int);", "db/migrations/0002_b.up.sql": alter}, false},
		{"a way back added", map[string]string{"db/migrations/0001_a.up.sql": create}, map[string]string{"db/migrations/0001_a.up.sql": create, "db/migrations/0001_a.down.sql": "DROP TABLE a;"}, false},
		{"another transaction mode", map[string]string{"db/migrations/0001_a.up.sql": create},
			map[string]string{"db/migrations/0001_a.up.sql": create, "db/migrations/0002_b.up.sql": alter, "Makefile": "migrate -database 'postgres://db/?x-multi-statement=true'"}, false},
		{"another tool", map[string]string{"db/migrations/0001_a.sql": create}, map[string]string{"db/migrations/0001_a.sql": create, "db/migrations/0002_b.sql": "-- +goose Up\n" + alter}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			before, after := make(fstest.MapFS), make(fstest.MapFS)
			base := &source.Base{Name: "main", Touched: &source.Touched{}}
			for name, text := range test.was {
				before[name] = &fstest.MapFile{Data: []byte(text)}
			}
			for name, text := range test.is {
				after[name] = &fstest.MapFile{Data: []byte(text)}
				switch was, ok := test.was[name]; {
				case !ok:
					base.Touched.Moved = append(base.Touched.Moved, name)
				case was != text:
					base.Touched.Edited = append(base.Touched.Edited, name)
				}
			}
			base.Fork = source.FromFS(before)
			base.Tip = base.Fork
			unit, was := found(t, source.FromFS(after))["db/migrations"], found(t, base.Fork)["db/migrations"]
			_, early := ReadBoth(source.FromFS(after), unit, Settings{Base: base, Was: &was})
			if (early != nil) != test.together {
				t.Errorf("read together: %v, want %v", early != nil, test.together)
			}
		})
	}
}
