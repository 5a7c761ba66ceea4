package suppression

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts"
)

// say writes directives as a test compares them: a line each.
func say(data string, list []Directive) string {
	lines := facts.NewLines([]byte(data))
	var b strings.Builder
	for _, d := range list {
		var names []string
		for _, n := range d.Names {
			names = append(names, n.Text)
		}
		fmt.Fprintf(&b, "%d:%d %s", d.At.Range.Start.Line, d.At.Range.Start.Column, strings.Join(names, ","))
		if d.Tool != Tool {
			fmt.Fprintf(&b, " (%s)", d.Tool)
		}
		if d.Until != "" {
			fmt.Fprintf(&b, " until %s", d.Until)
		}
		if d.Reason != "" {
			fmt.Fprintf(&b, " because %q", d.Reason)
		}
		switch d.Covers.Kind {
		case "file":
			b.WriteString(" in the file")
		default:
			text := data[lines.Offset(d.Covers.Range.Start):lines.Offset(d.Covers.Range.End)]
			if len(text) > 60 {
				text = text[:28] + "…" + text[len(text)-28:]
			}
			fmt.Fprintf(&b, " in %s %q", d.Covers.Kind, text)
		}
		if d.Problem != "" {
			fmt.Fprintf(&b, "\n    ! %s", d.Problem)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

type readCase struct {
	name, file, data, want string
	tools                  []string
}

func checkRead(t *testing.T, cases []readCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := say(c.data, Read(c.file, []byte(c.data), c.tools))
			if diff := cmp.Diff(strings.TrimLeft(c.want, "\n"), got); diff != "" {
				t.Errorf("read otherwise (-want +got):\n%s", diff)
			}
		})
	}
}

func TestGrammar(t *testing.T) {
	for text, want := range map[string]string{
		"bdma:ignore a/b -- why":                        "",
		"bdma:ignore a/b,c/* until=2027-01-31 -- why":   "",
		"bdma:ignore a/b , c/d":                         "",
		"bdma:ignore-file a/b -- why":                   "",
		"bdma:ignore":                                   "no rule is named; write bdma:ignore GROUP/RULE -- REASON",
		"bdma:ignore -- why":                            "no rule is named; write bdma:ignore GROUP/RULE -- REASON",
		"bdma:ignore a/b because":                       `"because" is neither a rule after a comma, nor until=YYYY-MM-DD, nor a reason behind two hyphens; write bdma:ignore a/b -- REASON`,
		"bdma:ignore a/b c/d":                           `"c/d" is neither a rule after a comma, nor until=YYYY-MM-DD, nor a reason behind two hyphens; write bdma:ignore a/b -- REASON`,
		"bdma:ignore a/b — why":                         `"—" does not begin a reason, two hyphens do; write bdma:ignore a/b -- REASON`,
		"bdma:ignore a/b, -- why":                       "a name is missing after the last comma; write bdma:ignore a/b -- REASON",
		"bdma:ignore a/b,,c/d -- why":                   "a name is missing at a comma; write bdma:ignore a/b -- REASON",
		"bdma:ignore a/b until=2027-02-30 -- why":       "until=2027-02-30 is no date; write until=YYYY-MM-DD",
		"bdma:ignore a/b until=2027-1-3 -- why":         "until=2027-1-3 is not written as a date; write until=2027-01-03",
		"bdma:ignore a/b until= -- why":                 "until= has no date; write until=YYYY-MM-DD",
		"bdma:ignore a/b till=2027-01-03 -- why":        `"till" is no key of a directive; the only one is until=YYYY-MM-DD`,
		"bdma:ignore a/b until=2027-01-03 until=x -- y": "until= stands there twice; leave one",
		"bdma:ignored a/b -- why":                       `"bdma:ignored" is no directive of bdma; write bdma:ignore GROUP/RULE -- REASON`,
		"bdma: ignore a/b -- why":                       `"bdma: ignore" is no directive of bdma; write bdma:ignore GROUP/RULE -- REASON`,
		"bdma:ingore a/b -- why":                        `"bdma:ingore" is no directive of bdma; write bdma:ignore GROUP/RULE -- REASON`,
		"bdma:ignore=a/b -- why":                        `"bdma:ignore" is no directive of bdma; write bdma:ignore GROUP/RULE -- REASON`,
		"bdma:ignore-files a/b -- why":                  `"bdma:ignore-files" is no directive of bdma; write bdma:ignore-file GROUP/RULE -- REASON`,
		"bdma-ignore a/b -- why":                        `"bdma-ignore" is no directive of bdma; write bdma:ignore GROUP/RULE -- REASON`,
		"bdma ignore a/b":                               `"bdma ignore" is no directive of bdma; write bdma:ignore GROUP/RULE -- REASON`,
		"bdma:disable a/b":                              `"bdma:disable" is no directive of bdma; write bdma:ignore GROUP/RULE -- REASON`,
		"bdma:nolint":                                   `"bdma:nolint" is no directive of bdma; write bdma:ignore GROUP/RULE -- REASON`,
		"old column. bdma:ignore a/b -- why":            "the directive stands behind other words; give it a comment of its own that begins with bdma:ignore",
	} {
		w, ok := parse(text, 0, len(text))
		if !ok {
			t.Errorf("%q is no directive", text)
		} else if w.problem != want {
			t.Errorf("%q:\n got %s\nwant %s", text, w.problem, want)
		}
	}
}

