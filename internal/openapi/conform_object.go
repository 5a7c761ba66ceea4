package openapi

import (
	"slices"
	"strings"
)

// object checks what a schema says of an object.
func (c *checker) object(s schemaAt, v *node, out *outcome) {
	n := s.node
	c.limit(n, v, "minProperties", len(v.fields()), true, out)
	c.limit(n, v, "maxProperties", len(v.fields()), false, out)
	c.requireAll(n.get("required"), n, v, out)
	properties, patterned, additional := n.get("properties"), n.get("patternProperties"), n.get("additionalProperties")
	if !c.is31 {
		patterned = nil
	}
	if properties.ref() != nil {
		properties, additional = nil, nil
		out.unknown = true
	}
	names := n.get("propertyNames")
	var extra []string
	for i := range v.fields() {
		f := &v.fields()[i]
		if !c.spend(1) {
			return
		}
		known := false
		if p := properties.get(f.name); p != nil {
			known = true
			if !c.skips(s.child(p)) {
				out.add(c.part(s.child(p), f.value, step{key: f}))
			}
		}
		for j := range patterned.fields() {
			switch ok, sure := c.patterns.match(patterned.fields()[j].name, f.name); {
			case !sure:
				out.unknown, known = true, true
			case ok:
				known = true
				out.add(c.part(s.child(patterned.fields()[j].value), f.value, step{key: f}))
			}
		}
		if !known && additional != nil {
			if additional.kind == boolean {
				if strings.EqualFold(additional.value, "false") {
					extra = append(extra, f.name)
				}
			} else {
				out.add(c.part(s.child(additional), f.value, step{key: f}))
			}
		}
		if names != nil && c.is31 {
			key := &node{kind: text, value: f.name}
			if o := c.value(s.child(names), key); len(o.faults) > 0 {
				c.path = append(c.path, step{key: f})
				out.fail(c.fault("propertyNames", n, f.value, f.name))
				c.path = c.path[:len(c.path)-1]
			}
		}
	}
	c.refuse(n, v, extra, out)
	if c.is31 {
		c.dependent(s, v, out)
		c.unevaluated(s, v, out)
	}
}

// refuse reports properties that a schema does not allow, as one mistake, at the first of them.
func (c *checker) refuse(n, v *node, extra []string, out *outcome) {
	if extra == nil {
		return
	}
	slices.Sort(extra)
	c.path = append(c.path, step{key: v.field(extra[0])})
	f := c.fault("additionalProperties", n, v.get(extra[0]), extra...)
	c.path = c.path[:len(c.path)-1]
	f.elsewhere = n != c.outer.node && c.search(c.outer, 0, func(s schemaAt) bool { return s.node.get("properties").has(extra[0]) })
	out.fail(f)
}

// requireAll reports the properties of a list that the value lacks.
func (c *checker) requireAll(list, n, v *node, out *outcome) {
	var missing []string
	for _, r := range list.items() {
		if r.kind != text || v.has(r.value) || !c.spend(1) || slices.Contains(missing, r.value) {
			continue
		}
		if c.isExempt(c.outer, r.value, 0) {
			continue
		}
		missing = append(missing, r.value)
	}
	if missing != nil {
		slices.Sort(missing)
		out.fail(c.fault("required", n, v, missing...))
	}
}

// skips reports whether the property of a schema is one that values of this direction should not have.
func (c *checker) skips(property schemaAt) bool {
	return c.direction == request && c.marked(property, "readOnly", 0) || c.direction == response && c.marked(property, "writeOnly", 0)
}

// isExempt reports whether a property that a schema requires may be missing: it is readOnly in a request, writeOnly in a
// response, or either where the direction is not known. The property may be described elsewhere than it is required.
func (c *checker) isExempt(s schemaAt, name string, depth int) bool {
	return c.search(s, depth, func(s schemaAt) bool {
		p := s.node.get("properties").get(name)
		if p == nil {
			return false
		}
		q := s.child(p)
		return c.direction != response && c.marked(q, "readOnly", 0) || c.direction != request && c.marked(q, "writeOnly", 0)
	})
}

