package coverage

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadSimpleCov(t *testing.T) {
	result := func(file string) string {
		return `{"RSpec":{"coverage":{"/app/cart.rb":` + file + `},"timestamp":1619015864}}`
	}
	two := func(a, b string) string {
		return `{"unit":{"coverage":{"/app/cart.rb":` + a + `},"timestamp":1619015864},"api":{"coverage":{"/app/cart.rb":` + b + `},"timestamp":1619015900}}`
	}
	branches := `"branches":{"[:if, 0, 3, 4, 5, 7]":{"[:then, 1, 4, 6, 4, 9]":1,"[:else, 2, 3, 4, 5, 7]":0}}`
	v1 := func(file string) string {
		return `{"$schema":"https://example.com/s.json","meta":{"simplecov_version":"1.0.0","commit":"8b3c1f0","timestamp":"2026-01-01T10:00:00.000+02:00"},` +
			`"total":{"lines":{"covered":1,"missed":1,"total":2,"percent":50.0},"branches":{"covered":1,"total":2}},"coverage":{"app/cart.rb":` + file + `},"groups":{},"errors":{}}`
	}
	v1Branches := `"branches":[{"type":"then","start_line":4,"end_line":4,"coverage":1,"inline":true,"report_line":3},{"type":"else","start_line":3,"end_line":5,"coverage":0,"report_line":3},{"type":"then","start_line":9,"end_line":9,"coverage":"ignored"}]`
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"an array":                {result(`[null,1,0,2]`), []string{"/app/cart.rb line 2/3 missing 3"}},
		"an object":               {result(`{"lines":[null,1,0,2]}`), []string{"/app/cart.rb line 2/3 missing 3"}},
		"branches":                {result(`{"lines":[1],` + branches + `}`), []string{"/app/cart.rb line 1/1 branch 1/2"}},
		"branches at one place":   {result(`{"lines":[1],"branches":{"[:\"&.\", 0, 3, 4, 3, 7]":{"[:then, 1, 3, 4, 3, 7]":1,"[:else, 2, 3, 4, 3, 7]":0},"[:\"&.\", 3, 3, 4, 3, 5]":{"[:then, 4, 3, 4, 3, 5]":1,"[:else, 5, 3, 4, 3, 5]":0}}}`), []string{"/app/cart.rb line 1/1 branch 2/4"}},
		"methods":                 {result(`{"lines":[1],"methods":{"[Cart, :total, 3, 2, 5, 5]":1,"[\"Cart\", :tax, 7, 2, 9, 5]":0,"[Cart, :a, 7]":2}}`), []string{"/app/cart.rb line 1/1 function 1/2", "ignored 1"}},
		"two commands":            {two(`[1,0,0,null]`, `[0,2,0,null]`), []string{"/app/cart.rb line 2/3 missing 3"}},
		"null and none":           {two(`[null,null,0,1]`, `[0,3,null,null]`), []string{"/app/cart.rb line 2/2"}},
		"commands with branches":  {two(`{"lines":[1],`+branches+`}`, `{"lines":[1],"branches":{"[:if, 0, 3, 4, 5, 7]":{"[:then, 1, 4, 6, 4, 9]":0,"[:else, 2, 3, 4, 5, 7]":2}}}`), []string{"/app/cart.rb line 1/1 branch 2/2"}},
		"ignored lines":           {result(`[1,"ignored",0]`), []string{"/app/cart.rb line 1/2 missing 3"}},
		"no timestamp":            {`{"RSpec":{"coverage":{"/app/cart.rb":[1]}}}`, []string{"/app/cart.rb line 1/1"}},
		"an empty file":           {result(`{}`), []string{"/app/cart.rb"}},
		"the formatter":           {v1(`{"lines":[null,1,0,"ignored"],"source":["a","b"],` + v1Branches + `,"methods":[{"name":"Cart#total","start_line":2,"end_line":3,"coverage":1}]}`), []string{"app/cart.rb line 1/2 branch 1/2 function 1/1 missing 3"}},
		"the old formatter":       {`{"timestamp":1738692160,"command_name":"RSpec","files":[{"filename":"app/cart.rb","covered_percent":50.0,"coverage":[null,1,0]}]}`, []string{"app/cart.rb line 1/2 missing 3"}},
		"the old one with lines":  {`{"timestamp":1738692160,"meta":{"simplecov_version":"0.22.0"},"files":[{"coverage":{"lines":[null,1,0]},"filename":"app/cart.rb"},{"coverage":[1]}]}`, []string{"app/cart.rb line 1/2 missing 3"}},
		"the result of one":       {`{"coverage":{"/app/cart.rb":{"lines":[1,0]},"/app/tax.rb":{}},"timestamp":1588372645}`, []string{"/app/cart.rb line 1/2 missing 2", "/app/tax.rb"}},
		"counts that are none":    {result(`[1,true,-1,1.0]`), []string{"/app/cart.rb line 2/3 missing 3", "ignored 1"}},
		"no command ran anything": {`{"RSpec":{"coverage":{},"timestamp":1619015864}}`, nil},
		"cut off":                 {`{"RSpec":{"coverage":{"/app/cart.rb":[1,`, []string{"problem: it is truncated: the JSON ends too early"}},
	} {
		t.Run(name, func(t *testing.T) {
			if _, got := readJSON(t, ".resultset.json", c.text); cmp.Diff(c.want, got) != "" {
				t.Error(cmp.Diff(c.want, got))
			}
		})
	}

	// The formatter's report and the result set of one run count branches once.
	tree := treeOf(map[string]string{"coverage/coverage.json": v1(`{"lines":[1],` + v1Branches + `}`), "coverage/.resultset.json": result(`{"lines":[1],` + branches + `}`), "app/cart.rb": "\n\n\n\n\n"})
	m := readModel(t, tree, "coverage/.resultset.json", "coverage/coverage.json")
	if d := cmp.Diff([]string{"app/cart.rb line 1/1 branch 1/2"}, describe(m)); d != "" {
		t.Error(d)
	}
	if r := m.Reports[0]; r.GeneratedAt != "2021-04-21T14:37:44Z" || r.GeneratedZoneless {
		t.Errorf("the result set is of %s", r.GeneratedAt)
	}
	if r := m.Reports[1]; r.GeneratedAt != "2026-01-01T08:00:00Z" || r.Commit != "8b3c1f0" || r.ToolVersion != "1.0.0" {
		t.Errorf("the report is of %s at %s", r.GeneratedAt, r.Commit)
	}
	m, _ = readJSON(t, ".resultset.json", two(`[1]`, `[1]`))
	if r := m.Reports[0]; r.GeneratedAt != "2021-04-21T14:38:20Z" {
		t.Errorf("the later command is of %s", r.GeneratedAt)
	}

	// So do the result sets of two jobs.
	tree = treeOf(map[string]string{"1/.resultset.json": result(`[null,null,0,1]`), "2/.resultset.json": result(`[0,3,null,null]`), "app/cart.rb": "\n\n\n\n"})
	m = readModel(t, tree, "1/.resultset.json", "2/.resultset.json")
	if d := cmp.Diff([]string{"app/cart.rb line 2/2"}, describe(m)); d != "" {
		t.Error(d)
	}
}
