package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/report"
)

// cutOff is a command that runs another one in a network namespace that has no interface, not even a loopback.
var cutOff = []string{"unshare", "--user", "--map-root-user", "--net", "--"}

// needNamespace skips a test where the kernel gives ordinary users no namespace.
func needNamespace(t *testing.T) {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("network namespaces are Linux's")
	}
	if out, err := exec.Command(cutOff[0], append(cutOff[1:], "true")...).CombinedOutput(); err != nil {
		t.Skipf("this machine gives no network namespace: %v %s", err, out)
	}
}

// varying is what differs between two runs of the same: how long they took, and when they were.
var varying = regexp.MustCompile(`[0-9.]+ ?(?:ms|µs|s)\b|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^"<& ]*|"(?:elapsed|time|elapsed_ms)": ?[0-9.]+|time="[0-9.]+"`)

// TestNoNetworkNeeded runs every command on a repository with evidence of all kinds and a base, in a namespace without a network
// and outside of it. Both say the same.
func TestNoNetworkNeeded(t *testing.T) {
	needNamespace(t)
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := filepath.Join(t.TempDir(), "shop")
	if err := os.CopyFS(dir, os.DirFS("../../testdata/shop")); err != nil {
		t.Fatal(err)
	}
	commitShop(t, dir, "first")
	change := filepath.Join(dir, "api", "openapi.yaml")
	data, err := os.ReadFile(change)
	if err != nil {
		t.Fatal(err)
	}
	data = append(data, "externalDocs: {url: 'https://shop.example/docs', $ref: 'https://shop.example/openapi.yaml'}\n"...)
	if err := os.WriteFile(change, data, 0o644); err != nil {
		t.Fatal(err)
	}
	commands := [][]string{
		{"version"}, {"rules"}, {"explain", "rest/operation-id"}, {"facts", "api/openapi.yaml"}, {"config", "show"}, {"coverage"}, {"owners"}, {"lint"},
	}
	for _, format := range report.Formats() {
		commands = append(commands, []string{"lint", "--only", "*", "--base", "HEAD", "--report", format})
	}
	for _, args := range commands {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			run := func(command []string) (int, string) {
				cmd := exec.Command(command[0], command[1:]...)
				cmd.Dir = dir
				var out bytes.Buffer
				cmd.Stdout, cmd.Stderr = &out, &out
				_ = cmd.Run() // the exit code is compared
				return cmd.ProcessState.ExitCode(), varying.ReplaceAllString(out.String(), "#")
			}
			command := append([]string{"bdma"}, args...)
			code, want := run(command)
			inside, got := run(append(cutOff[:len(cutOff):len(cutOff)], command...))
			if inside != code || got != want {
				t.Errorf("with a network: exit code %d\n%s\nwithout: exit code %d\n%s", code, want, inside, got)
			}
			if code < 0 || code > 3 {
				t.Errorf("exit code %d\n%s", code, want)
			}
		})
	}
}

// inNamespace is set for the tests that run in a namespace.
const inNamespace = "BDMA_TEST_NO_NETWORK"

// TestScriptsWithoutNetwork runs the scripts once more where nothing can be reached.
func TestScriptsWithoutNetwork(t *testing.T) {
	switch {
	case os.Getenv(inNamespace) != "":
		t.Skip("runs in the namespace already")
	case testing.Short():
		t.Skip("takes as long as the scripts")
	}
	needNamespace(t)
	cmd := exec.Command(cutOff[0], append(cutOff[1:len(cutOff):len(cutOff)], os.Args[0], "-test.run=^TestScripts$")...)
	cmd.Env = append(os.Environ(), inNamespace+"=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// gitInShop runs git in a folder, as somebody without settings.
func gitInShop(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull, "GIT_AUTHOR_NAME=Ada", "GIT_AUTHOR_EMAIL=ada@shop.example",
		"GIT_COMMITTER_NAME=Ada", "GIT_COMMITTER_EMAIL=ada@shop.example")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// commitShop commits all of a folder, which becomes a repository if it is none.
func commitShop(t *testing.T, dir, message string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, ".git")); err != nil {
		gitInShop(t, dir, "init", "-q", "-b", "main")
	}
	gitInShop(t, dir, "add", "-A")
	gitInShop(t, dir, "commit", "-q", "-m", message)
}
