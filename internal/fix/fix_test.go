package fix

import (
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/suppression"
)

// TestResolve makes edits at the part of a text that stands between « and ».
func TestResolve(t *testing.T) {
	members := policy.Members{{Name: "description", Value: "Not found"}, {Name: "x", Value: []any{"a", policy.Number("2")}}}
	for _, c := range []struct {
		name, file, text string
		ask              policy.Ask
		want             string // empty when the edit is refused
	}{
		{"text before", "a.sql", "CREATE INDEX «i» ON t;\n", policy.Ask{Do: policy.DoBefore, Text: "CONCURRENTLY "}, "CREATE INDEX CONCURRENTLY i ON t;\n"},
		{"text after", "a.sql", "\ufeffé\r\n\t«äx» y\r\n", policy.Ask{Do: policy.DoAfter, Text: "!"}, "\ufeffé\r\n\täx! y\r\n"},
		{"text replaced", "a.sql", "a «timestamp» b", policy.Ask{Do: policy.DoReplace, Text: "timestamptz"}, "a timestamptz b"},
		{"text deleted", "a.sql", "a« b» c", policy.Ask{Do: policy.DoDelete}, "a c"},
		{"text with line ends", "a.sql", "x\r\n«a»", policy.Ask{Do: policy.DoBefore, Text: "b\nc\r\n"}, "x\r\nb\r\nc\r\na"},
		{"generated", "a.sql", "-- DO NOT EDIT\na« b» c", policy.Ask{Do: policy.DoDelete}, ""},

		{"yaml set behind a scalar", "a.yaml", "«get»: # it\n  # sum\n  summary: List # all\n  tags: [a]\n", policy.Ask{Do: policy.DoSet, Text: "operationId", Value: "listPets"}, "get: # it\n  # sum\n  summary: List # all\n  tags: [a]\n  operationId: listPets\n"},
		{"yaml set before what is not", "a.yaml", "a:\n  «get»:\n\n    # tags\n    tags:\n    - a\n", policy.Ask{Do: policy.DoSet, Text: "x", Value: "list pets: x"}, "a:\n  get:\n\n    x: \"list pets: x\"\n    # tags\n    tags:\n    - a\n"},
		{"yaml set at the end", "a.yaml", "«get»:\r\n  summary: List", policy.Ask{Do: policy.DoSet, Text: "deprecated", Value: true}, "get:\r\n  summary: List\r\n  deprecated: true"},
		{"yaml set in an item", "a.yaml", "p:\n- «n»ame: x\n  in: query\n", policy.Ask{Do: policy.DoSet, Text: "required", Value: true}, "p:\n- name: x\n  in: query\n  required: true\n"},
		{"yaml set in an item with a mapping first", "a.yaml", "p:\n  - «s»chema:\n      type: string\n    in: query\n", policy.Ask{Do: policy.DoSet, Text: "required", Value: true}, "p:\n  - schema:\n      type: string\n    in: query\n    required: true\n"},
		{"yaml set nested", "a.yaml", "«responses»:\n  '200':\n    description: ok\n", policy.Ask{Do: policy.DoSet, Text: "404", Value: members}, "responses:\n  '404':\n    description: Not found\n    x:\n      - a\n      - 2\n  '200':\n    description: ok\n"},
		{"yaml set what is there", "a.yaml", "«a»:\n  b: 'x'\n", policy.Ask{Do: policy.DoSet, Text: "b", Value: "it's"}, "a:\n  b: 'it''s'\n"},
		{"yaml set what is there and no scalar", "a.yaml", "«a»:\n  b: [x]\n", policy.Ask{Do: policy.DoSet, Text: "b", Value: "y"}, ""},
		{"yaml set in braces", "a.yaml", "«a»: {type: string, x: 1}\n", policy.Ask{Do: policy.DoSet, Text: "maxLength", Value: policy.Number("64")}, "a: {type: string, maxLength: 64, x: 1}\n"},
		{"yaml set in empty braces", "a.yaml", "«a»: {}\n", policy.Ask{Do: policy.DoSet, Text: "type", Value: "object"}, "a: {type: object}\n"},
		{"yaml set below an anchor", "a.yaml", "a: &x\n  «b»:\n    c: 1\n", policy.Ask{Do: policy.DoSet, Text: "d", Value: "e"}, ""},
		{"yaml set in an alias", "a.yaml", "a: &x\n  c: 1\n«b»: *x\n", policy.Ask{Do: policy.DoSet, Text: "d", Value: "e"}, ""},
		{"yaml set beside a merge", "a.yaml", "a: &x\n  c: 1\n«b»:\n  <<: *x\n", policy.Ask{Do: policy.DoSet, Text: "d", Value: "e"}, ""},
		{"yaml set in a scalar", "a.yaml", "«a»: b\n", policy.Ask{Do: policy.DoSet, Text: "d", Value: "e"}, ""},
		{"yaml beside", "a.yaml", "«openapi»: 3.0.3 # it\ninfo:\n  a: b\n", policy.Ask{Do: policy.DoBeside, Text: "tags", Value: []any{"a b", "c"}}, "openapi: 3.0.3 # it\ntags:\n  - a b\n  - c\ninfo:\n  a: b\n"},
		{"yaml beside in the middle", "a.yaml", "a:\n  b: 1\n  «c»: \"d\"\n  e: 2\n", policy.Ask{Do: policy.DoBeside, Text: "f", Value: "g"}, "a:\n  b: 1\n  c: \"d\"\n  f: g\n  e: 2\n"},
		{"yaml beside in an item", "a.yaml", "a:\n  - «bb»: 1\n    c: 2\n", policy.Ask{Do: policy.DoBeside, Text: "f", Value: "g"}, "a:\n  - bb: 1\n    f: g\n    c: 2\n"},
		{"yaml beside what is there", "a.yaml", "a:\n  b: 1\n  «c»: d\n", policy.Ask{Do: policy.DoBeside, Text: "b", Value: policy.Number("2")}, "a:\n  b: 2\n  c: d\n"},
		{"json beside", "a.json", "{\n  \"a\": 1,\n  «\"b\"»: 2,\n  \"c\": 3\n}", policy.Ask{Do: policy.DoBeside, Text: "d", Value: "e"}, "{\n  \"a\": 1,\n  \"b\": 2,\n  \"d\": \"e\",\n  \"c\": 3\n}"},
		{"json beside minified", "a.json", `{"a":{"x":1,«"b"»:2}}`, policy.Ask{Do: policy.DoBeside, Text: "d", Value: "e"}, `{"a":{"x":1,"b":2,"d":"e"}}`},
		{"json beside what is there", "a.json", `{"d":1,"x":{"d":[{}]},«"b"»:2}`, policy.Ask{Do: policy.DoBeside, Text: "d", Value: "e"}, ""},
		{"json beside what is elsewhere", "a.json", `{"a":[{"d":1},[{"x":{"d":2},«"b"»:2,"c":{"d":3}}]],"d":4}`, policy.Ask{Do: policy.DoBeside, Text: "d", Value: "e"}, `{"a":[{"d":1},[{"x":{"d":2},"b":2,"d":"e","c":{"d":3}}]],"d":4}`},
		{"json beside what is no scalar", "a.json", `{«"b"»:{}}`, policy.Ask{Do: policy.DoBeside, Text: "d", Value: "e"}, `{"d":"e","b":{}}`},
		{"yaml value plain", "a.yaml", "a: «x» # y\n", policy.Ask{Do: policy.DoValue, Value: "yes"}, "a: \"yes\" # y\n"},
		{"yaml value of a key", "a.yaml", "«a»: \"x\"\n", policy.Ask{Do: policy.DoValue, Value: `y"z`}, "a: \"y\\\"z\"\n"},
		{"yaml value that is empty", "a.yaml", "«a»:\nb: 1\n", policy.Ask{Do: policy.DoValue, Value: "y z"}, "a: y z\nb: 1\n"},
		{"yaml value of several lines", "a.yaml", "«a»: x\n  y\n", policy.Ask{Do: policy.DoValue, Value: "z"}, ""},
		{"yaml value in a block", "a.yaml", "«a»: |\n  y\n", policy.Ask{Do: policy.DoValue, Value: "z"}, ""},
		{"yaml value in brackets", "a.yaml", "a: [«x», y]\n", policy.Ask{Do: policy.DoValue, Value: "b c"}, "a: [\"b c\", y]\n"},
		{"yaml key", "a.yaml", "paths:\n  «/a/»: {}\n", policy.Ask{Do: policy.DoKey, Text: "/a/{id}"}, "paths:\n  /a/{id}: {}\n"},
		{"yaml key in quotes", "a.yaml", "paths:\n  «'/a/'»:\n    x: 1\n", policy.Ask{Do: policy.DoKey, Text: "/a"}, "paths:\n  '/a':\n    x: 1\n"},
		{"yaml remove", "a.yaml", "a:\n  «b»:\n    - c # d\n  e: 1\n", policy.Ask{Do: policy.DoRemove}, "a:\n  e: 1\n"},
		{"yaml remove a block", "a.yaml", "a:\n  e: 1\n  «b»: |\n    c\n\n    d\n", policy.Ask{Do: policy.DoRemove}, "a:\n  e: 1\n"},
		{"yaml remove the last", "a.yaml", "a:\n  e: 1\n  «b»: {x: y}", policy.Ask{Do: policy.DoRemove}, "a:\n  e: 1\n"},
		{"yaml remove the first of an item", "a.yaml", "a:\n- «xy»: 1\n  b: 2\n", policy.Ask{Do: policy.DoRemove}, "a:\n- b: 2\n"},
		{"yaml remove the only one", "a.yaml", "a: # it\n  «b»: 1\n", policy.Ask{Do: policy.DoRemove}, ""},
		{"yaml remove the only one without comments", "a.yaml", "a:\n  «b»:\n    c: 1\nd: 2\n", policy.Ask{Do: policy.DoRemove}, "a: {}\nd: 2\n"},
		{"yaml remove with comments and blank lines", "a.yaml", "a:\n  c: 1\n\n  # of b\n  # too\n  «b»:\n    - 1\n    # last\n\n  # of d\n  d: 2\n", policy.Ask{Do: policy.DoRemove}, "a:\n  c: 1\n\n  # of d\n  d: 2\n"},
		{"yaml remove what is empty", "a.yaml", "a:\n  «b»:\n  d: 2\n", policy.Ask{Do: policy.DoRemove}, "a:\n  d: 2\n"},
		{"yaml remove in braces", "a.yaml", "a: {«b»: [1, 'x]'], d: 2}\n", policy.Ask{Do: policy.DoRemove}, "a: {d: 2}\n"},
		{"yaml remove the last in braces", "a.yaml", "a: {d: 2, «b»: {x: [1]}}\n", policy.Ask{Do: policy.DoRemove}, "a: {d: 2}\n"},
		{"yaml remove an item", "a.yaml", "a:\n  - x\n  # of y\n  - «y» # it\n  - z\n", policy.Ask{Do: policy.DoRemove}, "a:\n  - x\n  - z\n"},
		{"yaml remove an item in brackets", "a.yaml", "a: [x, «y», z]\n", policy.Ask{Do: policy.DoRemove}, "a: [x, z]\n"},
		{"yaml remove the only item", "a.yaml", "a: [«y»]\n", policy.Ask{Do: policy.DoRemove}, ""},
		{"yaml remove before kept lines", "a.yaml", "a:\n  «b»: |+\n    c\n\n  d: 2\n", policy.Ask{Do: policy.DoRemove}, ""},
		{"yaml append", "a.yaml", "«tags»:\n  - name: a\n    description: A\nx: 1\n", policy.Ask{Do: policy.DoAppend, Value: policy.Members{{Name: "name", Value: "b c"}, {Name: "x", Value: true}}}, "tags:\n  - name: a\n    description: A\n  - name: b c\n    x: true\nx: 1\n"},
		{"yaml append in braces", "a.yaml", "«tags»:\n- {name: a}\n", policy.Ask{Do: policy.DoAppend, Value: policy.Members{{Name: "name", Value: "b c"}}}, "tags:\n- {name: a}\n- {name: \"b c\"}\n"},
		{"yaml append to brackets", "a.yaml", "«enum»: ['a', 'b']\n", policy.Ask{Do: policy.DoAppend, Value: nil}, "enum: ['a', 'b', null]\n"},
		{"yaml append to empty brackets", "a.yaml", "«tags»: []\n", policy.Ask{Do: policy.DoAppend, Value: "x"}, "tags: [x]\n"},
		{"yaml append a scalar", "a.yaml", "«enum»:\r\n- \"a\"\r\n", policy.Ask{Do: policy.DoAppend, Value: "b"}, "enum:\r\n- \"a\"\r\n- \"b\"\r\n"},
		{"yaml set beside a reference", "a.yaml", "«a»:\n  $ref: x\n", policy.Ask{Do: policy.DoSet, Text: "b", Value: "y"}, ""},
		{"yaml set operationId where people put it", "a.yaml", "«get»:\n  tags:\n    - a\n  summary: >-\n    b\n    c\n  responses: {}\n", policy.Ask{Do: policy.DoSet, Text: "operationId", Value: "x"}, "get:\n  tags:\n    - a\n  summary: >-\n    b\n    c\n  operationId: x\n  responses: {}\n"},
		{"yaml key that is there", "a.yaml", "«/a/»: 1\n/a: 2\n", policy.Ask{Do: policy.DoKey, Text: "/a"}, ""},
		{"yaml value in braces over lines", "a.yaml", "a: {b:\n  «x»\n  }\n", policy.Ask{Do: policy.DoValue, Value: "y z,w"}, "a: {b:\n  \"y z,w\"\n  }\n"},
		{"json remove an item", "a.json", "{\"a\": [\n  1,\n  «2»\n]}", policy.Ask{Do: policy.DoRemove}, "{\"a\": [\n  1\n]}"},
		{"json append", "a.json", "{\n  «\"tags\"»: [\n    {\n      \"name\": \"a\"\n    }\n  ]\n}", policy.Ask{Do: policy.DoAppend, Value: policy.Members{{Name: "name", Value: "b"}}}, "{\n  \"tags\": [\n    {\n      \"name\": \"a\"\n    },\n    {\n      \"name\": \"b\"\n    }\n  ]\n}"},
		{"json append minified", "a.json", `{«"tags"»:[{"name":"a"}]}`, policy.Ask{Do: policy.DoAppend, Value: policy.Members{{Name: "name", Value: "b"}}}, `{"tags":[{"name":"a"},{"name":"b"}]}`},
		{"json append on one line", "a.json", `{«"enum"»: ["a"], "x": 1}`, policy.Ask{Do: policy.DoAppend, Value: nil}, `{"enum": ["a", null], "x": 1}`},
		{"json set beside a reference", "a.json", `{«"a"»: {"$ref": "x"}}`, policy.Ask{Do: policy.DoSet, Text: "b", Value: "y"}, ""},
		{"yaml with another line end", "a.yaml", "«a»:\n  b: x\u2028\n", policy.Ask{Do: policy.DoSet, Text: "d", Value: "e"}, ""},

		{"json set", "a.json", "{\n  \"a\" : «\"get\"» : {\n    \"summary\": \"x\",\n    \"tags\": []\n  }\n}\n", policy.Ask{Do: policy.DoSet, Text: "operationId", Value: "listPets"}, "{\n  \"a\" : \"get\" : {\n    \"summary\": \"x\",\n    \"tags\": [],\n    \"operationId\": \"listPets\"\n  }\n}\n"},
		{"json set minified", "a.json", `{«"get"»:{"tags":[],"a":1}}`, policy.Ask{Do: policy.DoSet, Text: "operationId", Value: "x\"y"}, `{"get":{"tags":[],"operationId":"x\"y","a":1}}`},
		{"json set the second", "a.json", `{"get":«{»"a": 1}}`, policy.Ask{Do: policy.DoSet, Text: "b", Value: members}, `{"get":{"a": 1,"b": {"description": "Not found", "x": ["a", 2]}}}`},
		{"json set over lines", "a.json", "{\n  «\"a\"»: {\n    \"b\": {}\n  }\n}", policy.Ask{Do: policy.DoSet, Text: "c", Value: members}, "{\n  \"a\": {\n    \"c\": {\n      \"description\": \"Not found\",\n      \"x\": [\n        \"a\",\n        2\n      ]\n    },\n    \"b\": {}\n  }\n}"},
		{"json set in nothing", "a.json", `{«"a"»: { }}`, policy.Ask{Do: policy.DoSet, Text: "c", Value: nil}, `{"a": {"c": null }}`},
		{"json set what is there", "a.json", `{«"a"»: {"b":1,"c":"x"}}`, policy.Ask{Do: policy.DoSet, Text: "c", Value: false}, `{"a": {"b":1,"c":false}}`},
		{"json value", "a.json", `{"a": «"x"», "b": 1}`, policy.Ask{Do: policy.DoValue, Value: "y"}, `{"a": "y", "b": 1}`},
		{"json value of a key", "a.json", `{«"a"»: 1}`, policy.Ask{Do: policy.DoValue, Value: policy.Number("2")}, `{"a": 2}`},
		{"json value that is none", "a.json", `{«"a"»: [1]}`, policy.Ask{Do: policy.DoValue, Value: policy.Number("2")}, ""},
		{"json key", "a.json", `{«"/a/"»: {}}`, policy.Ask{Do: policy.DoKey, Text: "/a"}, `{"/a": {}}`},
		{"json remove", "a.json", "{\n  «\"a\"»: [1],\n  \"b\": 2\n}", policy.Ask{Do: policy.DoRemove}, "{\n  \"b\": 2\n}"},
		{"json remove the last", "a.json", "{\n  \"b\": 2,\n  «\"a\"»: [1]\n}", policy.Ask{Do: policy.DoRemove}, "{\n  \"b\": 2\n}"},
		{"json remove the only one", "a.json", "{ «\"a\"»: [1] }", policy.Ask{Do: policy.DoRemove}, "{}"},
		{"json in yaml", "a.yaml", "{«\"a\"»: {\"b\":1}}\n", policy.Ask{Do: policy.DoSet, Text: "c", Value: "d"}, "{\"a\": {\"b\":1,\"c\":\"d\"}}\n"},
		{"json that is broken", "a.json", `{«"a"»: {"b":`, policy.Ask{Do: policy.DoSet, Text: "c", Value: "d"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, rest, ok := strings.Cut(c.text, "«")
			part, after, ok2 := strings.Cut(rest, "»")
			if !ok || !ok2 {
				t.Fatal("the text has no « »")
			}
			text := before + part + after
			trimmed := strings.TrimPrefix(text, "\ufeff")
			first := len(before) - (len(text) - len(trimmed))
			at := facts.NewLines([]byte(trimmed)).Range(first, first+len(part))
			list := []finding.Finding{{Asks: []finding.Ask{{Node: facts.Node{File: c.file, Range: at, Pointer: "/" + part}, Ask: c.ask}}}}
			Resolve(func(string) ([]byte, error) { return []byte(text), nil }, list)
			if got := applied(t, text, list[0].Edits); got != c.want && (c.want != "" || got != text) {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			} else if c.want == "" && list[0].Edits != nil {
				t.Errorf("it is not refused: %v", list[0].Edits)
			}
		})
	}
}

