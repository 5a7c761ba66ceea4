package pgparse

import (
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
)

// Public is the role that everybody is, as GRANT and CREATE POLICY spell it.
const Public = "public"

// Policy is CREATE POLICY and ALTER POLICY.
type Policy struct {
	Table    Name
	Name     string
	NameSpan Span
	// Command is "ALL", "SELECT", "INSERT", "UPDATE" or "DELETE"; ALTER POLICY does not say it.
	Command     string
	Restrictive bool
	// Roles are those the policy is for, [Public] when it names none; nil for an ALTER POLICY without TO.
	Roles []string
	// Using and Check are nil where the policy has none.
	Using, Check *PolicyExpr
	Alter        bool
}

// PolicyExpr is the expression of a policy.
type PolicyExpr struct {
	// True says that it is true of every row.
	True bool
	// PerRow is the first call in it that says who asks and is made anew for each row, because it is not in a sub-select of its own: "auth.uid()".
	PerRow string
	// Metadata says that it reads what users may write about themselves: user_metadata, raw_user_meta_data.
	Metadata bool
}

// Grant is GRANT and REVOKE of privileges, and those of ALTER DEFAULT PRIVILEGES.
type Grant struct {
	Revoke bool
	// Object is the kind of object: "TABLE" (a view or sequence may be meant), "SEQUENCE", "FUNCTION", "PROCEDURE", "ROUTINE", "SCHEMA", …
	Object  string
	Objects []Function
	// InSchemas are the schemas of ON ALL … IN SCHEMA.
	InSchemas []string
	// Privileges are in lower case; none means ALL.
	Privileges []string
	// Columns says that the privileges are for single columns.
	Columns bool
	// Grantees are roles; [Public] is PUBLIC.
	Grantees []string
	// OptionOnly says that REVOKE GRANT OPTION FOR leaves the privilege itself.
	OptionOnly bool
	// Default says that it is about objects that will be created, by Creators when they are named, in Schemas when they are named.
	Default           bool
	Creators, Schemas []string
}

// Function names a function, procedure or aggregate, and with Unique set the only one of its name, or an object of
// another kind.
type Function struct {
	Name   Name
	Args   []Type
	Unique bool
}

// FunctionRights is what CREATE FUNCTION, CREATE PROCEDURE and ALTER FUNCTION say of a function besides its body.
type FunctionRights struct {
	Function Function
	NameSpan Span
	// Object is "FUNCTION", "PROCEDURE" or "ROUTINE".
	Object   string
	Language string
	// Returns is the type it returns.
	Returns Type
	// Definer is "definer", "invoker", or empty when ALTER FUNCTION does not say.
	Definer string
	// SetsSearchPath says that it has a search_path of its own, ResetsSearchPath that ALTER FUNCTION takes that away.
	SetsSearchPath, ResetsSearchPath bool
	SearchPath                       []string
	Alter                            bool
}

// ViewOptions are what CREATE VIEW … WITH and ALTER VIEW … SET say of whose rights a view has.
type ViewOptions struct {
	View     Name
	NameSpan Span
	// Invoker and Barrier are "true", "false", or empty when the statement does not say; RESET says "false".
	Invoker, Barrier string
	Alter            bool
}

// Extension is CREATE EXTENSION.
type Extension struct {
	Name     string
	NameSpan Span
	Schema   string
}

// Comment is COMMENT ON; an empty text takes the comment away.
type Comment struct {
	Object   string
	On       Function
	Sub      string
	Text     string
	TextSpan Span
}

// Owner is ALTER … OWNER TO and CREATE SCHEMA … AUTHORIZATION.
type Owner struct {
	Object string
	Of     Function
	To     string
	ToSpan Span
}

