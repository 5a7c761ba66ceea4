package openapi

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/openapi/contract"
	"github.com/bdma-dev/bdma/internal/source"
)

// changesOfSchema compares two schemas of a response, as "kind effect".
func changesOfSchema(t *testing.T, was, is string) []string {
	t.Helper()
	read := func(schema string) *contract.API {
		text := fmt.Sprintf("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: %s}}}}}}}\n", schema)
		api, ok := Contract(tree(map[string]string{"openapi.yaml": text}), source.Unit{Name: "openapi.yaml", Files: []string{"openapi.yaml"}})
		if !ok {
			t.Fatalf("%s is not read", schema)
		}
		return api
	}
	changes, _ := contract.Compare(read(was), read(is))
	var list []string
	for _, c := range changes {
		list = append(list, c.Kind+" "+string(c.Effect))
	}
	return list
}

// TestPrefixItems compares items that have a place of their own with what holds for all items.
func TestPrefixItems(t *testing.T) {
	for name, c := range map[string]struct {
		was, is string
		want    []string
	}{
		"gone, and the others are alike":      {"{type: array, prefixItems: [{type: string}], items: {type: string}}", "{type: array, items: {type: string}}", nil},
		"gone, and the others are different":  {"{type: array, prefixItems: [{type: integer}], items: {type: string}}", "{type: array, items: {type: string}}", []string{"type differs"}},
		"gone, and anything goes":             {"{type: array, prefixItems: [{type: integer}]}", "{type: array}", []string{"type widens"}},
		"came, and the others are alike":      {"{type: array, items: {type: string}}", "{type: array, prefixItems: [{type: string}], items: {type: string}}", nil},
		"came where nothing was said":         {"{type: array}", "{type: array, prefixItems: [{type: integer}]}", []string{"type narrows"}},
		"came where there was no further one": {"{type: array, prefixItems: [{type: string}], items: false}", "{type: array, prefixItems: [{type: string}, {type: integer}], items: false}", []string{"max-items widens"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, changesOfSchema(t, c.was, c.is)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
