package source_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/source"
)

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Nothing that a pull request can commit leads out of the root.
func TestReadStaysInsideTheRoot(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"secret": "s3cret", "repo/in": "inside", "repo/sub/x": ""})
	for link, target := range map[string]string{"out": "../secret", "abs": filepath.Join(dir, "secret"), "sub/up": "../../secret", "fine": "in", "folder": ".."} {
		if err := os.Symlink(target, filepath.Join(dir, "repo", link)); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.Open(filepath.Join(dir, "repo"))
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	for _, name := range []string{"out", "abs", "sub/up", "folder/secret", "../secret", "/etc/hostname", filepath.Join(dir, "secret")} {
		if data, err := tree.Read(name, source.MaxConfig); err == nil {
			t.Errorf("Read(%q) = %q", name, data)
		}
	}
	for _, name := range []string{"in", "fine"} {
		if data, err := tree.Read(name, source.MaxConfig); err != nil || string(data) != "inside" {
			t.Errorf("Read(%q) = %q, %v", name, data, err)
		}
	}
}

func TestReadHonoursTheLimit(t *testing.T) {
	tree := source.FromFS(fstest.MapFS{"f": {Data: []byte("12345")}, "d/x": {}})
	if _, err := tree.Read("f", 5); err != nil {
		t.Errorf("5 bytes of 5: %v", err)
	}
	if _, err := tree.Read("f", 4); err == nil || !strings.Contains(err.Error(), "f has 5 bytes; bdma reads at most 4 bytes") {
		t.Errorf("5 bytes of 4: %v", err)
	}
	if _, err := tree.Read("d", 5); err == nil {
		t.Error("a folder was read")
	}
	if _, err := tree.Read("no", 5); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
}

func TestWalk(t *testing.T) {
	tree := source.FromFS(fstest.MapFS{
		".gitignore":               {Data: []byte("*.log\n/build/\n!keep.log\n# comment\n\n")},
		"a.yaml":                   {},
		"x.log":                    {},
		"keep.log":                 {},
		"build/coverage.out":       {},
		"sub/.gitignore":           {Data: []byte("gen/*\n")},
		"sub/gen/x.sql":            {},
		"sub/build/y.sql":          {},
		"node_modules/p/o.yaml":    {},
		"vendor/p/openapi.yaml":    {},
		".git/config":              {},
		".github/workflows/ci.yml": {},
	})
	names := func(paths ...string) []string {
		files, err := tree.Walk(paths...)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range files {
			mark := ""
			if f.Ignored {
				mark = " ignored"
			}
			got = append(got, f.Path+mark)
		}
		return got
	}
	for _, c := range []struct {
		paths, want []string
	}{
		{nil, []string{".github/workflows/ci.yml", ".gitignore", "a.yaml", "build/coverage.out ignored", "keep.log", "sub/.gitignore",
			"sub/build/y.sql", "sub/gen/x.sql ignored", "x.log ignored"}},
		{[]string{"a.yaml", "a.yaml", "./a.yaml"}, []string{"a.yaml"}},
		{[]string{"node_modules/p"}, []string{"node_modules/p/o.yaml"}},
		{[]string{"x.log"}, []string{"x.log"}},
	} {
		if diff := cmp.Diff(c.want, names(c.paths...)); diff != "" {
			t.Errorf("Walk(%q) -want +got:\n%s", c.paths, diff)
		}
	}
	if _, err := tree.Walk("nowhere"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Walk(nowhere): %v", err)
	}
}

