package pgparse

import (
	"strconv"

	pg "github.com/pganalyze/pg_query_go/v5"
)

func rangeName(r *pg.RangeVar) Name { return Name{r.GetSchemaname(), r.GetRelname()} }

func rangeNames(list []*pg.Node) []Name {
	var out []Name
	for _, n := range list {
		if r := n.GetRangeVar(); r != nil {
			out = append(out, rangeName(r))
		}
	}
	return out
}

// listName is the name that a list of strings spells; a database's name is dropped.
func listName(list []*pg.Node) Name {
	switch n := len(list); n {
	case 0:
		return Name{}
	case 1:
		return Name{Name: str(list[0])}
	default:
		return Name{str(list[n-2]), str(list[n-1])}
	}
}

// nameOf is the name of an object in any of the forms that DROP and ALTER hold it in.
func nameOf(n *pg.Node) Name {
	switch v := n.GetNode().(type) {
	case *pg.Node_List:
		return listName(v.List.Items)
	case *pg.Node_String_:
		return Name{Name: v.String_.Sval}
	case *pg.Node_TypeName:
		return listName(v.TypeName.Names)
	case *pg.Node_ObjectWithArgs:
		return listName(v.ObjectWithArgs.Objname)
	case *pg.Node_RangeVar:
		return rangeName(v.RangeVar)
	}
	return Name{}
}

func str(n *pg.Node) string { return n.GetString_().GetSval() }

// constant returns the text of a constant, casts aside.
func constant(n *pg.Node) string {
	switch v := n.GetNode().(type) {
	case *pg.Node_TypeCast:
		return constant(v.TypeCast.Arg)
	case *pg.Node_String_:
		return v.String_.Sval
	case *pg.Node_Boolean:
		return strconv.FormatBool(v.Boolean.Boolval)
	case *pg.Node_AConst:
		switch c := v.AConst.Val.(type) {
		case *pg.A_Const_Sval:
			return c.Sval.Sval
		case *pg.A_Const_Ival:
			return strconv.Itoa(int(c.Ival.Ival))
		case *pg.A_Const_Fval:
			return c.Fval.Fval
		case *pg.A_Const_Boolval:
			return strconv.FormatBool(c.Boolval.Boolval)
		}
	}
	return ""
}

func typeOf(n *pg.TypeName) Type {
	if n == nil {
		return Type{}
	}
	t := Type{Name: listName(n.Names), Array: len(n.ArrayBounds), SetOf: n.Setof}
	for _, m := range n.Typmods {
		// A modifier may be any constant; those of the types that matter here are integers.
		v, err := strconv.Atoi(constant(m))
		if err != nil {
			v = 0
		}
		t.Mods = append(t.Mods, v)
	}
	return t
}

// only tells whether the word ONLY stands before the first of some tables.
func only(nodes []*pg.Node) bool { return len(nodes) > 0 && !nodes[0].GetRangeVar().GetInh() }
