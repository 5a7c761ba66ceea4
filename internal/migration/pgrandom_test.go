package migration

import (
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/pgtest"
)

// TestServerRandom makes statements up, keeps those that the server accepts, and compares the two catalogs after each. BDMA_RANDOM
// is how many histories it makes up, of which the seed of each is its number.
func TestServerRandom(t *testing.T) {
	s := pgtest.Start(t)
	rounds := 6
	if n, err := strconv.Atoi(os.Getenv("BDMA_RANDOM")); err == nil {
		rounds = n
	}
	for seed := range rounds {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			database := "random_" + strconv.Itoa(seed)
			s.Database(t, database)
			c := comparison{t: t, look: s.Connect(t, database), seen: map[string]bool{}, cat: catalog.New()}
			session := s.Connect(t, database)
			m := maker{rand.New(rand.NewPCG(uint64(seed), 1))}
			accepted := []string{"CREATE SCHEMA s1", "CREATE SCHEMA s2"}
			for i := range 500 {
				sql := m.statement()
				if i < len(accepted) {
					sql = accepted[i]
				}
				if _, err := session.Query(sql); err != nil {
					continue
				}
				if i >= 2 {
					accepted = append(accepted, sql)
				}
				f := lexer.Scan(sql)
				stmts, errs := pgparse.Parse(f, 0, len(sql))
				if len(errs) > 0 {
					t.Fatalf("%s: %s", sql, errs[0].Message)
				}
				for i := range stmts {
					c.cat.Apply(&stmts[i], catalog.Context{Migration: "1", Unit: "1", Place: func(pgparse.Span) catalog.Place { return catalog.Place{} }})
				}
				c.changed = true
				c.compare(sql)
				if t.Failed() {
					t.Fatalf("the history:\n%s;", strings.Join(accepted, ";\n"))
				}
			}
			t.Logf("%d statements, %d objects in the end", len(accepted), c.matched)
		})
	}
}

// maker makes statements about few names, so that they often concern the same object.
type maker struct{ *rand.Rand }

func (m maker) of(list ...string) string { return list[m.IntN(len(list))] }

// maybe returns a text half of the time.
func (m maker) maybe(s string) string {
	if m.IntN(2) == 0 {
		return s
	}
	return ""
}

func (m maker) rare(s string) string {
	if m.IntN(6) == 0 {
		return s
	}
	return ""
}

func (m maker) schema() string { return m.of("public", "s1", "s2", "s3") }
func (m maker) table() string {
	return m.rare(m.schema()+".") + m.of("t1", "t2", "t3", `"T 4"`, "p1", "p2")
}
func (m maker) part() string     { return m.rare(m.schema()+".") + m.of("p1_a", "p1_b", "p2_a", "t3") }
func (m maker) column() string   { return m.of("a", "b", "c", `"D d"`) }
func (m maker) typeName() string { return m.rare(m.schema()+".") + m.of("e1", "e2", "d1", "d2") }
func (m maker) view() string     { return m.rare(m.schema()+".") + m.of("v1", "v2", "v3") }
func (m maker) index() string    { return m.rare(m.schema()+".") + m.of("i1", "i2", "i3") }
func (m maker) constraint() string {
	return m.of("k1", "k2", "t1_pkey", "t2_a_check", "t1_a_key", "p1_a_fkey", "t1_b_fkey", "t2_pkey")
}
func (m maker) seq() string      { return m.rare(m.schema()+".") + m.of("q1", "q2", "t1_a_seq") }
func (m maker) function() string { return m.rare(m.schema()+".") + m.of("f1", "f2") }
func (m maker) cascade() string  { return m.of("", " CASCADE", " CASCADE") }

func (m maker) typ() string {
	return m.of("int", "int", "int", "bigint", "text", "varchar(9)", "numeric(6,2)", "char(2)", "timestamptz(3)", "serial", "date", "interval(2)", "int[]", m.typeName(), m.typeName()+"[]")
}

