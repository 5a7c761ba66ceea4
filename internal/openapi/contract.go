package openapi

import (
	"cmp"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/openapi/contract"
	"github.com/bdma-dev/bdma/internal/source"
)

// Contract reads what a document and the files that it refers to promise. It is false for what is no document that can be judged.
func Contract(tree *source.Tree, unit source.Unit) (*contract.API, bool) {
	_, api, ok := readContract(tree, unit, facts.Tables{})
	return api, ok
}

// readContract is Contract with the reader, which knows what could not be read, and the facts of some tables.
func readContract(tree *source.Tree, unit source.Unit, tables facts.Tables) (*reader, *contract.API, bool) {
	r := newReader(tree)
	r.tables = tables
	r.document(unit)
	api, ok := r.contract()
	return r, api, ok
}

// contract returns what the document that was read promises.
func (r *reader) contract() (*contract.API, bool) {
	if r.root == nil || r.root.root == nil || r.full() {
		return nil, false
	}
	c := &contractor{reader: r, schemas: make(map[*node]*contract.Schema), parameters: make(map[*node]*contract.Parameter),
		bodies: make(map[*node]*contract.Body), answers: make(map[answer]*contract.Response), required: make(map[*node][]contract.Requirement)}
	return c.api(place{file: r.root, node: r.root.root}), true
}

// contractor turns nodes into a contract. What is shared in the document is shared in the contract.
type contractor struct {
	*reader
	schemas    map[*node]*contract.Schema
	parameters map[*node]*contract.Parameter
	bodies     map[*node]*contract.Body
	answers    map[answer]*contract.Response
	// required are lists of security requirements, which operations share.
	required map[*node][]contract.Requirement
	// depth is how deep schemas are in each other, references included.
	depth int
}

// answer is a response under a status.
type answer struct {
	node   *node
	status string
}

// spot is a place of a contract.
type spot struct {
	r *reader
	place
}

func (s spot) Node() facts.Node {
	pointer := s.pointer
	if s.file.moves != nil {
		pointer = s.file.original(pointer)
	}
	n := facts.Node{File: s.file.path, Pointer: s.r.bundled.pointer(s.file.path, pointer, 0)}
	switch {
	case s.key != nil:
		n.Range = s.file.keyRange(s.key)
	case len(s.node.fields()) > 0:
		n.Range = s.file.keyRange(&s.node.fields()[0])
	default:
		n.Range = s.file.nodeRange(s.node)
	}
	return n
}

func (s spot) Label() string { return s.r.locate(s.file, s.pointer).label.String() }

func (s spot) Key() any { return s.node }

func (c *contractor) spot(p place) contract.Place { return spot{c.reader, p} }

// lead follows references, and keeps the key under which something stands when what it leads to has none.
func (c *contractor) lead(p place) (target, bool) {
	t := c.follow(p, "")
	if t.failure != resolved || t.node == nil {
		return t, false
	}
	if t.key == nil {
		t.key = p.key
		if t.file != p.file {
			t.key = nil
		}
	}
	return t, true
}

func (c *contractor) api(root place) *contract.API {
	api := &contract.API{At: c.spot(root), Paths: make(map[string]contract.Place), Schemes: make(map[string]*contract.Scheme),
		Components: make(map[string]contract.Place), Tags: make(map[string]contract.Place)}
	api.Partial = len(c.root.problems) > 0
	if f := root.node.field("openapi"); f != nil {
		api.At = c.spot(root.at(f))
	} else if f := root.node.field("swagger"); f != nil {
		api.At = c.spot(root.at(f))
	}
	if p, ok := root.child("info"); ok {
		if t, ok := c.lead(p); ok {
			if v, ok := t.child("version"); ok {
				api.Version, api.VersionAt = v.node.value, c.spot(v)
			}
		}
	}
	api.Servers, api.ServersAt = c.servers(root)
	for _, name := range [...]string{"paths", "webhooks"} {
		p, ok := root.child(name)
		if !ok {
			continue
		}
		t, ok := c.lead(p)
		if !ok || t.node.kind != object {
			api.Partial = true
			continue
		}
		if name == "paths" {
			api.At = c.spot(p)
		} else {
			api.WebhooksAt = c.spot(p)
		}
		for i := range t.node.fields() {
			if f := &t.node.fields()[i]; !strings.HasPrefix(f.name, "x-") {
				item := t.place.at(f)
				if name == "paths" {
					api.Paths[f.name] = c.spot(item)
				}
				ops, known := c.item(item, f.name, name == "webhooks", root.node)
				api.Operations = append(api.Operations, ops...)
				api.Partial = api.Partial || !known
			}
		}
	}
	if p, ok := root.child("components"); ok {
		for i := range p.node.fields() {
			section := p.at(&p.node.fields()[i])
			for k := range section.node.fields() {
				f := &section.node.fields()[k]
				api.Components[section.key.name+"/"+f.name] = c.spot(section.at(f))
				if section.key.name == "securitySchemes" {
					if s := c.scheme(section.at(f)); s != nil {
						api.Schemes[f.name] = s
					}
				}
			}
		}
	}
	if p, ok := root.child("tags"); ok {
		for i, tag := range p.node.items() {
			if name := tag.text("name"); name != "" {
				api.Tags[name] = c.spot(p.item(i))
			}
		}
	}
	return api
}

