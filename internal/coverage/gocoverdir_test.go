package coverage

import (
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts/factstest"
	"github.com/bdma-dev/bdma/internal/source"
)

// blocksOf writes what a report says of Go blocks, one line each.
func blocksOf(r *report) (lines []string) {
	for _, f := range r.files {
		for _, b := range f.blocks.sorted() {
			lines = append(lines, fmt.Sprintf("%s:%d.%d,%d.%d %d %d", f.name, b.startLine, b.startCol, b.endLine, b.endCol, b.statements, b.hits))
		}
	}
	slices.Sort(lines)
	return lines
}

func readWhole(t testing.TB, tree *source.Tree, name string) *report {
	t.Helper()
	r, _, err := readReport(tree, name)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestCoverDirAgreesWithCovdata builds two programs, runs them some times, and compares with what the go command makes of
// the folder that they wrote.
func TestCoverDirAgreesWithCovdata(t *testing.T) {
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("there is no go command")
	}
	sources := map[string]string{
		"go.mod":         "module example.com/till\n\ngo 1.22\n",
		"sum/sum.go":     "package sum\n\nvar Twice = func(n int) int { return 2 * n }\n\nfunc Of(list ...int) (n int) {\n\tfor _, x := range list {\n\t\tif x < 0 {\n\t\t\tcontinue\n\t\t}\n\t\tswitch {\n\t\tcase x == 7:\n\t\tcase x > 3:\n\t\t\tn += x\n\t\tdefault:\n\t\t\tn++\n\t\t}\n\t}\n\treturn n\n}\n",
		"cmd/a/main.go":  "package main\n\nimport (\n\t\"os\"\n\n\t\"example.com/till/sum\"\n)\n\nfunc main() {\n\tif len(os.Args) > 1 {\n\t\tprintln(sum.Of(len(os.Args), 9))\n\t\tos.Exit(0)\n\t}\n\tsum.Of(1, 2, 7)\n}\n",
		"cmd/b/main.go":  "package main\n\nimport \"example.com/till/sum\"\n\nfunc main() {\n\tfor range 300 {\n\t\tsum.Twice(sum.Of(-1))\n\t}\n}\n\nfunc unused() { panic(1) }\n",
		"cmd/b/empty.go": "package main\n\ntype nothing struct{}\n",
	}
	for _, mode := range goModes {
		t.Run(mode, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range sources {
				file := filepath.Join(dir, name)
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			data := filepath.Join(dir, "covdata")
			if err := os.Mkdir(data, 0o755); err != nil {
				t.Fatal(err)
			}
			run := func(name string, args ...string) {
				t.Helper()
				cmd := exec.Command(name, args...)
				cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOCOVERDIR="+data)
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("%s %v: %v\n%s", name, args, err, out)
				}
			}
			a, b := filepath.Join(dir, "a.bin"), filepath.Join(dir, "b.bin")
			run(goTool, "build", "-cover", "-covermode="+mode, "-o", a, "./cmd/a")
			run(goTool, "build", "-cover", "-covermode="+mode, "-o", b, "./cmd/b")
			run(a)
			run(a, "x")
			run(a, "x", "y")
			run(b)
			run(goTool, "tool", "covdata", "textfmt", "-i="+data, "-o=coverage.out")
			tree := openTree(t, dir)
			files, err := tree.Walk(".")
			if err != nil {
				t.Fatal(err)
			}
			found := Find(tree, files)
			if len(found.Units) != 1 || len(found.Units[0].Files) != 2 {
				t.Fatalf("found %v", found)
			}
			folder := found.Units[0].Files[0]
			ours, theirs := readWhole(t, tree, folder), readWhole(t, tree, "coverage.out")
			if d := cmp.Diff(blocksOf(theirs), blocksOf(ours)); d != "" {
				t.Error(d)
			}
			model := readModel(t, tree, folder)
			r := model.Reports[0]
			if r.Path != "covdata" || r.Format != "gocoverdir" || !r.Readable || r.MatchedFiles != r.Files || r.Files != 3 || model.Headline != "statement" || len(model.Problems) > 0 {
				t.Errorf("%+v, headline %s, problems %v", r, model.Headline, model.Problems)
			}
		})
	}
}

