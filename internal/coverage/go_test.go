package coverage

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
)

// TestAgreesWithGoTest has the go command measure a small module, and compares with the percentage that it prints. The
// module has what tools get wrong: a function literal at package level, a package without tests, blocks that several
// test binaries report, and an empty clause.
func TestAgreesWithGoTest(t *testing.T) {
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("there is no go command")
	}
	for name, args := range map[string][]string{
		"set":      {"-covermode=set", "./cart"},
		"atomic":   {"-covermode=atomic", "./cart"},
		"coverpkg": {"-covermode=count", "-coverpkg=./...", "./cart"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "gomodule"))); err != nil {
				t.Fatal(err)
			}
			for _, f := range []string{"go.mod", "cart/cart.go", "cart/cart_test.go", "tax/tax.go"} {
				if err := os.Rename(filepath.Join(dir, f+".txt"), filepath.Join(dir, f)); err != nil {
					t.Fatal(err)
				}
			}
			cmd := exec.Command(goTool, append([]string{"test", "-count=1", "-coverprofile=cover.out"}, args...)...)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			m := regexp.MustCompile(`coverage: (\d+\.\d)% of statements`).FindSubmatch(out)
			if m == nil {
				t.Fatalf("go test printed no coverage:\n%s", out)
			}
			tree := openTree(t, dir)
			files, err := tree.Walk(".")
			if err != nil {
				t.Fatal(err)
			}
			found := Find(tree, files)
			if len(found.Units) != 1 {
				t.Fatalf("found %v", found)
			}
			model := readModel(t, tree, found.Units[0].Files...)
			total := model.Totals["statement"]
			if got := fmt.Sprintf("%.1f", 100*float64(total.Covered)/float64(total.Total)); got != string(m[1]) {
				t.Errorf("%d/%d is %s %%, go test says %s %%", total.Covered, total.Total, got, m[1])
			}
			if r := model.Reports[0]; r.MatchedFiles != r.Files || model.Headline != "statement" {
				t.Errorf("%d of %d files are matched; the headline is %s", r.MatchedFiles, r.Files, model.Headline)
			}
		})
	}
}
