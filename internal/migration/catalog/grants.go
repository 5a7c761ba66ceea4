package catalog

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// grants are the privileges that the history gives. Those that an owner has, and that PostgreSQL gives PUBLIC of itself, are
// not among them (manual §5.7).
type grants struct {
	list []*Grant
	held map[any]map[holding]*[known]*Grant // the grant by which a privilege is held, by object
	// revoked are the functions that a role may not call any more.
	revoked map[calls]bool
	// hidden says that PUBLIC may not call functions that are created from now on.
	hidden map[string]bool
	idle   []IdleRevoke
	size   int
}

// maxHoldings bounds what all roles hold of all objects: a line of SQL can give thousands of roles thousands of tables.
const maxHoldings = 200_000

// IdleRevoke is an ALTER DEFAULT PRIVILEGES IN SCHEMA … REVOKE … FROM PUBLIC. What PUBLIC has in all schemas it cannot take away.
type IdleRevoke struct {
	Place  Place
	Schema string
	role   string
}

// IdleRevokes returns the REVOKEs that take nothing away: those for functions of a schema, which everybody may call without any grant.
func (c *Catalog) IdleRevokes() []IdleRevoke {
	var out []IdleRevoke
	for _, r := range c.security.grants.idle {
		if !c.security.grants.hidden[r.role] {
			out = append(out, r)
		}
	}
	return out
}

// holding is how a role holds privileges of an object, which is a *Table, *View or *Function, else a Name.
type holding struct {
	object, role string
	columns      bool
}

type calls struct {
	f    *Function
	role string
}

// Grant is a GRANT, or ALTER DEFAULT PRIVILEGES … GRANT, to one role.
type Grant struct {
	Place   Place
	Role    string
	Object  string
	Columns bool
	// Names are the objects; with InSchema they are schemas, and all objects in them are meant.
	Names    []Name
	InSchema bool
	// Default says that it is about objects yet to be created, in the schemas InSchema, or anywhere when there are none.
	Default bool
	// Privileges are in lower case; All says that they are all.
	Privileges []string
	All        bool

	left int        // how many privileges on objects are still held by it
	of   [known]int // and how many of each
}

// Left returns the privileges of which something is left, and whether they are all that it gave.
func (g *Grant) Left() (privileges []string, all bool) {
	for _, p := range g.Privileges {
		if g.of[privilegeNumber(p)] > 0 {
			privileges = append(privileges, p)
		}
	}
	return privileges, g.All && len(privileges) == len(g.Privileges)
}

// tally notes that so many privileges more are held by a grant.
func (c *Catalog) tally(g *Grant, privilege, by int) {
	g.left += by
	g.of[privilege] += by
	if c.journal != nil {
		c.journal.undo = append(c.journal.undo, func() {
			g.left -= by
			g.of[privilege] -= by
		})
	}
}

// known is the number of privileges that are told apart.
const known = 16

// numbers are the privileges by number.
var numbers = map[string]int{
	"select": 0, "insert": 1, "update": 2, "delete": 3, "truncate": 4, "references": 5, "trigger": 6, "usage": 7, "execute": 8, "create": 9, "connect": 10,
	"temporary": 11, "temp": 11, "maintain": 12, "set": 13, "alter system": 14,
}

// privileges are those that ALL stands for, by the kind of object (manual, table 5.2).
var privileges = map[string][]string{
	"TABLE": {"select", "insert", "update", "delete", "truncate", "references", "trigger"}, "SEQUENCE": {"select", "update", "usage"},
	"FUNCTION": {"execute"}, "SCHEMA": {"create", "usage"}, "DATABASE": {"create", "connect", "temporary"}, "TYPE": {"usage"}, "DOMAIN": {"usage"},
	"LANGUAGE": {"usage"}, "FOREIGN DATA WRAPPER": {"usage"}, "SERVER": {"usage"}, "TABLESPACE": {"create"},
}

// privilegeNumber returns the number of a privilege; those of a later PostgreSQL share the last.
func privilegeNumber(privilege string) int {
	if n, ok := numbers[privilege]; ok {
		return n
	}
	return known - 1
}

// Grants returns the grants of which something is left, in the order in which they were made.
func (c *Catalog) Grants() []*Grant {
	g := &c.security.grants
	for on := range g.held {
		if !c.exists(on) {
			c.forget(on)
		}
	}
	var out []*Grant
	for _, from := range g.list {
		if from.left > 0 {
			out = append(out, from)
		}
	}
	return out
}

