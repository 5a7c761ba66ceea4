package config

import (
	"strings"
	"testing"
)

const excepted = `version: 1
suppressions:
  - rule: rest/kebab-paths
    paths: [services/**, "api/*.yaml"]
    until: 2027-01-31
    reason: clients of version 1
  # of the vendor
  - rules: [schema/*, 'migration/drop-column']
    pointer: "#/a"
  - {rule: rest/nothing, reason: "it's gone"}
compat: [squawk, redocly]
`

func TestSuppressions(t *testing.T) {
	c, err := Load(repo(excepted), "bdma.yaml")
	if err != nil {
		t.Fatal(err)
	}
	list := c.Suppressions()
	if len(list) != 3 {
		t.Fatalf("%d elements", len(list))
	}
	if s := list[0]; s.Until != "2027-01-31" || s.Reason != "clients of version 1" || s.Pointer != "" || excepted[s.Removal.First:s.Removal.Last] != excepted[strings.Index(excepted, "  - rule: rest/k"):strings.Index(excepted, "  # of")] || s.Rules[0].Name != "rest/kebab-paths" {
		t.Errorf("the first is %+v", s)
	}
	for file, want := range map[string]bool{"services/a/b.yaml": true, "api/x.yaml": true, "api/x/y.yaml": false, "other": false} {
		if got := c.Suppresses(&list[0])(file); got != want {
			t.Errorf("%s: %v", file, got)
		}
	}
	s := list[1]
	if s.Pointer != "/a" || s.Reason != "" || excepted[s.Removal.First:s.Removal.Last] != excepted[strings.Index(excepted, "  - rules:"):strings.Index(excepted, "  - {rule")] || len(s.Rules) != 2 || !c.Suppresses(&s)("any") {
		t.Errorf("the second is %+v", s)
	}
	if at := s.Rules[1].Range; at.Start.Line != 8 || at.Start.Column != 23 || at.End.Column != 46 {
		t.Errorf("the second name stands at %+v", at)
	}
	if s := list[2]; s.Removal != (Span{}) || s.Reason != "it's gone" {
		t.Errorf("the third is %+v", s)
	}
	if !c.IsText(c.Path, []byte(excepted)) || !c.IsText(c.Path, []byte("\ufeff"+excepted)) || c.IsText(c.Path, []byte(excepted+" ")) {
		t.Error("the text is taken for another one")
	}
	if got := strings.Join(c.Compat(), " "); got != "squawk redocly" {
		t.Error(got)
	}
}

// What stands where an element would be taken out together with what is not its own is left alone.
func TestSuppressionsThatShareLines(t *testing.T) {
	for name, text := range map[string]string{
		"flow":         "suppressions: [{rule: a/b, reason: r}]",
		"block scalar": "suppressions:\n  - rule: a/b\n    reason: |\n      one\n\n      two",
		"folded":       "suppressions:\n  - rule: a/b\n    reason: one\n      two",
		"brackets":     "suppressions:\n  - rules: [\n      a/b\n    ]",
		"alias":        "suppressions:\n  - &x {rule: a/b}\n  - *x",
	} {
		t.Run(name, func(t *testing.T) {
			c, err := Load(repo("version: 1\n"+text+"\n"), "bdma.yaml")
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range c.Suppressions() {
				if s.Removal != (Span{}) {
					t.Errorf("%+v", s)
				}
			}
		})
	}
}

func TestNoSuppressions(t *testing.T) {
	for _, text := range []string{"version: 1", "version: 1\nsuppressions:\n", "version: 1\nsuppressions: []\ncompat: []\n"} {
		c, err := Load(repo(text), "bdma.yaml")
		if err != nil || len(c.Suppressions())+len(c.Compat()) != 0 {
			t.Errorf("%q: %v, %v", text, c, err)
		}
	}
}

