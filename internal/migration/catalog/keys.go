package catalog

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// keys returns the keys of an index as PostgreSQL keeps them: a column in parentheses is a column, and so is one that is cast to the type
// that it has (ComputeIndexAttrs in indexcmds.c sees what is left of the expression).
func (c *Catalog) keys(t *Table, keys []pgparse.IndexKey) []pgparse.IndexKey {
	if !slices.ContainsFunc(keys, func(k pgparse.IndexKey) bool { return k.Column == "" }) {
		return keys
	}
	keys = slices.Clone(keys)
	for i, k := range keys {
		if k.Column != "" || k.Expr == nil || len(k.Expr.Columns) != 1 {
			continue
		}
		e := k.Expr
		if e.Trivial && e.Cast == nil {
			keys[i].Column, keys[i].Expr = e.Columns[0], nil
			continue
		}
		var col *Column
		if t != nil {
			col = t.Column(e.Columns[0])
		}
		if col == nil {
			continue
		}
		same := false
		if e.Trivial && e.Cast != nil {
			to, _ := c.Resolve(*e.Cast)
			same = to.Equal(col.Type)
		}
		if len(e.Functions) == 1 && e.Functions[0].Schema == "" { // date(day) is a cast as well
			name := e.Functions[0].Name
			same = e.Text == name+"("+col.Name+")" && col.Type.Equal(Type{Name: name})
		}
		if same {
			keys[i].Column, keys[i].Expr = col.Name, nil
		}
	}
	return keys
}
