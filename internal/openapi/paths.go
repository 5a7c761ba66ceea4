package openapi

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/bdma-dev/bdma/internal/facts"
)

// route is a path cut into its segments.
type route struct {
	path     string
	at       facts.ID
	segments []string // parameters are as they are written
	methods  []string
	row      int // of the paths table
	place    place
	first    int // operation
	// schemas are those of the path parameters, once they were asked for.
	schemas map[string]*node
}

// describePath states what is true of a path by its template. Its operations begin at first.
func (a *assembly) describePath(p place, row *Path, first int) {
	if len(row.Path) > maxPath {
		return
	}
	template, _, query := cutAny(row.Path, "?#")
	if query {
		row.WithoutQuery = template
	}
	if strings.Contains(template, "//") {
		row.SingleSlashes = singleSlashes(template)
	}
	s := route{path: row.Path, at: row.At, methods: row.Methods, row: len(a.model.Paths), place: p, first: first}
	for seg := range strings.SplitSeq(template, "/") {
		if seg != "" {
			s.segments = append(s.segments, seg)
		}
	}
	inResource, parameter := false, false
	for i, seg := range s.segments {
		if stem, _, _ := strings.Cut(seg, ":"); strings.Contains(seg, "{") && !isParameter(stem) && !isParameter(seg) && row.PartialParameter == "" {
			row.PartialParameter = seg
		}
		switch {
		case isParameter(seg):
			if i > 0 && isParameter(s.segments[i-1]) && row.ConsecutiveParameters == "" {
				row.ConsecutiveParameters = s.segments[i-1] + "/" + seg
			}
			parameter, inResource = true, false
		case parameter && !inResource:
			row.SubResources++
			inResource = true
		}
	}
	if n := len(s.segments); n > 0 {
		row.FileName, row.Extension = fileName(s.segments[n-1])
	}
	row.IsEmpty = len(row.Methods) == 0 && a.isBare(p)
	row.RepeatedParameters = a.repeatedParameters(p, first)
	a.shapes = append(a.shapes, s)
	a.collectionsOf(p, s, first)
}

func cutAny(s, chars string) (before, after string, found bool) {
	if i := strings.IndexAny(s, chars); i >= 0 {
		return s[:i], s[i:], true
	}
	return s, "", false
}

func singleSlashes(s string) string {
	for strings.Contains(s, "//") {
		s = strings.ReplaceAll(s, "//", "/")
	}
	return s
}

// isParameter reports whether a segment is one parameter and nothing else.
func isParameter(seg string) bool {
	return len(seg) > 2 && seg[0] == '{' && strings.IndexByte(seg, '}') == len(seg)-1
}

// extensions are those of files that programs write and of programs themselves.
var extensions = toSet("json xml yaml yml csv html htm xhtml php php5 asp aspx jsp jspx do action cgi pl cfm ashx asmx svc")

// fileName returns the last segment and its extension, when it is one that a file would have: users.json, {id}.json.
func fileName(seg string) (name, ext string) {
	i := strings.LastIndexByte(seg, '.')
	if i <= 0 || strings.LastIndexByte(seg, '}') > i {
		return "", ""
	}
	if ext = strings.ToLower(seg[i+1:]); !extensions[ext] {
		return "", ""
	}
	return seg, ext
}

// isBare reports whether a path item has no operation, nor anything that may hide one.
func (a *assembly) isBare(p place) bool {
	if p.node.kind == null {
		return true
	}
	if p.node.kind != object {
		return false
	}
	if p.node.ref() != nil {
		t := a.follow(p, "")
		if t.failure != resolved || t.node == nil || t.node.ref() != nil || !a.isBare(t.place) {
			return false
		}
	}
	for i := range p.node.fields() {
		switch f := &p.node.fields()[i]; f.name {
		case "$ref", "parameters", "servers", "summary", "description":
		default:
			if !strings.HasPrefix(f.name, "x-") {
				return false
			}
		}
	}
	return true
}

