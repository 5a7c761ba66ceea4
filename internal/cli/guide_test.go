package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/bdma-dev/bdma/internal/cli"
)

// The outputs that docs/coverage.md shows are those of the commands above them, run one after the other in the repository of
// testdata/coverage_guide.txtar: what is below main in it is the first commit of main, what is below branch the commit of a
// branch, and what is below reports was written by the tests there.
func TestCoverageGuideShowsRealOutput(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	guide, err := os.ReadFile("../../docs/coverage.md")
	if err != nil {
		t.Fatal(err)
	}
	archive, err := txtar.ParseFile("testdata/coverage_guide.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"} {
		t.Setenv(name, os.DevNull)
	}
	for _, who := range []string{"GIT_AUTHOR_", "GIT_COMMITTER_"} {
		t.Setenv(who+"NAME", "Ada")
		t.Setenv(who+"EMAIL", "ada@shop.example")
	}
	t.Chdir(t.TempDir())
	put := func(stage string) {
		for _, f := range archive.Files {
			name, ok := strings.CutPrefix(f.Name, stage+"/")
			if !ok {
				continue
			}
			if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, f.Data, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	git := func(args ...string) {
		if out, err := exec.Command("git", args...).CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git("init", "-q", "-b", "main")
	put("main")
	git("add", ".")
	git("commit", "-q", "-m", "first")
	git("switch", "-q", "-c", "refunds")
	put("branch")
	git("add", ".")
	git("commit", "-q", "-m", "second")
	put("reports")

	commands := 0
	for _, block := range strings.Split(string(guide), "```console\n")[1:] {
		block, _, _ = strings.Cut(block, "```\n")
		for _, example := range strings.Split("\n"+block, "\n$ bdma ")[1:] {
			command, want, _ := strings.Cut(example, "\n")
			var out bytes.Buffer
			cli.Main(strings.Fields(command), nil, &out, &out)
			if got := out.String(); sameTime(got) != sameTime(want) {
				t.Errorf("bdma %s says\n%s\nand the guide shows\n%s", command, got, want)
			}
			commands++
		}
	}
	if commands < 6 {
		t.Errorf("the guide shows %d commands", commands)
	}
}

var elapsed = regexp.MustCompile(` in [0-9.]+ m?s\b`)

// sameTime makes outputs comparable: some say how long the run took.
func sameTime(output string) string {
	return strings.TrimSpace(elapsed.ReplaceAllString(output, " in no time"))
}
