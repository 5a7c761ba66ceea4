package report

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/invopop/jsonschema"
	validator "github.com/santhosh-tekuri/jsonschema/v6"
)

var docs = filepath.Join("..", "..", "docs", "reports")

// schema returns the JSON Schema of the json format, made of its types and of their comments.
func schema(t *testing.T) []byte {
	t.Helper()
	r := jsonschema.Reflector{
		ExpandedStruct: true,
		// Keys may be added within a version.
		AllowAdditionalProperties: true,
		Namer: func(t reflect.Type) string {
			return strings.ToLower(strings.TrimPrefix(t.Name(), "json"))
		},
	}
	texts := comments(t, "json.go")
	maps.Copy(texts, comments(t, "json_exceptions.go"))
	r.LookupComment = func(t reflect.Type, field string) string { return texts[t.Name()+"."+field] }
	s := r.Reflect(&jsonReport{})
	s.ID = "https://github.com/bdma-dev/bdma/blob/main/docs/reports/json.schema.json"
	s.Title = "The json report of bdma lint, version 1"
	for _, nullable := range [][2]string{{"finding", "range"}, {"place", "range"}, {"range", "end"}, {"standard", "worst"}, {"suppression", "range"}} {
		property, ok := s.Definitions[nullable[0]].Properties.Get(nullable[1])
		if !ok {
			t.Fatalf("%s has no %s", nullable[0], nullable[1])
		}
		property.AnyOf = []*jsonschema.Schema{{Ref: property.Ref}, {Type: "null"}}
		property.Ref = ""
	}
	owners, ok := s.Definitions["owed"].Properties.Get("owners")
	if !ok {
		t.Fatal("what is owed has no owners")
	}
	*owners = jsonschema.Schema{Description: owners.Description, AnyOf: []*jsonschema.Schema{{Type: "array", Items: owners.Items}, {Type: "null"}}}
	out, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(out, '\n')
}

// comments returns the comments of the types of a file and of their fields, by "type." and "type.Field".
func comments(t *testing.T, file string) map[string]string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	texts := make(map[string]string)
	// "FailOn is the severity …" → "The severity …", since the key is named otherwise in JSON.
	add := func(name, subject string, group *ast.CommentGroup) {
		text := strings.Join(strings.Fields(group.Text()), " ")
		for _, verb := range []string{" is ", " are ", " says ", " counts ", " identifies "} {
			if rest, ok := strings.CutPrefix(text, subject+verb); ok {
				if verb != " is " && verb != " are " {
					rest = verb[1:] + rest
				}
				text = strings.ToUpper(rest[:1]) + rest[1:]
			}
		}
		texts[name] = text
	}
	for _, decl := range parsed.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.TYPE {
			continue
		}
		spec := gen.Specs[0].(*ast.TypeSpec)
		add(spec.Name.Name+".", spec.Name.Name, gen.Doc)
		if fields, ok := spec.Type.(*ast.StructType); ok {
			for _, f := range fields.Fields.List {
				for _, name := range f.Names {
					add(spec.Name.Name+"."+name.Name, name.Name, f.Doc)
				}
			}
		}
	}
	return texts
}

func TestSchemaIsCurrent(t *testing.T) {
	golden(t, filepath.Join(docs, "json.schema.json"), string(schema(t)))
}

func TestJSONFollowsItsSchema(t *testing.T) {
	doc, err := validator.UnmarshalJSON(bytes.NewReader(schema(t)))
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
	slow := shop(t)
	slow.Timings = []Timing{{Rule: slow.Rules[0], Elapsed: 1}}
	for name, run := range map[string]*Run{"shop": shop(t), "slow": slow, "hostile": hostile(t), "nothing": newRun(t).run, "zero": {}, "covered": covered(t, shopCoverage()), "review": review(t)} {
		t.Run(name, func(t *testing.T) {
			out := []byte(write(t, "json", run, Options{}))
			v, err := validator.UnmarshalJSON(bytes.NewReader(out))
			if err != nil {
				t.Fatal(err)
			}
			if err := compiled.Validate(v); err != nil {
				t.Error(err)
			}
			// The report is written piece by piece: its keys must be those of the type, in the same order.
			var report jsonReport
			d := json.NewDecoder(bytes.NewReader(out))
			d.DisallowUnknownFields()
			if err := d.Decode(&report); err != nil {
				t.Fatal(err)
			}
			whole, err := json.Marshal(report)
			if err != nil {
				t.Fatal(err)
			}
			var compact bytes.Buffer
			if err := json.Compact(&compact, out); err != nil {
				t.Fatal(err)
			}
			// encoding/json writes the sign for invalid UTF-8 as an escape, and what it reads again as it is.
			got := strings.ReplaceAll(compact.String(), `\ufffd`, "\ufffd")
			if diff := cmp.Diff(string(jsonText(whole)), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestJSONSaysWhatTheFindingSays(t *testing.T) {
	run := hostile(t)
	var report jsonReport
	if err := json.Unmarshal([]byte(write(t, "json", run, Options{})), &report); err != nil {
		t.Fatal(err)
	}
	for i, f := range run.Findings {
		if got, want := report.Findings[i].Message, strings.ToValidUTF8(f.Message, "\ufffd"); got != want && strings.ToValidUTF8(f.Message, "") == f.Message {
			t.Errorf("message %q, want %q", got, want)
		}
	}
}
