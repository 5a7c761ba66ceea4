package openapi

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// segment is a literal segment of a path.
type segment struct {
	name, path string
	where      facts.Range
	pointer    string
	file       *file
	// last says that no literal segment follows.
	last bool
}

// maxPath is the length of a path beyond which nobody means it as one.
const maxPath = 8 << 10

// cut takes a path apart. Segments with a parameter in them are left out, {id} or <id>: what is literal
// of them is seldom a name.
func (a *assembly) cut(p place) {
	first := len(a.segments)
	defer func() {
		if n := len(a.segments); n > first {
			a.segments[n-1].last = true
		}
	}()
	template := p.key.name
	if len(template) > maxPath {
		return
	}
	for i := 0; i < len(template); {
		j := strings.IndexByte(template[i:], '/')
		if j < 0 {
			j = len(template)
		} else {
			j += i
		}
		// Matrix parameters, a query and a fragment are no part of the name.
		name := template[i:j]
		if k := strings.IndexAny(name, ";?#"); k >= 0 {
			name = name[:k]
		}
		if name != "" && !strings.ContainsAny(name, "{}<>") {
			a.segments = append(a.segments, segment{name: name, path: template, where: p.file.partRange(p.key, i, i+len(name)), pointer: p.pointer, file: p.file})
		}
		if strings.ContainsAny(template[i:j], "?#") {
			return
		}
		i = j + 1
	}
}

// order puts the segments that end a path first.
func order(s segment) int {
	if s.last {
		return 0
	}
	return 1
}

// pathSegments adds a row for each spelling of a segment.
func (a *assembly) pathSegments() {
	slices.SortStableFunc(a.segments, func(x, y segment) int {
		return cmp.Or(cmp.Compare(x.name, y.name), cmp.Compare(order(x), order(y)), cmp.Compare(x.path, y.path))
	})
	for i := 0; i < len(a.segments); {
		s := a.segments[i]
		row := describe(s.name, s.last)
		row.At, row.Path = a.add(s.file, s.where, s.pointer), s.path
		last := ""
		for ; i < len(a.segments) && a.segments[i].name == s.name; i++ {
			if a.segments[i].path != last {
				row.Paths++
				last = a.segments[i].path
			}
		}
		switch row.Where = shorten(row.Path); row.Paths {
		case 1:
		case 2:
			row.Where += " and 1 more path"
		default:
			row.Where += " and " + strconv.Itoa(row.Paths-1) + " more paths"
		}
		a.model.PathSegments = append(a.model.PathSegments, row)
	}
	a.segmentCases()
}

// segmentCases counts the segments of each case.
func (a *assembly) segmentCases() {
	cases := a.model.SegmentCases
	all := 0
	for _, s := range a.model.PathSegments {
		if s.Case == "" || strings.HasPrefix(s.Path, "/.well-known/") {
			continue
		}
		all++
		i := slices.IndexFunc(cases, func(c SegmentCase) bool { return c.Case == s.Case })
		if i < 0 {
			i = len(cases)
			cases = append(cases, SegmentCase{At: s.At, Case: s.Case, Name: s.Name, Kebab: s.Kebab, Path: s.Path})
		}
		cases[i].Segments++
	}
	for i := range cases {
		cases[i].IsMajority = 2*cases[i].Segments > all
	}
	slices.SortFunc(cases, func(x, y SegmentCase) int { return cmp.Compare(x.Case, y.Case) })
	a.model.SegmentCases = cases
}
