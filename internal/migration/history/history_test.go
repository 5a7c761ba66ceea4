package history_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/history"
)

func text(faults []history.Fault) string {
	var b strings.Builder
	for _, f := range faults {
		fmt.Fprintf(&b, "%s %s:%d %s|%s\n", f.Kind, f.File, f.Line, f.Subject, f.Other)
	}
	return b.String()
}

// folder is a folder of files in memory.
type folder map[string]string

func (f folder) read(name string) ([]byte, error) {
	s, ok := f[name]
	if !ok {
		return nil, errors.New("no such file")
	}
	return []byte(s), nil
}

func (f folder) names() []string {
	var out []string
	for n := range f {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

func TestAtlasMalformed(t *testing.T) {
	for _, c := range []struct{ name, sum, want string }{
		{"empty", "", "unlisted 1_a.sql:0 1_a.sql|\n"},
		{"no header", "1_a.sql h1:x\n", "malformed atlas.sum:1 |\n"},
		{"conflict", "h1:x\n=======\n", "malformed atlas.sum:2 |\n"},
		{"no name", "h1:x\n h1:y\n", "malformed atlas.sum:2 |\n"},
		{"wrong hash", "h1:x\n1_a.sql h1:y\n", "changed 1_a.sql:0 1_a.sql|\n"},
		{"twice", "h1:x\n1_a.sql h1:x\n1_a.sql h1:x\n", "changed 1_a.sql:0 1_a.sql|\n"},
		{"gone", "h1:x\n0_z.sql h1:x\n2_b.sql h1:x\n", "unlisted 1_a.sql:0 1_a.sql|\nmissing atlas.sum:2 0_z.sql|\nmissing atlas.sum:3 2_b.sql|\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := folder{"1_a.sql": "SELECT 1;\n"}
			if got := text(history.Atlas(c.sum, f.names(), f.read)); got != c.want {
				t.Errorf("got  %swant %s", got, c.want)
			}
		})
	}
}

// openmeter keeps an atlas.sum beside some hundreds of files of golang-migrate's.
func TestAtlasOfARealRepository(t *testing.T) {
	dir := filepath.Join(corpus(t), "openmeter/tools/migrate/migrations")
	data, err := os.ReadFile(filepath.Join(dir, history.AtlasSum))
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	read := func(name string) ([]byte, error) { return os.ReadFile(filepath.Join(dir, name)) }
	counted := history.AtlasFiles(string(data), names)
	if len(counted) < 200 {
		t.Errorf("only %d files count", len(counted))
	}
	if faults := history.Atlas(string(data), counted, read); len(faults) > 0 {
		t.Errorf("the sum does not hold:\n%s", text(faults))
	}
	// A change of one byte is found, at its file.
	victim := counted[len(counted)/2]
	edited := func(name string) ([]byte, error) {
		b, err := read(name)
		if name == victim {
			b = append(b, ' ')
		}
		return b, err
	}
	if got, want := text(history.Atlas(string(data), counted, edited)), fmt.Sprintf("changed %s:0 %s|\n", victim, victim); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func corpus(t testing.TB) string {
	t.Helper()
	root := os.Getenv("BDMA_CORPUS")
	if root == "" {
		root = "../../../../shared/corpus"
	}
	dir := filepath.Join(root, "sql")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no corpus at %s; set BDMA_CORPUS to run this test", root)
	}
	return dir
}

func TestGraphile(t *testing.T) {
	const first = "--! Previous: -\n--! Hash: sha1:a\n\nSELECT 1;\n"
	for _, c := range []struct {
		name, second, want string
	}{
		{"no number", "--! Hash: x\n\nSELECT 1;\n", "header committed/000002.sql:1 the line --! Previous|\n"},
		{"no empty line", "--! Previous: -\n--! Hash: x\nSELECT 1;\n", "header committed/000002.sql:1 an empty line after the header|\n"},
		{"line ends of Windows", "--! Previous: -\r\n--! Hash: x\r\n\r\nSELECT 1;\r\n", "header committed/000002.sql:1 an empty line after the header|\n"},
		{"nothing", "", "header committed/000002.sql:1 the line --! Previous|\n"},
		{"another one before it", "--! Previous: sha1:b\n--! Hash: sha1:c\n\n", "chain committed/000002.sql:1 sha1:b|committed/000001.sql\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := folder{"committed/000001.sql": strings.Replace(first, "\n\n", "\n--! AllowInvalidHash\n\n", 1), "committed/000002.sql": c.second, "committed/notes.sql": "", "current/1.sql": ""}
			if got := text(history.Graphile(f.names(), f.read)); got != c.want {
				t.Errorf("got  %swant %s", got, c.want)
			}
		})
	}
}

