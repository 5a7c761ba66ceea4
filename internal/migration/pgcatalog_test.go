package migration

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/pgtest"
	"github.com/bdma-dev/bdma/internal/migration/runner"
	"github.com/bdma-dev/bdma/internal/source"
)

// publicProject is one public project whose migrations are run on a server.
type publicProject struct {
	project string
	// setup makes what the project's platform has from the start: roles, extensions, the runner's own table.
	setup []string
	// except says why the project is left out.
	except string
	// fails are the statements that the server refuses, by file and message, and why that is the project's own doing.
	fails map[string]string
	// differs are the objects that differ, as patterns, and why.
	differs map[string]string
	// edits make files run on the server at hand that were written for a later one: a pattern and what replaces it.
	edits map[string][2]string
	// without are histories of the project that are left out, and why.
	without map[string]string
}

// TestServerCatalog applies the migrations of public projects to a server, and compares the replayed catalog with the server's own
// after each of them. BDMA_CATALOG=every compares after every file of the long histories too.
func TestServerCatalog(t *testing.T) {
	dir := corpus(t, "sql")
	s := pgtest.Start(t)
	runners := make(map[string]bool)
	compared := 0
	for i, h := range histories {
		t.Run(h.project, func(t *testing.T) {
			if h.except != "" {
				t.Skip(h.except)
			}
			root := filepath.Join(dir, h.project)
			if _, err := os.Stat(root); err != nil {
				t.Skip("the corpus does not have it")
			}
			tree, err := source.Open(root)
			if err != nil {
				t.Fatal(err)
			}
			defer tree.Close()
			files, err := tree.Walk(".")
			if err != nil {
				t.Fatal(err)
			}
			units := Find(tree, files).Units
			if len(units) == 0 {
				t.Fatal("no history")
			}
			for j, u := range units {
				if h.without[u.Name] != "" {
					continue
				}
				runners[replayOnServer(t, s, tree, u, h, fmt.Sprintf("catalog_%d_%d", i, j))] = true
			}
			compared++
		})
	}
	t.Logf("%d projects of %d runners: %s", compared, len(runners), strings.Join(slices.Sorted(maps.Keys(runners)), ", "))
}

func replayOnServer(t *testing.T, s *pgtest.Server, tree *source.Tree, u source.Unit, h publicProject, database string) string {
	s.Database(t, database)
	c := comparison{
		t: t, history: h, server: s, database: database, look: s.Connect(t, database), seen: map[string]bool{}, failed: map[string]bool{},
		foreign: map[string]bool{}, every: 1,
	}
	for _, sql := range h.setup {
		if _, err := c.look.Query(sql); err != nil && !strings.Contains(err.Error(), "already exists") {
			t.Fatal(err)
		}
	}
	for _, row := range c.objects() {
		if words := strings.Split(row, "\t"); words[1] != "public" {
			c.foreign[words[1]] = true
		}
	}
	if len(u.Files) > 100 && os.Getenv("BDMA_CATALOG") != "every" {
		c.every = 1 + len(u.Files)/100
	}
	model, _, _ := read(tree, u, Settings{after: c.file})
	c.compare("the end")
	t.Logf("%s: %s, %d files, compared %d times: %d objects in the end, %d ever differed", u.Name, model.Runner, c.files, c.compared, c.matched, len(c.seen))
	for p := range h.fails {
		if !c.failed[p] && len(h.without) == 0 {
			t.Logf("does not fail any more: %s", p)
		}
	}
	return model.Runner
}

// comparison is one history on its way through bdma and the server.
type comparison struct {
	t        *testing.T
	history  publicProject
	server   *pgtest.Server
	database string
	look     *pgtest.Conn // to look at the catalog, with the default search path

	every, files, compared, matched int
	cat                             *catalog.Catalog
	changed                         bool
	seen                            map[string]bool // what differed, to be told once
	failed                          map[string]bool
	foreign                         map[string]bool // what was there before the first file
}

