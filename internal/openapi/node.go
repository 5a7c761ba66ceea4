package openapi

import "slices"

// kind is the JSON type of a node, whichever notation it was written in.
type kind uint8

const (
	null kind = iota
	boolean
	number
	text
	array
	object
	unread // beyond a limit, which a problem tells; nothing else is said of it
)

// style is how a scalar is written, which decides where it ends.
type style uint8

const (
	plain style = iota
	singleQuoted
	doubleQuoted
	block // a YAML literal or folded scalar
)

// mark is where a token is: byte offsets of its start and end in a JSON file, line and column of its start in a YAML file.
type mark struct{ a, b int32 }

// node is a value of a YAML or JSON file. YAML aliases and merge keys are resolved: one node may have several parents.
type node struct {
	kind    kind
	style   style
	visited visit
	use     use
	mark    mark  // a container's is its first character
	entity  int32 // the entity that begins here; 0 when none does
	value   string
	body    *body // of arrays and objects
}

// body is what containers have and scalars, which are far more, do without.
type body struct {
	items  []*node
	fields []field
	index  map[string]int // of fields; only of large objects that are searched
}

// visit says how the walk has met a node: as an object of the specification, or as a value that it says nothing of.
type visit uint8

const (
	asObject visit = 1 << iota
	asData
	asOriginal // by the specification of Swagger 2.0, before it took the shape of OpenAPI 3
)

// field is a key of an object with its value.
type field struct {
	name  string
	mark  mark
	style style
	// keyKind is the JSON type that the key would have as a value: YAML has keys that are not strings.
	keyKind kind
	value   *node
}

// directiveKey is the key that silences rules in the object that has it. It is no part of the document: no rule is to see it, or a
// suppression would change what there is to suppress.
const directiveKey = "x-bdma-ignore"

// indexed is the number of fields from which a map is quicker than a search.
const indexed = 16

// items returns the elements of an array; none of anything else.
func (n *node) items() []*node {
	if n == nil || n.body == nil {
		return nil
	}
	return n.body.items
}

// fields returns the fields of an object in the order of the file, each name once; none of anything else.
func (n *node) fields() []field {
	if n == nil || n.body == nil {
		return nil
	}
	return n.body.fields
}

// field returns the field of a name, or nil.
func (n *node) field(name string) *field {
	fs := n.fields()
	if len(fs) < indexed {
		for i := range fs {
			if fs[i].name == name {
				return &fs[i]
			}
		}
		return nil
	}
	if n.body.index == nil {
		n.body.index = make(map[string]int, len(fs))
		for i := range fs {
			n.body.index[fs[i].name] = i
		}
	}
	if i, ok := n.body.index[name]; ok {
		return &fs[i]
	}
	return nil
}

// get returns the value of a field, or nil.
func (n *node) get(name string) *node {
	if f := n.field(name); f != nil {
		return f.value
	}
	return nil
}

// has reports whether an object has a field.
func (n *node) has(name string) bool { return n.field(name) != nil }

// text returns the string at a field, or "".
func (n *node) text(name string) string {
	if v := n.get(name); v != nil && v.kind == text {
		return v.value
	}
	return ""
}

// isTrue reports whether a field is the boolean true.
func (n *node) isTrue(name string) bool {
	v := n.get(name)
	return v != nil && v.kind == boolean && v.value == "true"
}

// ref returns the field $ref when the object is a reference.
func (n *node) ref() *field {
	if n == nil || n.kind != object {
		return nil
	}
	if f := n.field("$ref"); f != nil && f.value.kind == text {
		return f
	}
	return nil
}

// arena hands out nodes from large blocks: a document has a million of them.
type arena struct {
	nodes  []node
	bodies []body
}

const arenaBlock = 512

func (a *arena) node(k kind, m mark) *node {
	if len(a.nodes) == 0 {
		a.nodes = make([]node, arenaBlock)
	}
	n := &a.nodes[0]
	a.nodes = a.nodes[1:]
	n.kind, n.mark = k, m
	return n
}

func (a *arena) body() *body {
	if len(a.bodies) == 0 {
		a.bodies = make([]body, arenaBlock/4)
	}
	b := &a.bodies[0]
	a.bodies = a.bodies[1:]
	return b
}

// distinct removes the fields whose name an earlier field has and hands each to report. The first one stays: it is what
// a person who reads from the top takes for true.
func distinct(fields []field, seen map[string]struct{}, report func(dup *field, first func() *field)) []field {
	var duplicate func(i int) bool
	if len(fields) < indexed {
		duplicate = func(i int) bool {
			return slices.ContainsFunc(fields[:i], func(f field) bool { return f.name == fields[i].name })
		}
	} else {
		clear(seen)
		duplicate = func(i int) bool {
			_, ok := seen[fields[i].name]
			seen[fields[i].name] = struct{}{}
			return ok
		}
	}
	var dups []int
	for i := range fields {
		if duplicate(i) {
			dups = append(dups, i)
		}
	}
	if dups == nil {
		return fields
	}
	kept := make([]field, 0, len(fields)-len(dups))
	for i := range fields {
		if len(dups) > 0 && dups[0] == i {
			dups = dups[1:]
			report(&fields[i], func() *field {
				return &kept[slices.IndexFunc(kept, func(f field) bool { return f.name == fields[i].name })]
			})
			continue
		}
		kept = append(kept, fields[i])
	}
	return kept
}
