package openapi

// sections are the maps of the components object, with what one entry of each is called.
var sections = []struct{ key, label string }{
	{"schemas", "schema"}, {"responses", "response"}, {"parameters", "parameter"}, {"examples", "example"}, {"requestBodies", "request body"},
	{"headers", "header"}, {"securitySchemes", "security scheme"}, {"links", "link"}, {"callbacks", "callback"}, {"pathItems", "path item"}, {"mediaTypes", "media type"},
}

// sections20 are those of Swagger 2.0, with the section of the components object that says the same.
var sections20 = []struct{ key, label, section string }{
	{"definitions", "definition", "schemas"}, {"parameters", "parameter", "parameters"}, {"responses", "response", "responses"},
	{"securityDefinitions", "security definition", "securitySchemes"},
}

// declared is an entry of the components object.
type declared struct {
	place
	section, label string
	entity         int32
}

// declare gives every component an entity and notes the security schemes. It runs before the walk, which must know what
// is a component.
func (r *reader) declare(root place) []declared {
	r.schemes, r.schemeTypes, r.roles = make(map[string]bool), make(map[string]string), make(map[string]bool)
	if r.model.Document.Version == "2.0" {
		var out []declared
		for _, s := range sections20 {
			out = r.section(root, s.key, s.section, s.label, out)
		}
		return out
	}
	p, ok := root.child("components")
	if !ok {
		return nil
	}
	all := r.follow(p, "")
	if all.failure != resolved {
		r.schemes = nil
		return nil
	}
	var out []declared
	for _, s := range sections {
		out = r.section(all.place, s.key, s.key, s.label, out)
	}
	return out
}

// section declares the entries of a map of components.
func (r *reader) section(owner place, key, name, label string, out []declared) []declared {
	q, ok := owner.child(key)
	if !ok {
		return out
	}
	section := r.follow(q, "")
	if section.failure != resolved || section.node.kind != object {
		if name == "securitySchemes" {
			r.schemes = nil
		}
		return out
	}
	for i := range section.node.fields() {
		f := &section.node.fields()[i]
		if f.value.kind != object && f.value.kind != boolean {
			continue
		}
		if f.value.entity == 0 {
			f.value.entity = r.entity()
			r.usage.names[f.value.entity] = f.name
		}
		out = append(out, declared{place: section.place.at(f), section: name, label: label, entity: f.value.entity})
		if name == "securitySchemes" && r.schemes != nil {
			r.schemes[f.name] = true
			if t := r.follow(section.place.at(f), ""); t.failure == resolved {
				r.schemeTypes[f.name] = t.node.text("type")
			}
		}
	}
	return out
}

// count fills in who uses what, once all references are known.
func (r *reader) count(w *walk, a *assembly, components []declared) {
	m := r.model
	for _, x := range w.extends {
		if d := x.base.node.get("discriminator"); d != nil && x.base.entity > 0 {
			// The value of the discriminator's property names the schema; nothing else needs to.
			r.edge(x.base.entity, x.schema)
		}
	}
	operations := make([]int32, len(m.Operations))
	schemeUse := make(map[string]int)
	inherit := 0
	for i := range m.Operations {
		operations[i] = a.operations[i].entity
		if m.Operations[i].InheritsSecurity {
			inherit++
		}
		for _, name := range a.operations[i].schemes {
			schemeUse[name]++
		}
	}
	for _, name := range schemesOf(a.root.node) {
		schemeUse[name] += inherit
	}
	required := make(map[string]bool)
	for _, q := range m.SecurityRequirements {
		required[q.Scheme] = true
	}
	for _, use := range r.implied {
		r.edge(use[0].entity, use[1].entity)
	}
	graph := r.graph()
	used, count := reach(graph, operations)
	for i, e := range w.schemas {
		if e != wholeDocument {
			m.Schemas[i].Operations = int(count[e])
		}
	}
	for i := range m.SecuritySchemes {
		m.SecuritySchemes[i].Operations = schemeUse[m.SecuritySchemes[i].Name]
	}
	for _, c := range components {
		row := Component{At: r.addKey(c.place), Section: c.section, Label: c.label, Name: c.key.name, IsUsed: used[c.entity], Operations: int(count[c.entity])}
		if c.section == "securitySchemes" {
			row.IsUsed = row.IsUsed || required[c.key.name]
			row.Operations = schemeUse[c.key.name]
			if r.roles[c.key.name] {
				w.violate(row.At, "scopes", say("security requirements name scopes for the scheme %q, which is of type %s: in %s such a scheme has none", c.key.name,
					r.schemeTypes[c.key.name], m.versionName()), "leave its list empty in security: "+say("{%s: []}", c.key.name))
			}
		}
		m.Components = append(m.Components, row)
	}
	leftBehind(m.Components[len(m.Components)-len(components):], components, graph, used)
	m.Document.SecuritySchemes = len(r.schemes)
	for _, op := range m.Operations {
		if op.Kind != "callback" {
			m.Document.Operations++
		}
		if op.Security != "none" {
			m.Document.UsesSecurity = true
		}
		if op.Kind != "path" {
			continue
		}
		m.Document.PathOperations++
		if op.Security == "none" {
			m.Document.WithoutSecurity++
		}
		if op.OperationID == "" {
			m.Document.WithoutOperationID++
		}
	}
}
