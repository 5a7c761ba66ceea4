package catalog

import (
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// security is who may see and do what, and what comments say. It is kept by the identity of tables, columns, views and
// functions, so that it follows them through renames and ends with them.
type security struct {
	rows       map[any]*RowSecurity // by *Table, or Name when the history does not create the table
	strangers  []Name               // those names, in order
	views      map[*View]*ViewRights
	comments   map[any]string // by *Table, *Column, *View, *Function
	extensions []*Extension
	grants     grants
	// What DO blocks without known effect are about.
	rowsDoubted, pathsDoubted, rightsDoubted bool
}

// RowSecurity is a table's row level security (manual §5.8).
type RowSecurity struct {
	Enabled, Forced bool
	Policies        []*Policy
}

// Policy is a policy of a table.
type Policy struct {
	Name         string
	Place        Place
	Command      string
	Restrictive  bool
	Roles        []string
	Using, Check *pgparse.PolicyExpr
}

// ViewRights says with whose rights a view reads.
type ViewRights struct {
	Place            Place
	Invoker, Barrier bool
}

// Extension is an installed extension.
type Extension struct {
	Name, Schema string
	Place        Place
}

// homes are the schemas that extensions insist on, whatever the search path (schema in their control files).
var homes = map[string]string{
	"plpgsql": "pg_catalog", "pg_cron": "pg_catalog", "pgsodium": "pgsodium", "supabase_vault": "vault", "pg_graphql": "graphql", "pgmq": "pgmq", "pg_net": "net",
	"plpython3u": "pg_catalog", "plperl": "pg_catalog", "pltcl": "pg_catalog", "adminpack": "pg_catalog", "postgis_topology": "topology", "postgis_tiger_geocoder": "tiger",
}

// maxRights bounds policies of a table, functions and grants: a history with more is not a real one.
const maxRights = 20_000

// secure replays what a statement says of rights and comments. It is called before the statement is replayed otherwise, and
// returns what is to be done after that.
func (c *Catalog) secure(s *pgparse.Statement) func() {
	s2 := &c.security
	after := func() {}
	switch n := s.Node.(type) {
	case *pgparse.AlterTable:
		after = func() { c.alterRowSecurity(n) }
	case *pgparse.Drop:
		c.dropRights(n)
	case *pgparse.SetSchema:
		if n.Object == "EXTENSION" {
			for _, x := range s2.extensions {
				if x.Name == n.Name.Name {
					save(c, x)
					x.Schema = n.To
				}
			}
		}
	case *pgparse.CreateTable:
		after = func() { c.likeComments(n) }
	case *pgparse.Rename:
		if n.Object == "POLICY" {
			if p := c.rowSecurity(n.Name, false).policy(n.Sub); p != nil {
				save(c, p)
				p.Name = n.To
			}
		}
	case *pgparse.Opaque:
		if !n.Plain {
			body := strings.ToLower(n.Body)
			s2.rowsDoubted = s2.rowsDoubted || strings.Contains(body, "row level security") || strings.Contains(body, "policy")
			s2.pathsDoubted = s2.pathsDoubted || strings.Contains(body, "search_path")
			s2.rightsDoubted = s2.rightsDoubted || strings.Contains(body, "revoke")
		}
	}
	switch n := s.Security.(type) {
	case *pgparse.Policy:
		c.policy(n)
	case *pgparse.FunctionRights:
		after = func() { c.functionRights(n) }
	case *pgparse.ViewOptions:
		old := c.View(n.View)
		after = func() { c.viewRights(n, old) }
	case *pgparse.Extension:
		c.extension(n)
	case *pgparse.Comment:
		c.comment(n)
	case *pgparse.Grant:
		c.grant(n)
	}
	return after
}

// RowSecurity returns the row level security of a table, or nil when nothing was ever said of it.
func (c *Catalog) RowSecurity(t *Table) *RowSecurity { return c.security.rows[t] }

// RowSecurityDoubted tells whether a DO block, whose effect is not known, is about row level security.
func (c *Catalog) RowSecurityDoubted() bool { return c.security.rowsDoubted }

// SearchPathsDoubted tells whether a DO block sets search_path, and RightsDoubted whether one revokes.
func (c *Catalog) SearchPathsDoubted() bool { return c.security.pathsDoubted }

// RightsDoubted tells whether a DO block revokes privileges.
func (c *Catalog) RightsDoubted() bool { return c.security.rightsDoubted }

// Strangers returns the tables that the history does not create but gives policies, in order.
func (c *Catalog) Strangers() []Name { return c.security.strangers }

// StrangerSecurity returns what the history says of the row level security of such a table.
func (c *Catalog) StrangerSecurity(n Name) *RowSecurity { return c.security.rows[n] }

// ViewRights returns what is known of a view's rights, or nil.
func (c *Catalog) ViewRights(v *View) *ViewRights { return c.security.views[v] }

// Comment returns the comment on a *Table, *Column, *View or *Function, "" when there is none.
func (c *Catalog) Comment(on any) string { return c.security.comments[on] }

// Extensions returns the extensions in the order in which they were installed.
func (c *Catalog) Extensions() []*Extension { return c.security.extensions }

// rowSecurity returns the row level security of a table by the name a statement uses, a new one when asked for.
func (c *Catalog) rowSecurity(n Name, make bool) *RowSecurity {
	var key any
	if t := c.Table(n); t != nil {
		key = t
	} else {
		key = c.Qualify(n)
	}
	r := c.security.rows[key]
	if r == nil && make {
		if c.security.rows == nil {
			c.security.rows = map[any]*RowSecurity{}
		}
		r = &RowSecurity{}
		remember(c, c.security.rows, key)
		c.security.rows[key] = r
		if name, ok := key.(Name); ok {
			c.security.strangers = append(c.security.strangers, name)
		}
	}
	return r
}

func (r *RowSecurity) policy(name string) *Policy {
	if r == nil {
		return nil
	}
	for _, p := range r.Policies {
		if p.Name == name {
			return p
		}
	}
	return nil
}

func (c *Catalog) alterRowSecurity(n *pgparse.AlterTable) {
	for _, a := range n.Actions {
		save(c, c.rowSecurity(n.Name, false))
		switch a.Kind {
		case "ENABLE ROW LEVEL SECURITY":
			c.rowSecurity(n.Name, true).Enabled = true
		case "DISABLE ROW LEVEL SECURITY":
			c.rowSecurity(n.Name, true).Enabled = false
		case "FORCE ROW LEVEL SECURITY":
			c.rowSecurity(n.Name, true).Forced = true
		case "NO FORCE ROW LEVEL SECURITY":
			c.rowSecurity(n.Name, true).Forced = false
		}
	}
}

func (c *Catalog) policy(n *pgparse.Policy) {
	r := c.rowSecurity(n.Table, true)
	c.spend(1 + len(r.Policies)/16)
	p := r.policy(n.Name)
	switch {
	case n.Alter && p == nil, len(r.Policies) >= maxParts:
		return
	case n.Alter:
		save(c, p)
		if n.Roles != nil {
			p.Roles = n.Roles
		}
		if n.Using != nil {
			p.Using, p.Place = n.Using, c.now.Place(n.NameSpan)
		}
		if n.Check != nil {
			p.Check, p.Place = n.Check, c.now.Place(n.NameSpan)
		}
	case p == nil:
		save(c, r)
		r.Policies = append(r.Policies, &Policy{
			Name: n.Name, Place: c.now.Place(n.NameSpan), Command: n.Command, Restrictive: n.Restrictive, Roles: n.Roles, Using: n.Using, Check: n.Check,
		})
	}
}

func (c *Catalog) dropRights(n *pgparse.Drop) {
	switch n.Object {
	case "POLICY":
		if r := c.rowSecurity(n.Table, false); r != nil {
			save(c, r)
			for _, name := range n.Names {
				r.Policies = slices.DeleteFunc(slices.Clone(r.Policies), func(p *Policy) bool { return p.Name == name.Name })
			}
		}
	case "EXTENSION":
		for _, name := range n.Names {
			c.security.extensions = slices.DeleteFunc(slices.Clone(c.security.extensions), func(x *Extension) bool { return x.Name == name.Name })
		}
	case "SCHEMA":
		for _, name := range n.Names {
			c.forget(named{"SCHEMA", name})
		}
	}
}

func (c *Catalog) viewRights(n *pgparse.ViewOptions, old *View) {
	v := c.View(n.View)
	if v == nil {
		return
	}
	s := &c.security
	r := s.views[v]
	if r == nil {
		if s.views == nil {
			s.views = map[*View]*ViewRights{}
		}
		r = &ViewRights{}
		remember(c, s.views, v)
		s.views[v] = r
	}
	save(c, r)
	if n.Alter {
		if n.Invoker != "" {
			r.Invoker = n.Invoker == "true"
		}
		if n.Barrier != "" {
			r.Barrier = n.Barrier == "true"
		}
		return
	}
	// CREATE OR REPLACE VIEW sets the options anew and keeps the rest.
	*r = ViewRights{Place: c.now.Place(n.NameSpan), Invoker: n.Invoker == "true", Barrier: n.Barrier == "true"}
	if old != nil && old != v {
		remember(c, s.views, old)
		delete(s.views, old)
		if text, ok := s.comments[old]; ok {
			remember(c, s.comments, any(old))
			remember(c, s.comments, any(v))
			delete(s.comments, old)
			s.comments[v] = text
		}
		c.replaceHolder(old, v)
	}
}

func (c *Catalog) extension(n *pgparse.Extension) {
	if slices.ContainsFunc(c.security.extensions, func(x *Extension) bool { return x.Name == n.Name }) || len(c.security.extensions) >= maxParts {
		return
	}
	schema := n.Schema
	if schema == "" {
		if schema = homes[n.Name]; schema == "" {
			schema = c.searchPath[0]
		}
	}
	c.security.extensions = append(c.security.extensions, &Extension{Name: n.Name, Schema: schema, Place: c.now.Place(n.NameSpan)})
}

func (c *Catalog) comment(n *pgparse.Comment) {
	var on any
	switch n.Object {
	case "TABLE", "FOREIGN TABLE":
		if t := c.Table(n.On.Name); t != nil {
			on = t
		}
	case "VIEW", "MATERIALIZED VIEW":
		if v := c.View(n.On.Name); v != nil {
			on = v
		}
	case "COLUMN":
		if t := c.Table(n.On.Name); t != nil {
			if col := t.Column(n.Sub); col != nil {
				on = col
			}
		}
	case "FUNCTION", "PROCEDURE", "ROUTINE":
		if f := c.Function(n.On); f != nil {
			on = f
		}
	}
	if on == nil {
		return
	}
	if c.security.comments == nil {
		c.security.comments = map[any]string{}
	}
	remember(c, c.security.comments, on)
	if n.Text == "" {
		delete(c.security.comments, on)
	} else {
		c.security.comments[on] = n.Text
	}
}

// likeComments copies comments for CREATE TABLE … (LIKE … INCLUDING COMMENTS).
func (c *Catalog) likeComments(n *pgparse.CreateTable) {
	for _, l := range n.Likes {
		t, src := c.Table(n.Name), c.Table(l.Table)
		if !l.Comments || t == nil || src == nil || len(c.security.comments) == 0 {
			continue
		}
		c.spend(len(src.Columns))
		for _, col := range src.Columns {
			if text := c.security.comments[col]; text != "" {
				if own := t.Column(col.Name); own != nil {
					remember(c, c.security.comments, any(own))
					c.security.comments[own] = text
				}
			}
		}
	}
}
