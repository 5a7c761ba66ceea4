package openapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// A table, and a column of it, is the same whether others are read or not.
func TestTablesOneByOne(t *testing.T) {
	const broken = `openapi: 3.1.0
info: {title: t, version: '1'}
components: {schemas: {S: {type: string, pattern: '(', example: 1, default: 2, enum: [3]}}}
`
	const various = `openapi: 3.0.3
info: {title: Pets, version: 1.0.0, description: "TODO"}
servers: [{url: "http://api.example.com/v1"}]
tags: [{name: pets}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets, Pet]
      parameters:
        - {name: pageSize, in: query, schema: {type: integer, maximum: 5, minimum: 7}}
        - {name: is_tame, in: query, schema: {type: boolean}}
        - {name: X-Request-ID, in: header, schema: {type: string}}
        - {name: access_token, in: query, example: x, schema: {type: string}}
      responses:
        '200': {description: ok, headers: {x-rate-limit: {schema: {type: integer}}}, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}
        '404': {description: none, content: {application/problem+json: {schema: {$ref: '#/components/schemas/Error'}}}}
    post:
      operationId: list-pets
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}, example: {petName: 1}}}}
      responses: {'201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/pet'}}}}}
  /pets/{petId}/toy_boxes:
    get:
      deprecated: true
      security: [{key: []}]
      responses: {default: {$ref: '#/components/responses/Gone'}}
components:
  securitySchemes: {key: {type: apiKey, in: query, name: api_key}}
  responses: {Gone: {description: gone, content: {'*/*': {schema: {type: object}}}}}
  schemas:
    Pet:
      type: object
      required: [petName, lost]
      discriminator: {propertyName: kind}
      properties:
        petName: {type: string, description: The name, example: Rex}
        pet_name: {type: string, format: date-time}
        toy: {type: array, items: {type: string}, maxLength: 3}
        createdAt: {type: string, format: date-time}
        tame: {type: boolean}
        password: {type: string, pattern: '^a|b'}
        state: {type: string, enum: [NEW_PET, oldPet, oldPet], x-note: 1}
        size: {type: integer}
    pet: {allOf: [{$ref: '#/components/schemas/Pet'}], type: object, properties: {size: {type: string, format: int32}, self: {$ref: '#/components/schemas/pet'}}, required: [self]}
    Error: {type: object, properties: {title: {type: string}, status: {type: integer, not: {}}}}
`
	shop, err := source.Open("../../testdata/shop")
	if err != nil {
		t.Fatal(err)
	}
	defer shop.Close()
	files, err := shop.Walk()
	if err != nil {
		t.Fatal(err)
	}
	for _, unit := range Find(shop, files).Units {
		oneByOne(t, shop, unit)
	}
	for _, text := range []string{orders, broken, various} {
		oneByOne(t, tree(map[string]string{"openapi.yaml": text}), source.Unit{Name: "openapi.yaml", Files: []string{"openapi.yaml"}})
	}
}

func oneByOne(t *testing.T, tr *source.Tree, unit source.Unit) {
	all := tables(t, Read(tr, unit))
	for i := range reflect.TypeFor[Facts]().NumField() {
		field := reflect.TypeFor[Facts]().Field(i)
		name := jsonName(field)
		one := tables(t, ReadTables(tr, unit, facts.Tables{name: nil}))
		if _, ok := all[name]; ok && len(one) != 1 {
			t.Errorf("%s: there are %d tables", name, len(one))
		}
		if got, want := string(one[name]), string(all[name]); got != want {
			t.Errorf("%s is %s\nby itself and %s\namong all", name, got, want)
			continue
		}
		row := field.Type
		if row.Kind() == reflect.Pointer || row.Kind() == reflect.Slice {
			row = row.Elem()
		}
		for j := range row.NumField() {
			column := jsonName(row.Field(j))
			only := func(c string) bool { return c == column }
			read := &facts.Columns{Own: only, Any: only}
			if field.Type.Kind() != reflect.Slice {
				read.Any = func(string) bool { return true }
			}
			one := tables(t, ReadTables(tr, unit, facts.Tables{name: read}))
			if got, want := fmt.Sprint(values(t, one[name], column)), fmt.Sprint(values(t, all[name], column)); got != want && read.Any("at") {
				t.Errorf("%s.%s is %s\nby itself and %s\namong all", name, column, got, want)
			} else if got, want := flat(values(t, one[name], column)), flat(values(t, all[name], column)); got != want && !read.Any("at") {
				t.Errorf("%s.%s is %s\nby itself and %s\namong all", name, column, got, want)
			}
		}
	}
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

// values are those of a column in each row of a table.
func values(t *testing.T, table json.RawMessage, column string) []any {
	t.Helper()
	if table == nil {
		return nil
	}
	var rows []map[string]any
	if table[0] == '{' {
		table = json.RawMessage("[" + string(table) + "]")
	}
	if err := json.Unmarshal(table, &rows); err != nil {
		t.Fatal(err)
	}
	var out []any
	for _, row := range rows {
		out = append(out, row[column])
	}
	return out
}

// flat shows values without what is in objects, of which other columns are left out.
func flat(values []any) string {
	for i, v := range values {
		switch v := v.(type) {
		case map[string]any:
			values[i] = "object"
		case []any:
			if len(v) > 0 {
				if _, ok := v[0].(map[string]any); ok {
					values[i] = len(v)
				}
			}
		}
	}
	return fmt.Sprint(values)
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
