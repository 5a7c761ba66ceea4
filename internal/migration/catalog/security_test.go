package catalog_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/pgtest"
)

// TestSecurityServer replays a history of rights in bdma and on a server, and compares policies, row level security,
// privileges, comments, functions, options of views and extensions.
func TestSecurityServer(t *testing.T) {
	sql, err := os.ReadFile("testdata/security/rights.sql")
	if err != nil {
		t.Fatal(err)
	}
	s := pgtest.Start(t)
	s.Exec(t, "postgres", "CREATE ROLE reader; CREATE ROLE writer; CREATE ROLE clerk;")
	s.Database(t, "rights")
	s.Exec(t, "rights", string(sql))
	got, want := ourRights(replay(t, string(sql))), theirRights(t, s, "rights")
	for _, l := range got {
		if !slices.Contains(want, l) {
			t.Errorf("only bdma has:       %s", l)
		}
	}
	for _, l := range want {
		if !slices.Contains(got, l) {
			t.Errorf("only the server has: %s", l)
		}
	}
	if len(want) < 50 {
		t.Errorf("only %d facts were compared", len(want))
	}
}

func ourRights(c *catalog.Catalog) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	held := func(object string, on any, name string, privileges ...string) {
		for _, role := range []string{"public", "reader", "writer", "clerk"} {
			for _, p := range privileges {
				if c.Holds(object, on, role, p) {
					add("grant %s %s %s", name, role, strings.ToUpper(p))
				}
			}
		}
	}
	for _, t := range c.Tables() {
		if r := c.RowSecurity(t); r != nil {
			add("rls %s %t %t", t.Name, r.Enabled, r.Forced)
			for _, p := range r.Policies {
				roles := slices.Clone(p.Roles)
				slices.Sort(roles)
				add("policy %s %s %s %t %s %t %t", t.Name, p.Name, p.Command, !p.Restrictive, strings.Join(roles, ","), p.Using != nil, p.Check != nil)
			}
		} else {
			add("rls %s false false", t.Name)
		}
		if text := c.Comment(t); text != "" {
			add("comment %s %s", t.Name, text)
		}
		for _, col := range t.Columns {
			if text := c.Comment(col); text != "" {
				add("comment %s.%s %s", t.Name, col.Name, text)
			}
		}
		held("TABLE", t, t.Name.String(), "select", "insert", "update", "delete", "truncate", "references", "trigger")
	}
	for _, v := range c.AllViews() {
		r := c.ViewRights(v)
		add("view %s %t %t", v.Name, r.Invoker, r.Barrier)
		if text := c.Comment(v); text != "" {
			add("comment %s %s", v.Name, text)
		}
		held("TABLE", v, v.Name.String(), "select", "insert", "update", "delete", "truncate", "references", "trigger")
	}
	for _, f := range c.Functions() {
		add("function %s(%s) %s %t %t %t public=%t", f.Name, strings.Join(f.ArgumentTypes(), ", "), f.Language, f.Procedure, f.Definer, f.HasSearchPath, c.MayCall(f, pgparse.Public))
		if text := c.Comment(f); text != "" {
			add("comment %s %s", f.Name, text)
		}
		for _, role := range []string{"reader", "writer", "clerk"} {
			if c.Holds("FUNCTION", f, role, "execute") {
				add("grant %s %s EXECUTE", f.Name, role)
			}
		}
	}
	for _, x := range c.Extensions() {
		add("extension %s %s", x.Name, x.Schema)
	}
	slices.Sort(out)
	return out
}