// The folder of the corpus and the profile that the go command makes of it say the same.
func TestCoverDirOfCorpus(t *testing.T) {
	dir := corpus(t)
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("there is no go command")
	}
	profile := filepath.Join(t.TempDir(), "coverage.out")
	if out, err := exec.Command(goTool, "tool", "covdata", "textfmt", "-i="+filepath.Join(dir, "gocovdata"), "-o="+profile).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	tree := openTree(t, dir)
	var names []string
	for _, f := range corpusFiles(t, tree) {
		if strings.HasPrefix(f.Path, "gocovdata/") {
			names = append(names, f.Path)
		}
	}
	if names = oneForEachFolder(names); len(names) != 1 {
		t.Fatalf("found %v", names)
	}
	if d := cmp.Diff(blocksOf(readWhole(t, openTree(t, filepath.Dir(profile)), filepath.Base(profile))), blocksOf(readWhole(t, tree, names[0]))); d != "" {
		t.Error(d)
	}
}

// The files of a Go coverage folder, written by hand.

func uleb(b []byte, list ...uint64) []byte {
	for _, n := range list {
		b = binary.AppendUvarint(b, n)
	}
	return b
}

type unit [5]uint64 // from line and column to line and column, statements

// metaFile writes a program of one package, whose functions are all in one source file.
func metaFile(hash string, mode byte, file string, funcs ...[]unit) []byte {
	var table []byte
	table = uleb(table, 2, 0, uint64(len(file)))
	table = append(table, file...)
	body := make([]byte, packageHeader)
	binary.LittleEndian.PutUint32(body[packageHeader-4:], uint32(len(funcs)))
	at := packageHeader + 4*len(funcs) + len(table)
	var code []byte
	for _, units := range funcs {
		body = binary.LittleEndian.AppendUint32(body, uint32(at+len(code)))
		code = uleb(code, uint64(len(units)), 0, 1)
		for _, u := range units {
			code = uleb(code, u[:]...)
		}
		code = uleb(code, 0)
	}
	body = append(append(body, table...), code...)
	binary.LittleEndian.PutUint32(body, uint32(len(body)))

	at = metaHeader + 16
	b := append([]byte(metaMagic), 1, 0, 0, 0)
	b = binary.LittleEndian.AppendUint64(b, uint64(at+len(body)))
	b = binary.LittleEndian.AppendUint64(b, 1)
	b = append(b, fmt.Sprintf("%-16s", hash)...)
	b = append(b, make([]byte, 8)...)
	b = append(b, mode, 1)
	b = append(b, make([]byte, metaHeader-len(b))...)
	b = binary.LittleEndian.AppendUint64(b, uint64(at))
	b = binary.LittleEndian.AppendUint64(b, uint64(len(body)))
	return append(b, body...)
}

// counterFile writes the counters of a process: how many, package, function, and the counters, of each function.
func counterFile(hash string, flavor byte, numbers ...uint64) []byte {
	b := append([]byte(counterMagic), 1, 0, 0, 0)
	b = append(b, fmt.Sprintf("%-16s", hash)...)
	b = append(b, flavor, 0, 0, 0, 0, 0, 0, 0)
	functions := 0
	for i := 0; i < len(numbers); i += 3 + int(numbers[i]) {
		functions++
	}
	b = binary.LittleEndian.AppendUint64(b, uint64(functions))
	b = binary.LittleEndian.AppendUint32(b, 2)
	b = binary.LittleEndian.AppendUint32(b, 2)
	b = append(b, 1, 0, 0, 0)
	for _, n := range numbers {
		if flavor == 1 {
			b = binary.LittleEndian.AppendUint32(b, uint32(n))
		} else {
			b = uleb(b, n)
		}
	}
	b = append(b, counterMagic...)
	return append(b, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0)
}

