package othertools_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/othertools"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/policies"
)

// TestCatalogue holds the embedded catalogue and the rules' METADATA to each other: every rule of every tool is decided on
// once.
func TestCatalogue(t *testing.T) {
	c, err := othertools.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	set, err := policy.Load(policy.Folder{FS: policies.FS})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range c.Faults(set) {
		t.Error(f)
	}
	for _, tool := range c.Tools {
		if got := len(tool.Decide(set)); got != len(tool.Rules) || got < 8 {
			t.Errorf("%s: %d decisions on %d rules", tool.Key, got, len(tool.Rules))
		}
	}
}

func rule(id, equivalents string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("# METADATA\n# title: T\n# description: D.\n# custom:\n#   severity: info\n#   message: m\n#   fix: f\n#   standard: rest/naming\n#   since: \"0.1\"\n#   presets: {all: 1}\n#   equivalents: " + equivalents + "\npackage bdma." + strings.NewReplacer("/", ".", "-", "_").Replace(id) + "\n")}
}

func load(t *testing.T, catalogue string) (*othertools.Catalogue, *policy.Set) {
	t.Helper()
	c, err := othertools.Load(fstest.MapFS{othertools.FileName: {Data: []byte(catalogue)}})
	if err != nil {
		t.Fatal(err)
	}
	set, err := policy.Load(policy.Folder{FS: fstest.MapFS{
		"rest/a.rego": rule("rest/a", "{tool: [one, 'owasp:two'], other: [one]}"),
		"rest/b.rego": rule("rest/b", "{tool: [one]}"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	return c, set
}

const catalogue = `
- key: tool
  name: Tool
  version: "1"
  page: https://tool.example
  rules: [one, 'owasp:two', three, four, five]
  covered:
    three: {rule: rest/a, why: It says the same of fewer things.}
  declined:
    four: Nobody has a use for it.
  undecided: [five]
- {key: other, name: Other, version: "2", page: https://other.example, rules: [one, '7'], declined: {'7': It is a number only.}}
`

func TestDecide(t *testing.T) {
	c, set := load(t, catalogue)
	if faults := c.Faults(set); len(faults) > 0 {
		t.Errorf("faults %q", faults)
	}
	tool, id, ok := c.Split("tool:owasp:two")
	if !ok || id != "owasp:two" {
		t.Fatalf("Split = %q, %v", id, ok)
	}
	if _, _, ok := c.Split("owasp:two"); ok {
		t.Error("owasp is no tool")
	}
	var got []string
	for _, d := range tool.Decide(set) {
		line := d.ID + " " + string(d.Verdict)
		for _, r := range d.Rules {
			line += " " + r.ID
		}
		got = append(got, strings.TrimSpace(line+" "+d.Why))
	}
	want := []string{
		"one built rest/a rest/b", "owasp:two built rest/a", "three covered rest/a It says the same of fewer things.",
		"four declined Nobody has a use for it.", "five undecided",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if d, ok := tool.Find(set, "four"); !ok || d.Verdict != othertools.Declined {
		t.Errorf("Find = %v, %v", d, ok)
	}
	if _, ok := tool.Find(set, "six"); ok {
		t.Error("there is no rule six")
	}
	var mentions []string
	for _, m := range c.Mentions(set)["rest/a"] {
		mentions = append(mentions, m.Tool.Name+": "+strings.Join(m.Same, ", ")+"; "+strings.Join(m.Covered, ", "))
	}
	if diff := cmp.Diff([]string{"Tool: one, owasp:two; three", "Other: one; "}, mentions); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if tools := c.Having("one"); len(tools) != 2 {
		t.Errorf("%d tools have a rule one", len(tools))
	}
}

func TestFaults(t *testing.T) {
	for _, test := range []struct{ name, from, to, want string }{
		{"undecided", "  undecided: [five]\n", "", "tool:five is neither claimed by a rule's equivalents nor covered nor declined"},
		{"claimed and declined", "    four:", "    one: It is claimed too.\n    four:", "tool:one is decided on more than once: claimed by a rule's equivalents, covered, declined"},
		{"covered and declined", "    four:", "    three: It is covered too.\n    four:", "tool:three is decided on more than once: claimed by a rule's equivalents, covered, declined"},
		{"unknown cover", "rule: rest/a,", "rule: rest/c-d,", `tool:three is covered: rule "rest/c-d" does not exist; did you mean "rest/a"?`},
		{"no sentence", "Nobody has a use for it.", "useless", `tool:four is declined: "useless" is no reason that ends with a full stop`},
		{"no reason", "It says the same of fewer things.", "''", `tool:three is covered: "" is no reason that ends with a full stop`},
		{"not in the inventory", "three, four, five]", "three, five]", "tool:four is decided on, and not under rules"},
		{"claim of nothing", "[one, 'owasp:two', three", "['owasp:two', three", `rest/a: equivalents: rule of Tool "one" does not exist; there is five, four, owasp:two, three
rest/b: equivalents: rule of Tool "one" does not exist; there is five, four, owasp:two, three`},
		{"tool", "key: other", "key: tiol", `rest/a: equivalents: tool "other" does not exist; there is tiol, tool
tiol:one is neither claimed by a rule's equivalents nor covered nor declined`},
		{"twice", "[one, 'owasp:two', three", "[one, one, 'owasp:two', three", "tool:one stands twice under rules"},
		{"no page", "https://tool.example", "tool.example", `tool "tool": key, name, version and page are needed, and a key stands once`},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := strings.Replace(catalogue, test.from, test.to, 1)
			if text == catalogue {
				t.Fatal("nothing was replaced")
			}
			c, set := load(t, text)
			if got := strings.Join(c.Faults(set), "\n"); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}
