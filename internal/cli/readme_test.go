package cli_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/cli"
)

// The output that the README shows is the output of its first command.
func TestReadmeShowsRealOutput(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "```text\n")
	want, _, ok := strings.Cut(rest, "```\n")
	if !ok {
		t.Fatal("README.md shows no output")
	}
	t.Chdir("../..")
	var stdout, stderr bytes.Buffer
	if code := cli.Main([]string{"lint", "testdata/shop"}, nil, &stdout, &stderr); code != cli.ExitFindings {
		t.Errorf("exit code %d: %s", code, &stderr)
	}
	if !strings.Contains(stdout.String(), want) {
		t.Errorf("the output does not have what README.md shows:\n%s", &stdout)
	}
}
