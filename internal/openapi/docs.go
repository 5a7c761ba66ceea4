package openapi

import (
	"bytes"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// Deprecation is an operation, a parameter, a header, a schema or a property that is deprecated.
type Deprecation struct {
	// At is its key; the name of a parameter.
	At facts.ID `json:"at"`
	// Of names it for people: "GET /users", `query parameter "limit" of GET /users`.
	Of string `json:"of"`
	// Kind is "operation", "parameter", "header", "schema" or "property".
	Kind string `json:"kind"`
	// IsExplained says that its description or summary, or an extension about deprecation, has words that say what to use in its stead, why,
	// or until when it works.
	IsExplained bool `json:"is_explained"`
}

// NamedExample is an entry of a map of examples.
type NamedExample struct {
	// At is its key.
	At facts.ID `json:"at"`
	// Name is the key.
	Name string `json:"name"`
}

// docs are what the walk notes for the facts about documentation, which need to know who uses what.
type docs struct {
	texts textNotes
	// properties is the number of properties of the schemas before the one at hand.
	properties int
	// owners are the schemas with properties.
	owners []ownerRow
	// schemas are the rows of the table of schemas by their object.
	schemas map[*node]int
	// members are the schemas that properties have, by row.
	members []member
	// media, responses, bodies, headers and deprecations are the objects of the rows of these tables.
	media                                    []member
	responses, bodies, headers, deprecations []*node
	// parameters are the schemas of parameters by their row.
	parameters map[int]member
	// items are the path items, which give parameters to all of their operations, by the first path that they stand under in
	// alphabetical order.
	items map[*node]item
	// success are the media types of responses for success.
	success map[*node]bool
}

// ownerRow is a row of the table of schemas, with its rows in the table of properties.
type ownerRow struct{ row, first, count int }

// item is a path item, by the path that it stands under.
type item struct {
	place
	of string
}

// member is a schema below another object, in its file.
type member struct {
	file *file
	node *node
	base string
}

func (m member) place() place { return place{file: m.file, node: m.node} }

// docLabel is what an object is called for people. An object that is written once and used at several places is called by
// its name in the components, or else by the first of its uses in alphabetical order.
type docLabel struct {
	text  string
	named bool
}

// noteDocs collects what the facts about documentation need of an object, after its row was added.
func (w *walk) noteDocs(k objectKind, n *node, key *field) {
	m, d := w.model, &w.docs
	name := w.nameOf(n, key)
	of := w.subject(k, n, name)
	deprecated := ""
	switch k {
	case schemaObject:
		if d.schemas == nil {
			d.schemas = make(map[*node]int)
		}
		d.schemas[n] = len(m.Schemas) - 1
		w.noteProperties(n)
		deprecated = "schema"
		if of.isProperty {
			deprecated = "property"
		} else if n.entity == wholeDocument {
			deprecated, name = "", "" // an element of a composition or the like
		}
	case parameterObject:
		deprecated, name = "parameter", n.text("name")
		w.noteParameter(n)
	case headerObject:
		deprecated = "header"
		d.headers = append(d.headers, n)
		if s := n.get("schema"); s != nil {
			m.Headers[len(m.Headers)-1].SchemaIsDescribed = w.isDescribed(place{file: w.file, node: s}, w.base)
		}
	case responseObject:
		name = ""
		if v := n.get("description"); v != nil && v.kind == text {
			m.Responses[len(m.Responses)-1].DescriptionIsBlank = strings.TrimSpace(v.value) == "" && !hasText(n, "summary")
		}
		d.responses = append(d.responses, n)
	case requestBodyObject:
		d.bodies = append(d.bodies, n)
		name = ""
	case mediaTypeObject:
		d.media = append(d.media, member{w.file, n, w.base})
		return
	case operationObject:
		deprecated, name = "operation", n.text("operationId")
	case tagObject:
		name = n.text("name")
	case exampleObject:
		if name != "" {
			m.NamedExamples = append(m.NamedExamples, NamedExample{At: w.objectAt(n, key), Name: name})
		}
	case infoObject:
		w.noteInfo(n, key)
	case contactObject:
		if m.Info == nil {
			break
		}
		m.Info.Contact = &Contact{At: w.objectAt(n, key), HasName: hasText(n, "name"), HasURL: hasText(n, "url"), HasEmail: hasText(n, "email")}
	case licenseObject:
		if m.Info == nil {
			break
		}
		m.Info.License = &License{At: w.objectAt(n, key), HasURL: hasText(n, "url"), HasIdentifier: hasText(n, "identifier")}
	}
	if deprecated != "" && n.isTrue("deprecated") {
		at := w.objectAt(n, key)
		if k == parameterObject {
			at = w.fieldAt(n, key, "name")
		}
		m.Deprecations = append(m.Deprecations, Deprecation{At: at, Of: of.String(), Kind: deprecated, IsExplained: explains(n)})
		d.deprecations = append(d.deprecations, n)
	}
	w.noteTexts(k, n, of, name)
}

// isProperty reports whether the pointer at hand is that of a property of a schema.
func (w *walk) isProperty() bool {
	if w.parent != schemaObject {
		return false
	}
	i := bytes.LastIndexByte(w.pointer, '/')
	return i >= 0 && bytes.HasSuffix(w.pointer[:i], []byte("/properties"))
}

// subject is what is known of an object where it is written. Most are never spoken of.
type subject struct {
	kind       objectKind
	node       *node
	key        string
	component  string // its name in the components
	owner      string // the name of the component that it is a part of
	isProperty bool
}

func (w *walk) subject(k objectKind, n *node, key string) subject {
	s := subject{kind: k, node: n, key: key}
	if n.entity != wholeDocument && k != operationObject {
		s.component = w.usage.names[n.entity]
	}
	if k == schemaObject {
		s.isProperty = w.isProperty()
		if w.owner > wholeDocument {
			s.owner = w.usage.names[w.owner]
		}
	}
	return s
}

// String names the object for people.
func (s subject) String() string {
	if l := componentLabels[s.kind]; l != "" && s.component != "" {
		return l + " " + quote(s.component)
	}
	switch s.kind {
	case infoObject:
		return "the API"
	case tagObject:
		return "tag " + quote(s.node.text("name"))
	case parameterObject:
		return parameterLabel(s.node.text("in"), s.node.text("name"))
	case headerObject:
		return "header " + quote(s.key)
	case responseObject:
		return "response " + quote(s.key)
	case requestBodyObject:
		return "the request body"
	case operationObject:
		return strings.ToUpper(shorten(s.key))
	case exampleObject:
		return "example " + quote(s.key)
	case linkObject:
		return "link " + quote(s.key)
	case pathItemObject:
		return shorten(s.key)
	case securitySchemeObject:
		return "security scheme " + quote(s.key)
	case serverObject:
		return "server " + quote(s.node.text("url"))
	case schemaObject:
		part := "a schema"
		if s.isProperty {
			part = "property " + quote(s.key)
		}
		if s.owner != "" {
			part += " of " + quote(s.owner)
		}
		return part
	}
	return objects()[s.kind].name
}

// componentLabels are what entries of the components are called.
var componentLabels = map[objectKind]string{
	schemaObject: "schema", responseObject: "response", parameterObject: "parameter", requestBodyObject: "request body", headerObject: "header",
	exampleObject: "example", linkObject: "link", securitySchemeObject: "security scheme",
}

func parameterLabel(in, name string) string {
	switch in {
	case "path", "query", "header", "cookie":
		return in + " parameter " + quote(name)
	}
	return "parameter " + quote(name)
}

// noteProperties completes the rows of the properties of a schema that was just entered.
func (w *walk) noteProperties(n *node) {
	m, d := w.model, &w.docs
	first := d.properties
	d.properties = len(m.Properties)
	if first == len(m.Properties) {
		return
	}
	fields := n.get("properties").fields()
	described := 0
	for i := first; i < len(m.Properties); i++ {
		x := member{w.file, fields[i-first].value, w.base}
		d.members = append(d.members, x)
		if m.Properties[i].HasDescription = w.isDescribed(x.place(), w.base); m.Properties[i].HasDescription {
			described++
		}
	}
	row := &m.Schemas[len(m.Schemas)-1]
	d.owners = append(d.owners, ownerRow{len(m.Schemas) - 1, first, len(m.Properties) - first})
	row.DescribesNoProperty = described == 0
	for i := first; i < len(m.Properties); i++ {
		m.Properties[i].SiblingsAreDescribed = described > 0
	}
}

func (w *walk) noteParameter(n *node) {
	i := len(w.model.Parameters) - 1
	row := &w.model.Parameters[i]
	row.HasExample = n.has("example") || hasExamples(n)
	row.ShowsValues = row.HasExample || showsValues(n.text("description"))
	if isOfCaller(n.text("description")) {
		if w.callersVersions == nil {
			w.callersVersions = make(map[int]bool)
		}
		w.callersVersions[i] = true
	}
	x := member{w.file, n.get("schema"), w.base}
	if content := n.get("content").fields(); len(content) == 1 {
		x.node = content[0].value.get("schema")
		row.HasExample = row.HasExample || content[0].value.has("example") || hasExamples(content[0].value)
	}
	if x.node != nil {
		if w.docs.parameters == nil {
			w.docs.parameters = make(map[int]member)
		}
		w.docs.parameters[i] = x
		row.SchemaIsDescribed = w.isDescribed(x.place(), x.base)
	}
}

// joins reports whether a text has a comma or a colon without space in a word, as a value has: fieldName,ASC or price:asc,date:desc.
func joins(text string) bool {
	for i := 1; i < len(text)-1; i++ {
		if c := text[i]; (c == ',' || c == ':') && isLetter(text[i-1]) && isLetter(text[i+1]) {
			return true
		}
	}
	return false
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// showsValues reports whether a description has a value in it, in code, in quotes or in a list, or leads to where they are described.
func showsValues(description string) bool {
	return strings.ContainsAny(description, "`\"“") || strings.Count(description, "'") > 1 || strings.Contains(description, "\n- ") || strings.Contains(description, "\n* ") ||
		indexFold(description, "e.g.") >= 0 || indexFold(description, "for example") >= 0 || indexFold(description, "<li>") >= 0 || indexFold(description, "<code>") >= 0 ||
		strings.Contains(description, "](") || joins(description)
}

func (w *walk) noteInfo(n *node, key *field) {
	if w.model.Info != nil {
		return
	}
	d := &Info{At: w.objectAt(n, key)}
	w.model.Info = d
	if v := n.get("title"); v != nil && v.kind == text {
		at := w.fieldAt(n, key, "title")
		d.TitleAt = &at
	}
	value := func(name string) (string, *facts.ID) {
		v := n.get(name)
		if v == nil {
			return "", nil
		}
		at := w.fieldAt(n, key, name)
		return v.value, &at
	}
	d.APIID, d.APIIDAt = value("x-api-id")
	d.Audience, d.AudienceAt = value("x-audience")
}

// explanations are words with which a deprecation says more than that it is one.
var explanations = []string{
	"use ", "using ", "instead", "replace", "supersede", "prefer", "migrat", "moved to", "switch to", "in favor of", "in favour of", "renamed", "see ", "alternative",
	"no longer", "removed", "removal", "sunset", "will be ", "until", "since ", "because", "ignored", "no effect", "always ", "obsolete", "legacy", "refer to", "equivalent",
	"deprecated on ", "deprecated in ", "deprecated as of", "deprecated by ", "not used", "unused", "now ", "discontinued", "unsupported", "not supported",
}

// explains reports whether a deprecated object says what to use in its stead, why, or until when it works.
func explains(n *node) bool {
	for i := range n.fields() {
		f := &n.fields()[i]
		switch {
		case strings.HasPrefix(f.name, "x-") && (strings.Contains(f.name, "deprecat") || strings.Contains(f.name, "sunset") || strings.Contains(f.name, "replace")):
			if f.value.body != nil || f.value.kind == text && strings.TrimSpace(f.value.value) != "" {
				return true
			}
		case (f.name == "description" || f.name == "summary") && f.value.kind == text:
			for _, e := range explanations {
				if indexFold(f.value.value, e) >= 0 {
					return true
				}
			}
		case f.name == "description" && f.value.ref() != nil:
			return true // it is in a file that is not read
		}
	}
	return false
}

// documentation completes the facts about documentation.
func (a *assembly) documentation() {
	labels := a.labels()
	m, d := a.model, &a.docs
	for i, n := range d.responses {
		m.Responses[i].Label = labels[n].text
	}
	for i, n := range d.bodies {
		m.RequestBodies[i].Label = labels[n].text
	}
	for i, n := range d.headers {
		m.Headers[i].Label = labels[n].text
	}
	for n, i := range a.parameters {
		m.Parameters[i].Label = labels[n].text
	}
	for i, n := range d.deprecations {
		if l, ok := labels[n]; ok {
			m.Deprecations[i].Of = l.text
		}
	}
	a.examples(labels)
	a.describeTexts(labels)
	a.completeTags()
	a.docs = docs{}
}

// labels names the objects that operations and components have.
func (a *assembly) labels() map[*node]docLabel {
	out := make(map[*node]docLabel)
	success := make(map[*node]bool)
	a.docs.success = success
	name := func(n *node, text string, named bool) {
		l, ok := out[n]
		if !ok || named && !l.named || named == l.named && text < l.text {
			out[n] = docLabel{text, named}
		}
	}
	content := func(p place, of string, named bool) {
		if c, ok := a.child(p, "content"); ok {
			a.spent += 8 * len(c.node.fields())
			for i := range c.node.fields() {
				name(c.node.fields()[i].value, of, named)
			}
		}
	}
	headers := func(p place, of string, named bool) {
		if hs, ok := a.child(p, "headers"); ok {
			a.spent += 8 * len(hs.node.fields())
			for i := range hs.node.fields() {
				f := &hs.node.fields()[i]
				if t := a.follow(hs.at(f), ""); t.failure == resolved && (named || !out[t.node].named) {
					l := "header " + quote(f.name) + " of " + of
					name(t.node, l, named)
					content(t.place, l, named)
				}
			}
		}
	}
	if components, ok := a.child(a.root, "components"); ok {
		for section, k := range map[string]objectKind{"responses": responseObject, "requestBodies": requestBodyObject, "headers": headerObject, "parameters": parameterObject} {
			all, ok := a.child(components, section)
			if !ok {
				continue
			}
			for i := range all.node.fields() {
				f := &all.node.fields()[i]
				t := a.follow(all.at(f), "")
				if t.failure != resolved || t.node.kind != object {
					continue
				}
				l := componentLabels[k] + " " + quote(f.name)
				if k == parameterObject {
					l = parameterLabel(t.node.text("in"), t.node.text("name"))
				}
				name(t.node, l, true)
				content(t.place, l, true)
				headers(t.place, l, true)
			}
		}
	}
	parameters := func(p place, of string) {
		ps, ok := a.child(p, "parameters")
		if !ok {
			return
		}
		a.spent += 8 * len(ps.node.items())
		for i := range ps.node.items() {
			if t := a.follow(ps.item(i), ""); t.failure == resolved && t.node.kind == object {
				l := parameterLabel(t.node.text("in"), t.node.text("name")) + " of " + of
				name(t.node, l, false)
				content(t.place, l, false)
			}
		}
	}
	for _, item := range a.docs.items {
		parameters(item.place, shorten(item.of))
	}
	for i := range a.operations {
		if a.full() {
			break
		}
		op, of := a.operations[i].at, shorten(a.model.Operations[i].Label)
		name(op.node, of, false)
		parameters(op, of)
		if body, ok := a.child(op, "requestBody"); ok {
			name(body.node, "the request body of "+of, false)
			content(body, "the request body of "+of, false)
		}
		all, ok := a.child(op, "responses")
		if !ok {
			continue
		}
		a.spent += 8 * len(all.node.fields())
		for j := range all.node.fields() {
			f := &all.node.fields()[j]
			t := a.follow(all.at(f), "")
			if t.failure != resolved || t.node.kind != object {
				continue
			}
			l := "the " + shorten(f.name) + " response of " + of
			name(t.node, l, false)
			content(t.place, l, false)
			headers(t.place, l, false)
			if c, ok := a.child(t.place, "content"); ok && strings.HasPrefix(f.name, "2") {
				for k := range c.node.fields() {
					success[c.node.fields()[k].value] = true
				}
			}
		}
	}
	return out
}

// examples completes the facts about examples.
func (a *assembly) examples(labels map[*node]docLabel) {
	m, d := a.model, &a.docs
	for i, x := range d.media {
		row := &m.MediaTypes[i]
		row.Label, row.LackingAt = labels[x.node].text, []facts.ID{}
		switch {
		case d.success[x.node]:
			row.Carries = "success"
		case row.Owner == "request_body":
			row.Carries = "request"
		}
	}
	if t := a.tables; !t.Want("properties") && !t.Want("parameters") && !t.Want("api") && !t.WantAny("media_types", "shows_example", "example_of", "example_at", "lacking_at") {
		return
	}
	e := exemplars{r: a.reader}
	properties, media, parameters := make([]int, len(d.members)), make([]int, len(d.media)), make(map[int]int, len(d.parameters))
	for i, x := range d.members {
		properties[i] = e.add(x.place(), x.base)
	}
	for i, x := range d.parameters {
		parameters[i] = e.add(x.place(), x.base)
	}
	for i, x := range d.media {
		media[i] = shown
		if s, ok := schemaOf(x); ok && !x.node.has("example") && !hasExamples(x.node) {
			media[i] = e.add(s, x.base)
		}
	}
	e.finish()
	for i := range properties {
		m.Properties[i].HasExample = e.has(properties[i])
	}
	for i, x := range parameters {
		row := &m.Parameters[i]
		row.HasExample = row.HasExample || e.has(x)
		row.ShowsValues = row.ShowsValues || e.has(x) || a.hasPattern(d.parameters[i])
	}
	byRow := make(map[int]ownerRow, len(d.owners))
	for _, o := range d.owners {
		byRow[o.row] = o
	}
	first := make(map[*node][]facts.ID)
	for i, x := range d.media {
		row := &m.MediaTypes[i]
		if row.ShowsExample = e.has(media[i]); row.ShowsExample {
			continue
		}
		at := row.At
		row.ExampleOf = row.Label
		if schema := a.named(x); schema != nil {
			at, row.ExampleOf = schema.At, "schema "+quote(schema.Name)
		}
		row.ExampleAt = &at
		if s, ok := schemaOf(x); ok {
			row.LackingAt = a.lacking(a.follow(s, x.base), byRow, first, 0)
		}
	}
}

// lacking returns the place of the first property, by name, that has no example: of a schema, of what it extends, or of an
// array's items.
func (a *assembly) lacking(t target, byRow map[int]ownerRow, known map[*node][]facts.ID, depth int) []facts.ID {
	if t.failure != resolved || t.node == nil || depth == maxAlternatives {
		return []facts.ID{}
	}
	if ids, ok := known[t.node]; ok {
		return ids
	}
	ids := []facts.ID{}
	known[t.node] = ids // for schemas that contain themselves
	best := ""
	if row, ok := a.docs.schemas[t.node]; ok {
		o := byRow[row]
		for _, p := range a.model.Properties[o.first : o.first+o.count] {
			if !p.HasExample && (len(ids) == 0 || p.Name < best) {
				best, ids = p.Name, []facts.ID{p.At}
			}
		}
	}
	if list, ok := t.child("allOf"); ok && len(ids) == 0 {
		for i := range list.node.items()[:min(len(list.node.items()), maxAlternatives)] {
			if ids = a.lacking(a.follow(list.item(i), t.base), byRow, known, depth+1); len(ids) > 0 {
				break
			}
		}
	}
	if items, ok := t.child("items"); ok && len(ids) == 0 {
		ids = a.lacking(a.follow(items, t.base), byRow, known, depth+1)
	}
	known[t.node] = ids
	return ids
}

// schemaOf returns the schema of a media type.
func schemaOf(x member) (place, bool) {
	if s, ok := x.place().child("schema"); ok {
		return s, true
	}
	return x.place().child("itemSchema")
}

// named returns the component that a media type's schema refers to, or lists; nil when there is none.
func (a *assembly) named(x member) *Schema {
	s, ok := schemaOf(x)
	if !ok {
		return nil
	}
	t := a.follow(s, x.base)
	if i, ok := a.docs.schemas[t.node]; ok && a.model.Schemas[i].Name != "" {
		return &a.model.Schemas[i]
	}
	if t.failure != resolved || t.node == nil {
		return nil
	}
	if items, ok := t.child("items"); ok {
		if i, ok := a.docs.schemas[a.follow(items, t.base).node]; ok && a.model.Schemas[i].Name != "" {
			return &a.model.Schemas[i]
		}
	}
	return nil
}

// hasPattern reports whether a schema, or the items of an array, has a pattern or properties of its own, or an alternative that has.
func (a *assembly) hasPattern(x member) bool {
	t := a.follow(x.place(), x.base)
	for range 2 {
		if t.failure != resolved || t.node == nil {
			return true
		}
		if t.node.has("pattern") || t.node.has("properties") || showsValues(t.node.text("description")) {
			return true
		}
		for _, keyword := range [...]string{"oneOf", "anyOf", "allOf"} {
			if alternatives, ok := t.child(keyword); ok && slices.ContainsFunc(alternatives.node.items(), narrows) {
				return true
			}
		}
		items, ok := t.child("items")
		if !ok {
			return false
		}
		t = a.follow(items, t.base)
	}
	return false
}

// narrows reports whether an element of a composition tells more of a value than its type.
func narrows(n *node) bool {
	return n.ref() != nil || n.has("pattern") || n.has("properties") || n.has("enum") || n.has("const")
}

// noteItem notes a path item, and whether a text of it speaks for the operation whose row is given.
func (a *assembly) noteItem(p place, name string, row int) {
	a.model.Operations[row].PathHasText = hasText(p.node, "summary") || hasText(p.node, "description")
	if first, ok := a.docs.items[p.node]; !ok || name < first.of {
		if a.docs.items == nil {
			a.docs.items = make(map[*node]item)
		}
		a.docs.items[p.node] = item{p, name}
	}
}

// completeTags guesses which declared tag is meant by one that is not declared, and finds the tags that need no operation.
func (a *assembly) completeTags() {
	var known []string
	chapters := make(map[string]bool)
	if tags, ok := a.child(a.root, "tags"); ok {
		for _, t := range tags.node.items() {
			if t.isTrue("x-traitTag") {
				chapters[t.text("name")] = true
			}
			chapters[t.text("parent")] = true
		}
	}
	for i := range a.model.Tags {
		if t := &a.model.Tags[i]; t.IsDeclared {
			known = append(known, t.Name)
			t.IsChapter = chapters[t.Name]
		}
	}
	for i := range a.model.Tags {
		if t := &a.model.Tags[i]; !t.IsDeclared && len(known) > 0 {
			t.Suggestion = a.suggest(t.Name, known)
		}
	}
}
