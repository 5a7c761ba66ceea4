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

func TestColumns(t *testing.T) {
	for source, want := range map[string]string{
		"package a\ndeny contains {\"at\": row.at} if {\n\tsome row in input.schemas\n}\n": "schemas: own at row schemas; any at row schemas",
		"# row.types\npackage a\nx := input.names.property":                                "names: own property; any names property",
		"package a\nx := input.names.property\ny := f(input.names)":                        "names: own at names property; any at names property",
		"package a\nat := input.names[kind]":                                               "names: all",
		"package a\nx if some kind, rows in input.names":                                   "names: all",
		"package a\nx if some kind, rows in input.names.property":                          "names: own property; any names property",
		"package a\nx := count(input.names, [input.names.at])":                             "names: own at names; any at names",
	} {
		for _, custom := range []bool{false, true} {
			if strings.Contains(source, "f(input") {
				source += "\nat := 1"
			}
			tables := Tables([]*Rule{{source: []byte(source), Custom: custom}})
			for name, c := range tables {
				got := name + ": all"
				if c != nil {
					var own, anywhere []string
					for _, column := range []string{"at", "names", "property", "row", "schemas", "sch", "types"} {
						if c.Own(column) {
							own = append(own, column)
						}
						if c.Any(column) {
							anywhere = append(anywhere, column)
						}
					}
					got = name + ": own " + strings.Join(own, " ") + "; any " + strings.Join(anywhere, " ")
				}
				if custom && c != nil {
					t.Errorf("%q is not bdma's own, and reads only %s", source, got)
				}
				if !custom && got != want {
					t.Errorf("%q reads %s\nwant %s", source, got, want)
				}
			}
		}
	}
}