// item reads the operations of a path item. What stands beside its $ref belongs to it too.
func (c *contractor) item(p place, path string, called bool, root *node) (ops []*contract.Operation, known bool) {
	items := []place{p}
	known = true
	if p.node.ref() != nil {
		t, ok := c.lead(p)
		if ok {
			items = append(items, t.place)
		}
		known = ok
	}
	var shared []*contract.Parameter
	var servers []contract.Server
	var serversAt contract.Place
	for _, item := range items {
		ps, ok := c.parameterList(item)
		shared, known = append(shared, ps...), known && ok
		if list, at := c.servers(item); at != nil {
			servers, serversAt = append(servers, list...), at
		}
	}
	each := func(q place, method string) {
		t, ok := c.lead(q)
		if !ok || t.node.kind != object {
			known = false
			return
		}
		o := c.operation(q, t.place, method, path, called, root, shared)
		if o.ServersAt == nil {
			o.Servers, o.ServersAt = servers, serversAt
		}
		o.PathAt = c.spot(p)
		o.Partial = o.Partial || !known
		ops = append(ops, o)
	}
	for _, item := range items {
		for i := range item.node.fields() {
			f := &item.node.fields()[i]
			switch {
			case slices.Contains(methods, f.name), f.name == "query" && c.version == v32:
				each(item.at(f), f.name)
			case f.name == "additionalOperations" && c.version == v32:
				more := item.at(f)
				for k := range more.node.fields() {
					if g := &more.node.fields()[k]; !strings.HasPrefix(g.name, "x-") {
						each(more.at(g), g.name)
					}
				}
			}
		}
	}
	return ops, known
}

func (c *contractor) operation(q, p place, method, path string, called bool, root *node, shared []*contract.Parameter) *contract.Operation {
	n := p.node
	o := &contract.Operation{At: c.spot(q), Method: method, Path: path, Name: strings.ToUpper(method) + " " + path, IsCalled: called, ID: n.text("operationId"), Tags: texts(n.get("tags")), Life: c.life(p)}
	if id, ok := p.child("operationId"); ok {
		o.IDAt = c.spot(id)
	}
	own, known := c.parameterList(p)
	o.Partial = !known
	o.Parameters = own
	overridden := make(map[[2]string]bool, len(own))
	for _, p := range own {
		overridden[[2]string{p.In, p.Name}] = true
	}
	for _, s := range shared {
		if !overridden[[2]string{s.In, s.Name}] {
			o.Parameters = append(o.Parameters, s)
		}
	}
	if body, ok := p.child("requestBody"); ok {
		o.Body = c.body(body)
	}
	if responses, ok := p.child("responses"); ok {
		if t, ok := c.lead(responses); ok {
			for i := range t.node.fields() {
				if f := &t.node.fields()[i]; !strings.HasPrefix(f.name, "x-") {
					o.Responses = append(o.Responses, c.response(t.place.at(f), f.name))
				}
			}
		} else {
			o.Partial = true
		}
	}
	o.Servers, o.ServersAt = c.servers(p)
	security, ok := p.child("security")
	if !ok {
		o.InheritsSecurity = true
		security, ok = place{file: c.root, node: root}.child("security")
	}
	if ok {
		o.SecurityAt = c.spot(security)
		o.Security = c.requirements(security)
	}
	if callbacks, ok := p.child("callbacks"); ok && !called {
		if t, ok := c.lead(callbacks); ok {
			for i := range t.node.fields() {
				f := &t.node.fields()[i]
				each, ok := c.lead(t.place.at(f))
				if !ok {
					o.Partial = true
					continue
				}
				for k := range each.node.fields() {
					if g := &each.node.fields()[k]; !strings.HasPrefix(g.name, "x-") && g.value.kind == object {
						ops, known := c.item(each.place.at(g), f.name+" "+g.name, true, root)
						o.Callbacks = append(o.Callbacks, ops...)
						o.Partial = o.Partial || !known
					}
				}
			}
		}
	}
	return o
}

