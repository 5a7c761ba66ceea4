package bench_test

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/bdma-dev/bdma/internal/bench"
)

// coverageBudgets are what a run may cost, by the report.
var coverageBudgets = map[string]string{
	"LCOV, lines":                  "1 s CPU, 200 MiB",
	"LCOV, functions and branches": "1 s CPU, 200 MiB",
	"Cobertura":                    "1 s CPU, 200 MiB",
	"JaCoCo":                       "1 s CPU, 200 MiB",
}

// TestBudgetsOfCoverage prints what a whole run costs on large coverage reports, beside what the tools that read the same take
// where they are installed, and how the cost grows from 1 MB to 1,000 MB. What it prints of memory is no less than what this
// process has, see [TestBudgets].
func TestBudgetsOfCoverage(t *testing.T) {
	if *binary == "" {
		t.Skip("measures only with -bench-bdma, as \"make bench\" calls it")
	}
	dir := t.TempDir()
	write := func(r bench.Report, mb int) string {
		file := filepath.Join(dir, r.Name)
		f, err := os.Create(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := r.Write(f, mb*1_000_000); err != nil {
			t.Fatal(err)
		}
		return file
	}
	t.Logf("%-30s %6s %-20s %8s %8s %10s %10s   %s", "report", "MB", "program", "wall", "CPU", "MB per s", "peak RSS", "budget")
	debug.FreeOSMemory()
	show := func(r bench.Report, mb, runs int, program, budget string, args ...string) {
		var walls, cpus []time.Duration
		var rss int64
		for range runs {
			cmd := exec.Command(args[0], args[1:]...)
			cmd.Dir = dir
			var stderr bytes.Buffer
			cmd.Stdout, cmd.Stderr = io.Discard, &stderr
			started := time.Now()
			err := cmd.Run()
			walls = append(walls, time.Since(started))
			if code := cmd.ProcessState.ExitCode(); err != nil && (code != 1 || program != "bdma") {
				t.Logf("%s ended with %v: %.300s", program, err, &stderr)
				return
			}
			cpus = append(cpus, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
			if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
				rss = max(rss, usage.Maxrss)
			}
		}
		slices.Sort(walls)
		slices.Sort(cpus)
		wall, cpu := walls[runs/2], cpus[runs/2]
		t.Logf("%-30s %6d %-20s %8s %8s %10.0f %6d MiB   %s", r.What, mb, program, wall.Round(time.Millisecond), cpu.Round(time.Millisecond),
			float64(mb)/cpu.Seconds(), rss>>10, budget)
	}
	// The profile's source files are looked for by go tool cover, and by nothing else.
	sources := func() {
		if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/shop\n\ngo 1.22\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range bench.Reports {
		mb := 100
		if strings.HasPrefix(r.What, "Go") {
			mb = 50
			sources()
		}
		file := write(r, mb)
		show(r, mb, 5, "bdma", coverageBudgets[r.What], *binary, "lint", file, "--report", "json="+os.DevNull)
		if path, err := exec.LookPath("lcov"); err == nil && r.Name == "lcov.info" {
			show(r, mb, 1, "lcov --summary", "", path, "--summary", file, "--rc", "lcov_branch_coverage=1")
		}
		if path, err := exec.LookPath("go"); err == nil && r.Name == "coverage.out" {
			writeSources(t, dir, file)
			show(r, mb, 1, "go tool cover -func", "", path, "tool", "cover", "-func", file)
		}
		os.Remove(file)
	}
	for _, r := range bench.Reports {
		for _, mb := range []int{1, 10, 100, 1000} {
			file := write(r, mb)
			show(r, mb, 1, "bdma", "linear", *binary, "lint", file, "--report", "json="+os.DevNull)
			os.Remove(file)
		}
	}
}

// writeSources writes the source files of a profile, which go tool cover parses: empty ones, of a module that it finds.
func writeSources(t *testing.T, dir, profile string) {
	t.Helper()
	data, err := os.ReadFile(profile)
	if err != nil {
		t.Fatal(err)
	}
	last := ""
	for line := range strings.Lines(string(data)) {
		name, _, ok := strings.Cut(strings.TrimPrefix(line, "example.com/shop/"), ":")
		if !ok || name == last || name == "mode" {
			continue
		}
		last = name
		file := filepath.Join(dir, filepath.FromSlash(name))
		if _, err := os.Stat(file); err == nil {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("package service\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	debug.FreeOSMemory()
}
