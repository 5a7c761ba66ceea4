package pgparse

import (
	pg "github.com/pganalyze/pg_query_go/v5"
)

// outside names a statement that the server refuses within a transaction block, as it does with every one on whose page the manual
// says so (PreventInTransactionBlock in xact.c), or returns "".
func outside(n *pg.Node) string {
	switch v := n.GetNode().(type) {
	case *pg.Node_IndexStmt:
		if v.IndexStmt.Concurrent {
			return "CREATE INDEX CONCURRENTLY"
		}
	case *pg.Node_DropStmt:
		if v.DropStmt.Concurrent {
			return "DROP INDEX CONCURRENTLY"
		}
	case *pg.Node_ReindexStmt:
		for _, p := range v.ReindexStmt.Params {
			if p.GetDefElem().GetDefname() == "concurrently" {
				return "REINDEX CONCURRENTLY"
			}
		}
		switch v.ReindexStmt.Kind {
		case pg.ReindexObjectType_REINDEX_OBJECT_SCHEMA:
			return "REINDEX SCHEMA"
		case pg.ReindexObjectType_REINDEX_OBJECT_DATABASE:
			return "REINDEX DATABASE"
		case pg.ReindexObjectType_REINDEX_OBJECT_SYSTEM:
			return "REINDEX SYSTEM"
		}
	case *pg.Node_AlterTableStmt:
		for _, c := range v.AlterTableStmt.Cmds {
			if p := c.GetAlterTableCmd().GetDef().GetPartitionCmd(); p.GetConcurrent() {
				return "DETACH PARTITION CONCURRENTLY"
			}
		}
	case *pg.Node_VacuumStmt:
		if v.VacuumStmt.IsVacuumcmd {
			return "VACUUM"
		}
	case *pg.Node_CreatedbStmt:
		return "CREATE DATABASE"
	case *pg.Node_DropdbStmt:
		return "DROP DATABASE"
	case *pg.Node_CreateTableSpaceStmt:
		return "CREATE TABLESPACE"
	case *pg.Node_DropTableSpaceStmt:
		return "DROP TABLESPACE"
	case *pg.Node_AlterSystemStmt:
		return "ALTER SYSTEM"
	case *pg.Node_DiscardStmt:
		if v.DiscardStmt.Target == pg.DiscardMode_DISCARD_ALL {
			return "DISCARD ALL"
		}
	case *pg.Node_ClusterStmt:
		if v.ClusterStmt.Relation == nil {
			return "CLUSTER of all tables"
		}
	case *pg.Node_CreateSubscriptionStmt:
		for _, o := range v.CreateSubscriptionStmt.Options {
			d := o.GetDefElem()
			if (d.GetDefname() == "create_slot" || d.GetDefname() == "connect") && constant(d.GetArg()) == "false" {
				return ""
			}
		}
		return "CREATE SUBSCRIPTION"
	case *pg.Node_AlterDatabaseStmt:
		for _, o := range v.AlterDatabaseStmt.Options {
			if o.GetDefElem().GetDefname() == "tablespace" {
				return "ALTER DATABASE … SET TABLESPACE"
			}
		}
	}
	return ""
}

// SetDefault is ALTER DATABASE … SET and ALTER ROLE … SET of one parameter, which later sessions begin with.
type SetDefault struct{ Set Set }

// setDefault translates the SET of an ALTER DATABASE or ALTER ROLE.
func (t *translator) setDefault(s *Statement, kind string, v *pg.VariableSetStmt) {
	s.Kind = kind
	if v == nil {
		return
	}
	var inner Statement
	t.set(&inner, v)
	if n, ok := inner.Node.(*Set); ok {
		s.Node = &SetDefault{*n}
	}
}

// pinned returns the columns that a WHERE clause compares with constants for equality, so that no row has others: id = 1 AND …
func pinned(n *pg.Node, out []string) []string {
	switch v := n.GetNode().(type) {
	case *pg.Node_BoolExpr:
		if v.BoolExpr.Boolop == pg.BoolExprType_AND_EXPR {
			for _, a := range v.BoolExpr.Args {
				out = pinned(a, out)
			}
		}
	case *pg.Node_AExpr:
		e := v.AExpr
		if len(e.Name) != 1 || str(e.Name[0]) != "=" {
			return out
		}
		switch e.Kind {
		case pg.A_Expr_Kind_AEXPR_OP:
			for _, side := range [...][2]*pg.Node{{e.Lexpr, e.Rexpr}, {e.Rexpr, e.Lexpr}} {
				if name := columnName(side[0]); name != "" && isConstant(side[1]) {
					out = append(out, name)
				}
			}
		case pg.A_Expr_Kind_AEXPR_IN:
			name := columnName(e.Lexpr)
			for _, item := range e.Rexpr.GetList().GetItems() {
				if !isConstant(item) {
					return out
				}
			}
			if name != "" {
				out = append(out, name)
			}
		}
	}
	return out
}

func isConstant(n *pg.Node) bool {
	for n.GetTypeCast() != nil {
		n = n.GetTypeCast().Arg
	}
	return n.GetAConst() != nil || n.GetParamRef() != nil
}
