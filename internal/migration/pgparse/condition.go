package pgparse

import (
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
)

// Condition is the condition of an IF as far as the schema alone decides it. The zero Condition cannot be decided.
type Condition struct {
	// Exists is a test for an object; nil for everything else.
	Exists *Existence
	// Not is the condition that this one is the opposite of.
	Not *Condition
	// All and Any are conditions joined by AND and OR.
	All, Any []*Condition
}

// Existence is a test for an object by way of the system catalogs: EXISTS (SELECT … FROM pg_type WHERE typname = 'x').
type Existence struct {
	// Catalog is the catalog or view: "pg_type", "information_schema.columns".
	Catalog string
	// Equal are the columns that are compared with constants, each with its constant.
	Equal map[string]string
	// Partial says that there is more to the test than that: where it finds nothing, it is false; otherwise nobody knows.
	Partial bool
}

func (c *Condition) negated() *Condition {
	if c == nil {
		return &Condition{}
	}
	return &Condition{Not: c}
}

// condition reads the condition of an IF.
func condition(text string) *Condition {
	in := lexer.Scan("SELECT " + text)
	if text == "" || !sound(in) {
		return &Condition{}
	}
	tree, err := pg.Parse(in.Text)
	if err != nil || len(tree.Stmts) != 1 {
		return &Condition{}
	}
	list := tree.Stmts[0].Stmt.GetSelectStmt().GetTargetList()
	if len(list) != 1 {
		return &Condition{}
	}
	return test(list[0].GetResTarget().GetVal())
}

func test(n *pg.Node) *Condition {
	switch v := n.GetNode().(type) {
	case *pg.Node_BoolExpr:
		parts := make([]*Condition, 0, len(v.BoolExpr.Args))
		for _, a := range v.BoolExpr.Args {
			parts = append(parts, test(a))
		}
		switch v.BoolExpr.Boolop {
		case pg.BoolExprType_AND_EXPR:
			return &Condition{All: parts}
		case pg.BoolExprType_OR_EXPR:
			return &Condition{Any: parts}
		case pg.BoolExprType_NOT_EXPR:
			return parts[0].negated()
		}
	case *pg.Node_SubLink:
		switch v.SubLink.SubLinkType {
		case pg.SubLinkType_EXISTS_SUBLINK:
			return &Condition{Exists: existence(v.SubLink.Subselect.GetSelectStmt())}
		case pg.SubLinkType_EXPR_SUBLINK:
			// (SELECT EXISTS (…))
			q := v.SubLink.Subselect.GetSelectStmt()
			if len(q.GetFromClause()) == 0 && len(q.GetTargetList()) == 1 {
				return test(q.TargetList[0].GetResTarget().GetVal())
			}
		}
	case *pg.Node_NullTest:
		if e := regclass(v.NullTest.Arg); e != nil {
			c := &Condition{Exists: e}
			if v.NullTest.Nulltesttype == pg.NullTestType_IS_NULL {
				return c.negated()
			}
			return c
		}
	}
	return &Condition{}
}

// regclass reads to_regclass('name'), which is null when there is no such relation.
func regclass(n *pg.Node) *Existence {
	f := n.GetFuncCall()
	if f == nil || len(f.Args) != 1 {
		return nil
	}
	column := map[string]string{"to_regclass": "relname", "to_regtype": "typname", "to_regnamespace": "nspname"}[listName(f.Funcname).Name]
	name := constant(f.Args[0])
	if column == "" || name == "" || strings.ContainsAny(name, `"$`) {
		return nil
	}
	catalog := map[string]string{"relname": "pg_class", "typname": "pg_type", "nspname": "pg_namespace"}[column]
	return &Existence{Catalog: catalog, Equal: map[string]string{column: strings.ToLower(name)}}
}

// existence reads a query over one catalog whose conditions are comparisons with constants.
func existence(q *pg.SelectStmt) *Existence {
	if q == nil || len(q.FromClause) != 1 || len(q.GroupClause) > 0 || q.HavingClause != nil || q.Larg != nil || q.LimitCount != nil && constant(q.LimitCount) == "0" {
		return nil
	}
	r := q.FromClause[0].GetRangeVar()
	if r == nil {
		return nil
	}
	name := rangeName(r)
	e := &Existence{Catalog: name.Name, Equal: map[string]string{}}
	switch name.Schema {
	case "", "pg_catalog":
		if !strings.HasPrefix(name.Name, "pg_") {
			return nil
		}
	case "information_schema":
		e.Catalog = name.String()
	default:
		return nil
	}
	e.where(q.WhereClause)
	return e
}

