package migration

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/pgtest"
)

// The CHECK that is recommended spares ATTACH PARTITION its scan, as the server says when it is asked to say more.
func TestAttachOnServer(t *testing.T) {
	s := pgtest.Start(t)
	for i, c := range []struct{ key, column, bound string }{
		{"RANGE (day)", "day date NOT NULL", "FROM ('2024-01-01') TO ('2025-01-01')"},
		{"RANGE (day)", "day date", "FROM ('2024-01-01') TO (MAXVALUE)"},
		{"RANGE (day)", "day date", "FROM (MINVALUE) TO ('2025-01-01')"},
		{`LIST ("Kind")`, `"Kind" text`, "IN ('a', 'b')"},
		{"LIST (n)", "n int NOT NULL", "IN (1)"},
	} {
		base := fmt.Sprintf("CREATE TABLE \"Events\" (id bigint, %s) PARTITION BY %s;\nCREATE TABLE \"Part\" (id bigint, %s);\n", c.column, c.key, c.column)
		attach := "ALTER TABLE \"Events\" ATTACH PARTITION \"Part\" FOR VALUES " + c.bound + ";\n"
		m, _ := load(t, "-- migrations/1_base.up.sql --\n"+base+"-- migrations/2_next.up.sql --\n"+attach)
		a := m.Actions[len(m.Actions)-1]
		if !a.ReadsPartition || a.AddNotValid == "" {
			t.Errorf("%s: %+v", c.bound, a)
			continue
		}
		db := fmt.Sprintf("attach%d", i)
		s.Database(t, db)
		got := s.Session(t, db, "\\set ON_ERROR_STOP 0\n"+base+a.AddNotValid+";\n"+a.Validate+";\nSELECT pg_stat_reset();\nBEGIN;\nSELECT 'scans', seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'Part';\n"+
			attach+"SELECT 'scans', seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'Part';\nSELECT 'attached', count(*) FROM pg_inherits;\nCOMMIT;\n")
		scans := []string{}
		for line := range strings.Lines(got) {
			if n, ok := strings.CutPrefix(strings.TrimSpace(line), "scans|"); ok {
				scans = append(scans, n)
			}
		}
		if !strings.Contains(got, "attached|1") || len(scans) != 2 || scans[0] != scans[1] {
			t.Errorf("%s: after %s the server says %q", attach, a.AddNotValid, got)
		}
	}
}

func TestBoundsWithoutCheck(t *testing.T) {
	for _, sql := range []string{
		"CREATE TABLE e (a int, b int) PARTITION BY RANGE (a, b);\nCREATE TABLE p (a int, b int);\n\nALTER TABLE e ATTACH PARTITION p FOR VALUES FROM (1, 2) TO (3, 4);",
		"CREATE TABLE e (a int) PARTITION BY HASH (a);\nCREATE TABLE p (a int);\n\nALTER TABLE e ATTACH PARTITION p FOR VALUES WITH (MODULUS 2, REMAINDER 0);",
		"CREATE TABLE e (a int) PARTITION BY LIST (a);\nCREATE TABLE p (a int);\n\nALTER TABLE e ATTACH PARTITION p FOR VALUES IN (1, NULL);",
		"CREATE TABLE e (a int) PARTITION BY LIST (a);\nCREATE TABLE p (a int);\n\nALTER TABLE e ATTACH PARTITION p DEFAULT;",
		"CREATE TABLE e (a int) PARTITION BY RANGE ((a + 1));\nCREATE TABLE p (a int);\n\nALTER TABLE e ATTACH PARTITION p FOR VALUES FROM (1) TO (2);",
		"CREATE TABLE p (a int);\n\nALTER TABLE e ATTACH PARTITION p FOR VALUES FROM (1) TO (2);",
	} {
		base, attach, _ := strings.Cut(sql, "\n\n")
		m, _ := load(t, "-- migrations/1_base.up.sql --\n"+base+"\n-- migrations/2_next.up.sql --\n"+attach+"\n")
		if a := m.Actions[0]; !a.ReadsPartition || a.AddNotValid != "" {
			t.Errorf("%s: reads %v, %q", attach, a.ReadsPartition, a.AddNotValid)
		}
	}
}