func TestWalkDoesNotFollowSymbolicLinks(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"d/a": ""})
	for link, target := range map[string]string{"loop": ".", "d/a2": "a"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	files, err := tree.Walk()
	if err != nil || len(files) != 1 || files[0].Path != "d/a" {
		t.Errorf("Walk = %v, %v", files, err)
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		name, in, out, reason string
		offset                int
	}{
		{name: "plain", in: "a\n", out: "a\n"},
		{name: "byte order mark", in: "\ufeffa", out: "a"},
		{name: "NUL", in: "SELECT 1;\x00 DROP TABLE t", reason: "contains a NUL byte, which hides what follows it from a parser", offset: 9},
		{name: "invalid UTF-8", in: "é\xff", reason: "is not valid UTF-8", offset: 2},
		{name: "UTF-16", in: "\xff\xfea\x00", reason: "is UTF-16; save it as UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, err := source.Text([]byte(c.in))
			if c.reason == "" {
				if err != nil || string(out) != c.out {
					t.Errorf("Text = %q, %v", out, err)
				}
				return
			}
			var te *source.TextError
			if !errors.As(err, &te) || te.Reason != c.reason || te.Offset != c.offset {
				t.Errorf("error = %#v, want %q at %d", err, c.reason, c.offset)
			}
		})
	}
}

func TestResolve(t *testing.T) {
	for _, c := range []struct {
		from, ref, want string
		ok              bool
	}{
		{"api/openapi.yaml", "schemas/a.yaml", "api/schemas/a.yaml", true},
		{"api/openapi.yaml", "../common.yaml", "common.yaml", true},
		{"api/openapi.yaml", "../../etc/passwd", "", false},
		{"openapi.yaml", "/etc/passwd", "", false},
	} {
		if got, ok := source.Resolve(c.from, c.ref); ok != c.ok || ok && got != c.want {
			t.Errorf("Resolve(%q, %q) = %q, %v", c.from, c.ref, got, ok)
		}
	}
}

// A name that is not UTF-8 hides nothing: whoever lists the files learns that there is one that cannot be read.
func TestWalkNamesWhatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.yaml": "", ".gitignore": "/ignored*\n"})
	for _, name := range []string{"b\xff.yaml", "c\xff/openapi.yaml", "ignored\xff/openapi.yaml"} {
		file := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, nil, 0o644)); err != nil {
			t.Skip("this file system knows UTF-8 names only:", err)
		}
	}
	tree, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	files, err := tree.Walk()
	if err != nil {
		t.Fatal(err)
	}
	const fault = "has a name that is not UTF-8, so that bdma cannot read it; rename it"
	want := []source.File{
		{Path: ".gitignore", Size: 10},
		{Path: "a.yaml"},
		{Path: "b\xff.yaml", Fault: fault},
		{Path: "c\xff", Fault: fault, Folder: true},
		{Path: "ignored\xff", Fault: fault, Folder: true, Ignored: true},
	}
	if diff := cmp.Diff(want, files); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if _, err := tree.Walk("c\xff"); err == nil || !strings.Contains(err.Error(), "not UTF-8") {
		t.Errorf("Walk of a folder that cannot be named: %v", err)
	}
}

// The work that a .gitignore may ask for is bounded; what is not compared any more is judged.
func TestAHugeGitignore(t *testing.T) {
	fsys := fstest.MapFS{".gitignore": {Data: []byte(strings.Repeat("**/a*b*c/**/x\n", 50_000) + "*.yaml\n")}}
	for i := range 500 {
		fsys[fmt.Sprintf("d/e/f%03d.yaml", i)] = &fstest.MapFile{}
	}
	files, err := source.FromFS(fsys).Walk("d")
	if err != nil {
		t.Fatal(err)
	}
	if first, last := files[0], files[len(files)-1]; !first.Ignored || last.Ignored {
		t.Errorf("the first file is ignored: %v; the last: %v", first.Ignored, last.Ignored)
	}
}

func TestFault(t *testing.T) {
	for _, c := range []struct{ err, want string }{
		{"a is not a regular file", "is not a regular file"},
		{"a: permission denied", "cannot be read: permission denied"},
	} {
		if got := source.Fault("a", errors.New(c.err)); got != c.want {
			t.Errorf("Fault(%q) = %q, want %q", c.err, got, c.want)
		}
	}
}
