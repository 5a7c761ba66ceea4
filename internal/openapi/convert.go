package openapi

import (
	"cmp"
	"slices"
	"strings"
)

// A Swagger 2.0 document is held against its own specification first, as it is written (check20.go). Then its nodes take the
// shape of OpenAPI 3.0, in place, so that everything that states facts knows one shape only. What is reported still stands
// where it stood: a node keeps its mark, and pointers are led back to those of the document as it is written.

// move is where a pointer of the new shape leads back to.
type move struct {
	to  string
	way way
}

// way says which moves may follow upon a move.
type way uint8

const (
	chain way = iota // any
	hop              // those within the object only
	inner            // none
)

// moves are the moves of a file by the tokens of the pointers that they begin with.
type moves struct {
	next map[string]*moves
	move *move
}

// lead says where a pointer of the new shape leads back to.
func (f *file) lead(pointer string, m move) {
	at := f.moves
	for token := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		next := at.next[token]
		if next == nil {
			next = new(moves)
			if at.next == nil {
				at.next = make(map[string]*moves)
			}
			at.next[token] = next
		}
		at = next
	}
	at.move = &m
}

// original leads a pointer back to the document as it is written: the move of its longest part decides.
func (f *file) original(pointer string) string {
	after := chain
	for range 8 {
		var found *move
		end := 0
		at := f.moves
		for i := 0; i < len(pointer) && at != nil; {
			j := strings.IndexByte(pointer[i+1:], '/')
			if j < 0 {
				j = len(pointer)
			} else {
				j += i + 1
			}
			if at = at.next[pointer[i+1:j]]; at != nil && at.move != nil && (after != hop || at.move.way == inner) {
				found, end = at.move, j
			}
			i = j
		}
		if found == nil {
			break
		}
		pointer, after = found.to+pointer[end:], found.way
		if after == inner {
			break
		}
	}
	return pointer
}

// converter gives a document its new shape.
type converter struct {
	*reader
	root               place
	consumes, produces []string           // of the document
	bodies             map[*node][]string // media types of a body parameter that is written in its operation
	gives              map[*node][]string // media types of a response that is written in its operation
	shared             map[*node][]place  // parameters of path items that their operations have in their bodies, by operation
	uses               [][2]*node         // operation and shared parameter that it uses without a reference
	lists              map[*node]place    // consumes or produces of an operation, by what they hold for
}

// convert holds a Swagger 2.0 document against its specification and gives it its new shape.
func (r *reader) convert(root place) {
	w := &walk{reader: r, parameters: make(map[*node]int), bit: asOriginal, original: true}
	w.run(root, document20Object)
	c := &converter{reader: r, root: root, bodies: make(map[*node][]string), gives: make(map[*node][]string), shared: make(map[*node][]place), lists: make(map[*node]place)}
	c.consumes, c.produces = texts(root.node.get("consumes")), texts(root.node.get("produces"))
	each := func(k objectKind, f func(found)) {
		for _, x := range w.found {
			if x.kind == k {
				if x.file.moves == nil {
					x.file.moves, x.file.spelled = new(moves), make(map[mark]string)
				}
				f(x)
			}
		}
	}
	each(pathItem20Object, c.item)
	each(operation20Object, c.operation)
	var sections []field
	each(document20Object, func(x found) { sections = c.sections(x) })
	each(parameter20Object, c.parameter)
	each(response20Object, c.response)
	each(header20Object, c.typed)
	each(schema20Object, c.schema)
	each(scheme20Object, c.scheme)
	each(document20Object, func(x found) { c.document(x, sections) })
	r.implied = c.uses
}

// new makes a node at the place of another thing.
func (c *converter) new(f *file, k kind, like origin, value string) *node {
	n := &node{kind: k, mark: like.mark, style: like.style, value: value}
	if k == object || k == array {
		n.body = new(body)
		return n
	}
	f.spelled[like.mark] = like.text
	return n
}

