package catalog

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// Function returns the function that a statement names, or nil.
func (c *Catalog) Function(f pgparse.Function) *Function {
	if f.Unique {
		return c.function(f.Name, nil)
	}
	args := f.Args
	if args == nil {
		args = []pgparse.Type{}
	}
	return c.function(f.Name, args)
}

// ArgumentTypes prints the types of the arguments as PostgreSQL does.
func (f *Function) ArgumentTypes() []string {
	out := make([]string, 0, len(f.Args))
	for _, t := range f.Args {
		s := t.String()
		if s == "bpchar" {
			s = "character"
		}
		out = append(out, s)
	}
	return out
}

// Caller returns a trigger that calls a function, as "name on table", or "".
func (c *Catalog) Caller(f *Function) string {
	if len(f.Args) > 0 {
		return "" // triggers call functions without arguments
	}
	c.spend(len(c.callers[f.Name]))
	for _, tr := range c.callers[f.Name] {
		switch {
		case tr.table != nil && c.tables[tr.table.Name] == tr.table && tr.table.Trigger(tr.Name) == tr:
			return tr.Name + " on " + tr.table.Name.Name
		case tr.view != nil && c.views[tr.view.Name] == tr.view && slices.Contains(tr.view.Triggers, tr):
			return tr.Name + " on " + tr.view.Name.Name
		}
	}
	return ""
}

// functionRights records how a function runs. CREATE OR REPLACE keeps owner, privileges and comment, and nothing else.
func (c *Catalog) functionRights(n *pgparse.FunctionRights) {
	f := c.Function(n.Function)
	if f == nil {
		return
	}
	c.touchFunction(f)
	if !n.Alter {
		f.Place, f.Migration, f.Language, f.Definer = c.now.Place(n.NameSpan), c.now.Migration, n.Language, false
		f.Returns, _ = c.Resolve(n.Returns)
		f.HasSearchPath, f.SearchPath = false, nil
	}
	if n.Definer != "" {
		f.Definer = n.Definer == "definer"
	}
	switch {
	case n.SetsSearchPath:
		f.HasSearchPath, f.SearchPath = true, n.SearchPath
	case n.ResetsSearchPath:
		f.HasSearchPath, f.SearchPath = false, nil
	}
}

// live tells whether a function was not dropped.
func (c *Catalog) live(f *Function) bool { return c.routines[f.Signature()] == f }