// file applies a file that bdma has just replayed.
func (c *comparison) file(r *reader, f runner.File, text *lexer.File) {
	c.cat = r.cat
	if f.Direction != runner.Up {
		return
	}
	c.files++
	for name := range text.Placeholders {
		// Most placeholders stand for a schema that somebody else creates.
		if name == strings.Trim(name, "_") {
			_, _ = c.look.Query("CREATE SCHEMA IF NOT EXISTS " + name)
			c.foreign[name] = true
		}
	}
	session := c.server.Connect(c.t, c.database)
	defer session.Close()
	for _, s := range r.runner.Split(f, text.Text) {
		if s.Direction == runner.Up {
			c.section(session, s, f.Path, text)
		}
	}
	c.changed = true
	if c.files%c.every == 0 {
		c.compare(f.Path)
	}
}

// section runs a part of a file as its runner would, but for statements that fail: they are told and left out.
func (c *comparison) section(session *pgtest.Conn, s runner.Section, file string, text *lexer.File) {
	var stmts []string
	start := s.Start
	for _, end := range append(slices.Clone(s.Breaks), s.End) {
		from, to := tokens(text, start), tokens(text, end)
		for _, p := range text.Split(from, to) {
			stmts = append(stmts, filled(text, text.Text[text.Tokens[p.First].Start:text.Tokens[p.Last].End]))
		}
		start = end
	}
	inside := s.Mode == runner.InRunner || s.Mode == runner.Implicit && len(stmts) > 1
	run := func(sql string) {
		if _, err := session.Query(sql); err != nil {
			c.failure(file, sql, err)
		}
	}
	if inside {
		run("BEGIN")
	}
	for _, sql := range stmts {
		for f, e := range c.history.edits {
			if strings.Contains(file, f) {
				sql = regexp.MustCompile(e[0]).ReplaceAllString(sql, e[1])
			}
		}
		if session.Status != 'T' || strings.HasPrefix(sql, "SET ") {
			run(sql)
			continue
		}
		run("SAVEPOINT bdma")
		_, err := session.Query(sql)
		if session.Status == 'I' {
			continue // the file's own COMMIT
		}
		switch {
		case err != nil && strings.Contains(err.Error(), "cannot run inside a transaction block"):
			// It was run by hand, or by a setting of the runner's that is not in the file.
			c.t.Logf("%s: run outside of the transaction: %.100s", file, sql)
			run("ROLLBACK TO bdma")
			run("COMMIT")
			run(sql)
			run("BEGIN")
		case err != nil:
			c.failure(file, sql, err)
			run("ROLLBACK TO bdma")
		default:
			run("RELEASE bdma")
		}
	}
	if inside && session.Status != 'I' {
		run("COMMIT")
	}
}

// filled puts the names that stand for placeholders into strings and function bodies too.
func filled(text *lexer.File, sql string) string {
	for name, written := range text.Placeholders {
		sql = strings.ReplaceAll(sql, written, name)
	}
	return sql
}

func tokens(text *lexer.File, offset int) int {
	i, _ := slices.BinarySearchFunc(text.Tokens, int32(offset), func(t lexer.Token, at int32) int { return int(t.Start) - int(at) })
	return i
}

func (c *comparison) failure(file, sql string, err error) {
	told := file + ": " + err.Error()
	for p := range c.history.fails {
		if strings.Contains(told, p) {
			c.failed[p] = true
			return
		}
	}
	if !c.failed[told] {
		c.failed[told] = true
		sql = strings.Join(strings.Fields(sql), " ")
		c.t.Errorf("%s\n\t%.200s", told, sql)
	}
}

func (c *comparison) objects() []string {
	rows, err := c.look.Query(serverObjects)
	if err != nil {
		c.t.Fatal(err)
	}
	out := make([]string, len(rows))
	for i, row := range rows {
		out[i] = row[0]
	}
	slices.Sort(out)
	return out
}

