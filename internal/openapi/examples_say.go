package openapi

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// explain says what is wrong with a value, and how to mend it.
func (r *reader) explain(f fault) (problem, hint string) {
	problem, hint = r.explainOne(f)
	if f.alternatives > 1 {
		problem = "none of the " + strconv.Itoa(f.alternatives) + " alternatives fits; in the closest, " + problem
	}
	return problem, hint
}

func (r *reader) explainOne(f fault) (problem, hint string) {
	it, n := pathName(f.path), f.schema
	const either = "correct the value, or the schema"
	bound := func(words, keyword string) (string, string) {
		return say("%s is %s, %s %s", it, described(f.value), words, described(n.get(keyword))), either
	}
	size := func(what, words, keyword string, have int) (string, string) {
		return say("%s has %s, %s %s", it, plural(have, what), words, described(n.get(keyword))), either
	}
	switch f.keyword {
	case "type":
		return r.explainType(it, f)
	case "enum":
		var known []string
		for _, item := range n.get("enum").items() {
			switch item.kind {
			case text:
				known = append(known, item.value)
			case number, boolean, null:
				known = append(known, described(item))
			}
		}
		hint = "use one of " + listNames(known)
		if len(known) == 1 {
			hint = "write " + quote(known[0])
		}
		if near := r.suggest(f.value.value, known); near != "" && f.value.kind == text {
			hint = "did you mean " + quote(near) + "?"
		}
		which := "none of the values of the enum"
		if len(known) <= maxListed {
			which = "none of " + listNames(known)
		}
		return say("%s is %s, which is %s", it, described(f.value), which), hint
	case "const":
		return say("%s is %s, not the constant of the schema", it, described(f.value)), "write " + described(n.get("const"))
	case "minimum":
		if n.isTrue("exclusiveMinimum") {
			return bound("and must be more than", "minimum")
		}
		return bound("less than the minimum", "minimum")
	case "maximum":
		if n.isTrue("exclusiveMaximum") {
			return bound("and must be less than", "maximum")
		}
		return bound("more than the maximum", "maximum")
	case "exclusiveMinimum":
		return bound("and must be more than", "exclusiveMinimum")
	case "exclusiveMaximum":
		return bound("and must be less than", "exclusiveMaximum")
	case "multipleOf":
		return bound("which is no multiple of", "multipleOf")
	case "minLength":
		return size("character", "fewer than", "minLength", len([]rune(f.value.value)))
	case "maxLength":
		return size("character", "more than", "maxLength", len([]rune(f.value.value)))
	case "minItems":
		return size("element", "fewer than", "minItems", len(f.value.items()))
	case "maxItems":
		return size("element", "more than", "maxItems", len(f.value.items()))
	case "minProperties":
		return size("property", "fewer than", "minProperties", len(f.value.fields()))
	case "maxProperties":
		return size("property", "more than", "maxProperties", len(f.value.fields()))
	case "uniqueItems":
		return say("%s equals an earlier element, and the elements must differ", it), "remove one of the two"
	case "contains", "maxContains":
		return say("%s has not as many elements of the kind that the schema asks for", it), either
	case "pattern":
		return say("%s is %s, which does not match the pattern %s", it, described(f.value), brief(n.text("pattern"))), either
	case "format":
		return explainFormat(it, f)
	case "required":
		names := listNames(f.names)
		verb, pronoun := "is", "it"
		if len(f.names) > 1 {
			verb, pronoun = "are", "them"
		}
		within := ""
		if len(f.path) > 0 {
			within = " in " + it
		}
		return say("%s %s missing%s", names, verb, within), say("add %s, or do not require %s", names, pronoun)
	case "additionalProperties":
		var known []string
		for i := range n.get("properties").fields() {
			known = append(known, n.get("properties").fields()[i].name)
		}
		hint = "remove it, or add it to the schema"
		if near := r.suggest(f.names[0], known); near != "" && near != f.names[0] {
			hint = "did you mean " + quote(near) + "?"
		}
		if f.elsewhere {
			hint = "remove additionalProperties: false from the part of allOf, which does not know what the others describe"
			if r.is31 {
				hint = "write unevaluatedProperties: false beside allOf, instead of additionalProperties: false in a part of it, which does not know the others"
			}
		}
		if len(f.names) > 1 {
			within := ""
			if len(f.path) > 1 {
				within = " in " + pathName(f.path[:len(f.path)-1])
			}
			return say("%s%s are no properties of the schema, which allows no others", listNames(f.names), within), hint
		}
		return say("%s is no property of the schema, which allows no others", it), hint
	case "propertyNames":
		return say("%s is no name that the schema allows for a property", it), either
	case "anyOf", "oneOf":
		return say("%s is %s, which fits none of the alternatives", it, typeOf(f.value)), either
	case "not":
		return say("%s is what the schema excludes", it), either
	case "false":
		return say("%s must not be there: the schema allows nothing", it), "remove it"
	}
	return say("%s does not fit", it), either
}