// origin is a key or a scalar that something new borrows its place from.
type origin struct {
	mark  mark
	style style
	text  string
}

func atKey(f *field) origin  { return origin{f.mark, f.style, f.name} }
func atValue(n *node) origin { return origin{n.mark, n.style, n.value} }

// of is the best place for what an object stands for: a scalar of one of these names, or its first key.
func originOf(n *node, names ...string) origin {
	for _, name := range names {
		if v := n.get(name); v != nil && v.kind == text {
			return atValue(v)
		}
	}
	if fs := n.fields(); len(fs) > 0 {
		return atKey(&fs[0])
	}
	return atValue(n)
}

// field makes a field at the place of another thing.
func (c *converter) field(f *file, name string, like origin, value *node) field {
	f.spelled[like.mark] = like.text
	return field{name: name, mark: like.mark, style: like.style, keyKind: text, value: value}
}

func (c *converter) object(f *file, like origin, fields ...field) *node {
	n := c.new(f, object, like, "")
	n.body.fields = fields
	return n
}

// set gives an object other fields.
func set(n *node, fields []field) {
	n.body.fields, n.body.index = fields, nil
}

// without returns the fields of an object except some.
func without(n *node, names ...string) []field {
	out := make([]field, 0, len(n.fields()))
	for _, f := range n.fields() {
		if !slices.Contains(names, f.name) {
			out = append(out, f)
		}
	}
	return out
}

// pointerTo appends a token to a pointer.
func pointerTo(pointer string, tokens ...string) string {
	b := []byte(pointer)
	for _, t := range tokens {
		b = appendToken(b, t)
	}
	return string(b)
}

// parameterOf follows an element of a list of parameters.
func (c *converter) parameterOf(p place) (target, string) {
	t := c.follow(p, "")
	if t.failure != resolved || t.node == nil || t.node.kind != object {
		return t, ""
	}
	return t, t.node.text("in")
}

// split takes the parameters that make up the body out of a list.
func (c *converter) split(owner place) (inBody []place) {
	list, ok := owner.child("parameters")
	if !ok || list.node.kind != array {
		return nil
	}
	// Operations may share a list by a YAML alias: what is written once is counted for each.
	if c.spent += placeSize * len(list.node.items()); c.full() {
		return nil
	}
	items := make([]*node, 0, len(list.node.items()))
	for i := range list.node.items() {
		p := list.item(i)
		if _, in := c.parameterOf(p); in == "body" || in == "formData" {
			inBody = append(inBody, p)
			continue
		}
		if len(items) != i {
			owner.file.lead(pointerTo(list.pointer, itoa(len(items))), move{p.pointer, hop})
		}
		items = append(items, p.node)
	}
	if inBody == nil {
		return nil
	}
	// The list may be shared by YAML aliases: its own node stays as it is.
	like := *list.node
	like.body = &body{items: items}
	f := *list.key
	f.value = &like
	fields := slices.Clone(owner.node.fields())
	for i := range fields {
		if fields[i].name == "parameters" {
			fields[i] = f
		}
	}
	set(owner.node, fields)
	return inBody
}

func (c *converter) item(x found) {
	inBody := c.split(x.place)
	if inBody == nil {
		return
	}
	for _, m := range methods {
		if op := x.node.get(m); op != nil {
			c.shared[op] = inBody
		}
	}
}

// listed notes by which list a body has its media types: the operation's own, or else the document's.
func (c *converter) listed(content, of *node, name string) {
	list, ok := c.lists[of]
	if !ok {
		list, ok = c.root.child(name)
	}
	if ok {
		if c.saidBy == nil {
			c.saidBy = make(map[*node]place)
		}
		c.saidBy[content] = list
	}
}

