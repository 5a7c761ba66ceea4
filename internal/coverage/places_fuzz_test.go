package coverage

import (
	"strings"
	"testing"
)

// FuzzLocate matches any names with any paths: every place is a file of the repository, and the same twice.
func FuzzLocate(f *testing.F) {
	f.Add("src/a.ts src/b.ts web/src/a.ts", "/home/ci/src/a.ts src/b.ts", "/w/src", "web/coverage/lcov.info", "/home", "web")
	f.Add("a/go.mod a/x.go b/x.go", "example.com/m/x.go _/x.go ./b/x.go", ".", "coverage.out", "", "")
	f.Add("A.cs", `C:\A.cs /_/A.cs https://h/A.cs?path=/A.cs ../../A.cs :// %zz`, "../..", "r", "\\", "..")
	f.Fuzz(func(t *testing.T, paths, names, source, at, strip, prefix string) {
		if len(paths)+len(names) > 2000 || at == "" || strings.Contains(at, "//") || strings.HasPrefix(at, "/") {
			return
		}
		files := map[string]string{}
		for p := range strings.FieldsSeq(paths) {
			if p = slashed(p); p != "" && p != "." && p != ".." && p[0] != '/' {
				files[p] = "module example.com/m\nreplace x => ./a\n"
			}
		}
		for p := range files { // a file is no folder
			for other := range files {
				if strings.HasPrefix(other, p+"/") {
					return
				}
			}
		}
		r := newRepository(treeOf(files))
		r.configure(Settings{Strip: []string{strip}, Prefix: prefix})
		rep := newReport()
		rep.sources = []string{source}
		for n := range strings.FieldsSeq(names) {
			rep.file([]byte(n)).group = prefix
		}
		got := located(r, rep, at)
		for _, g := range got {
			for p := range strings.SplitSeq(g, " | ") {
				if p != "-" && !r.has(p) {
					t.Errorf("%q is no file", p)
				}
			}
		}
		again := located(r, rep, at)
		for i := range got {
			if got[i] != again[i] {
				t.Errorf("%q, and then %q", got[i], again[i])
			}
		}
	})
}