func (r *reader) explainType(it string, f fault) (problem, hint string) {
	types := typesOf(f.schema)
	want := make([]string, len(types))
	for i, t := range types {
		want[i] = typeNames[t]
	}
	is := typeOf(f.value)
	if f.value.kind == text {
		is = "the string " + described(f.value)
	}
	hint = "replace it by " + strings.Join(want, " or ")
	switch {
	case f.value.kind == null:
		hint = "give it a value, or allow null in the schema"
	case len(types) != 1:
	case types[0] == "string" && f.value.body == nil:
		hint = "put it in quotes"
	case types[0] == "integer" && f.value.kind == text && plainKind(f.value.value) == number && strings.ContainsAny(f.value.value, ".eE"):
		hint = "write a whole number without quotes, or type: number in the schema"
	case (types[0] == "number" || types[0] == "integer") && f.value.kind == text && plainKind(f.value.value) == number,
		types[0] == "boolean" && f.value.kind == text && plainKind(f.value.value) == boolean:
		hint = "remove the quotes"
	case types[0] == "integer" && f.value.kind == number:
		hint = "write a whole number, or type: number in the schema"
	case types[0] == "array" && f.value.kind != object:
		hint = "write it as a list"
	}
	return say("%s is %s, not %s", it, is, strings.Join(want, " or ")), hint
}

var typeNames = map[string]string{"array": "a list", "boolean": "a boolean", "integer": "an integer", "null": "null", "number": "a number", "object": "an object", "string": "a string"}

func explainFormat(it string, f fault) (problem, hint string) {
	name := f.schema.text("format")
	if name == "date-time" && isDateTime(f.value.value+"Z") {
		return say("%s is %s, which lacks the offset that RFC 3339 asks for (format: date-time)", it, described(f.value)), "write " + quote(f.value.value+"Z") + " if it is in UTC"
	}
	if format, ok := formats[name]; ok {
		problem, hint = say("%s is %s, which is not %s (format: %s)", it, described(f.value), format.name, name), "write it like "+quote(format.example)
		if name == "uri" {
			hint += ", or give the format uri-reference"
		}
		return problem, hint
	}
	return say("%s is %s, which is out of the range of %s", it, described(f.value), name), "write a smaller number, or another format in the schema"
}

// described is a value in few words.
func described(n *node) string {
	switch n.kind {
	case text:
		return brief(n.value)
	case array:
		return "a list"
	case object:
		return "an object"
	case null:
		return "null"
	}
	if n.kind == number {
		return shorten(numeral(n.value))
	}
	return strings.ToLower(n.value)
}

// typeOf is the type of a value, as JSON Schema calls it.
func typeOf(n *node) string {
	switch n.kind {
	case object:
		return "an object"
	case number:
		return "the number " + described(n)
	case boolean:
		return "the boolean " + described(n)
	}
	return kindName(n)
}

// maxBrief is how much of a value stands in a message.
const maxBrief = 80

func brief(s string) string {
	if n := maxBrief; len(s) > n {
		for !utf8.RuneStart(s[n]) {
			n--
		}
		s = s[:n] + "…"
	}
	return `"` + s + `"`
}

// maxListed is how many names a message lists.
const maxListed = 8

func listNames(names []string) string {
	var b strings.Builder
	for i, name := range names[:min(len(names), maxListed)] {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(quote(name))
	}
	if len(names) > maxListed {
		b.WriteString(", …")
	}
	return b.String()
}

func plural(n int, what string) string {
	if n != 1 {
		what = strings.TrimSuffix(what, "y") + map[bool]string{true: "ies", false: "s"}[strings.HasSuffix(what, "y")]
	}
	return strconv.Itoa(n) + " " + what
}

