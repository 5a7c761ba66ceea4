package coverage

import (
	"bytes"
	"fmt"
)

// bigCoveragePy writes a report of "coverage json" of about size bytes.
func bigCoveragePy(size int) []byte {
	var b bytes.Buffer
	b.Grow(size + 64<<10)
	b.WriteString(`{"meta": {"format": 3, "version": "7.6.1", "timestamp": "2026-03-10T13:11:21.622138", "branch_coverage": true, "show_contexts": false}, "files": {`)
	for file := 0; b.Len() < size; file++ {
		if file > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, `"src/module%02d/file%04d.py": {"executed_lines": [1`, file%50, file)
		for n := range 600 {
			fmt.Fprintf(&b, ", %d", n*3/2+2)
		}
		b.WriteString(`], "summary": {"covered_lines": 601, "num_statements": 901, "num_branches": 200, "covered_branches": 100}, "missing_lines": [4`)
		for n := range 299 {
			fmt.Fprintf(&b, ", %d", n*3+7)
		}
		b.WriteString(`], "excluded_lines": [], "executed_branches": [[1, 2]`)
		for n := range 99 {
			fmt.Fprintf(&b, ", [%d, %d]", n*9+5, n*9+6)
		}
		b.WriteString(`], "missing_branches": [[1, 9]`)
		for n := range 99 {
			fmt.Fprintf(&b, ", [%d, %d]", n*9+5, n*9+9)
		}
		b.WriteString(`]}`)
	}
	b.WriteString(`}, "totals": {"covered_lines": 0, "num_statements": 0}}`)
	return b.Bytes()
}

// bigSimpleCov writes a result set of about size bytes, with a line for each line as Ruby's pretty printer does.
func bigSimpleCov(size int) []byte {
	var b bytes.Buffer
	b.Grow(size + 64<<10)
	b.WriteString("{\n  \"RSpec\": {\n    \"coverage\": {\n")
	for file := 0; b.Len() < size; file++ {
		if file > 0 {
			b.WriteString(",\n")
		}
		fmt.Fprintf(&b, "      \"/app/models/module%02d/file%04d.rb\": {\n        \"lines\": [\n          null", file%50, file)
		for n := range 999 {
			if n%3 == 0 {
				b.WriteString(",\n          null")
				continue
			}
			fmt.Fprintf(&b, ",\n          %d", (n*7+file)%11%4)
		}
		b.WriteString("\n        ]\n      }")
	}
	b.WriteString("\n    },\n    \"timestamp\": 1619015864\n  }\n}\n")
	return b.Bytes()
}