func (e *Existence) where(n *pg.Node) {
	if n == nil {
		return
	}
	if b := n.GetBoolExpr(); b != nil && b.Boolop == pg.BoolExprType_AND_EXPR {
		for _, a := range b.Args {
			e.where(a)
		}
		return
	}
	x := n.GetAExpr()
	if x == nil || x.Kind != pg.A_Expr_Kind_AEXPR_OP || listName(x.Name).Name != "=" {
		e.Partial = true
		return
	}
	column, value := bare(x.Lexpr), x.Rexpr
	if column == "" {
		column, value = bare(x.Rexpr), x.Lexpr
	}
	if f := listName(value.GetFuncCall().GetFuncname()).Name; column != "" && f == "current_schema" {
		return // where names without a schema are looked up anyway
	}
	v := constant(value)
	if column == "" || v == "" {
		e.Partial = true
		return
	}
	e.Equal[column] = v
}

// bare returns the name of a column, casts aside.
func bare(n *pg.Node) string {
	if c := n.GetTypeCast(); c != nil {
		return bare(c.Arg)
	}
	return columnName(n)
}

// spliced returns the names whose values an expression puts into a text as they are.
func spliced(text string) []string {
	in := lexer.Scan("SELECT " + text)
	if !sound(in) {
		return nil
	}
	tree, err := pg.Parse(in.Text)
	if err != nil || len(tree.Stmts) != 1 {
		return nil
	}
	var out []string
	for _, t := range tree.Stmts[0].Stmt.GetSelectStmt().GetTargetList() {
		out = splice(t.GetResTarget().GetVal(), out)
	}
	return out
}

func splice(n *pg.Node, out []string) []string {
	switch v := n.GetNode().(type) {
	case *pg.Node_ColumnRef:
		return append(out, columnPath(n))
	case *pg.Node_ParamRef:
		return append(out, "$"+strconv.Itoa(int(v.ParamRef.Number)))
	case *pg.Node_TypeCast:
		switch listName(v.TypeCast.TypeName.GetNames()).Name {
		case "text", "varchar", "name", "bpchar":
			return splice(v.TypeCast.Arg, out)
		}
		// A number, a uuid or a regclass cannot hold SQL.
	case *pg.Node_AExpr:
		switch listName(v.AExpr.Name).Name {
		case "||":
			return splice(v.AExpr.Rexpr, splice(v.AExpr.Lexpr, out))
		case "->>", "#>>":
			return splice(v.AExpr.Lexpr, out)
		}
	case *pg.Node_CoalesceExpr:
		for _, a := range v.CoalesceExpr.Args {
			out = splice(a, out)
		}
	case *pg.Node_FuncCall:
		switch listName(v.FuncCall.Funcname).Name {
		case "format":
			return spliceFormat(v.FuncCall.Args, out)
		case "concat", "concat_ws", "lower", "upper", "trim", "btrim", "replace", "array_to_string", "string_agg":
			for _, a := range v.FuncCall.Args {
				out = splice(a, out)
			}
		}
	}
	return out
}

// spliceFormat reads format('… %s …', a): the arguments of %s are put in as they are, those of %I and %L are quoted.
func spliceFormat(args []*pg.Node, out []string) []string {
	if len(args) == 0 {
		return out
	}
	pattern := constant(args[0])
	if pattern == "" {
		return splice(args[0], out)
	}
	next := 1
	for i := 0; i+1 < len(pattern); i++ {
		if pattern[i] != '%' {
			continue
		}
		i++
		position := 0
		for i < len(pattern) && pattern[i] >= '0' && pattern[i] <= '9' && position < len(args) {
			position = position*10 + int(pattern[i]-'0')
			i++
		}
		if i < len(pattern) && pattern[i] == '$' {
			next = position
			i++
		}
		if i >= len(pattern) || pattern[i] == '%' {
			continue
		}
		if pattern[i] == 's' && next > 0 && next < len(args) {
			out = splice(args[next], out)
		}
		next++
	}
	return out
}

// columnPath writes a reference such as NEW.name as it stands.
func columnPath(n *pg.Node) string {
	var parts []string
	for _, f := range n.GetColumnRef().GetFields() {
		parts = append(parts, str(f))
	}
	return strings.Join(parts, ".")
}