func TestSqitch(t *testing.T) {
	const when = " 2026-03-01T08:00:00Z Ada <ada@shop.example> # note with @tag and [brackets]"
	for _, c := range []struct {
		name, plan, scripts, want string
	}{
		{"whole", "%project=shop\n\n# comment\n+a" + when + "\n@v1" + when + "\nb [a @v1 a@v1 shop:a other:z !x a^]" + when + "\n", "a b", ""},
		{"no scripts at hand", "a" + when + "\n", "", ""},
		{"unknown tag", "a [@v1]" + when + "\n", "a", "unknown sqitch.plan:1 a|@v1\n"},
		{"unknown change of its own project", "%project=shop\na [shop:z]" + when + "\n", "a", "unknown sqitch.plan:2 a|shop:z\n"},
		{"later", "a [b]" + when + "\nb" + when + "\n", "a b", "too early sqitch.plan:1 a|b\n"},
		{"reworked requires its first self", "a" + when + "\n@v1" + when + "\na [a@v1]" + when + "\nb [a]" + when + "\n", "a a@v1 b", ""},
		{"twice", "a" + when + "\na" + when + "\n", "a", "repeated sqitch.plan:2 a|\n"},
		{"nested names", "schemas/a" + when + "\n", "schemas/a schemas/b", "not planned deploy/schemas/b.sql:0 schemas/b|\n"},
		{"spaces in brackets", "b" + when + "\na [ b ]" + when + "\n", "a b", ""},
		{"conflict", "a" + when + "\n=======\n", "a", "malformed sqitch.plan:2 =======|\n"},
		{"open bracket", "a [b" + when + "\n", "a", "malformed sqitch.plan:1 a|\nnot planned deploy/a.sql:0 a|\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var scripts []string
			for s := range strings.FieldsSeq(c.scripts) {
				scripts = append(scripts, "deploy/"+s+".sql")
			}
			if got := text(history.Sqitch(c.plan, scripts)); got != c.want {
				t.Errorf("got  %swant %s", got, c.want)
			}
		})
	}
}