func TestProseIsNoDirective(t *testing.T) {
	for _, text := range []string{
		"bdma", "bdma reads this file", "bdma ignores vendor/", "bdma: see docs/suppressions.md", "bdma:recommended is what we extend", "bdmaignore a/b",
		"silenced by bdma:ignore below", "see https://example.com/bdma:ignore", "write bdma:ignore to silence it", "bdma lint --only rest/x",
	} {
		if w, ok := parse(text, 0, len(text)); ok {
			t.Errorf("%q is a directive: %+v", text, w)
		}
	}
}

func TestReadSQL(t *testing.T) {
	checkRead(t, []readCase{
		{name: "above", file: "a.sql", data: "SELECT 1;\n-- bdma:ignore m/a -- old\n-- a remark\n-- bdma:ignore m/b -- older\nDROP TABLE x;\nSELECT 2;", want: `
2:4 m/a because "old" in statement "DROP TABLE x;"
4:4 m/b because "older" in statement "DROP TABLE x;"
`},
		{name: "at the end", file: "a.sql", data: "SELECT 1; DROP TABLE x; -- bdma:ignore m/a -- old\nSELECT 2;", want: `
1:28 m/a because "old" in statement "DROP TABLE x;"
`},
		{name: "inside", file: "a.sql", data: "CREATE TABLE x (\n  a int, -- bdma:ignore m/a -- old\n  -- bdma:ignore m/b -- old\n  b int\n);\nSELECT 2;", want: `
2:13 m/a because "old" in statement "CREATE TABLE x (\n  a int, --…ignore m/b -- old\n  b int\n);"
3:6 m/b because "old" in statement "CREATE TABLE x (\n  a int, --…ignore m/b -- old\n  b int\n);"
`},
		{name: "before on its line", file: "a.sql", data: "SELECT 1; /* bdma:ignore m/a -- old */ DROP TABLE x; /* bdma:ignore m/b -- old */\nSELECT 2;", want: `
1:14 m/a because "old" in statement "DROP TABLE x;"
1:57 m/b because "old" in statement "DROP TABLE x;"
`},
		{name: "block", file: "a.sql", data: "/*\n * Remarks.\n * bdma:ignore m/a -- old\n * bdma:ignore-file m/b -- older\n */\nDROP TABLE x;", want: `
3:4 m/a because "old" in statement "DROP TABLE x;"
4:4 m/b because "older" in the file
`},
		{name: "no comment", file: "a.sql", data: "SELECT '-- bdma:ignore m/a', E'\\'-- bdma:ignore m/a', $$\n-- bdma:ignore m/a\n$$, \"/* bdma:ignore m/a */\";\nCOPY t FROM stdin;\n-- bdma:ignore m/a\n\\.\n/* /* bdma:ignore m/b */ */"},
		{name: "nothing follows", file: "a.sql", data: "DROP TABLE x;\n-- bdma:ignore m/a -- old\n", want: `
2:4 m/a because "old" in statement ""
    ! no statement follows; write it above the statement that it is about, or bdma:ignore-file m/a -- REASON for the whole file
`},
		{name: "goose", file: "a.sql", data: "-- +goose Up\n-- bdma:ignore m/a -- old\n-- +goose StatementBegin\nDO $$ BEGIN DROP TABLE x; END $$;\n-- +goose StatementEnd\n", want: `
2:4 m/a because "old" in statement "DO $$ BEGIN DROP TABLE x; END $$;"
`},
		{name: "byte order mark and code points", file: "a.sql", data: "SELECT 'é𝄞'; -- bdma:ignore m/a -- ü", want: `
1:17 m/a because "ü" in statement "SELECT 'é𝄞';"
`},
		{name: "squawk and atlas", file: "a.sql", tools: []string{"squawk", "atlas"}, data: "-- squawk-ignore ban-drop-column, prefer-text-field\nDROP TABLE x;\n-- squawk-ignore-file prefer-bigint-over-int\n-- squawk-ignore\nSELECT 1;\n-- atlas:nolint destructive DS103\n\nSELECT 2; -- atlas:nolint\n", want: `
1:4 ban-drop-column,prefer-text-field (squawk) in statement "DROP TABLE x;"
3:4 prefer-bigint-over-int (squawk) in the file
4:4  (squawk) in statement "SELECT 1;"
6:4 destructive,DS103 (atlas) in statement "SELECT 2;"
8:14  (atlas) in statement "SELECT 2;"
`},
		{name: "atlas for the file", file: "a.sql", tools: []string{"atlas"}, data: "-- atlas:nolint destructive\n\nDROP TABLE x;\n", want: `
1:4 destructive (atlas) in the file
`},
		{name: "others unless asked for", file: "a.sql", data: "-- squawk-ignore ban-drop-column\n-- bdma\nDROP TABLE x;\n"},
	})
}

