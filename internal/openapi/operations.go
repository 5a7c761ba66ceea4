package openapi

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// assembly puts together what belongs to one path or operation from the places where it is written: path items, shared
// parameters, inherited security. It runs after the walk.
type assembly struct {
	*walk
	root place
	// operations belong to the rows of the operations table.
	operations []operation
	// segments are the literal segments of the paths.
	segments []segment
	// purposes are what paths are for.
	purposes map[string]purpose
	// tags are the places where operations use a tag.
	tags map[string][]facts.ID
	httpFacts
	// shapes are the paths by their segments, collected the segments that name collections.
	shapes    []route
	collected map[string]collected
	// partial says that a path item or an operation could not be read.
	partial bool
}

// operation is what the table has no column for.
type operation struct {
	at      place
	entity  int32
	schemes []string
	idAt    *facts.ID
	// parameters are its own, which are known in full unless a reference is broken.
	parameters []parameter
	known      bool
}

func (a *assembly) run() {
	a.tags = make(map[string][]facts.ID)
	a.needsScope = needsScope(a.root.node)
	a.collected = make(map[string]collected)
	if paths, ok := a.child(a.root, "paths"); ok && paths.node.kind == object {
		templates := make(map[string][]int)
		for i := range paths.node.fields() {
			f := &paths.node.fields()[i]
			if strings.HasPrefix(f.name, "/") && !a.full() {
				a.path(paths.at(f), templates)
			}
		}
		if a.full() {
			return
		}
		a.samePaths(templates)
		a.pathSegments()
		a.finishPaths()
		a.eachSegment()
	}
	if hooks, ok := a.child(a.root, "webhooks"); ok && a.is31 {
		for i := range hooks.node.fields() {
			f := &hooks.node.fields()[i]
			a.item(hooks.at(f), f.name, "webhook")
		}
	}
	a.uniqueIDs()
	a.linkTargets()
	a.declaredTags()
	a.documentation()
	a.purposes = make(map[string]purpose)
	a.resilience()
	a.requirements()
	a.apiVersions()
	a.basePaths()
	a.credentials()
	a.sensitiveParameters()
	a.finishHTTP()
	a.practices()
	a.proposeIDs()
}

// child returns a field of an object, references followed.
func (a *assembly) child(p place, name string) (place, bool) {
	q, ok := p.child(name)
	if !ok {
		return place{}, false
	}
	t := a.follow(q, "")
	if t.failure != resolved || t.node == nil {
		return place{}, false
	}
	if t.key == nil {
		t.key = q.key
	}
	return t.place, true
}

// path adds a row for a path, and rows for its operations.
func (a *assembly) path(p place, templates map[string][]int) {
	template := p.key.name
	row := Path{At: a.addKey(p), Path: template, Methods: []string{}, Parameters: templateNames(template), Trimmed: strings.TrimRight(template, "/")}
	if row.Parameters == nil {
		row.Parameters = []string{}
	}
	if row.Trimmed == "" {
		row.Trimmed = "/"
	}
	row.EndsWithSlash = len(template) > 1 && strings.HasSuffix(template, "/")
	if len(row.Parameters) > 0 {
		same := substitute(template, func(string) string { return "{}" })
		templates[same] = append(templates[same], len(a.model.Paths))
	}
	a.cut(p)
	first := len(a.operations)
	row.Methods = a.item(p, template, "path")
	a.describePath(p, &row, first)
	a.model.Paths = append(a.model.Paths, row)
}

// samePaths reports paths that differ in nothing but the names of their parameters: all but the first in alphabetical
// order.
func (a *assembly) samePaths(templates map[string][]int) {
	paths := a.model.Paths
	for _, template := range slices.Sorted(maps.Keys(templates)) {
		rows := templates[template]
		slices.SortFunc(rows, func(x, y int) int { return cmp.Compare(paths[x].Path, paths[y].Path) })
		for _, i := range rows[1:] {
			a.violate(paths[i].At, "duplicate-path", say("the path %q is the same as %q: the names of parameters do not tell paths apart", paths[i].Path, paths[rows[0]].Path),
				"merge the two path items, or give one a literal segment of its own")
		}
	}
}

