package openapi

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/source"
)

// Documents that are small and mean to cost much. Each is read within seconds and a bounded memory.
func TestHostileDocuments(t *testing.T) {
	if small() {
		t.Skip("takes seconds")
	}
	const head = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"
	repeat := func(n int, f func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(f(i))
		}
		return b.String()
	}
	for name, text := range map[string]func() string{
		"a path item for many paths": func() string {
			return head + "x: &i\n  get:\n    responses:\n" + repeat(500, func(i int) string { return fmt.Sprintf("      '%d': {description: x}\n", i+100) }) +
				"paths:\n" + repeat(20_000, func(i int) string { return fmt.Sprintf("  /%d: {$ref: '#/x'}\n", i) })
		},
		"a response with many headers": func() string {
			return head + "paths:\n" + repeat(5_000, func(i int) string {
				return fmt.Sprintf("  /%d: {get: {responses: {'200': {$ref: '#/components/responses/R'}}}}\n", i)
			}) + "components:\n  responses:\n    R:\n      description: x\n      headers:\n" + repeat(10_000, func(i int) string { return fmt.Sprintf("        h%d: {schema: {}}\n", i) })
		},
		"a long name above many": func() string {
			return `{"openapi":"3.1.0","components":{"schemas":{"` + strings.Repeat("a", 100_000) + `":{"properties":{` + repeat(100_000, func(i int) string { return fmt.Sprintf(`"p%d":{},`, i) }) + `"q":{}}}}}}`
		},
		"a path of many parameters": func() string {
			return `{"openapi":"3.1.0","paths":{"` + repeat(50_000, func(i int) string { return fmt.Sprintf("/{p%d}", i) }) + `":{"get":{"parameters":[` +
				repeat(5_000, func(i int) string {
					return fmt.Sprintf(`{"name":"q%d","in":"path","required":true,"schema":{}},`, i)
				}) + `{}]}}}}`
		},
		"long paths of many segments": func() string {
			path := repeat(50_000, func(i int) string { return fmt.Sprintf("/s%d", i) })
			return `{"openapi":"3.1.0","paths":{"` + path + `":{},"` + path + `/":{}}}`
		},
		"many broken references": func() string {
			return head + "components:\n  schemas:\n" + repeat(50_000, func(i int) string { return fmt.Sprintf("    S%d: {$ref: '#/components/schemas/T%d'}\n", i, i) })
		},
		"a chain of references": func() string {
			return head + "components:\n  schemas:\n" + repeat(50_000, func(i int) string { return fmt.Sprintf("    S%d: {$ref: '#/components/schemas/S%d'}\n", i, i+1) }) + "    S50000: {}\n"
		},
		"a chain through references": func() string {
			return head + "components:\n  schemas:\n" + repeat(50_000, func(i int) string { return fmt.Sprintf("    S%d: {$ref: '#/components/schemas/S%d/x'}\n", i, i+1) })
		},
		"duplicate keys": func() string {
			return head + "x-a:\n" + repeat(100_000, func(i int) string { return fmt.Sprintf("  k%d: 1\n", i%50_000) })
		},
		"one long line": func() string {
			return head + "components: {schemas: {" + repeat(50_000, func(i int) string { return fmt.Sprintf("é%d: {}, ", i) }) + "}}\n"
		},
		"merges of merges": func() string {
			return head + "x-a: &a {" + repeat(2000, func(i int) string { return fmt.Sprintf("k%d: 1, ", i) }) + "}\nx-b:\n" + repeat(20_000, func(i int) string { return "  - {<<: *a}\n" })
		},
		"anchors of anchors, deep": func() string {
			text := head + "paths: [" + strings.Repeat("[", 800) + "&a0 x" + strings.Repeat("]", 800) + "]\n"
			for i := 1; i < 200; i++ {
				text += fmt.Sprintf("x-%d: &a%d %s*a%d%s\n", i, i, strings.Repeat("[", 800), i-1, strings.Repeat("]", 800))
			}
			return text
		},
		"nested flow":      func() string { return head + "x-a: " + strings.Repeat("{a: ", 9_000) },
		"nested sequences": func() string { return head + "x-a: \n" + strings.Repeat("- ", 9_000) + "a" },
		"nested json":      func() string { return strings.Repeat(`{"a":`, 1_000_000) },
		"Swagger, many media types": func() string {
			types := repeat(20_000, func(i int) string { return fmt.Sprintf("a/t%d, ", i) })
			return "swagger: '2.0'\nconsumes: [" + types + "]\nproduces: [" + types + "]\npaths:\n" + repeat(5_000, func(i int) string {
				return fmt.Sprintf("  /p%d: {post: {parameters: [{name: b, in: body, schema: {}}], responses: {200: {description: ok, schema: {type: string}}}}}\n", i)
			})
		},
		"Swagger, a shared list of parameters": func() string {
			return "swagger: '2.0'\nconsumes: [multipart/form-data]\nx-a: &a [" + repeat(5_000, func(i int) string { return fmt.Sprintf("{name: f%d, in: formData, type: string}, ", i) }) +
				"]\npaths:\n" + repeat(5_000, func(i int) string {
				return fmt.Sprintf("  /p%d: {post: {parameters: *a, responses: {200: {description: ok}}}}\n", i)
			})
		},
		"Swagger, deep schemas": func() string {
			return `{"swagger":"2.0","paths":{},"definitions":{"A":` + strings.Repeat(`{"discriminator":"k","properties":{"a":`, 450) + `{"properties":{` +
				repeat(50_000, func(i int) string { return fmt.Sprintf(`"p%d":{"discriminator":"k"},`, i) }) + `"z":{}}}` + strings.Repeat("}}", 450) + "}}"
		},
		"many links": func() string {
			return head + "components:\n  links:\n" + repeat(50_000, func(i int) string { return fmt.Sprintf("    l%d: {operationId: o%d}\n", i, i) }) +
				"paths:\n" + repeat(5_000, func(i int) string { return fmt.Sprintf("  /%d: {get: {operationId: p%d}}\n", i, i) })
		},
		"many encodings": func() string {
			return head + "components:\n  schemas:\n    A: {properties: {" + repeat(20_000, func(i int) string { return fmt.Sprintf("p%d: {}, ", i) }) + "}}\n  requestBodies:\n" +
				repeat(5_000, func(i int) string {
					return fmt.Sprintf("    b%d: {content: {multipart/form-data: {schema: {$ref: '#/components/schemas/A'}, encoding: {q: {}}}}}\n", i)
				})
		},
		"an operation of many tags": func() string {
			return head + "paths: {/a: {get: {tags: [" + repeat(500_000, func(i int) string { return fmt.Sprintf("t%d, ", i) }) + "]}}}\n"
		},
		"allOf in allOf, deep, many": func() string {
			return `{"openapi":"3.1.0","components":{"schemas":{` + repeat(100, func(i int) string {
				return fmt.Sprintf(`"A%d":`, i) + strings.Repeat(`{"allOf":[`, 490) + "{}" + strings.Repeat("]}", 490) + ","
			}) + `"Z":{}}}}`
		},
		"tags of tags": func() string {
			return "openapi: 3.2.0\ntags: [" + repeat(50_000, func(i int) string { return fmt.Sprintf("{name: t%05d, parent: t%05d}, ", i, i+1) }) + "]\n"
		},
		"security": func() string {
			return head + "security: [" + repeat(30_000, func(i int) string { return fmt.Sprintf("{s%d: []}, ", i) }) + "]\npaths:\n" + repeat(2_000, func(i int) string { return fmt.Sprintf("  /%d: {get: {}}\n", i) })
		},
	} {
		t.Run(name, func(t *testing.T) {
			data := text()
			tr := tree(map[string]string{"openapi.yaml": data})
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			Read(tr, source.Unit{Name: "openapi.yaml", Files: []string{"openapi.yaml"}})
			runtime.ReadMemStats(&after)
			// Time follows allocation, which is the same on every machine.
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 3000 {
				t.Errorf("allocated %d MB", mb)
			}
		})
	}
}