// security states what a statement says of rights and comments; nil for most.
func (t *translator) security(n *pg.Node) any {
	switch v := n.GetNode().(type) {
	case *pg.Node_CreatePolicyStmt:
		p := v.CreatePolicyStmt
		return &Policy{
			Table: rangeName(p.Table), Name: p.PolicyName, NameSpan: t.tokenSpan(min(t.first+2, t.last)), Command: strings.ToUpper(p.CmdName), Restrictive: !p.Permissive,
			Roles: roles(p.Roles), Using: policyExpr(p.Qual), Check: policyExpr(p.WithCheck),
		}
	case *pg.Node_AlterPolicyStmt:
		p := v.AlterPolicyStmt
		return &Policy{
			Table: rangeName(p.Table), Name: p.PolicyName, NameSpan: t.tokenSpan(min(t.first+2, t.last)), Roles: roles(p.Roles), Using: policyExpr(p.Qual),
			Check: policyExpr(p.WithCheck), Alter: true,
		}
	case *pg.Node_GrantStmt:
		return grant(v.GrantStmt)
	case *pg.Node_AlterDefaultPrivilegesStmt:
		g := grant(v.AlterDefaultPrivilegesStmt.Action)
		g.Default = true
		for _, o := range v.AlterDefaultPrivilegesStmt.Options {
			switch d := o.GetDefElem(); d.GetDefname() {
			case "schemas":
				for _, s := range d.Arg.GetList().GetItems() {
					g.Schemas = append(g.Schemas, str(s))
				}
			case "roles":
				g.Creators = roles(d.Arg.GetList().GetItems())
			}
		}
		return g
	case *pg.Node_CreateFunctionStmt:
		return t.functionRights(v.CreateFunctionStmt)
	case *pg.Node_AlterFunctionStmt:
		f := &FunctionRights{Function: function(v.AlterFunctionStmt.Func), Object: object(v.AlterFunctionStmt.Objtype), Alter: true}
		f.options(v.AlterFunctionStmt.Actions)
		return f
	case *pg.Node_ViewStmt:
		o := &ViewOptions{View: rangeName(v.ViewStmt.View), NameSpan: t.nameSpan(v.ViewStmt.View)}
		o.options(v.ViewStmt.Options, false)
		return o
	case *pg.Node_CreateTableAsStmt:
		if v.CreateTableAsStmt.Objtype == pg.ObjectType_OBJECT_MATVIEW {
			rel := v.CreateTableAsStmt.Into.GetRel()
			return &ViewOptions{View: rangeName(rel), NameSpan: t.nameSpan(rel)}
		}
	case *pg.Node_AlterTableStmt:
		return t.alteredRights(v.AlterTableStmt)
	case *pg.Node_CreateExtensionStmt:
		x := &Extension{Name: v.CreateExtensionStmt.Extname, NameSpan: t.tokenSpan(min(t.after(t.first, t.last+1, "extension"), t.last))}
		if v.CreateExtensionStmt.IfNotExists {
			x.NameSpan = t.tokenSpan(min(t.after(t.first, t.last+1, "exists"), t.last))
		}
		for _, o := range v.CreateExtensionStmt.Options {
			if d := o.GetDefElem(); d.GetDefname() == "schema" {
				x.Schema = str(d.Arg)
			}
		}
		return x
	case *pg.Node_CommentStmt:
		return t.commentText(v.CommentStmt)
	case *pg.Node_AlterOwnerStmt:
		a := v.AlterOwnerStmt
		return &Owner{Object: object(a.ObjectType), Of: ownedObject(a.Relation, a.Object), To: role(a.Newowner), ToSpan: t.tokenSpan(t.last)}
	case *pg.Node_CreateSchemaStmt:
		if a := v.CreateSchemaStmt.Authrole; a != nil {
			at := t.token(a.Location)
			return &Owner{Object: "SCHEMA", Of: Function{Name: Name{Name: v.CreateSchemaStmt.Schemaname}, Unique: true}, To: role(a), ToSpan: t.tokenSpan(at)}
		}
	}
	return nil
}