func theirRights(t *testing.T, s *pgtest.Server, db string) []string {
	const mine = "n.nspname IN ('public', 'app', 'vault') AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.deptype = 'e' AND e.objid = c.oid)"
	query := func(q string) []string { return s.Query(t, db, q) }
	out := query(`SELECT format('rls %s.%s %s %s', n.nspname, c.relname, c.relrowsecurity::text, c.relforcerowsecurity::text)
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND ` + mine)
	out = append(out, query(`SELECT format('policy %s.%s %s %s %s %s %s %s', n.nspname, c.relname, p.polname,
			CASE p.polcmd WHEN '*' THEN 'ALL' WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' ELSE 'DELETE' END, p.polpermissive::text,
			(SELECT string_agg(CASE r WHEN 0 THEN 'public' ELSE pg_get_userbyid(r)::text END, ',' ORDER BY CASE r WHEN 0 THEN 'public' ELSE pg_get_userbyid(r)::text END) FROM unnest(p.polroles) r),
			(p.polqual IS NOT NULL)::text, (p.polwithcheck IS NOT NULL)::text)
		FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE `+mine)...)
	out = append(out, query(`SELECT format('comment %s.%s %s', n.nspname, c.relname || coalesce('.' || a.attname, ''), d.description)
		FROM pg_description d JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass JOIN pg_namespace n ON n.oid = c.relnamespace
		LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0 WHERE c.relkind IN ('r', 'p', 'v', 'm') AND `+mine)...)
	out = append(out, query(`SELECT format('view %s.%s %s %s', n.nspname, c.relname, ('security_invoker=true' = ANY (coalesce(c.reloptions, '{}')))::text, ('security_barrier=true' = ANY (coalesce(c.reloptions, '{}')))::text)
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm') AND `+mine)...)
	out = append(out, query(`SELECT format('grant %s.%s %s %s', n.nspname, c.relname, CASE a.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(a.grantee)::text END, a.privilege_type)
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a WHERE c.relkind IN ('r', 'p', 'v', 'm') AND a.grantee <> c.relowner AND `+mine)...)
	out = append(out, query(`SELECT format('function %s.%s(%s) %s %s %s %s public=%s', n.nspname, c.proname, oidvectortypes(c.proargtypes), l.lanname, (c.prokind = 'p')::text, c.prosecdef::text,
			EXISTS (SELECT FROM unnest(c.proconfig) s WHERE s LIKE 'search_path=%')::text,
			(c.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(c.proacl) a WHERE a.grantee = 0))::text)
		FROM pg_proc c JOIN pg_namespace n ON n.oid = c.pronamespace JOIN pg_language l ON l.oid = c.prolang WHERE `+mine)...)
	out = append(out, query(`SELECT format('grant %s.%s %s %s', n.nspname, c.proname, pg_get_userbyid(a.grantee), a.privilege_type)
		FROM pg_proc c JOIN pg_namespace n ON n.oid = c.pronamespace, aclexplode(c.proacl) a WHERE a.grantee NOT IN (0, c.proowner) AND `+mine)...)
	out = append(out, query(`SELECT format('comment %s.%s %s', n.nspname, c.proname, d.description)
		FROM pg_description d JOIN pg_proc c ON c.oid = d.objoid AND d.classoid = 'pg_proc'::regclass JOIN pg_namespace n ON n.oid = c.pronamespace WHERE `+mine)...)
	out = append(out, query(`SELECT format('extension %s %s', x.extname, n.nspname) FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace WHERE x.extname <> 'plpgsql'`)...)
	slices.Sort(out)
	return out
}

// TestViewsServer asks a server which views lead around row level security: those that read as their owner do, on whatever they
// read by way of other views; those that read as who asks do not, wherever they stand.
func TestViewsServer(t *testing.T) {
	s := pgtest.Start(t)
	s.Database(t, "views")
	s.Exec(t, "views", `CREATE ROLE keeper; CREATE ROLE guest; GRANT CREATE ON SCHEMA public TO keeper;
		SET ROLE keeper;
		CREATE TABLE papers (who text); INSERT INTO papers VALUES ('keeper'), ('guest');
		ALTER TABLE papers ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON papers USING (who = current_user);
		CREATE VIEW as_owner AS SELECT * FROM papers;
		CREATE VIEW as_asker WITH (security_invoker) AS SELECT * FROM papers;
		CREATE VIEW owner_of_asker AS SELECT * FROM as_asker;
		CREATE VIEW asker_of_owner WITH (security_invoker) AS SELECT * FROM as_owner;
		CREATE VIEW asker_of_asker WITH (security_invoker) AS SELECT * FROM as_asker;
		GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest;`)
	for view, want := range map[string]string{"papers": "1", "as_owner": "2", "as_asker": "1", "owner_of_asker": "1", "asker_of_owner": "2", "asker_of_asker": "1"} {
		if got := s.Session(t, "views", "SET ROLE guest;\nSELECT count(*) FROM "+view+";\n"); strings.TrimSpace(got) != want {
			t.Errorf("a guest sees %s rows of %s, not %s", strings.TrimSpace(got), view, want)
		}
	}
}
