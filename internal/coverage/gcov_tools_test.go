package coverage

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// gcovRun builds and runs testdata/native/cart.cpp with coverage, and returns the folder.
func gcovRun(t *testing.T) string {
	t.Helper()
	for _, tool := range []string{"g++", "gcov"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("no " + tool)
		}
	}
	dir := t.TempDir()
	for _, name := range []string{"cart.cpp", "cart.h"} {
		data, err := os.ReadFile("testdata/native/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run(t, dir, "g++", "--coverage", "-O0", "-o", "cart", "cart.cpp")
	run(t, dir, "./cart")
	return dir
}

func run(t *testing.T, dir, program string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil && !strings.HasPrefix(program, "./") {
		t.Skip("no " + program)
	}
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v", program, strings.Join(args, " "), err)
	}
	return string(out)
}

// talliesOf are the counts of the source files in the folder, whatever the reports say of the compiler's own headers.
func talliesOf(t *testing.T, dir string, m metric, pattern string) map[string]tally {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no %s: %v", pattern, err)
	}
	var names []string
	for _, p := range paths {
		names = append(names, filepath.Base(p))
	}
	slices.Sort(names)
	b := newBuilder(openTree(t, dir))
	for _, parts := range inParts(names) {
		b.addParts(parts)
	}
	model := b.finish()
	for _, p := range model.Problems {
		t.Fatal(p.Message)
	}
	if len(model.Reports) != 1 {
		t.Errorf("%s are %d reports", pattern, len(model.Reports))
	}
	out := map[string]tally{}
	for _, f := range model.Files {
		if f.Matched {
			out[f.Path] = tally{f.Metrics[m.String()].Covered, f.Metrics[m.String()].Total}
		}
	}
	return out
}

var gcovSummary = regexp.MustCompile(`File '(cart\.\w+)'\nLines executed:([\d.]+)% of (\d+)`)

// What gcov says of lines in its own summary is what its text, its JSON and an LCOV report made of it hold.
func TestGcovAgreesWithItself(t *testing.T) {
	dir := gcovRun(t)
	want := map[string]tally{}
	notes, _ := filepath.Glob(filepath.Join(dir, "*.gcno"))
	note := filepath.Base(notes[0])
	for _, m := range gcovSummary.FindAllStringSubmatch(run(t, dir, "gcov", "-b", "-c", note), -1) {
		percent, _ := strconv.ParseFloat(m[2], 64)
		total, _ := strconv.Atoi(m[3])
		want[m[1]] = tally{int(percent*float64(total)/100 + 0.5), total}
	}
	if len(want) != 2 {
		t.Fatalf("gcov speaks of %v", slices.Collect(maps.Keys(want)))
	}
	t.Run("text", func(t *testing.T) {
		if d := cmp.Diff(want, talliesOf(t, dir, line, "*.gcov"), cmp.AllowUnexported(tally{})); d != "" {
			t.Error(d)
		}
	})
	t.Run("JSON", func(t *testing.T) {
		run(t, dir, "gcov", "--json-format", "-b", note)
		if d := cmp.Diff(want, talliesOf(t, dir, line, "*.gcov.json.gz"), cmp.AllowUnexported(tally{})); d != "" {
			t.Error(d)
		}
	})
	t.Run("lcov", func(t *testing.T) {
		args := []string{"-q", "-c", "-d", ".", "-o", "lcov.info"}
		if strings.Contains(run(t, dir, "lcov", "--version"), "version 1.") {
			args = append(args, "--rc", "lcov_branch_coverage=1")
		} else {
			args = append(args, "--branch-coverage", "--ignore-errors", "inconsistent,mismatch,unused,empty")
		}
		run(t, dir, "lcov", args...)
		if d := cmp.Diff(want, talliesOf(t, dir, line, "lcov.info"), cmp.AllowUnexported(tally{})); d != "" {
			t.Error(d)
		}
		if d := cmp.Diff(talliesOf(t, dir, branch, "lcov.info"), talliesOf(t, dir, branch, "*.gcov.json.gz"), cmp.AllowUnexported(tally{})); d != "" {
			t.Error("branches: " + d)
		}
	})
}

// What gcovr counts in its summary is what its JSON and its Coveralls report hold. Functions differ: gcovr counts every
// instance of a template.
func TestGcovrAgreesWithItself(t *testing.T) {
	dir := gcovRun(t)
	run(t, dir, "gcovr", "--json", "all.json", "-r", ".")
	run(t, dir, "gcovr", "--json-summary", "summary.json", "-r", ".")
	run(t, dir, "gcovr", "--coveralls", "coveralls.json", "-r", ".")
	for _, m := range []metric{line, branch} {
		want := talliesOf(t, dir, m, "summary.json")
		if d := cmp.Diff(want, talliesOf(t, dir, m, "all.json"), cmp.AllowUnexported(tally{})); d != "" {
			t.Errorf("%s: %s", m, d)
		}
	}
	if d := cmp.Diff(talliesOf(t, dir, line, "summary.json"), talliesOf(t, dir, line, "coveralls.json"), cmp.AllowUnexported(tally{})); d != "" {
		t.Error(d)
	}
	var stated struct {
		Covered int `json:"line_covered"`
		Total   int `json:"line_total"`
	}
	data, err := os.ReadFile(filepath.Join(dir, "summary.json"))
	if err == nil {
		err = json.Unmarshal(data, &stated)
	}
	if err != nil {
		t.Fatal(err)
	}
	var sum tally
	for _, n := range talliesOf(t, dir, line, "all.json") {
		sum.add(n)
	}
	if want := (tally{stated.Covered, stated.Total}); sum != want {
		t.Errorf("lines: %v, and gcovr says %v", sum, want)
	}
}
