package openapi

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/source"
)

// generate writes a document of some operations, each with a request, responses and a schema of some properties.
func generate(operations, properties int) string {
	var b strings.Builder
	b.WriteString("openapi: 3.0.3\ninfo:\n  title: Generated\n  version: \"1\"\nsecurity:\n  - token: []\npaths:\n")
	for i := range operations / 2 {
		fmt.Fprintf(&b, `  /resources-%[1]d/{id}:
    parameters:
      - name: id
        in: path
        required: true
        schema: {type: string, format: uuid}
      - $ref: '#/components/parameters/Trace'
    get:
      operationId: getResource%[1]d
      summary: Get a resource
      description: Returns the resource with all of its properties, and the time of its last change – if there was one.
      tags: [resources]
      responses:
        '200':
          description: The resource.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Resource%[1]d'
        default:
          $ref: '#/components/responses/Error'
    put:
      operationId: putResource%[1]d
      summary: Replace a resource
      tags: [resources]
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Resource%[1]d'
      responses:
        '204': {description: Replaced.}
        '409': {$ref: '#/components/responses/Error'}
`, i)
	}
	b.WriteString(`components:
  securitySchemes:
    token: {type: http, scheme: bearer}
  parameters:
    Trace: {name: X-Trace, in: header, schema: {type: string}}
  responses:
    Error: {description: An error., content: {application/problem+json: {schema: {$ref: '#/components/schemas/Resource0'}}}}
  schemas:
`)
	for i := range operations / 2 {
		fmt.Fprintf(&b, "    Resource%d:\n      type: object\n      description: A resource.\n      required: [property_0]\n      properties:\n", i)
		for j := range properties {
			fmt.Fprintf(&b, "        property_%d:\n          type: string\n          description: The property, which has a description of some length so that it is like a real one.\n          maxLength: 100\n", j)
		}
		fmt.Fprintf(&b, "        next:\n          $ref: '#/components/schemas/Resource%d'\n", (i+1)%max(operations/2, 1))
	}
	return b.String()
}

func benchmarkRead(b *testing.B, name, text string) {
	tr := tree(map[string]string{name: text})
	unit := source.Unit{Name: name, Files: []string{name}}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Read(tr, unit)
	}
}

func BenchmarkRead(b *testing.B) {
	for _, size := range []struct {
		name                   string
		operations, properties int
	}{{"small", 4, 5}, {"1000-operations", 1000, 10}, {"stripe-size", 500, 120}} {
		text := generate(size.operations, size.properties)
		b.Run(size.name+"/yaml", func(b *testing.B) { benchmarkRead(b, "openapi.yaml", text) })
		f := parse(b, text)
		w := writer{order: func(fs []field) []field { return fs }, seen: make(map[*node]bool)}
		w.value(b, f.root)
		if !json.Valid(w.Bytes()) {
			b.Fatal("not JSON")
		}
		b.Run(size.name+"/json", func(b *testing.B) { benchmarkRead(b, "openapi.json", w.String()) })
	}
}

// BenchmarkParse tells the parsers apart from the walk.
func BenchmarkParse(b *testing.B) {
	text := generate(500, 120)
	b.Run("yaml", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			parse(b, text)
		}
	})
	f := parse(b, text)
	w := writer{order: func(fs []field) []field { return fs }, seen: make(map[*node]bool)}
	w.value(b, f.root)
	b.Run("json", func(b *testing.B) {
		b.SetBytes(int64(w.Len()))
		for b.Loop() {
			parse(b, w.String())
		}
	})
}

func BenchmarkFind(b *testing.B) {
	tr := corpus(b)
	files := candidates(b, tr)
	b.ReportAllocs()
	for b.Loop() {
		Find(tr, files)
	}
}
