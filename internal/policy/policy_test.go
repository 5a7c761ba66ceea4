package policy_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
)

const header = `# METADATA
# title: Names are short
# description: Long names wrap.
# custom:
#   severity: warning
#   message: 'name "{name}" is long'
#   fix: shorten it
#   standard: rest/naming
#   since: "0.1"
#   presets: {all: 1}
`

const rule = header + `package bdma.rest.short_name

deny contains {"at": row.at, "name": row.name} if {
	some row in input.rows
	count(row.name) > 3
}
`

func load(t *testing.T, files map[string]string) (*policy.Set, error) {
	t.Helper()
	fsys := make(fstest.MapFS)
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return policy.Load(policy.Folder{FS: fsys, Name: "p"})
}

func mustLoad(t *testing.T, text string) *policy.Rule {
	t.Helper()
	set, err := load(t, map[string]string{"rest/short-name.rego": text})
	if err != nil {
		t.Fatal(err)
	}
	return set.Rules()[0]
}

type row struct {
	At   facts.ID `json:"at"`
	Name string   `json:"name"`
}

type model struct {
	Rows []row `json:"rows"`
}

func doc(names ...string) *facts.Doc {
	var nodes facts.Nodes
	m := &model{Rows: []row{}}
	for _, n := range names {
		m.Rows = append(m.Rows, row{nodes.Add(facts.Node{File: "f", Pointer: n}), n})
	}
	return facts.New(facts.OpenAPI, "f", []string{"f"}, &nodes, m)
}

func eval(t *testing.T, text string, d *facts.Doc, deadline time.Duration) ([]policy.Violation, error) {
	t.Helper()
	r := mustLoad(t, text)
	p, err := policy.Compile([]*policy.Rule{r}, facts.Schema(&model{}, nil))
	if err != nil {
		return nil, err
	}
	settings, err := r.Options.Settings(nil)
	if err != nil {
		t.Fatal(err)
	}
	return p.Eval(t.Context(), policy.Evaluation{Rule: r, Doc: p.Prepare(d), Settings: settings, Deadline: deadline})
}

