package lock

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

func (e *effects) alterType(t *catalog.Table, a *pgparse.Action, out *Action) {
	if a.Def == nil {
		return
	}
	to, _ := e.cat.Resolve(a.Def.Type)
	var from *catalog.Type
	if t != nil {
		if col := t.Column(a.Column); col != nil && col.Type.Name != "" {
			from = &col.Type
		}
	}
	out.Rewrite, out.TimeZone = e.rewrites(from, to, a.Expr)
	if out.TimeZone {
		utc, known := e.cat.UTC()
		out.Rewrite = known && !utc || !e.since(freeTimestamps)
		out.TimeZone = !out.Rewrite && !known
		if !e.since(freeTimestamps) && (utc || !known) {
			out.unless(e, freeTimestamps)
		}
	}
	out.Scan = out.Rewrite
	reason(out, "type")
	if t == nil {
		return
	}
	if from != nil && !out.Rewrite {
		if i := slices.IndexFunc(t.Indexes, func(x *catalog.Index) bool { return rebuilt(x, t, a, from.Name, to.Name) }); i >= 0 {
			out.Scan, out.Anew, out.AnewIndex = true, t.Indexes[i].Name.Name, true
		}
	}
	// Foreign keys on the column are made anew, and checked again when the table is rewritten.
	touches := func(columns []string) bool { return slices.Contains(columns, a.Column) }
	for _, k := range t.Constraints {
		if k.Kind == pgparse.ForeignKey && touches(k.Columns) {
			if k.RefTable != nil {
				e.known(k.RefTable, AccessExclusive, false, out.Rewrite)
			} else {
				e.table(k.RefName, AccessExclusive, false, out.Rewrite)
			}
		}
		// A CHECK is made anew too, and checked.
		if k.Kind == pgparse.Check && touches(k.Reads) {
			if out.Scan = true; !out.Rewrite && out.Anew == "" {
				out.Anew = k.Name
			}
		}
	}
	for _, k := range e.cat.Referencing(t) {
		if touches(k.RefColumns) {
			e.known(k.Table, AccessExclusive, false, out.Rewrite)
		}
	}
}

// rebuilt tells whether an index of a table that is not rewritten is built anew after a change of a column's type
// (CheckIndexCompatible in indexcmds.c): it has an expression or a predicate with the column, or orders the column's values by
// other operators or another collation than before.
func rebuilt(x *catalog.Index, t *catalog.Table, a *pgparse.Action, from, to string) bool {
	uses := slices.Contains(x.WhereColumns, a.Column)
	ordered := rebuilds[[2]string{from, to}]
	if col := t.Column(a.Column); col != nil && collation(col.Collation) != collation(a.Def.Collation) {
		ordered = true
	}
	special := x.Where != ""
	for _, k := range x.Keys {
		special = special || k.Expr != nil
		uses = uses || k.Expr != nil && slices.Contains(k.Expr.Columns, a.Column)
	}
	for _, k := range x.Keys {
		if k.Column == a.Column && (ordered || special) {
			return true
		}
	}
	return uses || special && slices.Contains(x.Include, a.Column)
}

// collation makes the two ways to say the default collation one.
func collation(name string) string {
	if name == "default" {
		return ""
	}
	return name
}

// rebuilds are the changes of type that leave the table as it is but use another operator class (CheckIndexCompatible in
// indexcmds.c), so that indexes on the column are built anew.
var rebuilds = map[[2]string]bool{
	{"int4", "oid"}: true, {"oid", "int4"}: true, {"text", "citext"}: true, {"varchar", "citext"}: true, {"citext", "text"}: true, {"citext", "varchar"}: true,
	{"bit", "varbit"}: true, {"timestamp", "timestamptz"}: true, {"timestamptz", "timestamp"}: true,
}

