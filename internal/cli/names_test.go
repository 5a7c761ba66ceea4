package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/cli"
)

// Names with everything that a name can have are compared as others are, and begin no line.
func TestLintOddNames(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such names")
	}
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := t.TempDir()
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=Ada", "-c", "user.email=ada@shop.example", "-c", "commit.gpgsign=false"}, args...)...)
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	names := []string{"a\nb.yaml", "::error::c.yaml", "%0A.yaml", `"q".yaml`, "tab\there.yaml", "-x.yaml", ":(glob)d.yaml", `back\slash.yaml`, "ü .yaml", "\x1b[31m.yaml", "deep/\n/e.yaml"}
	for _, name := range names {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		text := "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /p" + strings.Repeat("x", slices.Index(names, name)) + ":\n    get:\n      responses: {'200': {description: ok}}\n"
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	git("init", "-q", "-b", "main")
	git("add", "-A")
	git("commit", "-q", "-m", "first")
	run := func(want int, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := cli.Main(append([]string{"lint", "--only", "rest/operation-id", "--fail-on", "warning"}, args...), nil, &out, &errs); code != want {
			t.Errorf("%q: exit code %d, want %d\n%s%s", args, code, want, &out, &errs)
		}
		for line := range strings.Lines(out.String() + errs.String()) {
			if strings.HasPrefix(strings.TrimSpace(line), "::") {
				t.Errorf("%q: a line begins with a name: %q", args, line)
			}
		}
		return out.String()
	}
	for _, args := range [][]string{{"--base", "main"}, {"--staged", "--base", "main"}, {"--changed"}, {"--staged", "--changed"}} {
		run(cli.ExitClean, append(args, dir)...)
	}
	// Each is edited by itself.
	for i, name := range names {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), append(text, "    delete:\n      responses: {'204': {description: gone}}\n"...), 0o666); err != nil {
			t.Fatal(err)
		}
		out := run(cli.ExitFindings, "--base", "main", dir)
		if !strings.Contains(out, "1 new finding and 11 as before") {
			t.Errorf("%q: %s", name, out)
		}
		if out := run(cli.ExitFindings, "--changed", dir); !strings.Contains(out, "; 10 findings in other files left out") {
			t.Errorf("%q: %s", name, out)
		}
		git("--literal-pathspecs", "add", "--", name)
		if out := run(cli.ExitFindings, "--staged", "--base", "main", dir); !strings.Contains(out, "1 new finding and 11 as before") {
			t.Errorf("%d: %s", i, out)
		}
		git("reset", "-q", "--hard")
	}
}
