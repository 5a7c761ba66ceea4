package coverage

import (
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// located maps the names of a report, each on its own, to places: a path, several that it may be, or "-".
func located(r *repository, rep *report, at string) []string {
	var got []string
	for _, p := range r.locate(rep, at) {
		switch {
		case p.path != "":
			got = append(got, p.path)
		case len(p.among) > 0:
			got = append(got, strings.Join(p.among, " | "))
		default:
			got = append(got, "-")
		}
	}
	return got
}

// A tree with the reports on it. Every line of names is a name in the report, an arrow, and its place.
type mapped struct {
	tree     string            // paths
	texts    map[string]string // of go.mod and the like
	at       string            // the report
	sources  []string
	settings Settings
	groups   bool // names begin with a group and a colon
	classes  bool // names are those of classes
	names    string
}

func TestPlacesOfNames(t *testing.T) {
	const (
		monorepo = "services/api/src/server.js services/api/src/utils/index.js services/app/src/main.js services/app/src/utils/index.js libs/utils/index.js"
		rust     = "phylo/src/io/mod.rs phylo/src/lib.rs phylo/src/tree/mod.rs cli/src/main.rs"
		jvm      = "api/src/main/java/com/acme/Order.java api/src/main/java/com/acme/Shared.java api/src/main/java/com/acme/Cart.java core/src/main/java/com/acme/Money.java core/src/main/java/com/acme/Shared.java"
	)
	for name, c := range map[string]mapped{
		"a module and what it depends on": {
			tree: "cart/cart.go internal/fmt/print.go internal/utils.go main.go", texts: map[string]string{"go.mod": "module github.com/acme/shop\n"},
			names: `github.com/acme/shop/cart/cart.go => cart/cart.go
				github.com/acme/shop/main.go => main.go
				fmt/print.go => -
				github.com/other/internal/utils.go => -
				github.com/acme/shop/gone.go => -`,
		},
		"a workspace": {
			tree: "api/a.go lib/b.go tools/testdata/api/a.go", texts: map[string]string{
				"go.work":                   "go 1.24\n\nuse (\n\t./api // the service\n\t./lib\n)\n",
				"api/go.mod":                "module example.com/api\n",
				"lib/go.mod":                "module example.com/lib/v3\n",
				"tools/testdata/api/go.mod": "module example.com/api\n",
			},
			names: `example.com/api/a.go => api/a.go
				example.com/lib/v3/b.go => lib/b.go`,
		},
		"replaced by a folder": {
			tree: "cmd/main.go forks/log/log.go forks/old/x.go ../z.go", texts: map[string]string{
				"go.mod":           "module example.com/shop\n\nreplace github.com/sirupsen/log v1.9.0 => ./forks/log\n\nreplace (\n\texample.com/old => ./forks/old\n\texample.com/up => ../up\n\texample.com/far => example.com/near v1.0.0\n)\n",
				"forks/log/go.mod": "module github.com/acme/log\n",
			},
			names: `example.com/shop/cmd/main.go => cmd/main.go
				github.com/sirupsen/log/log.go => forks/log/log.go
				github.com/acme/log/log.go => forks/log/log.go
				example.com/old/x.go => forks/old/x.go
				example.com/up/z.go => -
				example.com/far/x.go => -`,
		},
		"major versions": {
			tree: "v1/a.go b.go", texts: map[string]string{"go.mod": "module example.com/shop\n"},
			names: `example.com/shop/v2/b.go => b.go
				example.com/shop/v1/a.go => v1/a.go`,
		},
		"two modules by one name": {
			tree: "a/x.go b/x.go b/y.go", texts: map[string]string{"a/go.mod": "module example.com/m\n", "b/go.mod": "module example.com/m\n"},
			names: `example.com/m/x.go => a/x.go | b/x.go
				example.com/m/y.go => b/y.go`,
		},
		"utils in two modules": {
			tree: "a/internal/utils.go b/internal/utils.go a/x.go b/y.go", texts: map[string]string{"a/go.mod": "module example.com/a\n", "b/go.mod": "module example.com/b\n"},
			names: `example.com/b/internal/utils.go => b/internal/utils.go
				example.com/a/internal/utils.go => a/internal/utils.go`,
		},
		"the module nearest to the report": {
			tree: "a/x.go b/x.go", texts: map[string]string{"a/go.mod": "module example.com/m\n", "b/go.mod": "module example.com/m\n"}, at: "b/coverage.out",
			names: "example.com/m/x.go => b/x.go",
		},
		"Go without modules": {
			tree: "cart/a.go b.go cmd/x/main.go",
			names: `_/home/me/shop/cart/a.go => cart/a.go
				_/home/me/shop/b.go => b.go
				_/home/me/shop/gone.go => -
				command-line-arguments/b.go => b.go
				./cart/a.go => cart/a.go`,
		},
		"another module's path, as in a fork": {
			tree: "cart/a.go cart/b.go tax/c.go", texts: map[string]string{"go.mod": "module github.com/fork/shop\n"},
			names: `github.com/acme/shop/cart/a.go => cart/a.go
				github.com/acme/shop/cart/b.go => cart/b.go
				github.com/acme/shop/tax/c.go => tax/c.go`,
		},
		"a container": {
			tree: "src/a.ts src/b.ts index.ts",
			names: `/app/src/a.ts => src/a.ts
				/app/src/b.ts => src/b.ts
				/app/index.ts => index.ts
				/app/node_modules/x/index.ts => -`,
		},
		"GitLab's folder":   {tree: "lib/a.rb lib/b.rb", names: "/builds/acme/shop/lib/a.rb => lib/a.rb\n/builds/acme/shop/lib/b.rb => lib/b.rb"},
		"GitHub's folder":   {tree: "shop/a.py shop/b.py", names: "/home/runner/work/shop/shop/shop/a.py => shop/a.py\n/home/runner/work/shop/shop/shop/b.py => shop/b.py"},
		"Heroku's folder":   {tree: "app/models/user.rb app/models/order.rb", names: "/usr/src/app/app/models/user.rb => app/models/user.rb\n/usr/src/app/app/models/order.rb => app/models/order.rb"},
		"a Windows runner":  {tree: "src/Cart.cs src/Tax.cs", names: "D:\\a\\shop\\shop\\src\\Cart.cs => src/Cart.cs\nD:\\a\\shop\\shop\\src\\Tax.cs => src/Tax.cs\nD:\\a\\shop\\shop\\src\\tax.cs => -"},
		"a share":           {tree: "src/Cart.cs src/Tax.cs", names: "\\\\build\\c$\\shop\\src\\Cart.cs => src/Cart.cs\n\\\\build\\c$\\shop\\src\\Tax.cs => src/Tax.cs"},
		"source links":      {tree: "src/Cart.cs src/My Tax.cs", names: "https://raw.githubusercontent.com/acme/shop/0a1b2c/src/Cart.cs => src/Cart.cs\nhttps://raw.githubusercontent.com/acme/shop/0a1b2c/src/My%20Tax.cs => src/My Tax.cs"},
		"Azure's links":     {tree: "src/Cart.cs", names: "https://dev.azure.com/acme/_apis/git/repositories/shop/items?versionType=commit&path=/src/Cart.cs => src/Cart.cs"},
		"bundlers":          {tree: "src/a.ts src/b.ts", names: "webpack://shop/./src/a.ts => src/a.ts\nwebpack:///./src/b.ts?9f2a => src/b.ts"},
		"a file's URL":      {tree: "src/a.ts", names: "file:///home/ci/shop/src/a.ts => src/a.ts"},
		"two deterministic": {tree: "A.cs src/B.cs", names: "/_/A.cs => A.cs\n/_/src/B.cs => src/B.cs\n/_1/src/B.cs => src/B.cs"},
		"upwards":           {tree: "src/a.c lib/b.c", at: "build/lcov.info", names: "../src/a.c => src/a.c\n../../x/../lib/b.c => lib/b.c"},
		"upwards, where inwards is a file too": {
			tree: "libs/a.ts packages/x/libs/a.ts packages/x/src/b.ts", at: "packages/x/coverage/lcov.info",
			names: "../../libs/a.ts => libs/a.ts\nsrc/b.ts => packages/x/src/b.ts",
		},
		"upwards, from a folder that is not here": {tree: "libs/x/a.ts", names: "../../../libs/x/a.ts => libs/x/a.ts"},
		"services that look alike": {
			tree: monorepo,
			names: `/app/src/server.js => services/api/src/server.js
				/app/src/utils/index.js => services/api/src/utils/index.js`,
		},
		"services that look alike, with the prefix": {
			tree: monorepo, settings: Settings{Prefix: "services/api", Strip: []string{"/app"}},
			names: `/app/src/server.js => services/api/src/server.js
				/app/src/utils/index.js => services/api/src/utils/index.js`,
		},
		"the prefix alone": {
			tree: monorepo, settings: Settings{Prefix: "services/api"},
			names: "src/utils/index.js => services/api/src/utils/index.js",
		},
		"the prefix and another machine": {
			tree: monorepo, settings: Settings{Prefix: "services/api"},
			names: "/opt/src/utils/index.js => services/api/src/utils/index.js",
		},
		"services that nothing tells apart": {
			tree:  monorepo,
			names: "/opt/src/utils/index.js => services/api/src/utils/index.js | services/app/src/utils/index.js",
		},
		"what is stripped": {
			tree: "a/x.c b/x.c b/y.c", settings: Settings{Strip: []string{`C:\build\`, "/job/b"}},
			names: `C:\build\a\x.c => a/x.c
				C:\build\b\x.c => b/x.c
				/job/bb/q.c => -`,
		},
		"index.js alone": {tree: "libs/a/index.js libs/b/index.js", names: "/ci/index.js => libs/a/index.js | libs/b/index.js"},
		"Rust's own io":  {tree: rust, names: "/rustc/0a1b/library/std/src/io/mod.rs => -\n/home/ci/w/phylo/src/lib.rs => phylo/src/lib.rs\n/home/ci/w/phylo/src/tree/mod.rs => phylo/src/tree/mod.rs"},
		"Rust's io and ours": {tree: rust, names: `/rustc/0a1b/library/std/src/io/mod.rs => -
				/rustc/0a1b/library/std/src/io/impls.rs => -
				/home/ci/w/phylo/src/io/mod.rs => phylo/src/io/mod.rs
				/home/ci/w/cli/src/main.rs => cli/src/main.rs`},
		"a crate": {tree: "src/lib.rs src/main.rs", names: "/usr/local/cargo/registry/src/index/serde-1.0.1/src/lib.rs => -\nsrc/main.rs => src/main.rs"},
		"a crate that is big": {tree: "src/lib.rs src/main.rs src/de/mod.rs", names: `/x/serde/src/lib.rs => -
				/x/serde/src/de/mod.rs => -
				/x/serde/src/de/impls.rs => -
				/x/serde/src/ser/fmt.rs => -
				/x/serde/src/ser/impls.rs => -
				/x/serde/src/ser/mod.rs => -
				/x/serde/src/macros.rs => -`},
		"tox": {tree: "src/shop/__init__.py src/shop/cart.py src/shop/api/__init__.py", names: `/w/.tox/py312/lib/python3.12/site-packages/shop/__init__.py => src/shop/__init__.py
				/w/.tox/py312/lib/python3.12/site-packages/shop/cart.py => src/shop/cart.py
				/w/.tox/py312/lib/python3.12/site-packages/shop/api/__init__.py => src/shop/api/__init__.py
				/w/.tox/py312/lib/python3.12/site-packages/requests/__init__.py => -
				/w/.tox/py312/lib/python3.12/site-packages/requests/api/x.py => -`},
		"Python's packages":          {tree: "src/shop/__init__.py src/shop/cart.py lib/__init__.py", sources: []string{"/home/ci/w/src/shop"}, names: "__init__.py => src/shop/__init__.py\ncart.py => src/shop/cart.py"},
		"a source in two places":     {tree: "a/x.py b/x.py b/y.py", sources: []string{"/ci/a", "/ci/b"}, names: "x.py => a/x.py | b/x.py\ny.py => b/y.py"},
		"a source that is elsewhere": {tree: "services/api/pkg/x.py services/api/pkg/y.py", sources: []string{"/app"}, names: "pkg/x.py => services/api/pkg/x.py\npkg/y.py => services/api/pkg/y.py"},
		"Java in one module":         {tree: "src/main/java/com/acme/A.java src/test/java/com/acme/ATest.java", names: "com/acme/A.java => src/main/java/com/acme/A.java"},
		"Java in two":                {tree: jvm, names: "com/acme/Order.java => api/src/main/java/com/acme/Order.java\ncom/acme/Money.java => core/src/main/java/com/acme/Money.java\ncom/acme/Shared.java => api/src/main/java/com/acme/Shared.java | core/src/main/java/com/acme/Shared.java"},
		"Java in one of two":         {tree: jvm, names: "com/acme/Order.java => api/src/main/java/com/acme/Order.java\ncom/acme/Shared.java => api/src/main/java/com/acme/Shared.java"},
		"Java with a group":          {tree: jvm, groups: true, names: "core:com/acme/Shared.java => core/src/main/java/com/acme/Shared.java\napi:com/acme/Shared.java => api/src/main/java/com/acme/Shared.java\napi:com/acme/Order.java => api/src/main/java/com/acme/Order.java\ncore:com/acme/Money.java => core/src/main/java/com/acme/Money.java"},
		"a group by another name":    {tree: jvm, groups: true, names: "Shop API:com/acme/Order.java => api/src/main/java/com/acme/Order.java\nShop API:com/acme/Shared.java => api/src/main/java/com/acme/Shared.java\nShop Core:com/acme/Money.java => core/src/main/java/com/acme/Money.java\nShop Core:com/acme/Shared.java => core/src/main/java/com/acme/Shared.java"},
		"classes": {tree: "src/main/kotlin/ui/View.kt src/main/java/com/acme/A.java src/main/java/com/acme/B.java", classes: true,
			names: "com/acme/A => src/main/java/com/acme/A.java\ncom/acme/B => src/main/java/com/acme/B.java\nui/ViewKt => src/main/kotlin/ui/View.kt\ncom/acme/Gone => -"},
		"one file and two groups":       {tree: "api/src/main/java/p/A.java", groups: true, names: "api:p/A.java => api/src/main/java/p/A.java\nother:p/A.java => -"},
		"Kotlin":                        {tree: "app/src/main/kotlin/ui/View.kt app/src/main/kotlin/Main.kt", names: "com/acme/ui/View.kt => app/src/main/kotlin/ui/View.kt\ncom/acme/Main.kt => app/src/main/kotlin/Main.kt"},
		"the folder of most names":      {tree: "src/a.ts src/b.ts web/src/a.ts", at: "web/coverage/lcov.info", names: "src/a.ts => src/a.ts\nsrc/b.ts => src/b.ts"},
		"the nearest folder":            {tree: "src/a.ts web/src/a.ts", at: "web/coverage/lcov.info", names: "src/a.ts => web/src/a.ts"},
		"two builds of one tree":        {tree: "src/a.c src/b.c", names: "/b/arm/src/a.c => src/a.c\n/b/arm/src/b.c => src/b.c\n/b/x86/src/a.c => src/a.c\n/b/x86/src/b.c => src/b.c"},
		"two strangers":                 {tree: "src/lib.rs", names: "/a/one/src/lib.rs => -\n/b/two/src/lib.rs => -"},
		"headers of the system":         {tree: "include/vector.h src/a.cpp src/b.cpp", names: "/usr/include/c++/12/include/vector.h => -\n/w/src/a.cpp => src/a.cpp\n/w/src/b.cpp => src/b.cpp"},
		"an old layout":                 {tree: "pkg/a.py pkg/b.py", names: "/w/pkg/a.py => pkg/a.py\n/w/pkg/gone.py => -\n/w/pkg/b.py => pkg/b.py\n/w/pkg/away.py => -"},
		"case, where two differ by it":  {tree: "src/Cart.cs src/cart.cs", names: "/w/src/cart.cs => src/cart.cs\n/w/src/Cart.cs => src/Cart.cs"},
		"names that are none":           {tree: "a.c", names: ". => -\n/ => -\n.. => -\n:// => -"},
		"names with spaces and percent": {tree: "src/my file.c src/100%.c", names: "src/my file.c => src/my file.c\n/w/src/100%.c => src/100%.c"},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{}
			for p := range strings.FieldsSeq(strings.ReplaceAll(strings.ReplaceAll(c.tree, "My Tax", "My\x00Tax"), "my file", "my\x00file")) {
				if !strings.HasPrefix(p, "..") {
					files[strings.ReplaceAll(p, "\x00", " ")] = "x"
				}
			}
			for p, text := range c.texts {
				files[p] = text
			}
			if c.at == "" {
				c.at = "report"
			}
			rep := newReport()
			rep.sources = c.sources
			var names, want []string
			for i, l := range strings.Split(c.names, "\n") {
				n, place, ok := strings.Cut(strings.TrimSpace(l), " => ")
				if !ok {
					t.Fatalf("%q has no place", l)
				}
				group := ""
				if c.groups {
					group, n, _ = strings.Cut(n, ":")
				}
				f := rep.file(fmt.Appendf(nil, "%d", i))
				f.name, f.group, f.isClass = n, group, c.classes
				names, want = append(names, n), append(want, n+" => "+place)
			}
			r := newRepository(treeOf(files))
			r.configure(c.settings)
			got := located(r, rep, c.at)
			for i := range got {
				got[i] = names[i] + " => " + got[i]
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// grove is a generated repository: folders that look alike, and names that many share.
func grove(random *rand.Rand) map[string]string {
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	files := map[string]string{}
	for range 5 + random.IntN(60) {
		var segments []string
		for range random.IntN(5) {
			segments = append(segments, pick("src", "lib", "api", "web", "core", "main", "utils", "io"))
		}
		files[path.Join(append(segments, pick("index.js", "utils.go", "__init__.py", "mod.rs", "a.c", "b.c", "cart.py", "A.java"))...)] = "x"
	}
	return files
}

// Whatever folder all names of a report are in where it was made, they are the same files here; and what a path of the
// repository becomes below another folder is that path or, at worst, not known.
func TestPrefixesChangeNothing(t *testing.T) {
	prefixes := []string{"/home/ci/work/shop/", `D:\a\1\s\`, "/builds/acme/shop/", "/usr/acme/app/", "/q/", "/_/"}
	known, all := 0, 0
	for seed := range uint64(400) {
		random := rand.New(rand.NewPCG(seed, 5))
		files := grove(random)
		var paths []string
		for p := range files {
			paths = append(paths, p)
		}
		slices.Sort(paths)
		r := newRepository(treeOf(files))
		random.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
		paths = paths[:1+random.IntN(len(paths))]
		strangers := random.IntN(3)
		var first []string
		for _, prefix := range prefixes {
			rep := newReport()
			for _, p := range paths {
				rep.file([]byte(prefix + p))
			}
			for i := range strangers {
				rep.file(fmt.Appendf(nil, "%sgone/x%d/index.js", prefix, i))
			}
			got := located(r, rep, "coverage/report")
			for i, p := range paths {
				all++
				switch {
				case got[i] == p:
					known++
				case got[i] != "-" && !slices.Contains(strings.Split(got[i], " | "), p):
					t.Fatalf("seed %d: %s is taken for %s", seed, prefix+p, got[i])
				case prefix == "/_/":
					t.Fatalf("seed %d: %s is not found", seed, prefix+p)
				}
			}
			for i := range strangers {
				if g := got[len(paths)+i]; g != "-" && !strings.Contains(g, " | ") {
					t.Logf("seed %d: a stranger is taken for %s", seed, g)
				}
			}
			if prefix == "/_/" {
				continue // stands for the root: that is more than another folder says
			}
			if first == nil {
				first = got
			}
			if d := cmp.Diff(first, got); d != "" {
				t.Fatalf("seed %d: %s: %s", seed, prefix, d)
			}
		}
	}
	t.Logf("%d of %d names are found", known, all)
	if known*10 < all*9 {
		t.Errorf("only %d of %d names are found", known, all)
	}
}

// The order of the names in a report does not matter.
func TestOrderChangesNothing(t *testing.T) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 7))
		files := grove(random)
		r := newRepository(treeOf(files))
		var names []string
		for p := range grove(random) {
			names = append(names, "/w/"+p)
		}
		for p := range files {
			names = append(names, "/w/"+p)
		}
		slices.Sort(names)
		names = slices.Compact(names)
		places := func() map[string]string {
			rep := newReport()
			for _, n := range names {
				rep.file([]byte(n))
			}
			m := make(map[string]string)
			for i, p := range located(r, rep, "report") {
				m[names[i]] = p
			}
			return m
		}
		want := places()
		random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		if d := cmp.Diff(want, places()); d != "" {
			t.Fatalf("seed %d: %s", seed, d)
		}
	}
}

// BenchmarkLocate matches 50,000 names with 200,000 files.
func BenchmarkLocate(b *testing.B) {
	r := &repository{files: make(map[string]bool)}
	rep := newReport()
	for i := range 200_000 {
		p := fmt.Sprintf("packages/p%d/src/m%d/index%d.ts", i/1000, i/20%50, i%20)
		r.files[p] = true
		r.ends = append(r.ends, ending{path: p, reversed: reversed("/" + p)})
		if i%4 == 0 {
			rep.file([]byte("/home/runner/work/shop/shop/" + p))
		}
	}
	slices.SortFunc(r.ends, func(a, b ending) int { return strings.Compare(a.reversed, b.reversed) })
	b.ReportAllocs()
	for b.Loop() {
		if p := r.locate(rep, "coverage/lcov.info"); p[0].path == "" {
			b.Fatal(p[0])
		}
	}
}