func (c *converter) operation(x found) {
	consumes, produces := c.consumes, c.produces
	holds := func(name string, of *node) {
		if list, ok := x.child(name); ok {
			c.lists[of] = list
		}
	}
	if x.node.has("consumes") {
		consumes = texts(x.node.get("consumes"))
	}
	if x.node.has("produces") {
		produces = texts(x.node.get("produces"))
	}
	at := atValue(x.node)
	if f := x.node.field("parameters"); f != nil {
		at = atKey(f)
	} else if x.key != nil {
		at = atKey(x.key)
	}
	inBody := c.split(x.place)
	own := len(inBody)
	for _, p := range c.shared[x.node] {
		if p.file == x.file {
			inBody = append(inBody, p)
		}
	}
	var form []place
	var requestBody *field
	for i, p := range inBody {
		t, in := c.parameterOf(p)
		if in == "formData" {
			form = append(form, p)
			continue
		}
		if requestBody != nil || i >= own && len(form) > 0 {
			continue
		}
		f := c.field(x.file, "requestBody", bodyOrigin(p.node), p.node)
		switch {
		case p.node.ref() == nil && i < own:
			c.bodies[p.node] = consumes
			holds("consumes", p.node)
			x.file.lead(pointerTo(x.pointer, "requestBody"), move{p.pointer, hop})
		case x.node.has("consumes") && !slices.Equal(consumes, c.consumes) && t.file == x.file:
			// The shared parameter has the media types of the document, and the operation others.
			f.value = c.object(x.file, bodyOrigin(p.node), c.bodyFields(t.place, consumes)...)
			c.uses = append(c.uses, [2]*node{x.node, t.node})
			x.file.lead(pointerTo(x.pointer, "requestBody"), move{p.pointer, hop})
		default:
			x.file.lead(pointerTo(x.pointer, "requestBody"), move{p.pointer, hop})
		}
		requestBody = &f
	}
	if requestBody == nil && len(form) > 0 {
		f := c.form(x, form, consumes, at)
		requestBody = &f
	}
	for i := range x.node.get("responses").fields() {
		if f := &x.node.get("responses").fields()[i]; f.value.kind == object && f.value.ref() == nil {
			c.gives[f.value] = produces
			holds("produces", f.value)
		}
	}
	fields := without(x.node, "consumes", "produces", "schemes")
	if requestBody != nil {
		fields = append(fields, *requestBody)
	}
	if schemes, ok := x.child("schemes"); ok && len(schemes.node.items()) > 0 {
		if servers := c.servers(x.place, schemes); servers != nil {
			fields = append(fields, *servers)
		}
	}
	set(x.node, fields)
}

// bodyOrigin is where a body parameter is pointed at: its reference or its name.
func bodyOrigin(n *node) origin {
	if ref := n.ref(); ref != nil {
		return atValue(ref.value)
	}
	return originOf(n, "name", "in")
}

// maxMediaTypes is how many media types of a body are looked at. Every body has all of the document's.
const maxMediaTypes = 12