// alteredRights finds OWNER TO and the options of views among the actions of ALTER TABLE and ALTER VIEW.
func (t *translator) alteredRights(a *pg.AlterTableStmt) any {
	for _, n := range a.Cmds {
		cmd := n.GetAlterTableCmd()
		switch cmd.GetSubtype() {
		case pg.AlterTableType_AT_ChangeOwner:
			return &Owner{Object: object(a.Objtype), Of: Function{Name: rangeName(a.Relation), Unique: true}, To: role(cmd.Newowner), ToSpan: t.tokenSpan(t.last)}
		case pg.AlterTableType_AT_SetRelOptions, pg.AlterTableType_AT_ResetRelOptions:
			o := &ViewOptions{View: rangeName(a.Relation), Alter: true}
			o.options(cmd.Def.GetList().GetItems(), cmd.Subtype == pg.AlterTableType_AT_ResetRelOptions)
			if o.Invoker != "" || o.Barrier != "" {
				return o
			}
		}
	}
	return nil
}

func ownedObject(r *pg.RangeVar, n *pg.Node) Function {
	switch {
	case r != nil:
		return Function{Name: rangeName(r), Unique: true}
	case n.GetObjectWithArgs() != nil:
		return function(n.GetObjectWithArgs())
	}
	return Function{Name: nameOf(n), Unique: true}
}

func (t *translator) functionRights(c *pg.CreateFunctionStmt) *FunctionRights {
	f := &FunctionRights{Object: "FUNCTION", Function: Function{Name: listName(c.Funcname)}, Returns: typeOf(c.ReturnType), Definer: "invoker"}
	if c.IsProcedure {
		f.Object = "PROCEDURE"
	}
	for _, n := range c.Parameters {
		switch p := n.GetFunctionParameter(); p.GetMode() {
		case pg.FunctionParameterMode_FUNC_PARAM_OUT, pg.FunctionParameterMode_FUNC_PARAM_TABLE:
		default:
			f.Function.Args = append(f.Function.Args, typeOf(p.GetArgType()))
		}
	}
	at := t.after(t.first, t.last+1, strings.ToLower(f.Object))
	end := at + 1
	for end+1 <= t.last && t.file.IsPunct(t.file.Tokens[end], '.') {
		end += 2
	}
	f.NameSpan = t.tokens(at, end)
	f.options(c.Options)
	return f
}

func (f *FunctionRights) options(list []*pg.Node) {
	for _, o := range list {
		d := o.GetDefElem()
		switch d.GetDefname() {
		case "language":
			f.Language = str(d.Arg)
		case "security":
			f.Definer = "invoker"
			if d.Arg.GetBoolean().GetBoolval() {
				f.Definer = "definer"
			}
		case "set":
			s := d.Arg.GetVariableSetStmt()
			switch s.GetKind() {
			case pg.VariableSetKind_VAR_RESET_ALL:
				f.SetsSearchPath, f.ResetsSearchPath, f.SearchPath = false, true, nil
				continue
			case pg.VariableSetKind_VAR_RESET, pg.VariableSetKind_VAR_SET_DEFAULT:
				if strings.EqualFold(s.Name, "search_path") {
					f.SetsSearchPath, f.ResetsSearchPath, f.SearchPath = false, true, nil
				}
				continue
			}
			if strings.EqualFold(s.GetName(), "search_path") {
				f.SetsSearchPath, f.ResetsSearchPath, f.SearchPath = true, false, []string{}
				for _, a := range s.Args {
					f.SearchPath = append(f.SearchPath, constant(a))
				}
			}
		}
	}
}

func (o *ViewOptions) options(list []*pg.Node, reset bool) {
	for _, n := range list {
		d := n.GetDefElem()
		value := "true"
		if d.GetArg() != nil {
			value = boolean(d.Arg)
		}
		if reset {
			value = "false"
		}
		switch d.GetDefname() {
		case "security_invoker":
			o.Invoker = value
		case "security_barrier":
			o.Barrier = value
		}
	}
}

// boolean reads a storage parameter's value as parse_bool does.
func boolean(n *pg.Node) string {
	v := strings.ToLower(constant(n))
	if v == "" {
		v = strings.ToLower(listName(n.GetTypeName().GetNames()).Name) // true without quotes is a name to the grammar
	}
	switch v {
	case "false", "off", "no", "0", "f", "n":
		return "false"
	}
	return "true"
}

