package catalog

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// Function returns the function that a statement names, or nil.
func (c *Catalog) Function(f pgparse.Function) *Function {
	args := c.args(f.Args)
	schemas := c.searchPath
	if f.Name.Schema != "" {
		schemas = []string{f.Name.Schema}
	}
	for _, s := range schemas {
		list := c.security.functions[Name{Schema: s, Name: f.Name.Name}]
		if f.Unique && len(list) > 0 {
			return list[0]
		}
		for _, own := range list {
			if slices.Equal(own.Args, args) {
				return own
			}
		}
	}
	return nil
}

// args prints the types of arguments. Functions know no lengths and precisions.
func (c *Catalog) args(types []pgparse.Type) []string {
	out := make([]string, 0, len(types))
	for _, p := range types {
		t, _ := c.Resolve(p)
		t.Mods = nil
		s := t.String()
		if s == "bpchar" {
			s = "character"
		}
		out = append(out, s)
	}
	return out
}

func (c *Catalog) function(n *pgparse.FunctionRights) {
	f := c.Function(n.Function)
	if f == nil {
		if n.Alter || c.security.count >= maxRights {
			return
		}
		name := c.creation(n.Function.Name)
		c.serial++
		f = &Function{Name: name, Args: c.args(n.Function.Args), serial: c.serial}
		if c.security.functions == nil {
			c.security.functions = map[Name][]*Function{}
		}
		c.spend(1 + len(c.security.functions[name]))
		c.security.functions[name] = append(c.security.functions[name], f)
		c.security.count++
		c.security.grants.created(f)
	}
	if !n.Alter {
		// CREATE OR REPLACE keeps owner, privileges and comment, and nothing else.
		f.Place, f.Migration, f.Procedure, f.Language, f.Definer = c.now.Place(n.NameSpan), c.now.Migration, n.Object == "PROCEDURE", n.Language, false
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

func (c *Catalog) dropFunction(n pgparse.Function) {
	if f := c.Function(n); f != nil {
		c.removeFunction(f)
		delete(c.security.comments, f)
	}
}

func (c *Catalog) removeFunction(f *Function) {
	if rest := without(c.security.functions[f.Name], f); len(rest) > 0 {
		c.security.functions[f.Name] = rest
	} else {
		delete(c.security.functions, f.Name)
	}
	c.security.count--
}

func (c *Catalog) moveFunction(n *pgparse.AlterSchemaOf) {
	f := c.Function(n.Function)
	if f == nil {
		return
	}
	c.removeFunction(f)
	if n.Schema != "" {
		f.Name.Schema = n.Schema
	}
	if n.Rename != "" {
		f.Name.Name = n.Rename
	}
	c.security.functions[f.Name] = append(c.security.functions[f.Name], f)
	c.security.count++
}

// live tells whether a function was not dropped.
func (c *Catalog) live(f *Function) bool { return slices.Contains(c.security.functions[f.Name], f) }
