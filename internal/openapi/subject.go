package openapi

import (
	"cmp"
	"path"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// lead is a reference that leads into another file than the document's own.
type lead struct {
	kind             objectKind // noObject for a list or a map
	fromFile, toFile string
	from, to         string // pointers
	target           *node
}

// whereabouts is a value in a file.
type whereabouts struct{ file, pointer string }

// bundled gives every part of another file the pointer that it has once the document is bundled into one file, so that a
// finding keeps its name whichever way the document is split. Bundlers put a path item where the reference to it stood,
// and a schema, a response and whatever else can be a component among the components.
type bundled struct {
	root     string
	sections map[objectKind]string
	links    map[whereabouts][]lead
	names    map[whereabouts]string
}

// componentSections are the maps of components by what they hold, definitions those of Swagger 2.0.
var (
	componentSections = map[objectKind]string{
		schemaObject: "/components/schemas", responseObject: "/components/responses", parameterObject: "/components/parameters",
		exampleObject: "/components/examples", requestBodyObject: "/components/requestBodies", headerObject: "/components/headers",
		securitySchemeObject: "/components/securitySchemes", linkObject: "/components/links", callbackObject: "/components/callbacks",
	}
	definitions = map[objectKind]string{schemaObject: "/definitions", responseObject: "/responses", parameterObject: "/parameters"}
)

// leads notes where a reference leads, at the pointer of its $ref.
func (w *walk) leads(s *spec, t target) {
	if t.file == w.root {
		return
	}
	kind := s.object
	if s.container != single {
		kind = noObject
	}
	to := whereabouts{t.file.path, t.file.original(t.pointer)}
	w.bundled.links[to] = append(w.bundled.links[to], lead{
		kind: kind, fromFile: w.file.path, from: w.file.original(strings.TrimSuffix(string(w.pointer), "/$ref")), toFile: to.file, to: to.pointer, target: t.node,
	})
}

// subjects names what has been met in other files. It runs after the walk, which finds all references.
func (r *reader) subjects() {
	if len(r.bundled.links) == 0 {
		return
	}
	r.bundled.names = make(map[whereabouts]string, len(r.bundled.links))
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
func (b *bundled) name(to whereabouts, depth int) string {
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
	section, ok := b.sections[best.kind]
	var name string
	if ok && b.rank(best) > 0 {
		stem := to.pointer[strings.LastIndexByte(to.pointer, '/')+1:]
		if stem == "" {
			stem = escape(strings.TrimSuffix(path.Base(to.file), path.Ext(to.file)))
		}
		name = section + "/" + stem
	} else {
		name = b.pointer(best.fromFile, best.from, depth+1)
	}
	b.names[to] = name
	return name
}

// rank puts the entries of the document's own components first: they say what the component is called.
func (b *bundled) rank(l lead) int {
	if section := path.Dir(l.from); l.fromFile == b.root {
		for _, own := range b.sections {
			if own == section || own == l.from {
				return 0
			}
		}
	}
	return 1
}

func (b *bundled) compare(x, y lead) int {
	own := func(l lead) int {
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
func (b *bundled) around(file, pointer string) (rest string, at whereabouts, ok bool) {
	for end := len(pointer); end >= 0; end = strings.LastIndexByte(pointer[:end], '/') {
		at := whereabouts{file, pointer[:end]}
		if _, ok := b.links[at]; ok {
			return pointer[end:], at, true
		}
	}
	return "", whereabouts{}, false
}

func escape(token string) string { return string(appendToken(nil, token))[1:] }
