package policy_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/policies"
)

// A sketch says of every embedded rule what its METADATA says, and most rules have one: a rule that writes these lines in
// another way costs every run.
func TestSketches(t *testing.T) {
	all, err := policy.Load(policy.Folder{FS: policies.FS})
	if err != nil {
		t.Fatal(err)
	}
	set, err := policy.LoadWanted(func(*policy.Rule) bool { return false }, policy.Folder{FS: policies.FS})
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range all.Rules() {
		s := set.Rules()[i]
		if s.ID != r.ID || s.Severity != r.Severity || s.Standard != r.Standard || s.Suppressible != r.Suppressible ||
			!slices.Equal(s.Tags, r.Tags) || !slices.Equal(s.Aliases, r.Aliases) || !maps.Equal(s.Presets, r.Presets) || !slices.Equal(s.Inputs, r.Inputs) {
			t.Errorf("%s is sketched as %+v", r.ID, s)
		}
		if s.Title != "" && r.Suppressible {
			t.Errorf("%s: severity, standard, tags, presets and aliases are to stand on a plain line each", r.ID)
		}
	}
}

// What is not plain is read as YAML, and what is wrong with a rule that is wanted is said.
func TestSketchGivesUp(t *testing.T) {
	const rest = "package bdma.rest.a\n\ndeny contains {\"at\": row.at} if some row in input.rows\n"
	head := "# METADATA\n# title: T\n# description: |\n#   custom:\n#   severity: no\n# custom:\n#   message: m\n#   fix: f\n#   since: \"0.1\"\n"
	for name, custom := range map[string]string{
		"block":   "#   severity: info\n#   standard: rest/naming\n#   presets:\n#     all: 1\n",
		"quotes":  "#   severity: 'info'\n#   standard: rest/naming\n#   presets: {all: 1}\n",
		"comment": "#   severity: info # or so\n#   standard: rest/naming\n#   presets: {all: 1}\n",
		"key":     "#   severity: info\n#   standard: rest/naming\n#   presets: {\"all\": 1}\n",
		"list":    "#   severity: info\n#   standard: rest/naming\n#   presets: {all: 1}\n#   tags: ['a']\n",
		"rare":    "#   severity: info\n#   standard: rest/naming\n#   presets: {all: 1}\n#   suppressible: True\n",
	} {
		t.Run(name, func(t *testing.T) {
			fsys := fstest.MapFS{"rest/a.rego": {Data: []byte(head + custom + rest)}}
			set, err := policy.LoadWanted(func(*policy.Rule) bool { return false }, policy.Folder{FS: fsys})
			if err != nil {
				t.Fatal(err)
			}
			if r := set.Rules()[0]; r.Title != "T" || r.Severity != policy.Info || r.Presets["all"] != 1 {
				t.Errorf("got %+v", r)
			}
		})
	}
}

// What is read of a rule that is wanted is what YAML says, and every embedded rule is written plainly enough.
func TestPlainMetadata(t *testing.T) {
	all, err := policy.Load(policy.Folder{FS: policies.FS})
	if err != nil {
		t.Fatal(err)
	}
	set, err := policy.LoadWanted(func(*policy.Rule) bool { return true }, policy.Folder{FS: policies.FS})
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range all.Rules() {
		if !policy.ReadsPlainly(r.Source()) {
			t.Errorf("%s: METADATA is not plain: title and description plain or folded, message and fix in quotes, ids of other tools plain or in double quotes", r.ID)
		}
		if got, want := spell(set.Rules()[i]), spell(r); got != want {
			t.Errorf("%s is read as\n%s\nwant\n%s", r.ID, got, want)
		}
	}
}

func spell(r *policy.Rule) string {
	text := fmt.Sprintf("%s %q %q %q %q %s %q %q %s %q %q %v %v %q %t %v", r.ID, r.Aliases, r.Title, r.Description, r.References, r.Severity, r.Message, r.Fix,
		r.Standard, r.Tags, r.Since, r.Presets, r.Equivalents, r.Inputs, r.Suppressible, r.Options != nil)
	if r.Options != nil {
		schema, _ := json.Marshal(r.Options.Schema())
		text += string(schema)
	}
	return text
}

// What only looks plain is left to YAML.
func TestPlainMetadataGivesUp(t *testing.T) {
	const good = `# METADATA
# title: A thing is so
# description: >-
#   Why it is, and
#   what follows.
# related_resources:
#   - https://example.com
# custom:
#   severity: info
#   message: 'it''s "{name}"'
#   fix: 'do: it'
#   standard: rest/naming
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     tool: [some-id, "a: b"]
package x
`
	if !policy.ReadsPlainly([]byte(good)) {
		t.Fatal("it is not plain")
	}
	for _, c := range [][2]string{
		{"A thing is so", "A thing: so"}, {"A thing is so", "A thing # is"}, {"A thing is so", "'A thing is so'"}, {"A thing is so", "A thing\n#   is so"},
		{"Why it", " Why it"}, {"and\n", "and \n"}, {"and\n", "and\n#\n"}, {">-", ">"}, {">-", "|-"}, {"#   - https", "# - https"}, {"https://example.com", "https://example.com # x"},
		{"it''s", "it's"}, {"'do: it'", "do: it"}, {"'do: it'", "'do: it' # x"}, {"'do: it'", "'do:\n#     it'"}, {"since: \"0.1\"", "since: 0.1"}, {"{all: 1}", "{all: 1, all: 2}"},
		{"#   severity: info", "#   severity: info\n#   severity: info"}, {"some-id", "[some-id]"}, {"\n#     tool: [some-id, \"a: b\"]", " {tool: [a], tool: [b]}"}, {"some-id", "*x"}, {"a: b", "a\\tb"}, {"# custom:", "# custom: {}"}, {"# custom:", "# else: x\n# custom:"},
		{"    tool", "   tool"}, {"# title", "#title"}, {"severity:", "severity: &a"}, {"severity:", "severity:\t"},
	} {
		text := strings.Replace(good, c[0], c[1], 1)
		if text == good {
			t.Fatalf("%q is not there", c[0])
		}
		if policy.ReadsPlainly([]byte(text)) {
			t.Errorf("%q instead of %q is plain", c[1], c[0])
		}
	}
}

func BenchmarkLoadWanted(b *testing.B) {
	wanted := func(r *policy.Rule) bool { return r.In("recommended", 1) }
	b.ReportAllocs()
	for b.Loop() {
		if _, err := policy.LoadWanted(wanted, policy.Folder{FS: policies.FS}); err != nil {
			b.Fatal(err)
		}
	}
}