// compare tells what only one of the two has. Objects that were told once are not told again.
func (c *comparison) compare(after string) {
	if !c.changed {
		return
	}
	c.changed = false
	c.compared++
	own := ourObjects(c.cat)
	mine := make(map[string]bool, len(own.list))
	for _, o := range own.list {
		mine[o] = true
	}
	c.matched = 0
	for _, o := range c.objects() {
		switch words := strings.Split(o, "\t"); {
		case mine[o]:
			delete(mine, o)
			c.matched++
		case c.foreign[words[1]]:
		case (words[0] == "column" || words[0] == "viewcolumns") && own.opaque[words[1]]:
		default:
			c.differs("only the server has: "+o, after)
		}
	}
	for _, o := range own.list {
		if mine[o] && !c.foreign[strings.Split(o, "\t")[1]] {
			c.differs("only bdma has:       "+o, after)
		}
	}
}

func (c *comparison) differs(what, after string) {
	if c.seen[what] {
		return
	}
	c.seen[what] = true
	for p := range c.history.differs {
		if regexp.MustCompile(p).MatchString(what) {
			return
		}
	}
	c.t.Errorf("after %s: %s", after, what)
}

// objects are what a catalog holds, one line for each.
type objects struct {
	list []string
	// opaque are the tables and views whose columns come from a query.
	opaque map[string]bool
}

func ourObjects(c *catalog.Catalog) *objects {
	o := &objects{opaque: map[string]bool{}}
	add := func(words ...any) {
		parts := make([]string, len(words))
		for i, w := range words {
			switch w := w.(type) {
			case bool:
				parts[i] = map[bool]string{true: "t", false: "f"}[w]
			default:
				parts[i] = fmt.Sprint(w)
			}
		}
		o.list = append(o.list, strings.Join(parts, "\t"))
	}
	full := func(n catalog.Name) string { return n.Schema + "." + n.Name }
	defer func() {
		// Temporary objects are in a schema of their session, which the other session does not look at.
		o.list = slices.DeleteFunc(o.list, func(line string) bool { return strings.Contains(line, "\tpg_temp.") })
	}()
	for _, s := range c.Schemas() {
		add("schema", s)
	}
	triggers := func(rel string, list []*catalog.Trigger) {
		for _, tr := range list {
			add("trigger", rel, tr.Name, full(tr.Function), tr.Enabled)
		}
	}
	for _, t := range c.Tables() {
		name := full(t.Name)
		o.opaque[name] = t.Opaque
		kind := map[bool]string{true: "p", false: "r"}[t.Partitioned]
		if t.Foreign {
			kind = "f"
		}
		var parents []string
		if t.Parent != nil {
			parents = append(parents, full(t.Parent.Name))
		}
		for _, p := range t.Inherits {
			parents = append(parents, full(p.Name))
		}
		slices.Sort(parents)
		add("table", name, kind, map[bool]string{true: "u", false: "p"}[t.Unlogged], strings.Join(parents, ","), t.Parent != nil, t.Default)
		for _, col := range t.Columns {
			if t.Opaque {
				break
			}
			def := col.HasDefault
			if dom := c.Domain(col.Type); dom != nil && dom.Default && col.Default == "" {
				def = false // it is the domain's, which the server looks up when it needs it
			}
			add("column", name, col.Name, col.Type, col.NotNull, def, col.Identity, col.Generated)
		}
		for _, k := range t.Constraints {
			ourConstraint(add, name, k)
		}
		for _, x := range t.Indexes {
			ourIndex(add, name, x)
		}
		triggers(name, t.Triggers)
	}
	for _, v := range c.AllViews() {
		name := full(v.Name)
		o.opaque[name] = v.Opaque
		add("view", name, map[bool]string{true: "m", false: "v"}[v.Materialized])
		if !v.Opaque {
			add("viewcolumns", name, strings.Join(v.Columns, ","))
		}
		for _, x := range v.Indexes {
			ourIndex(add, name, x)
		}
		triggers(name, v.Triggers)
	}
	for _, e := range c.Enums() {
		add("enum", full(e.Name), strings.Join(e.Labels, ","))
	}
	for _, d := range c.Domains() {
		var checks []string
		for _, k := range d.Checks {
			checks = append(checks, fmt.Sprintf("%s %t", k.Name, k.Validated))
		}
		slices.Sort(checks)
		add("domain", full(d.Name), d.Base, d.NotNull, d.Default, strings.Join(checks, ","))
	}
	for _, s := range c.Sequences() {
		owner := ""
		if s.Table != nil {
			owner = full(s.Table.Name) + "." + s.Owner()
		}
		add("sequence", full(s.Name), owner, s.Identity)
	}
	for _, f := range c.Functions() {
		add("function", f.Signature(), map[bool]string{true: "p", false: "f"}[f.Procedure])
	}
	return o
}