func TestEval(t *testing.T) {
	got, err := eval(t, rule, doc("long", "abc", "longer"), 0)
	if err != nil {
		t.Fatal(err)
	}
	want := []policy.Violation{
		{At: 0, Values: map[string]string{"name": "long"}},
		{At: 2, Values: map[string]string{"name": "longer"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestValuesAreReadAsText(t *testing.T) {
	got, err := eval(t, header+`package bdma.rest.short_name

deny contains {"at": row.at, "name": [1.5, true, ["x"]], "related": [row.at]} if some row in input.rows
`, doc("a"), 0)
	if err != nil {
		t.Fatal(err)
	}
	want := []policy.Violation{{At: 0, Related: []facts.ID{0}, Values: map[string]string{"name": "1.5, true, x"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestOptionsReachTheRule(t *testing.T) {
	text := strings.Replace(header, "#   since", `#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       limit: {type: integer, default: 5, description: The longest name.}
#   since`, 1) + `package bdma.rest.short_name

deny contains {"at": row.at, "name": row.name} if {
	some row in input.rows
	count(row.name) > data.settings.limit
}
`
	got, err := eval(t, text, doc("long", "longer"), 0)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0].At != 1 {
		t.Errorf("got %v, want one violation at 1", got)
	}
	o := mustLoad(t, text).Options
	for _, c := range []struct {
		name  string
		given map[string]any
		want  string
	}{
		{"right", map[string]any{"limit": 3}, ""},
		{"misspelt", map[string]any{"limt": 3}, `option "limt" does not exist; did you mean "limit"?`},
		{"wrong type", map[string]any{"limit": "three"}, `option "limit" must be a whole number, not text`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			if err := o.Check(c.given); err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("Check = %q, want %q", got, c.want)
			}
		})
	}
}

// A rule that goes wrong ends the run with its name: it is never taken for a rule that found nothing.
func TestEvalErrors(t *testing.T) {
	body := func(body string) string {
		return header + "package bdma.rest.short_name\n\ndeny contains {\"at\": at, \"name\": name} if {\n" + body + "\n}\n"
	}
	for _, c := range []struct {
		name, text, want string
		deadline         time.Duration
	}{
		{"division by zero", body("at := input.rows[_].at\nname := 1 / at"), "divide by zero", 0},
		{"invented place", body("at := 17\nname := 1"), `17 is not the "at" of any fact`, 0},
		{"place that is no number", body("at := input.rows[_].name\nname := 1"), `"a" is not the "at" of any fact`, 0},
		{"object as value", body("at := input.rows[_].at\nname := {\"x\": 1}"), "is not text, a number or a list", 0},
		{"cubic loop", body("x := numbers.range(1, 3000)\nat := 0\nname := count([1 | some a in x; some b in x; some c in x; a + b == c])"), "did not finish within 50ms on f", 50 * time.Millisecond},
		{"huge range", body("at := 0\nname := count(numbers.range(1, 100000000))"), "did not finish within 50ms on f", 50 * time.Millisecond},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := eval(t, c.text, doc("a", "b"), c.deadline)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "rule rest/short-name") {
				t.Errorf("error = %v, want the rule's name and %q", err, c.want)
			}
		})
	}
}

func TestEvalHonoursCancellation(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := mustLoad(t, rule)
	p, err := policy.Compile([]*policy.Rule{r}, nil)
	if err != nil {
		t.Fatal(err)
	}
	settings, _ := r.Options.Settings(nil)
	if _, err := p.Eval(ctx, policy.Evaluation{Rule: r, Doc: p.Prepare(doc("long")), Settings: settings}); err == nil {
		t.Error("Eval went on after it was cancelled")
	}
}

func TestLoadErrors(t *testing.T) {
	edit := func(old, new string) string { return strings.Replace(rule, old, new, 1) }
	for _, c := range []struct{ name, file, text, want string }{
		{"no metadata", "rest/short-name.rego", "package x\n", `p/rest/short-name.rego:1: a rule begins with a "# METADATA" comment`},
		{"misspelt key", "rest/short-name.rego", edit("severity:", "sevrity:"), `p/rest/short-name.rego:5:5: METADATA: key "sevrity" does not exist; did you mean "severity"?`},
		{"missing fix", "rest/short-name.rego", edit("#   fix: shorten it\n", ""), `p/rest/short-name.rego: METADATA: custom.fix is missing`},
		{"wrong severity", "rest/short-name.rego", edit("severity: warning", "severity: fatal"), `custom.severity is "fatal"; it must be error, warning or info`},
		{"broken template", "rest/short-name.rego", edit("{name}", "{name"), `has an opening brace without a closing one`},
		{"no group", "short-name.rego", rule, `a rule stands in a folder that is its group, as in rest/short-name.rego`},
		{"bad id", "rest/short_name.rego", rule, `the rule id "rest/short_name" may hold lower-case letters, digits and hyphens only`},
		{"unknown group", "acme/short-name.rego", rule, `custom.inputs is missing: the group acme is none of coverage, migration, parse, rest, schema`},
		{"option without default", "rest/short-name.rego", edit("#   since", "#   options: {type: object, additionalProperties: false, properties: {x: {type: string, description: d}}}\n#   since"), `option "x" has no default`},
		{"no preset", "rest/short-name.rego", edit("#   presets: {all: 1}\n", ""), `custom.presets is missing`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := load(t, map[string]string{c.file: c.text})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error = %v\nwant %q", err, c.want)
			}
		})
	}
}

func TestLoadRefusesAnIDTwice(t *testing.T) {
	_, err := load(t, map[string]string{
		"rest/short-name.rego": rule,
		"rest/brief-name.rego": strings.Replace(rule, "#   since", "#   aliases: [rest/short-name]\n#   since", 1),
	})
	if want := "the id rest/short-name belongs to p/rest/brief-name.rego already"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error = %v, want %q", err, want)
	}
}

