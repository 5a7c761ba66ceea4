package bench_test

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/bdma-dev/bdma/internal/cli"
)

// shapes are scripts that crash, hang or exhaust PostgreSQL's parser or its readers, by their size.
var shapes = map[string]func(n int) string{
	"parens":             nested("SELECT ", "(", "1", ")"),
	"parens_unclosed":    nested("SELECT ", "(", "", ""),
	"plus":               chain("SELECT 1", "+1"),
	"and":                chain("SELECT 1 WHERE a=1", " AND a=1"),
	"or_mixed":           chain("SELECT 1 WHERE a=1", " OR NOT a=1"),
	"not":                nested("SELECT ", "NOT ", "true", ""),
	"minus":              nested("SELECT ", "- ", "1", ""),
	"subselect":          nested("SELECT ", "(SELECT ", "1", ")"),
	"from_sub":           nested("", "SELECT * FROM (", "SELECT 1", ") x"),
	"case":               nested("SELECT ", "CASE WHEN a THEN ", "1", " END"),
	"array":              nested("SELECT ", "ARRAY[", "1", "]"),
	"func":               nested("SELECT ", "f(", "1", ")"),
	"cast":               chain("SELECT 1", "::int"),
	"union":              chain("SELECT 1", " UNION SELECT 1"),
	"concat":             chain("SELECT 'a'", "||'a'"),
	"join":               chain("SELECT * FROM a", " JOIN b ON true"),
	"cte":                nested("", "WITH x AS (", "SELECT 1", ") SELECT 1"),
	"comment_nest":       nested("", "/*", "", "*/"),
	"comment_unclosed":   nested("", "/*", "", ""),
	"explain":            nested("", "EXPLAIN ", "SELECT 1", ""),
	"prepare":            nested("", "PREPARE x AS ", "SELECT 1", ""),
	"semis":              chain("", ";"),
	"stmts":              chain("", "SELECT 1;"),
	"cols":               numbered("CREATE TABLE t (a int", ", c%d int", ")"),
	"insert_rows":        chain("INSERT INTO t VALUES (1)", ", (1)"),
	"in_list":            chain("SELECT 1 IN (1", ",1", ")"),
	"biglit":             chain("SELECT '", "x", "'"),
	"bigident":           chain("SELECT a", "a"),
	"dollar_unclosed":    chain("SELECT $$", "x"),
	"alter_cmds":         numbered("ALTER TABLE t ADD COLUMN a int", ", ADD COLUMN c%d int", ""),
	"nested_type":        chain("CREATE TABLE t (a int", "[]", ")"),
	"dots":               chain("SELECT a", ".a"),
	"create_schema_nest": chain("CREATE SCHEMA s", " CREATE TABLE t (a int)"),
	"rule":               chain("CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1", ";SELECT 1", ")"),
	"do_blocks":          numbered("", "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 't%d') THEN CREATE TABLE t%[1]d (a int); END IF; END $$;\n", ""),
	"do_nested":          nested("DO $$ BEGIN ", "IF a THEN ", "NULL;", " END IF;", " END $$"),
	"do_branches":        chain("DO $$ BEGIN IF a THEN DELETE FROM t; ", "ELSIF b THEN DELETE FROM t; ", "END IF; END $$"),
	"do_statements":      chain("DO $$ BEGIN ", "DELETE FROM t; ", "END $$"),
	"do_variables":       numbered("DO $$ DECLARE ", "v%d int; ", "BEGIN END $$"),
	"do_executes":        chain("DO $$ BEGIN ", "EXECUTE 'DROP TABLE ' || x; ", "END $$"),
	"nul":                func(int) string { return "SELECT 1;\x00 DROP TABLE t;" },
	"badutf8":            func(int) string { return "SELECT '\xff\xfe';" },
	"functions":          numbered("", "CREATE FUNCTION f%d(a text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE a; END $$;\n", ""),
}

func nested(start, open, middle, closing string, end ...string) func(int) string {
	return func(n int) string {
		return start + strings.Repeat(open, n) + middle + strings.Repeat(closing, n) + strings.Join(end, "")
	}
}

func chain(start, link string, end ...string) func(int) string {
	return nested(start, link, "", "", end...)
}

func numbered(start, format, end string) func(int) string {
	return func(n int) string {
		var b strings.Builder
		b.WriteString(start)
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String() + end
	}
}

// hostileBinary lints in place of the test's own binary: what is shipped is linked in another way, and has other stacks.
var hostileBinary = flag.String("hostile-bdma", "", "the binary that TestHostileSQL runs, by its absolute path, instead of itself")

