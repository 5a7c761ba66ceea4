package coverage

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestNamesOfGoTest lets the go command write profiles of several modules, and of packages of the standard library that
// end as files of the repository do.
func TestNamesOfGoTest(t *testing.T) {
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("there is no go command")
	}
	const code = `
-- app/go.mod --
module example.com/shop/app/v2

go 1.22

require example.com/lib v1.0.0

replace example.com/lib v1.0.0 => ../libs/lib
-- app/cart/cart.go --
package cart

import (
	"path"

	"example.com/lib/text"
)

func Name(s string) string { return path.Base(text.Trim(s)) }
-- app/cart/cart_test.go --
package cart

import "testing"

func TestName(t *testing.T) {
	if Name(" a/b ") != "b" {
		t.Error()
	}
}
-- app/internal/path/path.go --
package path

func Nobody() int { return 1 }
-- libs/lib/go.mod --
module example.com/lib

go 1.22
-- libs/lib/text/text.go --
package text

import "strings"

func Trim(s string) string { return strings.TrimSpace(s) }
`
	for name, c := range map[string]struct {
		work bool
		args []string
		want []string
	}{
		"replaced":    {args: []string{"-coverpkg=./...,example.com/lib/..."}, want: []string{"app/cart/cart.go", "libs/lib/text/text.go"}},
		"a workspace": {work: true, args: []string{"-coverpkg=./...,example.com/lib/..."}, want: []string{"app/cart/cart.go", "libs/lib/text/text.go"}},
		"with the standard library": {args: []string{"-coverpkg=path,./cart"}, want: []string{
			"- path/match.go", "- path/path.go", "app/cart/cart.go"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			files := txtar.Parse([]byte(code)).Files
			env := append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off")
			if c.work {
				files = append(files, txtar.File{Name: "go.work", Data: []byte("go 1.22\n\nuse (\n\t./app\n\t./libs/lib\n)\n")})
				env = append(env, "GOWORK=", "GOFLAGS=")
			} else {
				env = append(env, "GOWORK=off")
			}
			for _, f := range files {
				to := filepath.Join(dir, f.Name)
				if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(to, f.Data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			cmd := exec.Command(goTool, append([]string{"test", "-count=1", "-coverprofile=../cover.out", "./cart"}, c.args...)...)
			cmd.Dir, cmd.Env = filepath.Join(dir, "app"), env
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			var got []string
			for _, f := range readModel(t, openTree(t, dir), "cover.out").Files {
				p := f.Path
				if !f.Matched {
					p = "- " + p
				}
				got = append(got, p)
			}
			slices.Sort(got)
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(strings.TrimSpace(d))
			}
		})
	}
}

// A part of a Go coverage folder that ends anywhere too early is refused.
func TestCoverDirCutOff(t *testing.T) {
	block := []unit{{3, 2, 3, 9, 1}, {5, 2, 6, 9, 2}}
	meta, counters := metaFile("a", 1, "src/a.go", block), counterFile("a", 2, 2, 0, 0, 1, 300)
	for n := range meta {
		if _, err := decodeMeta(meta[:n]); err == nil {
			t.Errorf("the first %d bytes of %d are a covmeta file", n, len(meta))
		}
	}
	for n := range counters {
		m := readModel(t, treeOf(map[string]string{"cov/covmeta.a": string(meta), "cov/covcounters.a.1.1": string(counters[:n])}), "cov/covmeta.a")
		if len(m.Problems) != 1 || m.Reports[0].Readable {
			t.Errorf("the first %d bytes of %d are counters: %v", n, len(counters), m.Problems)
		}
	}
}