// item adds the operations of a path item. What stands beside its $ref belongs to it too.
func (a *assembly) item(p place, name, kind string) []string {
	items := []place{p}
	known := true
	if p.node.ref() != nil {
		switch t := a.follow(p, ""); t.failure {
		case resolved:
			items = append(items, t.place)
		default:
			known, a.partial = false, true
		}
	}
	var shared []parameter
	for _, item := range items {
		ps, ok := a.parameterList(item)
		shared, known = append(shared, ps...), known && ok
	}
	methodsHere := []string{}
	var ops []int
	add := func(item place, method string, q place) {
		t := a.follow(q, "")
		if t.failure != resolved || t.node.kind != object || a.full() {
			known, a.partial = false, true
			return
		}
		methodsHere = append(methodsHere, strings.ToLower(method))
		ops = append(ops, len(a.operations))
		a.operation(q, t.place, method, name, kind, shared)
		a.noteItem(item, name, ops[len(ops)-1])
	}
	for _, method := range methods {
		for _, item := range items {
			if q, ok := item.child(method); ok {
				add(item, method, q)
				break
			}
		}
	}
	if a.version == v32 {
		a.newMethods(items, add)
		slices.Sort(methodsHere)
	}
	if kind == "path" {
		a.pathParameters(p, template{text: name, names: templateNames(name)}, shared, ops, known)
	}
	return methodsHere
}

// parameter is an element of a parameters list, its reference followed.
type parameter struct {
	item     place // the element
	resolved place
	name, in string
}

// at is where a person mends what is wrong with the use of the parameter.
func (a *assembly) at(p parameter) facts.ID {
	n := p.item.node
	if ref := n.ref(); ref != nil {
		return a.add(p.item.file, p.item.file.nodeRange(ref.value), p.item.pointer)
	}
	if name := n.get("name"); name != nil && name.kind == text {
		return a.add(p.item.file, p.item.file.nodeRange(name), p.item.pointer)
	}
	return a.addValue(p.item)
}

// parameterList reads the parameters of a path item or an operation and reports those that are there twice. It is not
// known in full when a reference leads nowhere.
func (a *assembly) parameterList(owner place) (out []parameter, known bool) {
	q, ok := owner.child("parameters")
	if !ok {
		return nil, true
	}
	l := a.follow(q, "")
	if l.failure != resolved || l.node.kind != array {
		return nil, false
	}
	known = true
	type id struct{ name, in string }
	seen := make(map[id]bool)
	for i := range l.node.items() {
		p := parameter{item: l.place.item(i)}
		t := a.follow(p.item, "")
		if t.failure != resolved || t.node.kind != object {
			known = false
			continue
		}
		p.resolved, p.name, p.in = t.place, t.node.text("name"), t.node.text("in")
		if p.name == "" || p.in == "" {
			known = false
			continue
		}
		key := id{p.name, p.in}
		if p.in == "header" {
			key.name = strings.ToLower(p.name) // the case of headers tells nothing apart
		}
		if seen[key] {
			a.violate(a.at(p), "duplicate-parameter", say("the parameter %q in %s is listed twice", p.name, p.in), "remove one of the two")
			continue
		}
		seen[key] = true
		out = append(out, p)
	}
	return out, known
}

// operation adds a row. The operation stands under q; p is where it is written.
func (a *assembly) operation(q, p place, method, path, kind string, shared []parameter) {
	n := p.node
	// Paths may share a path item, and operations a response: what is written once is counted for each.
	a.spent += placeSize * (4 + len(shared) + len(n.get("tags").items()) + len(n.get("security").items()))
	row := Operation{At: a.addKey(q), Method: strings.ToLower(method), Path: path, Kind: kind, Label: strings.ToUpper(method) + " " + path, OperationID: n.text("operationId"),
		HasSummary: hasText(n, "summary"), HasDescription: hasText(n, "description"), IsDeprecated: n.isTrue("deprecated"), Tags: texts(n.get("tags")),
		Parameters: make(map[string][]string)}
	op := operation{at: p, entity: n.entity}
	op.parameters, op.known = a.parameterList(p)
	if id, ok := p.child("operationId"); ok && row.OperationID != "" {
		at := a.addValue(id)
		row.OperationIDAt, op.idAt = &at, &at
		a.noteName(a.model.Names.OperationID, row.OperationID, at)
	}
	if summary, ok := p.child("summary"); ok && summary.node.kind == text {
		at := a.addValue(summary)
		row.Summary, row.SummaryAt = strings.TrimSpace(summary.node.value), &at
	}
	if tags, ok := p.child("tags"); ok {
		for i, t := range tags.node.items() {
			if t.kind == text && !a.full() {
				a.tags[t.value] = append(a.tags[t.value], a.addValue(tags.item(i)))
			}
		}
	}
	a.effective(&row, op.entity, shared, op.parameters)
	a.querystring(slices.Concat(shared, op.parameters))
	if body, ok := p.child("requestBody"); ok {
		row.RequestBody = &OperationBody{At: a.addKey(body), MediaTypes: []string{}}
		if t := a.follow(body, ""); t.failure == resolved {
			row.RequestBody.Required = t.node.isTrue("required")
			row.RequestBody.MediaTypes = keys(t.node.get("content"))
			row.RequestBody.IsEmpty = a.isEmpty(t)
		}
	}
	row.Extensions = extensionsOf(n)
	a.responses(&row, p)
	a.security(&row, &op, n)
	a.http(&row, p, shared, op.parameters)
	a.describeOperation(&row, &op)
	a.model.Operations = append(a.model.Operations, row)
	a.operations = append(a.operations, op)
	if callbacks, ok := a.child(p, "callbacks"); ok && kind != "callback" {
		for i := range callbacks.node.fields() {
			c := a.follow(callbacks.at(&callbacks.node.fields()[i]), "")
			if c.failure != resolved {
				continue
			}
			for j := range c.node.fields() {
				if f := &c.node.fields()[j]; !strings.HasPrefix(f.name, "x-") && f.value.kind == object {
					a.item(c.place.at(f), f.name, "callback")
				}
			}
		}
	}
}