// marked reports whether a schema, or one that it is composed of, sets a boolean.
func (c *checker) marked(s schemaAt, keyword string, depth int) bool {
	return c.search(s, depth, func(s schemaAt) bool { return s.node.isTrue(keyword) })
}

// maxSearch is how deep schemas are looked through that a schema is composed of.
const maxSearch = 30

// search reports whether something holds for a schema or one that it is composed of. What a broken reference hides counts
// as found.
func (c *checker) search(s schemaAt, depth int, found func(schemaAt) bool) bool {
	if !c.spend(1) || depth > maxSearch {
		return true
	}
	n := s.node
	if n.kind != object {
		return false
	}
	c.enter(&s)
	if ref := n.ref(); ref != nil {
		t := c.resolve(s.file, s.base, ref.value.value)
		if t.failure != resolved || t.node == nil || c.search(schemaAt{t.file, t.base, t.node}, depth+1, found) {
			return true
		}
		if !c.is31 {
			return false
		}
	}
	if found(s) {
		return true
	}
	for _, keyword := range [...]string{"allOf", "anyOf", "oneOf"} {
		for _, part := range n.get(keyword).items() {
			if c.search(s.child(part), depth+1, found) {
				return true
			}
		}
	}
	if c.is31 {
		for _, keyword := range [...]string{"if", "then", "else"} {
			if part := n.get(keyword); part != nil && c.search(s.child(part), depth+1, found) {
				return true
			}
		}
		for i := range n.get("dependentSchemas").fields() {
			if c.search(s.child(n.get("dependentSchemas").fields()[i].value), depth+1, found) {
				return true
			}
		}
		if ref := n.text("$dynamicRef"); ref != "" {
			t := c.dynamic(s, ref)
			return t.failure != resolved || t.node == nil || c.search(schemaAt{t.file, t.base, t.node}, depth+1, found)
		}
	}
	return false
}

func (c *checker) dependent(s schemaAt, v *node, out *outcome) {
	n := s.node
	for i := range n.get("dependentRequired").fields() {
		if f := &n.get("dependentRequired").fields()[i]; v.has(f.name) {
			c.requireAll(f.value, n, v, out)
		}
	}
	for i := range n.get("dependentSchemas").fields() {
		if f := &n.get("dependentSchemas").fields()[i]; v.has(f.name) {
			out.add(c.schema(s.child(f.value), v))
		}
	}
}

// unevaluated checks unevaluatedProperties: false. A property that any part of the schema speaks of counts as evaluated,
// whether that part fits or not, which may miss a fault and invents none.
func (c *checker) unevaluated(s schemaAt, v *node, out *outcome) {
	u := s.node.get("unevaluatedProperties")
	if u == nil || u.kind != boolean || !strings.EqualFold(u.value, "false") {
		return
	}
	var extra []string
	for i := range v.fields() {
		f := &v.fields()[i]
		evaluated := c.search(s, 0, func(s schemaAt) bool {
			if s.node.get("properties").has(f.name) {
				return true
			}
			if a := s.node.get("additionalProperties"); a != nil {
				return true
			}
			if a := s.node.get("unevaluatedProperties"); a != nil && a != u {
				return true
			}
			for j := range s.node.get("patternProperties").fields() {
				if ok, sure := c.patterns.match(s.node.get("patternProperties").fields()[j].name, f.name); ok || !sure {
					return true
				}
			}
			return false
		})
		if !evaluated {
			extra = append(extra, f.name)
		}
	}
	c.refuse(s.node, v, extra, out)
}

