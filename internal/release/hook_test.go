// Package release tests what brings bdma to people: the hooks of pre-commit, the packages of npm, and the scripts of releases.
package release

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/bdma-dev/bdma/internal/cli"
)

// TestMain makes of the test's own binary a bdma where it is called so.
func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == "bdma" {
		os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

const root = "../.."

const good = `openapi: 3.1.0
info: {title: shop, version: '1'}
paths:
  /orders:
    get:
      operationId: listOrders
      responses: {'200': {description: orders}}
`

var bad = strings.Replace(good, "/orders:", "/Orders:", 1)

// config switches on one rule, as an error.
const config = "version: 1\nextends: []\nrules: {rest/path-kebab-case: error}\n"

func need(t *testing.T, programs ...string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the scripts are run by sh")
	}
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			t.Skip(p + " is not installed")
		}
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	write(t, to, string(b))
	info, err := os.Stat(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(to, info.Mode()); err != nil {
		t.Fatal(err)
	}
}

// env is a user's: no git or CI settings of the machine's own, and a home and bdma of the test's.
type env struct {
	t    *testing.T
	vars []string
}

func newEnv(t *testing.T) *env {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	bin := filepath.Join(home, "bin")
	if err := os.Mkdir(bin, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(exe, filepath.Join(bin, "bdma")); err != nil {
		t.Fatal(err)
	}
	return &env{t, []string{
		"HOME=" + home, "PATH=" + bin + string(filepath.ListSeparator) + os.Getenv("PATH"), "PRE_COMMIT_HOME=" + filepath.Join(home, "pre-commit"),
		"GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "LC_ALL=C.UTF-8",
		"GIT_AUTHOR_NAME=Ada", "GIT_AUTHOR_EMAIL=ada@shop.example", "GIT_COMMITTER_NAME=Ada", "GIT_COMMITTER_EMAIL=ada@shop.example",
	}}
}

// run returns what a command prints and its exit code.
func (e *env) run(dir, name string, args ...string) (string, int) {
	e.t.Helper()
	for _, v := range e.vars {
		if path, ok := strings.CutPrefix(v, "PATH="); ok && !strings.Contains(name, "/") {
			for _, d := range filepath.SplitList(path) {
				if file := filepath.Join(d, name); fileExists(file) {
					name = file
					break
				}
			}
		}
	}
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = dir, e.vars
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		e.t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

func fileExists(file string) bool {
	info, err := os.Stat(file)
	return err == nil && info.Mode().IsRegular()
}

func (e *env) must(dir, name string, args ...string) string {
	e.t.Helper()
	out, code := e.run(dir, name, args...)
	if code != 0 {
		e.t.Fatalf("%s %s: exit code %d\n%s", name, strings.Join(args, " "), code, out)
	}
	return out
}

// hooks is a repository that has what pre-commit takes of this one, with some sums.
func (e *env) hooks(sums string) string {
	e.t.Helper()
	dir := e.t.TempDir()
	for _, name := range []string{".pre-commit-hooks.yaml", ".github/pre-commit/bdma"} {
		copyFile(e.t, filepath.Join(root, name), filepath.Join(dir, name))
	}
	write(e.t, filepath.Join(dir, ".github/action/checksums.txt"), sums)
	e.must(dir, "git", "init", "-q", "-b", "main")
	e.must(dir, "git", "add", ".")
	e.must(dir, "git", "commit", "-qm", "hooks")
	return dir
}

// shop is a repository with a hook, in which a good document is staged.
func (e *env) shop(hooks, id string) string {
	e.t.Helper()
	dir := e.t.TempDir()
	rev := strings.TrimSpace(e.must(hooks, "git", "rev-parse", "HEAD"))
	write(e.t, filepath.Join(dir, ".pre-commit-config.yaml"), fmt.Sprintf("repos:\n  - repo: %s\n    rev: %s\n    hooks: [{id: %s}]\n", hooks, rev, id))
	write(e.t, filepath.Join(dir, "bdma.yaml"), config)
	write(e.t, filepath.Join(dir, "api/openapi.yaml"), good)
	e.must(dir, "git", "init", "-q", "-b", "main")
	e.must(dir, "git", "add", ".")
	return dir
}

func TestHookJudgesWhatIsStaged(t *testing.T) {
	need(t, "git", "pre-commit")
	e := newEnv(t)
	dir := e.shop(e.hooks(""), "bdma-system")
	document := filepath.Join(dir, "api/openapi.yaml")
	passes := func(what string) {
		t.Helper()
		if out, code := e.run(dir, "pre-commit", "run"); code != 0 || !strings.Contains(out, "Passed") {
			t.Errorf("%s: exit code %d\n%s", what, code, out)
		}
	}
	fails := func(what string) {
		t.Helper()
		if out, code := e.run(dir, "pre-commit", "run"); code != 1 || !strings.Contains(out, "rest/path-kebab-case") {
			t.Errorf("%s: exit code %d\n%s", what, code, out)
		}
	}
	passes("a good document")
	write(t, document, bad)
	passes("a fault that is not staged")
	e.must(dir, "git", "add", "api")
	fails("a fault that is staged")
	write(t, document, good)
	fails("a fault that is staged, and mended only in the folder")
	e.must(dir, "git", "add", "api")
	write(t, filepath.Join(dir, "api/new.yaml"), bad)
	passes("a new file that is not staged")
	e.must(dir, "git", "add", "api")
	fails("a new file that is staged")

	e.must(dir, "git", "reset", "-q")
	write(t, filepath.Join(dir, "notes.txt"), "remember the milk\n")
	e.must(dir, "git", "add", "notes.txt")
	if out, code := e.run(dir, "pre-commit", "run"); code != 0 || !strings.Contains(out, "Skipped") {
		t.Errorf("a commit of other files: exit code %d\n%s", code, out)
	}
}

// archive is a release's, whose bdma is the one of the test.
func archive(t *testing.T) []byte {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	script := fmt.Sprintf("#!/bin/sh\necho released bdma\nPATH=/usr/bin:/bin exec '%s' \"$@\"\n", filepath.Join(linked(t, exe), "bdma"))
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for name, text := range map[string]string{"bdma": script} {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o755, Size: int64(len(text))}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// linked is a folder with a link to a binary that is called bdma.
func linked(t *testing.T, exe string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Symlink(exe, filepath.Join(dir, "bdma")); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestHookTakesTheReleaseThatItsCommitKnows(t *testing.T) {
	need(t, "git", "pre-commit", "curl", "tar")
	packed := archive(t)
	name := fmt.Sprintf("bdma_1.2.3_%s_%s.tar.gz", runtime.GOOS, runtime.GOARCH)
	sum := fmt.Sprintf("%x", sha256.Sum256(packed))
	old := strings.Repeat("0", 64) + "  " + strings.Replace(name, "1.2.3", "1.2.2", 1) + "\n"
	for _, test := range []struct {
		name, sums, says string
		serves           []byte
		code             int
		requests         int32 // of two runs
	}{
		{"the newest whose sum is known", old + sum + "  " + name + "\n", "Passed", packed, 0, 1},
		{"another archive", sum + "  " + name + "\n", "has the sum", append([]byte("x"), packed...), 1, 2},
		{"no archive", sum + "  " + name + "\n", "bdma: cannot take", nil, 1, 2},
		{"no sum", "", "this commit knows the sum of no release for " + runtime.GOOS, packed, 1, 0},
		{"a sum of a file elsewhere", sum + "  ../" + name + "\n", "knows the sum of no release", packed, 1, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			var requests atomic.Int32
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				requests.Add(1)
				if r.URL.Path != "/v1.2.3/"+name || test.serves == nil {
					http.NotFound(w, r)
					return
				}
				_, _ = w.Write(test.serves)
			}))
			defer server.Close()
			e := newEnv(t)
			e.vars = append(e.vars, "BDMA_RELEASE_URL="+server.URL)
			dir := e.shop(e.hooks(test.sums), "bdma")
			for range 2 {
				out, code := e.run(dir, "pre-commit", "run", "--verbose")
				if code != test.code || !strings.Contains(out, test.says) {
					t.Errorf("exit code %d, not %d with %q\n%s", code, test.code, test.says, out)
				}
				if strings.Contains(out, "released bdma") != (test.code == 0) {
					t.Errorf("the wrong bdma ran, or none:\n%s", out)
				}
			}
			if got := requests.Load(); got != test.requests {
				t.Errorf("%d requests, not %d", got, test.requests)
			}
		})
	}
}