func TestReadCoverDir(t *testing.T) {
	block := []unit{{3, 2, 3, 9, 1}, {5, 2, 6, 9, 2}}
	program := func(hash string, mode byte) []byte {
		return metaFile(hash, mode, "src/a.go", block, []unit{{9, 1, 9, 5, 1}})
	}
	for name, c := range map[string]struct {
		files map[string][]byte
		want  []string
	}{
		"one process": {map[string][]byte{"covmeta.a": program("a", 2), "covcounters.a.1.1": counterFile("a", 2, 2, 0, 0, 7, 0)},
			[]string{"src/a.go line 1/4 statement 1/4 missing 5-9"}},
		"raw counters": {map[string][]byte{"covmeta.a": program("a", 2), "covcounters.a.1.1": counterFile("a", 1, 2, 0, 0, 7, 300)},
			[]string{"src/a.go line 3/4 statement 3/4 missing 9"}},
		"two processes": {map[string][]byte{"covmeta.a": program("a", 1), "covcounters.a.1.1": counterFile("a", 2, 2, 0, 0, 1, 0), "covcounters.a.2.1": counterFile("a", 2, 1, 0, 1, 1)},
			[]string{"src/a.go line 2/4 statement 2/4 missing 5-6"}},
		"several programs": {map[string][]byte{"covmeta.a": program("a", 1), "covcounters.a.1.1": counterFile("a", 2, 2, 0, 0, 1, 0), "covmeta.b": metaFile("b", 1, "src/b.go", block), "covcounters.b.2.1": counterFile("b", 2, 2, 0, 0, 1, 1)},
			[]string{"src/a.go line 1/4 statement 1/4 missing 5-9", "src/b.go line 3/3 statement 3/3"}},
		"other files": {map[string][]byte{"covmeta.a": program("a", 1), "covcounters.a.1.1": counterFile("a", 2, 2, 0, 0, 1, 1), "README.md": []byte("x"), "tmp.covcounters.a.2.1": []byte("x")},
			[]string{"src/a.go line 3/4 statement 3/4 missing 9"}},
		"a killed process": {map[string][]byte{"covmeta.a": program("a", 1)},
			[]string{"src/a.go line 0/4 statement 0/4 missing 3-9", "problem: no process of this program wrote its counters, so that all of its code counts as not run"}},
		"counters of another build": {map[string][]byte{"covmeta.a": program("a", 1), "covcounters.a.1.1": counterFile("a", 2, 2, 0, 0, 1, 1), "covcounters.b.1.1": counterFile("b", 2), "covcounters.b.2.1": counterFile("b", 2)},
			[]string{"src/a.go line 3/4 statement 3/4 missing 9", "problem: nobody knows what it counts, nor what 1 more files beside it count: the file covmeta.62202020202020202020202020202020 is missing"}},
		"no program": {map[string][]byte{"covcounters.b.1.1": counterFile("b", 2)},
			[]string{"problem: it has counters of Go programs, but no covmeta file that says what they count"}},
		"a cut off program":      {map[string][]byte{"covmeta.a": program("a", 1)[:90]}, []string{"problem: it is damaged or cut off: it has 90 bytes, and says that it has 158"}},
		"cut off counters":       {map[string][]byte{"covmeta.a": program("a", 1), "covcounters.a.1.1": counterFile("a", 2, 2, 0, 0, 1, 1)[:60]}, []string{"problem: it is cut off: the program was killed while it wrote its counters, or the file was not copied to its end"}},
		"empty counters":         {map[string][]byte{"covmeta.a": program("a", 1), "covcounters.a.1.1": nil}, []string{"problem: it is cut off: the program was killed while it wrote its counters, or the file was not copied to its end"}},
		"more counters":          {map[string][]byte{"covmeta.a": program("a", 1), "covcounters.a.1.1": counterFile("a", 2, 3, 0, 0, 1, 1, 1)}, []string{"problem: it is damaged or cut off: it has 3 counters for a function of 2 blocks"}},
		"a function too many":    {map[string][]byte{"covmeta.a": program("a", 1), "covcounters.a.1.1": counterFile("a", 2, 1, 0, 9, 1)}, []string{"problem: it is damaged or cut off: it counts function 9 of package 0, which the program does not have"}},
		"a newer Go":             {map[string][]byte{"covmeta.a": append([]byte("\x00cvm\x02"), program("a", 1)[5:]...)}, []string{"problem: a newer Go wrote it, in version 2 of the format"}},
		"functions in functions": {map[string][]byte{"covmeta.a": overlapping(program("a", 1))}, []string{"problem: it is damaged or cut off: the package at byte 72 cannot be read"}},
	} {
		t.Run(name, func(t *testing.T) {
			fsys := fstest.MapFS{"src/a.go": {}, "src/b.go": {}}
			var names []string
			for n, data := range c.files {
				fsys["cov/"+n] = &fstest.MapFile{Data: data}
				if isCoverPart(n) {
					names = append(names, "cov/"+n)
				}
			}
			names = oneForEachFolder(names)
			if len(names) != 1 {
				t.Fatalf("%v stand for one folder", names)
			}
			m := readModel(t, source.FromFS(fsys), names...)
			if d := cmp.Diff(c.want, describe(m)); d != "" {
				t.Error(d)
			}
			if r := m.Reports[0]; r.Path != "cov" || r.Format != "gocoverdir" {
				t.Errorf("the report is %s, %s", r.Path, r.Format)
			}
		})
	}
}

