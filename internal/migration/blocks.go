package migration

import (
	"maps"
	"slices"
	"strconv"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/lock"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/runner"
)

// block records a DO block and the statements in it. Conditions that the schema decides are followed, so that a statement behind
// IF NOT EXISTS runs when it would on a new database; what may run or not is recorded and doubted.
func (r *reader) block(s *pgparse.Statement, p *pgparse.Program, direction string, mode runner.Mode) {
	known := !p.Unread && !slices.ContainsFunc(p.Steps, func(s pgparse.Step) bool { return s.Dynamic != nil })
	s.Node.(*pgparse.Opaque).Plain = known
	own := len(r.model.Statements)
	r.statement(s, direction, mode)
	// Statements of a base state, and those beyond the limit, have no rows.
	listed := own < len(r.model.Statements)
	within := mode
	if mode == runner.None {
		within = runner.Implicit // a block is one statement, and one transaction
	}
	for _, step := range p.Steps {
		runs := catalog.True
		if step.Repeated || step.Handler {
			runs = catalog.Unknown
		}
		for _, g := range step.Guards {
			switch r.cat.Decide(g) {
			case catalog.False:
				runs = catalog.False
			case catalog.Unknown:
				runs = min(runs, catalog.Unknown)
			}
			if runs == catalog.False {
				break
			}
		}
		switch {
		case runs == catalog.False:
		case step.Statement == nil:
			if listed {
				row := &r.model.Statements[own]
				row.Executes = append(row.Executes, r.execute(step.Dynamic))
			}
		default:
			r.conditional, r.asWritten.inBlock = runs == catalog.Unknown, true
			r.statement(step.Statement, direction, within)
			r.conditional, r.asWritten.inBlock = false, false
		}
	}
}

// doubt records that relations may have been changed or not by a statement that takes a lock which no data needs.
func (r *reader) doubt(relations []lock.Relation) {
	for _, l := range relations {
		switch l.Mode {
		case lock.RowShare, lock.RowExclusive:
		default:
			r.cat.Doubt(l.Name)
		}
	}
}

// execute places an EXECUTE.
func (r *reader) execute(d *pgparse.Dynamic) facts.ID {
	return r.node(r.lines.Range(d.Span.Start, d.Span.End), r.pointer(r.info.Version+": EXECUTE "+strconv.Itoa(r.index)))
}

// functionBody remembers what a function executes; a later definition of the same name takes its place.
func (r *reader) functionBody(f *lexer.File, s *pgparse.Statement, direction string) {
	switch n := s.Node.(type) {
	case *pgparse.CreateFunction:
		if direction != runner.Up {
			return
		}
		key := n.Name.Name + "(" + strconv.Itoa(len(inputs(n.Source))) + ")"
		delete(r.bodies, key)
		for _, d := range n.Dynamics(f) {
			row := DynamicSQL{At: r.execute(d), Migration: r.info.Version, Function: n.Name.String(), Text: d.Text, Definer: n.Source.Definer}
			for _, p := range inputs(n.Source) {
				if slices.Contains(d.Spliced, p) {
					row.Parameters = append(row.Parameters, p)
				}
			}
			if r.bodies == nil {
				r.bodies = make(map[string][]DynamicSQL)
			}
			r.bodies[key] = append(r.bodies[key], row)
		}
	case *pgparse.Drop:
		if direction == runner.Up && (n.Object == "FUNCTION" || n.Object == "PROCEDURE" || n.Object == "ROUTINE") {
			for _, name := range n.Names {
				maps.DeleteFunc(r.bodies, func(_ string, rows []DynamicSQL) bool { return rows[0].Function == name.String() })
			}
		}
	}
}

// inputs returns the names of a function's parameters that can hold SQL.
func inputs(src *pgparse.FunctionSource) []string {
	if src == nil {
		return nil
	}
	var out []string
	for i, p := range src.Parameters {
		switch p.Type.Name.Name {
		case "text", "varchar", "bpchar", "name", "json", "jsonb", "citext", "unknown", "anyelement", "record":
			if !p.Out {
				out = append(out, p.Name, "$"+strconv.Itoa(i+1))
			}
		}
	}
	return out
}

// dynamicFunctions states what the functions that exist in the end execute.
func (r *reader) dynamicFunctions() {
	var rows []DynamicSQL
	for _, list := range r.bodies {
		rows = append(rows, list...)
	}
	slices.SortFunc(rows, func(a, b DynamicSQL) int { return int(a.At) - int(b.At) })
	r.model.DynamicSQL = append(r.model.DynamicSQL, rows...)
}