func (m maker) definition() string {
	out := m.column() + " " + m.typ()
	switch m.IntN(14) {
	case 0:
		out += " PRIMARY KEY"
	case 1:
		out += " UNIQUE"
	case 2:
		out += " REFERENCES " + m.table() + m.of("", " ON DELETE CASCADE", " ON UPDATE SET NULL DEFERRABLE")
	case 3:
		out += " CHECK (" + m.column() + " IS NOT NULL)"
	case 4:
		out += " NOT NULL DEFAULT NULL"
	case 5:
		out += " GENERATED ALWAYS AS IDENTITY"
	case 6:
		out += " GENERATED ALWAYS AS (" + m.column() + ") STORED"
	case 7:
		out += " DEFAULT '1'"
	case 8:
		out += " NOT NULL"
	}
	return out
}

func (m maker) tableConstraint() string {
	name := m.maybe("CONSTRAINT " + m.of("k1", "k2", "k3") + " ")
	switch m.IntN(6) {
	case 0:
		return name + "PRIMARY KEY (" + m.columns() + ")"
	case 1:
		return name + "UNIQUE" + m.rare(" NULLS NOT DISTINCT") + " (" + m.columns() + ")" + m.rare(" INCLUDE ("+m.column()+")") + m.rare(" DEFERRABLE")
	case 2:
		return name + "FOREIGN KEY (" + m.columns() + ") REFERENCES " + m.table() + m.maybe(" ("+m.columns()+")")
	case 3:
		return name + "CHECK (" + m.column() + " IS NOT NULL OR " + m.column() + " IS NULL)" + m.rare(" NO INHERIT")
	case 4:
		return name + "EXCLUDE USING btree (" + m.column() + " WITH =)" + m.rare(" WHERE (a IS NOT NULL)")
	}
	return name + "CHECK (" + m.column() + " IS NOT NULL)"
}

func (m maker) columns() string {
	if m.IntN(2) == 0 {
		return m.column()
	}
	return m.of("a, b", "b, a", `c, "D d"`, "a, c", "b, c")
}

func (m maker) elements() string {
	parts := []string{m.definition()}
	for range m.IntN(4) {
		parts = append(parts, m.definition())
	}
	for range m.IntN(3) {
		parts = append(parts, m.tableConstraint())
	}
	if m.IntN(5) == 0 {
		parts = append(parts, "LIKE "+m.table()+m.of("", " INCLUDING ALL", " INCLUDING INDEXES", " INCLUDING DEFAULTS INCLUDING CONSTRAINTS", " INCLUDING GENERATED", " INCLUDING IDENTITY"))
	}
	return strings.Join(parts, ", ")
}

func (m maker) action() string {
	switch m.IntN(26) {
	case 0, 1, 2:
		return "ADD COLUMN " + m.rare("IF NOT EXISTS ") + m.definition()
	case 3, 4:
		return "DROP COLUMN " + m.rare("IF EXISTS ") + m.column() + m.cascade()
	case 5:
		return "ALTER COLUMN " + m.column() + " TYPE " + m.of("bigint", "text", "int", "varchar(9)")
	case 6:
		return "ALTER COLUMN " + m.column() + " SET DEFAULT " + m.of("'1'", "NULL", "nextval('q1')")
	case 7:
		return "ALTER COLUMN " + m.column() + " DROP DEFAULT"
	case 8:
		return "ALTER COLUMN " + m.column() + m.of(" SET NOT NULL", " DROP NOT NULL")
	case 9:
		return "ALTER COLUMN " + m.column() + m.of(" ADD GENERATED BY DEFAULT AS IDENTITY", " DROP IDENTITY", " DROP IDENTITY IF EXISTS", " DROP EXPRESSION")
	case 10, 11, 12, 13:
		return "ADD " + m.tableConstraint() + m.rare(" NOT VALID")
	case 14, 15:
		return "DROP CONSTRAINT " + m.rare("IF EXISTS ") + m.constraint() + m.cascade()
	case 16:
		return "VALIDATE CONSTRAINT " + m.constraint()
	case 17:
		return "ALTER CONSTRAINT " + m.constraint() + m.of(" DEFERRABLE", " NOT DEFERRABLE")
	case 18:
		return "ATTACH PARTITION " + m.part() + m.of(" DEFAULT", " FOR VALUES FROM (1) TO (100)", " FOR VALUES FROM (100) TO (200)")
	case 19:
		return "DETACH PARTITION " + m.part()
	case 20:
		return m.of("INHERIT ", "NO INHERIT ") + m.table()
	case 21:
		return m.of("ENABLE", "DISABLE", "ENABLE ALWAYS") + " TRIGGER " + m.of("g1", "g2")
	case 22:
		return m.of("SET LOGGED", "SET UNLOGGED")
	case 23:
		return "ADD CONSTRAINT " + m.of("k1", "k2", "k3") + m.of(" UNIQUE", " PRIMARY KEY") + " USING INDEX " + m.of("i1", "i2", "i3")
	}
	return "ADD COLUMN " + m.definition() + ", ADD COLUMN " + m.definition()
}

