package policy

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestTables(t *testing.T) {
	for source, want := range map[string]string{
		"deny contains {} if {\n\tsome o in input.operations\n\tcount(input.names.property) > 0\n}": "names operations",
		"# input\n#input[x]\nx := 1\n":            "",
		"x := my_input.y; inputs.z; data.input.a": "",
		"x := input":                 "all",
		"x := f(input)":              "all",
		"x := input[\"operations\"]": "all",
		"x := input[name]":           "all",
		"x := object.get(input, \"operations\", [])": "all",
		"x := a with input as {}":                    "all",
		"x := input .operations":                     "all",
		"x := input.\noperations":                    "all",
		"walk(input.schemas, [p, v])":                "schemas",
		"x := {input.a, input.b}":                    "a b",
		"input.a == 1 # and not input, as such":      "all",
	} {
		tables := Tables([]*Rule{{source: []byte(source)}})
		got := strings.Join(slices.Sorted(maps.Keys(tables)), " ")
		if tables == nil {
			got = "all"
		}
		if got != want {
			t.Errorf("%q reads %q, want %q", source, got, want)
		}
	}
}
