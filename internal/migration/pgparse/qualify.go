package pgparse

import pg "github.com/pganalyze/pg_query_go/v5"

// scopes are the words of actions of ALTER TABLE that stand for a name, or for none.
var scopes = map[pg.AlterTableType]string{
	pg.AlterTableType_AT_EnableTrigAll: "ALL", pg.AlterTableType_AT_DisableTrigAll: "ALL",
	pg.AlterTableType_AT_EnableTrigUser: "USER", pg.AlterTableType_AT_DisableTrigUser: "USER",
	pg.AlterTableType_AT_DetachPartitionFinalize: "FINALIZE",
}

// qualify records words that change what a command does to data.
func (s *Statement) qualify(n *pg.Node) {
	switch v := n.GetNode().(type) {
	case *pg.Node_CreateTableAsStmt:
		s.NoData = v.CreateTableAsStmt.Into.GetSkipData()
	case *pg.Node_RefreshMatViewStmt:
		s.NoData = v.RefreshMatViewStmt.SkipData
	case *pg.Node_VacuumStmt:
		s.Analyzes = !v.VacuumStmt.IsVacuumcmd
		for _, o := range v.VacuumStmt.Options {
			if d := o.GetDefElem(); d.GetDefname() == "analyze" {
				s.Analyzes = d.Arg == nil || constant(d.Arg) != "false"
			}
		}
	}
}
