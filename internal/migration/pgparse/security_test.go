package pgparse_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

func says[T any](t *testing.T, sql string) T {
	t.Helper()
	f := lexer.Scan(sql)
	stmts, errs := pgparse.Parse(f, 0, len(sql))
	if len(errs) > 0 || len(stmts) != 1 {
		t.Fatalf("%s: %d statements, %v", sql, len(stmts), errs)
	}
	out, ok := stmts[0].Security.(T)
	if !ok {
		t.Fatalf("%s: %T", sql, stmts[0].Security)
	}
	return out
}

func TestCondition(t *testing.T) {
	for expr, want := range map[string]pgparse.PolicyExpr{
		"true":                            {True: true},
		"'t'::boolean":                    {},
		"true::boolean":                   {True: true},
		"1 = 1":                           {True: true},
		"1 = 2":                           {},
		"'a' = 'a' AND (true)":            {True: true},
		"a OR true":                       {True: true},
		"a AND true":                      {},
		"NOT false":                       {},
		"(SELECT true)":                   {True: true},
		"(SELECT true WHERE now() > '1')": {},
		"a = auth.uid()":                  {PerRow: "auth.uid()"},
		"a = (SELECT auth.uid())":         {},
		"a = (SELECT auth.uid() FROM b)":  {PerRow: "auth.uid()"},
		"a IN (SELECT b FROM c WHERE d = (SELECT auth.uid()))":    {},
		"EXISTS (SELECT FROM c WHERE d = auth.uid())":             {PerRow: "auth.uid()"},
		"(auth.jwt() ->> 'role') = 'x'":                           {PerRow: "auth.jwt()"},
		"a = uid()":                                               {},
		"a = current_setting('x.y')::int":                         {PerRow: "current_setting('x.y')"},
		"a = pg_catalog.current_setting('x''y', true)":            {PerRow: "current_setting('x''y', true)"},
		"(SELECT auth.jwt() -> 'user_metadata' ->> 'r') = 'x'":    {Metadata: true},
		"(SELECT raw_user_meta_data ->> 'r' FROM auth.users) = a": {Metadata: true},
		"a = 'user_metadata_x'":                                   {},
	} {
		p := says[*pgparse.Policy](t, "CREATE POLICY p ON t USING ("+expr+")")
		if diff := cmp.Diff(&want, p.Using); diff != "" {
			t.Errorf("%s (-want +got):\n%s", expr, diff)
		}
	}
}

func TestGrant(t *testing.T) {
	for sql, want := range map[string]pgparse.Grant{
		"GRANT ALL ON a.t, v TO PUBLIC": {
			Object: "TABLE", Objects: []pgparse.Function{{Name: pgparse.Name{Schema: "a", Name: "t"}, Unique: true}, {Name: pgparse.Name{Name: "v"}, Unique: true}},
			Grantees: []string{"public"},
		},
		`GRANT SELECT, UPDATE (b) ON t TO r, "S", CURRENT_USER WITH GRANT OPTION`: {
			Object: "TABLE", Objects: []pgparse.Function{{Name: pgparse.Name{Name: "t"}, Unique: true}}, Privileges: []string{"select", "update"}, Columns: true,
			Grantees: []string{"r", "S", "current_user"},
		},
		"REVOKE GRANT OPTION FOR EXECUTE ON ALL FUNCTIONS IN SCHEMA a, b FROM r": {
			Revoke: true, Object: "FUNCTION", InSchemas: []string{"a", "b"}, Privileges: []string{"execute"}, Grantees: []string{"r"}, OptionOnly: true,
		},
		"ALTER DEFAULT PRIVILEGES FOR ROLE r IN SCHEMA s REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC": {
			Revoke: true, Object: "FUNCTION", Privileges: []string{"execute"}, Grantees: []string{"public"}, Default: true, Creators: []string{"r"}, Schemas: []string{"s"},
		},
	} {
		if diff := cmp.Diff(&want, says[*pgparse.Grant](t, sql)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", sql, diff)
		}
	}
}

func TestLongNames(t *testing.T) {
	long := strings.Repeat("Abcdefgh", 8)
	for _, c := range []struct{ sql, name, cut string }{
		{"CREATE TABLE " + long + " (a int)", strings.ToLower(long), strings.ToLower(long[:63])},
		{`CREATE TABLE "` + long + `""" (a int)`, long + `"`, long[:63]},
		{`CREATE TABLE "` + long[:61] + `""" (a int)`, "", ""},
		{"SELECT '" + long + "', $$" + long + "$$ -- " + long, "", ""},
		{"CREATE TABLE " + long[:63] + " (a int)", "", ""},
		{`SELECT 1 AS "` + strings.Repeat("é", 32) + `"`, strings.Repeat("é", 32), strings.Repeat("é", 31)},
	} {
		got := pgparse.LongNames(lexer.Scan(c.sql), 0, len(c.sql))
		switch {
		case c.name == "" && len(got) > 0, c.name != "" && (len(got) != 1 || got[0].Name != c.name || got[0].Cut != c.cut):
			t.Errorf("%s: %+v", c.sql, got)
		}
	}
}