// isEmpty reports whether a request body allows no more than an empty object.
func (a *assembly) isEmpty(body target) bool {
	content, ok := body.place.child("content")
	if !ok || content.node.kind != object {
		return false
	}
	for i := range content.node.fields() {
		schema, ok := a.follow(content.at(&content.node.fields()[i]), body.base).place.child("schema")
		if !ok {
			return false
		}
		s := a.follow(schema, body.base)
		if s.failure != resolved {
			return false
		}
		closed := s.node.get("additionalProperties")
		if closed == nil || closed.kind != boolean || closed.value != "false" || len(s.node.get("properties").fields()) > 0 {
			return false
		}
	}
	return true
}

// effective merges the parameters of a path item and of an operation: the operation's win.
func (a *assembly) effective(row *Operation, entity int32, shared, own []parameter) {
	add := func(p parameter) {
		row.Parameters[p.in] = append(row.Parameters[p.in], p.name)
		if i, ok := a.parameters[p.resolved.node]; ok {
			a.model.Parameters[i].Operations++
		}
		a.edge(entity, p.resolved.node.entity)
	}
	type id struct{ name, in string }
	mine := make(map[id]bool, len(own))
	for _, p := range own {
		mine[id{p.name, p.in}] = true
	}
	for _, p := range shared {
		if !mine[id{p.name, p.in}] {
			add(p)
		}
	}
	for _, p := range own {
		add(p)
	}
	for _, names := range row.Parameters {
		slices.Sort(names)
	}
}

func (a *assembly) responses(row *Operation, p place) {
	row.Responses = make(map[string]OperationResponse)
	all, ok := a.child(p, "responses")
	if !ok || all.node.kind != object || len(keys(all.node)) == 0 {
		row.ResponsesUnknown = p.node.has("responses") || !a.is31
		return
	}
	for i := range all.node.fields() {
		f := &all.node.fields()[i]
		if strings.HasPrefix(f.name, "x-") || a.full() {
			continue
		}
		at := all.at(f)
		a.spent += 4 * placeSize // a row of this kind is large, and there is one for each operation
		response := OperationResponse{At: a.addKey(at), MediaTypes: []string{}, Headers: []string{}}
		if t := a.follow(at, ""); t.failure == resolved {
			a.spent += placeSize * (len(t.node.get("content").fields()) + len(t.node.get("headers").fields()))
			response.MediaTypes, response.Headers = keys(t.node.get("content")), lowerKeys(t.node.get("headers"))
		}
		row.Responses[f.name] = response
		switch {
		case f.name == "default":
			row.HasDefault = true
		case f.name == "101" || strings.HasPrefix(f.name, "2") || strings.HasPrefix(f.name, "3"):
			row.HasSuccess = true
		case strings.HasPrefix(f.name, "4"):
			row.HasClientError = true
		case strings.HasPrefix(f.name, "5"):
			row.HasServerError = true
		}
	}
}

// securityOf tells what the security field of an object says: see [Operation.Security].
func securityOf(n *node) string {
	s := n.get("security")
	if s == nil || s.kind != array {
		return "none"
	}
	if len(s.items()) == 0 {
		return "public"
	}
	for _, alternative := range s.items() {
		if alternative.kind == object && len(alternative.fields()) == 0 {
			return "optional"
		}
	}
	return "required"
}

func (a *assembly) security(row *Operation, op *operation, n *node) {
	row.Security = securityOf(n)
	if row.Security == "none" {
		row.Security = a.model.Document.Security
		row.InheritsSecurity = row.Security != "none"
		return
	}
	op.schemes = schemesOf(n)
}

// schemesOf lists the schemes that the security of an object names, each once.
func schemesOf(n *node) []string {
	var out []string
	seen := make(map[string]bool)
	for _, alternative := range n.get("security").items() {
		for i := range alternative.fields() {
			if name := alternative.fields()[i].name; !seen[name] {
				seen[name] = true
				out = append(out, name)
			}
		}
	}
	return out
}

// template is a path with the names in its braces.
type template struct {
	text  string
	names []string
}