func (c *contractor) requirements(p place) []contract.Requirement {
	if known, ok := c.required[p.node]; ok {
		return known
	}
	list := []contract.Requirement{}
	for i, n := range p.node.items() {
		r := contract.Requirement{At: c.spot(p.item(i))}
		for k := range n.fields() {
			f := &n.fields()[k]
			scopes := texts(f.value)
			slices.Sort(scopes)
			r.Schemes = append(r.Schemes, contract.Need{Scheme: f.name, Scopes: slices.Compact(scopes)})
		}
		slices.SortFunc(r.Schemes, func(a, b contract.Need) int { return strings.Compare(a.Scheme, b.Scheme) })
		list = append(list, r)
	}
	c.required[p.node] = list
	return list
}

func (c *contractor) scheme(p place) *contract.Scheme {
	t, ok := c.lead(p)
	if !ok || t.node.kind != object {
		return nil
	}
	n := t.node
	s := &contract.Scheme{At: c.spot(p), Name: p.key.name, Type: n.text("type"), Scheme: strings.ToLower(n.text("scheme")), In: n.text("in"), Key: n.text("name"),
		BearerFormat: n.text("bearerFormat"), OpenID: n.text("openIdConnectUrl")}
	if c.version == v32 {
		s.Metadata, s.Deprecated = n.text("oauth2MetadataUrl"), n.isTrue("deprecated")
	}
	if flows, ok := t.child("flows"); ok {
		s.Flows = make(map[string]contract.Flow)
		for i := range flows.node.fields() {
			f := &flows.node.fields()[i]
			if f.value.kind != object || strings.HasPrefix(f.name, "x-") {
				continue
			}
			flow := contract.Flow{At: c.spot(flows.at(f)), Device: f.value.text("deviceAuthorizationUrl"), Authorization: f.value.text("authorizationUrl"), Token: f.value.text("tokenUrl"), Refresh: f.value.text("refreshUrl"),
				Scopes: make(map[string]contract.Place)}
			if scopes, ok := flows.at(f).child("scopes"); ok {
				for k := range scopes.node.fields() {
					g := &scopes.node.fields()[k]
					flow.Scopes[g.name] = c.spot(scopes.at(g))
				}
			}
			s.Flows[f.name] = flow
		}
	}
	return s
}

// life reads how long something is promised to stay.
func (c *contractor) life(p place) contract.Life {
	l := contract.Life{Deprecated: p.node.isTrue("deprecated")}
	if v, ok := p.child("deprecated"); ok {
		l.At = c.spot(v)
	}
	if v, ok := p.child("x-sunset"); ok && v.node.kind != null {
		l.Sunset, l.SunsetAt = valueText(v.node), c.spot(v)
	}
	if v, ok := p.child("x-stability-level"); ok && v.node.body == nil {
		l.Stability, l.StabilityAt = v.node.value, c.spot(v)
	}
	return l
}

func (c *contractor) parameterList(owner place) (list []*contract.Parameter, known bool) {
	q, ok := owner.child("parameters")
	if !ok {
		return nil, true
	}
	l, ok := c.lead(q)
	if !ok || l.node.kind != array {
		return nil, false
	}
	known = true
	for i := range l.node.items() {
		t, ok := c.lead(l.place.item(i))
		if !ok || t.node.text("name") == "" || t.node.text("in") == "" {
			known = false
			continue
		}
		name, in := t.node.text("name"), t.node.text("in")
		if l.file.moves == nil && in == "header" && (strings.EqualFold(name, "accept") || strings.EqualFold(name, "content-type") || strings.EqualFold(name, "authorization")) {
			continue // these are said by content and security, and such a parameter is ignored
		}
		list = append(list, c.parameter(t.place, name, in))
	}
	return list, known
}

