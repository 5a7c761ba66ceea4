package catalog

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// maxName is NAMEDATALEN - 1.
const maxName = 63

// clip truncates a name to n bytes without splitting a character.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// objectName joins a table, its columns and a label as makeObjectName does (indexcmds.c): when the result would be too
// long, the longer of the two names gives way.
func objectName(table, columns, label string) string {
	room := maxName - len(label) - 1
	if columns != "" {
		room--
	}
	a, b := len(table), len(columns)
	for a+b > room {
		if a > b {
			a--
		} else {
			b--
		}
	}
	name := clip(table, a)
	if columns != "" {
		name += "_" + clip(columns, b)
	}
	return name + "_" + label
}

// freeName makes a name up that nothing in the schema has yet.
func (c *Catalog) freeName(t *Table, columns, label string, constraint bool) string {
	for n := 0; ; n++ {
		l := label
		if n > 100 {
			n = c.serial // a hostile script: stay unique without a long search
			c.serial++
		}
		if n > 0 {
			l += fmt.Sprint(n)
		}
		name := objectName(t.Name.Name, columns, l)
		full := Name{Schema: t.Name.Schema, Name: name}
		if constraint {
			if t.Constraint(name) == nil && !c.formerly(t, name) {
				return name
			}
		} else if c.free(full) && (label == "idx" || label == "seq" || t.Constraint(name) == nil && !c.formerly(t, name)) {
			return name
		}
	}
}

// FreeIndexName returns the name that PostgreSQL would give an index on columns of a table.
func (c *Catalog) FreeIndexName(t *Table, columns []string) string {
	return c.freeName(t, strings.Join(columns, "_"), "idx", false)
}

// free tells whether no relation has a name.
func (c *Catalog) free(n Name) bool {
	_, t := c.tables[n]
	_, v := c.views[n]
	_, x := c.indexes[n]
	return !t && !v && !x && c.sequences[n] == nil
}

// columnList joins the names of an index's columns as ChooseIndexNameAddition does, with those of one name numbered
// (ChooseIndexColumnNames in indexcmds.c).
func columnList(keys []pgparse.IndexKey, include []string) string {
	names := make([]string, 0, len(keys)+len(include))
	add := func(base string) {
		name := base
		for n := 1; n <= cap(names) && slices.Contains(names, name); n++ {
			number := fmt.Sprint(n)
			name = clip(base, maxName-len(number)) + number
		}
		names = append(names, name)
	}
	for _, k := range keys {
		if k.Column == "" && k.Expr != nil {
			add(k.Expr.Label)
		} else {
			add(k.Column)
		}
	}
	for _, name := range include {
		add(name)
	}
	return strings.Join(names, "_")
}

// constraintName makes up the name of a constraint that has none.
func (c *Catalog) constraintName(t *Table, k *pgparse.Constraint) string {
	switch k.Kind {
	case pgparse.PrimaryKey:
		return c.freeName(t, "", "pkey", false)
	case pgparse.Unique:
		return c.freeName(t, columnList(plain(k.Columns), k.Include), "key", false)
	case pgparse.Exclude:
		return c.freeName(t, columnList(plain(k.Columns), nil), "excl", false)
	case pgparse.ForeignKey:
		return c.freeName(t, strings.Join(k.Columns, "_"), "fkey", true)
	}
	column := ""
	switch {
	case k.Expr != nil && len(k.Expr.Columns) == 1:
		column = k.Expr.Columns[0]
	}
	return c.freeName(t, column, "check", true)
}

// ObjectName returns a name for a new object that belongs to a table and some of its columns, as PostgreSQL would make it up.
func ObjectName(table string, columns []string, label string) string {
	return objectName(table, strings.Join(columns, "_"), label)
}

// KeyNames joins the names of an index's keys as PostgreSQL does for the index's name; an expression has the name of its function.
func KeyNames(keys []pgparse.IndexKey) string { return columnList(keys, nil) }

// number is the counter that is put behind a made-up name: nothing, 1, 2, …
func number(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// plain turns columns into keys.
func plain(columns []string) []pgparse.IndexKey {
	out := make([]pgparse.IndexKey, len(columns))
	for i, c := range columns {
		out[i].Column = c
	}
	return out
}
