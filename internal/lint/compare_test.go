package lint_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/source"
)

// nameless is a document of which operations have no operationId, which is a finding each.
func nameless(from, to int, named map[int]bool, reversed bool) string {
	var b strings.Builder
	// One that has a name: where none has, all of them are one finding.
	b.WriteString("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /named:\n    get:\n      operationId: getNamed\n      responses: {'200': {description: ok}}\n")
	for i := from; i < to; i++ {
		n := i
		if reversed {
			n = from + to - 1 - i
		}
		fmt.Fprintf(&b, "  /things-%d:\n    get:\n", n)
		if named[n] {
			fmt.Fprintf(&b, "      operationId: getThings%d\n", n)
		}
		b.WriteString("      responses: {'200': {description: ok}}\n")
	}
	return b.String()
}

// baseOf returns the base that a tree is compared with, and what the change touches.
func baseOf(before, after map[string]string) *source.Base {
	fork := tree(before)
	base := &source.Base{Name: "main", Fork: fork, Tip: fork, Touched: &source.Touched{}}
	for name, text := range after {
		switch old, ok := before[name]; {
		case !ok:
			base.Touched.Moved = append(base.Touched.Moved, name)
		case old != text:
			base.Touched.Edited = append(base.Touched.Edited, name)
		}
	}
	for name := range before {
		if _, ok := after[name]; !ok {
			base.Touched.Moved = append(base.Touched.Moved, name)
		}
	}
	return base
}

// TestCompare holds that a change on a repository with ten thousand old findings is told what it does, and nothing else.
func TestCompare(t *testing.T) {
	for _, known := range []bool{true, false} {
		t.Run(fmt.Sprintf("touched files known %v", known), func(t *testing.T) {
			documents := 49
			if !known {
				documents = 5 // all of which are judged twice
			}
			before := make(map[string]string)
			for i := range documents {
				before[fmt.Sprintf("api/old%02d/openapi.yaml", i)] = nameless(i*1000, i*1000+200, nil, false)
			}
			before["api/moved/openapi.yaml"] = nameless(90_000, 90_040, nil, false)
			after := make(map[string]string)
			for name, text := range before {
				after[name] = text
			}
			after["api/old01/openapi.yaml"] = nameless(1000, 1205, nil, false)
			after["api/old02/openapi.yaml"] = nameless(2000, 2200, map[int]bool{2003: true, 2100: true, 2199: true}, false)
			after["api/old03/openapi.yaml"] = nameless(3000, 3200, nil, true)
			after["service/openapi.yaml"] = after["api/moved/openapi.yaml"]
			delete(after, "api/moved/openapi.yaml")
			after["README.md"] = "# old\n"

			base := baseOf(before, after)
			if !known {
				base.Touched = nil
			}
			tr := tree(after)
			sel := resolve(t, tr, config.Flags{Only: []string{"rest/operation-id"}})
			result, err := lint.Run(t.Context(), sel, lint.Options{Tree: tr, Base: base, Compare: true})
			if err != nil {
				t.Fatal(err)
			}
			d := finding.Divide(result.Findings)
			introduced, unchanged := d.Counting, d.Unchanged
			if len(introduced) != 5 || len(result.Fixed) != 3 || len(unchanged) != documents*200+40-3 {
				t.Errorf("%d introduced, %d fixed, %d unchanged", len(introduced), len(result.Fixed), len(unchanged))
			}
			for _, f := range introduced {
				if f.File != "api/old01/openapi.yaml" {
					t.Errorf("%s is introduced in %s", f.Pointer, f.File)
				}
			}
			for _, f := range result.Fixed {
				if f.File != "api/old02/openapi.yaml" {
					t.Errorf("%s is fixed in %s", f.Pointer, f.File)
				}
			}
		})
	}
}

// TestCompareKnowsGroups holds that what a rule said of a whole document is not new when it is said of its parts.
func TestCompareKnowsGroups(t *testing.T) {
	doc := func(named map[int]bool) string {
		text := nameless(0, 40, named, false)
		return strings.Replace(text, "      operationId: getNamed\n", "", 1)
	}
	before := map[string]string{"openapi.yaml": doc(nil)}
	after := map[string]string{"openapi.yaml": doc(map[int]bool{7: true})}
	tr := tree(after)
	sel := resolve(t, tr, config.Flags{Only: []string{"rest/operation-id"}})
	result, err := lint.Run(t.Context(), sel, lint.Options{Tree: tr, Base: baseOf(before, after), Compare: true})
	if err != nil {
		t.Fatal(err)
	}
	d := finding.Divide(result.Findings)
	introduced, unchanged := d.Counting, d.Unchanged
	if len(introduced) != 0 || len(unchanged) != 40 || len(result.Fixed) != 0 {
		t.Errorf("%d introduced, %d fixed, %d unchanged", len(introduced), len(result.Fixed), len(unchanged))
	}
}

