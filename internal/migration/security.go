package migration

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/runner"
	"github.com/bdma-dev/bdma/internal/source"
)

// security is what the reader remembers for the facts about rights and names.
type security struct {
	exposed []string
	// long are the names that were too long, by themselves and by what is left of them.
	long map[string]string
}

// says states what a statement up says of owners and roles, and whether it names its relation without a schema.
func (r *reader) says(s *pgparse.Statement, row *Statement) {
	if row.Direction != runner.Up {
		return
	}
	if o, ok := s.Security.(*pgparse.Owner); ok {
		name := o.Of.Name
		switch o.Object {
		case "SCHEMA", "DATABASE", "EXTENSION":
		default:
			name = r.cat.Qualify(name)
		}
		r.model.Owners = append(r.model.Owners, Owner{
			At: r.node(r.lines.Range(o.ToSpan.Start, o.ToSpan.End), r.pointer(r.info.Version+": owner of "+name.String())), Object: o.Object, Name: r.display(name), Owner: o.To,
		})
	}
	if n, ok := s.Node.(*pgparse.Set); ok && r.row.Role == "" && (n.Name == "role" || n.Name == "session_authorization") {
		r.row.Role = n.Value
	}
	row.Unqualified = r.unqualified(s)
}

// unqualified returns the relation that a definition names without a schema, or "".
func (r *reader) unqualified(s *pgparse.Statement) string {
	bare := func(n pgparse.Name, temporary bool) string {
		if n.Schema != "" || n.Name == "" || temporary {
			return ""
		}
		if t := r.cat.Table(n); t != nil && t.Temporary {
			return ""
		}
		return r.display(pgparse.Name{Name: n.Name})
	}
	switch n := s.Node.(type) {
	case *pgparse.CreateTable:
		return bare(n.Name, n.Temporary)
	case *pgparse.CreateView:
		return bare(n.Name, n.Temporary)
	case *pgparse.CreateIndex:
		return bare(n.Table, false)
	case *pgparse.AlterTable:
		return bare(n.Name, false)
	case *pgparse.CreateSequence:
		return bare(n.Name, false)
	case *pgparse.Drop:
		switch n.Object {
		case "TABLE", "VIEW", "MATERIALIZED VIEW", "SEQUENCE", "INDEX", "FOREIGN TABLE":
			for _, name := range n.Names {
				if b := bare(name, false); b != "" {
					return b
				}
			}
		case "TRIGGER", "POLICY", "RULE":
			return bare(n.Table, false)
		}
	case *pgparse.OnTable:
		switch s.Kind {
		case "CREATE TRIGGER", "CREATE POLICY", "ALTER POLICY", "CREATE RULE", "TRUNCATE":
			for _, name := range n.Tables {
				if b := bare(name, false); b != "" {
					return b
				}
			}
		}
	case *pgparse.Rename:
		switch n.Object {
		case "TABLE", "COLUMN", "CONSTRAINT", "VIEW", "MATERIALIZED VIEW", "INDEX", "SEQUENCE", "FOREIGN TABLE":
			return bare(n.Name, false)
		}
	}
	return ""
}

// longNames states which identifiers of a part up of a script PostgreSQL cuts off. A placeholder's length says nothing.
func (r *reader) longNames(lexed *lexer.File, s runner.Section) {
	if s.Direction != runner.Up {
		return
	}
	for _, l := range pgparse.LongNames(lexed, s.Start, s.End) {
		if _, placeholder := r.placeholders[l.Cut]; placeholder || r.security.long[l.Name] != "" || len(r.model.LongNames) >= maxLongNames {
			continue
		}
		if r.security.long == nil {
			r.security.long = map[string]string{}
		}
		row := LongName{
			At: r.node(r.lines.Range(l.Span.Start, l.Span.End), r.pointer(r.info.Version+": "+l.Cut)), Name: l.Name, Cut: l.Cut, SameAs: r.security.long[l.Cut],
		}
		r.security.long[l.Name], r.security.long[l.Cut] = l.Name, cmp.Or(r.security.long[l.Cut], l.Name)
		r.model.LongNames = append(r.model.LongNames, row)
	}
}

