package pgparse

import (
	"slices"

	pg "github.com/pganalyze/pg_query_go/v5"
)

// Output is an item of a query's select list: a column by its name, all columns of a relation, or something whose columns cannot be
// told.
type Output struct {
	Name string
	// All is the relation of which the item is every column.
	All     Name
	Unknown bool
}

// maxOutputs bounds what nested queries with stars can unfold to.
const maxOutputs = 4000

// query notes what a view's query says about its columns.
func (c *CreateView) query(n *pg.Node, aliases []*pg.Node) {
	c.Outputs, c.Aliases = outputs(n.GetSelectStmt(), nil), texts(aliases)
	visit(n, func(n *pg.Node) {
		if name := columnName(n); name != "" && !slices.Contains(c.Mentions, name) && len(c.Mentions) < maxOutputs {
			c.Mentions = append(c.Mentions, name)
		}
	})
}

// scope holds the queries of WITH clauses by their names.
type scope struct {
	outer *scope
	name  string
	out   []Output
}

func (s *scope) find(name string) ([]Output, bool) {
	for ; s != nil; s = s.outer {
		if s.name == name {
			return s.out, true
		}
	}
	return nil, false
}

var unknownOutput = []Output{{Unknown: true}}

// outputs returns the columns of a query.
func outputs(q *pg.SelectStmt, in *scope) []Output {
	if q == nil {
		return unknownOutput
	}
	for _, n := range q.WithClause.GetCtes() {
		c := n.GetCommonTableExpr()
		out := unknownOutput
		if !q.WithClause.GetRecursive() {
			out = outputs(c.GetCtequery().GetSelectStmt(), in)
		}
		in = &scope{outer: in, name: c.GetCtename(), out: alias(out, texts(c.GetAliascolnames()))}
	}
	if q.Larg != nil {
		return outputs(q.Larg, in)
	}
	if len(q.ValuesLists) > 0 {
		return unknownOutput
	}
	var out []Output
	for _, n := range q.TargetList {
		r := n.GetResTarget()
		switch {
		case len(out) > maxOutputs:
			return unknownOutput
		case r.GetName() != "":
			out = append(out, Output{Name: r.Name})
		case isStar(r.GetVal()):
			out = append(out, star(q.FromClause, r.Val.GetColumnRef().GetFields(), in)...)
		default:
			name, strength := figure(r.GetVal())
			if strength == 0 {
				name = "?column?"
			}
			out = append(out, Output{Name: name})
		}
	}
	return out
}

// alias gives names to the first of some columns.
func alias(out []Output, names []string) []Output {
	if len(names) == 0 {
		return out
	}
	out = slices.Clone(out)
	for i, n := range names {
		if i >= len(out) || out[i].Name == "" {
			return unknownOutput
		}
		out[i].Name = n
	}
	return out
}

func isStar(n *pg.Node) bool {
	f := n.GetColumnRef().GetFields()
	return len(f) > 0 && f[len(f)-1].GetAStar() != nil
}

// star unfolds * and t.*.
func star(from []*pg.Node, fields []*pg.Node, in *scope) []Output {
	of := ""
	if n := len(fields); n > 1 {
		of = str(fields[n-2])
	}
	var out []Output
	found := false
	var add func(n *pg.Node)
	add = func(n *pg.Node) {
		if len(out) > maxOutputs {
			return
		}
		var name string
		var cols []Output
		switch v := n.GetNode().(type) {
		case *pg.Node_JoinExpr:
			if of == "" && (v.JoinExpr.IsNatural || len(v.JoinExpr.UsingClause) > 0) || v.JoinExpr.Alias != nil {
				out, found = append(out, Output{Unknown: true}), true
				return
			}
			add(v.JoinExpr.Larg)
			add(v.JoinExpr.Rarg)
			return
		case *pg.Node_RangeVar:
			r := rangeName(v.RangeVar)
			name = r.Name
			cte, ok := in.find(r.Name)
			if ok = ok && r.Schema == ""; ok {
				cols = cte
			} else {
				cols = []Output{{All: r}}
			}
			if a := v.RangeVar.Alias; a != nil {
				name, cols = a.Aliasname, alias(cols, texts(a.Colnames))
			}
		case *pg.Node_RangeSubselect:
			cols = outputs(v.RangeSubselect.Subquery.GetSelectStmt(), in)
			if a := v.RangeSubselect.Alias; a != nil {
				name, cols = a.Aliasname, alias(cols, texts(a.Colnames))
			}
		default:
			name, cols = n.GetRangeFunction().GetAlias().GetAliasname(), unknownOutput
		}
		if of == "" || of == name {
			found = true
			out = append(out, cols...)
		}
	}
	for _, n := range from {
		add(n)
	}
	if !found || len(out) > maxOutputs {
		return unknownOutput
	}
	return out
}

