package policy_test

import (
	"maps"
	"slices"
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
		"rare":    "#   severity: info\n#   standard: rest/naming\n#   presets: {all: 1}\n#   suppressible: true\n",
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

func BenchmarkLoadWanted(b *testing.B) {
	wanted := func(r *policy.Rule) bool { return r.In("recommended", 1) }
	b.ReportAllocs()
	for b.Loop() {
		if _, err := policy.LoadWanted(wanted, policy.Folder{FS: policies.FS}); err != nil {
			b.Fatal(err)
		}
	}
}
