package catalog

import (
	"fmt"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// Type is a resolved type. Built-in types have their internal name (int4, bpchar) and no schema.
type Type struct {
	Schema, Name string
	Mods         []int
	Array        int
	// Fields restrict an interval: "year to month".
	Fields string
}

// intervals are the restrictions of intervals by their mask, whose bits timestamp.h numbers (INTERVAL_MASK).
var intervals = map[int]string{
	1 << 2: "year", 1 << 1: "month", 1 << 3: "day", 1 << 10: "hour", 1 << 11: "minute", 1 << 12: "second",
	1<<2 | 1<<1: "year to month", 1<<3 | 1<<10: "day to hour", 1<<3 | 1<<10 | 1<<11: "day to minute",
	1<<3 | 1<<10 | 1<<11 | 1<<12: "day to second", 1<<10 | 1<<11: "hour to minute", 1<<10 | 1<<11 | 1<<12: "hour to second", 1<<11 | 1<<12: "minute to second",
}

// serials are the types that are short for an integer with a sequence (manual §8.1.4).
var serials = map[string]string{
	"smallserial": "int2", "serial2": "int2", "serial": "int4", "serial4": "int4", "bigserial": "int8", "serial8": "int8",
}

// displayed are the names of format_type for types whose internal name differs.
var displayed = map[string]string{
	"int2": "smallint", "int4": "integer", "int8": "bigint", "float4": "real", "float8": "double precision", "bool": "boolean",
	"bpchar": "character", "varchar": "character varying", "varbit": "bit varying", "char": `"char"`,
	"timestamp": "timestamp without time zone", "timestamptz": "timestamp with time zone",
	"time": "time without time zone", "timetz": "time with time zone",
}

// Resolve looks up a type. It reports whether the type was written as a serial.
func (c *Catalog) Resolve(p pgparse.Type) (t Type, serial bool) {
	t = Type{Schema: p.Name.Schema, Name: p.Name.Name, Mods: p.Mods, Array: p.Array}
	if t.Schema == "pg_catalog" {
		t.Schema = ""
		return t.normal(), false
	}
	if t.Schema == "" {
		if base, ok := serials[t.Name]; ok {
			t.Name = base
			return t, true
		}
		for _, s := range c.searchPath {
			n := Name{Schema: s, Name: t.Name}
			if c.types[n] || c.domains[n] != nil {
				t.Schema = s
				return t, false
			}
		}
		return t.normal(), false
	}
	return t, false
}

// normal brings the modifiers of a type into one form.
func (t Type) normal() Type {
	switch t.Name {
	case "numeric":
		if len(t.Mods) == 1 {
			t.Mods = []int{t.Mods[0], 0}
		}
	case "interval":
		// The first modifier is a mask of fields; 0x7FFF is all of them (INTERVAL_FULL_RANGE).
		if len(t.Mods) > 0 {
			t.Fields, t.Mods = intervals[t.Mods[0]], t.Mods[1:]
		}
	}
	// An array typed as _int4 is int4[].
	if t.Array == 0 && strings.HasPrefix(t.Name, "_") && displayed[t.Name[1:]] != "" {
		t.Name, t.Array = t.Name[1:], 1
	}
	return t
}

// String returns the type as PostgreSQL's format_type does. Types of the schema public are not qualified.
func (t Type) String() string {
	name := t.Name
	if t.Schema != "" || !reserved[name] {
		name = quoted(name)
	}
	if t.Schema != "" && t.Schema != "public" {
		name = quoted(t.Schema) + "." + name
	}
	mods := ""
	if len(t.Mods) > 0 {
		parts := make([]string, len(t.Mods))
		for i, m := range t.Mods {
			parts[i] = fmt.Sprint(m)
		}
		mods = "(" + strings.Join(parts, ",") + ")"
	}
	if t.Name == "bit" && t.Schema == "" && mods == "" {
		name = `"bit"` // of any length, unlike bit, which is bit(1)
	}
	if d, ok := displayed[t.Name]; ok && t.Schema == "" {
		if t.Name == "bpchar" && mods == "" {
			d = "bpchar"
		}
		if head, tail, ok := strings.Cut(d, " "); ok && mods != "" && (head == "timestamp" || head == "time") {
			name, mods = head+mods+" "+tail, ""
		} else {
			name = d
		}
	}
	if t.Fields != "" {
		name += " " + t.Fields
	}
	if t.Array > 0 {
		return name + mods + "[]"
	}
	return name + mods
}

// Domain returns the domain that a type is, or nil.
func (c *Catalog) Domain(t Type) *Domain {
	return c.domains[Name{Schema: t.Schema, Name: t.Name}]
}

// Known tells whether a type is built in, or created by the history.
func (c *Catalog) Known(t Type) bool {
	n := Name{Schema: t.Schema, Name: t.Name}
	return t.Schema == "" || c.types[n] || c.domains[n] != nil
}

// Equal tells whether two types are the same, modifiers included.
func (t Type) Equal(o Type) bool { return t.String() == o.String() }
