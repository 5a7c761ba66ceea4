package pgparse

import (
	pg "github.com/pganalyze/pg_query_go/v5"
)

// typeName is where CREATE TYPE and CREATE DOMAIN have the name: behind the two words, and its schema.
func (t *translator) typeName() Span {
	i := t.first + 2
	if i+2 <= t.last && t.file.IsPunct(t.file.Tokens[i+1], '.') {
		i += 2
	}
	if i > t.last {
		return Span{}
	}
	return t.tokenSpan(i)
}

func createSequence(c *pg.CreateSeqStmt) *CreateSequence {
	out := &CreateSequence{Name: rangeName(c.Sequence), IfNotExists: c.IfNotExists, Temporary: c.Sequence.GetRelpersistence() == "t"}
	out.OwnedBy, out.OwnedColumn, _ = owner(c.Options)
	return out
}

func ownSequence(a *pg.AlterSeqStmt, out *AlterSequence) *AlterSequence {
	out.OwnedBy, out.OwnedColumn, out.Owned = owner(a.Options)
	return out
}

// owner reads OWNED BY table.column, or NONE.
func owner(options []*pg.Node) (table Name, column string, ok bool) {
	for _, o := range options {
		d := o.GetDefElem()
		if d.GetDefname() != "owned_by" {
			continue
		}
		items := d.GetArg().GetList().GetItems()
		if n := len(items); n > 1 {
			return listName(items[:n-1]), str(items[n-1]), true
		}
		return Name{}, "", true
	}
	return Name{}, "", false
}

func createSchema(c *pg.CreateSchemaStmt) *CreateSchema {
	out := &CreateSchema{Name: c.Schemaname, IfNotExists: c.IfNotExists}
	if out.Name == "" {
		out.Name = c.Authrole.GetRolename()
	}
	return out
}

func createTrigger(c *pg.CreateTrigStmt) *OnTable {
	return &OnTable{Tables: []Name{rangeName(c.Relation)}, Name: c.Trigname, Function: listName(c.Funcname), Replace: c.Replace, Row: c.Row}
}

// domainDetails adds what ALTER DOMAIN does to which constraint.
func (t *translator) domainDetails(d *pg.AlterDomainStmt, out *AlterDomain) *AlterDomain {
	out.ConstraintName = d.Name
	out.Default = d.Subtype == "T" && d.Def != nil
	if k := d.Def.GetConstraint(); k != nil {
		c := t.constraint(k, "", 0)
		out.Constraint = &c
	}
	return out
}

// parameters returns the types that tell a function from others of its name.
func parameters(list []*pg.Node) []Type {
	out := []Type{}
	for _, n := range list {
		p := n.GetFunctionParameter()
		switch p.GetMode() {
		case pg.FunctionParameterMode_FUNC_PARAM_OUT, pg.FunctionParameterMode_FUNC_PARAM_TABLE:
		default:
			out = append(out, typeOf(p.GetArgType()))
		}
	}
	return out
}

// arguments returns the argument types with which a statement names a function, nil when it gives none.
func arguments(n *pg.Node) []Type {
	o := n.GetObjectWithArgs()
	if o == nil || o.ArgsUnspecified {
		return nil
	}
	out := []Type{}
	if len(o.Objfuncargs) > 0 {
		return parameters(o.Objfuncargs)
	}
	for _, a := range o.Objargs {
		out = append(out, typeOf(a.GetTypeName()))
	}
	return out
}

func texts(list []*pg.Node) []string {
	var out []string
	for _, n := range list {
		out = append(out, str(n))
	}
	return out
}
