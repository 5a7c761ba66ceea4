package catalog

import (
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// Truth is the answer to a question that cannot always be answered.
type Truth int8

// The answers.
const (
	Unknown Truth = iota
	False
	True
)

func truth(b bool) Truth {
	if b {
		return True
	}
	return False
}

// Decide tells whether a condition holds for the schema as it is.
func (c *Catalog) Decide(cond *pgparse.Condition) Truth {
	switch {
	case cond.Not != nil:
		switch c.Decide(cond.Not) {
		case True:
			return False
		case False:
			return True
		}
	case cond.Exists != nil:
		return c.search(cond.Exists)
	case len(cond.All) > 0:
		out := True
		for _, p := range cond.All {
			switch c.Decide(p) {
			case False:
				return False
			case Unknown:
				out = Unknown
			}
		}
		return out
	case len(cond.Any) > 0:
		out := False
		for _, p := range cond.Any {
			switch c.Decide(p) {
			case True:
				return True
			case Unknown:
				out = Unknown
			}
		}
		return out
	}
	return Unknown
}

// tests are the catalogs in which people look for what they are about to create: the column that has the object's name, that
// of its table, and that of its schema.
var tests = map[string]struct{ name, table, schema, object string }{
	"pg_type":                              {"typname", "", "", "TYPE"},
	"pg_class":                             {"relname", "", "", "RELATION"},
	"pg_tables":                            {"tablename", "", "schemaname", "TABLE"},
	"pg_indexes":                           {"indexname", "tablename", "schemaname", "INDEX"},
	"pg_constraint":                        {"conname", "conrelid", "", "CONSTRAINT"},
	"pg_namespace":                         {"nspname", "", "", "SCHEMA"},
	"information_schema.tables":            {"table_name", "", "table_schema", "TABLE"},
	"information_schema.columns":           {"column_name", "table_name", "table_schema", "COLUMN"},
	"information_schema.table_constraints": {"constraint_name", "table_name", "table_schema", "CONSTRAINT"},
	"information_schema.schemata":          {"schema_name", "", "", "SCHEMA"},
}

// search answers a test for an object. What the history does not make is taken not to exist, but for the parts of tables that
// are not wholly known.
func (c *Catalog) search(e *pgparse.Existence) Truth {
	t, ok := tests[e.Catalog]
	name := e.Equal[t.name]
	if !ok || name == "" {
		return Unknown
	}
	others := len(e.Equal) - 1
	var table Name
	if v := e.Equal[t.table]; t.table != "" && v != "" {
		others--
		table = relation(v)
	}
	schema := ""
	if v := e.Equal[t.schema]; t.schema != "" && v != "" {
		others--
		schema = v
		if table.Name != "" {
			table.Schema = v
		}
	}
	found := c.find(t.object, Name{Schema: schema, Name: name}, table)
	if found == True && (e.Partial || others > 0) {
		return Unknown
	}
	return found
}

// relation reads the text of a regclass.
func relation(s string) Name {
	s = strings.ReplaceAll(s, `"`, "")
	if schema, name, ok := strings.Cut(s, "."); ok {
		return Name{Schema: schema, Name: name}
	}
	return Name{Name: s}
}

func (c *Catalog) find(object string, n, table Name) Truth {
	if object == "RELATION" && n.Schema == "" {
		n = relation(n.Name)
	}
	switch object {
	case "TYPE":
		for _, schema := range c.searchPath {
			full := Name{Schema: schema, Name: n.Name}
			if c.types[full] || c.domains[full] != nil {
				return True
			}
		}
		return truth(c.Table(n) != nil)
	case "TABLE":
		return truth(c.Table(n) != nil)
	case "RELATION":
		return truth(c.Table(n) != nil || c.View(n) != nil || c.Index(n) != nil || lookup(c, c.sequences, n) != nil)
	case "INDEX":
		return truth(c.Index(n) != nil)
	case "SCHEMA":
		return truth(c.schemas[n.Name])
	case "COLUMN":
		t := c.Table(table)
		if t == nil || t.Opaque || t.Uncertain {
			return Unknown
		}
		return truth(t.Column(n.Name) != nil)
	case "CONSTRAINT":
		if table.Name == "" {
			return c.constraintAnywhere(n.Name)
		}
		t := c.Table(table)
		if t == nil || t.Uncertain {
			return Unknown
		}
		return truth(t.Constraint(n.Name) != nil)
	}
	return Unknown
}

func (c *Catalog) constraintAnywhere(name string) Truth {
	c.spend(len(c.tables))
	for _, t := range c.tables {
		if t.Constraint(name) != nil {
			return True
		}
	}
	return False
}

// Doubt records that a statement may have changed a table or not.
func (c *Catalog) Doubt(n Name) {
	if t := c.Table(n); t != nil {
		c.touch(t)
		t.Uncertain = true
	}
}