func TestReadYAML(t *testing.T) {
	checkRead(t, []readCase{
		{name: "above a key", file: "a.yaml", data: "paths:\n  # bdma:ignore r/a -- old\n  # a remark\n  /a:\n    get: {}\n  /b: {}\n", want: `
2:5 r/a because "old" in node "/a:\n    get: {}"
`},
		{name: "beside a key", file: "a.yaml", data: "paths:\n  /a: # bdma:ignore r/a -- old\n    get: {}\n  /b: {} # bdma:ignore r/b -- old\n  /c: x\n", want: `
2:9 r/a because "old" in node "/a: # bdma:ignore r/a -- old\n    get: {}"
4:12 r/b because "old" in node "/b: {} # bdma:ignore r/b -- old"
`},
		{name: "items", file: "a.yaml", data: "tags:\n  # bdma:ignore r/a -- old\n  - name: a\n    x: 1\n  -\n    # bdma:ignore r/b -- old\n    name: b\n    x: 2\n  - name: c # bdma:ignore r/c -- old\n    x: 3\n", want: `
2:5 r/a because "old" in node "name: a\n    x: 1\n  -\n    # bdma:ignore r/b -- old"
6:7 r/b because "old" in node "name: b"
9:15 r/c because "old" in node "name: c # bdma:ignore r/c -- old\n    x: 3"
`},
		{name: "no comment", file: "a.yaml", data: "a: |\n  # bdma:ignore r/a -- old\n  x\nb: \"\n  # bdma:ignore r/a -- old\"\nc: 'it''s # bdma:ignore r/a -- old'\nd: a#bdma:ignore r/a\ne: >2\n   x\n  # bdma:ignore r/a -- old\n"},
		{name: "behind a block", file: "a.yaml", data: "a: |\n  text\n# bdma:ignore r/a -- old\nb: 1\nc: &x |-\n    text\n   # bdma:ignore r/b -- old\nd: 1\n", want: `
3:3 r/a because "old" in node "b: 1"
7:6 r/b because "old" in node "d: 1"
`},
		{name: "flow", file: "a.yaml", data: "get: {\n  a: 1, # bdma:ignore r/a -- old\n  # bdma:ignore r/b -- old\n  b: [1, 2]\n}\n", want: `
2:11 r/a because "old" in node "a: 1, # bdma:ignore r/a -- old\n  # bdma:ignore r/b -- old"
3:5 r/b because "old" in node "b: [1, 2]\n}"
`},
		{name: "a scalar below its key", file: "a.yaml", data: "a:\n  # bdma:ignore r/a -- old\n  text\nb: 1\n", want: `
2:5 r/a because "old" in node "a:\n  # bdma:ignore r/a -- old\n  text"
`},
		{name: "nothing follows", file: "a.yaml", data: "a: 1\n# bdma:ignore r/a -- old\n", want: `
2:3 r/a because "old" in node ""
    ! no key follows; write it above the key that it is about, or bdma:ignore-file r/a -- REASON for the whole file
`},
		{name: "keys", file: "a.yaml", data: "x-bdma-ignore: {rule: r/a, reason: old}\npaths:\n  /a:\n    get:\n      x-bdma-ignore:\n        - rules: [r/b, r/c]\n          until: 2027-01-31\n          reason: older\n        - r/d until=2027-02-01 -- oldest\n      tags: []\n", want: `
1:16 r/a because "old" in the file
6:11 r/b,r/c until 2027-01-31 because "older" in node "get:\n      x-bdma-ignore:\n  …-01 -- oldest\n      tags: []"
9:11 r/d until 2027-02-01 because "oldest" in node "get:\n      x-bdma-ignore:\n  …-01 -- oldest\n      tags: []"
`},
		{name: "key of an item", file: "a.yaml", data: "a:\n- x: 1\n  x-bdma-ignore: r/a -- old\n- y: 1\n", want: `
3:18 r/a because "old" in node "x: 1\n  x-bdma-ignore: r/a -- old\n-"
`},
	})
}

