package openapi

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// A table is the same whether the others are read or not.
func TestTablesOneByOne(t *testing.T) {
	const broken = `openapi: 3.1.0
info: {title: t, version: '1'}
components: {schemas: {S: {type: string, pattern: '(', example: 1, default: 2, enum: [3]}}}
`
	for _, text := range []string{orders, broken} {
		tr := tree(map[string]string{"openapi.yaml": text})
		unit := source.Unit{Name: "openapi.yaml", Files: []string{"openapi.yaml"}}
		all := tables(t, Read(tr, unit))
		for i := range reflect.TypeFor[Facts]().NumField() {
			name, _, _ := strings.Cut(reflect.TypeFor[Facts]().Field(i).Tag.Get("json"), ",")
			one := tables(t, ReadTables(tr, unit, facts.Tables{name: nil}))
			if len(one) != 1 {
				t.Errorf("%s: there are %d tables", name, len(one))
			}
			if got, want := string(one[name]), string(all[name]); got != want {
				t.Errorf("%s is %s\nby itself and %s\namong all", name, got, want)
			}
		}
	}
}

// tables are the tables of a document as text, with places instead of their numbers.
func tables(t *testing.T, doc *facts.Doc) map[string]json.RawMessage {
	t.Helper()
	var out bytes.Buffer
	if err := doc.WriteJSON(&out, facts.Schema(&Facts{}, nil)); err != nil {
		t.Fatal(err)
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(out.Bytes(), &all); err != nil {
		t.Fatal(err)
	}
	return all
}
