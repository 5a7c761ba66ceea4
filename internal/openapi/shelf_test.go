package openapi

import (
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/source"
)

// TestSharedFilesAreReadOnce reads documents that share files, at once: each has the facts that it has alone.
func TestSharedFilesAreReadOnce(t *testing.T) {
	files := map[string]string{
		"common.yaml": "A: {type: object, properties: {b: {$ref: '#/B'}}, sumary: 1}\nB: {type: [string, 'null']}\nP: {name: p, in: query, type: string}\nO: {description: ok, schema: {$ref: '#/A'}}\n",
		"alias.yaml":  "A: &a {type: string}\nB: *a\n",
		"broken.yaml": "A: [\n",
	}
	var names []string
	for i := range 20 {
		name := fmt.Sprintf("d%d.yaml", i)
		names = append(names, name)
		files[name] = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents: {schemas: {A: {$ref: common.yaml#/A}, B: {$ref: alias.yaml#/B}, C: {$ref: broken.yaml#/A}}}\n"
		if i%2 == 0 {
			files[name] = "swagger: '2.0'\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {parameters: [{$ref: common.yaml#/P}], responses: {200: {$ref: common.yaml#/O}}}}}\n"
		}
	}
	shared := tree(files)
	var list []source.File
	for _, n := range names {
		list = append(list, source.File{Path: n, Size: int64(len(files[n]))})
	}
	if n := len(Find(shared, list).Units); n != len(names) {
		t.Fatalf("%d units", n)
	}
	rows := make([][]string, len(names))
	var wg sync.WaitGroup
	for i, name := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			m, doc := model(shared, source.Unit{Name: name, Files: []string{name}})
			rows[i] = canonical(t, m, doc)
		}()
	}
	wg.Wait()
	for i, name := range names {
		m, doc := model(tree(files), source.Unit{Name: name, Files: []string{name}})
		if diff := cmp.Diff(canonical(t, m, doc), rows[i]); diff != "" {
			t.Errorf("%s: (-alone +beside others)\n%s", name, diff)
		}
	}
}
