package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/bdma-dev/bdma/internal/facts"
)

// A rule reads "some s in input.statements", and then what s must be: s.kind == "DELETE", s.direction == "up", not
// s.filtered. To Rego each of these is an expression to evaluate for each row, at a microsecond or more, and most rules look
// at few rows of large tables. So the rows that meet such conditions are picked once per document, in Go, and the rule
// iterates over these alone. Its conditions stay where they are; they have become true.

// selection is the rows of a table of facts that meet some conditions.
type selection struct {
	table      string
	conditions []condition
}

// condition is what a rule demands of a column: one of some constants, or to be true, or not to be.
type condition struct {
	column string
	values []ast.Value // sorted; none means that the column is neither absent nor false
	not    bool
}

// name is the key of a selection in the input, which no table has.
func (s *selection) name() string {
	parts := make([]string, len(s.conditions))
	for i, c := range s.conditions {
		parts[i] = c.String()
	}
	return s.table + " where " + strings.Join(parts, " and ")
}

func (c condition) String() string {
	switch {
	case len(c.values) > 0:
		return fmt.Sprintf("%s in %v", c.column, c.values)
	case c.not:
		return "not " + c.column
	}
	return c.column
}

// width guesses how many rows a condition admits: few that have one of some values, most that lack something.
func (c condition) width() int {
	switch {
	case c.not:
		return 2
	case len(c.values) == 0:
		return 1
	}
	return 0
}

// holds says whether a row with this value in the column meets the condition; nil stands for no value.
func (c *condition) holds(value *ast.Term) bool {
	if len(c.values) == 0 {
		return (value != nil && value.Value != ast.Boolean(false)) != c.not
	}
	if value == nil {
		return false
	}
	for _, v := range c.values {
		if v.Compare(value.Value) == 0 {
			return true
		}
	}
	return false
}

// narrow lets the rules of a module iterate over selections, adds these to all, and changes nothing else.
func narrow(m *ast.Module, all map[string]*selection) {
	replaced := false // the input, by a "with"
	ast.WalkExprs(m, func(e *ast.Expr) bool {
		replaced = replaced || len(e.With) > 0
		return replaced
	})
	if replaced {
		return
	}
	ast.WalkBodies(m, func(body ast.Body) bool {
		for _, e := range body {
			row, list, ok := iteration(e)
			if !ok {
				continue
			}
			table, ok := tableOf(list.Value)
			if !ok {
				continue
			}
			s := &selection{table: table, conditions: demands(body, row)}
			if len(s.conditions) == 0 {
				continue
			}
			name := s.name()
			if _, ok := all[name]; !ok {
				all[name] = s
			}
			list.Value = ast.Ref{ast.InputRootDocument, ast.StringTerm(name)}
		}
		return false
	})
}

// iteration returns the variable and the list of "some s in list".
func iteration(e *ast.Expr) (row ast.Var, list *ast.Term, ok bool) {
	some, ok := e.Terms.(*ast.SomeDecl)
	if !ok || len(some.Symbols) != 1 {
		return "", nil, false
	}
	call, ok := some.Symbols[0].Value.(ast.Call)
	if !ok || len(call) != 3 || call[0].Value.Compare(ast.Member.Ref()) != 0 {
		return "", nil, false
	}
	row, ok = call[1].Value.(ast.Var)
	return row, call[2], ok
}

// iterated returns, for each body of deny, the names of the tables and selections that it iterates over: when one of them is
// empty, the body is false.
func iterated(m *ast.Module) [][]string {
	var bodies [][]string
	for _, rule := range m.Rules {
		if rule.Head.Name != "deny" {
			continue
		}
		var names []string
		for _, e := range rule.Body {
			if _, list, ok := iteration(e); ok && len(e.With) == 0 {
				if name, ok := tableOf(list.Value); ok {
					names = append(names, name)
				}
			}
		}
		bodies = append(bodies, names)
	}
	return bodies
}

// idle reports whether a rule that iterates as [iterated] says cannot find anything in the document.
func (d *Document) idle(bodies [][]string) bool {
	input, ok := d.input.Value.(ast.Object)
	if !ok {
		return false
	}
	empty := func(name string) bool {
		table := input.Get(ast.StringTerm(name))
		if table == nil {
			return true
		}
		rows, ok := table.Value.(*ast.Array)
		return ok && rows.Len() == 0
	}
	for _, names := range bodies {
		if !slices.ContainsFunc(names, empty) {
			return false
		}
	}
	return true
}

// tableOf returns the table that a term names: input.statements.
func tableOf(v ast.Value) (string, bool) {
	ref, ok := v.(ast.Ref)
	if !ok || len(ref) != 2 || !ref[0].Equal(ast.InputRootDocument) {
		return "", false
	}
	name, ok := ref[1].Value.(ast.String)
	return string(name), ok
}

// demands lists what a body demands of every row, sorted. A row that does not meet it cannot make the body true, wherever the
// expression stands.
func demands(body ast.Body, row ast.Var) []condition {
	var list []condition
	for _, e := range body {
		if c, ok := demand(e, row); ok {
			list = append(list, c)
		}
	}
	// What admits few rows comes first: what follows is looked at in these only.
	slices.SortFunc(list, func(a, b condition) int {
		return cmp.Or(cmp.Compare(a.width(), b.width()), strings.Compare(a.String(), b.String()))
	})
	return slices.CompactFunc(list, func(a, b condition) bool { return a.String() == b.String() })
}

