package release

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A release's sums are committed after it was built: that commit must not change what the binaries tell of themselves, and every
// other one must.
func TestSumsOfARelease(t *testing.T) {
	need(t, "git", "awk", "sed", "sort")
	e := newEnv(t)
	dir := t.TempDir()
	for _, name := range []string{".github/release/sums", ".github/release/source", ".pre-commit-hooks.yaml"} {
		copyFile(t, filepath.Join(root, name), filepath.Join(dir, name))
	}
	known := filepath.Join(dir, ".github/action/checksums.txt")
	write(t, known, "")
	e.must(dir, "git", "init", "-q", "-b", "main")
	commit := func(day string) {
		t.Helper()
		e.must(dir, "git", "add", ".")
		e.must(dir, "env", "GIT_COMMITTER_DATE="+day+"T12:00:00+02:00", "git", "commit", "-qm", "change")
	}
	source := func() string { t.Helper(); return e.must(dir, ".github/release/source") }
	commit("2026-11-20")
	before := source()
	head := strings.TrimSpace(e.must(dir, "git", "rev-parse", "HEAD"))
	if want := "BDMA_COMMIT=" + head + "\nBDMA_DATE=2026-11-20T10:00:00Z\nBDMA_TIMESTAMP=1795168800\n"; before != want {
		t.Errorf("the source is %q, not %q", before, want)
	}

	one, two := strings.Repeat("1", 64)+"  bdma_1.2.3_linux_amd64.tar.gz\n", strings.Repeat("2", 64)+"  bdma_1.2.3_windows_amd64.zip\n"
	built := filepath.Join(t.TempDir(), "checksums.txt")
	write(t, built, two+strings.Repeat("3", 64)+"  bdma_1.2.3_linux_amd64.tar.gz.sbom.json\n"+one)
	if out, code := e.run(dir, ".github/release/sums", "check", "1.2.3", built); code == 0 {
		t.Errorf("sums that are not committed are the committed ones:\n%s", out)
	}
	e.must(dir, ".github/release/sums", "add", "1.2.3", built)
	e.must(dir, ".github/release/sums", "check", "1.2.3", built)
	if b, err := os.ReadFile(known); err != nil || string(b) != one+two {
		t.Errorf("the sums are %q (%v)", b, err)
	}
	if b, err := os.ReadFile(filepath.Join(dir, ".pre-commit-hooks.yaml")); err != nil || !strings.Contains(string(b), "entry: ghcr.io/bdma-dev/bdma:1.2.3 lint\n") {
		t.Errorf("the hook has another image (%v):\n%s", err, b)
	}
	if out, code := e.run(dir, ".github/release/sums", "add", "1.2.3", built); code == 0 {
		t.Errorf("sums are added twice:\n%s", out)
	}
	// make generate writes the sums here, too.
	write(t, filepath.Join(dir, "docs/ci/bdma.gitlab-ci.yml"), "BDMA_VERSION: '1.2.3'\n")
	commit("2026-11-21")
	if after := source(); after != before {
		t.Errorf("the commit of the sums changes the source to %q from %q", after, before)
	}
	for what, changed := range map[string]string{
		"another sum": strings.Replace(one, "1", "4", 1) + two, "one archive less": one, "one more": one + two + strings.Replace(one, "amd64", "arm64", 1),
	} {
		write(t, built, changed)
		if out, code := e.run(dir, ".github/release/sums", "check", "1.2.3", built); code == 0 {
			t.Errorf("%s is not seen:\n%s", what, out)
		}
	}
	write(t, filepath.Join(dir, "main.go"), "package main\n")
	commit("2026-11-22")
	if after := source(); after == before {
		t.Error("a commit of code does not change the source")
	}
}

// Who starts a build by hand types the version: nothing but a version becomes a flag, a line of an environment or a name.
func TestVersionOfARelease(t *testing.T) {
	e := newEnv(t)
	native, err := filepath.Abs(filepath.Join(root, ".github/release/native"))
	if err != nil {
		t.Fatal(err)
	}
	for _, version := range []string{"", "v1.2.3", "1.2.3 -X", "1.2.3\nX=1", "../1", "1/2", "-n"} {
		if out, code := e.run(t.TempDir(), native, version, filepath.Join(t.TempDir(), "out")); code != 2 || !strings.Contains(out, "1.2.3") {
			t.Errorf("the version %q: exit code %d\n%s", version, code, out)
		}
	}
}