// maxLongNames bounds what a hostile script can have of them.
const maxLongNames = 10_000

// exposedSchemas returns the schemas that the platform serves over HTTP: Supabase's, as its config.toml beside the folder of migrations says.
func exposedSchemas(tree *source.Tree, root, tool string) []string {
	if tool != "supabase" {
		return []string{}
	}
	data, err := tree.Read(path.Join(path.Dir(root), "config.toml"), source.MaxSQL)
	if err == nil {
		if schemas := apiSchemas(string(data)); schemas != nil {
			return schemas
		}
	}
	return []string{"public"} // with graphql_public, which holds no tables of anybody, the default of supabase init
}

// apiSchemas reads schemas = ["public", …] in the section [api] of a config.toml.
func apiSchemas(text string) []string {
	_, section, ok := strings.Cut("\n"+text, "\n[api]")
	if !ok {
		return nil
	}
	section, _, _ = strings.Cut(section, "\n[")
	for line := range strings.Lines(section) {
		key, _, ok := strings.Cut(line, "=")
		if !ok || strings.TrimSpace(key) != "schemas" {
			continue
		}
		_, list, open := strings.Cut(section[strings.Index(section, line):], "[")
		list, _, closed := strings.Cut(list, "]")
		if !open || !closed {
			return nil
		}
		out := []string{}
		for line := range strings.Lines(list) {
			line, _, _ = strings.Cut(line, "#")
			for _, item := range strings.Split(line, ",") {
				if s := strings.Trim(strings.TrimSpace(item), `"'`); s != "" {
					out = append(out, s)
				}
			}
		}
		return out
	}
	return nil
}

func (r *reader) exposes(schema string) bool { return slices.Contains(r.security.exposed, schema) }

// secureTable states a table's row level security and comment.
func (r *reader) secureTable(t *catalog.Table, row *Table) {
	row.RowSecurityUncertain = t.Uncertain || r.cat.RowSecurityDoubted()
	if r.settings.Wanted.WantAny("tables", "path") {
		row.Path = quotePath(row.Table)
	}
	row.Exposed, row.Comment = r.exposes(t.Name.Schema), r.cat.Comment(t)
	if rs := r.cat.RowSecurity(t); rs != nil {
		row.RowSecurity, row.RowSecurityForced, row.PolicyCount = rs.Enabled, rs.Forced, len(rs.Policies)
		r.policies(row.Table, t.Name.String(), rs, rs.Enabled, row.RowSecurityUncertain)
	}
	keys := make(map[string]bool)
	for _, k := range t.Constraints {
		if k.Kind == pgparse.ForeignKey || k.Kind == pgparse.PrimaryKey {
			for _, c := range k.Columns {
				keys[c] = true
			}
		}
	}
	row.OnlyKeys = len(t.Columns) > 0 && !slices.ContainsFunc(t.Columns, func(c *catalog.Column) bool { return !keys[c.Name] })
}

func (r *reader) policies(table, full string, rs *catalog.RowSecurity, enabled, uncertain bool) {
	type target struct{ command, role string }
	first := make(map[target]*Overlap)
	for _, p := range rs.Policies {
		row := Policy{
			At: r.place(p.Place, full+" "+p.Name), Table: table, Name: p.Name, Command: p.Command, Roles: p.Roles, Restrictive: p.Restrictive, RowSecurity: enabled,
			Uncertain: uncertain,
		}
		if row.Roles == nil {
			row.Roles = []string{}
		}
		for _, c := range [...]*pgparse.PolicyExpr{p.Using, p.Check} {
			if c != nil {
				row.PerRowCall, row.UserMetadata = cmp.Or(row.PerRowCall, c.PerRow), row.UserMetadata || c.Metadata
			}
		}
		if !p.Restrictive {
			row.WritesAny = writesAny(p)
			commands := []string{p.Command}
			if p.Command == "ALL" {
				commands = []string{"SELECT", "INSERT", "UPDATE", "DELETE"}
			}
			for _, command := range commands {
				for _, role := range p.Roles {
					o := first[target{command, role}]
					if o == nil {
						first[target{command, role}] = &Overlap{At: row.At, Name: p.Name, Role: role, Command: command}
					} else if row.Overlaps == nil && o.At != row.At {
						row.Overlaps = o
					}
				}
			}
		}
		r.model.Policies = append(r.model.Policies, row)
	}
}

