package pgparse

import pg "github.com/pganalyze/pg_query_go/v5"

// scopes are the words of actions of ALTER TABLE that stand for a name, or for none.
var scopes = map[pg.AlterTableType]string{
	pg.AlterTableType_AT_EnableTrigAll: "ALL", pg.AlterTableType_AT_DisableTrigAll: "ALL",
	pg.AlterTableType_AT_EnableTrigUser: "USER", pg.AlterTableType_AT_DisableTrigUser: "USER",
	pg.AlterTableType_AT_DetachPartitionFinalize: "FINALIZE",
}

// qualify records what the shapes of several commands have no place for: words that change what they do to data, and a
// schema's name, which the tree has where other objects have the name of a part.
func (s *Statement) qualify(n *pg.Node) {
	switch v := n.GetNode().(type) {
	case *pg.Node_CreateStmt:
		// The words NOT VALID say nothing of a new table: its constraints are valid (transformCreateStmt in parse_utilcmd.c).
		if c, ok := s.Node.(*CreateTable); ok {
			for i := range c.Constraints {
				c.Constraints[i].NotValid = false
			}
		}
	case *pg.Node_RenameStmt:
		if o, ok := s.Node.(*Rename); ok && o.Object == "SCHEMA" {
			o.Name = Name{Name: v.RenameStmt.Subname}
		}
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
