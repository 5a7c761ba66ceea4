package pgparse

import (
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
)

// translator turns one statement's syntax tree into this package's types. Places that the tree does not hold, such as
// the actions of ALTER TABLE, are found among the statement's tokens.
type translator struct {
	file        *lexer.File
	base        int // what the tree's offsets are relative to
	first, last int // the statement's tokens, inclusive
}

func (t *translator) span() Span {
	return Span{int(t.file.Tokens[t.first].Start), int(t.file.Tokens[t.last].End)}
}

func (t *translator) statement(n *pg.Node) Statement {
	s := Statement{Span: t.span()}
	switch v := n.GetNode().(type) {
	case *pg.Node_CreateStmt:
		s.Kind, s.Node = "CREATE TABLE", t.createTable(v.CreateStmt)
	case *pg.Node_CreateForeignTableStmt:
		c := t.createTable(v.CreateForeignTableStmt.GetBaseStmt())
		c.Foreign = true
		s.Kind, s.Node = "CREATE FOREIGN TABLE", c
	case *pg.Node_CreateTableAsStmt:
		t.createTableAs(&s, v.CreateTableAsStmt)
	case *pg.Node_IndexStmt:
		s.Kind, s.Node = "CREATE INDEX", t.createIndex(v.IndexStmt)
	case *pg.Node_AlterTableStmt:
		a := t.alterTable(v.AlterTableStmt)
		s.Kind, s.Node = "ALTER "+a.Object, a
	case *pg.Node_DropStmt:
		d := t.drop(v.DropStmt)
		s.Kind, s.Node = "DROP "+d.Object, d
	case *pg.Node_RenameStmt:
		t.rename(&s, v.RenameStmt)
	case *pg.Node_AlterObjectSchemaStmt:
		a := v.AlterObjectSchemaStmt
		o := &SetSchema{Object: object(a.ObjectType), Name: rangeName(a.Relation), To: a.Newschema, Span: s.Span, Args: arguments(a.Object)}
		if a.Relation == nil {
			o.Name = nameOf(a.Object)
		}
		s.Kind, s.Node = "ALTER "+o.Object, o
	case *pg.Node_AlterOwnerStmt:
		s.Kind = "ALTER " + object(v.AlterOwnerStmt.ObjectType)
	case *pg.Node_ViewStmt:
		w := v.ViewStmt
		c := &CreateView{Name: rangeName(w.View), NameSpan: t.nameSpan(w.View), Replace: w.Replace, Temporary: w.View.GetRelpersistence() == "t", SelectsStar: selectsStar(w.Query.GetSelectStmt())}
		c.query(w.Query, w.Aliases)
		s.Kind, s.Node = "CREATE VIEW", c
		s.Reads = reads(w.Query)
		s.NullComparisons = t.nullComparisons(w.Query)
	case *pg.Node_CreateEnumStmt:
		c := &CreateType{Name: listName(v.CreateEnumStmt.TypeName), Enum: true, NameSpan: t.typeName()}
		for _, l := range v.CreateEnumStmt.Vals {
			c.Labels = append(c.Labels, str(l))
		}
		s.Kind, s.Node = "CREATE TYPE", c
	case *pg.Node_CompositeTypeStmt:
		s.Kind, s.Node = "CREATE TYPE", &CreateType{Name: rangeName(v.CompositeTypeStmt.Typevar), Composite: true}
	case *pg.Node_CreateRangeStmt:
		s.Kind, s.Node = "CREATE TYPE", &CreateType{Name: listName(v.CreateRangeStmt.TypeName)}
	case *pg.Node_DefineStmt:
		s.Kind = "CREATE " + object(v.DefineStmt.Kind)
		if v.DefineStmt.Kind == pg.ObjectType_OBJECT_TYPE {
			s.Node = &CreateType{Name: listName(v.DefineStmt.Defnames)}
		}
	case *pg.Node_AlterEnumStmt:
		s.Kind, s.Node = "ALTER TYPE", t.alterEnum(v.AlterEnumStmt)
	case *pg.Node_AlterTypeStmt:
		s.Kind = "ALTER TYPE"
	case *pg.Node_CreateDomainStmt:
		s.Kind, s.Node = "CREATE DOMAIN", t.createDomain(v.CreateDomainStmt)
	case *pg.Node_AlterDomainStmt:
		s.Kind, s.Node = "ALTER DOMAIN", t.domainDetails(v.AlterDomainStmt, alterDomain(v.AlterDomainStmt))
	case *pg.Node_CreateSeqStmt:
		s.Kind, s.Node = "CREATE SEQUENCE", createSequence(v.CreateSeqStmt)
	case *pg.Node_AlterSeqStmt:
		s.Kind, s.Node = "ALTER SEQUENCE", ownSequence(v.AlterSeqStmt, &AlterSequence{Name: rangeName(v.AlterSeqStmt.Sequence), Rewrites: slices.ContainsFunc(v.AlterSeqStmt.Options, func(o *pg.Node) bool { return o.GetDefElem().GetDefname() != "owned_by" })})
	case *pg.Node_CreateFunctionStmt:
		t.createFunction(&s, v.CreateFunctionStmt)
	case *pg.Node_CreateSchemaStmt:
		s.Kind, s.Node = "CREATE SCHEMA", createSchema(v.CreateSchemaStmt)
	case *pg.Node_VariableSetStmt:
		t.set(&s, v.VariableSetStmt)
	case *pg.Node_TransactionStmt:
		s.Kind, s.Node = transactions[v.TransactionStmt.Kind], &Transaction{}
	case *pg.Node_CreateTrigStmt:
		s.Kind, s.Node = "CREATE TRIGGER", createTrigger(v.CreateTrigStmt)
	case *pg.Node_RuleStmt:
		s.Kind, s.Node = "CREATE RULE", &OnTable{Tables: []Name{rangeName(v.RuleStmt.Relation)}, Name: v.RuleStmt.Rulename}
	case *pg.Node_CreatePolicyStmt:
		s.Kind, s.Node = "CREATE POLICY", &OnTable{Tables: []Name{rangeName(v.CreatePolicyStmt.Table)}, Name: v.CreatePolicyStmt.PolicyName}
	case *pg.Node_AlterPolicyStmt:
		s.Kind, s.Node = "ALTER POLICY", &OnTable{Tables: []Name{rangeName(v.AlterPolicyStmt.Table)}, Name: v.AlterPolicyStmt.PolicyName}
	case *pg.Node_CreateStatsStmt:
		s.Kind, s.Node = "CREATE STATISTICS", &OnTable{Tables: rangeNames(v.CreateStatsStmt.Relations)}
	case *pg.Node_TruncateStmt:
		s.Kind, s.Node = "TRUNCATE", &OnTable{Tables: rangeNames(v.TruncateStmt.Relations), Cascade: v.TruncateStmt.Behavior == pg.DropBehavior_DROP_CASCADE}
	case *pg.Node_LockStmt:
		o := &OnTable{Tables: rangeNames(v.LockStmt.Relations), Only: only(v.LockStmt.Relations)}
		if m := int(v.LockStmt.Mode); m > 0 && m < len(lockModes) {
			o.Mode = lockModes[m]
		}
		s.Kind, s.Node = "LOCK TABLE", o
	case *pg.Node_ClusterStmt:
		s.Kind, s.Node = "CLUSTER", onRelation(v.ClusterStmt.Relation, v.ClusterStmt.Indexname)
	case *pg.Node_ReindexStmt:
		t.reindex(&s, v.ReindexStmt)
	case *pg.Node_RefreshMatViewStmt:
		o := onRelation(v.RefreshMatViewStmt.Relation, "")
		o.Concurrently = v.RefreshMatViewStmt.Concurrent
		s.Kind, s.Node = "REFRESH MATERIALIZED VIEW", o
	case *pg.Node_VacuumStmt:
		t.vacuum(&s, v.VacuumStmt)
	case *pg.Node_CommentStmt:
		t.comment(&s, v.CommentStmt)
	case *pg.Node_InsertStmt:
		s.Kind, s.Node = "INSERT", t.insert(v.InsertStmt)
		s.NullComparisons = t.nullComparisons(v.InsertStmt.SelectStmt)
		s.Reads = reads(v.InsertStmt.SelectStmt, with(v.InsertStmt.WithClause))
	case *pg.Node_UpdateStmt:
		s.Kind, s.Node = "UPDATE", &DML{Table: rangeName(v.UpdateStmt.Relation), Filtered: filters(v.UpdateStmt.WhereClause), Twice: twice(v.UpdateStmt.TargetList), Pinned: pinned(v.UpdateStmt.WhereClause, nil), Sets: targets(v.UpdateStmt.TargetList)}
		s.NullComparisons = t.nullComparisons(append([]*pg.Node{v.UpdateStmt.WhereClause}, v.UpdateStmt.TargetList...)...)
		s.Reads = reads(append([]*pg.Node{v.UpdateStmt.WhereClause, with(v.UpdateStmt.WithClause)}, append(v.UpdateStmt.FromClause, v.UpdateStmt.TargetList...)...)...)
	case *pg.Node_DeleteStmt:
		s.Kind, s.Node = "DELETE", &DML{Table: rangeName(v.DeleteStmt.Relation), Filtered: filters(v.DeleteStmt.WhereClause), Pinned: pinned(v.DeleteStmt.WhereClause, nil)}
		s.NullComparisons = t.nullComparisons(v.DeleteStmt.WhereClause)
		s.Reads = reads(append([]*pg.Node{v.DeleteStmt.WhereClause, with(v.DeleteStmt.WithClause)}, v.DeleteStmt.UsingClause...)...)
	case *pg.Node_MergeStmt:
		s.Kind, s.Node = "MERGE", &DML{Table: rangeName(v.MergeStmt.Relation), Filtered: true}
		s.Reads = reads(v.MergeStmt.SourceRelation, with(v.MergeStmt.WithClause))
	case *pg.Node_CopyStmt:
		s.Kind = "COPY"
		if v.CopyStmt.IsFrom && v.CopyStmt.Relation != nil {
			s.Node = &DML{Table: rangeName(v.CopyStmt.Relation), Filtered: true}
		}
	case *pg.Node_SelectStmt:
		t.selectStatement(&s, v.SelectStmt)
	case *pg.Node_DoStmt:
		body, span := t.body()
		s.Kind, s.Node = "DO", &Opaque{Body: body, BodySpan: span, Foreign: foreign(v.DoStmt.Args)}
	case *pg.Node_CallStmt:
		s.Kind, s.Node = "CALL", &Opaque{}
	case *pg.Node_ExecuteStmt:
		s.Kind, s.Node = "EXECUTE", &Opaque{}
	case *pg.Node_AlterDatabaseSetStmt:
		t.setDefault(&s, t.command(), v.AlterDatabaseSetStmt.Setstmt)
	case *pg.Node_AlterRoleSetStmt:
		t.setDefault(&s, t.command(), v.AlterRoleSetStmt.Setstmt)
	default:
		s.Kind = t.command()
	}
	s.qualify(n)
	s.Outside = outside(n)
	s.Security = t.security(n)
	return s
}

