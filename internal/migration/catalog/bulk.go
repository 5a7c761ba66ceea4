package catalog

import (
	"maps"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
)

// in returns the objects of one schema, in order of their names.
func in[T any](m map[Name]T, schema string) []T {
	var out []T
	for _, n := range slices.SortedFunc(maps.Keys(m), func(a, b Name) int { return strings.Compare(a.String(), b.String()) }) {
		if n.Schema == schema {
			out = append(out, m[n])
		}
	}
	return out
}

// typeNamed returns the full name of the type that a statement names.
func (c *Catalog) typeNamed(n Name) Name {
	if n.Schema == "" {
		for _, s := range c.searchPath {
			full := Name{Schema: s, Name: n.Name}
			if c.types[full] || c.domains[full] != nil {
				return full
			}
		}
	}
	return c.creation(n)
}

func (c *Catalog) dropType(name Name, cascade bool) {
	full := c.typeNamed(name)
	keep(c, "TYPE", c.types, full)
	delete(c.types, full)
	keep(c, "DOMAIN", c.domains, full)
	delete(c.domains, full)
	keep(c, "ENUM", c.enums, full)
	delete(c.enums, full)
	if !cascade {
		return
	}
	is := func(t Type) bool { return t.Schema == full.Schema && t.Name == full.Name }
	for _, t := range c.Using(full) {
		for _, col := range slices.Clone(t.Columns) {
			if is(col.Type) {
				c.dropColumn(t, col.Name, true)
			}
		}
	}
	c.spend(len(c.domains) + len(c.routines))
	for _, d := range c.Domains() {
		if is(d.Base) {
			c.dropType(d.Name, true)
		}
	}
	for _, f := range c.Functions() {
		if slices.ContainsFunc(f.Args, is) {
			c.dropFunction(f, true)
		}
	}
}

// dropSchema is DROP SCHEMA … CASCADE; without it the schema is empty.
func (c *Catalog) dropSchema(schema string) {
	c.spend(len(c.views) + len(c.sequences) + len(c.types) + len(c.domains) + len(c.routines))
	for _, t := range c.Tables() {
		if t.Name.Schema == schema && c.tables[t.Name] == t {
			c.dropTable(t, true)
		}
	}
	for _, v := range in(c.views, schema) {
		if c.views[v.Name] == v {
			c.dropView(v, true)
		}
	}
	for _, s := range in(c.sequences, schema) {
		c.dropSequence(s.Name, true)
	}
	for _, f := range c.Functions() {
		if f.Name.Schema == schema {
			c.dropFunction(f, true)
		}
	}
	for _, n := range c.typesIn(schema) {
		c.dropType(n, true)
	}
	keepNamed(c, "SCHEMA", c.schemas, schema)
	delete(c.schemas, schema)
}

func (c *Catalog) typesIn(schema string) []Name {
	var out []Name
	for n := range c.types {
		if n.Schema == schema {
			out = append(out, n)
		}
	}
	for n := range c.domains {
		if n.Schema == schema {
			out = append(out, n)
		}
	}
	slices.SortFunc(out, func(a, b Name) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// moveType gives a type another name, in all columns and functions that have it.
func (c *Catalog) moveType(from, to Name) {
	if from == to {
		return
	}
	c.vacateType(to)
	if c.types[from] {
		keep(c, "TYPE", c.types, from)
		delete(c.types, from)
		keep(c, "TYPE", c.types, to)
		c.types[to] = true
	}
	if e := c.enums[from]; e != nil {
		keep(c, "ENUM", c.enums, from)
		delete(c.enums, from)
		save(c, e)
		e.Name = to
		keep(c, "ENUM", c.enums, to)
		c.enums[to] = e
	}
	if d := c.domains[from]; d != nil {
		keep(c, "DOMAIN", c.domains, from)
		delete(c.domains, from)
		c.touchDomain(d)
		d.Name = to
		keep(c, "DOMAIN", c.domains, to)
		c.domains[to] = d
	}
	is := func(t Type) bool { return t.Schema == from.Schema && t.Name == from.Name }
	users := c.Using(from)
	remember(c, c.typed, from)
	delete(c.typed, from)
	remember(c, c.typed, to)
	c.typed[to] = append(c.typed[to], users...)
	for _, t := range users {
		for _, col := range t.Columns {
			if is(col.Type) {
				c.touch(t)
				col.Type.Schema, col.Type.Name = to.Schema, to.Name
			}
		}
	}
	c.spend(len(c.domains) + len(c.routines))
	for _, d := range c.domains {
		if is(d.Base) {
			c.touchDomain(d)
			d.Base.Schema, d.Base.Name = to.Schema, to.Name
		}
	}
	for _, f := range c.Functions() {
		if slices.ContainsFunc(f.Args, is) {
			c.keepRoutine(f)
			delete(c.routines, f.Signature())
			c.touchFunction(f)
			for i := range f.Args {
				if is(f.Args[i]) {
					f.Args[i].Schema, f.Args[i].Name = to.Schema, to.Name
				}
			}
			if old := c.routines[f.Signature()]; old != nil {
				c.dropFunction(old, false)
			}
			c.keepRoutine(f)
			c.routines[f.Signature()] = f
		}
	}
}

func (c *Catalog) moveSchema(from, to string) {
	if c.schemas[from] {
		keepNamed(c, "SCHEMA", c.schemas, from)
		delete(c.schemas, from)
		keepNamed(c, "SCHEMA", c.schemas, to)
		c.schemas[to] = true
	}
	for _, t := range c.Tables() {
		if t.Name.Schema == from && c.tables[t.Name] == t {
			c.moveTable(t, Name{Schema: to, Name: t.Name.Name})
		}
	}
	c.spend(len(c.views) + len(c.sequences) + len(c.types) + len(c.domains) + len(c.routines))
	for _, n := range c.typesIn(from) {
		c.moveType(n, Name{Schema: to, Name: n.Name})
	}
	for _, v := range in(c.views, from) {
		if c.views[v.Name] != v {
			continue
		}
		c.moveView(v, Name{Schema: to, Name: v.Name.Name})
	}
	for _, s := range in(c.sequences, from) {
		if c.sequences[s.Name] == s {
			c.moveSequence(s, Name{Schema: to, Name: s.Name.Name})
		}
	}
	for _, f := range c.Functions() {
		if f.Name.Schema == from && c.routines[f.Signature()] == f {
			c.moveFunction(f, Name{Schema: to, Name: f.Name.Name})
		}
	}
}

// renameIn replaces a column's name in the text of an expression.
func renameIn(text, from, to string) string {
	f := lexer.Scan(text)
	var b strings.Builder
	done := 0
	for _, t := range f.Tokens {
		word := f.Of(t)
		switch {
		case t.Kind == lexer.Word && strings.EqualFold(word, from):
			word = quoted(to)
		case t.Kind == lexer.Quoted && strings.ReplaceAll(strings.Trim(word, `"`), `""`, `"`) == from:
			word = quoted(to)
		default:
			continue
		}
		b.WriteString(text[done:t.Start])
		b.WriteString(word)
		done = int(t.End)
	}
	return b.String() + text[done:]
}