func TestDrizzle(t *testing.T) {
	const journal = "{\"entries\": [\n{\"idx\": 0, \"when\": 5, \"tag\": \"0000_a\"},\n{\"idx\": 1, \"when\": 9, \"tag\": \"0001_b\"},\n{\"idx\": 2, \"when\": 7, \"tag\": \"0002_c\"},\n{\"idx\": 3, \"when\": 8, \"tag\": \"0003_d\"}\n]}"
	names := []string{"0000_a.sql", "0001_b.sql", "0002_c.sql", "0004_e.sql", "custom.sql"}
	got := text(history.Drizzle(journal, func(n string) bool { return slices.Contains(names, n) }, names, []history.Snapshot{
		history.SnapshotHead("meta/0000_snapshot.json", `{"version": "7", "dialect": "postgresql", "id" : "x", "prevId":"0"}`),
		history.SnapshotHead("meta/0001_snapshot.json", `{"id": "y", "prevId": "x", "tables": {`),
		history.SnapshotHead("meta/0002_snapshot.json", `{"id": "z", "prevId": "x"`),
		history.SnapshotHead("meta/0003_snapshot.json", `{"id": "z", "prevId": "`),
		history.SnapshotHead("meta/0004_snapshot.json", `{"id": 1, "prevId": 2}`),
	}))
	want := `late meta/_journal.json:4 0002_c|0001_b
no file meta/_journal.json:5 0003_d.sql|
late meta/_journal.json:5 0003_d|0001_b
no entry 0004_e.sql:0 0004_e.sql|
fork meta/0002_snapshot.json:0 meta/0002_snapshot.json|meta/0001_snapshot.json
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := text(history.Drizzle(`{"entries": 1}`, func(string) bool { return true }, nil, nil)); got != "malformed meta/_journal.json:0 |\n" {
		t.Errorf("got %s", got)
	}
}

func TestVersion(t *testing.T) {
	for _, c := range []struct{ tool, file, want string }{
		{"golang-migrate", "0007_a.up.sql", "7"}, {"golang-migrate", "0_a.up.sql", "0"}, {"golang-migrate", "7-a.up.sql", ""}, {"golang-migrate", "old/7_a.up.sql", ""},
		{"goose", "00003_a.go", "3"}, {"goose", "0_a.sql", ""}, {"goose", "3.sql", ""},
		{"dbmate", "003a.sql", "003"},
		{"flyway", "V1_02__a.sql", "1.2"}, {"flyway", "V1.0__a.sql", "1"}, {"flyway", "V01__a.sql", "1"}, {"flyway", "R__a.sql", ""}, {"flyway", "V1_a.sql", ""}, {"flyway", "V2.1.10__a.sql", "2.1.10"},
		{"refinery", "U3__a.sql", "3"},
		{"diesel", "2026-01-02-030405_a/up.sql", "20260102030405"}, {"diesel", "x.sql", ""},
		{"prisma", "20260102030405_a/migration.sql", "20260102030405_a"},
		{"atlas", "20260102.sql", "20260102"},
		{"graphile-migrate", "committed/000003-x.sql", "000003"},
		{"pop", "20260102_a.postgres.up.sql", "20260102"},
		{"plain", "1_a.sql", ""},
	} {
		if got, _ := history.Version(c.tool, c.file); got != c.want {
			t.Errorf("%s %s: got %q, want %q", c.tool, c.file, got, c.want)
		}
	}
}

func TestDuplicates(t *testing.T) {
	for _, c := range []struct{ tool, files, want string }{
		{"golang-migrate", "1_a.up.sql 1_a.down.sql 01_b.up.sql", "01_b.up.sql=1_a.up.sql"},
		{"goose", "1_a.sql 1_b.go", "1_b.go=1_a.sql"},
		{"sqlx", "1_a.sql 1_b.up.sql 1_b.down.sql", "1_b.up.sql=1_a.sql"},
		{"flyway", "V1__a.sql U1__a.sql B1__a.sql V1.0__b.sql R__x.sql R__y.sql", "V1.0__b.sql=V1__a.sql"},
		{"pop", "1_a.up.sql 1_a.mysql.up.sql 1_a.postgres.up.sql 1_b.postgres.up.sql", "1_b.postgres.up.sql=1_a.postgres.up.sql"},
		{"hasura", "1_a/up.sql 1_a/down.sql 1_b/up.sql", "1_b/up.sql=1_a/up.sql"},
		{"prisma", "1_a/migration.sql 1_b/migration.sql", ""},
		{"sql-migrate", "1_a.sql 1_b.sql", ""},
		{"plain", "1_a.sql 1_b.sql", ""},
	} {
		var got []string
		for f, other := range history.Duplicates(c.tool, strings.Fields(c.files)) {
			got = append(got, f+"="+other)
		}
		slices.Sort(got)
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s %s: got %s, want %s", c.tool, c.files, g, c.want)
		}
	}
}

func TestGaps(t *testing.T) {
	for files, want := range map[string]string{
		"001_a.sql 002_b.sql":                     "",
		"002_a.sql 005_b.sql":                     "1 before 002_a.sql, 3 before 005_b.sql",
		"001_a.sql 001_b.sql 003_c.sql notes.sql": "2 before 003_c.sql",
	} {
		var got []string
		for _, g := range history.Gaps("tern", strings.Fields(files)) {
			got = append(got, fmt.Sprintf("%d before %s", g.Missing, g.File))
		}
		if g := strings.Join(got, ", "); g != want {
			t.Errorf("%s: got %s, want %s", files, g, want)
		}
	}
	if g := history.Gaps("goose", []string{"3_a.sql"}); g != nil {
		t.Errorf("goose: got %v", g)
	}
}

func TestFindIgnored(t *testing.T) {
	for _, c := range []struct{ tool, files, want string }{
		{"golang-migrate", "1_a.up.sql 2_b.sql", "2_b.sql→2_b.up.sql"},
		{"golang-migrate", "1_a.up.sql 1_a.down.sql 2-b.DOWN.SQL", "2-b.DOWN.SQL→2_b.down.sql"},
		{"golang-migrate", "1_a.up.sql schema.sql README.md 3.md", ""},
		{"golang-migrate", "1_a.up.sql 2_b.sql 3_c.sql", ""}, // too many to be a slip
		{"goose", "1_a.sql 2.sql 0_zero.sql", "2.sql→2_migration.sql"},
		{"flyway", "V1__a.sql V2_b.sql v3__d.sql beforeMigrate.sql V5__f.sql", "V2_b.sql→V2__b.sql, v3__d.sql→V3__d.sql"},
		{"sqlx", "1_a.sql 2-b.sql", "2-b.sql→2_b.sql"},
		{"supabase", "1_a.sql 2-b.sql", "2-b.sql→2_b.sql"},
		{"diesel", "1_a/up.sql 2_b.sql", "2_b.sql→2_b/up.sql"},
		{"graphile-migrate", "committed/000001.sql committed/000002_x.sql current.sql", "committed/000002_x.sql→committed/000002-x.sql"},
		{"refinery", "V1__a.sql V2__b-c.sql", "V2__b-c.sql→V2__b_c.sql"},
		{"plain", "1_a.sql x.sql", ""},
	} {
		var got []string
		for _, f := range history.FindIgnored(c.tool, strings.Fields(c.files)) {
			got = append(got, f.File+"→"+f.Suggestion)
			if v, ok := history.Version(c.tool, f.Suggestion); !ok || v == "" {
				t.Errorf("%s: %s would not run either", c.tool, f.Suggestion)
			}
		}
		if g := strings.Join(got, ", "); g != c.want {
			t.Errorf("%s %s: got %s, want %s", c.tool, c.files, g, c.want)
		}
	}
}

func TestChangesetsChanged(t *testing.T) {
	same := func(a, b string) bool { return strings.TrimSpace(a) == strings.TrimSpace(b) }
	const was = "--liquibase formatted sql\n--changeset ada:1\nSELECT 1;\n-- changeset ada:2 runOnChange:true\nSELECT 2;\n"
	for name, c := range map[string]struct {
		is   string
		want bool
	}{
		"same":        {was, false},
		"added":       {was + "--changeset ada:3\nSELECT 3;\n", false},
		"repeatable":  {strings.Replace(was, "SELECT 2", "SELECT 4", 1), false},
		"edited":      {strings.Replace(was, "SELECT 1", "SELECT 4", 1), true},
		"lost":        {strings.Replace(was, "ada:1", "ada:9", 1), true},
		"acknowledge": {strings.Replace(was, "SELECT 1", "--validCheckSum: any\nSELECT 4", 1), false},
	} {
		if got := history.ChangesetsChanged(was, c.is, same); got != c.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

func TestRepeatedChangesets(t *testing.T) {
	const text = "--liquibase formatted sql\n\n--changeset ada:1\nSELECT 1;\n-- changeset ada:2 dbms:postgresql\n-- changeset ada:2 dbms:h2\n\n\n--CHANGESET ada:1\n--changeset Ada:1\n"
	got := fmt.Sprint(history.RepeatedChangesets(text))
	if want := "[{ada:1 9 3}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func FuzzReaders(f *testing.F) {
	f.Add([]byte("h1:x\n1_a.sql h1:y\n"))
	f.Add([]byte("--! Previous: -\n--! Hash: x\n\nSELECT 1;"))
	f.Add([]byte("%project=a\na [b @c d:e] 2026-03-01T08:00:00Z A <a@b> # x\n@v1\n"))
	f.Add([]byte(`{"entries": [{"idx": 0, "when": 1e300, "tag": "../x"}, {"idx": 0, "tag": ""}]}`))
	f.Add([]byte("--changeset a:b\nSELECT 1;\n"))
	f.Add([]byte("V1_x.sql 2-b.up.sql 003.SQL"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := string(data)
		dir := folder{"1_a.sql": s, "committed/1.sql": s, "committed/2.sql": s}
		history.Atlas(s, history.AtlasFiles(s, dir.names()), dir.read)
		history.Graphile(dir.names(), dir.read)
		history.Sqitch(s, []string{"deploy/" + s + ".sql"})
		history.Drizzle(s, func(string) bool { return false }, strings.Fields(s), []history.Snapshot{history.SnapshotHead("x", s)})
		history.RepeatedChangesets(s)
		history.ChangesetsChanged(s, s, func(a, b string) bool { return a == b })
		for _, tool := range [...]string{"golang-migrate", "goose", "flyway", "refinery", "tern", "pop", "diesel", "graphile-migrate", "prisma"} {
			history.FindIgnored(tool, strings.Fields(s))
			history.Duplicates(tool, strings.Fields(s))
			history.Gaps(tool, strings.Fields(s))
		}
	})
}