func TestCompileErrors(t *testing.T) {
	body := func(text string) string { return header + "package bdma.rest.short_name\n\n" + text + "\n" }
	for _, c := range []struct{ name, text, want string }{
		{"package", strings.Replace(rule, "package bdma.rest.short_name", "package bdma.rest.other", 1), `p/rest/short-name.rego:11:1: the rule rest/short-name is "package bdma.rest.short_name"`},
		{"no deny", body("x := 1"), `the rule has no "deny contains {…} if {…}"`},
		{"not a set", body(`deny := {"at": 1, "name": "x"}`), `deny is a set`},
		{"not an object", body(`deny contains 1`), `deny contains an object literal`},
		{"no at", body(`deny contains {"name": "x"}`), `a finding needs "at"`},
		{"missing value", body(`deny contains {"at": input.rows[0].at}`), `needs {name}, which this finding does not give`},
		{"call in head", body(`deny contains {"at": 1, "name": upper("x")}`), `a finding calls no function`},
		{"import", body("import data.x\n\ndeny contains {\"at\": 1, \"name\": x}"), `a rule imports nothing`},
		{"unknown fact", body(`deny contains {"at": r.at, "name": r.nam} if some r in input.rows`), `p/rest/short-name.rego:13:36: undefined ref: r.nam`},
		{"unused variable", body(`deny contains {"at": 1, "name": ""} if { x := input.rows }`), `assigned var x unused`},
		{"syntax", body(`deny contains`), `p/rest/short-name.rego:14:`},
		{"network", body(`deny contains {"at": 1, "name": n} if n := http.send({"url": "x"}).body`), "http.send is not available to rules: it reaches the network"},
		{"environment", body(`deny contains {"at": 1, "name": n} if n := opa.runtime().env`), "opa.runtime is not available to rules: it shows the environment"},
		{"clock", body(`deny contains {"at": 1, "name": n} if n := time.now_ns()`), "time.now_ns is not available to rules: it depends on the clock"},
		{"randomness", body(`deny contains {"at": 1, "name": n} if n := rand.intn("x", 3)`), "rand.intn is not available to rules: it is random"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := mustLoad(t, c.text)
			_, err := policy.Compile([]*policy.Rule{r}, facts.Schema(&model{}, nil))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error = %v\nwant %q", err, c.want)
			}
		})
	}
}

func TestLintNamesWhatIsDear(t *testing.T) {
	r := mustLoad(t, header+`package bdma.rest.short_name

deny contains {"at": r.at, "name": r.name} if {
	some r in input.rows
	every x in input.rows { x.name == r.name }
	regex.match(r.name, "x")
	walk(input, [_, "x"])
}
`)
	got, err := r.Lint()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(got, "\n")
	for _, want := range []string{"every inside an iteration", "the pattern of regex.match is not a constant", "walk visits the whole document"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not among the faults:\n%s", want, text)
		}
	}
	if faults, err := mustLoad(t, rule).Lint(); err != nil || faults != nil {
		t.Errorf("a cheap rule has faults %v, error %v", faults, err)
	}
}

func TestTemplate(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"plain", "plain"},
		{"{a} and {b}", "1 and 2"},
		{"/orders/{{id}} {a}", "/orders/{id} 1"},
		{"{missing}", ""},
	} {
		tpl, err := policy.ParseTemplate(c.text)
		if err != nil {
			t.Errorf("ParseTemplate(%q): %v", c.text, err)
			continue
		}
		if got := tpl.Fill(map[string]string{"a": "1", "b": "2"}); got != c.want {
			t.Errorf("%q filled is %q, want %q", c.text, got, c.want)
		}
	}
	for _, text := range []string{"{", "}", "{a b}", "{}"} {
		if _, err := policy.ParseTemplate(text); err == nil {
			t.Errorf("ParseTemplate(%q) succeeded", text)
		}
	}
}

// A value that looks like a template is not filled again.
func TestTemplateDoesNotExpandValues(t *testing.T) {
	tpl, err := policy.ParseTemplate("{a}")
	if err != nil {
		t.Fatal(err)
	}
	if got := tpl.Fill(map[string]string{"a": "{b}", "b": "x"}); got != "{b}" {
		t.Errorf("got %q", got)
	}
}

func BenchmarkEval(b *testing.B) {
	names := make([]string, 10_000)
	for i := range names {
		names[i] = strings.Repeat("n", i%6)
	}
	d := doc(names...)
	fsys := fstest.MapFS{"rest/short-name.rego": {Data: []byte(rule)}}
	set, err := policy.Load(policy.Folder{FS: fsys})
	if err != nil {
		b.Fatal(err)
	}
	r := set.Rules()[0]
	p, err := policy.Compile(set.Rules(), nil)
	if err != nil {
		b.Fatal(err)
	}
	settings, _ := r.Options.Settings(nil)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Eval(b.Context(), policy.Evaluation{Rule: r, Doc: p.Prepare(d), Settings: settings}); err != nil {
			b.Fatal(err)
		}
	}
}
