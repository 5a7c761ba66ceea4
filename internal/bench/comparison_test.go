package bench_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"github.com/bdma-dev/bdma/internal/bench"
	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/policies"
)

// writeFiles puts files below a folder.
func writeFiles(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// repository makes a git repository of a comparison, with the change in the working tree.
func repository(t *testing.T, c bench.Comparison) string {
	t.Helper()
	dir := t.TempDir()
	writeFiles(t, dir, c.Before)
	for _, args := range [][]string{
		{"init", "-q", "-b", "main"}, {"add", "."}, {"-c", "user.name=Ada", "-c", "user.email=ada@shop.example", "commit", "-q", "-m", "first"},
	} {
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	writeFiles(t, dir, c.After)
	return dir
}

// TestBudgetsOfComparisons prints what a run costs that compares with a base in which little is different, beside one that does
// not, with the processes of git that it starts: on all processors and on one.
func TestBudgetsOfComparisons(t *testing.T) {
	if *binary == "" {
		t.Skip("measures only with -bench-bdma, as \"make bench\" calls it")
	}
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	t.Logf("%-38s %6s %9s %9s %7s   %s", "change", "procs", "alone", "compared", "ratio", "budget")
	for _, c := range bench.Comparisons() {
		dir := repository(t, c)
		for _, procs := range []string{"", "1"} {
			once := func(args ...string) time.Duration {
				cmd := exec.Command(*binary, append([]string{"lint", "--report", "json=" + os.DevNull}, args...)...)
				cmd.Dir = dir
				if procs != "" {
					cmd.Env = append(os.Environ(), "GOMAXPROCS="+procs)
				}
				var stderr bytes.Buffer
				cmd.Stderr = &stderr
				if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != 1 {
					t.Fatalf("%v: %v\n%s", args, err, &stderr)
				}
				return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
			}
			// In turns, so that both see the same weather.
			var alone, compared []time.Duration
			for range 9 {
				alone, compared = append(alone, once()), append(compared, once("--base", "HEAD"))
			}
			slices.Sort(alone)
			slices.Sort(compared)
			name := procs
			if name == "" {
				name = "all"
			}
			t.Logf("%-38s %6s %9s %9s %7.2f   %s", c.What, name, alone[4].Round(time.Millisecond), compared[4].Round(time.Millisecond),
				float64(compared[4])/float64(alone[4]), "1.3")
		}
	}
}

// comparisonOptions returns a run of the tree after a change, and what it is to be compared with.
func comparisonOptions(t testing.TB, c bench.Comparison) lint.Options {
	t.Helper()
	before, after := make(fstest.MapFS), make(fstest.MapFS)
	base := &source.Base{Name: "main", Touched: &source.Touched{}}
	for name, text := range c.Before {
		file := &fstest.MapFile{Data: []byte(text)}
		before[name], after[name] = file, file
	}
	for name, text := range c.After {
		if _, ok := c.Before[name]; ok {
			base.Touched.Edited = append(base.Touched.Edited, name)
		} else {
			base.Touched.Moved = append(base.Touched.Moved, name)
		}
		after[name] = &fstest.MapFile{Data: []byte(text)}
	}
	base.Fork = source.FromFS(before)
	base.Tip = base.Fork
	return lint.Options{Tree: source.FromFS(after), Base: base, Compare: true}
}

func BenchmarkComparison(b *testing.B) {
	set, err := policy.Load(policy.Folder{FS: policies.FS, Name: "policies"})
	if err != nil {
		b.Fatal(err)
	}
	sel, err := config.Default().Resolve(set, config.Flags{})
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range bench.Comparisons() {
		opt := comparisonOptions(b, c)
		for _, compare := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s/compared=%v", c.What, compare), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					o := opt
					if !compare {
						o.Base, o.Compare = nil, false
					}
					if _, err := lint.Run(b.Context(), sel, o); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// TestComparisonJudgesOnce holds that a comparison judges of the base what the change touches, and nothing else, and bounds what it
// allocates, by how much more than a run that compares with nothing: what was measured, and a little more.
func TestComparisonJudgesOnce(t *testing.T) {
	want := map[string]struct {
		rejudged []string
		ratio    float64
	}{
		"one document of 50 edited":            {[]string{"services/s07/openapi.yaml"}, 1.2},
		"one migration added to 2,000":         {[]string{"db/migrations"}, 1.4},
		"one place of 1,000 operations edited": {[]string{"openapi.yaml"}, 2.6},
	}
	set, err := policy.Load(policy.Folder{FS: policies.FS, Name: "policies"})
	if err != nil {
		t.Fatal(err)
	}
	sel, err := config.Default().Resolve(set, config.Flags{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range bench.Comparisons() {
		t.Run(c.What, func(t *testing.T) {
			opt := comparisonOptions(t, c)
			result, err := lint.Run(t.Context(), sel, opt)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(result.Rejudged, want[c.What].rejudged) {
				t.Errorf("of the base %v are judged, want %v", result.Rejudged, want[c.What].rejudged)
			}
			if raceDetector {
				return // which allocates of its own
			}
			allocations := func(opt lint.Options) float64 {
				return testing.AllocsPerRun(1, func() {
					if _, err := lint.Run(t.Context(), sel, opt); err != nil {
						t.Fatal(err)
					}
				})
			}
			alone := opt
			alone.Base, alone.Compare = nil, false
			ratio := allocations(opt) / allocations(alone)
			t.Logf("%.2f times the allocations", ratio)
			if ratio > want[c.What].ratio {
				t.Errorf("a comparison allocates %.2f times what a run alone does, above %.2f", ratio, want[c.What].ratio)
			}
		})
	}
}
