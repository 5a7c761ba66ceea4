package pgparse

import (
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
)

// expr translates an expression whose source is the tokens [from, to).
func (t *translator) expr(n *pg.Node, from, to int) *Expr {
	if n == nil {
		return nil
	}
	e := &Expr{}
	if from < to && to-1 <= t.last {
		e.Span = t.tokens(from, to)
		e.Text = t.text(from, to)
	}
	columns := 0
	visit(n, func(n *pg.Node) {
		switch v := n.GetNode().(type) {
		case *pg.Node_FuncCall:
			e.Functions = append(e.Functions, listName(v.FuncCall.Funcname))
		case *pg.Node_SqlvalueFunction:
			e.Session = true
		case *pg.Node_ColumnRef:
			columns++
			if name := columnName(n); name != "" && !slices.Contains(e.Columns, name) {
				e.Columns = append(e.Columns, name)
			}
		}
	})
	e.Constant = columns == 0 && len(e.Functions) == 0 && !e.Session
	e.NotNull = notNull(n, nil)
	inner := n
	for {
		c := inner.GetTypeCast()
		if c == nil {
			break
		}
		if e.Cast == nil {
			cast := typeOf(c.TypeName)
			e.Cast = &cast
		}
		inner = c.Arg
	}
	e.Label = label(n)
	e.Trivial = inner.GetColumnRef() != nil
	e.Null = inner.GetAConst().GetIsnull()
	return e
}

// text writes the tokens [from, to) on one line, spaced as people do, so that expressions can be compared and shown.
func (t *translator) text(from, to int) string {
	var b strings.Builder
	var last lexer.Token
	for i := from; i < to; i++ {
		tok := t.file.Tokens[i]
		word := t.file.Of(tok)
		if i > from && t.spaced(last, word) {
			b.WriteByte(' ')
		}
		b.WriteString(word)
		last = tok
	}
	return b.String()
}

// spaced tells whether a space belongs between a token and the word after it.
func (t *translator) spaced(last lexer.Token, word string) bool {
	switch word {
	case ")", "]", ",", ".", "::", "[":
		return false
	case "(":
		return last.Kind != lexer.Word || beforeParenthesis[lower(t.file.Of(last))]
	}
	switch t.file.Of(last) {
	case "(", "[", ".", "::":
		return false
	}
	return true
}

// beforeParenthesis are the words that are no function's name when a parenthesis follows.
var beforeParenthesis = map[string]bool{
	"in": true, "and": true, "or": true, "not": true, "when": true, "then": true, "else": true, "case": true, "over": true, "as": true, "is": true,
	"like": true, "ilike": true, "between": true, "from": true, "select": true, "where": true, "on": true, "by": true, "using": true,
}

func columnName(n *pg.Node) string {
	fields := n.GetColumnRef().GetFields()
	if len(fields) == 0 {
		return ""
	}
	return str(fields[len(fields)-1])
}

// notNull returns the columns that an expression, when true, proves to be not null: those of x IS NOT NULL, also when
// joined by AND.
func notNull(n *pg.Node, out []string) []string {
	switch v := n.GetNode().(type) {
	case *pg.Node_NullTest:
		if v.NullTest.Nulltesttype == pg.NullTestType_IS_NOT_NULL {
			if c := columnName(v.NullTest.Arg); c != "" {
				out = append(out, c)
			}
		}
	case *pg.Node_BoolExpr:
		if v.BoolExpr.Boolop == pg.BoolExprType_AND_EXPR {
			for _, a := range v.BoolExpr.Args {
				out = notNull(a, out)
			}
		}
	}
	return out
}

// reads returns the relations that queries and expressions name, but for the names of their own WITH clauses.
func reads(nodes ...*pg.Node) []Name {
	var out []Name
	var local []string
	for _, n := range nodes {
		visit(n, func(n *pg.Node) {
			switch v := n.GetNode().(type) {
			case *pg.Node_RangeVar:
				if name := rangeName(v.RangeVar); !slices.Contains(out, name) {
					out = append(out, name)
				}
			case *pg.Node_CommonTableExpr:
				local = append(local, v.CommonTableExpr.Ctename)
			}
		})
	}
	return slices.DeleteFunc(out, func(n Name) bool { return n.Schema == "" && slices.Contains(local, n.Name) })
}

func selectReads(q *pg.SelectStmt) []Name {
	return reads(&pg.Node{Node: &pg.Node_SelectStmt{SelectStmt: q}})
}

