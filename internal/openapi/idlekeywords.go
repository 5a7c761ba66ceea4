package openapi

import (
	"slices"
	"strings"
)

// idleKeywords adds the keywords of a schema that have no effect, one row for each type that they are for.
func (a *assembly) idleKeywords(row *Schema, t target, idle []*field) {
	slices.SortFunc(idle, func(x, y *field) int { return strings.Compare(x.name, y.name) })
	for i, f := range idle {
		of := keywordTypes[f.name]
		var names []string
		for j, g := range idle {
			if keywordTypes[g.name] != of {
				continue
			}
			if j < i {
				names = nil
				break
			}
			names = append(names, g.name)
		}
		if names == nil {
			continue
		}
		r := IdleKeyword{At: a.addKey(t.at(f)), Schema: row.Label, Keyword: f.name, For: of, Type: typesText(t.node), Keywords: listNames(names)}
		if with := instead[row.Type][f.name]; len(names) == 1 && !t.node.has(with) {
			r.Instead = with
		}
		a.model.IdleKeywords = append(a.model.IdleKeywords, r)
	}
}