// figure returns the name that PostgreSQL gives an expression as a column, and how good it is: 0 for none, 1 for one by its form,
// 2 for a name in it (FigureColnameInternal in parse_target.c).
func figure(n *pg.Node) (string, int) {
	switch v := n.GetNode().(type) {
	case *pg.Node_ColumnRef:
		if name := columnName(n); name != "" {
			return name, 2
		}
	case *pg.Node_AIndirection:
		list := v.AIndirection.Indirection
		for i := len(list) - 1; i >= 0; i-- {
			if s := str(list[i]); s != "" {
				return s, 2
			}
		}
		return figure(v.AIndirection.Arg)
	case *pg.Node_FuncCall:
		return listName(v.FuncCall.Funcname).Name, 2
	case *pg.Node_AExpr:
		if v.AExpr.Kind == pg.A_Expr_Kind_AEXPR_NULLIF {
			return "nullif", 2
		}
	case *pg.Node_TypeCast:
		if name, strength := figure(v.TypeCast.Arg); strength > 1 {
			return name, strength
		}
		return listName(v.TypeCast.TypeName.GetNames()).Name, 1
	case *pg.Node_CollateClause:
		return figure(v.CollateClause.Arg)
	case *pg.Node_GroupingFunc:
		return "grouping", 2
	case *pg.Node_SubLink:
		return figureSubLink(v.SubLink)
	case *pg.Node_CaseExpr:
		if name, strength := figure(v.CaseExpr.Defresult); strength > 1 {
			return name, strength
		}
		return "case", 1
	case *pg.Node_AArrayExpr:
		return "array", 2
	case *pg.Node_RowExpr:
		return "row", 2
	case *pg.Node_CoalesceExpr:
		return "coalesce", 2
	case *pg.Node_MinMaxExpr:
		if v.MinMaxExpr.Op == pg.MinMaxOp_IS_LEAST {
			return "least", 2
		}
		return "greatest", 2
	case *pg.Node_SqlvalueFunction:
		return sessionValues[v.SqlvalueFunction.Op], 2
	case *pg.Node_XmlSerialize:
		return "xmlserialize", 2
	}
	return "", 0
}

func figureSubLink(s *pg.SubLink) (string, int) {
	switch s.SubLinkType {
	case pg.SubLinkType_EXISTS_SUBLINK:
		return "exists", 2
	case pg.SubLinkType_ARRAY_SUBLINK:
		return "array", 2
	case pg.SubLinkType_EXPR_SUBLINK:
		q := s.Subselect.GetSelectStmt()
		for q.GetLarg() != nil {
			q = q.Larg
		}
		if list := q.GetTargetList(); len(list) > 0 {
			r := list[0].GetResTarget()
			if r.GetName() != "" {
				return r.Name, 2
			}
			return figure(r.GetVal())
		}
	}
	return "", 0
}

// sessionValues are the names of columns made of CURRENT_TIMESTAMP and its kind.
var sessionValues = map[pg.SQLValueFunctionOp]string{
	pg.SQLValueFunctionOp_SVFOP_CURRENT_DATE: "current_date", pg.SQLValueFunctionOp_SVFOP_CURRENT_TIME: "current_time",
	pg.SQLValueFunctionOp_SVFOP_CURRENT_TIME_N: "current_time", pg.SQLValueFunctionOp_SVFOP_CURRENT_TIMESTAMP: "current_timestamp",
	pg.SQLValueFunctionOp_SVFOP_CURRENT_TIMESTAMP_N: "current_timestamp", pg.SQLValueFunctionOp_SVFOP_LOCALTIME: "localtime",
	pg.SQLValueFunctionOp_SVFOP_LOCALTIME_N: "localtime", pg.SQLValueFunctionOp_SVFOP_LOCALTIMESTAMP: "localtimestamp",
	pg.SQLValueFunctionOp_SVFOP_LOCALTIMESTAMP_N: "localtimestamp", pg.SQLValueFunctionOp_SVFOP_CURRENT_ROLE: "current_role",
	pg.SQLValueFunctionOp_SVFOP_CURRENT_USER: "current_user", pg.SQLValueFunctionOp_SVFOP_USER: "user",
	pg.SQLValueFunctionOp_SVFOP_SESSION_USER: "session_user", pg.SQLValueFunctionOp_SVFOP_CURRENT_CATALOG: "current_catalog",
	pg.SQLValueFunctionOp_SVFOP_CURRENT_SCHEMA: "current_schema",
}
