package migration

import (
	"slices"
	"strconv"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/catalog"
)

// successors are the types that take the place of others, as new columns are added beside old ones.
var successors = map[string][]string{
	"timestamp": {"timestamptz"}, "json": {"jsonb"}, "int2": {"int4", "int8"}, "int4": {"int8"}, "float4": {"float8", "numeric"}, "float8": {"numeric"},
}

// alike are the types that hold the same values as a better one: they are at fault themselves, whatever the others are.
var alike = map[string]string{"timestamp": "timestamptz", "json": "jsonb"}

// sameNames tells of columns whose name is that of others which agree on another type.
func (d *designer) sameNames() {
	type column struct {
		row    *Column
		family string
	}
	byName := make(map[string][]column)
	var order []string
	for _, t := range d.order {
		for _, c := range t.columns {
			typ := d.plain(t.of[c.Name].Type)
			// One of the schema's own types is chosen for the column, and a foreign key has the type of what it references.
			if typ.Schema != "" || typ.Name == "" || typ.Array > 0 || t.referencing[c.Name] {
				continue
			}
			family := typ.Name
			if isText(typ) {
				family = "text"
			}
			if byName[c.Name] == nil {
				order = append(order, c.Name)
			}
			byName[c.Name] = append(byName[c.Name], column{c, family})
		}
	}
	for _, name := range order {
		group := byName[name]
		count := make(map[string]int)
		for _, c := range group {
			count[c.family]++
		}
		if len(count) < 2 {
			continue
		}
		for _, usual := range group {
			// Two thirds are more than any other can have.
			if n := count[usual.family]; n < 3 || 3*n < 2*len(group) {
				continue
			}
			for _, c := range group {
				if c.family != usual.family && !slices.Contains(successors[usual.family], c.family) && alike[c.family] != usual.family {
					c.row.OtherType = &OtherType{At: usual.row.TypeAt, Table: usual.row.Table, Type: usual.row.Type}
				}
			}
			break
		}
	}
}

// namedTables finds the tables that columns point to by their names: customer_id to customers.
func (d *designer) namedTables() {
	type name struct{ schema, stem string } // no schema is any
	byName := make(map[name]*designed)
	ambiguous := make(map[name]bool)
	for _, t := range d.order {
		if t.row.IsTemporary || t.row.IsForeign || t.Opaque {
			continue
		}
		stem := stems(nameWords(t.Name.Name))
		for _, n := range []name{{t.Name.Schema, stem}, {"", stem}} {
			ambiguous[n] = byName[n] != nil
			byName[n] = t
		}
	}
	for _, t := range d.order {
		if t.row.IsTemporary || t.row.IsForeign || t.row.IsUnlogged || t.Uncertain {
			continue
		}
		words := nameWords(t.Name.Name)
		for _, c := range t.columns {
			n := len(c.Words)
			if n < 2 || !isID(c.Words) || t.referencing[c.Name] || c.TypeColumn != "" || c.IsGenerated {
				continue
			}
			called := name{t.Name.Schema, stems(c.Words[:n-1])}
			if byName[called] == nil {
				called.schema = ""
			}
			to := byName[called]
			if to == nil || ambiguous[called] || to == t {
				continue
			}
			pk := to.PrimaryKey()
			if pk == nil || len(pk.Columns) != 1 {
				continue
			}
			key := to.of[pk.Columns[0]]
			if key == nil || key.Name != c.Name && !strings.EqualFold(key.Name, c.Words[n-1]) || !sameType(d.plain(key.Type), d.plain(t.of[c.Name].Type)) {
				continue
			}
			c.NamedTable = &NamedTable{
				Table: to.row.Table, Column: key.Name,
				Add:        "ALTER TABLE " + quotePath(c.Table) + " ADD FOREIGN KEY (" + quote(c.Name) + ") REFERENCES " + quotePath(to.row.Table) + " (" + quote(key.Name) + ")",
				TableWords: words, NotValid: !t.row.IsPartitioned || d.model.PostgresVersion >= 18,
			}
			if c.NamedTable.NotValid {
				c.NamedTable.Add += " NOT VALID"
			}
		}
	}
}

