package migration_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/migration"
	"github.com/bdma-dev/bdma/internal/source"
)

// TestLinksAreNamed holds that a migration which a tool runs by way of a symbolic link does not go unsaid.
func TestLinksAreNamed(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"db/migrations/000001_a.up.sql": "CREATE TABLE a (id bigint PRIMARY KEY);\n", "other/x.txt": "DROP TABLE a;\n", "other/x.sql": "DROP TABLE a;\n",
	} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for link, to := range map[string]string{"000002_b.up.sql": "../../other/x.txt", "000003_c.up.sql": "../../other/x.sql"} {
		if err := os.Symlink(to, filepath.Join(dir, "db/migrations", link)); err != nil {
			t.Skip(err)
		}
	}
	tree, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	files, err := tree.Walk()
	if err != nil {
		t.Fatal(err)
	}
	want := []source.Skipped{{File: "db/migrations/000002_b.up.sql", Reason: "is a symbolic link; bdma judges SQL where it lies, in files that end in .sql"}}
	if d := cmp.Diff(want, migration.Find(tree, files).Skipped); d != "" {
		t.Error(d)
	}
}