// command names a statement that needs no understanding by its leading key words.
func (t *translator) command() string {
	word := func(i int) string {
		if i > t.last || t.file.Tokens[i].Kind != lexer.Word {
			return ""
		}
		return strings.ToUpper(t.file.Of(t.file.Tokens[i]))
	}
	kind := word(t.first)
	switch kind {
	case "CREATE", "ALTER", "DROP", "IMPORT", "REASSIGN", "SECURITY":
		i := t.first + 1
		for w := word(i); w == "OR" || w == "REPLACE" || w == "TRUSTED" || w == "PROCEDURAL"; w = word(i) {
			i++
		}
		kind += " " + word(i)
		switch word(i) {
		case "DEFAULT", "EVENT", "FOREIGN", "ACCESS", "TEXT", "USER", "OPERATOR", "LARGE":
			if next := word(i + 1); next == "PRIVILEGES" || next == "TRIGGER" || next == "DATA" || next == "SCHEMA" || next == "METHOD" ||
				next == "SEARCH" || next == "MAPPING" || next == "CLASS" || next == "FAMILY" || next == "OBJECT" {
				kind += " " + next
			}
		}
	}
	return kind
}

func (t *translator) createTable(c *pg.CreateStmt) *CreateTable {
	out := &CreateTable{
		Name: rangeName(c.Relation), NameSpan: t.nameSpan(c.Relation), IfNotExists: c.IfNotExists,
		Temporary: c.Relation.GetRelpersistence() == "t", Unlogged: c.Relation.GetRelpersistence() == "u",
		Partitioned: c.Partspec != nil, OfType: c.OfTypename != nil,
	}
	for _, n := range append(c.TableElts, c.Constraints...) {
		switch v := n.GetNode().(type) {
		case *pg.Node_ColumnDef:
			out.Columns = append(out.Columns, t.column(v.ColumnDef))
		case *pg.Node_Constraint:
			out.Constraints = append(out.Constraints, t.constraint(v.Constraint, "", 0))
		case *pg.Node_TableLikeClause:
			o := v.TableLikeClause.Options
			// The bits are those of parsenodes.h: CREATE_TABLE_LIKE_*.
			out.Likes = append(out.Likes, Like{Table: rangeName(v.TableLikeClause.Relation), Constraints: o&4 != 0, Defaults: o&8 != 0, Identity: o&32 != 0, Indexes: o&64 != 0, Generated: o&16 != 0, Comments: o&1 != 0})
		}
	}
	for i := range out.Constraints {
		out.Constraints[i].NotValid = false // a new table has no rows, and PostgreSQL takes the words for nothing (transformCreateStmt)
	}
	for _, key := range c.Partspec.GetPartParams() {
		if p := key.GetPartitionElem(); p != nil {
			out.PartitionKey = append(out.PartitionKey, p.Name)
		}
	}
	for _, n := range c.InhRelations {
		parent := rangeName(n.GetRangeVar())
		if c.Partbound != nil {
			out.PartitionOf = &parent
			out.PartitionDefault = c.Partbound.IsDefault
		} else {
			out.Inherits = append(out.Inherits, parent)
		}
	}
	return out
}