// sameType tells whether values of one type are compared with those of another without a cast, lengths aside.
func sameType(a, b catalog.Type) bool {
	if isText(a) && isText(b) {
		return true
	}
	return a.Schema == b.Schema && a.Name == b.Name && a.Array == b.Array
}

// periods finds tables that differ in a year, month or day only.
func (d *designer) periods() {
	type family struct{ schema, stem string }
	first := make(map[family]*designed)
	for _, t := range d.order {
		if t.row.IsTemporary || t.row.Inherits {
			continue
		}
		stem := withoutPeriod(t.Name.Name)
		if stem == "" {
			continue
		}
		f := family{t.Name.Schema, strings.ToLower(stem)}
		switch of := first[f]; {
		case of == nil:
			first[f] = t
		case of.row.Periods == nil:
			of.row.Periods = &Periods{Stem: stem, Other: t.row.Table, More: []facts.ID{t.row.At}}
		case len(of.row.Periods.More) < maxPlaces:
			of.row.Periods.More = append(of.row.Periods.More, t.row.At)
		}
	}
}

// withoutPeriod cuts a year, or a year and month or day, or a year and quarter, off a name, and returns "" when there is none: orders_2024_01,
// orders_202401, orders_2024q1, orders2024.
func withoutPeriod(name string) string {
	stem := strings.TrimRight(name, "0123456789_qQ")
	if stem == "" || stem == name {
		return ""
	}
	for _, prefix := range []string{"_y", "_p", "_Y", "_P"} { // orders_y2024
		stem = strings.TrimSuffix(stem, prefix)
	}
	tail := strings.TrimLeft(name[len(stem):], "_yYpP")
	digits := strings.Map(func(r rune) rune {
		if r == '_' || r == 'q' || r == 'Q' {
			return -1
		}
		return r
	}, tail)
	if len(digits) < 4 || len(digits) > 8 || len(digits) == 7 || len(digits) == 5 && !strings.ContainsAny(tail, "qQ") {
		return ""
	}
	if year, _ := strconv.Atoi(digits[:4]); year < 1970 || year > 2099 {
		return ""
	}
	if len(digits) >= 6 {
		if month, _ := strconv.Atoi(digits[4:6]); month < 1 || month > 12 && !strings.ContainsAny(tail, "qQ") {
			return ""
		}
	}
	return strings.TrimRight(stem, "_")
}

// numbered groups the columns of a table whose names differ in a number only, when the numbers follow each other from 0 or 1.
func (d *designer) numbered(t *designed) {
	type group struct {
		columns []*Column
		numbers []int
	}
	groups := make(map[string]*group)
	var order []string
	for _, c := range t.columns {
		stem := strings.TrimRight(c.Name, "0123456789")
		number, err := strconv.Atoi(c.Name[len(stem):])
		stem = strings.TrimRight(stem, "_")
		if err != nil || len(stem) < 2 {
			continue
		}
		key := stem + "\x00" + c.BaseType
		if groups[key] == nil {
			groups[key] = &group{}
			order = append(order, key)
		}
		groups[key].columns = append(groups[key].columns, c)
		groups[key].numbers = append(groups[key].numbers, number)
	}
	for _, key := range order {
		g := groups[key]
		slices.Sort(g.numbers)
		consecutive := len(g.numbers) > 1 && g.numbers[0] <= 1
		for i := 1; i < len(g.numbers); i++ {
			consecutive = consecutive && g.numbers[i] == g.numbers[i-1]+1
		}
		if !consecutive {
			continue
		}
		if t.row.Numbered != nil && t.row.Numbered.Count >= len(g.columns) {
			continue
		}
		stem, _, _ := strings.Cut(key, "\x00")
		row := Numbered{
			At: g.columns[0].At, Stem: strings.ToLower(stem), First: g.columns[0].Name, Last: g.columns[len(g.columns)-1].Name, Count: len(g.columns), More: []facts.ID{},
		}
		for _, c := range g.columns[1:] {
			if len(row.More) < maxPlaces {
				row.More = append(row.More, c.At)
			}
		}
		t.row.Numbered = &row
	}
}

// isID tells whether a name is that of a key, of this table or another.
func isID(words []string) bool {
	return len(words) > 0 && (words[len(words)-1] == "id" || words[len(words)-1] == "uuid")
}
