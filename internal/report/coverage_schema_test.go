package report

import (
	"bytes"
	"encoding/json"
	"maps"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/invopop/jsonschema"
	validator "github.com/santhosh-tekuri/jsonschema/v6"
)

// coverageSchema returns the JSON Schema of the coverage that is converted to json, made of its types and of their comments.
func coverageSchema(t *testing.T) []byte {
	t.Helper()
	texts := comments(t, "json.go")
	maps.Copy(texts, comments(t, "convert_json.go"))
	r := jsonschema.Reflector{
		ExpandedStruct:            true,
		AllowAdditionalProperties: true,
		Namer: func(t reflect.Type) string {
			return strings.ToLower(strings.TrimPrefix(strings.TrimPrefix(t.Name(), "json"), "merged"))
		},
		LookupComment: func(t reflect.Type, field string) string { return texts[t.Name()+"."+field] },
	}
	s := r.Reflect(&mergedReport{})
	s.ID = "https://github.com/bdma-dev/bdma/blob/main/docs/reports/coverage.schema.json"
	s.Title = "The json of bdma coverage, version 1"
	out, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(out, '\n')
}

func TestCoverageSchemaIsCurrent(t *testing.T) {
	golden(t, filepath.Join(docs, "coverage.schema.json"), string(coverageSchema(t)))
}

func TestConvertedJSONFollowsItsSchema(t *testing.T) {
	doc, err := validator.UnmarshalJSON(bytes.NewReader(coverageSchema(t)))
	if err != nil {
		t.Fatal(err)
	}
	c := validator.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, files := range map[string]map[string]string{"house": house, "nothing": {"cover.out": "mode: set\n", "lcov.info": "TN:\n"}} {
		text := convert(t, "json", joined(t, files, "cover.out", "lcov.info"))
		v, err := validator.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		// It is written piece by piece: its keys must be those of the type, in the same order.
		var whole mergedReport
		if err := json.Unmarshal([]byte(text), &whole); err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(whole)
		if err != nil {
			t.Fatal(err)
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if string(again) != compact.String() {
			t.Errorf("%s: wrote\n%s\nthe type has\n%s", name, compact.String(), again)
		}
	}
}