// writesAny says what a permissive policy lets its roles do to every row. A policy without WITH CHECK checks new rows by USING, and
// one for INSERT has WITH CHECK only (manual, CREATE POLICY).
func writesAny(p *catalog.Policy) string {
	isTrue := func(c *pgparse.PolicyExpr) bool { return c != nil && c.True }
	check := p.Check
	if check == nil {
		check = p.Using
	}
	var out []string
	for _, w := range [...]struct {
		command string
		any     bool
	}{{"INSERT", isTrue(check)}, {"UPDATE", isTrue(p.Using) && isTrue(check)}, {"DELETE", isTrue(p.Using)}} {
		if w.any && (p.Command == "ALL" || p.Command == w.command) {
			out = append(out, strings.ToLower(w.command))
		}
	}
	if len(out) == 3 {
		return "insert, update and delete"
	}
	return strings.Join(out, " and ")
}

// securityFacts states what belongs to no table that the history creates.
func (r *reader) securityFacts() {
	r.model.ExposedSchemas = r.security.exposed
	for _, n := range r.cat.Strangers() {
		r.policies(r.display(n), n.String(), r.cat.StrangerSecurity(n), true, false)
	}
	r.functions()
	r.viewRights()
	for _, x := range r.cat.Extensions() {
		r.model.Extensions = append(r.model.Extensions, Extension{At: r.place(x.Place, "extension "+x.Name), Name: x.Name, Schema: x.Schema, Exposed: r.exposes(x.Schema)})
	}
	for _, g := range r.cat.Grants() {
		r.grant(g)
	}
	for _, i := range r.cat.IdleRevokes() {
		r.model.IdleRevokes = append(r.model.IdleRevokes, IdleRevoke{At: r.place(i.Place, r.pointer("default privileges "+i.Schema)), Schema: i.Schema})
	}
	if r.settings.Wanted.Want("object_names") {
		r.objectNames()
	}
	r.numbers()
}

func (r *reader) functions() {
	if !r.settings.Wanted.Want("functions") {
		return
	}
	for _, f := range r.cat.Functions() {
		name := r.display(f.Name) + "(" + strings.Join(f.ArgumentTypes(), ", ") + ")"
		row := Function{
			At: r.place(f.Place, f.Name.String()+"("+strings.Join(f.ArgumentTypes(), ", ")+")"), Name: name, Schema: f.Name.Schema, Object: "FUNCTION", Language: f.Language,
			IsTrigger: f.Returns.Name == "trigger" || f.Returns.Name == "event_trigger", Definer: f.Definer, HasSearchPath: f.HasSearchPath,
			Uncertain: r.cat.SearchPathsDoubted() || r.cat.RightsDoubted(), Exposed: r.exposes(f.Name.Schema), Comment: r.cat.Comment(f),
		}
		if f.Procedure {
			row.Object = "PROCEDURE"
		}
		public := r.cat.MayCall(f, pgparse.Public)
		if public {
			row.Callers = []string{pgparse.Public}
		}
		if row.Exposed {
			// Supabase grants both roles EXECUTE on what is created in the schema public, by default privileges.
			for _, role := range [...]string{"anon", "authenticated"} {
				if public || f.Name.Schema == "public" && r.cat.MayCall(f, role) || r.cat.Holds("FUNCTION", f, role, "execute") {
					row.Callers = append(row.Callers, role)
				}
			}
		}
		r.model.Functions = append(r.model.Functions, row)
	}
}

