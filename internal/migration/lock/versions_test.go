package lock_test

import (
	"os"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/lock"
)

// What differs between the versions of the server is what the release notes say; the server of the other tests is of one
// version only.
func TestVersions(t *testing.T) {
	for _, test := range []struct {
		sql     string
		version int
		want    string
		safe    int
	}{
		{"ALTER TABLE t2 ALTER COLUMN x SET NOT NULL", 11, "t2=ACCESS EXCLUSIVE scan", 12},
		{"ALTER TABLE t2 ALTER COLUMN x SET NOT NULL", 12, "t2=ACCESS EXCLUSIVE", 0},
		{"ALTER TABLE t2 ALTER COLUMN y SET NOT NULL", 18, "t2=ACCESS EXCLUSIVE scan", 0},
		{"ALTER TABLE part ATTACH PARTITION part2 FOR VALUES FROM (100) TO (200)", 11, "part2=ACCESS EXCLUSIVE; part=ACCESS EXCLUSIVE", 12},
		{"ALTER TABLE part ATTACH PARTITION part2 FOR VALUES FROM (100) TO (200)", 12, "part2=ACCESS EXCLUSIVE; part=SHARE UPDATE EXCLUSIVE", 0},
		{"ALTER TABLE t ALTER COLUMN ts TYPE timestamptz", 11, "t=ACCESS EXCLUSIVE rewrite scan", 12},
		{"SET TimeZone = 'UTC'; ALTER TABLE t ALTER COLUMN ts TYPE timestamptz", 11, "t=ACCESS EXCLUSIVE rewrite scan", 12},
		{"SET TimeZone = 'Asia/Tokyo'; ALTER TABLE t ALTER COLUMN ts TYPE timestamptz", 11, "t=ACCESS EXCLUSIVE rewrite scan", 0},
		{"ALTER TABLE t ALTER COLUMN ts TYPE timestamptz", 12, "t=ACCESS EXCLUSIVE", 0},
		{"ALTER INDEX t_a RENAME TO t_b", 11, "t_a=ACCESS EXCLUSIVE", 0},
		{"ALTER INDEX t_a RENAME TO t_b", 12, "t_a=SHARE UPDATE EXCLUSIVE", 0},
		{"ALTER TABLE t ADD COLUMN z int DEFAULT 5", 11, "t=ACCESS EXCLUSIVE", 0},
		{"ALTER TABLE ty ALTER COLUMN gg SET EXPRESSION AS (g * 3)", 17, "ty=ACCESS EXCLUSIVE rewrite scan", 0},
		{"ALTER TABLE ty ADD COLUMN z int GENERATED ALWAYS AS (g * 3) VIRTUAL", 18, "ty=ACCESS EXCLUSIVE", 0},
		{"ALTER TABLE ty ADD COLUMN z int GENERATED ALWAYS AS (g * 3)", 18, "ty=ACCESS EXCLUSIVE", 0},
		{"ALTER TABLE ty ADD COLUMN z int GENERATED ALWAYS AS (g * 3) STORED", 18, "ty=ACCESS EXCLUSIVE rewrite scan", 0},
		{"ALTER TABLE ty ADD CONSTRAINT ck CHECK (g > 0) NOT ENFORCED", 18, "ty=ACCESS EXCLUSIVE", 0},
		{"ALTER TABLE ty ADD CONSTRAINT ck CHECK (g > 0) ENFORCED", 18, "ty=ACCESS EXCLUSIVE scan", 0},
		{"ALTER TABLE ty ADD CONSTRAINT fk FOREIGN KEY (g) REFERENCES p (id) NOT ENFORCED", 18, "p=SHARE ROW EXCLUSIVE; ty=SHARE ROW EXCLUSIVE", 0},
		{"ALTER TABLE ty ADD COLUMN z int CHECK (z > 0) NOT ENFORCED", 18, "ty=ACCESS EXCLUSIVE", 0},
		{"ALTER TABLE ty ADD CONSTRAINT nn NOT NULL g", 18, "ty=ACCESS EXCLUSIVE scan", 0},
		{"ALTER TABLE ty ADD CONSTRAINT nn NOT NULL g NOT VALID", 18, "ty=ACCESS EXCLUSIVE", 0},
	} {
		c := schema(t)
		c.Version = test.version
		if got := computed(t, c, test.sql); got != test.want {
			t.Errorf("%d: %s\n  got:  %s\n  want: %s", test.version, test.sql, got, test.want)
		}
		safe := 0
		for _, a := range effects(t, c, test.sql).Actions {
			safe = max(safe, a.SafeFrom)
		}
		if safe != test.safe {
			t.Errorf("%d: %s is safe from %d, want %d", test.version, test.sql, safe, test.safe)
		}
	}
}

// The page about locks lists every change.
func TestDocs(t *testing.T) {
	page := read(t, "../../../docs/locks.md")
	for _, c := range lock.Changes {
		if !strings.Contains(page, "| "+c.What+" | "+c.Gain+" |") {
			t.Errorf("docs/locks.md lacks the row | %s | %s |", c.What, c.Gain)
		}
	}
	if _, err := os.Stat("testdata/effects.golden"); err != nil || !strings.Contains(page, "internal/migration/lock/testdata/effects.golden") {
		t.Error("docs/locks.md does not name the table of effects")
	}
}