// Holds tells whether a role holds a privilege on a table, view or function by a grant.
func (c *Catalog) Holds(object string, on any, role, privilege string) bool {
	by := c.security.grants.held[on][holding{object: object, role: role}]
	return by != nil && by[privilegeNumber(privilege)] != nil
}

// MayCall tells whether a role may call a function, as far as that role itself is concerned; of [pgparse.Public] every role is one.
func (c *Catalog) MayCall(f *Function, role string) bool {
	return !c.security.grants.revoked[calls{f, role}]
}

func (c *Catalog) exists(on any) bool {
	switch v := on.(type) {
	case *Table:
		return c.tables[v.Name] == v
	case *View:
		return c.views[v.Name] == v
	case *Function:
		return c.live(v)
	}
	return true
}

// created notes that a new function may not be called by those that default privileges take that from.
func (c *Catalog) created(f *Function) {
	for role := range c.security.grants.hidden {
		c.revoke(f, role, true)
	}
}

func (c *Catalog) revoke(f *Function, role string, revoked bool) {
	g := &c.security.grants
	if g.size++; g.size > maxHoldings {
		return
	}
	if g.revoked == nil {
		g.revoked = map[calls]bool{}
	}
	remember(c, g.revoked, calls{f, role})
	g.revoked[calls{f, role}] = revoked
}

func (c *Catalog) forget(on any) {
	g := &c.security.grants
	for _, by := range g.held[on] {
		for n, from := range by {
			if from != nil {
				c.tally(from, n, -1)
			}
		}
	}
	remember(c, g.held, on)
	delete(g.held, on)
}

// replace moves what is held of a view to the one that replaces it.
func (c *Catalog) replaceHolder(old, v any) {
	g := &c.security.grants
	if held := g.held[old]; held != nil {
		remember(c, g.held, old)
		remember(c, g.held, v)
		delete(g.held, old)
		g.held[v] = held
	}
}

func (c *Catalog) grant(n *pgparse.Grant) {
	if n.OptionOnly {
		return
	}
	object := n.Object
	switch object {
	case "PROCEDURE", "ROUTINE", "AGGREGATE":
		object = "FUNCTION"
	}
	all := len(n.Privileges) == 0
	what := n.Privileges
	if all {
		what = privileges[object]
	}
	var on []any
	if n.Default {
		on = c.defaults(n, object)
	} else {
		on = c.objects(n, &object)
		if all {
			what = privileges[object] // those of a sequence that GRANT calls a table
		}
	}
	g := &c.security.grants
	names := c.grantNames(n)
	for _, role := range n.Grantees {
		c.spend(1 + len(on)/2)
		if c.Exhausted() || len(g.list) >= maxRights {
			return
		}
		if n.Revoke {
			c.takeAway(on, object, role, what, n)
			continue
		}
		from := &Grant{
			Place: c.now.Place(pgparse.Span{}), Role: role, Object: object, Columns: n.Columns, Names: names, InSchema: n.InSchemas != nil, Default: n.Default,
			Privileges: what, All: all,
		}
		for _, o := range on {
			if f, ok := o.(*Function); ok && slices.Contains(what, "execute") {
				c.revoke(f, role, false)
			}
			c.hold(o, holding{object: object, role: role, columns: n.Columns}, what, from)
		}
		if n.Default && object == "FUNCTION" && (len(n.Schemas) == 0 || role != pgparse.Public) {
			remember(c, g.hidden, role)
			delete(g.hidden, role)
		}
		if from.left > 0 {
			g.list = append(g.list, from)
		}
	}
}

func (c *Catalog) hold(on any, h holding, what []string, from *Grant) {
	g := &c.security.grants
	if g.held == nil {
		g.held = map[any]map[holding]*[known]*Grant{}
	}
	held := g.held[on]
	if held == nil {
		held = map[holding]*[known]*Grant{}
		remember(c, g.held, on)
		g.held[on] = held
	}
	by := held[h]
	if by == nil {
		if g.size++; g.size > maxHoldings {
			return
		}
		by = new([known]*Grant)
		remember(c, held, h)
		held[h] = by
	} else {
		save(c, by)
	}
	for _, p := range what {
		if n := privilegeNumber(p); by[n] == nil { // granting what is held changes nothing
			by[n] = from
			c.tally(from, n, 1)
		}
	}
}

