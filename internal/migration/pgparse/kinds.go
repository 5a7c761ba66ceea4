package pgparse

import pg "github.com/pganalyze/pg_query_go/v5"

// objects are the kinds of object as the manual spells them in commands.
var objects = map[pg.ObjectType]string{
	pg.ObjectType_OBJECT_TABLE: "TABLE", pg.ObjectType_OBJECT_INDEX: "INDEX", pg.ObjectType_OBJECT_VIEW: "VIEW",
	pg.ObjectType_OBJECT_MATVIEW: "MATERIALIZED VIEW", pg.ObjectType_OBJECT_SEQUENCE: "SEQUENCE",
	pg.ObjectType_OBJECT_FOREIGN_TABLE: "FOREIGN TABLE", pg.ObjectType_OBJECT_TYPE: "TYPE", pg.ObjectType_OBJECT_DOMAIN: "DOMAIN",
	pg.ObjectType_OBJECT_SCHEMA: "SCHEMA", pg.ObjectType_OBJECT_COLUMN: "COLUMN", pg.ObjectType_OBJECT_ATTRIBUTE: "ATTRIBUTE",
	pg.ObjectType_OBJECT_TABCONSTRAINT: "CONSTRAINT", pg.ObjectType_OBJECT_DOMCONSTRAINT: "DOMAIN CONSTRAINT",
	pg.ObjectType_OBJECT_TRIGGER: "TRIGGER", pg.ObjectType_OBJECT_RULE: "RULE", pg.ObjectType_OBJECT_POLICY: "POLICY",
	pg.ObjectType_OBJECT_FUNCTION: "FUNCTION", pg.ObjectType_OBJECT_PROCEDURE: "PROCEDURE", pg.ObjectType_OBJECT_ROUTINE: "ROUTINE",
	pg.ObjectType_OBJECT_AGGREGATE: "AGGREGATE", pg.ObjectType_OBJECT_OPERATOR: "OPERATOR", pg.ObjectType_OBJECT_EXTENSION: "EXTENSION",
	pg.ObjectType_OBJECT_DATABASE: "DATABASE", pg.ObjectType_OBJECT_ROLE: "ROLE", pg.ObjectType_OBJECT_COLLATION: "COLLATION",
	pg.ObjectType_OBJECT_CONVERSION: "CONVERSION", pg.ObjectType_OBJECT_CAST: "CAST", pg.ObjectType_OBJECT_LANGUAGE: "LANGUAGE",
	pg.ObjectType_OBJECT_PUBLICATION: "PUBLICATION", pg.ObjectType_OBJECT_SUBSCRIPTION: "SUBSCRIPTION",
	pg.ObjectType_OBJECT_STATISTIC_EXT: "STATISTICS", pg.ObjectType_OBJECT_EVENT_TRIGGER: "EVENT TRIGGER", pg.ObjectType_OBJECT_FDW: "FOREIGN DATA WRAPPER",
	pg.ObjectType_OBJECT_FOREIGN_SERVER: "SERVER", pg.ObjectType_OBJECT_TABLESPACE: "TABLESPACE",
	pg.ObjectType_OBJECT_TSCONFIGURATION: "TEXT SEARCH CONFIGURATION", pg.ObjectType_OBJECT_TSDICTIONARY: "TEXT SEARCH DICTIONARY",
	pg.ObjectType_OBJECT_OPCLASS: "OPERATOR CLASS", pg.ObjectType_OBJECT_OPFAMILY: "OPERATOR FAMILY",
}

func object(t pg.ObjectType) string {
	if s, ok := objects[t]; ok {
		return s
	}
	return "OBJECT"
}