func TestReadBadKeys(t *testing.T) {
	for value, want := range map[string]string{
		`12`:                               `the value of x-bdma-ignore is neither text nor an object nor a list of these; write "GROUP/RULE -- REASON"`,
		`[]`:                               `the value of x-bdma-ignore is neither text nor an object nor a list of these; write "GROUP/RULE -- REASON"`,
		`[[]]`:                             `the value of x-bdma-ignore is neither text nor an object nor a list of these; write "GROUP/RULE -- REASON"`,
		`{"rul": "r/a"}`:                   `key "rul" does not exist; did you mean "rule"?`,
		`{"reason": "x"}`:                  `no rule is named; write {"rule": "GROUP/RULE", "reason": "REASON"}`,
		`{"rule": "r/a", "until": "soon"}`: `until: soon is no date; write until: YYYY-MM-DD`,
		`{"rule": "r/a, r/b"}`:             `"r/a, r/b" is no name of a rule; give several as a list under "rules"`,
		`{"rule": 1}`:                      `"rule" is no name of a rule; write "GROUP/RULE"`,
		`{"rule": "r/a", "rule": "r/b"}`:   `"rule" stands there twice; leave one`,
		`"r/a because"`:                    `"because" is neither a rule after a comma, nor until=YYYY-MM-DD, nor a reason behind two hyphens; write x-bdma-ignore: r/a -- REASON`,
		`""`:                               `no rule is named; write x-bdma-ignore: GROUP/RULE -- REASON`,
		`{"rules": ["r/a", "r/b"], "reason": "x"}`: ``,
		`"bdma:ignore r/a -- x"`:                   ``,
	} {
		for _, file := range []string{"a.json", "a.yaml"} {
			data := `{"a": {"x-bdma-ignore": ` + value + `, "b": 1}}`
			if strings.Contains(value, `"rule": "r/b"`) && file == "a.yaml" {
				continue // YAML refuses duplicate keys elsewhere
			}
			list := Read(file, []byte(data), nil)
			if len(list) != 1 {
				t.Errorf("%s: %s: %d directives", file, value, len(list))
			} else if list[0].Problem != want {
				t.Errorf("%s: %s:\n got %s\nwant %s", file, value, list[0].Problem, want)
			}
		}
	}
}