func TestSuppressionMistakes(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"suppressions: yes", "2:15: suppressions must be a list"},
		{"suppressions:\n  - rest/a", "3:5: an element of suppressions must be a mapping of keys to values"},
		{"suppressions:\n  - {reason: r}", "3:5: a suppression needs rule or rules: an id such as rest/path-kebab-case, or a group as rest/*"},
		{"suppressions:\n  - {rule: a/b, rules: [c/d]}", "3:17: a suppression has either rule or rules; put all of them under rules"},
		{"suppressions:\n  - {rules: []}", "3:13: rules is empty, so that nothing is silenced; remove the element or name a rule"},
		{"suppressions:\n  - {rule: [a/b]}", "3:12: rule must be text"},
		{"suppressions:\n  - {rule: a/b, paths: []}", "3:24: paths is empty, so that no file is meant; leave it out for every file"},
		{"suppressions:\n  - {rule: a/b, paths: [/a]}", `3:25: glob "/a" begins with "/"; globs are relative to the folder of bdma.yaml, so write "a"`},
		{"suppressions:\n  - {rule: a/b, pointer: '#'}", "3:26: pointer is empty; leave it out for all of a file"},
		{"suppressions:\n  - {rule: a/b, until: 2027-02-29}", "3:24: until must be a day that exists, as 2027-01-31"},
		{"suppressions:\n  - {rule: a/b, until: 2027-01-31T10:00:00Z}", "3:24: until must be a day that exists, as 2027-01-31"},
		{"suppressions:\n  - {rule: a/b, until: soon}", "3:24: until must be a day that exists, as 2027-01-31"},
		{"suppressions:\n  - {rule: a/b, until: 20270131}", "3:24: until must be a day that exists, as 2027-01-31"},
		{"suppressions:\n  - {rule: a/b, reasn: r}", `3:17: key "reasn" does not exist; did you mean "reason"?`},
		{"compat: squawk", "2:9: compat must be a list"},
		{"compat: [sqawk]", `2:10: tool "sqawk" does not exist; did you mean "squawk"?`},
		{"compat: [squawk, squawk]", "2:18: squawk stands here twice"},
		{"suppressions: [" + strings.Repeat("{rule: a/b},", maxSuppressions+1) + "]", "2:15: suppressions has 2001 elements, and at most 2000 are read; record what is old with bdma baseline"},
	} {
		_, err := Load(repo("version: 1\n"+test.text+"\n"), "bdma.yaml")
		if err == nil || err.Error() != "bdma.yaml:"+test.want {
			t.Errorf("%.60q\n got %v\nwant %s", test.text, err, test.want)
		}
	}
}

func TestShowSuppressions(t *testing.T) {
	r := mustResolve(t, excepted, Flags{Only: []string{"parse/error"}})
	text := show(t, r)
	_, got, ok := strings.Cut(text, "suppressions:\n")
	if want := `  - rules: ["rest/kebab-paths"] # bdma.yaml:3
    paths: ["services/**", "api/*.yaml"] # bdma.yaml:4
    until: "2027-01-31" # bdma.yaml:5
    reason: "clients of version 1" # bdma.yaml:6
  - rules: ["schema/*", "migration/drop-column"] # bdma.yaml:8
    pointer: "/a" # bdma.yaml:9
  - rules: ["rest/nothing"] # bdma.yaml:10
    reason: "it's gone" # bdma.yaml:10
compat: [squawk, redocly] # bdma.yaml:11
`; !ok || got != want {
		t.Errorf("got\n%s", text)
	}
	if again := show(t, mustResolve(t, text, Flags{})); !strings.Contains(again, `until: "2027-01-31"`) {
		t.Errorf("what is shown is read as\n%s", again)
	}
}

func TestNamed(t *testing.T) {
	r := mustResolve(t, "version: 1", Flags{})
	for name, want := range map[string]string{
		"rest/kebab-paths":          "rest/path-kebab-case",
		"rest/path-no-verb":         "rest/path-no-verb",
		"coverage/*":                "coverage/file coverage/total",
		"path-no-verb":              "? rest/path-no-verb",
		"schema/path-no-verb":       "? rest/path-no-verb",
		"coverage":                  "? coverage/*",
		"coverge/*":                 "? coverage/*",
		"rest/path-kebap-case":      "? rest/path-kebab-case",
		"nothing/that-is-like-this": "? ",
		"*":                         "? ",
		"":                          "? ",
	} {
		rules, nearest := r.Named(name)
		var ids []string
		for _, rule := range rules {
			ids = append(ids, rule.ID)
		}
		got := strings.Join(ids, " ")
		if len(rules) == 0 {
			got = "? " + nearest
		}
		if got != want {
			t.Errorf("%q stands for %s, want %s", name, got, want)
		}
	}
}