// TestComparePart holds that a run over part of the repository calls nothing fixed that it did not look at.
func TestComparePart(t *testing.T) {
	before := map[string]string{
		"db/migrations/000001_orders.up.sql": "CREATE TABLE orders (id bigint PRIMARY KEY);\n",
		"db/migrations/000002_total.up.sql":  "ALTER TABLE orders ADD COLUMN total bigint NOT NULL;\n",
		"api/openapi.yaml":                   nameless(0, 3, nil, false),
	}
	after := map[string]string{
		"db/migrations/000003_sum.up.sql": "ALTER TABLE orders ADD COLUMN sum bigint NOT NULL;\n",
		"api/openapi.yaml":                nameless(0, 3, map[int]bool{1: true}, false),
	}
	for _, name := range []string{"db/migrations/000001_orders.up.sql", "db/migrations/000002_total.up.sql"} {
		after[name] = before[name]
	}
	tr := tree(after)
	opt := lint.Options{Tree: tr, Base: baseOf(before, after), Compare: true, Paths: []string{"db/migrations/000003_sum.up.sql"}}
	result, err := lint.Run(t.Context(), resolve(t, tr, config.Flags{Only: []string{"migration/add-column-not-null-no-default", "rest/operation-id"}}), opt)
	if err != nil {
		t.Fatal(err)
	}
	d := finding.Divide(result.Findings)
	introduced, unchanged := d.Counting, d.Unchanged
	if len(introduced) != 1 || len(unchanged) != 0 || len(result.Fixed) != 0 {
		t.Errorf("%d introduced, %d unchanged, %d fixed", len(introduced), len(unchanged), len(result.Fixed))
	}
}

// TestCompareReusesWhatIsUntouched holds that findings are the same whether the base is judged anew or not, for each single file
// that a change may touch.
func TestCompareReusesWhatIsUntouched(t *testing.T) {
	before := map[string]string{
		"api/openapi.yaml":                     "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n      responses: {'200': {$ref: 'shared.yaml#/ok'}}\n",
		"api/shared.yaml":                      "ok: {description: ok}\n",
		"db/migrations/000001_orders.up.sql":   "CREATE TABLE orders (id bigint PRIMARY KEY);\n",
		"db/migrations/000001_orders.down.sql": "DROP TABLE orders;\n",
		"db/migrations/000002_total.up.sql":    "ALTER TABLE orders ADD COLUMN total bigint NOT NULL;\n",
		"db/migrations/000002_total.down.sql":  "ALTER TABLE orders DROP COLUMN total;\n",
		"go.mod":                               "module example.com/shop\n",
	}
	edits := map[string]func(map[string]string){"nothing": func(map[string]string) {}}
	for name := range before {
		edits[name+" is gone"] = func(m map[string]string) { delete(m, name) }
		edits[name+" is edited"] = func(m map[string]string) {
			m[name] = strings.NewReplacer("description: ok", "summary: ok", "bigint", "integer", "'200'", "'500'", "DROP", "-- DROP").Replace(m[name])
		}
	}
	edits["a migration is new"] = func(m map[string]string) {
		m["db/migrations/000003_index.up.sql"] = "CREATE INDEX orders_total ON orders (total);\n"
	}
	edits["an ignore file is new"] = func(m map[string]string) { m[".gitignore"] = "db\n" }
	edits["a configuration is new"] = func(m map[string]string) { m["db/dbconfig.yml"] = "x: {dialect: postgres, dir: migrations}\n" }
	for name, edit := range edits {
		t.Run(name, func(t *testing.T) {
			after := make(map[string]string)
			for file, text := range before {
				after[file] = text
			}
			edit(after)
			var texts [2]string
			for i := range texts {
				base := baseOf(before, after)
				if i == 1 {
					base.Touched = nil
				}
				tr := tree(after)
				result, err := lint.Run(t.Context(), resolve(t, tr, config.Flags{}), lint.Options{Tree: tr, Base: base, Compare: true})
				if err != nil {
					t.Fatal(err)
				}
				var b bytes.Buffer
				for _, f := range result.Findings {
					fmt.Fprintln(&b, f.Class, f.File, f.Rule.ID, f.Message)
				}
				for _, f := range result.Fixed {
					fmt.Fprintln(&b, "fixed", f.File, f.Rule.ID, f.Message)
				}
				texts[i] = b.String()
			}
			if texts[0] != texts[1] {
				t.Errorf("judged once:\n%s\njudged anew:\n%s", texts[0], texts[1])
			}
		})
	}
}