// actions are the actions of ALTER TABLE as the manual spells them.
var actions = map[pg.AlterTableType]string{
	pg.AlterTableType_AT_AddColumn: "ADD COLUMN", pg.AlterTableType_AT_DropColumn: "DROP COLUMN",
	pg.AlterTableType_AT_AlterColumnType: "ALTER COLUMN TYPE", pg.AlterTableType_AT_ColumnDefault: "SET DEFAULT",
	pg.AlterTableType_AT_SetNotNull: "SET NOT NULL", pg.AlterTableType_AT_DropNotNull: "DROP NOT NULL",
	pg.AlterTableType_AT_DropExpression: "DROP EXPRESSION", pg.AlterTableType_AT_AddIdentity: "ADD GENERATED AS IDENTITY",
	pg.AlterTableType_AT_SetIdentity: "SET GENERATED", pg.AlterTableType_AT_DropIdentity: "DROP IDENTITY",
	pg.AlterTableType_AT_SetStatistics: "SET STATISTICS", pg.AlterTableType_AT_SetOptions: "SET ATTRIBUTE OPTION",
	pg.AlterTableType_AT_ResetOptions: "RESET ATTRIBUTE OPTION", pg.AlterTableType_AT_SetStorage: "SET STORAGE",
	pg.AlterTableType_AT_SetCompression: "SET COMPRESSION", pg.AlterTableType_AT_AddConstraint: "ADD CONSTRAINT",
	pg.AlterTableType_AT_AlterConstraint: "ALTER CONSTRAINT", pg.AlterTableType_AT_ValidateConstraint: "VALIDATE CONSTRAINT",
	pg.AlterTableType_AT_DropConstraint: "DROP CONSTRAINT", pg.AlterTableType_AT_ChangeOwner: "OWNER TO",
	pg.AlterTableType_AT_ClusterOn: "CLUSTER ON", pg.AlterTableType_AT_DropCluster: "SET WITHOUT CLUSTER",
	pg.AlterTableType_AT_SetLogged: "SET LOGGED", pg.AlterTableType_AT_SetUnLogged: "SET UNLOGGED",
	pg.AlterTableType_AT_DropOids: "SET WITHOUT OIDS", pg.AlterTableType_AT_SetAccessMethod: "SET ACCESS METHOD",
	pg.AlterTableType_AT_SetTableSpace: "SET TABLESPACE", pg.AlterTableType_AT_SetRelOptions: "SET STORAGE PARAMETER",
	pg.AlterTableType_AT_ResetRelOptions: "RESET STORAGE PARAMETER", pg.AlterTableType_AT_ReplaceRelOptions: "SET STORAGE PARAMETER",
	pg.AlterTableType_AT_EnableTrig: "ENABLE TRIGGER", pg.AlterTableType_AT_EnableAlwaysTrig: "ENABLE ALWAYS TRIGGER",
	pg.AlterTableType_AT_EnableReplicaTrig: "ENABLE REPLICA TRIGGER", pg.AlterTableType_AT_DisableTrig: "DISABLE TRIGGER",
	pg.AlterTableType_AT_EnableTrigAll: "ENABLE TRIGGER", pg.AlterTableType_AT_DisableTrigAll: "DISABLE TRIGGER",
	pg.AlterTableType_AT_EnableTrigUser: "ENABLE TRIGGER", pg.AlterTableType_AT_DisableTrigUser: "DISABLE TRIGGER",
	pg.AlterTableType_AT_EnableRule: "ENABLE RULE", pg.AlterTableType_AT_EnableAlwaysRule: "ENABLE ALWAYS RULE",
	pg.AlterTableType_AT_EnableReplicaRule: "ENABLE REPLICA RULE", pg.AlterTableType_AT_DisableRule: "DISABLE RULE",
	pg.AlterTableType_AT_AddInherit: "INHERIT", pg.AlterTableType_AT_DropInherit: "NO INHERIT",
	pg.AlterTableType_AT_AddOf: "OF", pg.AlterTableType_AT_DropOf: "NOT OF", pg.AlterTableType_AT_ReplicaIdentity: "REPLICA IDENTITY",
	pg.AlterTableType_AT_EnableRowSecurity: "ENABLE ROW LEVEL SECURITY", pg.AlterTableType_AT_DisableRowSecurity: "DISABLE ROW LEVEL SECURITY",
	pg.AlterTableType_AT_ForceRowSecurity: "FORCE ROW LEVEL SECURITY", pg.AlterTableType_AT_NoForceRowSecurity: "NO FORCE ROW LEVEL SECURITY",
	pg.AlterTableType_AT_GenericOptions: "OPTIONS", pg.AlterTableType_AT_AlterColumnGenericOptions: "OPTIONS",
	pg.AlterTableType_AT_AttachPartition: "ATTACH PARTITION", pg.AlterTableType_AT_DetachPartition: "DETACH PARTITION",
	pg.AlterTableType_AT_DetachPartitionFinalize: "DETACH PARTITION",
}

// lockModes are the modes of LOCK TABLE by their number in lockdefs.h.
var lockModes = [...]string{"", "ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"}

// transactions are the statements of transaction control.
var transactions = map[pg.TransactionStmtKind]string{
	pg.TransactionStmtKind_TRANS_STMT_BEGIN: "BEGIN", pg.TransactionStmtKind_TRANS_STMT_START: "BEGIN",
	pg.TransactionStmtKind_TRANS_STMT_COMMIT: "COMMIT", pg.TransactionStmtKind_TRANS_STMT_ROLLBACK: "ROLLBACK",
	pg.TransactionStmtKind_TRANS_STMT_SAVEPOINT: "SAVEPOINT", pg.TransactionStmtKind_TRANS_STMT_RELEASE: "RELEASE SAVEPOINT",
	pg.TransactionStmtKind_TRANS_STMT_ROLLBACK_TO: "ROLLBACK TO SAVEPOINT", pg.TransactionStmtKind_TRANS_STMT_PREPARE: "PREPARE TRANSACTION",
	pg.TransactionStmtKind_TRANS_STMT_COMMIT_PREPARED: "COMMIT PREPARED", pg.TransactionStmtKind_TRANS_STMT_ROLLBACK_PREPARED: "ROLLBACK PREPARED",
}