// applicators checks the schemas that a schema is composed of.
func (c *checker) applicators(s schemaAt, v *node, out *outcome) {
	n := s.node
	for _, part := range n.get("allOf").items() {
		out.add(c.schema(s.child(part), v))
	}
	branch, chosen := c.discriminated(s, v)
	for _, keyword := range [...]string{"anyOf", "oneOf"} {
		list := n.get(keyword).items()
		switch {
		case len(list) == 0:
		case chosen && slices.Contains(list, branch):
			out.add(c.schema(s.child(branch), v))
		default:
			out.add(c.alternatives(s, n, keyword, list, v))
		}
	}
	if not := n.get("not"); not != nil {
		switch o := c.schema(s.child(not), v); {
		case o.fits():
			out.fail(c.fault("not", n, v))
		case len(o.faults) == 0:
			out.unknown = true
		}
	}
	if cond := n.get("if"); cond != nil && c.is31 {
		o := c.schema(s.child(cond), v)
		next := n.get("then")
		if len(o.faults) > 0 {
			next = n.get("else")
		} else if o.unknown {
			next, out.unknown = nil, true
		}
		if next != nil {
			out.add(c.schema(s.child(next), v))
		}
	}
}

// discriminated returns the alternative that the value's discriminator names.
func (c *checker) discriminated(s schemaAt, v *node) (*node, bool) {
	d := s.node.get("discriminator")
	if d == nil || d.kind != object || v.kind != object {
		return nil, false
	}
	name := v.get(d.text("propertyName"))
	if name == nil || name.kind != text {
		return nil, false
	}
	var want *node
	if m := d.get("mapping").text(name.value); m != "" {
		t := target{failure: dangling}
		if !strings.ContainsAny(m, "/#.") {
			t = c.resolve(c.root, "", "#/components/schemas/"+m)
		}
		if t.failure != resolved {
			t = c.resolve(s.file, s.base, m)
		}
		if t.failure != resolved {
			return nil, false
		}
		want = t.node
	}
	for _, keyword := range [...]string{"oneOf", "anyOf"} {
		for _, b := range s.node.get(keyword).items() {
			ref := b.ref()
			if ref == nil {
				continue
			}
			if want == nil {
				if r := ref.value.value; r[strings.LastIndexByte(r, '/')+1:] == name.value {
					return b, true
				}
			} else if t := c.resolve(s.file, s.base, ref.value.value); t.failure == resolved && t.node == want {
				return b, true
			}
		}
	}
	return nil, false
}

// alternatives checks that one of some schemas fits. When several of a oneOf do, that is said of the schemas, not of the
// value, and so is no fault of it.
func (c *checker) alternatives(s schemaAt, n *node, keyword string, list []*node, v *node) outcome {
	fitting, unknown := 0, false
	var failed []outcome
	for _, b := range list {
		o := c.schema(s.child(b), v)
		switch {
		case o.fits():
			if keyword == "anyOf" {
				return outcome{}
			}
			fitting++
		case len(o.faults) == 0:
			unknown = true
		default:
			failed = append(failed, o)
		}
	}
	switch {
	case fitting == 1 && !unknown:
		return outcome{}
	case fitting > 0 || unknown:
		return cannotTell
	}
	candidates := slices.DeleteFunc(slices.Clone(failed), func(o outcome) bool { return c.isMistyped(o) })
	if len(candidates) == 0 {
		return outcome{faults: []fault{c.fault(keyword, n, v)}}
	}
	best := slices.MinFunc(candidates, func(a, b outcome) int { return c.distance(a) - c.distance(b) })
	if len(candidates) > 1 {
		for i := range best.faults {
			best.faults[i].alternatives = max(best.faults[i].alternatives, len(candidates))
		}
	}
	return best
}

// isMistyped reports whether the value at hand is of another type than a schema wants.
func (c *checker) isMistyped(o outcome) bool {
	return slices.ContainsFunc(o.faults, func(f fault) bool {
		return len(f.path) == len(c.path) && (f.keyword == "type" || f.keyword == "false")
	})
}

// distance tells how far a value is from a schema: properties that tell schemas apart weigh most.
func (c *checker) distance(o outcome) int {
	d := 0
	for _, f := range o.faults {
		switch {
		case len(f.path) == len(c.path)+1 && (f.keyword == "const" || f.keyword == "enum" && len(f.schema.get("enum").items()) == 1):
			d += 1000
		case f.keyword == "required":
			d += 10 * len(f.names)
		case f.keyword == "additionalProperties":
			d += 10 * len(f.names)
		case f.keyword == "type":
			d += 10
		default:
			d += 9
		}
	}
	return d
}
