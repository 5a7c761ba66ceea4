package report

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/bdma-dev/bdma/internal/coverage"
)

// writeLCOV writes a tracefile as geninfo(1) of LCOV 1.x describes it, which every reader of LCOV understands. It has lines,
// branches and functions; other metrics have no place in it.
func writeLCOV(w *bufio.Writer, j *coverage.Joined, _ Conversion) error {
	for f := range countedFiles(j) {
		writeLCOVSection(w, f)
	}
	return nil
}

func writeLCOVSection(w *bufio.Writer, f *coverage.SourceFile) {
	fmt.Fprintf(w, "TN:\nSF:%s\n", lcovText(fileName(f)))
	functions := f.Functions()
	found, hit := 0, 0
	names := functionNames(functions)
	for i, fn := range functions {
		name := names[i]
		if fn.Line > 0 {
			fmt.Fprintf(w, "FN:%d,%s\n", fn.Line, name)
		}
		fmt.Fprintf(w, "FNDA:%d,%s\n", fn.Hits, name)
	}
	// Functions that begin on one line count once: they are instances of one template.
	for i := 0; i < len(functions); {
		fn, hits := functions[i], 0
		for ; i < len(functions) && functions[i].Line == fn.Line; i++ {
			hits = max(hits, functions[i].Hits)
			if fn.Line == 0 {
				i++
				break
			}
		}
		found++
		if hits > 0 {
			hit++
		}
	}
	if found > 0 {
		fmt.Fprintf(w, "FNF:%d\nFNH:%d\n", found, hit)
	}
	branches, taken, lines, ran := 0, 0, 0, 0
	for l := range f.Lines(allLines) {
		if l.Branches > 0 {
			branches += l.Branches
			taken += l.Taken
			for i := range l.Branches {
				fmt.Fprintf(w, "BRDA:%d,0,%d,%s\n", l.Number, i, lcovTaken(&l, i))
			}
		}
		if l.Code {
			lines++
			if l.Hits > 0 {
				ran++
			}
		}
	}
	if branches > 0 {
		fmt.Fprintf(w, "BRF:%d\nBRH:%d\n", branches, taken)
	}
	for l := range f.Lines(allLines) {
		if l.Code {
			fmt.Fprintf(w, "DA:%d,%d\n", l.Number, l.Hits)
		}
	}
	fmt.Fprintf(w, "LF:%d\nLH:%d\nend_of_record\n", lines, ran)
}

// lcovTaken says how often a branch was taken: "-" when its line never ran.
func lcovTaken(l *coverage.Line, i int) string {
	n := 0
	switch {
	case l.Ways != nil:
		n = l.Ways[i]
	case i < l.Taken:
		n = 1
	}
	if n == 0 && l.Missed() {
		return "-"
	}
	return fmt.Sprint(n)
}

// functionNames returns names for functions, each another: readers know functions by their names, which reports may not
// say or use twice.
func functionNames(list []coverage.Function) []string {
	names := make([]string, len(list))
	used := make(map[string]bool, len(list))
	for i, f := range list {
		name := lcovText(f.Name)
		if name == "" && f.Line > 0 {
			name = fmt.Sprintf("function at line %d", f.Line)
		} else if name == "" {
			name = "function"
		}
		if digits := len(name) - len(strings.TrimLeft(name, "0123456789")); digits > 0 && strings.HasPrefix(name[digits:], ",") {
			name = "_" + name // a number before the comma would be the function's last line
		}
		unique := name
		for n := 2; used[unique]; n++ {
			unique = fmt.Sprintf("%s (%d)", name, max(n, i))
		}
		used[unique] = true
		names[i] = unique
	}
	return names
}

// lcovText returns a text for a record, which ends with its line. Readers trim what is around it.
func lcovText(s string) string { return strings.TrimSpace(Terminal(s)) }
