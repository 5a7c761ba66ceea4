package coverage

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
)

// otherGo says how a changed Go file shows that its profile was written for another version of it; it is empty when nothing
// does. The tool gives blocks to every function with a statement, so that a new one without any was not there yet; and each
// block begins where a piece of code begins, or behind a brace, a colon or else, so that one that does not was measured elsewhere.
func otherGo(m *merged, code *goCode, data []byte, added spans) string {
	blocks := m.blocks.sorted()
	if !isGoFile(m.path) || len(blocks) == 0 || len(added) == 0 || lineDirective.Match(data) {
		return ""
	}
	if f, line := newFunction(data, blocks, added); f != "" {
		return fmt.Sprintf("it does not know the function %s, which is new in line %d of %s", f, line, m.path)
	}
	for _, b := range blocks {
		if at := (spot{b.startLine, b.startCol}); b.statements > 0 && !code.begins(at) {
			return fmt.Sprintf("it speaks of code at %d:%d of %s, where none begins", at.line, at.col, m.path)
		}
	}
	return ""
}

var (
	// After it, positions are those of another file.
	lineDirective = regexp.MustCompile(`(?m)^//line |/\*line `)
	// Some programs take functions with such comments out of a profile.
	leftOut = regexp.MustCompile(`(?i)//.*(no-?test|ignore|cover)`)
)

// newFunction returns a function of which every line is added and none is in a block.
func newFunction(data []byte, blocks []block, added spans) (name string, line int) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", data, parser.SkipObjectResolution)
	if err != nil {
		return "", 0
	}
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil || len(fn.Body.List) == 0 || fn.Name.Name == "_" {
			continue
		}
		first, last := fset.PositionFor(fn.Pos(), false), fset.PositionFor(fn.End(), false)
		from, to := spot{uint32(first.Line), uint32(first.Column)}, spot{uint32(last.Line), uint32(last.Column)}
		if !addedWhole(added, from.line, to.line) || leftOut.Match(data[first.Offset:last.Offset]) {
			continue
		}
		if above := data[:first.Offset]; leftOut.Match(above[bytes.LastIndexByte(bytes.TrimRight(above, "\n"), '\n')+1:]) {
			continue
		}
		if !slices.ContainsFunc(blocks, func(b block) bool {
			return spot{b.startLine, b.startCol}.less(to) && from.less(spot{b.endLine, b.endCol})
		}) {
			return fn.Name.Name, first.Line
		}
	}
	return "", 0
}

// addedWhole reports whether all lines of a range are among the added ones.
func addedWhole(added spans, first, last uint32) bool {
	return slices.ContainsFunc(added, func(s span) bool { return s.first <= first && last <= s.last })
}

// begins reports whether a block may begin at a place.
func (c *goCode) begins(at spot) bool {
	_, found := slices.BinarySearchFunc(c.starts, at, func(a, b spot) int {
		switch {
		case a.less(b):
			return -1
		case b.less(a):
			return 1
		}
		return 0
	})
	return found
}