// overlapping lets the first function begin where the second does, in a package that has no room for both.
func overlapping(meta []byte) []byte {
	functions := meta[metaHeader+16+packageHeader-4:]
	binary.LittleEndian.PutUint32(functions, 10) // the offsets of the others are what follows
	return meta
}

// Hit counts of mode "set" are not summed up, and those of another are.
func TestGoModes(t *testing.T) {
	files := map[string]string{
		"set.out":   "mode: set\na.go:1.1,2.2 1 1\na.go:1.1,2.2 1 1\n",
		"count.out": "mode: count\na.go:1.1,2.2 1 3\na.go:1.1,2.2 1 4\n",
		"both.out":  "mode: set\na.go:1.1,2.2 1 1\nmode: count\na.go:1.1,2.2 1 4\n",
		"same.out":  "mode: atomic\na.go:1.1,2.2 1 1\nmode:  atomic\na.go:1.1,2.2 1 4\n",
	}
	tree := treeOf(files)
	for name, want := range map[string]struct {
		hits  string
		mixed []string
	}{
		"set.out":   {"1", nil},
		"count.out": {"7", nil},
		"both.out":  {"5", []string{"set", "count"}},
		"same.out":  {"5", nil},
	} {
		if got := blocksOf(readWhole(t, tree, name)); len(got) != 1 || got[0] != "a.go:1.1,2.2 1 "+want.hits {
			t.Errorf("%s: %v", name, got)
		}
		if d := cmp.Diff(want.mixed, readModel(t, tree, name).Reports[0].MixedModes); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// A folder is found once, by its program; counters alone are found too, to be told about.
func TestFindCoverDir(t *testing.T) {
	counters := counterFile("a", 2)
	tree := source.FromFS(fstest.MapFS{
		"cov/it/covcounters.a.1.1":  {Data: counters},
		"cov/it/covcounters.a.2.1":  {Data: counters},
		"cov/it/covmeta.b":          {Data: metaFile("b", 1, "b.go")},
		"cov/it/covmeta.a":          {Data: metaFile("a", 1, "a.go")},
		"cov/unit/covcounters.a.1":  {Data: counters},
		"cov/unit/covcounters.a.0":  {Data: counters},
		"cov/notes/covmeta.txt":     {Data: []byte("about covmeta")},
		"cov/covmeta.d/lcov.info":   {Data: []byte("SF:a\nDA:1,1\n")},
		"cov/lcov/covmeta.lcov":     {Data: []byte("SF:a\nDA:1,1\n")},
		"cov/lcov/covcounters.lcov": {Data: []byte("SF:a\nDA:1,1\n")},
	})
	files, err := tree.Walk(".")
	if err != nil {
		t.Fatal(err)
	}
	want := source.Found{Units: []source.Unit{{Name: "cov", Files: []string{
		"cov/covmeta.d/lcov.info", "cov/it/covmeta.a", "cov/lcov/covcounters.lcov", "cov/lcov/covmeta.lcov", "cov/unit/covcounters.a.0",
	}}}}
	found := Find(tree, files)
	if d := cmp.Diff(want, found); d != "" {
		t.Fatal(d)
	}
	var paths []string
	for _, r := range readModel(t, tree, found.Units[0].Files...).Reports {
		paths = append(paths, r.Path+" "+r.Format)
	}
	if d := cmp.Diff([]string{"cov/covmeta.d/lcov.info lcov", "cov/it gocoverdir", "cov/lcov/covcounters.lcov lcov", "cov/lcov/covmeta.lcov lcov", "cov/unit gocoverdir"}, paths); d != "" {
		t.Error(d)
	}
}

// A folder that must be there is there by its own name, and by that of a file in it.
func TestExpectedCoverDir(t *testing.T) {
	b := newBuilder(source.FromFS(fstest.MapFS{
		"cov/covmeta.a":         {Data: metaFile("a", 1, "a.go", []unit{{3, 2, 3, 9, 1}})},
		"cov/covcounters.a.1.1": {Data: counterFile("a", 2, 1, 0, 0, 1)},
	}))
	for _, glob := range []string{"cov", "cov/covmeta.a", "other"} {
		b.settings.Expectations = append(b.settings.Expectations, Expectation{Glob: glob, File: "bdma.yaml", Match: func(f string) bool { return f == glob }})
	}
	b.add("cov/covmeta.a")
	var got []string
	for _, e := range b.finish().Expected {
		got = append(got, fmt.Sprint(e.Glob, e.Reports))
	}
	if d := cmp.Diff([]string{"cov[cov]", "cov/covmeta.a[cov]", "other[]"}, got); d != "" {
		t.Error(d)
	}
}

// A part under a name that Go does not give is no folder.
func TestCoverPartWithAnotherName(t *testing.T) {
	m := readModel(t, source.FromFS(fstest.MapFS{"coverage.out": {Data: metaFile("a", 1, "a.go")}}), "coverage.out")
	if len(m.Problems) != 1 || !strings.Contains(m.Problems[0].Message, "has another name") {
		t.Errorf("%v", m.Problems)
	}
}

func fuzzCoverDir(f *testing.F, tree func(data []byte) fstest.MapFS, seeds ...[]byte) {
	for _, s := range seeds {
		f.Add(s)
		f.Add(s[:len(s)/2])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		fsys := source.FromFS(tree(data))
		b := newBuilder(fsys)
		b.add("cov/covmeta.a")
		model := b.finish()
		factstest.EqualsJSON(t, model)
		for _, file := range model.Files {
			for metric, c := range file.Metrics {
				if c.Covered < 0 || c.Covered > c.Total {
					t.Errorf("%s %s: %d/%d", file.Path, metric, c.Covered, c.Total)
				}
			}
		}
	})
}

func FuzzCoverMeta(f *testing.F) {
	counters := counterFile("a", 2, 2, 0, 0, 1, 0)
	fuzzCoverDir(f, func(data []byte) fstest.MapFS {
		return fstest.MapFS{"cov/covmeta.a": {Data: data}, "cov/covcounters.a.1.1": {Data: counters}}
	}, metaFile("a", 1, "a.go", []unit{{3, 2, 3, 9, 1}, {5, 2, 6, 9, 2}}, []unit{{9, 1, 9, 5, 1}}))
}

func FuzzCoverCounters(f *testing.F) {
	meta := metaFile("a", 1, "a.go", []unit{{3, 2, 3, 9, 1}, {5, 2, 6, 9, 2}}, []unit{{9, 1, 9, 5, 1}})
	fuzzCoverDir(f, func(data []byte) fstest.MapFS {
		return fstest.MapFS{"cov/covmeta.a": {Data: meta}, "cov/covcounters.a.1.1": {Data: data}}
	}, counterFile("a", 2, 2, 0, 0, 1, 0), counterFile("a", 1, 2, 0, 0, 1, 0), counterFile("a", 2, 1, 0, 1, 1<<32-1))
}
