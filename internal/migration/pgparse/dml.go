package pgparse

import (
	"slices"

	pg "github.com/pganalyze/pg_query_go/v5"
)

// insert translates INSERT.
func (t *translator) insert(v *pg.InsertStmt) *DML {
	out := &DML{Table: rangeName(v.Relation), Filtered: true, Twice: twice(v.Cols)}
	q := v.SelectStmt.GetSelectStmt()
	out.Rows = len(q.GetValuesLists())
	// A query that names its columns, or DEFAULT VALUES, says what it inserts.
	out.Positional = len(v.Cols) == 0 && v.SelectStmt != nil
	return out
}

// twice returns the columns that a list assigns more than once, which is an error (transformUpdateTargetList and
// checkInsertTargets in parse_target.c). Parts of a column, such as a[1] and a[2], may be assigned one by one.
func twice(targets []*pg.Node) []string {
	var seen, out []string
	for _, n := range targets {
		r := n.GetResTarget()
		if r == nil || r.Name == "" || len(r.Indirection) > 0 {
			continue
		}
		if slices.Contains(seen, r.Name) {
			if !slices.Contains(out, r.Name) {
				out = append(out, r.Name)
			}
			continue
		}
		if len(seen) == maxTargets {
			return out
		}
		seen = append(seen, r.Name)
	}
	return out
}

// targets returns the columns that a list assigns.
func targets(list []*pg.Node) []string {
	var out []string
	for _, n := range list[:min(len(list), maxTargets)] {
		if r := n.GetResTarget(); r != nil && r.Name != "" {
			out = append(out, r.Name)
		}
	}
	return out
}

// maxTargets is the number of columns that a table can have.
const maxTargets = 1600

// filters tells whether a WHERE clause leaves anything out, as far as its text tells: WHERE true does not.
func filters(where *pg.Node) bool {
	if where == nil {
		return false
	}
	if c := constant(where); c == "true" {
		return false
	}
	x := where.GetAExpr()
	if x == nil || x.Kind != pg.A_Expr_Kind_AEXPR_OP || listName(x.Name).Name != "=" {
		return true
	}
	l, r := constant(x.Lexpr), constant(x.Rexpr)
	return l == "" || l != r
}

// nullComparisons returns the places of comparisons with NULL by = or <>, which are never true.
func (t *translator) nullComparisons(nodes ...*pg.Node) []Span {
	var out []Span
	for _, n := range nodes {
		visit(n, func(n *pg.Node) {
			x := n.GetAExpr()
			if x == nil || x.Kind != pg.A_Expr_Kind_AEXPR_OP || x.Lexpr == nil {
				return
			}
			switch listName(x.Name).Name {
			case "=", "<>", "!=":
			default:
				return
			}
			if x.Lexpr.GetAConst().GetIsnull() || x.Rexpr.GetAConst().GetIsnull() {
				i := t.token(x.Location)
				out = append(out, t.tokens(max(i-1, t.first), min(i+2, t.last+1)))
			}
		})
	}
	return out
}

// selectsStar tells whether a query has the columns that its relations happen to have.
func selectsStar(q *pg.SelectStmt) bool {
	if q == nil {
		return false
	}
	for _, n := range q.TargetList {
		fields := n.GetResTarget().GetVal().GetColumnRef().GetFields()
		if k := len(fields); k > 0 && fields[k-1].GetAStar() != nil {
			return true
		}
	}
	return selectsStar(q.Larg) || selectsStar(q.Rarg)
}