// pathParameters compares the names in a path with the parameters that are declared for it.
func (a *assembly) pathParameters(p place, template template, shared []parameter, ops []int, known bool) {
	inTemplate := make(map[string]bool)
	for _, name := range template.names {
		switch {
		case name == "":
			a.violate(a.addKey(p), "path-template", say("the path %q has a parameter without a name", template.text), "name it: {id}")
		case inTemplate[name]:
			a.violate(a.addKey(p), "path-template", say("the path %q has the parameter {%s} twice", template.text, name), "give each its own name")
		}
		inTemplate[name] = true
	}
	if strings.Count(template.text, "{") != strings.Count(template.text, "}") {
		a.violate(a.addKey(p), "path-template", say("the braces of the path %q do not match", template.text), "write each parameter as {name}")
		return
	}
	// A parameter that is misspelt is one mistake, not one declared too many and one too few.
	misspelt := make(map[string]bool)
	for _, s := range shared {
		if s.in == "path" && !inTemplate[s.name] {
			misspelt[a.unusedPathParameter(s, template)] = true
		}
	}
	missing := make(map[string][]int)
	for _, i := range ops {
		own := a.operations[i].parameters
		known = known && a.operations[i].known
		declared := make(map[string]bool)
		for _, o := range slices.Concat(own, shared) {
			if o.in == "path" {
				declared[o.name] = true
			}
		}
		for _, o := range own {
			if o.in == "path" && !inTemplate[o.name] {
				misspelt[a.unusedPathParameter(o, template)] = true
			}
		}
		for name := range inTemplate {
			if name != "" && !declared[name] {
				missing[name] = append(missing[name], i)
			}
		}
	}
	if !known {
		return
	}
	for _, name := range template.names {
		at := missing[name]
		delete(missing, name)
		problem := say("the path parameter {%s} of %q is not declared", name, template.text)
		hint := say("add a parameter with name: %s, in: path and required: true", name)
		switch {
		case len(at) == 0 || misspelt[name]:
		case len(at) == len(ops):
			a.violate(a.addKey(p), "path-parameter", problem, hint)
		default:
			for _, i := range at {
				a.violate(a.model.Operations[i].At, "path-parameter", problem+" for "+strings.ToUpper(a.model.Operations[i].Method), hint)
			}
		}
	}
}

// unusedPathParameter reports a parameter that is not in the path, and returns the one there that it is most likely meant
// to be.
func (a *assembly) unusedPathParameter(p parameter, template template) string {
	hint := "remove it, or add {" + p.name + "} to the path"
	near := a.suggest(p.name, template.names)
	if near != "" {
		hint = "did you mean " + quote(near) + "?"
	}
	a.violate(a.at(p), "path-parameter", say("the path parameter %q is not in the path %q", p.name, template.text), hint)
	return near
}

// uniqueIDs notes for each operation the first one that has the same operationId, by path and method, so that it does not
// depend on the order of the file.
func (a *assembly) uniqueIDs() {
	order := make([]int, 0, len(a.operations))
	for i := range a.operations {
		if a.operations[i].idAt != nil {
			order = append(order, i)
		}
	}
	ops := a.model.Operations
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(ops[i].Path, ops[j].Path), cmp.Compare(ops[i].Method, ops[j].Method))
	})
	first := make(map[string]int)
	for _, i := range order {
		j, ok := first[ops[i].OperationID]
		if !ok {
			first[ops[i].OperationID] = i
			continue
		}
		if a.operations[i].at.node != a.operations[j].at.node {
			ops[i].OperationIDTakenBy = &Owner{At: *a.operations[j].idAt, Label: ops[j].Label}
		}
	}
}

func (a *assembly) declaredTags() {
	m := a.model
	for _, uses := range a.tags {
		a.sortPlaces(uses)
	}
	m.Names.Tag = a.tags
	seen := make(map[string]bool)
	if tags, ok := a.child(a.root, "tags"); ok {
		at := a.addKey(tags)
		m.API.TagsAt = &at
		for i := range tags.node.items() {
			t := a.follow(tags.item(i), "")
			if t.failure != resolved {
				continue
			}
			name, ok := t.place.child("name")
			if !ok || name.node.kind != text || seen[name.node.value] {
				continue
			}
			seen[name.node.value] = true
			m.Tags = append(m.Tags, Tag{At: a.addValue(name), Name: name.node.value, IsDeclared: true, HasDescription: hasText(t.node, "description"), Operations: len(a.tags[name.node.value])})
		}
	}
	undeclared := make([]string, 0)
	for name := range a.tags {
		if !seen[name] {
			undeclared = append(undeclared, name)
		}
	}
	slices.Sort(undeclared)
	for _, name := range undeclared {
		m.Tags = append(m.Tags, Tag{At: a.tags[name][0], Name: name, Operations: len(a.tags[name])})
	}
}