func grant(v *pg.GrantStmt) *Grant {
	g := &Grant{Revoke: !v.GetIsGrant(), Object: object(v.GetObjtype()), Grantees: roles(v.GetGrantees()), OptionOnly: !v.GetIsGrant() && v.GetGrantOption()}
	for _, n := range v.GetPrivileges() {
		p := n.GetAccessPriv()
		g.Columns = g.Columns || len(p.GetCols()) > 0
		if name := strings.ToLower(p.GetPrivName()); name != "" {
			g.Privileges = append(g.Privileges, name)
		}
	}
	for _, n := range v.GetObjects() {
		if v.Targtype == pg.GrantTargetType_ACL_TARGET_ALL_IN_SCHEMA {
			g.InSchemas = append(g.InSchemas, str(n))
		} else {
			g.Objects = append(g.Objects, ownedObject(n.GetRangeVar(), n))
		}
	}
	return g
}

func function(o *pg.ObjectWithArgs) Function {
	f := Function{Name: listName(o.GetObjname()), Unique: o.GetArgsUnspecified()}
	for _, n := range o.GetObjargs() {
		f.Args = append(f.Args, typeOf(n.GetTypeName()))
	}
	return f
}

func roles(list []*pg.Node) []string {
	var out []string
	for _, n := range list {
		if r := n.GetRoleSpec(); r != nil {
			out = append(out, role(r))
		}
	}
	return out
}

func role(r *pg.RoleSpec) string {
	switch r.GetRoletype() {
	case pg.RoleSpecType_ROLESPEC_PUBLIC:
		return Public
	case pg.RoleSpecType_ROLESPEC_CURRENT_ROLE, pg.RoleSpecType_ROLESPEC_CURRENT_USER:
		return "current_user"
	case pg.RoleSpecType_ROLESPEC_SESSION_USER:
		return "session_user"
	}
	return r.GetRolename()
}

func (t *translator) commentText(c *pg.CommentStmt) any {
	out := &Comment{Object: object(c.Objtype), Text: c.Comment, TextSpan: t.tokenSpan(t.last)}
	items := c.Object.GetList().GetItems()
	switch c.Objtype {
	case pg.ObjectType_OBJECT_COLUMN, pg.ObjectType_OBJECT_TABCONSTRAINT, pg.ObjectType_OBJECT_TRIGGER, pg.ObjectType_OBJECT_POLICY, pg.ObjectType_OBJECT_RULE:
		if len(items) < 2 {
			return nil
		}
		out.On.Name, out.Sub = listName(items[:len(items)-1]), str(items[len(items)-1])
	default:
		if o := c.Object.GetObjectWithArgs(); o != nil {
			out.On = function(o)
		} else {
			out.On = Function{Name: nameOf(c.Object), Unique: true}
		}
	}
	return out
}

// condition answers what rules ask of a policy's expression.
func policyExpr(n *pg.Node) *PolicyExpr {
	if n == nil {
		return nil
	}
	c := &PolicyExpr{True: alwaysTrue(n)}
	// (select auth.uid()) is planned on its own, and run once.
	once := make(map[*pg.FuncCall]bool)
	visit(n, func(n *pg.Node) {
		link := n.GetSubLink()
		if link == nil || link.SubLinkType != pg.SubLinkType_EXPR_SUBLINK || len(link.Subselect.GetSelectStmt().GetFromClause()) > 0 {
			return
		}
		visit(link.Subselect, func(n *pg.Node) {
			if f := n.GetFuncCall(); f != nil {
				once[f] = true
			}
		})
	})
	visit(n, func(n *pg.Node) {
		switch v := n.GetNode().(type) {
		case *pg.Node_FuncCall:
			if call := asker(v.FuncCall); call != "" && c.PerRow == "" && !once[v.FuncCall] {
				c.PerRow = call
			}
		case *pg.Node_AConst:
			c.Metadata = c.Metadata || v.AConst.GetSval().GetSval() == "user_metadata"
		case *pg.Node_ColumnRef:
			c.Metadata = c.Metadata || columnName(n) == "raw_user_meta_data"
		}
	})
	return c
}

