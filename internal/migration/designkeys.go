package migration

import (
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// keys adds to the rows of a table's constraints.
func (d *designer) keys(t *designed) {
	byName := make(map[string]*Constraint, len(t.constraints))
	for _, row := range t.constraints {
		byName[row.Name] = row
	}
	seen := make(map[string]*Constraint)
	for _, k := range t.Constraints {
		row := byName[k.Name]
		if row == nil {
			continue
		}
		switch k.Kind {
		case pgparse.Check:
			if d.repeatsNotNull(t, k) {
				row.DropRedundant = dropConstraint(row)
			}
		case pgparse.ForeignKey:
			d.model.Summary.ForeignKeys++
			d.foreignKey(t, k, row)
			key := k.RefName.String() + "(" + strings.Join(k.RefColumns, ",") + ")" + strings.Join(k.Columns, ",")
			if first := seen[key]; first != nil {
				row.DuplicateOf = &Duplicate{At: first.At, Name: first.Name, Drop: dropConstraint(row)}
			} else {
				seen[key] = row
			}
		}
	}
}

func dropConstraint(row *Constraint) string {
	return "ALTER TABLE " + quotePath(row.Table) + " DROP CONSTRAINT " + quote(row.Name)
}

// repeatsNotNull tells whether a CHECK says no more than that columns are not null, which they are.
func (d *designer) repeatsNotNull(t *designed, k *catalog.Constraint) bool {
	return k.Validated && onlyNotNull(k.Text, k.NotNull) && !slices.ContainsFunc(k.NotNull, func(c string) bool { return t.of[c] == nil || !t.of[c].NotNull })
}

// onlyNotNull tells whether an expression is nothing but tests for IS NOT NULL, joined by AND, of the columns that it proves to be not null.
func onlyNotNull(text string, columns []string) bool {
	return len(columns) > 0 && strings.Count(strings.ToUpper(text), " AND ")+1 == len(columns) && strings.Count(strings.ToUpper(text), " IS NOT NULL") == len(columns) &&
		!strings.ContainsAny(text, "<>=+*|:")
}

func (d *designer) foreignKey(t *designed, k *catalog.Constraint, row *Constraint) {
	row.OtherSchema = k.RefName.Schema != "" && k.RefName.Schema != t.Name.Schema
	notNull := 0
	for _, c := range k.Columns {
		if col := t.of[c]; col != nil && col.NotNull {
			notNull++
		}
	}
	row.Nullable = notNull < len(k.Columns)
	if !row.Nullable {
		switch "SET NULL" {
		case k.OnDelete:
			row.NullsOn = "delete"
		case k.OnUpdate:
			row.NullsOn = "update"
		}
	}
	to := d.tables[row.References]
	if k.RefTable == nil || to == nil || to.of == nil || to.Table != k.RefTable || len(k.RefColumns) != len(k.Columns) {
		return
	}
	for i, c := range k.Columns {
		from, key := t.of[c], to.of[k.RefColumns[i]]
		if from == nil || key == nil {
			continue
		}
		a, b := d.plain(from.Type), d.plain(key.Type)
		narrower := narrows(a, b)
		if a.Name == "" || b.Name == "" || sameType(a, b) && !narrower {
			continue
		}
		row.TypeMismatch = &TypeMismatch{Column: c, Type: from.Type.String(), References: key.Name, ReferencedType: key.Type.String(), Narrower: narrower, Wider: narrows(b, a) && integers[a.Name] > 0}
		return
	}
}

// integers are the integer types by their size.
var integers = map[string]int{"int2": 2, "int4": 4, "int8": 8}

// narrows tells whether a type cannot hold what another one holds, of the same kind.
func narrows(a, b catalog.Type) bool {
	if a.Array > 0 || b.Array > 0 || a.Schema != "" || b.Schema != "" {
		return false
	}
	if integers[a.Name] > 0 && integers[b.Name] > 0 {
		return integers[a.Name] < integers[b.Name]
	}
	return texts[a.Name] && texts[b.Name] && len(a.Mods) == 1 && (len(b.Mods) == 0 || len(b.Mods) == 1 && a.Mods[0] < b.Mods[0])
}
