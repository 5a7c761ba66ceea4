package bench_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/bdma-dev/bdma/internal/bench"
	"github.com/bdma-dev/bdma/internal/cli"
	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/policies"
)

var binary = flag.String("bench-bdma", "", "the binary whose runs TestBudgets measures")

// corpus returns the folder of public files that some measurements read, or "".
func corpus() string {
	if dir := os.Getenv("BDMA_CORPUS"); dir != "" {
		return dir
	}
	dir := filepath.Join("..", "..", "..", "shared", "corpus")
	if _, err := os.Stat(dir); err != nil {
		return ""
	}
	return dir
}

// TestBudgets runs the binary five times on each input and prints what it cost, the median and for memory the most, beside
// what it may cost. Times vary with the machine, so they are reported and never judged.
//
// Linux counts the memory of the parent at the time of the fork as the child's too (exec_mmap keeps the old high water
// mark), so that no peak can be below that of this test.
func TestBudgets(t *testing.T) {
	if *binary == "" {
		t.Skip("measures only with -bench-bdma, as \"make bench\" calls it")
	}
	dir := t.TempDir()
	write := func(name string, fill func(io.Writer) error) string {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		f, err := os.Create(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := fill(f); err != nil {
			t.Fatal(err)
		}
		return file
	}
	text := func(s string) func(io.Writer) error {
		return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
	}
	small := write("small/openapi.yaml", text(bench.SmallSpec))
	thousand := write("thousand/openapi.yaml", func(w io.Writer) error { return bench.WriteSpec(w, 1000) })
	large := write("large/openapi.json", func(w io.Writer) error { return bench.WriteLargeSpec(w, 1000, true) })
	minified := write("minified/openapi.json", func(w io.Writer) error { return bench.WriteLargeSpec(w, 1000, false) })
	lcov := write("lcov/lcov.info", func(w io.Writer) error { return bench.WriteLCOV(w, 100<<20) })
	set, err := policy.Load(policy.Folder{FS: policies.FS, Name: "policies"})
	if err != nil {
		t.Fatal(err)
	}
	ids := set.IDs() // naming a rule switches it on
	type run struct {
		what, budget string
		args         []string
		// recommended says that the run is with the rules that are on by default, instead of all of them.
		recommended bool
	}
	runs := []run{
		{"version (empty run)", "", []string{"version"}, false},
		{"one small document", "40 ms CPU, 40 MiB", []string{"lint", small}, false},
		{"1,000 operations, generated", "300 ms CPU after parsing, 80 MiB", []string{"lint", thousand}, false},
		{"13 MB JSON, 1,000 operations", "2.5 s CPU, 450 MiB", []string{"lint", large}, true},
		{"the same, minified", "no more than indented", []string{"lint", minified}, true},
		{"the same, all rules", "", []string{"lint", large}, false},
	}
	for _, n := range []int{100, 300, 1000, 3000, 10_000} {
		file := write(fmt.Sprintf("curve/%d/openapi.yaml", n), func(w io.Writer) error { return bench.WriteSpec(w, n) })
		runs = append(runs, run{fmt.Sprintf("%d operations, YAML", n), "linear", []string{"lint", file}, true})
	}
	if c := corpus(); c != "" {
		runs = append(runs,
			run{"petstore, 23 KB YAML", "40 ms CPU, 40 MiB", []string{"lint", filepath.Join(c, "openapi/petstore/openapi.yaml")}, true},
			run{"Stripe, 4.2 MB YAML", "1.2 s CPU, 250 MiB", []string{"lint", filepath.Join(c, "openapi/stripe/spec3.yaml")}, true},
			run{"Stripe, all rules", "1.5 s CPU, 300 MiB", []string{"lint", filepath.Join(c, "openapi/stripe/spec3.yaml")}, false},
			run{"Datadog v2, 4.2 MB YAML", "1.5 s CPU, 300 MiB", []string{"lint", filepath.Join(c, "openapi/datadog/v2.openapi.yaml")}, false},
			run{"DigitalOcean, 2,907 files", "2 s CPU", []string{"lint", filepath.Join(c, "openapi/digitalocean-multi")}, true},
			run{"all SQL of the corpus", "2.5 s CPU, 150 MiB", []string{"lint", "--kind", "migration", filepath.Join(c, "sql")}, false},
		)
	} else {
		t.Log("the corpus of public files is absent: its rows are left out")
	}
	runs = append(runs, run{"LCOV, 100 MiB, generated", "1 s CPU, 200 MiB", []string{"lint", lcov}, false})
	t.Logf("%-30s %9s %9s %10s %12s   %s", "input", "wall", "CPU", "peak RSS", "allocations", "budget")
	debug.FreeOSMemory()
	for _, r := range runs {
		if r.args[0] == "lint" {
			if !r.recommended {
				r.args = append(r.args, "--only", strings.Join(ids, ","))
			}
			r.args = append(r.args, "--report", "json="+os.DevNull)
		}
		var walls, cpus []time.Duration
		var rss int64
		for range 5 {
			cmd := exec.Command(*binary, r.args...)
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			started := time.Now()
			err := cmd.Run()
			walls = append(walls, time.Since(started))
			if code := cmd.ProcessState.ExitCode(); err != nil && code != 1 {
				t.Fatalf("%v: %v\n%s", r.args, err, &stderr)
			}
			cpus = append(cpus, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
			if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
				rss = max(rss, usage.Maxrss)
			}
		}
		slices.Sort(walls)
		slices.Sort(cpus)
		t.Logf("%-30s %9s %9s %6d MiB %12s   %s", r.what, walls[2].Round(time.Millisecond), cpus[2].Round(time.Millisecond), rss>>10, allocationsOf(t, r.args), r.budget)
	}
}

// counted is set in the process that [allocationsOf] starts: the arguments whose run it counts, a line each.
const counted = "BDMA_BENCH_ARGS"

// allocationsOf returns the number of allocations of a run. It is counted in a process of its own, so that this one stays
// small.
func allocationsOf(t *testing.T, args []string) string {
	cmd := exec.Command(os.Args[0], "-test.run=^TestCountAllocations$", "-test.v")
	cmd.Env = append(os.Environ(), counted+"="+strings.Join(args, "\n"))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	_, rest, _ := strings.Cut(string(out), "allocations: ")
	n, _, _ := strings.Cut(rest, "\n")
	return n
}

func TestCountAllocations(t *testing.T) {
	args := os.Getenv(counted)
	if args == "" {
		t.Skip("counts only when TestBudgets asks it to")
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	cli.Main(strings.Split(args, "\n"), nil, io.Discard, io.Discard)
	runtime.ReadMemStats(&after)
	t.Logf("allocations: %d", after.Mallocs-before.Mallocs)
}

func tree(t testing.TB, files map[string]func(io.Writer) error) *source.Tree {
	t.Helper()
	fsys := make(fstest.MapFS)
	for name, fill := range files {
		var buf bytes.Buffer
		if err := fill(&buf); err != nil {
			t.Fatal(err)
		}
		fsys[name] = &fstest.MapFile{Data: buf.Bytes()}
	}
	return source.FromFS(fsys)
}

func inputs(t testing.TB) map[string]*source.Tree {
	text := func(s string) func(io.Writer) error {
		return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
	}
	migrations := make(map[string]func(io.Writer) error)
	for name, sql := range bench.Migrations(500) {
		migrations["migrations/"+name] = text(sql)
	}
	return map[string]*source.Tree{
		"small":      tree(t, map[string]func(io.Writer) error{"openapi.yaml": text(bench.SmallSpec)}),
		"operations": tree(t, map[string]func(io.Writer) error{"openapi.yaml": func(w io.Writer) error { return bench.WriteSpec(w, 1000) }}),
		"examples":   tree(t, map[string]func(io.Writer) error{"openapi.json": func(w io.Writer) error { return bench.WriteLargeSpec(w, 100, true) }}),
		"migrations": tree(t, migrations),
		"lcov":       tree(t, map[string]func(io.Writer) error{"lcov.info": func(w io.Writer) error { return bench.WriteLCOV(w, 1<<20) }}),
	}
}

// lintWith is a whole run without its report: the rules are loaded, compiled and evaluated. With every rule it says what
// another rule costs, with those that are on by default what people pay.
func lintWith(ctx context.Context, tree *source.Tree, every bool) error {
	var flags config.Flags
	folder := policy.Folder{FS: policies.FS, Name: "policies"}
	if every {
		set, err := policy.Load(folder)
		if err != nil {
			return err
		}
		flags.Severity = severities(set)
	}
	set, err := policy.LoadWanted(config.Default().MayNeed(flags), folder)
	if err != nil {
		return err
	}
	sel, err := config.Default().Resolve(set, flags)
	if err != nil {
		return err
	}
	_, err = lint.Run(ctx, sel, lint.Options{Tree: tree})
	return err
}

// severities switches every rule on.
func severities(set *policy.Set) []string {
	var flags []string
	for _, r := range set.Rules() {
		flags = append(flags, fmt.Sprintf("%s=%s", r.ID, r.Severity))
	}
	return flags
}

// ceilings are allocations per run: what was measured, and a tenth more. Lower them when a change saves some; raise one
// only with a reason in the commit. The runs are with the rules that are on by default, so that a new rule that is off does
// not count, but for one.
var ceilings = map[string]float64{
	"small":                 118_000,
	"operations":            1_033_000,
	"operations, all rules": 2_223_000,
	"examples":              330_000,
	"migrations":            337_000,
	"lcov":                  89_000,
}

// raceDetector says that the test was built with the race detector, which allocates of its own.
var raceDetector bool

func TestAllocations(t *testing.T) {
	if raceDetector {
		t.Skip("allocations are counted without the race detector")
	}
	trees := inputs(t)
	for name, ceiling := range ceilings {
		t.Run(name, func(t *testing.T) {
			input, _, every := strings.Cut(name, ", all rules")
			got := testing.AllocsPerRun(3, func() {
				if err := lintWith(t.Context(), trees[input], every); err != nil {
					t.Fatal(err)
				}
			})
			t.Logf("%s: %.0f allocations", name, got)
			if got > ceiling {
				t.Errorf("%s: %.0f allocations a run, above the ceiling of %.0f", name, got, ceiling)
			}
		})
	}
}

func BenchmarkLint(b *testing.B) {
	for name, tree := range inputs(b) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := lintWith(b.Context(), tree, false); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