// repeatedParameters lists the path parameters that every one of several operations declares for itself, in the order of the path.
func (a *assembly) repeatedParameters(p place, first int) []string {
	ops := a.operations[min(first, len(a.operations)):]
	n := 0
	seen := make(map[string]int)
	for i := range ops {
		if a.model.Operations[first+i].Path != p.key.name || a.model.Operations[first+i].Kind != "path" {
			continue // a callback's
		}
		n++
		if n == 1 || len(seen) > 0 {
			for _, q := range ops[i].parameters {
				if q.in == "path" {
					seen[q.name]++
				}
			}
		}
	}
	if n < 2 {
		return nil
	}
	var out []string
	for _, name := range templateNames(p.key.name) {
		if seen[name] == n && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// collections notes the segments of a path that name a collection: one parameter follows, which picks an item, or the path
// ends with them and GET answers with an array.
func (a *assembly) collectionsOf(p place, s route, first int) {
	note := func(i int) {
		// What follows the name of a collection picks from it by an attribute: /users/email/{email}, /users/recent.
		if i > 0 && !isParameter(s.segments[i-1]) && a.isPluralName(s.segments[i-1]) {
			return
		}
		if c, ok := a.collected[s.segments[i]]; !ok || s.path < c.path {
			a.collected[s.segments[i]] = collected{path: s.path, segment: i, place: p}
		}
	}
	last := len(s.segments) - 1
	for i, seg := range s.segments {
		if strings.ContainsAny(seg, "{}<>:.;") {
			continue
		}
		switch {
		case i == last:
			// Below another name, what is one thing may be an array too: /settings/dictionary.
			if (i == 0 || isParameter(s.segments[i-1]) || isVersion(s.segments[i-1]) || s.segments[i-1] == "api") && a.getsArray(s, first) {
				note(i)
			}
		case isParameter(s.segments[i+1]) && (i+2 > last || !isParameter(s.segments[i+2])):
			if parameter := strings.Trim(s.segments[i+1], "{}"); !isAttribute(seg) || fold(seg) != fold(parameter) {
				note(i)
			}
		}
	}
}

// collected is a path in which a segment names a collection.
type collected struct {
	path    string
	segment int
	place   place
}

func (r *reader) isPluralName(seg string) bool {
	ws := words(seg)
	if len(ws) == 0 {
		return false
	}
	last := ws[len(ws)-1]
	return r.inflector.plural(last) == "" && strings.HasSuffix(last, "s") && !uncountable[last] || last == "people" || last == "children"
}

// attributes are words by which things are looked up: /users/external-id/{external_id}.
var attributes = toSet("id ids name names key code slug token uuid guid handle email mail number phone type kind status address hash date year month day version sku ean isbn url username username login")

func isAttribute(seg string) bool {
	ws := words(seg)
	return len(ws) > 0 && attributes[ws[len(ws)-1]]
}

// getsArray reports whether a path's GET answers with an array.
func (a *assembly) getsArray(s route, first int) bool {
	for i := first; i < len(a.operations); i++ {
		if a.model.Operations[i].Method != "get" || a.model.Operations[i].Path != s.path || a.model.Operations[i].Kind != "path" {
			continue
		}
		a.spent += placeSize
		responses, ok := a.child(a.operations[i].at, "responses")
		if !ok {
			return false
		}
		r, ok := a.child(responses, "200")
		if !ok {
			return false
		}
		content, ok := r.child("content")
		if !ok {
			return false
		}
		media := content.node.field("application/json")
		if media == nil {
			return false
		}
		schema, ok := a.child(content.at(media), "schema")
		return ok && isOnly(typesOf(schema.node), "array")
	}
	return false
}

// finishPaths adds what compares paths with each other, and what is known of segments from all of their paths.
func (a *assembly) finishPaths() {
	for i := range a.model.PathSegments {
		row := &a.model.PathSegments[i]
		row.InCase = segmentInCases(row)
		if c := slices.IndexFunc(a.model.SegmentCases, func(c SegmentCase) bool { return c.Name == row.Name }); c >= 0 {
			a.model.SegmentCases[c].InCase = row.InCase
		}
		c, ok := a.collected[row.Name]
		if !ok {
			continue
		}
		row.IsCollection = true
		ws := words(row.Name)
		if len(ws) == 0 || row.Verb != "" {
			continue
		}
		plural := a.inflector.plural(ws[len(ws)-1])
		if plural == "" || slices.Contains(prepositions, ws[0]) || isVersion(row.Name) {
			continue
		}
		row.Plural, row.CollectionPath = inflected(row.Name, ws[len(ws)-1], plural), c.path
		start := segmentStart(c.path, c.segment)
		at := a.add(c.place.file, c.place.file.partRange(c.place.key, start, start+len(row.Name)), c.place.pointer)
		row.CollectionAt = &at
	}
	a.ambiguous()
}

// segmentInCases spells a segment in the cases in which it is not written. A custom method after a colon is kept.
func segmentInCases(row *PathSegment) map[string]string {
	if strings.HasPrefix(row.Path, "/.well-known/") || !strings.ContainsFunc(row.Name, unicode.IsLetter) {
		return nil
	}
	stem, method, _ := cutAny(row.Name, ":")
	out := make(map[string]string)
	for c, instead := range inCases(stem, segmentSpellings) {
		out[c] = instead + method
	}
	if !row.IsKebab {
		out[kebabCase.name] = row.Kebab
	}
	return out
}

func isVersion(seg string) bool {
	return len(seg) > 1 && (seg[0] == 'v' || seg[0] == 'V') && isDigit(seg[1])
}

// segmentStart returns where the segment of a number begins in a path.
func segmentStart(path string, n int) int {
	for i := 0; i < len(path); {
		if path[i] == '/' {
			i++
			continue
		}
		if n == 0 {
			return i
		}
		n--
		j := strings.IndexByte(path[i:], '/')
		if j < 0 {
			break
		}
		i += j
	}
	return 0
}

// branch is a node of the tree of all paths.
type branch struct {
	literal   map[string]*branch
	parameter *branch
	ends      []int // shapes
}

// maxComparisons is how many steps the search for ambiguous paths takes in one document; what real ones need is a few for each
// segment.
const maxComparisons = 500_000

// ambiguous finds for each path another one of the same method, where a request may be for either and neither is more specific:
// of two segments in the same position each has the literal once.
func (a *assembly) ambiguous() {
	slices.SortFunc(a.shapes, func(x, y route) int { return cmp.Compare(x.path, y.path) })
	for _, s := range a.shapes {
		if len(s.segments) > 0 && strings.EqualFold(s.segments[0], "api") {
			a.model.Paths[s.row].IsFirstBelowAPI = true
			break
		}
	}
	tree := &branch{}
	for i, s := range a.shapes {
		b := tree
		for _, seg := range s.segments {
			if isParameter(seg) {
				if b.parameter == nil {
					b.parameter = &branch{}
				}
				b = b.parameter
				continue
			}
			if b.literal == nil {
				b.literal = make(map[string]*branch)
			}
			if b.literal[seg] == nil {
				b.literal[seg] = &branch{}
			}
			b = b.literal[seg]
		}
		b.ends = append(b.ends, i)
	}
	steps := 0
	twins := make(map[int]*Rival)
	for i := range a.shapes {
		s := &a.shapes[i]
		best := -1
		// state: 0 while the two are the same, 1 once s has the literal where the other has a parameter, 2 once both were the case.
		var search func(b *branch, depth, state int)
		search = func(b *branch, depth, state int) {
			if steps++; steps > maxComparisons || b == nil {
				return
			}
			if depth == len(s.segments) {
				for _, j := range b.ends {
					if other := &a.shapes[j]; state == 2 && (best < 0 || j < best) && overlap(s.methods, other.methods) && a.takes(s, other) && a.takes(other, s) {
						best = j
					}
				}
				return
			}
			seg := s.segments[depth]
			if !isParameter(seg) {
				search(b.literal[seg], depth+1, state)
				if !strings.ContainsAny(seg, "{}:") {
					search(b.parameter, depth+1, max(state, 1))
				}
				return
			}
			search(b.parameter, depth+1, state)
			if state == 0 {
				return // the other one is found when it is its turn
			}
			for name, next := range b.literal {
				if !strings.ContainsAny(name, "{}:") {
					search(next, depth+1, 2)
				}
			}
		}
		search(tree, 0, 0)
		if best >= 0 {
			other := &a.shapes[best]
			twins[s.row] = &Rival{At: other.at, Path: other.path, Example: both(s.segments, other.segments)}
		}
	}
	if steps > maxComparisons {
		return // what was found so far depends on chance
	}
	for row, twin := range twins {
		a.model.Paths[row].Ambiguous = twin
	}
}

// takes reports whether the parameters of a path take the literal segments of another one, as far as their schemas say.
func (a *assembly) takes(s, other *route) bool {
	for i, seg := range s.segments {
		literal := other.segments[i]
		if !isParameter(seg) || isParameter(literal) {
			continue
		}
		if s.schemas == nil {
			s.schemas = a.pathParameterSchemas(s)
		}
		schema := s.schemas[seg[1:len(seg)-1]]
		if schema == nil {
			continue
		}
		if isOnly(typesOf(schema), "integer") || isOnly(typesOf(schema), "number") || schema.text("format") == "uuid" {
			return false // no literal segment of a path is meant as one
		}
		if values := schema.get("enum").items(); len(values) > 0 && len(values) <= maxValues && !slices.ContainsFunc(values, func(v *node) bool { return v.value == literal }) {
			return false
		}
	}
	return true
}

// pathParameterSchemas returns the schemas of the path parameters of a path and its first operation, by their names.
func (a *assembly) pathParameterSchemas(s *route) map[string]*node {
	out := make(map[string]*node)
	owners := []place{s.place}
	if t := a.follow(s.place, ""); s.place.node.ref() != nil && t.failure == resolved {
		owners = append(owners, t.place)
	}
	if s.first < len(a.operations) {
		owners = append(owners, a.operations[s.first].at)
	}
	for _, owner := range owners {
		list, ok := a.child(owner, "parameters")
		if !ok {
			continue
		}
		for i := range list.node.items() {
			t := a.follow(list.item(i), "")
			a.spent += placeSize
			if t.failure != resolved || t.node.text("in") != "path" {
				continue
			}
			if schema, ok := a.child(t.place, "schema"); ok {
				out[t.node.text("name")] = schema.node
			}
		}
	}
	return out
}

func overlap(x, y []string) bool {
	return slices.ContainsFunc(x, func(m string) bool { return slices.Contains(y, m) })
}

// both is a path that two templates match.
func both(x, y []string) string {
	var b strings.Builder
	for i := range x {
		seg := x[i]
		if isParameter(seg) {
			seg = y[i]
		}
		b.WriteString("/" + seg)
	}
	return b.String()
}

// beginsWithAPI reports whether the path of a URL begins with a segment "api".
func beginsWithAPI(url string) bool {
	if i := strings.Index(url, "://"); i >= 0 {
		_, rest, ok := strings.Cut(url[i+3:], "/")
		if !ok {
			return false
		}
		url = rest
	}
	first, _, _ := strings.Cut(strings.TrimLeft(url, "/"), "/")
	return strings.EqualFold(first, "api")
}