func (m maker) statement() string {
	switch m.IntN(40) {
	case 0:
		return "CREATE SCHEMA " + m.maybe("IF NOT EXISTS ") + m.of("s1", "s2", "s3")
	case 1, 2, 3:
		return "CREATE " + m.rare("UNLOGGED ") + "TABLE " + m.rare("IF NOT EXISTS ") + m.table() + " (" + m.elements() + ")" + m.rare(" INHERITS ("+m.table()+")")
	case 4:
		return "CREATE TABLE " + m.of("p1", "p2") + " (a int, " + m.of("b int, ", "b int UNIQUE, ", "") + `"D d" ` + m.of("int", "text") + ") PARTITION BY RANGE (a)"
	case 5, 6:
		return "CREATE TABLE " + m.part() + " PARTITION OF " + m.of("p1", "p2", "p1_a") + m.of(" DEFAULT", " FOR VALUES FROM (1) TO (100)", " FOR VALUES FROM (100) TO (200)") + m.rare(" PARTITION BY RANGE (a)")
	case 7:
		return "CREATE TABLE " + m.part() + " (" + m.of(`a int, "D d" int`, `a int, "D d" text`, `a int, b int, "D d" int`, "a int NOT NULL") + m.rare(", "+m.tableConstraint()) + ")"
	case 8:
		return "DROP TABLE " + m.rare("IF EXISTS ") + m.of(m.table(), m.part()) + m.cascade()
	case 9, 10, 11, 12, 13, 14, 15, 16:
		return "ALTER TABLE " + m.rare("IF EXISTS ") + m.rare("ONLY ") + m.of(m.table(), m.table(), m.part()) + " " + m.action()
	case 17:
		return "ALTER TABLE " + m.of(m.table(), m.part()) + " RENAME TO " + m.of("t1", "t2", "t3", `"T 4"`)
	case 18, 19:
		return "ALTER TABLE " + m.of(m.table(), m.part()) + " RENAME " + m.of("COLUMN "+m.column()+" TO "+m.column(), "CONSTRAINT "+m.constraint()+" TO "+m.of("k1", "k2", "k3"))
	case 20:
		return "ALTER TABLE " + m.of(m.table(), m.part()) + " SET SCHEMA " + m.schema()
	case 21, 22, 23:
		return "CREATE " + m.rare("UNIQUE ") + "INDEX " + m.maybe(m.of("i1", "i2", "i3")) + " ON " + m.rare("ONLY ") + m.of(m.table(), m.part(), m.view()) + " (" +
			m.of(m.columns(), m.columns(), "lower(a::text)", "(a), (b)", "coalesce(a, b)", "(a + b), (b + a)") + ")" + m.rare(" INCLUDE ("+m.column()+")") + m.rare(" WHERE "+m.column()+" IS NOT NULL")
	case 24:
		return "DROP INDEX " + m.rare("IF EXISTS ") + m.index() + m.cascade()
	case 25:
		return "ALTER INDEX " + m.of(m.index()+" RENAME TO "+m.of("i1", "i2", "i3"), m.constraint()+" RENAME TO "+m.of("k1", "k2", "k3"), m.index()+" ATTACH PARTITION "+m.index())
	case 26:
		return "CREATE TYPE " + m.rare(m.schema()+".") + m.of("e1", "e2") + " AS ENUM (" + m.of("'1'", "'1', '2'", "'x', '1'") + ")"
	case 27:
		return "ALTER TYPE " + m.typeName() + m.of(" ADD VALUE 'n"+strconv.Itoa(m.IntN(9))+"'", " ADD VALUE IF NOT EXISTS '3' BEFORE '1'", " ADD VALUE '4' AFTER '1'", " RENAME TO "+m.of("e1", "e2"), " SET SCHEMA "+m.schema(), " RENAME VALUE '1' TO '1'")
	case 28:
		return "CREATE DOMAIN " + m.rare(m.schema()+".") + m.of("d1", "d2") + " AS " + m.of("int", "text", m.typeName()) + m.rare(" NOT NULL") + m.maybe(" CHECK (VALUE IS NOT NULL)") + m.rare(" DEFAULT '1'")
	case 29:
		return "ALTER DOMAIN " + m.typeName() + m.of(" ADD CHECK (VALUE IS NOT NULL)", " ADD CONSTRAINT k1 CHECK (VALUE IS NULL) NOT VALID", " DROP CONSTRAINT k1", " VALIDATE CONSTRAINT k1", " SET NOT NULL", " DROP NOT NULL", " RENAME TO d2", " SET SCHEMA s1", " SET DEFAULT '1'", " DROP DEFAULT")
	case 30:
		return "DROP " + m.of("TYPE ", "DOMAIN ") + m.typeName() + m.cascade()
	case 31:
		return m.of("CREATE SEQUENCE ", "CREATE SEQUENCE IF NOT EXISTS ") + m.rare(m.schema()+".") + m.of("q1", "q2") + m.rare(" OWNED BY "+m.table()+"."+m.column())
	case 32:
		return m.of("ALTER SEQUENCE "+m.seq()+m.of(" OWNED BY "+m.table()+"."+m.column(), " OWNED BY NONE", " RENAME TO q1", " SET SCHEMA s1"), "DROP SEQUENCE "+m.seq()+m.cascade())
	case 33, 34:
		return "CREATE " + m.of("VIEW ", "OR REPLACE VIEW ", "MATERIALIZED VIEW ") + m.view() + m.rare(" (x)") + " AS SELECT " + m.of("*", "a, b", "a AS b, 1", "count(*)", "x.*", "a, lower(b::text)") + " FROM " + m.of(m.table(), m.view()) + " x"
	case 35:
		return m.of("DROP VIEW "+m.view()+m.cascade(), "DROP MATERIALIZED VIEW "+m.view()+m.cascade(), "ALTER VIEW "+m.view()+" RENAME TO v3", "ALTER VIEW "+m.view()+" SET SCHEMA s1", "ALTER VIEW "+m.view()+" RENAME COLUMN a TO "+m.column(), "ALTER MATERIALIZED VIEW "+m.view()+" RENAME TO v2")
	case 36:
		return "CREATE " + m.of("", "OR REPLACE ") + "FUNCTION " + m.function() + m.of("()", "(a int)", "(a "+m.typeName()+")", "(VARIADIC a int[])", "(a varchar(3), OUT b int)") + m.of(" RETURNS int LANGUAGE sql AS 'SELECT 1'", " RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'", " LANGUAGE sql AS 'SELECT 1'")
	case 37:
		return m.of("DROP FUNCTION "+m.function()+m.of("", "()", "(int)")+m.cascade(), "ALTER FUNCTION "+m.function()+" RENAME TO f2", "ALTER FUNCTION "+m.function()+"() SET SCHEMA s1")
	case 38:
		return m.of("CREATE "+m.of("", "OR REPLACE ")+"TRIGGER "+m.of("g1", "g2")+" AFTER INSERT ON "+m.of(m.table(), m.part())+m.maybe(" FOR EACH ROW")+" EXECUTE FUNCTION "+m.function()+"()",
			"DROP TRIGGER "+m.of("g1", "g2")+" ON "+m.table(), "ALTER TRIGGER g1 ON "+m.table()+" RENAME TO "+m.of("g1", "g2"))
	}
	return m.of("ALTER SCHEMA s2 RENAME TO s3", "ALTER SCHEMA s3 RENAME TO s2", "DROP SCHEMA "+m.of("s2", "s3")+m.rare(" CASCADE"), "SET search_path TO "+m.of("public", "s1, public"), "RESET search_path", "TRUNCATE t1")
}
