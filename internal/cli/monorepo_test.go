package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/cli"
)

// services is how many the generated monorepo has; BDMA_SERVICES=300 makes it one worth measuring.
const services = 30

// writeMonorepo writes a repository of services: each has an API and a history of migrations, every third a coverage report, every fifth
// a bdma.yaml that extends the one at the top, and every fiftieth one that stands alone.
func writeMonorepo(t testing.TB, root string, n int) {
	t.Helper()
	write := func(name, text string) {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("bdma.yaml", `version: 1
extends: [bdma:recommended@1]
rules:
  coverage/total: {options: {minimum: 50}}
suppressions:
  - {rule: rest/operation-id, paths: ["services/s001/**", "services/s002/**"], reason: their clients are written by hand}
  - {rule: rest/operation-id, paths: ["services/nowhere/**"], reason: nobody knows}
`)
	var owners strings.Builder
	for i := range n {
		dir := fmt.Sprintf("services/s%03d/", i)
		fmt.Fprintf(&owners, "/%s @team-%d\n", dir, i%12)
		var b strings.Builder
		fmt.Fprintf(&b, "openapi: 3.1.0\ninfo: {title: Service %d, version: 1.0.0}\nservers: [{url: https://example.com}]\npaths:\n", i)
		for k := range 12 {
			id := fmt.Sprintf("operationId: get%d_%d, ", i, k)
			if k == i%12 {
				id = ""
			}
			fmt.Fprintf(&b, "  /things_%d/{id}:\n    parameters: [{name: id, in: path, required: true, schema: {type: string, maxLength: 36}}]\n    get: {%ssummary: A thing, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}}\n", k, id)
		}
		b.WriteString("components:\n  schemas:\n    Thing:\n      type: object\n      properties:\n")
		for k := range 20 {
			fmt.Fprintf(&b, "        field_%d: {type: string, description: 'the field %d'}\n", k, k)
		}
		write(dir+"api/openapi.yaml", b.String())
		for k := range 5 {
			sql := fmt.Sprintf("CREATE TABLE things_%d (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, at timestamp);\n", k)
			if k > 2 {
				sql = fmt.Sprintf("CREATE INDEX things_%d_name ON things_%d (name);\n", k, k-3)
			}
			write(fmt.Sprintf("%sdb/migrations/%04d_step.up.sql", dir, k+1), sql)
			write(fmt.Sprintf("%sdb/migrations/%04d_step.down.sql", dir, k+1), "SELECT 1;\n")
		}
		switch {
		case i%50 == 7:
			write(dir+"bdma.yaml", "version: 1\nextends: [bdma:strict@1]\nfail-on: never\n")
		case i%5 == 0:
			write(dir+"bdma.yaml", fmt.Sprintf("version: 1\nextends: ../../bdma.yaml\nrules: {coverage/total: {options: {minimum: %d}}}\n", 60+i%4*10))
		}
		if i%3 == 0 {
			write(dir+"main.go", "package main\n\nfunc main() {\n\tprintln(1)\n\tprintln(2)\n}\n")
			write(dir+"coverage.lcov", "SF:main.go\nDA:3,1\nDA:4,1\nDA:5,0\nend_of_record\n")
		}
	}
	write("CODEOWNERS", owners.String())
}

// verdict is what reports on the same files have in common, whoever made them.
type verdict struct {
	Summary  map[string]any
	Findings []any
	Base     any
	Suppressed,
	Skipped []any
	Coverage any
}

func bdma(t testing.TB, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = cli.Main(args, strings.NewReader(""), &out, &err)
	return code, out.String(), err.String()
}

func read(t testing.TB, text string) verdict {
	t.Helper()
	var v verdict
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v in %.200s", err, text)
	}
	return v
}

// timed runs bdma and says what it took.
func timed(t testing.TB, what string, args ...string) (int, string) {
	t.Helper()
	begun, before := time.Now(), used()
	code, stdout, stderr := bdma(t, args...)
	t.Logf("%-24s %7.2f s by the clock, %7.2f s of processor, exit %d", what, time.Since(begun).Seconds(), (used() - before).Seconds(), code)
	if code == cli.ExitFailed {
		t.Fatal(stderr)
	}
	return code, stdout
}

func used() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// One run over a monorepo, the same run in four parts, and runs compared with a base find the same.
func TestMonorepo(t *testing.T) {
	n := services
	if text := os.Getenv("BDMA_SERVICES"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	writeMonorepo(t, dir, n)
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Skipf("git %v: %v\n%s", args, err, out)
		}
	}
	git("init", "-q")
	git("add", "-A")
	git("commit", "-qm", "first")
	t.Chdir(dir)

	inParts := func(what string, flags ...string) (int, string) {
		t.Helper()
		var files []string
		for i := range 4 {
			file := filepath.Join(t.TempDir(), fmt.Sprintf("%d.json", i+1))
			files = append(files, file)
			timed(t, fmt.Sprintf("%s, part %d of 4", what, i+1), append([]string{"lint", "--shard", fmt.Sprintf("%d/4", i+1), "--report", "json=" + file}, flags...)...)
		}
		return timed(t, what+", merged", append([]string{"merge", "--report", "json"}, files...)...)
	}
	same := func(what string, flags ...string) verdict {
		t.Helper()
		code, whole := timed(t, what, append([]string{"lint", "--report", "json"}, flags...)...)
		again, merged := inParts(what, flags...)
		if code != again {
			t.Errorf("%s: exit code %d in one run, %d in parts", what, code, again)
		}
		want, got := read(t, whole), read(t, merged)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: the parts find something else (-one run +parts):\n%.4000s", what, diff)
		}
		if len(want.Findings) == 0 {
			t.Errorf("%s: nothing was found", what)
		}
		return want
	}

	all := same("all")
	alone := 0
	_, text, _ := bdma(t, "lint", "--report", "json", "services/s005")
	if one := read(t, text); len(one.Findings) > 0 {
		for _, f := range all.Findings {
			if strings.HasPrefix(f.(map[string]any)["file"].(string), "services/s005/") {
				alone++
			}
		}
		if alone != len(one.Findings) {
			t.Errorf("services/s005 alone has %d findings, and %d among all", len(one.Findings), alone)
		}
	} else {
		t.Error("nothing was found in services/s005")
	}

	for _, i := range []int{3, 10, 20} {
		file := fmt.Sprintf("services/s%03d/api/openapi.yaml", i)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		data = append(data, "    other_thing: {type: object, properties: {id: {type: integer}}}\n"...)
		if err := os.WriteFile(file, bytes.Replace(data, []byte("/things_3/"), []byte("/Things_3/"), 1), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(fmt.Sprintf("services/s%03d/db/migrations/0006_drop.up.sql", i), []byte("ALTER TABLE things_0 DROP COLUMN name;\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	change := same("three services touched", "--base", "HEAD")
	git("mv", "services/s004", "services/t004")
	same("one moved too", "--base", "HEAD")
	for _, f := range change.Findings {
		f := f.(map[string]any)
		if file := f["file"].(string); !strings.Contains(file, "s003/") && !strings.Contains(file, "s010/") && !strings.Contains(file, "s020/") && f["kind"] == "openapi" {
			t.Errorf("the change brings nothing to %s: %v", file, f["message"])
		}
	}
}
