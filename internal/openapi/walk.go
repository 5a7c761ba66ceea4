package openapi

import (
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// walk visits every object of the document once, in its own file, by the table of the objects. References are not walked
// through: what they lead to is put on a list, so that the depth of the recursion is that of a file.
type walk struct {
	*reader
	file *file
	// pointer is that of the value at hand. It is a stack: what is pushed is cut off again.
	pointer []byte
	// base is the $id that references at hand are relative to.
	base string
	// owner is the entity that the value at hand is a part of.
	owner int32
	// parent is the object that the value at hand is a field of, and parentKey the key which that object stands under.
	parent    objectKind
	parentKey *field
	pending   []task
	// parameters are the rows of the parameters table by their object.
	parameters map[*node]int
	// schemas are the entities of the rows of the schemas table.
	schemas []int32
	// bit is how the walk marks the objects that it has met.
	bit visit
	// original says that a Swagger 2.0 document is held against its specification, as it is written: no rows, no users.
	original bool
	// converted says that the document was held against its specification before: structure is not judged again.
	converted bool
	// found are the objects of a Swagger 2.0 document that take another shape.
	found []found
	// links are looked at when the operations are known.
	links []linkTarget
	// operationRefs are the operationRefs of links.
	operationRefs []string
	// extends are schemas that allOf others, whose discriminator may lead to them.
	extends []extension
	// docs are what the facts about documentation need.
	docs docs
	// callersVersions are the parameters by their row whose description says that they are for the version of a thing of the caller's.
	callersVersions map[int]bool
	// examples are the values that must fit a schema.
	examples []example
	// requirementOwners are the entities of the rows of the security requirements table.
	requirementOwners []int32
	// scopes are the rows of the scopes table; told are the schemes all of whose flows tell their scopes.
	scopes map[scopeKey]int
	told   map[string]bool
	// scopeFlows are the flows that the rows of the scopes table are from.
	scopeFlows []string
	// sensitivity is what names say of their values, secrets are the properties that give access.
	sensitivity map[string]string
	secrets     []secret
	// delicate are the places of sensitive parameters.
	delicate map[SensitiveParameter][]facts.ID
	// rows are the rows of responses and media types by their object.
	rows map[*node]int
	// within are the schemas that the walk is in.
	within []named
	// schemaPlaces are where the rows of the schemas table are written, propertyPlaces the schemas of the rows of the properties
	// table.
	schemaPlaces   []written
	propertyPlaces []*node
	// currencyOf is the schema whose properties were last looked at for a currency.
	currencyOf  *node
	hasCurrency bool
	// snakes are names in snake_case.
	snakes map[string]string
}

// task is a value that a reference leads to.
type task struct {
	target target
	spec   *spec
	parent objectKind
}

type extension struct {
	schema int32 // entity
	base   target
}

// wholeDocument is the owner of what is no component.
const wholeDocument int32 = 0

// unowned is the owner while the walk is between components: being declared is no use.
const unowned int32 = -1

func (w *walk) run(root place, document objectKind) {
	w.file, w.owner = root.file, wholeDocument
	if w.original {
		w.owner = unowned
	}
	w.object(document, root.node, nil)
	for len(w.pending) > 0 {
		t := w.pending[len(w.pending)-1]
		w.pending = w.pending[:len(w.pending)-1]
		if t.target.node.visited&w.bit != 0 {
			continue
		}
		w.file, w.base, w.parent, w.parentKey = t.target.file, t.target.base, t.parent, nil
		w.pointer = append(w.pointer[:0], t.target.pointer...)
		w.owner = t.target.entity
		if w.componentName(t.target.node) != "" {
			w.parent = componentsObject
		}
		w.value(t.spec, t.target.node, t.target.key)
	}
}

func (w *walk) push(token string) int {
	n := len(w.pointer)
	w.pointer = appendToken(w.pointer, token)
	return n
}

func (w *walk) pushIndex(i int) int {
	n := len(w.pointer)
	w.pointer = strconv.AppendInt(append(w.pointer, '/'), int64(i), 10)
	return n
}

func (w *walk) pop(n int) { w.pointer = w.pointer[:n] }

// value visits what a field holds.
func (w *walk) value(s *spec, n *node, key *field) {
	if n.kind == unread {
		return
	}
	if s.container == single {
		w.single(s, n, key)
		return
	}
	if n.ref() != nil && s.shape != anything {
		w.reference(s, n)
		return
	}
	if s.container == list && n.kind != array {
		w.wrongType(n, key, "a list")
		return
	}
	if s.container == dictionary && n.kind != object {
		w.wrongType(n, key, "a mapping")
		return
	}
	if n.visited&w.bit != 0 {
		return // shared by YAML aliases
	}
	n.visited |= w.bit
	if s.container == list {
		if len(n.items()) == 0 && s.nonEmpty&w.version != 0 && key != nil {
			w.violate(w.keyAt(key), "wrong-value", quote(key.name)+" is an empty list", "add an element or remove the key")
		}
		one := *s
		one.container = single
		for i, item := range n.items() {
			p := w.pushIndex(i)
			w.single(&one, item, nil)
			w.pop(p)
		}
		return
	}
	one := *s
	one.container = single
	for i := range n.fields() {
		f := &n.fields()[i]
		p := w.push(f.name)
		if strings.HasPrefix(f.name, "x-") && f.value.kind != object {
			w.data(f.value) // an extension; headers, however, are named like that
		} else {
			w.single(&one, f.value, f)
		}
		w.pop(p)
	}
}

func (w *walk) single(s *spec, n *node, key *field) {
	if n.kind == unread || w.full() {
		return
	}
	switch s.shape {
	case anything:
		w.data(n)
	case stringShape:
		w.string(s, n, key)
	case refShape:
		if n.kind != text {
			w.wrongType(n, key, "a string")
		}
	case boolShape:
		if n.kind != boolean {
			w.wrongType(n, key, "true or false")
		}
	case numberShape:
		if n.kind != number {
			w.wrongType(n, key, "a number")
		}
	case integerShape:
		if !isCount(n) {
			w.wrongType(n, key, "a whole number that is not negative")
		}
	case boundShape:
		switch {
		case w.is31 && n.kind == boolean:
			w.violate(w.valueAt(n, key), "wrong-version", quote(key.name)+" is a number in "+w.version.name()+"; true and false are OpenAPI 3.0",
				"give the bound itself, in place of "+quote(bound(key.name)))
		case !w.is31 && n.kind == number:
			w.violate(w.valueAt(n, key), "wrong-version", quote(key.name)+" is true or false in OpenAPI 3.0; a number is OpenAPI 3.1",
				say("write %s: %s and %s: true", bound(key.name), n.value, key.name))
		case n.kind != boolean && n.kind != number:
			w.wrongType(n, key, map[bool]string{true: "a number", false: "true or false"}[w.is31])
		}
	case typeShape:
		w.typeKeyword(n, key)
	case schemaOrList:
		if n.kind != array {
			w.object(s.object, n, key)
			break
		}
		for i, item := range n.items() {
			p := w.pushIndex(i)
			w.object(s.object, item, nil)
			w.pop(p)
		}
	case schemaOrBool:
		if n.kind != boolean {
			w.object(s.object, n, key)
		}
	case objectShape:
		w.object(s.object, n, key)
	}
}

func bound(name string) string {
	if name == "exclusiveMaximum" {
		return "maximum"
	}
	return "minimum"
}

func isCount(n *node) bool {
	if n.kind != number {
		return false
	}
	v, err := strconv.ParseFloat(n.value, 64)
	return err == nil && v >= 0 && v == math.Trunc(v)
}

func (w *walk) string(s *spec, n *node, key *field) {
	if n.kind != text {
		if n.ref() != nil {
			// Bundlers put the content of a file in the place of such a description.
			w.reference(s, n)
			return
		}
		w.wrongType(n, key, "a string")
		return
	}
	if s.enum == nil {
		return
	}
	allowed := s.allowed(w.version)
	if slices.Contains(allowed, n.value) {
		return
	}
	if slices.Contains(s.more, n.value) {
		w.violate(w.valueAt(n, key), "wrong-version", say("%s cannot be %q in %s; it came with %s", quoteKey(key), n.value, w.version.name(), s.moreIn.name()),
			"use one of "+strings.Join(allowed, ", "))
		return
	}
	hint := "use one of " + strings.Join(allowed, ", ")
	if len(allowed) == 1 {
		hint = "use " + allowed[0]
	}
	if near := nearest(n.value, allowed); near != "" {
		hint = "did you mean " + quote(near) + "?"
	}
	w.violate(w.valueAt(n, key), "wrong-value", say("%s cannot be %q", quoteKey(key), n.value), hint)
}

func quoteKey(key *field) string {
	if key == nil {
		return "this value"
	}
	return quote(key.name)
}

var types = []string{"array", "boolean", "integer", "number", "object", "string"}

func (w *walk) typeKeyword(n *node, key *field) {
	check := func(n *node, key *field) {
		if n.kind != text {
			w.wrongType(n, key, "a string")
			return
		}
		for _, t := range types {
			if t == n.value {
				return
			}
		}
		if n.value == "null" {
			if w.version == v30 {
				w.violate(w.valueAt(n, key), "wrong-version", `there is no type "null" in OpenAPI 3.0`, "write nullable: true beside the type of the value")
			}
			return
		}
		hint := "use one of " + strings.Join(types, ", ")
		switch near := nearest(n.value, types); {
		case n.value == "file" && w.version == v20:
			return // see enter20
		case n.value == "file":
			hint = "write type: string and format: binary"
		case near != "":
			hint = "did you mean " + quote(near) + "?"
		}
		w.violate(w.valueAt(n, key), "wrong-value", say("there is no type %q", n.value), hint)
	}
	if n.kind != array {
		check(n, key)
		return
	}
	if w.version == v30 {
		hint := "give one type, or describe the alternatives with oneOf"
		if len(n.items()) == 2 && (n.items()[0].value == "null" || n.items()[1].value == "null") {
			hint = "give one type, and nullable: true"
		}
		w.violate(w.valueAt(n, key), "wrong-version", "a list of types is OpenAPI 3.1; in OpenAPI 3.0 a schema has one type", hint)
		return
	}
	for i, item := range n.items() {
		p := w.pushIndex(i)
		check(item, nil)
		w.pop(p)
	}
}

// object visits an object of the specification.
func (w *walk) object(k objectKind, n *node, key *field) {
	if k == schemaObject && w.is31 && n.kind == boolean {
		return
	}
	if n.kind != object {
		w.wrongType(n, key, "a mapping")
		return
	}
	if w.original {
		w.object20(k, n, key)
		return
	}
	if k == operationObject && n.entity == wholeDocument && n.ref() == nil {
		n.entity = w.entity()
	}
	if e := n.entity; e != wholeDocument && e != w.owner {
		w.edge(w.owner, e)
		outer := w.owner
		w.owner = e
		defer func() { w.owner = outer }()
	}
	if n.visited&w.bit != 0 {
		return
	}
	n.visited |= w.bit
	if k == schemaObject && w.is31 {
		if id := n.text("$id"); id != "" {
			outer := w.base
			w.base = join(w.base, id)
			defer func() { w.base = outer }()
		}
	}
	if ref := n.ref(); ref != nil {
		w.reference(&spec{shape: objectShape, object: k}, n)
		// What stands beside a reference is ignored, except where the specification says how the two go together.
		if k != pathItemObject && (k != schemaObject || !w.is31) || len(n.fields()) == 1 {
			return
		}
	}
	if k == schemaObject && w.is31 {
		w.dynamicRef(n)
	}
	outerParent, outerKey := w.parent, w.parentKey
	w.enter(k, n, key)
	w.noteDocs(k, n, key)
	o := &objects()[k]
	w.parent, w.parentKey = k, key
	for i := range n.fields() {
		f := &n.fields()[i]
		p := w.push(f.name)
		w.field(k, o, n, f)
		w.pop(p)
	}
	if !w.converted {
		w.required(o, n, key)
		w.check(k, n, key)
	}
	w.parent, w.parentKey = outerParent, outerKey
	w.collect(k, n, key)
}

// field visits a field of an object.
func (w *walk) field(k objectKind, o *objectSpec, n *node, f *field) {
	if strings.HasPrefix(f.name, "x-") && !o.closed {
		w.extension(f)
		w.data(f.value)
		return
	}
	if o.pattern != nil {
		w.pattern(k, o, f)
		return
	}
	s, ok := o.fields[f.name]
	if ok && s.in&w.version != 0 {
		if k == documentObject && f.name == "components" {
			outer := w.owner
			w.owner = unowned
			w.value(s, f.value, f)
			w.owner = outer
			return
		}
		w.value(s, f.value, f)
		return
	}
	if f.name == "$ref" {
		if f.value.kind != text {
			w.wrongType(f.value, f, "a string")
		}
		return
	}
	if k == schemaObject && w.is31 {
		w.data(f.value) // JSON Schema allows further keywords
		return
	}
	if w.converted {
		return // it belongs to the document as it was written
	}
	w.unknown(k, o, f, s)
	w.data(f.value)
}

// pattern visits an entry of an object whose keys are patterns or names.
func (w *walk) pattern(k objectKind, o *objectSpec, f *field) {
	if f.name == "$ref" && f.value.kind == text {
		return // the whole object is a reference, which was visited
	}
	switch k {
	case pathsObject, paths20Object:
		if !strings.HasPrefix(f.name, "/") {
			w.violate(w.keyAt(f), "wrong-value", say("the path %q does not begin with a slash", f.name), "write "+quote("/"+f.name))
		}
	case responsesObject, responses20Object:
		if !isStatus(f.name) || k == responses20Object && strings.HasSuffix(f.name, "XX") {
			w.badStatus(f)
			return
		}
	}
	w.value(o.pattern, f.value, f)
}

// isStatus reports whether a key of the responses is one that the specification allows.
func isStatus(s string) bool {
	if s == "default" {
		return true
	}
	if len(s) != 3 || s[0] < '1' || s[0] > '5' {
		return false
	}
	return s[1:] == "XX" || s[1] >= '0' && s[1] <= '9' && s[2] >= '0' && s[2] <= '9'
}

func (w *walk) badStatus(f *field) {
	hint := `use a status from 100 to 599, a range such as "4XX", or "default"`
	if w.version == v20 {
		hint = `use a status from 100 to 599, or "default"`
	} else if up := strings.ToUpper(f.name); isStatus(up) {
		hint = "write " + quote(up)
	} else if strings.EqualFold(f.name, "default") {
		hint = `write "default"`
	}
	w.violate(w.keyAt(f), "wrong-value", say("%q is not a status code", f.name), hint)
}

// required reports the fields that are missing.
func (w *walk) required(o *objectSpec, n *node, key *field) {
	for _, name := range o.required(w.version) {
		if !n.has(name) {
			w.lacks(o, n, key, name)
		}
	}
}

func (w *walk) lacks(o *objectSpec, n *node, key *field, name string) {
	w.violate(w.objectAt(n, key), "missing-field", say("%s has no %q", o.name, name), say("add %q", name))
}

func (w *walk) wrongType(n *node, key *field, want string) {
	what := "this value"
	if key != nil {
		what = quote(key.name)
	}
	hint := "replace it by " + want
	switch {
	case n.kind == null:
		w.violate(w.valueAt(n, key), "wrong-type", what+" is empty (null); it must be "+want, "give it a value, or remove it")
		return
	case want == "a string" && n.body == nil:
		hint = "put it in quotes: " + quote(n.value)
	case (want == "a number" || want == "true or false" || strings.HasPrefix(want, "a whole")) && n.kind == text && plainKind(n.value) != text:
		hint = "remove the quotes"
	}
	count := len(w.model.Violations)
	w.violate(w.valueAt(n, key), "wrong-type", say("%s must be %s, not %s", what, want, kindName(n)), hint)
	if len(w.model.Violations) > count {
		w.mends(&w.model.Violations[count], n, want)
	}
}

func kindName(n *node) string {
	switch n.kind {
	case null:
		return "null"
	case boolean:
		return "the boolean " + n.value
	case number:
		return "the number " + n.value
	case text:
		return "a string"
	case array:
		return "a list"
	}
	return "a mapping"
}

// data visits a value that the specification says nothing of. References in it are data too, but what they name is used.
func (w *walk) data(n *node) {
	if w.original || n.body == nil || n.visited&(asObject|asData) != 0 {
		return
	}
	n.visited |= asData
	if ref := n.ref(); ref != nil {
		if t := w.resolve(w.file, w.base, ref.value.value); t.failure == resolved {
			w.edge(w.owner, w.entityOf(t))
		}
	}
	for _, item := range n.body.items {
		w.data(item)
	}
	for i := range n.body.fields {
		w.data(n.body.fields[i].value)
	}
}

// reference records a $ref, and puts what it leads to on the list of what is to be visited.
func (w *walk) reference(s *spec, n *node) {
	ref := n.ref()
	p := w.push("$ref")
	defer w.pop(p)
	at := w.valueAt(ref.value, ref)
	t := target{}
	if s.shape == stringShape {
		t = w.resolveText(w.file, ref.value.value)
	} else {
		t = w.resolve(w.file, w.base, ref.value.value)
	}
	row := Ref{At: at, Target: ref.value.value, IsExternal: !strings.HasPrefix(ref.value.value, "#")}
	for i := range n.fields() {
		if name := n.fields()[i].name; name != "$ref" && !strings.HasPrefix(name, "x-") {
			row.Siblings = append(row.Siblings, name)
		}
	}
	sort.Strings(row.Siblings)
	row.Ignored = w.ignored(s, row.Siblings)
	switch t.failure {
	case dangling, notAFile:
		w.violate(at, "broken-reference", t.problem, t.hint)
	case remote:
		w.violate(at, "remote-reference", t.problem, t.hint)
	case resolved:
		if s.shape == stringShape {
			row.IsResolved = true
			break
		}
		if w.loops(t, n) {
			break
		}
		row.IsResolved = true
		other := w.otherKind(s, t, at, ref)
		if w.original {
			if other {
				break
			}
			w.pending = append(w.pending, task{target: t, spec: s, parent: w.parent})
			break
		}
		e := w.entityOf(t)
		w.edge(w.owner, e)
		if w.parent == componentsObject && w.owner == n.entity && n.entity != wholeDocument && t.file.path != w.model.Document.File {
			w.alias(n.entity, e)
		}
		t.entity = e
		w.leads(s, t)
		if !other { // used it is, if not as what it is
			w.pending = append(w.pending, task{target: t, spec: s, parent: w.parent})
		}
	}
	if !w.converted {
		w.model.Refs = append(w.model.Refs, row)
	}
}

// loops reports whether a chain of references ends in a loop; the loop itself is a violation once, at the smallest of its
// references by file and pointer.
func (w *walk) loops(t target, n *node) bool {
	if t.node.ref() == nil {
		return false
	}
	own := strings.TrimSuffix(string(w.pointer), "/$ref")
	seen := map[*node]bool{}
	smallest := w.file.path + "#" + own
	for range maxHops {
		if t.node == n {
			if smallest == w.file.path+"#"+own {
				ref := n.ref()
				w.violate(w.valueAt(ref.value, ref), "broken-reference", say("the reference %q leads back to itself", ref.value.value),
					"refer to what is meant, or write it here")
			}
			return true
		}
		if seen[t.node] {
			return true // into a loop that it is no part of
		}
		seen[t.node] = true
		smallest = min(smallest, t.file.path+"#"+t.pointer)
		ref := t.node.ref()
		if ref == nil {
			return false
		}
		if t = w.resolve(t.file, t.base, ref.value.value); t.failure != resolved {
			return false
		}
	}
	return true
}

// keyAt, valueAt and objectAt are the places of a key, of a value, and of an object as a whole, at the pointer at hand.
func (w *walk) keyAt(f *field) facts.ID {
	return w.add(w.file, w.file.keyRange(f), string(w.pointer))
}

func (w *walk) valueAt(n *node, key *field) facts.ID {
	if n.kind == null || n.body != nil {
		return w.objectAt(n, key)
	}
	return w.add(w.file, w.file.nodeRange(n), string(w.pointer))
}

func (w *walk) objectAt(n *node, key *field) facts.ID {
	r := facts.Range{}
	switch {
	case key != nil:
		r = w.file.keyRange(key)
	case len(n.fields()) > 0:
		r = w.file.keyRange(&n.fields()[0])
	default:
		r = w.file.nodeRange(n)
	}
	return w.add(w.file, r, string(w.pointer))
}

func (w *walk) violate(at facts.ID, kind, problem, hint string) {
	if w.converted && structural[kind] {
		return
	}
	if len(w.model.Violations) < maxViolations {
		w.model.Violations = append(w.model.Violations, Violation{At: at, Kind: kind, Problem: problem, Hint: hint})
	}
}

// maxViolations bounds what one document is told: a person reads the first dozen.
const maxViolations = 10_000
