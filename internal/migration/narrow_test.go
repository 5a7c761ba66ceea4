package migration

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/pgtest"
)

// typeChanges are typeChanges of type, each with a value that shows what becomes of values that do not fit, or the largest of the old type.
var typeChanges = []struct{ from, to, using, value, want string }{
	{"varchar(20)", "varchar(5)", "", "'abcdefgh'", fails},
	{"varchar(20)", "varchar(5)", "v::varchar(5)", "'abcdefgh'", cuts},
	{"varchar(20)", "varchar(5)", "left(v, 5)", "'abcdefgh'", ""},
	{"varchar(5)", "varchar(20)", "", "'abcde'", ""},
	{"varchar(5)", "text", "", "'abcde'", ""},
	{"varchar", "varchar(5)", "", "'abcdefgh'", fails},
	{"text", "varchar(5)", "v", "'abcdefgh'", fails},
	{"text", "char(5)", "", "'abcdefgh'", fails},
	{"text", "char(5)", "v::char(5)", "'abcdefgh'", cuts},
	{"text[]", "varchar(5)[]", "", "ARRAY['abcdefgh']", fails},
	{"text", "varchar", "", "'abcdefgh'", ""},
	{"char(5)", "varchar(5)", "", "'abcde'", ""},
	{"bigint", "int", "", "9223372036854775807", fails},
	{"bigint", "int", "v::int", "9223372036854775807", fails},
	{"int", "smallint", "", "2147483647", fails},
	{"int", "bigint", "", "2147483647", ""},
	{"bigint", "numeric(10,2)", "", "9223372036854775807", fails},
	{"bigint", "numeric(18,0)", "", "9223372036854775807", fails},
	{"bigint", "numeric(19,0)", "", "9223372036854775807", ""},
	{"int", "numeric(12,2)", "", "2147483647", ""},
	{"int", "numeric(10,1)", "", "2147483647", fails},
	{"bigint", "numeric", "", "9223372036854775807", ""},
	{"bigint", "float8", "", "9007199254740993", rounds},
	{"int", "float4", "", "16777217", rounds},
	{"int", "float8", "", "2147483647", ""},
	{"smallint", "float4", "", "32767", ""},
	{"float8", "float4", "", "0.1234567890123", rounds},
	{"float4", "float8", "", "0.25", ""},
	{"numeric", "float8", "", "0.12345678901234567890123", rounds},
	{"numeric", "int", "", "1.25", rounds},
	{"numeric(10,2)", "int", "", "1.25", rounds},
	{"numeric(12,0)", "int", "", "999999999999", fails},
	{"numeric(9,0)", "int", "", "999999999", ""},
	{"float8", "int", "", "1.25", rounds},
	{"float8", "numeric(10,2)", "", "1.256", rounds},
	{"numeric(10,2)", "numeric(10,1)", "", "1.25", rounds},
	{"numeric(10,2)", "numeric(8,2)", "", "12345678.25", fails},
	{"numeric(10,2)", "numeric(10,4)", "", "12345678.25", fails},
	{"numeric(10,2)", "numeric(12,4)", "", "12345678.25", ""},
	{"numeric(10,2)", "numeric", "", "12345678.25", ""},
	{"numeric", "numeric(10,2)", "", "1.256", rounds},
	{"timestamp", "date", "", "'2024-01-01 10:11:12'", dropsTime},
	{"timestamptz", "date", "v::date", "'2024-01-01 10:11:12'", dropsTime},
	{"timestamp", "time", "", "'2024-01-01 10:11:12'", dropsDate},
	{"timestamptz", "timetz", "", "'2024-01-01 10:11:12'", dropsDate},
	{"timestamp", "timestamp(0)", "", "'2024-01-01 10:11:12.25'", rounds},
	{"timestamp(3)", "timestamptz", "", "'2024-01-01 10:11:12.25'", ""},
	{"timestamp", "timestamptz(3)", "", "'2024-01-01 10:11:12.123456'", rounds},
	{"time", "time(0)", "", "'10:11:12.25'", rounds},
	{"interval", "interval(0)", "", "'1.25 seconds'", rounds},
	{"date", "timestamp", "", "'2024-01-01'", ""},
	{"varbit(8)", "varbit(4)", "", "B'10101010'", fails},
	{"varbit(8)", "varbit(4)", "v::varbit(4)", "B'10101010'", cuts},
	{"json", "jsonb", "", "'{\"a\": 1}'", ""},
}

func change(t *testing.T, using, to string) (pgparse.Type, *pgparse.Expr) {
	t.Helper()
	sql := "ALTER TABLE t ALTER v TYPE " + to
	if using != "" {
		sql += " USING " + using
	}
	stmts, errs := pgparse.Parse(lexer.Scan(sql), 0, len(sql))
	if len(errs) > 0 {
		t.Fatalf("%s: %s", sql, errs[0].Message)
	}
	a := stmts[0].Node.(*pgparse.AlterTable).Actions[0]
	return a.Def.Type, a.Expr
}

func TestNarrows(t *testing.T) {
	r := &reader{cat: catalog.New()}
	for _, c := range typeChanges {
		typ, using := change(t, c.using, c.to)
		old, _ := change(t, "", c.from)
		from, _ := r.cat.Resolve(old)
		to, _ := r.cat.Resolve(typ)
		if got := r.narrows(from, to, using); got != c.want {
			t.Errorf("%s to %s using %q: %q, want %q", c.from, c.to, c.using, got, c.want)
		}
	}
}

// The server fails where narrows says so, typeChanges the value where it says that, and keeps it else.
func TestNarrowsOnServer(t *testing.T) {
	s := pgtest.Start(t)
	var script strings.Builder
	for _, c := range typeChanges {
		using := ""
		if c.using != "" {
			using = " USING " + c.using
		}
		// A value of the new type is compared in the old one, or in numeric where both are numbers: what is cast back may look the same by chance.
		back := c.from
		if strings.HasPrefix(c.want, "drops") {
			back = "text"
		}
		if c.want == rounds && !strings.Contains(c.from, "t") {
			back = "numeric"
		}
		fmt.Fprintf(&script, "\\echo >>>\nCREATE TABLE n AS SELECT %s::%s AS v, %s::%s AS old;\nDO $$ BEGIN ALTER TABLE n ALTER v TYPE %s%s; EXCEPTION WHEN data_exception THEN ALTER TABLE n ADD failed int; END $$;\nSELECT 'failed' FROM pg_attribute WHERE attrelid = 'n'::regclass AND attname = 'failed';\nSELECT 'same', v::%s = old::%s FROM n;\nDROP TABLE n;\n",
			c.value, c.from, c.value, c.from, c.to, using, back, back)
	}
	blocks := strings.Split(s.Session(t, "postgres", script.String()), ">>>\n")[1:]
	for i, c := range typeChanges {
		got := "keeps"
		switch b := blocks[i]; {
		case strings.Contains(b, "failed"):
			got = "fails"
		case strings.Contains(b, "same|f"):
			got = "typeChanges"
		case !strings.Contains(b, "same|t"):
			got = b
		}
		want := map[string]string{"": "keeps", fails: "fails"}[c.want]
		if want == "" {
			want = "typeChanges"
		}
		if c.from == "json" || strings.HasPrefix(c.using, "left") {
			continue // json has no equality, and a function is its author's choice
		}
		if got != want {
			t.Errorf("%s to %s using %q: the server %s, and bdma says %q", c.from, c.to, c.using, got, c.want)
		}
	}
}