// rewrites tells whether a change of type writes the table anew (ATColumnChangeRequiresRewrite in tablecmds.c), and whether
// it does so only when the session's TimeZone is not UTC. When the old type is not known, it answers for those types to
// which nothing but themselves converts freely.
func (e *effects) rewrites(from *catalog.Type, to catalog.Type, using *pgparse.Expr) (rewrite, timeZone bool) {
	if using != nil {
		if !using.Trivial {
			return true, false
		}
		if using.Cast != nil {
			if cast, _ := e.cat.Resolve(*using.Cast); !cast.Equal(to) && !(cast.Name == to.Name && len(cast.Mods) == 0) {
				return true, false
			}
		}
	}
	if dom := e.cat.Domain(to); dom != nil {
		if from != nil && from.Equal(to) {
			return false, false
		}
		if dom.Constraints > 0 {
			return true, false
		}
		to = dom.Base
	}
	if from == nil {
		return !freeTargets[to.Name] && to.Array == 0 && e.cat.Known(to), false
	}
	src := *from
	for dom := e.cat.Domain(src); dom != nil && src.Array == 0; dom = e.cat.Domain(src) {
		if src.Equal(to) {
			return false, false
		}
		src = dom.Base
		if src.Name == from.Name {
			break
		}
	}
	return typeRewrites(src, to)
}

// freeTargets are the types to which a change may be free, depending on the old type.
var freeTargets = map[string]bool{
	"text": true, "varchar": true, "bpchar": true, "citext": true, "numeric": true, "timestamp": true, "timestamptz": true, "time": true, "timetz": true,
	"interval": true, "varbit": true, "inet": true, "oid": true, "regclass": true,
}

func typeRewrites(from, to catalog.Type) (rewrite, timeZone bool) {
	if from.Equal(to) {
		return false, false
	}
	if from.Array != 0 || to.Array != 0 {
		return !(from.Array > 0 && to.Array > 0 && from.Name == to.Name && from.Schema == to.Schema && len(to.Mods) == 0), false
	}
	if from.Name == to.Name && from.Schema == to.Schema {
		return !grows(from, to), false
	}
	switch pair := [2]string{from.Name, to.Name}; {
	case pair == [2]string{"varchar", "text"}, pair == [2]string{"cidr", "inet"}, pair == [2]string{"citext", "text"}, pair == [2]string{"xml", "text"},
		pair == [2]string{"text", "citext"}, pair == [2]string{"varchar", "citext"}, pair == [2]string{"int4", "oid"}, pair == [2]string{"oid", "int4"},
		pair == [2]string{"bit", "varbit"} && len(to.Mods) == 0:
		return false, false
	case pair == [2]string{"text", "varchar"}, pair == [2]string{"citext", "varchar"}, pair == [2]string{"xml", "varchar"}:
		return len(to.Mods) > 0, false
	case pair == [2]string{"timestamp", "timestamptz"}, pair == [2]string{"timestamptz", "timestamp"}:
		if !grows(catalog.Type{Name: to.Name, Mods: from.Mods}, to) {
			return true, false
		}
		return false, true
	}
	return true, false
}

// grows tells whether every value of a type fits the same type with other modifiers unchanged, as the support functions
// of these types find (varchar_support, numeric_support, timestamp_support and their kind).
func grows(from, to catalog.Type) bool {
	if from.Fields != to.Fields && to.Fields != "" {
		return false
	}
	if slices.Equal(from.Mods, to.Mods) {
		return true
	}
	first := func(m []int, none int) int {
		if len(m) == 0 {
			return none
		}
		return m[0]
	}
	switch to.Name {
	case "varchar", "varbit":
		return len(to.Mods) == 0 || len(from.Mods) > 0 && to.Mods[0] >= from.Mods[0]
	case "numeric":
		if len(to.Mods) == 0 {
			return true
		}
		return len(from.Mods) == 2 && len(to.Mods) == 2 && to.Mods[1] == from.Mods[1] && to.Mods[0] >= from.Mods[0]
	case "timestamp", "timestamptz", "time", "timetz", "interval":
		const most = 6
		return first(to.Mods, most) >= first(from.Mods, most)
	}
	return len(to.Mods) == 0 && to.Name != "bpchar" && to.Name != "bit"
}