// defaultStyles are what the specification supposes.
var defaultStyles = map[string]string{"query": "form", "cookie": "form", "path": "simple", "header": "simple", "response header": "simple"}

func (c *contractor) parameter(p place, name, in string) *contract.Parameter {
	if known, ok := c.parameters[p.node]; ok && known.Name == name {
		return known
	}
	n := p.node
	out := &contract.Parameter{At: c.spot(p), Name: name, In: in, Required: n.isTrue("required") || in == "path", Style: cmp.Or(n.text("style"), defaultStyles[in]), AllowReserved: n.isTrue("allowReserved"),
		AllowEmpty: n.isTrue("allowEmptyValue"), Life: c.life(p)}
	if f := n.field("name"); f != nil && p.key == nil {
		out.At = c.spot(p.at(f))
	}
	c.parameters[p.node] = out
	out.Explode = p.file.moves == nil && (out.Style == "form" || out.Style == "cookie") // Swagger 2.0 supposes collectionFormat: csv
	if v := n.get("explode"); v != nil {
		out.Explode = n.isTrue("explode")
	}
	if s, ok := p.child("schema"); ok {
		out.Schema = c.schema(s, "")
	}
	if content, ok := p.child("content"); ok {
		out.Content = c.content(content)
	}
	return out
}

func (c *contractor) body(p place) *contract.Body {
	t, ok := c.lead(p)
	if !ok || t.node.kind != object {
		return &contract.Body{At: c.spot(p), Partial: true}
	}
	if known, ok := c.bodies[t.node]; ok {
		return known
	}
	b := &contract.Body{At: c.spot(t.place), Required: t.node.isTrue("required")}
	c.bodies[t.node] = b
	if content, ok := t.child("content"); ok {
		b.Content = c.content(content)
		for i := range content.node.fields() {
			_, b.IsForm = c.forms[content.node.fields()[i].value]
		}
	}
	return b
}

func (c *contractor) content(p place) (list []*contract.Media) {
	list = []*contract.Media{}
	for i := range p.node.fields() {
		f := &p.node.fields()[i]
		t, ok := c.lead(p.at(f))
		if !ok || t.node.kind != object {
			continue
		}
		m := &contract.Media{At: c.spot(p.at(f)), Name: f.name}
		if list, ok := c.saidBy[p.node]; ok {
			m.List = c.spot(list)
		}
		if s, ok := t.child("schema"); ok {
			m.Schema = c.schema(s, "")
		}
		if s, ok := t.child("itemSchema"); ok {
			m.ItemSchema = c.schema(s, "")
		}
		m.Encodings = c.encodings(t.place, 0)
		if lists, ok := c.forms[t.node]; ok {
			m.Encodings.Named = c.formLists(t.place, lists)
		}
		list = append(list, m)
	}
	return list
}

func (c *contractor) headers(owner place) (list []*contract.Parameter) {
	p, ok := owner.child("headers")
	if !ok {
		return nil
	}
	for i := range p.node.fields() {
		f := &p.node.fields()[i]
		if t, ok := c.lead(p.at(f)); ok && t.node.kind == object && !strings.EqualFold(f.name, "content-type") {
			h := c.parameter(t.place, f.name, "response header")
			list = append(list, h)
		}
	}
	return list
}

func (c *contractor) response(p place, status string) *contract.Response {
	t, ok := c.lead(p)
	if !ok || t.node.kind != object {
		return &contract.Response{At: c.spot(p), Status: status, Partial: true}
	}
	if known, ok := c.answers[answer{t.node, status}]; ok {
		return known
	}
	r := &contract.Response{At: c.spot(t.place), Status: status, Headers: c.headers(t.place)}
	c.answers[answer{t.node, status}] = r
	if content, ok := t.child("content"); ok {
		r.Content = c.content(content)
		for _, m := range r.Content {
			if !c.is31 {
				m.Encodings = contract.Encodings{} // 3.0 has them for requests alone
			}
		}
	}
	if links, ok := t.child("links"); ok {
		r.Links = make(map[string]contract.Place)
		for i := range links.node.fields() {
			f := &links.node.fields()[i]
			r.Links[f.name] = c.spot(links.at(f))
		}
	}
	return r
}
