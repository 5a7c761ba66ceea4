package coverage

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLocate(t *testing.T) {
	for name, c := range map[string]struct {
		repo    string // paths
		modules map[string]string
		report  string
		sources []string
		groups  map[string]string
		files   string
		want    string
	}{
		"from the root":             {repo: "src/a.ts", files: "src/a.ts", want: "src/a.ts"},
		"dots":                      {repo: "src/a.ts", files: "./src/../src/a.ts", want: "src/a.ts"},
		"from the report's package": {repo: "src/a.ts web/src/a.ts", report: "web/coverage/lcov.info", files: "src/a.ts", want: "web/src/a.ts"},
		"beside the report":         {repo: "a.c sub/a.c", report: "sub/lcov.info", files: "a.c", want: "sub/a.c"},
		"another machine":           {repo: "src/a.ts src/b.ts", files: "/home/ci/shop/src/a.ts", want: "src/a.ts"},
		"another machine's root":    {repo: "a.ts b.ts", files: "/home/ci/shop/a.ts /home/ci/shop/b.ts /usr/lib/c.ts", want: "a.ts b.ts -"},
		"not the standard library":  {repo: "errors.go cmd/x.go", files: "/build/cmd/x.go /usr/lib/go/src/fmt/errors.go", want: "cmd/x.go -"},
		"Windows":                   {repo: "src/A.cs", files: `D:\a\1\s\src\A.cs`, want: "src/A.cs"},
		"relative on Windows":       {repo: "src/A.cs", files: `src\A.cs`, want: "src/A.cs"},
		"deterministic builds":      {repo: "src/A.cs", files: `/_/src/A.cs`, want: "src/A.cs"},
		"source links":              {repo: "src/A.cs", files: `https://raw.githubusercontent.com/acme/shop/0a1b2c/src/A.cs`, want: "src/A.cs"},
		"case is kept":              {repo: "src/a.cs", files: `src/A.cs`, want: "-"},
		"a Go module":               {repo: "cart/a.go", modules: map[string]string{"go.mod": "example.com/shop"}, files: "example.com/shop/cart/a.go", want: "cart/a.go"},
		"nested Go modules":         {repo: "api/v1/a.go a.go", modules: map[string]string{"go.mod": "example.com/shop", "api/go.mod": "example.com/shop/api"}, files: "example.com/shop/api/v1/a.go example.com/shop/a.go", want: "api/v1/a.go a.go"},
		"a Go module in a folder":   {repo: "go/cart/a.go", modules: map[string]string{"go/go.mod": "example.com/shop/v2"}, files: "example.com/shop/v2/cart/a.go", want: "go/cart/a.go"},
		"a Go module elsewhere":     {repo: "cart/b.go", modules: map[string]string{"go.mod": "example.com/shop"}, files: "example.com/tax/a.go", want: "-"},
		"no Go module":              {repo: "cart/a.go", files: "_/home/me/shop/cart/a.go", want: "cart/a.go"},
		"sources":                   {repo: "src/pkg/x.py pkg/x.py", sources: []string{"/home/ci/shop/src"}, files: "pkg/x.py", want: "src/pkg/x.py"},
		"relative sources":          {repo: "src/pkg/x.py", sources: []string{"./src"}, files: "pkg/x.py", want: "src/pkg/x.py"},
		"several sources":           {repo: "a/x.py b/y.py", sources: []string{"a", "b"}, files: "x.py y.py", want: "a/x.py b/y.py"},
		"relative to a folder":      {repo: "src/pkg/x.py src/pkg/__init__.py lib/__init__.py", files: "pkg/x.py pkg/__init__.py", want: "src/pkg/x.py src/pkg/__init__.py"},
		"the others decide":         {repo: "src/a.py src/__init__.py lib/__init__.py", files: "a.py __init__.py", want: "src/a.py src/__init__.py"},
		"ambiguous":                 {repo: "a/util.py b/util.py", files: "/x/util.py", want: "a/util.py|b/util.py"},
		"a Java package":            {repo: "src/main/java/com/acme/A.java", files: "com/acme/A.java", want: "src/main/java/com/acme/A.java"},
		"the nearest module":        {repo: "x/src/main/java/p/A.java y/src/main/java/p/A.java", report: "y/target/site/jacoco/jacoco.xml", files: "p/A.java", want: "y/src/main/java/p/A.java"},
		"the group's module":        {repo: "x/src/main/java/p/A.java y/src/main/java/p/A.java", groups: map[string]string{"p/A.java": "y"}, files: "p/A.java", want: "y/src/main/java/p/A.java"},
		"Kotlin without its root":   {repo: "src/main/kotlin/ui/View.kt src/main/kotlin/Main.kt", files: "com/acme/ui/View.kt com/acme/Main.kt", want: "src/main/kotlin/ui/View.kt src/main/kotlin/Main.kt"},
		"a name alone":              {repo: "deep/down/mod.rs", files: "/rustc/library/std/mod.rs", want: "-"},
		"no name":                   {repo: "a", files: ".", want: "-"},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{}
			for p := range strings.FieldsSeq(c.repo) {
				files[p] = "x"
			}
			for p, module := range c.modules {
				files[p] = "// a module\nmodule \"" + module + "\" // here\n"
			}
			if c.report == "" {
				c.report = "report"
			}
			rep := newReport()
			rep.sources = c.sources
			for f := range strings.FieldsSeq(c.files) {
				rep.file([]byte(f)).group = c.groups[f]
			}
			var got []string
			for _, p := range newRepository(treeOf(files)).locate(rep, c.report) {
				switch {
				case p.path != "":
					got = append(got, p.path)
				case len(p.among) > 0:
					got = append(got, strings.Join(p.among, "|"))
				default:
					got = append(got, "-")
				}
			}
			if d := cmp.Diff(c.want, strings.Join(got, " ")); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestLocateManyAlike holds the work down when thousands of files have one name.
func TestLocateManyAlike(t *testing.T) {
	files := map[string]string{}
	rep := newReport()
	for i := range 3000 {
		files[fmt.Sprintf("pkg%d/index.ts", i)] = "x"
		rep.file(fmt.Appendf(nil, "/ci/other%d/index.ts", i))
	}
	for _, p := range newRepository(treeOf(files)).locate(rep, "lcov.info") {
		if p.path != "" {
			t.Fatal(p)
		}
	}
}
