package bench

import (
	"bytes"
	"fmt"
	"strings"
)

// Comparison is a repository and a small change to it.
type Comparison struct {
	What string
	// Before are the files at the base, by path; After are those that the change writes.
	Before, After map[string]string
}

// Comparisons are repositories in which little changes: one document of many, one migration more, one place of a large document.
func Comparisons() []Comparison {
	spec := func(n int) string {
		var b bytes.Buffer
		_ = WriteSpec(&b, n) // a buffer takes all
		return b.String()
	}
	edit := func(text string) string {
		return strings.Replace(text, "      summary: show the resource 3\n", "", 1)
	}
	documents := make(map[string]string)
	for i := range 50 {
		documents[fmt.Sprintf("services/s%02d/openapi.yaml", i)] = strings.ReplaceAll(spec(40), "Resource", fmt.Sprintf("Thing%d", i))
	}
	history := make(map[string]string)
	for name, sql := range Migrations(2000) {
		history["db/migrations/"+name] = sql
	}
	added := "CREATE TABLE refunds (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, total money);\n"
	large := map[string]string{"openapi.yaml": spec(1000)}
	return []Comparison{
		{"one document of 50 edited", documents, map[string]string{"services/s07/openapi.yaml": edit(documents["services/s07/openapi.yaml"])}},
		{"one migration added to 2,000", history, map[string]string{"db/migrations/002001_refunds.up.sql": added}},
		{"one place of 1,000 operations edited", large, map[string]string{"openapi.yaml": edit(large["openapi.yaml"])}},
	}
}
