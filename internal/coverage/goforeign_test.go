package coverage

import (
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/source"
)

// A change shows what a profile does not know: the report was written before it.
func TestProfileOfAnotherVersion(t *testing.T) {
	const old = "package cart\n\nfunc Sum(n int) int {\n\tif n > 3 {\n\t\treturn 0\n\t}\n\treturn n\n}\n"
	const profile = "mode: set\nm/cart.go:3.21,4.11 1 1\nm/cart.go:4.11,6.3 1 1\nm/cart.go:7.2,7.10 1 1\n"
	tests := map[string]struct{ source, added, want string }{
		"as it was":             {old, "3-8", ""},
		"a new function":        {old + "\n// Tax is a part of it.\nfunc Tax(n int) int {\n\treturn n / 5\n}\n", "9-13", "it does not know the function Tax, which is new in line 11 of cart.go"},
		"a new method":          {old + "\nfunc (c Cart) Tax() int { return 2 }\n", "9-10", "it does not know the function Tax, which is new in line 10 of cart.go"},
		"one without code":      {old + "\nfunc Tax() {\n}\n", "9-11", ""},
		"one that has no name":  {old + "\nfunc _() {\n\tSum(1)\n}\n", "9-12", ""},
		"one that was there":    {old + "\nfunc Tax(n int) int {\n\treturn n / 5\n}\n", "9-10", ""},
		"one that is left out":  {old + "\n// Tax is for people. // notest\nfunc Tax(n int) int {\n\treturn n / 5\n}\n", "9-13", ""},
		"… within":              {old + "\nfunc Tax(n int) int { //coverage:ignore\n\treturn n / 5\n}\n", "9-12", ""},
		"lines above":           {strings.Replace(old, "\tif", "\tn++\n\n\tif", 1), "4-5", "it speaks of code at 4:11 of cart.go, where none begins"},
		"a comment above":       {strings.Replace(old, "func", "// Sum is n.\nfunc", 1), "3", "it speaks of code at 3:21 of cart.go, where none begins"},
		"positions of a source": {"//line cart.y:1\n" + old, "1-2", ""},
		"no Go":                 {"package cart\n\nfunc {\n", "1-3", "it speaks of code at 3:21 of cart.go, where none begins"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			change := &Change{Base: "main", Files: []source.ChangedFile{{Path: "cart.go", Added: parseAdded(t, test.added)}}}
			m := changedModel(t, map[string]string{"go.mod": "module m\n", "cart.go": test.source, "coverage.out": profile}, change, Settings{}, "coverage.out")
			got := ""
			for _, s := range m.Reports[0].Stale {
				if s.Text != "it speaks of line 7 of cart.go, which has 4" && s.Text != "it speaks of line 7 of cart.go, which has 3" {
					got += s.Text
				}
			}
			if got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// The tool's own profile of code of every kind begins its blocks where code may begin.
func TestWhereGoBlocksBegin(t *testing.T) {
	const source = "package p\n\nfunc f(c chan int, n int) (s string) {\n\tif n > 0 {\n\t\ts = \"a\"\n\t} else if n < -3 {\n\t\ts = \"b\"\n\t} else {\n\t\ts = \"c\"\n\t}\n" +
		"\tswitch {\n\tcase n > 1:\n\t\ts = \"d\"\n\tdefault:\n\t\ts = \"e\"\n\t}\n\tselect {\n\tcase <-c:\n\t\ts = \"f\"\n\t}\n\tdefer func() { recover() }()\n\treturn\n}\n"
	code := scanGo([]byte(source))
	// As go tool cover has them.
	for _, at := range []spot{{3, 38}, {4, 11}, {6, 8}, {6, 19}, {8, 8}, {11, 2}, {12, 13}, {14, 10}, {17, 2}, {18, 11}, {21, 2}, {21, 15}, {22, 2}} {
		if !code.begins(at) {
			t.Errorf("none begins at %v", at)
		}
	}
	for _, at := range []spot{{1, 2}, {2, 1}, {3, 35}, {8, 6}, {99, 1}} {
		if code.begins(at) {
			t.Errorf("one begins at %v", at)
		}
	}
}

// A profile that ends within a line is cut off; what came before it is shown.
func TestProfileEndsWithinALine(t *testing.T) {
	files := map[string]string{"go.mod": "module m\n", "cart.go": "package cart\n\nfunc Sum() int {\n\treturn 1\n}\n",
		"coverage.out": "mode: set\nm/cart.go:3.16,5.2 1 1\nm/ca"}
	m := changedModel(t, files, nil, Settings{}, "coverage.out")
	const want = `it ends within its last line, at "m/ca", and more lines may be missing`
	if r := m.Reports[0]; r.Truncated != want || m.Totals["statement"].Covered != 1 {
		t.Errorf("%q, %v", r.Truncated, m.Totals)
	}
}