// asker writes a call that says who asks: those of Supabase's schema auth, and current_setting, which is what PostgREST, PostGraphile
// and others pass a request's user in. Their answer is the same for all rows, but a policy calls them for each.
func asker(f *pg.FuncCall) string {
	name := listName(f.Funcname)
	switch {
	case name.Schema == "auth" && slices.Contains([]string{"uid", "jwt", "role", "email"}, name.Name):
		return "auth." + name.Name + "()"
	case name.Name == "current_setting" && (name.Schema == "" || name.Schema == "pg_catalog"):
		var args []string
		for _, a := range f.Args {
			v := constant(a)
			if v == "" {
				return "current_setting(…)"
			}
			if a.GetAConst().GetSval() != nil {
				v = "'" + strings.ReplaceAll(v, "'", "''") + "'"
			}
			args = append(args, v)
		}
		return "current_setting(" + strings.Join(args, ", ") + ")"
	}
	return ""
}

// alwaysTrue tells whether a condition is true of every row: true, 1 = 1, and what OR and AND make of such.
func alwaysTrue(n *pg.Node) bool {
	switch v := n.GetNode().(type) {
	case *pg.Node_AConst:
		return v.AConst.GetBoolval().GetBoolval()
	case *pg.Node_TypeCast:
		return constant(n) == "true" || alwaysTrue(v.TypeCast.Arg)
	case *pg.Node_AExpr:
		l, r := constant(v.AExpr.Lexpr), constant(v.AExpr.Rexpr)
		return v.AExpr.Kind == pg.A_Expr_Kind_AEXPR_OP && len(v.AExpr.Name) == 1 && str(v.AExpr.Name[0]) == "=" && l != "" && l == r
	case *pg.Node_BoolExpr:
		switch v.BoolExpr.Boolop {
		case pg.BoolExprType_OR_EXPR:
			return slices.ContainsFunc(v.BoolExpr.Args, alwaysTrue)
		case pg.BoolExprType_AND_EXPR:
			return !slices.ContainsFunc(v.BoolExpr.Args, func(a *pg.Node) bool { return !alwaysTrue(a) })
		}
	case *pg.Node_SubLink:
		// (select true)
		q := v.SubLink.Subselect.GetSelectStmt()
		if v.SubLink.SubLinkType == pg.SubLinkType_EXPR_SUBLINK && len(q.GetFromClause()) == 0 && q.GetWhereClause() == nil && len(q.GetTargetList()) == 1 {
			return alwaysTrue(q.TargetList[0].GetResTarget().GetVal())
		}
	}
	return false
}

// LongName is an identifier that PostgreSQL cuts off.
type LongName struct {
	Span Span
	// Name is as written, without quotes; Cut is what is left of it.
	Name, Cut string
}

// maxIdentifier is NAMEDATALEN - 1.
const maxIdentifier = 63

// LongNames returns the identifiers between two offsets of a script that are longer than PostgreSQL keeps (manual §4.1.1).
func LongNames(f *lexer.File, start, end int) []LongName {
	var out []LongName
	for i := tokenAt(f.Tokens, start); i < len(f.Tokens) && int(f.Tokens[i].Start) < end; i++ {
		t := f.Tokens[i]
		if t.End-t.Start <= maxIdentifier || t.Kind != lexer.Word && t.Kind != lexer.Quoted {
			continue
		}
		name := f.Of(t)
		switch {
		case t.Kind == lexer.Word:
			name = strings.ToLower(name)
		case strings.HasPrefix(name, `"`):
			name = strings.ReplaceAll(strings.TrimSuffix(name[1:], `"`), `""`, `"`)
		default:
			continue // U&"…": its escapes are shorter than they look
		}
		if len(name) <= maxIdentifier {
			continue
		}
		cut := maxIdentifier
		for cut > 0 && name[cut]&0xC0 == 0x80 {
			cut--
		}
		out = append(out, LongName{Span: Span{int(t.Start), int(t.End)}, Name: name, Cut: name[:cut]})
	}
	return out
}