func TestReadJSON(t *testing.T) {
	checkRead(t, []readCase{
		{name: "object", file: "a.json", data: "{\n  \"paths\": {\n    \"/a\": {\n      \"get\": {\n        \"x-bdma-ignore\": {\"rule\": \"r/a\", \"until\": \"2027-01-31\", \"reason\": \"old\"}\n      }\n    }\n  }\n}", want: `
5:26 r/a until 2027-01-31 because "old" in node "\"get\": {\n        \"x-bdma-ign…1\", \"reason\": \"old\"}\n      }"
`},
		{name: "minified", file: "a.json", data: `{"é":{"b":{"x-bdma-ignore":["r/a -- old",{"rules":["r/b"],"reason":"x"}],"c":1}}}`, want: `
1:30 r/a because "old" in node "\"b\":{\"x-bdma-ignore\":[\"r/a -…\"r/b\"],\"reason\":\"x\"}],\"c\":1}"
1:42 r/b because "x" in node "\"b\":{\"x-bdma-ignore\":[\"r/a -…\"r/b\"],\"reason\":\"x\"}],\"c\":1}"
`},
		{name: "root", file: "openapi.yml", data: `{"x-bdma-ignore":"r/a -- old"}`, want: `
1:19 r/a because "old" in the file
`},
		{name: "item", file: "a.json", data: `[{"x-bdma-ignore":"r/a -- old"},{}]`, want: `
1:20 r/a because "old" in node "{\"x-bdma-ignore\":\"r/a -- old\"}"
`},
		{name: "escapes", file: "a.json", data: `{"a":{"x-bdma-ignore":"r/a -- \"old\""}}`, want: `
1:24 r/a because "\"old\"" in node "\"a\":{\"x-bdma-ignore\":\"r/a -- \\\"old\\\"\"}"
`},
		{name: "broken", file: "a.json", data: `{"a":{"x-bdma-ignore":"r/a -- old"}`},
	})
}

func TestReadPlain(t *testing.T) {
	checkRead(t, []readCase{
		{name: "above", file: "a.go", data: "package a\n\n// bdma:ignore c/a -- old\n// Remark.\n\nfunc a() {}\n", want: `
3:4 c/a because "old" in line "func a() {}\n"
`},
		{name: "beside", file: "a.go", data: "var a = 1 // bdma:ignore c/a -- old\n", want: `
1:14 c/a because "old" in line "var a = 1 // bdma:ignore c/a -- old\n"
`},
		{name: "marks", file: "a.graphql", data: "# bdma:ignore g/a -- old\ntype A {\n  b: Int # bdma:ignore g/b -- old\n}\n/* bdma:ignore g/c -- old */\nx\n<!-- bdma:ignore g/d -- old -->\ny\n/**\n * bdma:ignore g/e -- old\n */\nz\n", want: `
1:3 g/a because "old" in line "type A {\n"
3:12 g/b because "old" in line "  b: Int # bdma:ignore g/b -- old\n"
5:4 g/c because "old" in line "x\n"
7:6 g/d because "old" in line "y\n"
10:4 g/e because "old" in line "z\n"
`},
		{name: "file", file: "a.py", data: "# bdma:ignore-file c/a -- old\n", want: `
1:3 c/a because "old" in the file
`},
		{name: "a directive is no comment for C", file: "a.c", data: "// bdma:ignore c/a -- old\n#include <a.h>\n", want: `
1:4 c/a because "old" in line "#include <a.h>\n"
`},
		{name: "strings", file: "a.go", data: "var a = \"// bdma:ignore c/a\"\nvar b = `x//bdma:ignore c/a`\n"},
		{name: "nothing follows", file: "a.go", data: "// bdma:ignore c/a -- old\n", want: `
1:4 c/a because "old" in line ""
    ! nothing follows; write it above the line that it is about, or bdma:ignore-file c/a -- REASON for the whole file
`},
	})
}

func TestReadIsBounded(t *testing.T) {
	for file, line := range map[string]string{
		"a.sql": "-- bdma:ignore a/b\n", "a.go": "// bdma:ignore a/b\n", "b.sql": "/* bdma:ignore a/b */", "b.go": "/* bdma:ignore a/b */",
	} {
		data := strings.Repeat(line, (8<<20)/len(line)) + "\nSELECT 1;"
		list := Read(file, []byte(data), nil)
		if file != "b.go" && len(list) != maxDirectives+1 {
			t.Errorf("%s: %d directives, want %d", file, len(list), maxDirectives+1)
		}
		if len(list) > maxDirectives && !strings.Contains(list[maxDirectives].Problem, "more directives") {
			t.Errorf("%s: the last one says %q", file, list[maxDirectives].Problem)
		}
	}
}
