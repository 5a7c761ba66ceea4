package openapi

import (
	"bytes"
	"fmt"
	"math/rand"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// violations reads a document and returns its example violations, one line each.
func exampleViolations(t *testing.T, text string) []string {
	t.Helper()
	m, doc := model(tree(map[string]string{"openapi.yaml": text}), source.Unit{Name: "openapi.yaml", Files: []string{"openapi.yaml"}})
	out := []string{}
	for _, v := range m.ExampleViolations {
		n, err := doc.Node(v.At)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, n.Pointer+": "+v.Problem)
	}
	for _, p := range m.Problems {
		t.Errorf("problem: %s", p.Message)
	}
	return out
}

// A schema, its version and an example in it; an empty want means that it fits.
func TestSchemaExamples(t *testing.T) {
	for _, c := range []struct{ name, version, schema, want string }{
		{"a type", "3.0.3", "{type: integer, example: a}", `it is the string "a", not an integer`},
		{"a whole number with a point", "3.0.3", "{type: integer, example: 1.0}", ""},
		{"an exponent", "3.0.3", "{type: integer, example: 1e3}", ""},
		{"a fraction", "3.0.3", "{type: integer, example: 1.5}", "it is the number 1.5, not an integer"},
		{"a date without quotes", "3.0.3", "{type: string, format: date, example: 2020-02-29}", ""},
		{"a day that does not exist", "3.0.3", "{type: string, format: date, example: 2021-02-29}", `it is "2021-02-29", which is not a date (format: date)`},
		{"yes is text", "3.0.3", "{type: string, example: yes}", ""},
		{"true is none", "3.0.3", "{type: string, example: true}", "it is the boolean true, not a string"},
		{"null, nullable", "3.0.3", "{type: string, nullable: true, enum: [a], example: null}", ""},
		{"null, not nullable", "3.0.3", "{type: string, example: null}", "it is null, not a string"},
		{"null, no type", "3.0.3", "{example: null}", ""},
		{"null beside allOf", "3.0.3", "{nullable: true, allOf: [{type: object}], example: null}", ""},
		{"null of 3.1", "3.1.0", "{type: [string, 'null'], example: null}", ""},
		{"int64", "3.0.3", "{type: integer, format: int64, example: 9223372036854775807}", ""},
		{"more than int64", "3.0.3", "{type: integer, format: int64, example: 9223372036854775808}", "it is 9223372036854775808, which is out of the range of int64"},
		{"int32", "3.0.3", "{type: integer, format: int32, example: 2147483648}", "it is 2147483648, which is out of the range of int32"},
		{"neighbours of 2^53", "3.1.0", "{enum: [9007199254740992], example: 9007199254740993}", `it is 9007199254740993, which is none of "9007199254740992"`},
		{"equal numbers", "3.1.0", "{enum: [1.0], example: 1}", ""},
		{"0.3 is a multiple of 0.1", "3.0.3", "{type: number, multipleOf: 0.1, example: 0.3}", ""},
		{"an exclusive bound of 3.0", "3.0.3", "{type: number, maximum: 5, exclusiveMaximum: true, example: 5}", "it is 5, and must be less than 5"},
		{"an exclusive bound of 3.1", "3.1.0", "{type: number, exclusiveMaximum: 5, example: 5}", "it is 5, and must be less than 5"},
		{"a monster", "3.1.0", "{type: number, maximum: 5, example: 1e999999999}", ""},
		{"infinity", "3.1.0", "{type: number, maximum: 5, example: .inf}", ""},
		{"characters, not bytes", "3.1.0", "{type: string, maxLength: 2, example: éé}", ""},
		{"a type of another world", "3.0.3", "{type: file, example: 1}", ""},
		{"formats nobody knows", "3.1.0", "{type: string, format: color, example: x}", ""},
		{"a format of 3.1 that is not of strings", "3.1.0", "{format: date, example: 5}", ""},
		{"a lookahead", "3.1.0", "{type: string, pattern: '^(?!a)', example: abc}", `it is "abc", which does not match the pattern "^(?!a)"`},
		{"a pattern that is none", "3.1.0", "{type: string, pattern: '(', example: abc}", ""},
		{"a pattern of another language", "3.1.0", "{type: string, pattern: '\\Aabc\\z', example: abcd}", ""},
		{"unicode", "3.1.0", `{type: string, pattern: '^\p{Lu}$', example: É}`, ""},
		{"readOnly and writeOnly are not required", "3.0.3", "{type: object, required: [a, b, c], properties: {a: {readOnly: true}, b: {writeOnly: true}, c: {}}, example: {}}", `"c" is missing`},
		{"several are missing", "3.0.3", "{type: object, required: [b, a, b], example: {}}", `"a", "b" are missing`},
		{"required in one part, readOnly in another", "3.0.3", "{allOf: [{required: [a]}, {properties: {a: {readOnly: true}}}], example: {}}", ""},
		{"readOnly by reference", "3.0.3", "{required: [a], properties: {a: {$ref: '#/components/schemas/ReadOnly'}}, example: {}}", ""},
		{"a closed object", "3.0.3", "{type: object, properties: {name: {}}, additionalProperties: false, example: {naem: 1}}", `"naem" is no property of the schema, which allows no others`},
		{"several properties too many", "3.0.3", "{properties: {a: {type: object, additionalProperties: false}}, example: {a: {c: 1, b: 1}}}", `"b", "c" in "a" are no properties of the schema, which allows no others`},
		{"a closed part of allOf", "3.0.3", "{allOf: [{properties: {a: {}}, additionalProperties: false}, {properties: {b: {}}}], example: {a: 1, b: 1}}", `"b" is no property of the schema, which allows no others`},
		{"a map", "3.0.3", "{type: object, additionalProperties: {type: integer}, example: {a: 1, b: c}}", `"b" is the string "c", not an integer`},
		{"unevaluated properties", "3.1.0", "{allOf: [{properties: {a: {}}}], unevaluatedProperties: false, example: {a: 1, b: 1}}", `"b" is no property of the schema, which allows no others`},
		{"false", "3.1.0", "{properties: {a: false}, example: {a: 1}}", `"a" must not be there: the schema allows nothing`},
		{"a mistake of every element, once", "3.0.3", "{type: array, items: {type: integer}, example: [a, b, c]}", `"[0]" is the string "a", not an integer`},
		{"unique elements", "3.0.3", "{type: array, uniqueItems: true, example: [{a: 1, b: 2}, {b: 2.0, a: 1}]}", `"[1]" equals an earlier element, and the elements must differ`},
		{"different elements", "3.0.3", "{type: array, uniqueItems: true, example: [1, '1', [1], true]}", ""},
		{"a tuple", "3.1.0", "{prefixItems: [{type: integer}], items: {type: string}, example: [1, a, 2]}", `"[2]" is the number 2, not a string`},
		{"contains", "3.1.0", "{contains: {type: integer}, example: [a]}", "it has not as many elements of the kind that the schema asks for"},
		{"the closest alternative", "3.0.3", "{oneOf: [{type: string}, {type: object, required: [a, b, c]}, {type: object, properties: {a: {type: integer}}, required: [a]}], example: {a: x}}",
			`none of the 2 alternatives fits; in the closest, "a" is the string "x", not an integer`},
		{"alternatives of other types", "3.0.3", "{oneOf: [{type: string}, {type: integer}], example: [1]}", "it is a list, which fits none of the alternatives"},
		{"more than one of oneOf", "3.0.3", "{oneOf: [{type: integer}, {type: number}], example: 1}", ""},
		{"a broken reference may be what fits", "3.0.3", "{anyOf: [{type: string}, {$ref: '#/gone'}], example: 1}", ""},
		{"a broken reference beside a mistake", "3.0.3", "{allOf: [{type: string}, {$ref: '#/gone'}], example: 1}", "it is the number 1, not a string"},
		{"not a broken reference", "3.0.3", "{not: {$ref: '#/gone'}, example: 1}", ""},
		{"not", "3.0.3", "{not: {type: integer}, example: 1}", "it is what the schema excludes"},
		{"if and then", "3.1.0", "{if: {required: [a]}, then: {required: [b]}, example: {a: 1}}", `"b" is missing`},
		{"if and else", "3.1.0", "{if: {required: [a]}, then: false, else: {required: [b]}, example: {c: 1}}", `"b" is missing`},
		{"a dependency", "3.1.0", "{dependentRequired: {a: [b]}, example: {a: 1}}", `"b" is missing`},
		{"names", "3.1.0", "{propertyNames: {pattern: ^a}, example: {b: 1}}", `"b" is no name that the schema allows for a property`},
		{"3.0 ignores what stands beside a reference", "3.0.3", "{properties: {a: {$ref: '#/components/schemas/ReadOnly', type: integer}}, example: {a: x}}", ""},
		{"3.1 does not", "3.1.0", "{properties: {a: {$ref: '#/components/schemas/ReadOnly', type: integer}}, example: {a: x}}", `"a" is the string "x", not an integer`},
		{"examples of 3.1", "3.1.0", "{type: integer, examples: [1, x]}", `it is the string "x", not an integer`},
		{"examples of 3.0 are none", "3.0.3", "{type: integer, x-examples: [x]}", ""},
		{"JSON as text", "3.0.3", `{type: object, example: '{"a": 1}'}`, ""},
		{"a reference in an example", "3.0.3", "{type: string, example: {$ref: a.json}}", ""},
		{"a recursive schema", "3.1.0", "{type: object, properties: {next: {$ref: '#/components/schemas/S'}, n: {type: integer}}, example: {next: {next: {n: x}}}}", `"next.next.n" is the string "x", not an integer`},
		{"a schema that is itself", "3.1.0", "{anyOf: [{$ref: '#/components/schemas/S'}, {$ref: '#/components/schemas/S'}], example: 1}", ""},
		{"$dynamicRef", "3.1.0", "{$id: 'https://x.example/s', $dynamicAnchor: node, $ref: tree, $defs: {t: {$id: tree, $dynamicAnchor: node, properties: {c: {$dynamicRef: '#node'}}}}, required: [v], example: {v: 1, c: {}}}", `"v" is missing in "c"`},
		{"$anchor", "3.1.0", "{properties: {a: {$ref: '#here'}}, $defs: {h: {$anchor: here, type: integer}}, example: {a: x}}", `"a" is the string "x", not an integer`},
		{"an email address", "3.1.0", "{type: string, format: email, example: ada}", `it is "ada", which is not an email address (format: email)`},
		{"a leap second", "3.1.0", "{type: string, format: date-time, example: '1990-12-31t23:59:60.5z'}", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := exampleViolations(t, "openapi: "+c.version+"\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    S: "+c.schema+"\n    ReadOnly: {readOnly: true, example: 1}\n")
			want := []string{}
			if c.want != "" {
				want = append(want, c.want)
			}
			if len(got) != len(want) || len(got) == 1 && !strings.HasSuffix(got[0], ": "+want[0]) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// Values are judged by the direction that they go in.
func TestDirection(t *testing.T) {
	const text = `openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /a:
    post:
      requestBody:
        content:
          application/json: {schema: {$ref: '#/components/schemas/S'}, example: {w: 1}}
          text/json: {schema: {$ref: '#/components/schemas/S'}, example: {r: x}}
      responses:
        '200':
          description: x
          content:
            application/json: {schema: {$ref: '#/components/schemas/S'}, example: {r: 1}}
            text/json: {schema: {$ref: '#/components/schemas/S'}, example: {w: 1}}
components:
  schemas:
    S:
      required: [r, w]
      properties:
        r: {type: integer, readOnly: true}
        w: {type: integer, writeOnly: true}
`
	got := exampleViolations(t, text)
	want := []string{
		`/paths/~1a/post/requestBody/content/text~1json/example: "w" is missing`,
		`/paths/~1a/post/responses/200/content/text~1json/example: "r" is missing`,
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The validator that others use agrees, on schemas and values made up at random in the dialect that both speak.
func TestValidatorsAgree(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	pick := func(list ...string) string { return list[random.Intn(len(list))] }
	var value func(depth int) string
	value = func(depth int) string {
		n := 8
		if depth == 0 {
			n = 6
		}
		switch random.Intn(n) {
		case 0:
			return pick("null", "true", "false")
		case 1, 2:
			return pick("0", "1", "1.0", "2", "-1", "1.5", "1e1", "10", "9007199254740993", "9007199254740992")
		case 3, 4, 5:
			return pick(`"a"`, `"b"`, `"ab"`, `"é"`, `""`, `"aaa"`)
		case 6:
			return "[" + value(depth-1) + "," + value(depth-1) + "]"
		}
		return `{"a":` + value(depth-1) + `,` + pick(`"b"`, `"c"`, `"xy"`) + `:` + value(depth-1) + "}"
	}
	var schema func(depth int) string
	schema = func(depth int) string {
		if depth == 0 {
			return pick("true", "false", `{}`, `{"type":"integer"}`, `{"type":["string","null"]}`, `{"minimum":1}`, `{"enum":[1,"a",null]}`, `{"type":"object"}`)
		}
		var parts []string
		sub := func() string { return schema(depth - 1) }
		seen := map[string]bool{}
		add := func(name, v string) {
			if !seen[name] {
				seen[name] = true
				parts = append(parts, strconv.Quote(name)+":"+v)
			}
		}
		for range 1 + random.Intn(3) {
			switch random.Intn(19) {
			case 0:
				add("type", pick(`"integer"`, `"string"`, `"object"`, `"array"`, `["number","object"]`))
			case 1:
				add("properties", `{"a":`+sub()+`,"b":`+sub()+`}`)
			case 2:
				add("required", pick(`["a"]`, `["b","c"]`))
			case 3:
				add("additionalProperties", sub())
			case 4:
				add("patternProperties", `{"^x":`+sub()+`}`)
			case 5:
				add("items", sub())
			case 6:
				add("prefixItems", "["+sub()+"]")
			case 7:
				add("allOf", "["+sub()+","+sub()+"]")
			case 8:
				add("anyOf", "["+sub()+","+sub()+"]")
			case 9:
				add("not", sub())
			case 10:
				add("if", sub())
				add("then", sub())
				add("else", sub())
			case 11:
				add("enum", "["+value(1)+","+value(1)+"]")
			case 12:
				add("const", value(1))
			case 13:
				add("pattern", pick(`"^a"`, `"b$"`, `"^(?!a)"`))
			case 14:
				add(pick("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), pick("0", "1", "2"))
			case 15:
				add(pick("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), pick("1", "1.5", "9007199254740992"))
			case 16:
				add("multipleOf", pick("2", "0.5"))
			case 17:
				add("uniqueItems", "true")
			case 18:
				add("contains", sub())
				add(pick("minContains", "maxContains"), pick("0", "1", "2"))
			}
		}
		return "{" + strings.Join(parts, ",") + "}"
	}
	agreed, unknown := 0, 0
	for range 4000 {
		s, v := schema(3), value(2)
		want, ok := oracle(s, v)
		if !ok {
			continue
		}
		sf, vf := jsonFile(s), jsonFile(v)
		r := newReader(tree(nil))
		r.is31, r.version = true, v31
		c := &checker{reader: r, total: maxAllSteps}
		out := c.check(schemaAt{file: sf, node: sf.root}, vf.root)
		switch {
		case out.unknown && len(out.faults) == 0:
			unknown++
		case out.fits() != want:
			t.Fatalf("schema %s\nvalue %s\nfits: %v, but the other validator says %v\n%+v", s, v, out.fits(), want, out)
		default:
			agreed++
		}
	}
	if agreed < 3000 {
		t.Errorf("only %d comparisons, %d unknown", agreed, unknown)
	}
}

func jsonFile(text string) *file {
	f := &file{path: "f.json", text: text, lines: facts.NewLines([]byte(text)), json: true, refs: make(map[string]target)}
	readJSON(f)
	return f
}

// oracle asks the validator of JSON Schema 2020-12 that is used for options.
func oracle(schema, value string) (fits, ok bool) {
	s, err := jsonschema.UnmarshalJSON(strings.NewReader(schema))
	if err != nil {
		return false, false
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(value)))
	if err != nil {
		return false, false
	}
	c := jsonschema.NewCompiler()
	c.UseRegexpEngine(func(s string) (jsonschema.Regexp, error) { return oraclePattern(s), nil })
	if err := c.AddResource("s", s); err != nil {
		return false, false
	}
	compiled, err := c.Compile("s")
	if err != nil {
		return false, false
	}
	return compiled.Validate(v) == nil, true
}

type oraclePattern string

func (p oraclePattern) String() string { return string(p) }
func (p oraclePattern) MatchString(s string) bool {
	switch p {
	case "^a":
		return strings.HasPrefix(s, "a")
	case "b$":
		return strings.HasSuffix(s, "b")
	case "^x":
		return strings.HasPrefix(s, "x")
	}
	return !strings.HasPrefix(s, "a")
}

// Documents whose examples are meant to cost much.
func TestHostileExamples(t *testing.T) {
	if small() {
		t.Skip("takes seconds")
	}
	const head = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n"
	deep := strings.Repeat("{a: ", 900) + "1" + strings.Repeat("}", 900)
	for name, text := range map[string]string{
		"alternatives that double at each level": head + "    S: {type: object, properties: {a: {anyOf: [{$ref: '#/components/schemas/S'}, {$ref: '#/components/schemas/S'}]}, z: false}, required: [q], example: " + deep + "}\n",
		"a schema of itself":                     head + "    S: {allOf: [{$ref: '#/components/schemas/S'}, {$ref: '#/components/schemas/S'}], example: 1}\n",
		"a hundred thousand examples":            head + "    S: {type: string, examples: [" + strings.Repeat("1, ", 100_000) + "]}\n",
		"a list with a fault in each element":    head + "    S: {items: {type: string}, example: [" + strings.Repeat("1, ", 100_000) + "]}\n",
		"patterns that backtrack": head + "    S: {type: object, properties: {" + strings.Repeat("", 1) + func() string {
			var b strings.Builder
			for i := range 200 {
				fmt.Fprintf(&b, "p%d: {type: string, pattern: '^(?=x)?(a+)+%d$', example: %s!}, ", i, i, strings.Repeat("a", 40))
			}
			return b.String()
		}() + "}}\n",
		"unique elements that are large": head + "    S: {uniqueItems: true, example: [" + strings.Repeat("["+strings.Repeat("1, ", 1000)+"], ", 300) + "]}\n",
		"numbers of a million digits":    head + "    S: {multipleOf: 1e-400, maximum: 1e400, example: 1" + strings.Repeat("0", 1_000_000) + "}\n",
		"many properties that are searched for": head + "    S: {required: [" + strings.Repeat("a, b, ", 50_000) + "], unevaluatedProperties: false, allOf: [" +
			strings.Repeat("{$ref: '#/components/schemas/S'}, ", 1000) + "], example: {c: 1, d: 1}}\n",
	} {
		t.Run(name, func(t *testing.T) {
			m, _ := model(tree(map[string]string{"openapi.yaml": text}), source.Unit{Name: "openapi.yaml", Files: []string{"openapi.yaml"}})
			if len(m.ExampleViolations) > maxViolations {
				t.Errorf("%d violations", len(m.ExampleViolations))
			}
		})
	}
}

// FuzzFits checks any value against any schema: no panic, and an end.
func FuzzFits(f *testing.F) {
	for _, seed := range [][2]string{
		{`{"type":"object","properties":{"a":{"$ref":"#"}},"required":["b"]}`, `{"a":{"a":{}}}`},
		{`{"anyOf":[{"$ref":"#"},{"not":{"$ref":"#/anyOf/0"}}],"discriminator":{"propertyName":"a","mapping":{"x":"#/anyOf/1"}}}`, `{"a":"x"}`},
		{`{"$id":"a","$dynamicAnchor":"n","$dynamicRef":"#n","unevaluatedProperties":false,"if":true,"then":false}`, `[1e99999,{"$ref":1},null]`},
		{`{"enum":[1.0,[],{}],"multipleOf":0,"pattern":"(?<=a)","format":"date-time","uniqueItems":true}`, `["",1,1.0]`},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, schema, value string) {
		sf, vf := jsonFile(schema), jsonFile(value)
		if sf.root == nil || vf.root == nil {
			t.Skip("not JSON")
		}
		for _, v := range []version{v30, v31} {
			r := newReader(tree(nil))
			r.root, r.is31, r.version = sf, v == v31, v
			r.model = &Facts{Document: Document{File: sf.path}}
			r.loaded[sf.path] = sf
			r.checkExamples([]example{{place: place{file: vf, node: vf.root}, schema: schemaAt{file: sf, node: sf.root}, kind: "example"}})
		}
	})
}

func TestPatterns(t *testing.T) {
	for _, good := range []string{
		"", "a", "^a$", `\d+`, "(a|b)*?", "a{2,3}", "a{2}", "a{,3}", "{", "}", "]", `\p{L}`, `\u{1F600}`, `[\u{1F600}-\u{1F64F}]`, "[😀-😎]", `\/`, `[\w-.]`, "[a-]",
		"[-a]", "[]", "[^]", "(?=a)*", "(?<!a)b", "(?<name>a)\\k<name>", "(?i:a)", `\cA`, `\0`, `\xZZ`, "x*y+z?", "(?:)", "$^", `\b`, "é+", "\xff+", `[\]]`, "(a)(b)",
	} {
		if problem, _ := patternProblem(good); problem != "" {
			t.Errorf("%q: %s", good, problem)
		}
	}
	for _, bad := range []string{
		"(", ")", "[", "[a", `\`, "*", "+a", "a**", "a++", "a{2}{3}", "(?i)a", "(?P<n>a)", "(?>a)", "(?#c)", "(?<1>a)", "(?<=a)*", "[z-a]", "[b-\\x61]", "a{3,2}", "^*", "a|*",
		"/^a$/", "/^a$/i", "(?", "(?R)", `\b+`,
	} {
		if problem, _ := patternProblem(bad); problem == "" {
			t.Errorf("%q is taken for a pattern", bad)
		}
	}
}

func TestRefusals(t *testing.T) {
	for name, want := range map[string]bool{
		"invalid_email": true, "invalidEmail": true, "contact_not_found": true, "Missing name": true, "bad-request": true, "an error": true, "without a body": true,
		"successful": false, "badge": false, "notes": false, "default": false, "terror": false, "unknownish": false, "two orders": false, "annotation": false,
	} {
		if tellsRefusal(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for s, want := range map[string]string{
		"1": "1", "007": "7", "+1": "1", "-01": "-1", ".5": "0.5", "5.": "5", "1.0": "1.0", "1e3": "1e3", "0x1F": "31", "0o17": "15", "-0": "0", "12345678901234567890": "12345678901234567890",
		"00.5": "0.5", "-.5e1": "-0.5e1",
	} {
		if got := numeral(s); got != want {
			t.Errorf("%q is %q, want %q", s, got, want)
		}
	}
	for _, same := range [][2]string{{"1", "1.0"}, {"1e3", "1000"}, {"0x1F", "31"}, {".5", "5e-1"}, {"+1", "01"}} {
		if order, known := compare(same[0], same[1]); order != 0 || !known {
			t.Errorf("%v differ", same)
		}
	}
	for _, monster := range []string{"1e1000000000", ".inf", "-.inf", ".nan", "1e-1000000000", strings.Repeat("9", 1000)} {
		if _, known := compare(monster, "1"); known {
			t.Errorf("%.20s is computed with", monster)
		}
	}
}
