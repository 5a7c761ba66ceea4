package config

import (
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/policy"
)

func TestFindPreset(t *testing.T) {
	set := testRules(t) // one of its rules is in recommended@2
	for _, test := range []struct {
		text, full, name string
		version          int
		ok               bool
	}{
		{"recommended", "bdma:recommended@2", "recommended", 2, true},
		{"recommended@1", "bdma:recommended@1", "recommended", 1, true},
		{"bdma:recommended@2", "bdma:recommended@2", "recommended", 2, true},
		{"bdma:zalando", "bdma:zalando@1", "zalando", 1, true},
		{"recommended@3", "bdma:recommended@3", "recommended", 3, false},
		{"recommendet", "bdma:recommendet@0", "recommendet", 0, false},
		{"", "bdma:@0", "", 0, false},
		{"strict@", "bdma:strict@", "strict", 0, false},
	} {
		full, name, version, ok := FindPreset(set, test.text)
		if full != test.full || name != test.name || version != test.version || ok != test.ok {
			t.Errorf("FindPreset(%q) = %q, %q, %d, %v", test.text, full, name, version, ok)
		}
	}
	want := "bdma:recommended@1 bdma:recommended@2 bdma:strict@1 bdma:all@1 bdma:zalando@1 bdma:owasp@1"
	if got := strings.Join(PresetNames(set), " "); got != want {
		t.Errorf("the presets are %s", got)
	}
}

// Each example is a configuration that says what it is for.
func TestExamples(t *testing.T) {
	set := testRules(t)
	for _, r := range set.Rules() {
		for _, test := range []struct {
			text  string
			there bool
			holds func(*Resolved) bool
		}{
			{OptionsExample(r), r.Options != nil, func(v *Resolved) bool { return slices.Contains(v.Rules(), r) }},
			{SilenceExample(r), r.Suppressible, func(v *Resolved) bool { return v.Severity(r, "legacy/api.yaml") == policy.Off }},
			{SwitchOnExample(r), !r.Custom && r.Presets["recommended"] != 1, func(v *Resolved) bool { return v.Severity(r, "") == r.Severity }},
		} {
			if (test.text != "") != test.there {
				t.Errorf("%s: the example is %q", r.ID, test.text)
			}
			if test.text == "" {
				continue
			}
			c, err := Load(repo(test.text), "bdma.yaml")
			if err != nil {
				t.Fatal(err)
			}
			v, err := c.Resolve(set, Flags{})
			if err != nil {
				t.Fatal(err)
			}
			if !test.holds(v) {
				t.Errorf("%s: this does not say what it is for:\n%s", r.ID, test.text)
			}
		}
	}
}

// A run that reads only the rules that it may need has the same rules on, at the same severities and with the same options.
func TestMayNeed(t *testing.T) {
	for _, text := range []string{
		"", "extends: []", "extends: [bdma:recommended@2]", "extends: [bdma:all@1]", "extends: [bdma:zalando@1, bdma:recommended@1]",
		"extends: []\nrules: {coverage/file: {options: {minimum: 70}}}", "extends: []\nrules: {'coverage/*': error, rest/kebab-paths: info}",
		"rules: {'*': off}", "extends: []\noverrides: [{paths: [new], rules: {coverage/file: error, 'schema/*': info}}]",
	} {
		for _, flags := range []Flags{
			{}, {Only: []string{"coverage/file"}}, {Skip: []string{"naming", "rest/no*"}}, {Only: []string{"rest/kebab-paths", "rest/naming"}},
			{Severity: []string{"coverage/file=info", "rest/*=error"}},
		} {
			c, err := Load(repo("version: 1\n"+text+"\n"), "bdma.yaml")
			if err != nil {
				t.Fatal(err)
			}
			lean, err := policy.LoadWanted(c.MayNeed(flags), testFolders()...)
			if err != nil {
				t.Fatal(err)
			}
			want, wantErr := c.Resolve(testRules(t), flags)
			got, gotErr := c.Resolve(lean, flags)
			if (wantErr == nil) != (gotErr == nil) {
				t.Errorf("%q %+v: error %v, with all rules %v", text, flags, gotErr, wantErr)
			}
			if wantErr == nil && onRules(got) != onRules(want) {
				t.Errorf("%q %+v gives\n%s\nand with all rules\n%s", text, flags, onRules(got), onRules(want))
			}
		}
	}
}

func onRules(v *Resolved) string {
	var b strings.Builder
	for _, r := range v.Rules() {
		b.WriteString(r.ID + " " + r.Title + " " + string(v.Severity(r, "")) + " " + string(v.Severity(r, "new")) + " " + v.Variants(r)[0].Settings.String() + "\n")
	}
	return b.String()
}
