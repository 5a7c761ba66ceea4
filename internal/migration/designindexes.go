package migration

import (
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// indexes adds to the rows of a table's indexes.
func (d *designer) indexes(t *designed) {
	rows := make(map[string]*Index, len(t.indexes))
	for _, row := range t.indexes {
		rows[row.Name] = row
	}
	d.softDelete(t)
	u := d.uniqueness(t)
	for _, x := range t.Indexes {
		row := rows[x.Name.Name]
		if row == nil {
			continue
		}
		row.Pointless = x.Where != "" && onlyNotNull(x.Where, x.WhereNotNull) && !slices.ContainsFunc(x.WhereNotNull, func(c string) bool {
			return t.of[c] == nil || !t.of[c].NotNull
		})
		row.RepeatedKey = repeatedKey(x)
		if x.Unique {
			d.unique(t, x, row, u)
		} else {
			d.serving(t, x, row)
		}
	}
}

// maxKeys is how many keys an index and a foreign key may have (INDEX_MAX_KEYS in pg_config_manual.h).
const maxKeys = 32

func repeatedKey(x *catalog.Index) string {
	if len(x.Keys) > maxKeys {
		return ""
	}
	for i, k := range x.Keys {
		if k.Column != "" && slices.ContainsFunc(x.Keys[:i], func(o pgparse.IndexKey) bool { return o.Column == k.Column && o.Order == k.Order }) {
			return k.Column
		}
	}
	return ""
}

// serving describes an index that is there for queries.
func (d *designer) serving(t *designed, x *catalog.Index, row *Index) {
	if x.Method != "btree" || len(x.Keys) == 0 {
		return
	}
	if col := t.of[x.Keys[0].Column]; col != nil && len(x.Keys) == 1 {
		typ := d.plain(col.Type)
		switch {
		case typ.Array > 0:
			row.ArrayKey = col.Name
		case typ.Schema == "" && typ.Name == "bool" && x.Where == "":
			row.BooleanKey = col.Name
		}
	}
	pk := t.PrimaryKey()
	for i, k := range x.Keys[:len(x.Keys)-1] {
		col := t.of[k.Column]
		if i == 0 || col == nil || col.Name == t.row.SoftDelete || !isMoment(d.plain(col.Type)) {
			continue
		}
		// Pages are cut by a time and, where times are equal, by the key.
		if next := x.Keys[i+1].Column; pk != nil && slices.Contains(pk.Columns, next) {
			continue
		}
		row.MomentInside = col.Name
	}
}

// uniqueness is what the unique indexes of a table are judged by.
type uniqueness struct {
	// lower are the columns that a CHECK constraint holds to lower case.
	lower map[string]bool
	// special are the columns of predicates and expressions of unique indexes: what null means there was thought of.
	special map[string]bool
	// referenced are the columns that foreign keys reference, sorted and joined.
	referenced map[string]bool
}

func (d *designer) uniqueness(t *designed) uniqueness {
	u := uniqueness{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, k := range t.Constraints {
		if k.Kind == pgparse.Check && strings.Contains(strings.ToLower(k.Text), "lower(") {
			for _, c := range k.Reads {
				u.lower[c] = true
			}
		}
	}
	for _, x := range t.Indexes {
		if !x.Unique {
			continue
		}
		for _, w := range strings.FieldsFunc(x.Where, func(r rune) bool { return r < 0x80 && !isNameByte(byte(r)) }) {
			u.special[w] = true
		}
		for _, k := range x.Keys {
			if k.Expr != nil {
				for _, c := range k.Expr.Columns {
					u.special[c] = true
				}
			}
		}
	}
	for _, k := range d.cat.Referencing(t.Table) {
		u.referenced[joined(k.RefColumns)] = true
	}
	return u
}

// joined is a key for a set of columns.
func joined(columns []string) string {
	return strings.Join(slices.Sorted(slices.Values(columns)), "\x00")
}

// unique describes an index that upholds a rule.
func (d *designer) unique(t *designed, x *catalog.Index, row *Index, u uniqueness) {
	if x.Constraint != nil && x.Constraint.Kind == pgparse.PrimaryKey || t.Uncertain {
		return
	}
	generated, business := false, false
	for _, k := range x.Keys {
		col := t.of[k.Column]
		if col == nil {
			continue
		}
		if typ := d.plain(col.Type); isText(typ) && typ.Name != "citext" && !u.lower[col.Name] {
			row.CaseSensitive = append(row.CaseSensitive, col.Name)
		}
		made := t.byName[col.Name]
		if made == nil {
			continue
		}
		generated = generated || made.IsCounted || made.IsPrimaryKey || strings.Contains(made.Default, "uuid")
		business = business || !isID(made.Words)
		switch {
		case len(x.Keys) == 1 || col.NotNull || x.Nulls || u.special[col.Name]:
		case col.Name == t.row.SoftDelete:
			row.OnlyDeleted = col.Name
		case row.NullableKey == "":
			row.NullableKey = col.Name
		}
	}
	if s := t.row.SoftDelete; s != "" && business && !generated && !x.Uses(s) && x.Where == "" && !u.referenced[joined(keyNames(x))] {
		row.KeepsDeleted = s
		row.CreateLive = "CREATE UNIQUE INDEX CONCURRENTLY " + quote(d.cat.FreeIndexName(t.Table, keyNames(x))) + " ON " + quotePath(row.Table) +
			" (" + quoted(x) + ") WHERE " + quote(s) + " IS NULL"
	}
}

// quoted returns the keys of an index as SQL.
func quoted(x *catalog.Index) string {
	keys := keyNames(x)
	for i, k := range x.Keys {
		if k.Column != "" {
			keys[i] = quote(k.Column)
		} else {
			keys[i] = "(" + keys[i] + ")"
		}
	}
	return strings.Join(keys, ", ")
}
