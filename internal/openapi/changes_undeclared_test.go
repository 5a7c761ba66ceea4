package openapi

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestUndeclaredPathParameters declares a part of a path that nobody had declared: values that an enum leaves out are refused, and
// the rest of it is only written down.
func TestUndeclaredPathParameters(t *testing.T) {
	document := func(parameters string) string {
		return "openapi: 3.1.0\ninfo: {title: Shop, version: 1.0.0}\npaths: {'/a/{id}': {get: {parameters: [" + parameters + "]}}}\n"
	}
	for name, c := range map[string]struct {
		schema string
		want   []string
	}{
		"an enum":   {"{type: string, enum: [a, b]}", []string{"parameter-added neutral id, sent", "enum-added narrows  [ -> a, b], sent"}},
		"a type":    {"{type: integer}", []string{"parameter-added neutral id, sent"}},
		"a pattern": {"{type: string, pattern: ^a}", []string{"parameter-added neutral id, sent"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := messageChanges(t, document(""), document("{name: id, in: path, required: true, schema: "+c.schema+"}"))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