// takeAway replays REVOKE. Taking a privilege on a table takes it on its columns too.
func (c *Catalog) takeAway(on []any, object, role string, what []string, n *pgparse.Grant) {
	g := &c.security.grants
	for _, o := range on {
		if f, ok := o.(*Function); ok && slices.Contains(what, "execute") {
			c.revoke(f, role, true)
		}
		if d, ok := o.(defaultOf); ok && d.schema != "" && role == pgparse.Public && object == "FUNCTION" && len(g.idle) < maxParts &&
			!c.Holds(object, o, role, "execute") {
			g.idle = append(g.idle, IdleRevoke{Place: c.now.Place(pgparse.Span{}), Schema: d.schema, role: role})
		}
		for _, columns := range [...]bool{true, n.Columns} {
			by := g.held[o][holding{object: object, role: role, columns: columns}]
			if by == nil {
				continue
			}
			save(c, by)
			for _, p := range what {
				if n := privilegeNumber(p); by[n] != nil {
					c.tally(by[n], n, -1)
					by[n] = nil
				}
			}
		}
	}
	// Default privileges of a schema add to the global ones and cannot take from them (manual, ALTER DEFAULT PRIVILEGES). What other roles than PUBLIC
	// have, a platform gave them for the schema.
	if n.Default && object == "FUNCTION" && (len(n.Schemas) == 0 || role != pgparse.Public) && slices.Contains(what, "execute") {
		if g.hidden == nil {
			g.hidden = map[string]bool{}
		}
		remember(c, g.hidden, role)
		g.hidden[role] = true
	}
}

// defaultOf identifies the default privileges of what a role creates, in one schema or in any.
type defaultOf struct{ creator, schema string }

func (c *Catalog) defaults(n *pgparse.Grant, object string) []any {
	creators, schemas := n.Creators, n.Schemas
	if len(creators) == 0 {
		creators = []string{"current_user"}
	}
	if len(schemas) == 0 {
		schemas = []string{""}
	}
	var out []any
	c.spend(len(creators) * len(schemas))
	for _, r := range creators {
		for _, s := range schemas {
			if len(out) < maxParts {
				out = append(out, defaultOf{r, s})
			}
		}
	}
	return out
}

// objects returns what GRANT and REVOKE name, and settles the kind that GRANT … ON name leaves open.
func (c *Catalog) objects(n *pgparse.Grant, object *string) []any {
	var out []any
	for _, s := range n.InSchemas {
		switch *object {
		case "TABLE":
			for _, t := range c.Tables() {
				if t.Name.Schema == s {
					out = append(out, t)
				}
			}
			for _, v := range c.AllViews() {
				if v.Name.Schema == s {
					out = append(out, v)
				}
			}
		case "FUNCTION":
			for _, f := range c.Functions() {
				if f.Name.Schema == s && (n.Object == "ROUTINE" || f.Procedure == (n.Object == "PROCEDURE")) {
					out = append(out, f)
				}
			}
		}
	}
	for _, o := range n.Objects {
		switch *object {
		case "TABLE":
			t, v := c.Table(o.Name), c.View(o.Name)
			switch full := c.creation(o.Name); {
			case t != nil:
				out = append(out, t)
			case v != nil:
				out = append(out, v)
			case c.sequences[full] != nil:
				*object = "SEQUENCE"
				out = append(out, full)
			default:
				out = append(out, full)
			}
		case "FUNCTION":
			if f := c.Function(o); f != nil {
				out = append(out, f)
			} else {
				out = append(out, c.creation(o.Name))
			}
		case "SEQUENCE", "TYPE", "DOMAIN":
			out = append(out, c.creation(o.Name))
		default:
			out = append(out, named{*object, o.Name})
		}
	}
	return out
}

// named identifies an object that is no relation.
type named struct {
	object string
	name   Name
}

func (c *Catalog) grantNames(n *pgparse.Grant) []Name {
	var out []Name
	for _, s := range append(n.InSchemas, n.Schemas...) {
		out = append(out, Name{Name: s})
	}
	for _, o := range n.Objects {
		switch n.Object {
		case "SCHEMA", "DATABASE", "LANGUAGE", "TABLESPACE", "SERVER", "FOREIGN DATA WRAPPER":
			out = append(out, o.Name)
		default:
			out = append(out, c.Qualify(o.Name))
		}
	}
	return out
}
