package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/cli"
)

// nameless is a document of which the operations of some numbers have no operationId, which is a finding each.
func nameless(from, to int, named map[int]bool, reversed bool) string {
	var b strings.Builder
	// One that has a name: where none has, all of them are one finding.
	b.WriteString("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /named:\n    get:\n      operationId: getNamed\n      responses: {'200': {description: ok}}\n")
	for i := from; i < to; i++ {
		n := i
		if reversed {
			n = from + to - 1 - i
		}
		fmt.Fprintf(&b, "  /things-%d:\n    get:\n", n)
		if named[n] {
			fmt.Fprintf(&b, "      operationId: getThings%d\n", n)
		}
		b.WriteString("      responses: {'200': {description: ok}}\n")
	}
	return b.String()
}

// TestChangesOfALargeRepository runs the command in repositories with ten thousand old findings: a change that adds five, mends
// three, renames a document with forty and puts one with two hundred in another order is told exactly that, however the repository
// is checked out.
func TestChangesOfALargeRepository(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	const rules = "version: 1\n"
	before := map[string]string{"bdma.yaml": rules, "api/moved/openapi.yaml": nameless(90_000, 90_040, nil, false)}
	for i := range 50 {
		before[fmt.Sprintf("api/old%02d/openapi.yaml", i)] = nameless(i*1000, i*1000+200, nil, false)
	}
	change := map[string]string{
		"api/old01/openapi.yaml": nameless(1000, 1205, nil, false),
		"api/old02/openapi.yaml": nameless(2000, 2200, map[int]bool{2003: true, 2100: true, 2199: true}, false),
		"api/old03/openapi.yaml": nameless(3000, 3200, nil, true),
		"service/openapi.yaml":   before["api/moved/openapi.yaml"],
		"api/moved/openapi.yaml": "",
	}
	const old = 50*200 + 40 - 3
	write := func(t *testing.T, dir string, files map[string]string) {
		t.Helper()
		for name, text := range files {
			file := filepath.Join(dir, filepath.FromSlash(name))
			err := os.Remove(file)
			if text != "" {
				if err = os.MkdirAll(filepath.Dir(file), 0o755); err == nil {
					err = os.WriteFile(file, []byte(text), 0o644)
				}
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	// start makes a repository with the old state on main, and a branch of which nothing is done yet.
	start := func(t *testing.T, files map[string]string) string {
		dir := filepath.Join(t.TempDir(), "shop")
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, dir, files)
		commitShop(t, dir, "first")
		gitInShop(t, dir, "switch", "-q", "-c", "topic")
		return dir
	}
	// others commits something on another branch of main that has no findings.
	others := func(t *testing.T, dir, branch string) {
		gitInShop(t, dir, "switch", "-q", "-c", branch, "main")
		write(t, dir, map[string]string{branch + "/README.md": "# " + branch + "\n"})
		commitShop(t, dir, branch)
	}
	// merged makes a merge commit of main and branches, as a platform does for a pull request.
	merged := func(t *testing.T, branches ...string) string {
		dir := start(t, before)
		write(t, dir, change)
		commitShop(t, dir, "change")
		for _, b := range branches[1:] {
			others(t, dir, b)
		}
		gitInShop(t, dir, "switch", "-q", "main")
		write(t, dir, map[string]string{"docs/README.md": "# docs\n"})
		commitShop(t, dir, "meanwhile")
		gitInShop(t, dir, append([]string{"merge", "-q", "--no-ff", "-m", "merge"}, branches...)...)
		return dir
	}
	clone := func(t *testing.T, dir string, depth int) string {
		shallow := filepath.Join(t.TempDir(), "clone")
		gitInShop(t, dir, "clone", "-q", fmt.Sprintf("--depth=%d", depth), "--branch=main", "file://"+dir, shallow)
		return shallow
	}
	for _, c := range []struct {
		name, base string
		make       func(t *testing.T) string
		// refused is what the run says when the base is not there.
		refused string
	}{
		{"the working tree", "main", func(t *testing.T) string { dir := start(t, before); write(t, dir, change); return dir }, ""},
		{"a branch", "main", func(t *testing.T) string {
			dir := start(t, before)
			write(t, dir, change)
			commitShop(t, dir, "change")
			return dir
		}, ""},
		{"a merge commit", "HEAD^1", func(t *testing.T) string { return merged(t, "topic") }, ""},
		{"a merge of three branches", "HEAD^1", func(t *testing.T) string { return merged(t, "topic", "docs2", "docs3") }, ""},
		{"a shallow clone with the base", "HEAD^1", func(t *testing.T) string { return clone(t, merged(t, "topic"), 2) }, ""},
		{"a shallow clone without the base", "HEAD^1", func(t *testing.T) string { return clone(t, merged(t, "topic"), 1) }, "fetch-depth: "},
		{"a base without bdma.yaml", "main", func(t *testing.T) string {
			files := maps.Clone(before)
			delete(files, "bdma.yaml")
			dir := start(t, files)
			write(t, dir, change)
			write(t, dir, map[string]string{"bdma.yaml": rules})
			commitShop(t, dir, "change")
			return dir
		}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := c.make(t)
			var stdout, stderr bytes.Buffer
			code := cli.Main([]string{"lint", "--only", "rest/operation-id", "--fail-on", "warning", "--base", c.base, "--report", "json", dir}, nil, &stdout, &stderr)
			if c.refused != "" {
				if code != cli.ExitFailed || !strings.Contains(stderr.String(), c.refused) {
					t.Errorf("exit code %d\n%s", code, &stderr)
				}
				return
			}
			if code != cli.ExitFindings {
				t.Fatalf("exit code %d\n%s", code, &stderr)
			}
			type found struct{ File string }
			var got struct {
				Findings []found
				Base     struct{ Unchanged, Fixed []found }
			}
			if err := json.Unmarshal(stdout.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			if len(got.Findings) != 5 || len(got.Base.Fixed) != 3 || len(got.Base.Unchanged) != old {
				t.Errorf("%d introduced, %d fixed, %d unchanged", len(got.Findings), len(got.Base.Fixed), len(got.Base.Unchanged))
			}
			for _, f := range got.Findings {
				if f.File != "api/old01/openapi.yaml" {
					t.Errorf("%s has something new", f.File)
				}
			}
			for _, f := range got.Base.Fixed {
				if f.File != "api/old02/openapi.yaml" {
					t.Errorf("%s has something fixed", f.File)
				}
			}
		})
	}
}
