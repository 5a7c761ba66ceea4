package openapi

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/openapi/contract"
)

// TestNullOfParts holds that null is allowed when every part of a schema allows it, in whatever order they stand.
func TestNullOfParts(t *testing.T) {
	const nullable, plain = "{anyOf: [{type: string}, {type: 'null'}]}", "{type: string}"
	for name, c := range map[string]struct {
		was, is string
		want    []string
	}{
		"one part of two":                  {"{allOf: [" + plain + ", " + nullable + "]}", plain, nil},
		"the other part of two":            {"{allOf: [" + nullable + ", " + plain + "]}", plain, nil},
		"both parts":                       {"{allOf: [" + nullable + ", " + nullable + "]}", plain, []string{"nullable narrows"}},
		"values of one part":               {"{allOf: [{anyOf: [{enum: [a, b]}, {type: 'null'}]}, {type: string}]}", "{type: string, enum: [a, b]}", nil},
		"beside alternatives, in a part":   {"{allOf: [{oneOf: [{type: string}, {type: integer}, {type: 'null'}]}]}", "{oneOf: [{type: string}, {type: integer}]}", []string{"nullable narrows"}},
		"null as the only member of allOf": {"{oneOf: [{type: string}, {allOf: [{type: 'null'}]}]}", nullable, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, changesOfSchema(t, c.was, c.is)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestChoiceAndAlternative compares a choice with one of its alternatives: what the others allowed comes or goes, and nothing else.
func TestChoiceAndAlternative(t *testing.T) {
	const choice, one = "{oneOf: [{type: string, maxLength: 5}, {type: string, minLength: 9}]}", "{type: string, maxLength: 5}"
	if diff := cmp.Diff([]string{"alternative-removed narrows"}, slices.DeleteFunc(changesOfSchema(t, choice, one), isOfType)); diff != "" {
		t.Errorf("the choice goes: (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"alternative-added widens"}, slices.DeleteFunc(changesOfSchema(t, one, choice), isOfType)); diff != "" {
		t.Errorf("the choice comes: (-want +got)\n%s", diff)
	}
}

// isOfType leaves aside that the schema itself says no type once it is a choice.
func isOfType(change string) bool {
	return strings.HasPrefix(change, "type ") || strings.HasPrefix(change, "max-length ")
}

// TestNullableMember holds that a member of an allOf that says nullable and nothing else speaks of the whole, as people write it in
// OpenAPI 3.0 beside a reference.
func TestNullableMember(t *testing.T) {
	read := func(schema string) *contract.API {
		return promised("openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: " + schema + "}}}}}}}\ncomponents: {schemas: {A: {type: object}}}\n")
	}
	was, is := read("{allOf: [{$ref: '#/components/schemas/A'}, {nullable: true}]}"), read("{nullable: true, allOf: [{$ref: '#/components/schemas/A'}]}")
	if changes, _ := contract.Compare(was, is); len(changes) > 0 {
		t.Errorf("they differ: %v", reflected(changes, false))
	}
}