func demand(e *ast.Expr, row ast.Var) (c condition, ok bool) {
	switch terms := e.Terms.(type) {
	case *ast.Term:
		c.column, ok = columnOf(terms, row)
		c.not = e.Negated
		return c, ok
	case []*ast.Term:
		if e.Negated || len(terms) != 3 {
			return c, false
		}
		switch operator := terms[0].Value; {
		case operator.Compare(ast.Equal.Ref()) == 0:
			for i, side := range terms[1:] {
				other := terms[2-i]
				if c.column, ok = columnOf(side, row); ok && isScalar(other) {
					c.values = []ast.Value{other.Value}
					return c, true
				}
			}
		case operator.Compare(ast.Member.Ref()) == 0:
			set, isSet := terms[2].Value.(ast.Set)
			if c.column, ok = columnOf(terms[1], row); !ok || !isSet || set.Len() == 0 {
				return c, false
			}
			for _, t := range set.Slice() {
				if !isScalar(t) {
					return c, false
				}
				c.values = append(c.values, t.Value)
			}
			return c, true
		}
	}
	return c, false
}

// columnOf returns the column of the row that a term is: s.kind.
func columnOf(t *ast.Term, row ast.Var) (string, bool) {
	ref, ok := t.Value.(ast.Ref)
	if !ok || len(ref) != 2 || ref[0].Value != ast.Value(row) {
		return "", false
	}
	name, ok := ref[1].Value.(ast.String)
	return string(name), ok
}

func isScalar(t *ast.Term) bool {
	switch t.Value.(type) {
	case ast.String, ast.Number, ast.Boolean:
		return true
	}
	return false
}

// Document is a facts document as the rules of a program see it. It may be used by several goroutines.
type Document struct {
	*facts.Doc
	input *ast.Term
}

// Prepare makes a document ready for the rules.
func (p *Program) Prepare(doc *facts.Doc) *Document {
	input, ok := doc.Input().(ast.Object)
	if !ok || len(p.selections) == 0 {
		return &Document{doc, ast.NewTerm(doc.Input())}
	}
	pairs := make([][2]*ast.Term, 0, input.Len()+len(p.selections))
	input.Foreach(func(k, v *ast.Term) { pairs = append(pairs, [2]*ast.Term{k, v}) })
	for _, group := range p.selections {
		table := input.Get(ast.StringTerm(group[0].table))
		if table == nil {
			continue // the rule is silent, as it would be
		}
		rows, ok := table.Value.(*ast.Array)
		if !ok {
			for _, s := range group {
				pairs = append(pairs, [2]*ast.Term{ast.StringTerm(s.name()), table})
			}
			continue
		}
		columns := make(map[string][]*ast.Term)
		for _, s := range group {
			pairs = append(pairs, [2]*ast.Term{ast.StringTerm(s.name()), s.of(rows, columns)})
		}
	}
	return &Document{doc, ast.NewTerm(ast.NewObject(pairs...))}
}

// of picks the rows. The columns that were looked at are kept for the next selection from the same table.
func (s *selection) of(rows *ast.Array, columns map[string][]*ast.Term) *ast.Term {
	var left []int32 // the rows that met the conditions so far
	for i := range s.conditions {
		c := &s.conditions[i]
		key := ast.StringTerm(c.column)
		cell := func(k int) *ast.Term {
			if row, ok := rows.Elem(k).Value.(ast.Object); ok {
				return row.Get(key)
			}
			return nil
		}
		values, ok := columns[c.column]
		if !ok && i > 0 && len(left) < rows.Len()/8 {
			left = slices.DeleteFunc(left, func(k int32) bool { return !c.holds(cell(int(k))) })
			continue
		}
		if !ok {
			values = make([]*ast.Term, rows.Len())
			for k := range values {
				values[k] = cell(k)
			}
			columns[c.column] = values
		}
		if i == 0 {
			for k, v := range values {
				if c.holds(v) {
					left = append(left, int32(k))
				}
			}
			continue
		}
		left = slices.DeleteFunc(left, func(k int32) bool { return !c.holds(values[k]) })
	}
	picked := make([]*ast.Term, len(left))
	for i, k := range left {
		picked[i] = rows.Elem(int(k))
	}
	return ast.ArrayTerm(picked...)
}

// grouped sorts selections by table and name.
func grouped(all map[string]*selection) [][]*selection {
	list := make([]*selection, 0, len(all))
	for _, s := range all {
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b *selection) int { return strings.Compare(a.name(), b.name()) })
	var groups [][]*selection
	for _, s := range list {
		if n := len(groups); n > 0 && groups[n-1][0].table == s.table {
			groups[n-1] = append(groups[n-1], s)
			continue
		}
		groups = append(groups, []*selection{s})
	}
	return groups
}

// selected returns a schema that has the selections beside the tables that they are of.
func selected(schema any, all map[string]*selection) any {
	root, ok := schema.(map[string]any)
	if !ok {
		return schema
	}
	properties, ok := root["properties"].(map[string]any)
	if !ok {
		return schema
	}
	more := make(map[string]any, len(properties)+len(all))
	for k, v := range properties {
		more[k] = v
	}
	for name, s := range all {
		if table, ok := properties[s.table]; ok {
			more[name] = table
		}
	}
	out := make(map[string]any, len(root))
	for k, v := range root {
		out[k] = v
	}
	out["properties"] = more
	return out
}
