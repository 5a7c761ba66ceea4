package migration

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/source"
)

// A little SQL must not make millions of columns: each is a row that every rule looks at.
func TestCopiedColumnsAreBounded(t *testing.T) {
	columns := make([]string, 1500)
	for i := range columns {
		columns[i] = fmt.Sprintf("c%d int", i)
	}
	list := strings.Join(columns, ", ")
	for name, next := range map[string]string{
		"LIKE":         "CREATE TABLE t%d (LIKE t%d INCLUDING ALL);\n",
		"INHERITS":     "CREATE TABLE t%d () INHERITS (t%d);\n",
		"PARTITION OF": "CREATE TABLE t%d PARTITION OF t%d DEFAULT PARTITION BY LIST (c0);\n",
	} {
		t.Run(name, func(t *testing.T) {
			var sql strings.Builder
			fmt.Fprintf(&sql, "CREATE TABLE t0 (%s) ", list)
			if name == "PARTITION OF" {
				sql.WriteString("PARTITION BY LIST (c0)")
			}
			sql.WriteString(";\n")
			for i := range 1000 {
				fmt.Fprintf(&sql, next, i+1, i)
			}
			tree := source.FromFS(fstest.MapFS{"db/migrations/1_a.up.sql": {Data: []byte(sql.String())}})
			model, _, _ := read(tree, source.Unit{Name: "db/migrations", Files: []string{"db/migrations/1_a.up.sql"}}, Settings{})
			if n := len(model.Columns); n > 500_000 {
				t.Errorf("%d columns", n)
			}
			if len(model.Problems) == 0 {
				t.Error("no problem says that the rest is not followed")
			}
		})
	}
}
