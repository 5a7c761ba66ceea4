package coverage

import (
	"bytes"
	"fmt"
)

// bigIstanbul writes a coverage-final.json of about size bytes, as nyc and jest write it, without spaces and with the source map
// of each file.
func bigIstanbul(size int) []byte {
	var b bytes.Buffer
	b.Grow(size + 256<<10)
	span := func(line, column, endLine, endColumn int) {
		fmt.Fprintf(&b, `{"start":{"line":%d,"column":%d},"end":{"line":%d,"column":%d}}`, line, column, endLine, endColumn)
	}
	object := func(name string, n int, each func(i int)) {
		fmt.Fprintf(&b, `%q:{`, name)
		for i := range n {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, `"%d":`, i)
			each(i)
		}
		b.WriteString("},")
	}
	b.WriteByte('{')
	for file := 0; b.Len() < size; file++ {
		path := fmt.Sprintf("/home/runner/work/shop/shop/src/module%02d/file%04d.ts", file%50, file)
		fmt.Fprintf(&b, `"%s":{"path":"%s",`, path, path)
		object("statementMap", 400, func(i int) { span(i*2+1, i%7, i*2+1, 40) })
		object("fnMap", 40, func(i int) {
			fmt.Fprintf(&b, `{"name":"handler%d","decl":`, i)
			span(i*20+1, 9, i*20+1, 16)
			b.WriteString(`,"loc":`)
			span(i*20+1, 18, i*20+19, 1)
			fmt.Fprintf(&b, `,"line":%d}`, i*20+1)
		})
		object("branchMap", 50, func(i int) {
			b.WriteString(`{"loc":`)
			span(i*16+3, 4, i*16+7, 5)
			b.WriteString(`,"type":"if","locations":[`)
			span(i*16+3, 4, i*16+7, 5)
			b.WriteByte(',')
			span(i*16+5, 11, i*16+7, 5)
			fmt.Fprintf(&b, `],"line":%d}`, i*16+3)
		})
		object("s", 400, func(i int) { fmt.Fprintf(&b, "%d", (i*7+file)%11%4*137) })
		object("f", 40, func(i int) { fmt.Fprintf(&b, "%d", i%3) })
		object("b", 50, func(i int) { fmt.Fprintf(&b, "[%d,%d]", i%3, i%2) })
		fmt.Fprintf(&b, `"inputSourceMap":{"version":3,"file":"%s","mappings":"`, path)
		for range 300 {
			b.WriteString("AAAA,IAAI,CAAC;")
		}
		b.WriteString(`"},"_coverageSchema":"1a1c01bbd47fc00a2c39e90264f33305004495a9","hash":"53f1b12070b668c1acda00b97def3acd27bb7fbe"}`)
		b.WriteString("\n,")
	}
	b.Truncate(b.Len() - 1)
	b.WriteString("}\n")
	return b.Bytes()
}

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