func applied(t *testing.T, text string, edits []finding.Edit) string {
	t.Helper()
	list := make([]suppression.Edit, len(edits))
	for i, e := range edits {
		list[i] = suppression.Edit(e)
	}
	out, err := suppression.Apply([]byte(text), list)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestResolveTogether holds that a finding is mended as a whole or not at all.
func TestResolveTogether(t *testing.T) {
	at := func(line, from, to int) facts.Node {
		return facts.Node{File: "a.sql", Range: facts.Range{Start: facts.Position{Line: line, Column: from}, End: facts.Position{Line: line, Column: to}}}
	}
	replace := func(n facts.Node, text string) finding.Ask {
		return finding.Ask{Node: n, Ask: policy.Ask{Do: policy.DoReplace, Text: text}}
	}
	list := []finding.Finding{
		{Asks: []finding.Ask{replace(at(1, 4, 5), "y"), replace(at(1, 1, 2), "x")}},
		{Asks: []finding.Ask{replace(at(1, 1, 3), "y"), replace(at(1, 2, 4), "x")}},
		{Asks: []finding.Ask{replace(at(1, 1, 3), "y"), replace(at(2, 1, 4), "x")}},
		{Asks: []finding.Ask{replace(at(1, 1, 3), "y"), replace(at(1, 3, 4), "x")}},
	}
	Resolve(func(string) ([]byte, error) { return []byte("a b c"), nil }, list)
	want := [][]finding.Edit{{{File: "a.sql", First: 0, Last: 1, Text: "x"}, {File: "a.sql", First: 3, Last: 4, Text: "y"}}, nil, nil, {{File: "a.sql", First: 0, Last: 3, Text: "yx"}}}
	for i := range list {
		if !slices.Equal(list[i].Edits, want[i]) {
			t.Errorf("finding %d: got %v, want %v", i, list[i].Edits, want[i])
		}
	}
}