// with wraps a WITH clause's queries in a node.
func with(w *pg.WithClause) *pg.Node {
	if w == nil {
		return nil
	}
	return &pg.Node{Node: &pg.Node_List{List: &pg.List{Items: w.Ctes}}}
}

// visit calls f for a node and all that queries and expressions can hold below it. Rows of VALUES are skipped: they are
// many and name nothing that matters. The depth is bounded by the lexer's guard and the parser's own stack.
func visit(n *pg.Node, f func(*pg.Node)) {
	if n == nil {
		return
	}
	f(n)
	list := func(nodes []*pg.Node) {
		for _, n := range nodes {
			visit(n, f)
		}
	}
	switch v := n.Node.(type) {
	case *pg.Node_List:
		list(v.List.Items)
	case *pg.Node_SelectStmt:
		visitSelect(v.SelectStmt, f)
	case *pg.Node_CommonTableExpr:
		visit(v.CommonTableExpr.Ctequery, f)
	case *pg.Node_InsertStmt:
		visit(&pg.Node{Node: &pg.Node_RangeVar{RangeVar: v.InsertStmt.Relation}}, f)
		visit(v.InsertStmt.SelectStmt, f)
	case *pg.Node_UpdateStmt:
		visit(&pg.Node{Node: &pg.Node_RangeVar{RangeVar: v.UpdateStmt.Relation}}, f)
		list(v.UpdateStmt.FromClause)
		visit(v.UpdateStmt.WhereClause, f)
	case *pg.Node_DeleteStmt:
		visit(&pg.Node{Node: &pg.Node_RangeVar{RangeVar: v.DeleteStmt.Relation}}, f)
		list(v.DeleteStmt.UsingClause)
		visit(v.DeleteStmt.WhereClause, f)
	case *pg.Node_ResTarget:
		visit(v.ResTarget.Val, f)
	case *pg.Node_JoinExpr:
		visit(v.JoinExpr.Larg, f)
		visit(v.JoinExpr.Rarg, f)
		visit(v.JoinExpr.Quals, f)
	case *pg.Node_RangeSubselect:
		visit(v.RangeSubselect.Subquery, f)
	case *pg.Node_RangeFunction:
		list(v.RangeFunction.Functions)
	case *pg.Node_SubLink:
		visit(v.SubLink.Testexpr, f)
		visit(v.SubLink.Subselect, f)
	case *pg.Node_AExpr:
		visit(v.AExpr.Lexpr, f)
		visit(v.AExpr.Rexpr, f)
	case *pg.Node_BoolExpr:
		list(v.BoolExpr.Args)
	case *pg.Node_FuncCall:
		list(v.FuncCall.Args)
		visit(v.FuncCall.AggFilter, f)
	case *pg.Node_TypeCast:
		visit(v.TypeCast.Arg, f)
	case *pg.Node_CollateClause:
		visit(v.CollateClause.Arg, f)
	case *pg.Node_NullTest:
		visit(v.NullTest.Arg, f)
	case *pg.Node_BooleanTest:
		visit(v.BooleanTest.Arg, f)
	case *pg.Node_CoalesceExpr:
		list(v.CoalesceExpr.Args)
	case *pg.Node_MinMaxExpr:
		list(v.MinMaxExpr.Args)
	case *pg.Node_CaseExpr:
		visit(v.CaseExpr.Arg, f)
		list(v.CaseExpr.Args)
		visit(v.CaseExpr.Defresult, f)
	case *pg.Node_CaseWhen:
		visit(v.CaseWhen.Expr, f)
		visit(v.CaseWhen.Result, f)
	case *pg.Node_AArrayExpr:
		list(v.AArrayExpr.Elements)
	case *pg.Node_RowExpr:
		list(v.RowExpr.Args)
	case *pg.Node_AIndirection:
		visit(v.AIndirection.Arg, f)
	case *pg.Node_SortBy:
		visit(v.SortBy.Node, f)
	}
}

func visitSelect(q *pg.SelectStmt, f func(*pg.Node)) {
	if q == nil {
		return
	}
	for _, nodes := range [...][]*pg.Node{q.WithClause.GetCtes(), q.FromClause, q.TargetList, {q.WhereClause, q.HavingClause}} {
		for _, n := range nodes {
			visit(n, f)
		}
	}
	visitSelect(q.Larg, f)
	visitSelect(q.Rarg, f)
}

// label is the name that PostgreSQL gives an index column made of an expression (FigureIndexColname in parse_target.c).
func label(n *pg.Node) string {
	if name, strength := figure(n); strength > 0 {
		return name
	}
	return "expr"
}