func (t *translator) createTableAs(s *Statement, c *pg.CreateTableAsStmt) {
	rel := c.Into.GetRel()
	s.Reads = reads(c.Query)
	if c.Objtype == pg.ObjectType_OBJECT_MATVIEW {
		w := &CreateView{Name: rangeName(rel), NameSpan: t.nameSpan(rel), Materialized: true, IfNotExists: c.IfNotExists}
		w.query(c.Query, c.Into.GetColNames())
		s.Kind, s.Node = "CREATE MATERIALIZED VIEW", w
		return
	}
	s.Kind, s.Node = "CREATE TABLE AS", &CreateTable{
		Name: rangeName(rel), NameSpan: t.nameSpan(rel), IfNotExists: c.IfNotExists, Query: true,
		Temporary: rel.GetRelpersistence() == "t", Unlogged: rel.GetRelpersistence() == "u",
	}
}

func (t *translator) column(d *pg.ColumnDef) Column {
	at := t.token(d.Location)
	end := t.until(at, nil)
	c := Column{
		Name: d.Colname, NameSpan: t.tokenSpan(at), Span: t.tokens(at, end), Type: typeOf(d.TypeName),
		NotNull: d.IsNotNull, Identity: d.Identity != "", Collation: listName(d.CollClause.GetCollname()).Name,
	}
	if d.TypeName != nil {
		c.TypeSpan = t.typeSpan(d.TypeName.Location)
	}
	for i, n := range d.Constraints {
		k := n.GetConstraint()
		if k == nil {
			continue
		}
		stop := end
		for _, later := range d.Constraints[i+1:] {
			if next := later.GetConstraint(); next != nil && next.Location > k.Location && !isAttribute(next.Contype) {
				stop = t.token(next.Location)
				break
			}
		}
		switch k.Contype {
		case pg.ConstrType_CONSTR_NOTNULL:
			c.NotNull = true
		case pg.ConstrType_CONSTR_DEFAULT:
			if at := t.token(k.Location); t.file.Is(t.file.Tokens[at], "generated") {
				c.Generated, c.Virtual = t.expr(k.RawExpr, at, stop), true // see older
				continue
			}
			c.Default = t.expr(k.RawExpr, t.after(t.token(k.Location), stop, "default"), stop)
		case pg.ConstrType_CONSTR_IDENTITY:
			c.Identity, c.NotNull = true, true
		case pg.ConstrType_CONSTR_GENERATED:
			c.Generated = t.expr(k.RawExpr, t.token(k.Location), stop)
		case pg.ConstrType_CONSTR_PRIMARY, pg.ConstrType_CONSTR_UNIQUE, pg.ConstrType_CONSTR_FOREIGN, pg.ConstrType_CONSTR_CHECK, pg.ConstrType_CONSTR_EXCLUSION:
			con := t.constraint(k, d.Colname, stop)
			c.NotNull = c.NotNull || con.Kind == PrimaryKey
			c.Constraints = append(c.Constraints, con)
		case pg.ConstrType_CONSTR_ATTR_DEFERRABLE, pg.ConstrType_CONSTR_ATTR_DEFERRED:
			if n := len(c.Constraints); n > 0 {
				c.Constraints[n-1].Deferrable = true
			}
		}
	}
	if d.RawDefault != nil {
		c.Default = t.expr(d.RawDefault, at, at)
	}
	return c
}

