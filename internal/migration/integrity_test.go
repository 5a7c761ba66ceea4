package migration

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/facts/factstest"
	"github.com/bdma-dev/bdma/internal/source"
)

// against reads the only history of an archive and compares it with what stands below fork/ and tip/; without the latter the
// base did not move.
func against(t *testing.T, archive string) *Facts {
	t.Helper()
	trees := map[string]fstest.MapFS{"fork": {}, "tip": {}, "": {}}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		where, name, _ := strings.Cut(f.Name, "/")
		if trees[where] == nil {
			where, name = "", f.Name
		}
		trees[where][name] = &fstest.MapFile{Data: f.Data}
	}
	base := &source.Base{Name: "main", Fork: source.FromFS(trees["fork"])}
	if base.Tip = base.Fork; len(trees["tip"]) > 0 {
		base.Tip = source.FromFS(trees["tip"])
	}
	tr := source.FromFS(trees[""])
	files, err := tr.Walk(".")
	if err != nil {
		t.Fatal(err)
	}
	found := Find(tr, files)
	if len(found.Units) != 1 {
		t.Fatalf("found %+v, want one history", found)
	}
	model, nodes, names := read(tr, found.Units[0], Settings{Base: base})
	factstest.EqualsJSON(t, model)
	factstest.WellFormed(t, facts.New(facts.Migration, found.Units[0].Name, names, nodes, model))
	return model
}

// changes writes down what a comparison found.
func changes(m *Facts) string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for _, r := range m.Migrations {
		name := strings.TrimPrefix(r.File, "m/")
		if r.Edited {
			say("%s edited %v", name, r.EditedInSubstance)
		}
		if r.SortsBefore != nil {
			say("%s before %s", name, r.SortsBefore.File)
		}
		if r.DuplicateOf != nil {
			say("%s like %s %v", name, r.DuplicateOf.File, r.DuplicateOf.OnlyInBase)
		}
	}
	for _, r := range m.Removed {
		say("%s gone %s %v", r.File, r.RenamedTo, r.SameVersion)
	}
	return strings.Join(out, "; ")
}

func TestCompare(t *testing.T) {
	for _, c := range []struct{ name, archive, want string }{
		{"the same", "-- fork/m/1_a.up.sql --\nSELECT 1;\n-- m/1_a.up.sql --\nSELECT 1;\n", ""},
		{"new history", "-- fork/other/1_a.up.sql --\nSELECT 1;\n-- m/1_a.up.sql --\nSELECT 1;\n", ""},
		{"moved history", "-- fork/old/1_a.up.sql --\nSELECT 1;\n-- m/1_a.up.sql --\nSELECT 1;\n-- m/2_b.up.sql --\nSELECT 2;\n", ""},
		{"line ends", "-- fork/m/1_a.up.sql --\nSELECT 1;\n-- m/1_a.up.sql --\nSELECT 1;\r\n", ""},
		{"comment", "-- fork/m/1_a.up.sql --\nSELECT 1;\n-- m/1_a.up.sql --\nselect 1; -- one\n", "1_a.up.sql edited false"},
		{"string", "-- fork/m/1_a.up.sql --\nSELECT 'a';\n-- m/1_a.up.sql --\nSELECT 'A';\n", "1_a.up.sql edited true"},
		{"what is not understood", "-- fork/m/1_a.up.sql --\nSELECT 'a\n-- m/1_a.up.sql --\nSELECT 'b\n", "1_a.up.sql edited true"},
		{"way back in the file", "-- fork/m/1_a.sql --\n-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n-- m/1_a.sql --\n-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 3;\n", "1_a.sql edited false"},
		{"work in progress", "-- fork/m/committed/000001.sql --\n--! Previous: -\n--! Hash: x\n\n-- fork/m/current.sql --\nSELECT 1;\n-- m/committed/000001.sql --\n--! Previous: -\n--! Hash: x\n\n-- m/current.sql --\nSELECT 2;\n", ""},
		{"removed", "-- fork/m/1_a.up.sql --\nSELECT 1;\n-- fork/m/1_a.down.sql --\n-- fork/m/2_b.up.sql --\nSELECT 2;\n-- m/2_b.up.sql --\nSELECT 2;\n", "1_a.up.sql gone  false"},
		{"renamed folder", "-- fork/m/2026-01-01-000000_a/up.sql --\nSELECT 1;\n-- m/2026-01-01-000000_b/up.sql --\nSELECT 1;\n", "2026-01-01-000000_a/up.sql gone 2026-01-01-000000_b/up.sql true"},
		{"renumbered before another one", "-- fork/m/2_a.up.sql --\nSELECT 1;\n-- fork/m/3_b.up.sql --\nSELECT 2;\n-- m/1_a.up.sql --\nSELECT 1;\n-- m/3_b.up.sql --\nSELECT 2;\n", "2_a.up.sql gone 1_a.up.sql false"},
		{"empty files are not renamed", "-- fork/m/1_a.up.sql --\n-- m/2_b.up.sql --\n", "1_a.up.sql gone  false"},
		{"inserted", "-- fork/m/1_a.up.sql --\n-- fork/m/3_c.up.sql --\n-- m/1_a.up.sql --\n-- m/2_b.up.sql --\n-- m/3_c.up.sql --\n-- m/4_d.up.sql --\n", "2_b.up.sql before 3_c.up.sql"},
		{"the base went on", "-- fork/m/1_a.up.sql --\n-- tip/m/1_a.up.sql --\n-- tip/m/3_c.up.sql --\n-- m/1_a.up.sql --\n-- m/2_b.up.sql --\n", "2_b.up.sql before 3_c.up.sql"},
		{"the base took the number", "-- fork/m/1_a.up.sql --\n-- tip/m/1_a.up.sql --\n-- tip/m/2_c.up.sql --\n-- m/1_a.up.sql --\n-- m/2_b.up.sql --\n", "2_b.up.sql like 2_c.up.sql true"},
		{"the base removed it", "-- fork/m/1_a.up.sql --\n-- fork/m/2_b.up.sql --\n-- tip/m/1_a.up.sql --\n-- m/1_a.up.sql --\n-- m/2_b.up.sql --\n", ""},
		{"put into the plan", "-- fork/m/sqitch.plan --\na\nc\n-- fork/m/deploy/a.sql --\n-- fork/m/deploy/c.sql --\n-- m/sqitch.plan --\na\nb\nc\nd\n-- m/deploy/a.sql --\n-- m/deploy/b.sql --\n-- m/deploy/c.sql --\n-- m/deploy/d.sql --\n", "deploy/b.sql before deploy/c.sql"},
		{"of another database", "-- fork/m/1_a.up.sql --\n-- fork/m/2_b.mysql.up.sql --\n-- m/1_a.up.sql --\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := changes(against(t, c.archive)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// Nothing is compared, and nothing said of a base, when there is none.
func TestNoBase(t *testing.T) {
	m, _ := load(t, "-- m/1_a.up.sql --\nSELECT 1;\n")
	if m.History.Base != "" || m.Migrations[0].InBase || len(m.Removed) > 0 {
		t.Errorf("got %+v, %+v, %+v", m.History, m.Migrations[0], m.Removed)
	}
}