// mediaTypes are the media types of a body; JSON when nothing is said.
func mediaTypes(types []string) []string {
	var out []string
	for _, t := range types[:min(len(types), maxMediaTypes)] {
		if t != "" && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	if len(out) == 0 {
		return []string{"application/json"}
	}
	return out
}

// bodyFields are the fields of a request body that says what a body parameter says.
func (c *converter) bodyFields(p place, consumes []string) []field {
	fields := without(p.node, "name", "in", "schema")
	at := bodyOrigin(p.node)
	if f := p.node.field("schema"); f != nil {
		at = atKey(f)
	}
	content := c.object(p.file, at)
	for _, name := range mediaTypes(consumes) {
		m := c.object(p.file, at)
		if f := p.node.field("schema"); f != nil {
			m.body.fields = []field{*f}
		}
		content.body.fields = append(content.body.fields, c.field(p.file, name, at, m))
		p.file.lead(pointerTo(p.pointer, "content", name), move{p.pointer, inner})
	}
	p.file.lead(pointerTo(p.pointer, "content"), move{p.pointer, inner})
	return append(fields, c.field(p.file, "content", at, content))
}

// form makes a request body of formData parameters.
func (c *converter) form(x found, form []place, consumes []string, at origin) field {
	file := false
	if c.spent += 3 * placeSize * len(form); c.full() {
		form = nil
	}
	var properties, required []field
	var names []*node
	seen, lists := make(map[string]bool), make(map[string][3]string)
	pointer := pointerTo(x.pointer, "requestBody")
	var paths []move
	for _, p := range form {
		t, _ := c.parameterOf(p)
		name := t.node.text("name")
		if name == "" || seen[name] {
			continue
		}
		seen[name] = true
		file = file || t.node.text("type") == "file"
		if style, ok := styles[cmp.Or(t.node.text("collectionFormat"), "csv")]; ok && t.node.text("type") == "array" {
			lists[name] = style
		}
		like := bodyOrigin(p.node)
		properties = append(properties, c.field(x.file, name, like, p.node))
		paths = append(paths, move{p.pointer, inner})
		if t.node.isTrue("required") {
			names = append(names, c.new(x.file, text, like, name))
		}
	}
	schema := c.object(x.file, at, c.field(x.file, "type", at, c.new(x.file, text, at, "object")), c.field(x.file, "properties", at, c.object(x.file, at, properties...)))
	if len(names) > 0 {
		l := c.new(x.file, array, at, "")
		l.body.items = names
		required = []field{c.field(x.file, "required", at, &node{kind: boolean, value: "true", mark: at.mark, style: at.style})}
		schema.body.fields = append(schema.body.fields, c.field(x.file, "required", at, l))
	}
	types := []string{"application/x-www-form-urlencoded"}
	if file {
		types[0] = "multipart/form-data"
	}
	if isForm(consumes) {
		types = mediaTypes(consumes)
	}
	content := c.object(x.file, at)
	written := pointerTo(x.pointer, "parameters")
	for _, name := range types {
		body := c.object(x.file, at, c.field(x.file, "schema", at, schema))
		if c.forms == nil {
			c.forms = make(map[*node]map[string][3]string)
		}
		c.forms[body] = lists
		content.body.fields = append(content.body.fields, c.field(x.file, name, at, body))
		media := pointerTo(pointer, "content", name)
		for i, f := range properties {
			x.file.lead(pointerTo(media, "schema", "properties", f.name), paths[i])
		}
		x.file.lead(media, move{written, inner})
		x.file.lead(pointerTo(media, "schema"), move{written, inner})
	}
	x.file.lead(pointer, move{written, inner})
	return c.field(x.file, "requestBody", at, c.object(x.file, at, append(required, c.field(x.file, "content", at, content))...))
}

// limits are the fields of parameters and headers that belong to their schema in OpenAPI 3.
var limits = []string{"type", "format", "items", "default", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern",
	"maxItems", "minItems", "uniqueItems", "enum", "multipleOf", "x-nullable", "x-enum-varnames"}

// styles are the styles of OpenAPI 3 that write arrays as the collection formats of Swagger 2.0 do.
var styles = map[string][3]string{ // style in query, style elsewhere, explode
	"csv": {"form", "simple", "false"}, "multi": {"form", "form", "true"}, "ssv": {"spaceDelimited", "", "false"}, "pipes": {"pipeDelimited", "", "false"},
}

// typed moves what a parameter or a header says of its type into a schema.
func (c *converter) typed(x found) {
	n := x.node
	first := -1
	schema := &node{kind: object, body: new(body)}
	var fields []field
	for i := range n.fields() {
		f := &n.fields()[i]
		switch {
		case slices.Contains(limits, f.name):
			if first < 0 || f.name == "type" {
				first = i
			}
			schema.body.fields = append(schema.body.fields, *f)
		case f.name == "collectionFormat":
		case f.name == "x-example" && !n.has("example"):
			// Swagger 2.0 has no examples of parameters, and this is how everybody writes them.
			fields = append(fields, c.field(x.file, "example", atKey(f), f.value))
		default:
			fields = append(fields, *f)
		}
	}
	if first >= 0 && !n.has("schema") {
		like := atKey(&n.fields()[first])
		schema.mark = like.mark
		if n.text("type") == "file" {
			c.binary(x.file, schema)
		}
		c.nullable(x.file, schema)
		fields = append(fields, c.field(x.file, "schema", like, schema))
		x.file.lead(pointerTo(x.pointer, "schema"), move{x.pointer, inner})
		for at, s := x.pointer, schema.get("items"); s != nil && s.kind == object && s.ref() == nil; s = s.get("items") {
			at = pointerTo(at, "items")
			if f := s.field("collectionFormat"); f != nil {
				set(s, without(s, "collectionFormat"))
			}
		}
	}
	if f := n.field("collectionFormat"); f != nil && f.value.kind == text {
		if s, ok := styles[f.value.value]; ok {
			style := s[1]
			if in := n.text("in"); in == "query" {
				style = s[0]
			}
			if style != "" {
				fields = append(fields, c.field(x.file, "style", atKey(f), c.new(x.file, text, atValue(f.value), style)),
					c.field(x.file, "explode", atKey(f), c.new(x.file, boolean, atValue(f.value), s[2])))
				x.file.lead(pointerTo(x.pointer, "style"), move{pointerTo(x.pointer, f.name), inner})
				x.file.lead(pointerTo(x.pointer, "explode"), move{pointerTo(x.pointer, f.name), inner})
			}
		}
	}
	set(n, fields)
}

func (c *converter) parameter(x found) {
	n := x.node
	switch n.text("in") {
	case "body":
		consumes, ok := c.bodies[n]
		if !ok {
			consumes = c.consumes
		}
		fields := c.bodyFields(x.place, consumes)
		c.listed(fields[len(fields)-1].value, n, "consumes")
		set(n, fields)
	case "formData":
		// It becomes the schema of a property.
		if n.text("type") == "file" {
			c.binary(x.file, n)
		}
		c.nullable(x.file, n)
		set(n, without(n, "name", "in", "required", "allowEmptyValue", "collectionFormat"))
	default:
		c.typed(x)
	}
}

// binary replaces the type file.
func (c *converter) binary(f *file, n *node) {
	fields := slices.Clone(n.fields())
	for i := range fields {
		if t := &fields[i]; t.name == "type" {
			like := atValue(t.value)
			t.value = c.new(f, text, like, "string")
			fields = append(without(&node{kind: object, body: &body{fields: fields}}, "format"), c.field(f, "format", atKey(t), c.new(f, text, like, "binary")))
			break
		}
	}
	set(n, fields)
}

// nullable writes nullable where x-nullable or the type null says it.
func (c *converter) nullable(f *file, n *node) {
	if x := n.field("x-nullable"); x != nil && x.value.kind == boolean && !n.has("nullable") {
		set(n, append(slices.Clone(n.fields()), c.field(f, "nullable", atKey(x), x.value)))
		return
	}
	if t := n.field("type"); t != nil && t.value.kind == array && slices.Contains(texts(t.value), "null") && !n.has("nullable") {
		set(n, append(slices.Clone(n.fields()), c.field(f, "nullable", atKey(t), &node{kind: boolean, value: "true", mark: t.value.mark})))
	}
}

// reshaped reports whether a schema says something that OpenAPI 3 says in another way.
func reshaped(n *node) bool {
	for i := range n.fields() {
		switch f := &n.fields()[i]; f.name {
		case "discriminator", "x-nullable":
			return true
		case "type":
			if f.value.kind == array || f.value.value == "file" {
				return true
			}
		}
	}
	return false
}

func (c *converter) schema(x found) {
	n := x.node
	if n.text("type") == "file" {
		c.binary(x.file, n)
	}
	c.nullable(x.file, n)
	d := n.field("discriminator")
	if d == nil || d.value.kind != text {
		return
	}
	fields := slices.Clone(n.fields())
	for i := range fields {
		if f := &fields[i]; f.name == "discriminator" {
			f.value = c.object(x.file, atValue(d.value), c.field(x.file, "propertyName", atKey(d), d.value))
			x.file.lead(pointerTo(x.pointer, "discriminator"), move{pointerTo(x.pointer, "discriminator"), inner})
			x.file.lead(pointerTo(x.pointer, "discriminator", "propertyName"), move{pointerTo(x.pointer, "discriminator"), inner})
		}
	}
	set(n, fields)
}

func (c *converter) response(x found) {
	n := x.node
	produces, ok := c.gives[n]
	if !ok {
		produces = c.produces
	}
	schema, examples := n.field("schema"), n.field("examples")
	fields := without(n, "schema", "examples")
	if schema == nil && examples == nil {
		return
	}
	given := examples
	if examples != nil && (examples.value.kind != object || examples.value.ref() != nil) {
		given = nil
	}
	var types []string
	for _, t := range produces[:min(len(produces), maxMediaTypes)] {
		if t != "" && !slices.Contains(types, t) {
			types = append(types, t)
		}
	}
	if given != nil {
		names := keys(given.value)
		for _, name := range names[:min(len(names), maxMediaTypes)] {
			if len(produces) == 0 && strings.Contains(name, "/") && !slices.Contains(types, name) {
				types = append(types, name)
			}
		}
	}
	if schema != nil {
		types = mediaTypes(types)
	}
	if len(types) == 0 {
		set(n, fields)
		return
	}
	first := schema
	if first == nil {
		first = examples
	}
	at := atKey(first)
	content := c.object(x.file, at)
	if len(produces) > 0 {
		c.listed(content, n, "produces")
	}
	for _, name := range types {
		m := c.object(x.file, at)
		if schema != nil {
			m.body.fields = append(m.body.fields, *schema)
		}
		if given != nil {
			if e := given.value.field(name); e != nil {
				m.body.fields = append(m.body.fields, c.field(x.file, "example", atKey(e), e.value))
				x.file.lead(pointerTo(x.pointer, "content", name, "example"), move{pointerTo(x.pointer, "examples", name), inner})
			}
		}
		content.body.fields = append(content.body.fields, c.field(x.file, name, at, m))
		x.file.lead(pointerTo(x.pointer, "content", name), move{x.pointer, inner})
	}
	x.file.lead(pointerTo(x.pointer, "content"), move{x.pointer, inner})
	set(n, append(fields, c.field(x.file, "content", at, content)))
}

// flowNames are what OpenAPI 3 calls the flows.
var flowNames = map[string]string{"implicit": "implicit", "password": "password", "application": "clientCredentials", "accessCode": "authorizationCode"}

func (c *converter) scheme(x found) {
	n := x.node
	t := n.field("type")
	if t == nil || t.value.kind != text {
		return
	}
	switch t.value.value {
	case "basic":
		fields := slices.Clone(n.fields())
		for i := range fields {
			if fields[i].name == "type" {
				fields[i].value = c.new(x.file, text, atValue(t.value), "http")
			}
		}
		set(n, append(fields, c.field(x.file, "scheme", atKey(t), c.new(x.file, text, atValue(t.value), "basic"))))
		x.file.lead(pointerTo(x.pointer, "scheme"), move{pointerTo(x.pointer, "type"), inner})
	case "oauth2":
		flow := n.field("flow")
		if flow == nil || flowNames[n.text("flow")] == "" {
			return
		}
		like := atValue(flow.value)
		var fs []field
		for _, name := range []string{"authorizationUrl", "tokenUrl", "scopes"} {
			if f := n.field(name); f != nil {
				fs = append(fs, *f)
			}
		}
		name := flowNames[flow.value.value]
		flows := c.object(x.file, like, c.field(x.file, name, like, c.object(x.file, like, fs...)))
		fields := append(without(n, "flow", "authorizationUrl", "tokenUrl", "scopes"), c.field(x.file, "flows", atKey(flow), flows))
		set(n, fields)
		for _, f := range fs {
			x.file.lead(pointerTo(x.pointer, "flows", name, f.name), move{pointerTo(x.pointer, f.name), inner})
		}
		x.file.lead(pointerTo(x.pointer, "flows", name), move{pointerTo(x.pointer, "flow"), inner})
		x.file.lead(pointerTo(x.pointer, "flows"), move{pointerTo(x.pointer, "flow"), inner})
	}
}

// servers makes servers of host, basePath and schemes. The schemes stand in the document, or in an operation.
func (c *converter) servers(owner place, schemes place) *field {
	host, base := c.root.node.text("host"), c.root.node.text("basePath")
	if base != "" && !strings.HasPrefix(base, "/") {
		base = "/" + base
	}
	if host != "" && !hostPattern.MatchString(host) {
		return nil // a violation of its own
	}
	list := &node{kind: array, body: new(body)}
	add := func(url string, like origin, pointer string) {
		at := pointerTo(owner.pointer, "servers", itoa(len(list.body.items)))
		owner.file.lead(at, move{pointer, inner})
		owner.file.lead(pointerTo(at, "url"), move{pointer, inner})
		list.body.items = append(list.body.items, c.object(owner.file, like, c.field(owner.file, "url", like, c.new(owner.file, text, like, url))))
	}
	var first origin
	switch {
	case host != "" && schemes.node != nil && len(schemes.node.items()) > 0:
		seen := make(map[string]bool)
		for i, s := range schemes.node.items() {
			if s.kind == text && s.value != "" && !seen[s.value] {
				seen[s.value] = true
				add(s.value+"://"+host+strings.TrimSuffix(base, "/"), atValue(s), schemes.item(i).pointer)
			}
		}
		first = atKey(schemes.key)
	case owner.node != c.root.node:
	case host != "":
		f := c.root.node.field("host")
		first = atValue(f.value)
		add("//"+host+strings.TrimSuffix(base, "/"), first, "/host")
	case base != "":
		f := c.root.node.field("basePath")
		first = atValue(f.value)
		add(base, first, "/basePath")
	}
	if len(list.body.items) == 0 {
		return nil
	}
	list.mark = first.mark
	f := c.field(owner.file, "servers", first, list)
	return &f
}

// sections makes the components object. It looks at parameters as they are written.
func (c *converter) sections(x found) []field {
	var out []field
	section := func(from, to string, keep func(place) bool) {
		x.file.lead("/components/"+to, move{"/" + from, chain})
		p, ok := x.child(from)
		if !ok {
			return
		}
		value := p.node
		if keep != nil && p.node.kind == object && p.node.ref() == nil {
			like := *p.node
			like.body = new(body)
			for i := range p.node.fields() {
				if f := &p.node.fields()[i]; keep(p.at(f)) {
					like.body.fields = append(like.body.fields, *f)
				}
			}
			if len(like.body.fields) == 0 && len(p.node.fields()) > 0 {
				return
			}
			value = &like
		}
		out = append(out, c.field(x.file, to, atKey(p.key), value))
	}
	section("definitions", "schemas", nil)
	section("responses", "responses", nil)
	section("parameters", "parameters", func(p place) bool {
		_, in := c.parameterOf(p)
		return in != "body" && in != "formData"
	})
	section("parameters", "requestBodies", func(p place) bool {
		_, in := c.parameterOf(p)
		return in == "body"
	})
	section("securityDefinitions", "securitySchemes", nil)
	return out
}

func (c *converter) document(x found, sections []field) {
	fields := slices.Clone(x.node.fields())
	if len(sections) > 0 {
		at := atKey(&sections[0])
		at.text = x.file.spelled[at.mark]
		fields = append(fields, c.field(x.file, "components", at, c.object(x.file, at, sections...)))
	}
	schemes, _ := x.child("schemes")
	if servers := c.servers(x.place, schemes); servers != nil {
		fields = append(fields, *servers)
	}
	set(x.node, fields)
}