// isAttribute tells whether what the grammar makes a constraint is a property of the one before it: DEFERRABLE and its kind.
func isAttribute(t pg.ConstrType) bool {
	switch t {
	case pg.ConstrType_CONSTR_ATTR_DEFERRABLE, pg.ConstrType_CONSTR_ATTR_NOT_DEFERRABLE, pg.ConstrType_CONSTR_ATTR_DEFERRED, pg.ConstrType_CONSTR_ATTR_IMMEDIATE:
		return true
	}
	return false
}

var fkActions = map[string]string{"a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}

// constraint translates a constraint; column is set when it belongs to a column definition, which ends before token stop.
func (t *translator) constraint(k *pg.Constraint, column string, stop int) Constraint {
	at := t.token(k.Location)
	if column == "" {
		stop = t.until(at, nil)
	}
	c := Constraint{
		Name: k.Conname, Span: t.tokens(at, stop), NotValid: k.SkipValidation, Deferrable: k.Deferrable,
		UsingIndex: k.Indexname, NullsNotDistinct: k.NullsNotDistinct, Inline: column != "", NoInherit: k.IsNoInherit,
	}
	for i := at; i+1 < stop; i++ {
		if t.file.Is(t.file.Tokens[i], "not") && t.file.Is(t.file.Tokens[i+1], "enforced") {
			c.NotEnforced = true
		}
	}
	names := k.Keys
	switch k.Contype {
	case pg.ConstrType_CONSTR_PRIMARY:
		c.Kind = PrimaryKey
	case pg.ConstrType_CONSTR_UNIQUE:
		c.Kind = Unique
	case pg.ConstrType_CONSTR_FOREIGN:
		c.Kind = ForeignKey
		names = k.FkAttrs
		c.RefTable = rangeName(k.Pktable)
		for _, n := range k.PkAttrs {
			c.RefColumns = append(c.RefColumns, str(n))
		}
		c.OnDelete, c.OnUpdate = fkActions[k.FkDelAction], fkActions[k.FkUpdAction]
	case pg.ConstrType_CONSTR_CHECK:
		c.Kind = Check
		open := at
		for open < stop && !t.file.IsPunct(t.file.Tokens[open], '(') {
			open++
		}
		c.Expr = t.expr(k.RawExpr, open+1, t.closing(open, stop))
	case pg.ConstrType_CONSTR_EXCLUSION:
		c.Kind = Exclude
		c.Method = k.AccessMethod
		for _, n := range k.Exclusions {
			if items := n.GetList().GetItems(); len(items) > 0 {
				c.Columns = append(c.Columns, items[0].GetIndexElem().GetName())
			}
		}
		if k.WhereClause != nil {
			c.Where = "yes"
		}
	}
	for _, n := range names {
		c.Columns = append(c.Columns, str(n))
	}
	for _, n := range k.Including {
		c.Include = append(c.Include, str(n))
	}
	if column != "" && len(c.Columns) == 0 {
		c.Columns = []string{column}
	}
	return c
}

func (t *translator) createIndex(x *pg.IndexStmt) *CreateIndex {
	out := &CreateIndex{
		Name: x.Idxname, Table: rangeName(x.Relation), Only: !x.Relation.GetInh(), Concurrently: x.Concurrent, IfNotExists: x.IfNotExists,
		Unique: x.Unique, NullsNotDistinct: x.NullsNotDistinct, Method: x.AccessMethod,
	}
	at := t.token(x.Relation.GetLocation())
	if x.Idxname != "" {
		for i := at - 1; i > t.first; i-- {
			if t.file.Is(t.file.Tokens[i], "on") {
				out.NameSpan = t.tokenSpan(i - 1)
				break
			}
		}
	}
	open := at
	for open <= t.last && !t.file.IsPunct(t.file.Tokens[open], '(') {
		open++
	}
	i := open + 1
	for _, n := range x.IndexParams {
		e := n.GetIndexElem()
		end := t.until(i, nil)
		key := IndexKey{Column: e.GetName()}
		if e.GetExpr() != nil {
			key.Expr = t.expr(e.Expr, i, end)
		}
		key.Order = order(e)
		out.Keys = append(out.Keys, key)
		i = end + 1
	}
	for _, n := range x.IndexIncludingParams {
		out.Include = append(out.Include, n.GetIndexElem().GetName())
	}
	if x.WhereClause != nil {
		i := t.after(open, t.last+1, "where")
		out.Where = t.expr(x.WhereClause, i, t.last+1)
	}
	return out
}

// order describes what makes two keys on one column different indexes.
func order(e *pg.IndexElem) string {
	var parts []string
	for _, n := range e.GetCollation() {
		parts = append(parts, str(n))
	}
	for _, n := range e.GetOpclass() {
		parts = append(parts, str(n))
	}
	if e.GetOrdering() == pg.SortByDir_SORTBY_DESC {
		parts = append(parts, "desc")
	}
	switch e.GetNullsOrdering() {
	case pg.SortByNulls_SORTBY_NULLS_FIRST:
		parts = append(parts, "nulls first")
	case pg.SortByNulls_SORTBY_NULLS_LAST:
		parts = append(parts, "nulls last")
	}
	return strings.Join(parts, " ")
}

func (t *translator) alterTable(a *pg.AlterTableStmt) *AlterTable {
	out := &AlterTable{Object: object(a.Objtype), Name: rangeName(a.Relation), IfExists: a.MissingOk, Only: !a.Relation.GetInh()}
	spans := t.actionSpans(a.Relation, len(a.Cmds))
	for i, n := range a.Cmds {
		cmd := n.GetAlterTableCmd()
		act := Action{Kind: actions[cmd.Subtype], Span: spans[i], Column: cmd.Name, IfExists: cmd.MissingOk, Cascade: cmd.Behavior == pg.DropBehavior_DROP_CASCADE}
		if act.Kind == "" {
			act.Kind = "OTHER"
		}
		switch v := cmd.GetDef().GetNode().(type) {
		case *pg.Node_ColumnDef:
			if cmd.Subtype == pg.AlterTableType_AT_AlterColumnType {
				d := Column{
					Name: cmd.Name, Type: typeOf(v.ColumnDef.TypeName), TypeSpan: t.typeSpan(v.ColumnDef.TypeName.GetLocation()),
					Collation: listName(v.ColumnDef.CollClause.GetCollname()).Name,
				}
				act.Def = &d
				if v.ColumnDef.RawDefault != nil {
					from, to := t.within(act.Span)
					act.Expr = t.expr(v.ColumnDef.RawDefault, t.after(from, to, "using"), to)
				}
			} else {
				d := t.column(v.ColumnDef)
				act.Def = &d
				act.Column = d.Name
			}
		case *pg.Node_Constraint:
			c := t.constraint(v.Constraint, "", 0)
			act.Constraint = &c
		case *pg.Node_PartitionCmd:
			act.Partition = rangeName(v.PartitionCmd.Name)
			act.Default = v.PartitionCmd.GetBound().GetIsDefault()
			act.Concurrently = v.PartitionCmd.Concurrent
			act.Bound = t.bound(v.PartitionCmd.GetBound(), act.Span)
		case *pg.Node_RangeVar:
			act.Partition = rangeName(v.RangeVar)
		case *pg.Node_List:
			for _, o := range v.List.Items {
				if d := o.GetDefElem(); d != nil {
					act.Options = append(act.Options, d.Defname)
				}
			}
		}
		if cmd.Subtype == pg.AlterTableType_AT_ColumnDefault {
			if cmd.Def == nil {
				act.Kind = "DROP DEFAULT"
			} else {
				from, to := t.within(act.Span)
				act.Expr = t.expr(cmd.Def, t.after(from, to, "default"), to)
				for i := from; i+1 < to; i++ {
					if t.file.Is(t.file.Tokens[i], "set") && t.file.Is(t.file.Tokens[i+1], "expression") {
						act.Kind = "SET EXPRESSION" // see older
					}
				}
			}
		}
		act.Scope = scopes[cmd.Subtype]
		out.Actions = append(out.Actions, act)
	}
	return out
}

func (t *translator) drop(d *pg.DropStmt) *Drop {
	out := &Drop{Object: object(d.RemoveType), IfExists: d.MissingOk, Cascade: d.Behavior == pg.DropBehavior_DROP_CASCADE, Concurrently: d.Concurrent}
	for _, n := range d.Objects {
		switch d.RemoveType {
		case pg.ObjectType_OBJECT_TRIGGER, pg.ObjectType_OBJECT_RULE, pg.ObjectType_OBJECT_POLICY:
			items := n.GetList().GetItems()
			if len(items) > 1 {
				out.Table = listName(items[:len(items)-1])
				out.Names = append(out.Names, Name{Name: str(items[len(items)-1])})
			}
		default:
			out.Names = append(out.Names, nameOf(n))
			if n.GetObjectWithArgs() != nil {
				out.Args = append(out.Args, arguments(n))
			}
		}
	}
	return out
}

func (t *translator) rename(s *Statement, r *pg.RenameStmt) {
	o := &Rename{Object: object(r.RenameType), Relation: object(r.RelationType), Name: rangeName(r.Relation), Sub: r.Subname, To: r.Newname, Span: s.Span, Args: arguments(r.Object)}
	if r.RenameType == pg.ObjectType_OBJECT_SCHEMA {
		o.Name = Name{Name: r.Subname}
	} else if r.Relation == nil {
		o.Name = nameOf(r.Object)
	} else if at := t.afterName(r.Relation); at <= t.last {
		o.Span = t.tokens(at, t.last+1)
	}
	o.ToSpan = t.tokenSpan(t.last)
	kind := o.Object
	switch kind {
	case "COLUMN", "CONSTRAINT":
		kind = "TABLE"
		if o.Object == "COLUMN" && o.Relation != "OBJECT" {
			kind = o.Relation
		}
	case "ATTRIBUTE":
		kind = "TYPE"
	case "DOMAIN CONSTRAINT":
		kind = "DOMAIN"
	}
	s.Kind, s.Node = "ALTER "+kind, o
}

func (t *translator) createDomain(d *pg.CreateDomainStmt) *CreateDomain {
	out := &CreateDomain{Name: listName(d.Domainname), Base: typeOf(d.TypeName), NameSpan: t.typeName()}
	for _, n := range d.Constraints {
		switch n.GetConstraint().GetContype() {
		case pg.ConstrType_CONSTR_NOTNULL:
			out.NotNull = true
			out.Constraints++
		case pg.ConstrType_CONSTR_CHECK:
			out.Constraints++
			out.Checks = append(out.Checks, t.constraint(n.GetConstraint(), "", 0))
		case pg.ConstrType_CONSTR_DEFAULT:
			out.Default = true
		}
	}
	return out
}

func alterDomain(d *pg.AlterDomainStmt) *AlterDomain {
	kinds := map[string]string{"T": "SET DEFAULT", "N": "DROP NOT NULL", "O": "SET NOT NULL", "C": "ADD CONSTRAINT", "X": "DROP CONSTRAINT", "V": "VALIDATE CONSTRAINT"}
	return &AlterDomain{Name: listName(d.TypeName), Kind: kinds[d.Subtype], NotValid: d.Def.GetConstraint().GetSkipValidation()}
}

func (t *translator) createFunction(s *Statement, f *pg.CreateFunctionStmt) {
	out := &CreateFunction{Name: listName(f.Funcname), Volatility: "volatile", Args: parameters(f.Parameters), Replace: f.Replace, Procedure: f.IsProcedure}
	for _, o := range f.Options {
		if d := o.GetDefElem(); d.GetDefname() == "volatility" {
			out.Volatility = str(d.Arg)
		}
	}
	out.Source = t.functionSource(f)
	s.Kind, s.Node = "CREATE FUNCTION", out
	if f.IsProcedure {
		s.Kind = "CREATE PROCEDURE"
	}
}

func (t *translator) set(s *Statement, v *pg.VariableSetStmt) {
	s.Kind = "SET"
	o := &Set{Name: strings.ToLower(v.Name), Local: v.IsLocal}
	switch v.Kind {
	case pg.VariableSetKind_VAR_SET_VALUE:
		for _, a := range v.Args {
			o.Values = append(o.Values, constant(a))
		}
		o.Value = strings.Join(o.Values, ", ")
	case pg.VariableSetKind_VAR_RESET, pg.VariableSetKind_VAR_RESET_ALL:
		s.Kind = "RESET"
	case pg.VariableSetKind_VAR_SET_MULTI:
		s.Kind = "SET TRANSACTION"
		return
	}
	s.Node = o
}

func (t *translator) reindex(s *Statement, r *pg.ReindexStmt) {
	o := &OnTable{Name: r.Name}
	if r.Relation != nil {
		o.Tables = []Name{rangeName(r.Relation)}
	}
	switch r.Kind {
	case pg.ReindexObjectType_REINDEX_OBJECT_INDEX:
		o.Object = "INDEX"
	case pg.ReindexObjectType_REINDEX_OBJECT_TABLE:
		o.Object = "TABLE"
	default:
		o.Object = "SCHEMA"
	}
	for _, p := range r.Params {
		o.Concurrently = o.Concurrently || p.GetDefElem().GetDefname() == "concurrently"
	}
	s.Kind, s.Node = "REINDEX", o
}

func (t *translator) vacuum(s *Statement, v *pg.VacuumStmt) {
	o := &OnTable{}
	for _, n := range v.Rels {
		if rel := n.GetVacuumRelation().GetRelation(); rel != nil {
			o.Tables = append(o.Tables, rangeName(rel))
		}
	}
	for _, n := range v.Options {
		if d := n.GetDefElem(); d.GetDefname() == "full" {
			o.Full = d.Arg == nil || constant(d.Arg) != "false"
		}
	}
	s.Kind, s.Node = "ANALYZE", o
	if v.IsVacuumcmd {
		s.Kind = "VACUUM"
	}
}

func (t *translator) comment(s *Statement, c *pg.CommentStmt) {
	s.Kind = "COMMENT"
	o := &OnTable{Object: object(c.Objtype)}
	items := c.Object.GetList().GetItems()
	switch c.Objtype {
	case pg.ObjectType_OBJECT_TABLE, pg.ObjectType_OBJECT_VIEW, pg.ObjectType_OBJECT_MATVIEW, pg.ObjectType_OBJECT_INDEX, pg.ObjectType_OBJECT_SEQUENCE, pg.ObjectType_OBJECT_FOREIGN_TABLE:
		o.Tables = []Name{listName(items)}
	case pg.ObjectType_OBJECT_COLUMN:
		if len(items) > 1 {
			o.Tables = []Name{listName(items[:len(items)-1])}
			o.Name = str(items[len(items)-1])
		}
	}
	s.Node = o
}

func (t *translator) selectStatement(s *Statement, q *pg.SelectStmt) {
	s.Kind = "SELECT"
	if into := q.IntoClause; into != nil {
		s.Kind, s.Node = "SELECT INTO", &CreateTable{Name: rangeName(into.Rel), NameSpan: t.nameSpan(into.Rel), Query: true, Temporary: into.Rel.GetRelpersistence() == "t"}
		s.Reads = selectReads(q)
		return
	}
	// SELECT set_config('name', 'value', is_local) is how pg_dump and drivers without SET say SET.
	if len(q.TargetList) == 1 && len(q.FromClause) == 0 {
		if f := q.TargetList[0].GetResTarget().GetVal().GetFuncCall(); f != nil && listName(f.Funcname).Name == "set_config" && len(f.Args) == 3 {
			v := constant(f.Args[1])
			o := &Set{Name: strings.ToLower(constant(f.Args[0])), Value: v, Local: constant(f.Args[2]) == "true"}
			for _, item := range strings.Split(v, ",") {
				o.Values = append(o.Values, strings.Trim(strings.TrimSpace(item), `"`))
			}
			s.Node = o
			return
		}
	}
	s.Node = &Select{ForUpdate: len(q.LockingClause) > 0}
	s.Reads = selectReads(q)
}

func (t *translator) functionSource(f *pg.CreateFunctionStmt) *FunctionSource {
	out := &FunctionSource{Foreign: foreign(f.Options), Returns: typeOf(f.ReturnType)}
	hasBody, hasLanguage := false, false
	for _, o := range f.Options {
		switch d := o.GetDefElem(); d.GetDefname() {
		case "as":
			hasBody = len(d.Arg.GetList().GetItems()) == 1
			if hasBody {
				out.BodySpan = t.stringAt(d.Location)
			}
		case "language":
			hasLanguage = true
		case "security":
			out.Definer = d.Arg.GetBoolean().GetBoolval()
		}
	}
	if !hasBody || !hasLanguage || out.BodySpan == (Span{}) {
		return nil
	}
	out.Body = t.file.Text[out.BodySpan.Start:out.BodySpan.End]
	for _, n := range f.Parameters {
		if p := n.GetFunctionParameter(); p != nil {
			mode := p.Mode
			out.Parameters = append(out.Parameters, Parameter{Name: p.Name, Type: typeOf(p.ArgType), Out: mode == pg.FunctionParameterMode_FUNC_PARAM_OUT || mode == pg.FunctionParameterMode_FUNC_PARAM_TABLE})
		}
	}
	return out
}

// stringAt returns the place of the first string at or after an offset of the tree.
func (t *translator) stringAt(location int32) Span {
	for i := t.token(location); i <= t.last; i++ {
		if t.file.Tokens[i].Kind == lexer.String {
			return t.tokenSpan(i)
		}
	}
	return Span{}
}

// foreign tells whether the options of DO or CREATE FUNCTION name another language than PL/pgSQL.
func foreign(options []*pg.Node) bool {
	for _, o := range options {
		if d := o.GetDefElem(); d.GetDefname() == "language" {
			return !strings.EqualFold(str(d.Arg), "plpgsql")
		}
	}
	return false
}

// body returns the source of a DO block.
func (t *translator) body() (string, Span) {
	for i := t.first + 1; i <= t.last; i++ {
		if tok := t.file.Tokens[i]; tok.Kind == lexer.String && !t.file.Is(t.file.Tokens[i-1], "language") {
			return t.file.Of(tok), Span{int(tok.Start), int(tok.End)}
		}
	}
	return "", Span{}
}

func onRelation(r *pg.RangeVar, name string) *OnTable {
	o := &OnTable{Name: name}
	if r != nil {
		o.Tables = []Name{rangeName(r)}
	}
	return o
}
