package catalog

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// keys returns the keys of an index as PostgreSQL keeps them: a column in parentheses is a column, and so is one that is cast to the type
// that it has (ComputeIndexAttrs in indexcmds.c sees what is left of the expression).
func (c *Catalog) keys(t *Table, keys []pgparse.IndexKey) []pgparse.IndexKey {
	if t == nil || !slices.ContainsFunc(keys, func(k pgparse.IndexKey) bool { return k.Column == "" }) {
		return keys
	}
	keys = slices.Clone(keys)
	for i, k := range keys {
		if k.Column != "" || k.Expr == nil || len(k.Expr.Columns) != 1 {
			continue
		}
		col := t.Column(k.Expr.Columns[0])
		if col == nil {
			continue
		}
		e := k.Expr
		same := e.Trivial && e.Cast == nil
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