func (r *reader) viewRights() {
	views := r.cat.AllViews()
	byName := make(map[catalog.Name]*catalog.View, len(views))
	for _, v := range views {
		byName[v.Name] = v
	}
	known := make(map[catalog.Name]string)
	for _, v := range views {
		rights := r.cat.ViewRights(v)
		if rights == nil {
			continue
		}
		row := ViewRights{
			At: r.place(rights.Place, v.Name.String()), View: r.display(v.Name), Schema: v.Name.Schema, Materialized: v.Materialized, Invoker: rights.Invoker,
			Exposed: r.exposes(v.Name.Schema), Comment: r.cat.Comment(v), ReadsUsers: slices.Contains(v.Reads, catalog.Name{Schema: "auth", Name: "users"}),
		}
		if n := r.secured(v, byName, known, 0); n != "" {
			row.Secured = n
		}
		r.model.ViewRights = append(r.model.ViewRights, row)
	}
}

// maxViews bounds how deep views on views are followed.
const maxViews = 50

// secured returns the first table with row level security that a view reads, be it by other views. Without policies row level security hides
// a table from all but its owner, and a view is then how others are shown of it what they may see; not so where an API serves it to everybody. One that reads as who asks does so
// below any other, too.
func (r *reader) secured(v *catalog.View, views map[catalog.Name]*catalog.View, known map[catalog.Name]string, depth int) string {
	if out, ok := known[v.Name]; ok || depth > maxViews {
		return out
	}
	known[v.Name] = "" // a view cannot read itself, but a history may claim so
	out := ""
	for _, n := range v.Reads {
		if t := r.cat.Table(n); t != nil {
			if rs := r.cat.RowSecurity(t); rs != nil && rs.Enabled && (len(rs.Policies) > 0 || r.exposes(v.Name.Schema)) {
				out = r.display(t.Name)
				break
			}
		} else if inner := views[n]; inner != nil {
			if rights := r.cat.ViewRights(inner); rights != nil && rights.Invoker {
				continue
			}
			if out = r.secured(inner, views, known, depth+1); out != "" {
				break
			}
		}
	}
	known[v.Name] = out
	return out
}

func (r *reader) grant(g *catalog.Grant) {
	names := make([]string, 0, min(len(g.Names), maxSecured+1))
	for i, n := range g.Names {
		if i == maxSecured {
			names = append(names, "…")
			break
		}
		names = append(names, r.display(n))
	}
	left, all := g.Left()
	row := Grant{Role: g.Role, Object: g.Object, On: strings.Join(names, ", "), Privileges: strings.ToUpper(strings.Join(left, ", ")), Default: g.Default}
	if all {
		row.Privileges = "ALL"
	}
	to := quote(g.Role)
	if g.Role == pgparse.Public {
		to = "PUBLIC"
	}
	switch {
	case g.Default:
		command := "ALTER DEFAULT PRIVILEGES "
		where := "new " + strings.ToLower(g.Object) + "s"
		if row.On != "" {
			command += "IN SCHEMA " + row.On + " "
			where += " in schema " + row.On
		}
		row.On = where
		row.Revoke = command + "REVOKE " + row.Privileges + " ON " + g.Object + "S FROM " + to
	case g.InSchema:
		row.Revoke = "REVOKE " + row.Privileges + " ON ALL " + g.Object + "S IN SCHEMA " + row.On + " FROM " + to
		row.On = "all " + strings.ToLower(g.Object) + "s in schema " + row.On
	default:
		if g.Object != "TABLE" {
			row.On = strings.ToLower(g.Object) + " " + row.On
		}
		row.Revoke = "REVOKE " + row.Privileges + " ON " + g.Object + " " + strings.Join(names, ", ") + " FROM " + to
	}
	row.At = r.place(g.Place, r.pointer("grant "+g.Role+" "+g.Object+" "+row.On))
	row.Writes = slices.ContainsFunc(left, func(p string) bool { return !slices.Contains(harmless, p) })
	r.model.Grants = append(r.model.Grants, row)
}

