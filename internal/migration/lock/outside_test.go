package lock_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/lock"
	"github.com/bdma-dev/bdma/internal/migration/pgtest"
)

// outside are statements that run outside of transactions only, each with the lock that another session holds so that the
// statement has to wait and can be looked at: for itself, or for the transactions that may still use what it changes.
var outside = []struct{ held, sql string }{
	{"LOCK TABLE t IN ROW EXCLUSIVE MODE", "CREATE INDEX CONCURRENTLY i ON t(b)"},
	{"LOCK TABLE t IN ROW EXCLUSIVE MODE", "CREATE UNIQUE INDEX CONCURRENTLY i ON t(id, b)"},
	{"LOCK TABLE t IN ACCESS SHARE MODE", "DROP INDEX CONCURRENTLY t_a"},
	{"LOCK TABLE t IN ROW EXCLUSIVE MODE", "REINDEX INDEX CONCURRENTLY t_a"},
	{"LOCK TABLE clu IN ROW EXCLUSIVE MODE", "REINDEX TABLE CONCURRENTLY clu"},
	{"LOCK TABLE part1 IN ACCESS SHARE MODE", "ALTER TABLE part DETACH PARTITION part1 CONCURRENTLY"},
	{"LOCK TABLE t IN SHARE UPDATE EXCLUSIVE MODE", "VACUUM t"},
	{"LOCK TABLE t IN SHARE UPDATE EXCLUSIVE MODE", "VACUUM ANALYZE t"},
	{"LOCK TABLE t IN ACCESS SHARE MODE", "VACUUM FULL t"},
	{"LOCK TABLE t IN ACCESS SHARE MODE", "VACUUM (FULL, ANALYZE) t"},
}

// What cannot run inside of a transaction is watched from a second session while it waits for a lock of that session. Where
// it waits early, the server has shown no more than its first locks, so that those on tables are compared alone.
func TestServerOutside(t *testing.T) {
	s := pgtest.Start(t)
	complain := differences(t, s)
	for i, test := range outside {
		db := "d" + string(rune('a'+i))
		s.Database(t, db)
		s.Exec(t, db, read(t, "testdata/schema.sql"))
		// The statement begins when the other session has its lock, which it says by an advisory one.
		wait := s.Background(t, db, `SET application_name = 'statement';
DO $$ BEGIN FOR i IN 1..4000 LOOP
	EXIT WHEN EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database()));
	PERFORM pg_sleep(0.005);
END LOOP; END $$;
`+test.sql+";\n")
		out := s.Session(t, db, "BEGIN;\n"+test.held+`;
SELECT pg_advisory_xact_lock(7);
DO $$ BEGIN FOR i IN 1..4000 LOOP
	EXIT WHEN EXISTS (SELECT FROM pg_locks WHERE NOT granted);
	PERFORM pg_sleep(0.005);
END LOOP; END $$;
SELECT 'lock', c.relname, l.mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_stat_activity a USING (pid)
WHERE a.application_name = 'statement' AND l.locktype = 'relation' AND c.relkind IN ('r', 'p', 'm') AND c.relnamespace = 'public'::regnamespace AND l.mode <> 'AccessShareLock';
ROLLBACK;
`)
		if said := wait(); strings.Contains(said, "ERROR") {
			complain("%s: %s", test.sql, said)
			continue
		}
		modes := map[string]lock.Mode{}
		for line := range strings.SplitSeq(out, "\n") {
			if f := strings.Split(line, "|"); f[0] == "lock" && stronger(spelled(f[2]), modes[f[1]]) {
				modes[f[1]] = spelled(f[2])
			}
		}
		var got, want []string
		for name, m := range modes {
			want = append(want, name+"="+string(m))
		}
		for _, r := range effects(t, schema(t), test.sql).Relations {
			if r.Object == "TABLE" || r.Object == "VIEW" {
				got = append(got, r.Name.Name+"="+string(r.Mode))
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			complain("%s\n  bdma:   %s\n  server: %s", test.sql, got, want)
		}
	}
}

// The statements of an earlier measurement are all among those that are measured here.
func TestEarlierMeasurement(t *testing.T) {
	file := os.Getenv("BDMA_LOCKS")
	if file == "" {
		file = filepath.FromSlash("../../../../shared/reference/sql/locks-pg15.tsv")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Skipf("no earlier measurement at %s; set BDMA_LOCKS to a table whose first column has statements to run this test", file)
	}
	list := statements(t)
	rows := strings.Split(strings.TrimSpace(string(data)), "\n")[1:]
	for _, row := range rows {
		if sql, _, _ := strings.Cut(row, "\t"); !slices.Contains(list, sql) {
			t.Errorf("%s is not measured", sql)
		}
	}
	t.Logf("%d statements", len(rows))
}