// TestHostileSQL lints each shape at each size in a process of its own, whose end and memory are looked at. A script that is
// not read has to be a finding.
func TestHostileSQL(t *testing.T) {
	if shape := os.Getenv(hostileShape); shape != "" {
		name, size, _ := strings.Cut(shape, "/")
		n, _ := strconv.Atoi(size)
		if err := os.WriteFile("migrations/1_a.up.sql", []byte(shapes[name](n)), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if os.Getenv(hostileLint) != "" {
		code := cli.Main([]string{"lint", "--report", "json=report.json"}, nil, os.Stdout, os.Stderr)
		status, err := os.ReadFile("/proc/self/status")
		if err == nil {
			err = os.WriteFile("status", status, 0o644)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		os.Exit(code)
	}
	if raceDetector {
		t.Skip("memory is measured without the race detector")
	}
	if testing.Short() {
		t.Skip("starts ninety processes; -short leaves them out")
	}
	sizes := []int{100_000}
	if os.Getenv("BDMA_HOSTILE") == "all" {
		sizes = []int{1_000, 10_000, 100_000, 1_000_000}
	}
	names := make([]string, 0, len(shapes))
	for name := range shapes {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for _, n := range sizes {
			t.Run(name+"/"+strconv.Itoa(n), func(t *testing.T) { hostileProcess(t, name, n) })
		}
	}
	for _, name := range [...]string{"nul", "badutf8", "biglit"} {
		t.Run(name, func(t *testing.T) {
			if out := hostileProcess(t, name, 50_000_000); !strings.Contains(out, `"rule":"parse/error"`) {
				t.Errorf("there is no finding: %.2000s", out)
			}
		})
	}
}

// These are set in the processes that the test starts: one that writes a script of a shape and size, and one that lints the folder
// that it is in.
const (
	hostileShape = "BDMA_HOSTILE_SHAPE"
	hostileLint  = "BDMA_HOSTILE_LINT"
)

func hostileProcess(t *testing.T, name string, n int) (report string) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "migrations"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "bdma.yaml"), []byte("version: 1\nextends: [bdma:all@1]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	run := func(variable, value string) (*os.ProcessState, string) {
		cmd := exec.Command(os.Args[0], "-test.run=^TestHostileSQL$")
		if variable == hostileLint && *hostileBinary != "" {
			cmd = exec.Command(*hostileBinary, "lint", "--report", "json=report.json")
		}
		cmd.Env, cmd.Dir = append(os.Environ(), variable+"="+value), dir
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		_ = cmd.Run() // its exit code is looked at
		return cmd.ProcessState, out.String()
	}
	run(hostileShape, name+"/"+strconv.Itoa(n))
	info, err := os.Stat(filepath.Join(dir, "migrations", "1_a.up.sql"))
	if err != nil {
		t.Fatal(err)
	}
	started := time.Now()
	state, out := run(hostileLint, "1")
	took := time.Since(started)
	if code := state.ExitCode(); code != 0 && code != 1 {
		t.Fatalf("%v\n%.2000s", state, out)
	}
	// What this process holds would count as the next one's.
	f, err := os.Open(filepath.Join(dir, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	written, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	b := make([]byte, min(written.Size(), 1<<20))
	if _, err := io.ReadFull(f, b); err != nil {
		t.Fatal(err)
	}
	mib := peak(filepath.Join(dir, "status"))
	if usage, ok := state.SysUsage().(*syscall.Rusage); ok && *hostileBinary != "" {
		mib = usage.Maxrss >> 10 // with what this process holds, which is little
	}
	cpu := state.UserTime() + state.SystemTime()
	t.Logf("%8d bytes: %5d ms CPU, %5d ms, %d MiB, report of %d bytes", info.Size(), cpu.Milliseconds(), took.Milliseconds(), mib, written.Size())
	if limit := hostileMemory + 50*(info.Size()>>20); mib > limit {
		t.Errorf("took %d MiB, more than %d", mib, limit)
	}
	return string(b)
}

// peak reads a process's largest memory, in MiB, from its status (proc(5)), or returns 0. What wait4 returns begins with the memory of the
// process that started it.
func peak(status string) int64 {
	b, err := os.ReadFile(status)
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(b), "VmHWM:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	kib, _ := strconv.ParseInt(fields[0], 10, 64)
	return kib >> 10
}

// hostileMemory is what a script may take, in MiB, beside 50 MiB for each MiB of it.
const hostileMemory = 300