// maxSecured bounds the objects that a row names.
const maxSecured = 8

// harmless are the privileges that change neither rows nor definitions.
var harmless = []string{"select", "usage", "execute", "connect", "temporary", "temp", "references"}

// record states what a script's comments say of backups and tickets.
func (r *reader) record(lexed *lexer.File) {
	if !r.settings.Wanted.WantAny("migrations", "names_backup", "ticket") {
		return
	}
	end := 0
	for i := 0; i <= len(lexed.Tokens); i++ {
		start := len(lexed.Text)
		if i < len(lexed.Tokens) {
			start = int(lexed.Tokens[i].Start)
		}
		if gap := withoutDirectives(lexed.Text[end:max(start, end)]); len(gap) > 2 && (strings.Contains(gap, "--") || strings.Contains(gap, "/*")) {
			low := strings.ToLower(gap)
			r.row.NamesBackup = r.row.NamesBackup || strings.Contains(low, "backup") || strings.Contains(low, "back up") || strings.Contains(low, "backed up") ||
				strings.Contains(low, "snapshot") || strings.Contains(low, "pg_dump") || strings.Contains(low, "restore point")
			if r.row.Ticket == "" {
				r.row.Ticket = ticket(gap)
			}
		}
		if i < len(lexed.Tokens) {
			end = int(lexed.Tokens[i].End)
		}
	}
}

// ticket returns the first key of an issue or address in a comment.
func ticket(text string) string {
	for _, w := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(" \t\r\n,;()[]*\"'`", c) }) {
		w = strings.Trim(strings.TrimLeft(w, "-"), ".:!?")
		if strings.HasPrefix(w, "https://") || strings.HasPrefix(w, "http://") {
			return w
		}
		if n, ok := strings.CutPrefix(w, "#"); ok && n != "" && strings.Trim(n, "0123456789") == "" {
			return w
		}
		key, n, ok := strings.Cut(w, "-")
		if ok && len(key) >= 2 && n != "" && strings.Trim(n, "0123456789") == "" && strings.Trim(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && !standards[key] {
			return w
		}
	}
	return ""
}

// standards are names with a number that are no issue's key.
var standards = map[string]bool{"UTF": true, "SHA": true, "ISO": true, "RFC": true, "CVE": true, "AES": true, "RSA": true, "MD": true, "BASE": true, "SQL": true, "PG": true}

// objectNames states the names of constraints and indexes.
func (r *reader) objectNames() {
	for _, t := range r.cat.Tables() {
		if t.Parent != nil || t.Temporary {
			continue
		}
		full, table := t.Name.String(), r.display(t.Name)
		for _, k := range t.Constraints {
			if !k.Named || inherited(t, func(p *catalog.Table) bool { return p.Constraint(k.Name) != nil }) {
				continue
			}
			columns := k.Columns
			if k.Kind == pgparse.Check {
				columns = k.Reads
			}
			r.model.ObjectNames = append(r.model.ObjectNames, ObjectName{
				At: r.place(k.Place, full+" "+k.Name), Kind: k.Kind, Name: k.Name, Table: table, TableName: t.Name.Name, Columns: strings.Join(columns, "_"),
				Referenced: k.RefName.Name,
			})
		}
		for _, x := range t.Indexes {
			if x.Constraint != nil || !x.Named {
				continue
			}
			row := ObjectName{
				At: r.place(x.Place, full+" "+x.Name.Name), Kind: "INDEX", Name: x.Name.Name, Table: table, TableName: t.Name.Name, Columns: catalog.KeyNames(x.Keys),
			}
			if x.Unique {
				row.Kind = "UNIQUE INDEX"
			}
			r.model.ObjectNames = append(r.model.ObjectNames, row)
		}
	}
}