// pathName names a part of a value: "items[0].price", in quotes; "it" for the whole.
func pathName(path []step) string {
	if len(path) == 0 {
		return "it"
	}
	var b strings.Builder
	for _, s := range path {
		if s.key == nil {
			b.WriteString("[" + strconv.Itoa(s.index) + "]")
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(s.key.name)
	}
	return quote(b.String())
}

// subject names a value for people by the place where it stands: "the example of Order.status", "the default of the
// parameter \"limit\" of GET /orders", "the example \"big\" of the response 200 of GET /orders".
func (r *reader) subject(e example) string {
	what := "the example"
	switch {
	case e.kind == "default":
		what = "the default"
	case e.kind == "enum":
		what = "a value in the enum"
	case e.name != "":
		what = "the example " + quote(e.name)
	}
	pointer := e.place.pointer
	if r.bundled.names != nil {
		pointer = r.bundled.pointer(e.place.file.path, pointer, 0)
		for kind, section := range definitions { // of Swagger 2.0, in the shape that it has here
			if rest, ok := strings.CutPrefix(pointer, section+"/"); ok {
				pointer = componentSections[kind] + "/" + rest
				break
			}
		}
	}
	if name, ok := strings.CutPrefix(pointer, "/components/examples/"); ok {
		name, _, _ = strings.Cut(name, "/")
		return "the example " + quote(name)
	}
	if owner := r.owner(pointer); owner != "" {
		return what + " of " + owner
	}
	return what
}

// owner names what stands at a pointer, up to the keys that only lead to an example.
func (r *reader) owner(pointer string) string {
	n := r.root.root
	at := r.root
	down := func(token string) {
		if n == nil {
			return
		}
		if t := r.follow(place{file: at, node: n}, ""); t.failure == resolved {
			n, at = childOf(t.node, token), t.file
		} else {
			n = nil
		}
	}
	var (
		property []string // within a schema
		holders  []string // the nearest last
		tokens   = strings.Split(pointer, "/")
	)
	for i := range tokens {
		tokens[i] = strings.ReplaceAll(strings.ReplaceAll(tokens[i], "~1", "/"), "~0", "~")
	}
	tokens = tokens[1:]
	hold := func(s string) { holders, property = append(holders, s), nil }
	for len(tokens) > 0 {
		t := tokens[0]
		next := ""
		if len(tokens) > 1 {
			next = tokens[1]
		}
		took := 1
		switch {
		case t == "components" && len(tokens) > 2:
			switch took = 3; next {
			case "schemas":
				hold(tokens[2])
			case "parameters":
				hold("the parameter " + quote(tokens[2]))
			default:
				hold("the " + singular[next] + " " + quote(tokens[2]))
			}
		case (t == "paths" || t == "webhooks") && len(tokens) > 2:
			took = 3
			if tokens[2] == "parameters" {
				took = 2
				hold(next)
			} else {
				hold(strings.ToUpper(tokens[2]) + " " + next)
			}
		case t == "parameters" && next != "":
			took = 2
			down(t)
			down(next)
			hold("the parameter " + quote(nameOf(n, next)))
			tokens, took = tokens[2:], 0
		case t == "requestBody":
			hold("the request")
		case t == "responses" && next != "":
			took = 2
			hold("the response " + next)
		case t == "headers" && next != "":
			took = 2
			hold("the header " + quote(next))
		case (t == "properties" || t == "patternProperties" || t == "$defs" || t == "definitions") && next != "":
			took = 2
			property = append(property, next)
		case t == "items" || t == "additionalProperties":
			if len(property) > 0 {
				property[len(property)-1] += "[]"
			} else {
				property = append(property, "[]")
			}
		case t == "example" || t == "examples" || t == "default" || t == "enum":
			tokens = nil
			took = 0
		}
		for range took {
			down(tokens[0])
			tokens = tokens[1:]
		}
	}
	name := strings.Join(property, ".")
	if len(holders) == 0 {
		if name == "" {
			return ""
		}
		return quote(name)
	}
	last := holders[len(holders)-1]
	isSchema := !strings.Contains(last, " ") && len(holders) == 1
	switch {
	case name != "" && isSchema && !strings.HasPrefix(last, "/"):
		return last + strings.TrimSuffix("."+name, ".")
	case name != "":
		holders = append(holders, quote(name))
	}
	for i, j := 0, len(holders)-1; i < j; i, j = i+1, j-1 {
		holders[i], holders[j] = holders[j], holders[i]
	}
	return shorten(strings.Join(holders, " of "))
}

var singular = map[string]string{"responses": "response", "requestBodies": "request body", "headers": "header", "pathItems": "path item", "callbacks": "callback", "mediaTypes": "media type"}

func nameOf(n *node, otherwise string) string {
	if name := n.get("name"); name != nil && name.value != "" {
		return name.value
	}
	return otherwise
}

func childOf(n *node, token string) *node {
	if n == nil {
		return nil
	}
	if n.kind == array {
		if i, err := strconv.Atoi(token); err == nil && i >= 0 && i < len(n.items()) {
			return n.items()[i]
		}
		return nil
	}
	return n.get(token)
}
