package openapi

import (
	"cmp"
	"path"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// link is a reference that leads into another file than the document's own.
type link struct {
	kind             objectKind // noObject for a list or a map
	fromFile, toFile string
	from, to         string // pointers
	target           *node
}

// spot is a value in a file.
type spot struct{ file, pointer string }

// bundled gives every part of another file the pointer that it has once the document is bundled into one file, so that a
// finding keeps its name whichever way the document is split. Bundlers put a path item where the reference to it stood,
// and a schema, a response and whatever else can be a component among the components.
type bundled struct {
	root  string
	links map[spot][]link
	names map[spot]string
	// rename leads a pointer of a Swagger 2.0 document back to its own words; nil for others.
	rename func(string) string
}

// componentSections are the maps of the components object by what they hold.
var componentSections = map[objectKind]string{
	schemaObject: "schemas", responseObject: "responses", parameterObject: "parameters", exampleObject: "examples", requestBodyObject: "requestBodies",
	headerObject: "headers", securitySchemeObject: "securitySchemes", linkObject: "links", callbackObject: "callbacks",
}

// link notes where a reference leads, at the pointer of its $ref.
func (w *walk) link(s *spec, t target) {
	if t.file == w.root {
		return
	}
	kind := s.object
	if s.container != single {
		kind = noObject
	}
	to := spot{t.file.path, t.pointer}
	from := strings.TrimSuffix(string(w.pointer), "/$ref")
	if w.file != w.root && w.file.moves != nil {
		from = w.file.original(from)
	}
	w.bundled.links[to] = append(w.bundled.links[to], link{kind: kind, fromFile: w.file.path, from: from, toFile: to.file, to: to.pointer, target: t.node})
}

// subjects names what has been met in other files. It runs after the walk, which finds all references.
func (r *reader) subjects() {
	if len(r.bundled.links) == 0 {
		return
	}
	r.bundled.names = make(map[spot]string, len(r.bundled.links))
	for to, links := range r.bundled.links {
		r.bundled.name(to, 0)
		// Who uses a part of what would be a component uses the component.
		if i := strings.LastIndexByte(to.pointer, '/'); i >= 0 {
			if _, around, ok := r.bundled.around(to.file, to.pointer[:i]); ok {
				if whole := r.bundled.links[around][0]; whole.kind != noObject {
					r.edge(links[0].target.entity, whole.target.entity)
				}
			}
		}
	}
	r.nodes.Each(func(n *facts.Node) { n.Pointer = r.bundled.pointer(n.File, n.Pointer, 0) })
}

// name returns the pointer of what a reference leads to.
func (b *bundled) name(to spot, depth int) string {
	if name, ok := b.names[to]; ok {
		return name
	}
	b.names[to] = to.pointer // for references that lead to each other
	links := b.links[to]
	best := links[0]
	for _, l := range links[1:] {
		if b.compare(l, best) < 0 {
			best = l
		}
	}
	section, ok := componentSections[best.kind]
	var name string
	if ok && b.rank(best) > 0 {
		stem := to.pointer[strings.LastIndexByte(to.pointer, '/')+1:]
		if stem == "" {
			stem = escape(strings.TrimSuffix(path.Base(to.file), path.Ext(to.file)))
		}
		name = "/components/" + section + "/" + stem
	} else {
		name = b.pointer(best.fromFile, best.from, depth+1)
	}
	if b.rename != nil && (best.fromFile == b.root || strings.HasPrefix(name, "/components/")) {
		name = b.rename(name)
	}
	b.names[to] = name
	return name
}

// rank puts the entries of the document's own components first: they say what the component is called.
func (b *bundled) rank(l link) int {
	if l.fromFile == b.root && strings.HasPrefix(l.from, "/components/") && strings.Count(l.from, "/") <= 3 {
		return 0
	}
	return 1
}

func (b *bundled) compare(x, y link) int {
	own := func(l link) int {
		if l.fromFile == b.root {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(b.rank(x), b.rank(y)), cmp.Compare(own(x), own(y)), cmp.Compare(x.fromFile, y.fromFile), cmp.Compare(x.from, y.from))
}

// pointer returns the pointer that a value of a file has in the bundled document.
func (b *bundled) pointer(file, pointer string, depth int) string {
	if file == b.root || len(b.links) == 0 || depth > maxHops {
		return pointer
	}
	if rest, at, ok := b.around(file, pointer); ok {
		return b.name(at, depth) + rest
	}
	return pointer
}

// around returns the innermost value that a reference leads to and that holds another one, and the other's pointer in it.
func (b *bundled) around(file, pointer string) (rest string, at spot, ok bool) {
	for end := len(pointer); end >= 0; end = strings.LastIndexByte(pointer[:end], '/') {
		at := spot{file, pointer[:end]}
		if _, ok := b.links[at]; ok {
			return pointer[end:], at, true
		}
	}
	return "", spot{}, false
}

func escape(token string) string { return string(appendToken(nil, token))[1:] }