func ourConstraint(add func(...any), table string, k *catalog.Constraint) {
	columns := slices.Clone(k.Columns)
	if k.Kind == pgparse.Check {
		columns = slices.Clone(k.Reads)
		slices.Sort(columns)
	}
	ref, del, upd := "", "", ""
	if k.Kind == pgparse.ForeignKey {
		ref, del, upd = k.RefName.Schema+"."+k.RefName.Name+"("+strings.Join(k.RefColumns, ",")+")", k.OnDelete, k.OnUpdate
	}
	for i, c := range columns {
		if c == "" {
			columns[i] = "?"
		}
	}
	add("constraint", table, k.Name, k.Kind, strings.Join(columns, ","), ref, del, upd, k.Validated, k.Deferrable)
}

func ourIndex(add func(...any), table string, x *catalog.Index) {
	var keys []string
	for _, k := range x.Keys {
		if k.Column == "" {
			keys = append(keys, "?")
		} else {
			keys = append(keys, k.Column)
		}
	}
	add("index", table, x.Name.Name, x.Method, x.Unique, x.Valid, strings.Join(keys, ","), strings.Join(x.Include, ","), x.Where != "")
}

// serverObjects asks the server for the same lines. What belongs to extensions is left out.
const serverObjects = `
WITH ns AS (SELECT oid, nspname FROM pg_namespace n WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
	AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e')),
rel AS (SELECT c.*, ns.nspname || '.' || c.relname AS name FROM pg_class c JOIN ns ON ns.oid = c.relnamespace
	WHERE c.relpersistence <> 't' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')),
tab AS (SELECT * FROM rel WHERE relkind IN ('r', 'p', 'f'))
SELECT concat_ws(E'\t', 'schema', nspname) FROM ns
UNION ALL SELECT concat_ws(E'\t', 'table', name, relkind, relpersistence,
	coalesce((SELECT string_agg(p.name, ',' ORDER BY p.name COLLATE "C") FROM pg_inherits i JOIN rel p ON p.oid = i.inhparent WHERE i.inhrelid = tab.oid), ''),
	relispartition, coalesce(pg_get_expr(relpartbound, oid) = 'DEFAULT', false)) FROM tab
UNION ALL SELECT concat_ws(E'\t', 'column', name, attname, format_type(atttypid, atttypmod), attnotnull, atthasdef AND attgenerated = '' AND (SELECT pg_get_expr(adbin, adrelid) !~ '^NULL::' FROM pg_attrdef f WHERE f.adrelid = attrelid AND adnum = attnum), attidentity <> '', attgenerated <> '')
	FROM tab JOIN pg_attribute a ON a.attrelid = tab.oid WHERE attnum > 0 AND NOT attisdropped
UNION ALL SELECT concat_ws(E'\t', 'constraint', name, conname,
	CASE contype WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' WHEN 'f' THEN 'FOREIGN KEY' WHEN 'c' THEN 'CHECK' ELSE 'EXCLUDE' END,
	coalesce((SELECT string_agg(coalesce(attname, '?'), ',' ORDER BY CASE WHEN contype = 'c' THEN a.attname COLLATE "C" END, o)
		FROM unnest(conkey) WITH ORDINALITY u(n, o) LEFT JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = u.n), ''),
	coalesce((SELECT r.name || '(' || string_agg(attname, ',' ORDER BY o) || ')' FROM rel r, unnest(confkey) WITH ORDINALITY u(n, o)
		JOIN pg_attribute a ON a.attrelid = confrelid AND a.attnum = u.n WHERE r.oid = confrelid GROUP BY r.name), ''),
	(CASE contype WHEN 'f' THEN (ARRAY['NO ACTION','RESTRICT','CASCADE','SET NULL','SET DEFAULT'])[position(confdeltype::text IN 'arcnd')] ELSE '' END), (CASE contype WHEN 'f' THEN (ARRAY['NO ACTION','RESTRICT','CASCADE','SET NULL','SET DEFAULT'])[position(confupdtype::text IN 'arcnd')] ELSE '' END), convalidated, condeferrable)
	FROM tab JOIN pg_constraint k ON k.conrelid = tab.oid WHERE contype IN ('p', 'u', 'f', 'c', 'x')
	AND NOT EXISTS (SELECT FROM pg_constraint p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid)
UNION ALL SELECT concat_ws(E'\t', 'index', rel.name, x.relname, amname, indisunique, indisvalid,
	(SELECT string_agg(coalesce(attname, '?'), ',' ORDER BY o) FROM unnest(indkey::int2[]) WITH ORDINALITY u(n, o) LEFT JOIN pg_attribute a ON a.attrelid = indrelid AND a.attnum = u.n WHERE o <= indnkeyatts),
	coalesce((SELECT string_agg(coalesce(attname, '?'), ',' ORDER BY o) FROM unnest(indkey::int2[]) WITH ORDINALITY u(n, o) LEFT JOIN pg_attribute a ON a.attrelid = indrelid AND a.attnum = u.n WHERE o > indnkeyatts), ''),
	indpred IS NOT NULL)
	FROM rel JOIN pg_index i ON i.indrelid = rel.oid JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
UNION ALL SELECT concat_ws(E'\t', 'trigger', name, tgname, pn.nspname || '.' || proname, tgenabled <> 'D')
	FROM rel JOIN pg_trigger g ON g.tgrelid = rel.oid JOIN pg_proc p ON p.oid = g.tgfoid JOIN pg_namespace pn ON pn.oid = p.pronamespace WHERE NOT tgisinternal
UNION ALL SELECT concat_ws(E'\t', 'view', name, relkind) FROM rel WHERE relkind IN ('v', 'm')
UNION ALL SELECT concat_ws(E'\t', 'viewcolumns', name, (SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute a WHERE a.attrelid = rel.oid AND attnum > 0 AND NOT attisdropped))
	FROM rel WHERE relkind IN ('v', 'm')
UNION ALL SELECT concat_ws(E'\t', 'enum', ns.nspname || '.' || typname, coalesce((SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum e WHERE e.enumtypid = y.oid), ''))
	FROM pg_type y JOIN ns ON ns.oid = typnamespace WHERE typtype = 'e'
UNION ALL SELECT concat_ws(E'\t', 'domain', ns.nspname || '.' || typname, format_type(typbasetype, typtypmod), typnotnull, typdefault IS NOT NULL,
	coalesce((SELECT string_agg(conname || ' ' || convalidated::text, ',' ORDER BY conname COLLATE "C") FROM pg_constraint k WHERE k.contypid = y.oid AND contype = 'c'), ''))
	FROM pg_type y JOIN ns ON ns.oid = typnamespace WHERE typtype = 'd'
	AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = y.oid AND d.deptype = 'e')
UNION ALL SELECT concat_ws(E'\t', 'sequence', rel.name, coalesce(o.name || '.' || attname, ''), coalesce(d.deptype = 'i', false))
	FROM rel LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = rel.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
	LEFT JOIN rel o ON o.oid = d.refobjid LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid WHERE rel.relkind = 'S'
UNION ALL SELECT concat_ws(E'\t', 'function', ns.nspname || '.' || proname || '(' ||
	coalesce((SELECT string_agg(format_type(u.n, -1), ',' ORDER BY o) FROM unnest(proargtypes::oid[]) WITH ORDINALITY u(n, o)), '') || ')', prokind)
	FROM pg_proc p JOIN ns ON ns.oid = pronamespace WHERE prokind IN ('f', 'p')
	AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))`
