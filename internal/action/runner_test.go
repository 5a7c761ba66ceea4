// Package action tests the Action: its script and action.yml, run as GitHub's runner runs them, against a server of releases and of
// GitHub's API on this machine.
package action

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/cli"
)

// root is the top of the repository.
const root = "../.."

const token = "ghs_t0ken"

// watched says that the race detector watches.
var watched bool

func TestMain(m *testing.M) {
	if os.Getenv("BDMA_TEST_MAIN") == "1" {
		os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	if watched {
		fmt.Println("the tests of the Action are skipped: the race detector has nothing to see in them")
		return
	}
	code := m.Run()
	if theShop != nil {
		os.RemoveAll(theShop.dir)
	}
	os.Exit(code)
}

// program stands in the archives of the releases for bdma: it writes down what it is given, and is bdma.
const program = `#!/bin/sh
env >"$BDMA_TEST_NOTES/environment"
printf '%s\n' "$@" >"$BDMA_TEST_NOTES/arguments"
BDMA_TEST_MAIN=1 exec "$BDMA_TEST_BINARY" "$@"
`

// action is what is read of action.yml.
type action struct {
	Inputs map[string]struct {
		Description string
		Default     string
	}
	Outputs map[string]struct {
		Description string
		Value       string
	}
	Runs struct {
		Using string
		Steps []struct {
			ID, Name, Shell, Run, Uses, If string
			Env                            map[string]string
		}
	}
}

func readAction(t testing.TB) *action {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var a action
	if err := yaml.Unmarshal(data, &a); err != nil {
		t.Fatal(err)
	}
	return &a
}

// request is one that the server was sent.
type request struct {
	method, path, authorization string
	body                        []byte
}

// github is a server of releases and of GitHub's API.
type github struct {
	*httptest.Server
	mu sync.Mutex
	// files are the releases' archives by path.
	files map[string][]byte
	// broken is how many downloads fail before one succeeds.
	broken int
	// readOnly says that the token may write nothing.
	readOnly bool
	// comments are those of the pull request: pages as the API answers with them, the newest page first.
	comments []string
	requests []request
}

func newGitHub(t *testing.T) *github {
	g := &github{files: map[string][]byte{}, comments: []string{page("")}}
	g.Server = httptest.NewServer(g)
	t.Cleanup(g.Close)
	return g
}

// page is a page of comments, the last one unless there is a cursor to the one before.
func page(cursor string, nodes ...string) string {
	return fmt.Sprintf(`{"data":{"repository":{"pullRequest":{"comments":{"pageInfo":{"hasPreviousPage":%t,"startCursor":%q},"nodes":[%s]}}}}}`, cursor != "", cursor, strings.Join(nodes, ","))
}

func node(id int, mine bool, body string) string {
	text, _ := json.Marshal(body)
	return fmt.Sprintf(`{"id":"IC_kwDO%d","viewerDidAuthor":%t,"body":%s}`, id, mine, text)
}

func (g *github) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	body, _ := io.ReadAll(r.Body)
	g.requests = append(g.requests, request{r.Method, r.URL.Path, r.Header.Get("Authorization"), body})
	switch path := r.URL.Path; {
	case strings.HasPrefix(path, "/releases/"):
		file, ok := g.files[strings.TrimPrefix(path, "/releases/")]
		switch {
		case !ok:
			http.NotFound(w, r)
		case g.broken > 0:
			g.broken--
			http.Error(w, "try again", http.StatusServiceUnavailable)
		default:
			w.Write(file)
		}
	case path == "/api/graphql":
		var q struct {
			Query     string
			Variables struct{ B, I string }
		}
		if err := json.Unmarshal(body, &q); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		if strings.HasPrefix(q.Query, "mutation") {
			last := &g.requests[len(g.requests)-1]
			last.method, last.path = "MUTATION", q.Variables.I
			if g.readOnly {
				io.WriteString(w, `{"data":{"updateIssueComment":null},"errors":[{"type":"FORBIDDEN"}]}`)
			} else {
				io.WriteString(w, `{"data":{"updateIssueComment":{"issueComment":{"id":"x"}}}}`)
			}
			return
		}
		n := 0
		if q.Variables.B != "" {
			fmt.Sscanf(q.Variables.B, "page%d", &n)
		}
		io.WriteString(w, g.comments[n])
	case !json.Valid(body):
		http.Error(w, "not JSON", http.StatusBadRequest)
	case g.readOnly:
		http.Error(w, `{"message":"Resource not accessible by integration"}`, http.StatusForbidden)
	default:
		w.WriteHeader(http.StatusCreated)
		io.WriteString(w, `{"id":1}`)
	}
}

// written returns the requests that would change something.
func (g *github) written() []request {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(g.requests), func(r request) bool { return r.method == "GET" || r.path == "/api/graphql" })
}

// of counts the requests whose path has a prefix.
func (g *github) of(prefix string) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := 0
	for _, r := range g.requests {
		if strings.HasPrefix(r.path, prefix) {
			n++
		}
	}
	return n
}

// archive returns a release's archive for a system.
func archive(t testing.TB, system string) (name string, data []byte) {
	t.Helper()
	var buf bytes.Buffer
	if strings.HasPrefix(system, "windows") {
		z := zip.NewWriter(&buf)
		for _, f := range []string{"README.md", "bdma.exe"} {
			w, err := z.Create(f)
			if err == nil {
				_, err = io.WriteString(w, program)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		z.Close()
		return system + ".zip", buf.Bytes()
	}
	z := gzip.NewWriter(&buf)
	out := tar.NewWriter(z)
	for _, f := range []string{"README.md", "bdma"} {
		if err := out.WriteHeader(&tar.Header{Name: f, Mode: 0o755, Size: int64(len(program))}); err != nil {
			t.Fatal(err)
		}
		io.WriteString(out, program)
	}
	out.Close()
	z.Close()
	return system + ".tar.gz", buf.Bytes()
}

// system is that of this machine, as archives are named.
func system() string { return runtime.GOOS + "_" + runtime.GOARCH }

// job is a run of the Action.
type job struct {
	t      *testing.T
	github *github
	// dir is where everything of the job is; workspace is its working folder.
	dir, workspace string
	inputs         map[string]string
	env            map[string]string
	event          map[string]any
	// sums is the file of sums of the Action's commit.
	sums string
	// tools replaces the programs of the machine when it is not empty.
	tools string
}

// newJob prepares a run that downloads the release 1.2.3.
func newJob(t *testing.T) *job {
	t.Helper()
	for _, program := range []string{"bash", "git", "curl", "tar"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
	if runtime.GOOS == "windows" {
		t.Skip("the program that stands for bdma is a shell script")
	}
	dir := t.TempDir()
	j := &job{t: t, github: newGitHub(t), dir: dir, inputs: map[string]string{}, event: map[string]any{}}
	j.workspace = filepath.Join(dir, "work")
	for _, d := range []string{"temp", "tools", "notes", "action/.github/action"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	j.env = map[string]string{
		"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "shop/orders", "GITHUB_API_URL": j.github.URL + "/api", "GITHUB_GRAPHQL_URL": j.github.URL + "/api/graphql",
		"BDMA_RELEASE_URL": j.github.URL + "/releases", "RUNNER_TOOL_CACHE": filepath.Join(dir, "tools"),
	}
	j.release("1.2.3", system())
	return j
}

// release publishes a version for a system, and has its sum in the Action's commit.
func (j *job) release(version, system string) {
	name, data := archive(j.t, system)
	name = "bdma_" + version + "_" + name
	j.github.files["v"+version+"/"+name] = data
	j.sums += fmt.Sprintf("%x  %s\n", sha256.Sum256(data), name)
}

// outcome is what a run did.
type outcome struct {
	t       *testing.T
	code    int
	log     string
	outputs map[string]string
	summary string
	// arguments and environment are those that bdma had; empty when it did not run.
	arguments   []string
	environment string
}

var expression = regexp.MustCompile(`\$\{\{ *([^}]*?) *\}\}`)

// evaluate replaces the expressions of a text by what they stand for.
func evaluate(t testing.TB, text string, lookup func(name string) string) string {
	return expression.ReplaceAllStringFunc(text, func(e string) string { return lookup(expression.FindStringSubmatch(e)[1]) })
}

// run runs the steps of action.yml.
func (j *job) run() *outcome {
	t := j.t
	t.Helper()
	a := readAction(t)
	if len(a.Runs.Steps) != 1 {
		t.Fatalf("action.yml has %d steps, and this test runs one", len(a.Runs.Steps))
	}
	step := a.Runs.Steps[0]
	script, err := os.ReadFile(filepath.Join(root, ".github/action/bdma.sh"))
	if err != nil {
		t.Fatal(err)
	}
	path := func(elem ...string) string { return filepath.Join(append([]string{j.dir}, elem...)...) }
	write := func(file string, data []byte) {
		if err := os.WriteFile(file, data, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write(path("action/.github/action/bdma.sh"), script)
	write(path("action/.github/action/checksums.txt"), []byte(j.sums))
	write(path("step.sh"), []byte(step.Run))
	event, err := json.Marshal(j.event)
	if err != nil {
		t.Fatal(err)
	}
	write(path("event.json"), event)
	for _, file := range []string{"output", "summary"} {
		write(path(file), nil)
	}
	os.RemoveAll(path("notes"))
	if err := os.Mkdir(path("notes"), 0o755); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for name := range j.inputs {
		if _, ok := a.Inputs[name]; !ok {
			t.Fatalf("the Action has no input %s", name)
		}
	}
	lookup := func(name string) string {
		if input, ok := strings.CutPrefix(name, "inputs."); ok {
			known, ok := a.Inputs[input]
			if !ok {
				t.Fatalf("there is no input %s", input)
			}
			if value, ok := j.inputs[input]; ok {
				return value
			}
			return strings.ReplaceAll(known.Default, "${{ github.token }}", token)
		}
		keys, ok := strings.CutPrefix(name, "github.event.")
		if !ok {
			t.Fatalf("the test knows nothing of %s", name)
		}
		var value any = j.event
		for _, key := range strings.Split(keys, ".") {
			object, _ := value.(map[string]any)
			value = object[key]
		}
		if value == nil {
			return ""
		}
		return fmt.Sprint(value)
	}
	tools := j.tools
	if tools == "" {
		tools = os.Getenv("PATH")
	}
	env := map[string]string{
		"PATH": tools, "HOME": j.dir, "GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_SYSTEM": os.DevNull,
		"GITHUB_ACTION_PATH": path("action"), "GITHUB_WORKSPACE": j.workspace, "GITHUB_EVENT_PATH": path("event.json"),
		"GITHUB_OUTPUT": path("output"), "GITHUB_STEP_SUMMARY": path("summary"), "RUNNER_TEMP": path("temp"),
		"BDMA_TEST_NOTES": path("notes"), "BDMA_TEST_BINARY": self,
	}
	maps.Copy(env, j.env)
	for name, value := range step.Env {
		env[name] = evaluate(t, value, lookup)
	}
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(bash, "--noprofile", "--norc", "-e", "-o", "pipefail", path("step.sh"))
	cmd.Dir = j.workspace
	for _, name := range slices.Sorted(maps.Keys(env)) {
		cmd.Env = append(cmd.Env, name+"="+env[name])
	}
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	_ = cmd.Run() // the exit code is what counts
	o := &outcome{t: t, code: cmd.ProcessState.ExitCode(), log: log.String(), outputs: map[string]string{}}
	read := func(file string) string {
		data, err := os.ReadFile(path(file))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		return string(data)
	}
	o.summary = read("summary")
	o.environment = read("notes/environment")
	if args := read("notes/arguments"); args != "" {
		o.arguments = strings.Split(strings.TrimSuffix(args, "\n"), "\n")
	}
	set := outputsOf(t, read("output"))
	for name, out := range a.Outputs {
		o.outputs[name] = evaluate(t, out.Value, func(e string) string {
			key, ok := strings.CutPrefix(e, "steps."+step.ID+".outputs.")
			if !ok {
				t.Fatalf("the output %s is %s", name, e)
			}
			value := set[key]
			return value
		})
		delete(set, strings.TrimSuffix(strings.TrimPrefix(out.Value, "${{ steps."+step.ID+".outputs."), " }}"))
	}
	if len(set) > 0 {
		t.Errorf("outputs that action.yml does not have: %v", set)
	}
	return o
}

// outputsOf reads the file of a step's outputs as the runner does.
func outputsOf(t testing.TB, text string) map[string]string {
	t.Helper()
	set := map[string]string{}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i := 0; i < len(lines) && text != ""; i++ {
		name, mark, ok := strings.Cut(lines[i], "<<")
		if !ok || len(mark) < 32 {
			t.Fatalf("the file of outputs has the line %q", lines[i])
		}
		var value []string
		for i++; lines[i] != mark; i++ {
			value = append(value, lines[i])
		}
		set[name] = strings.Join(value, "\n")
	}
	return set
}

// wants holds an outcome against an exit code, outputs and what the log must have.
func (o *outcome) wants(code int, outputs map[string]string, log ...string) {
	o.t.Helper()
	failed := false
	if o.code != code {
		o.t.Errorf("exit code %d, want %d", o.code, code)
		failed = true
	}
	for _, name := range slices.Sorted(maps.Keys(outputs)) {
		if got := o.outputs[name]; got != outputs[name] {
			o.t.Errorf("the output %s is %q, want %q", name, got, outputs[name])
			failed = true
		}
	}
	for _, want := range log {
		if !strings.Contains(o.log, want) {
			o.t.Errorf("the log does not have %q", want)
			failed = true
		}
	}
	if strings.Contains(o.log, token) {
		o.t.Error("the log has the token")
		failed = true
	}
	if failed {
		o.t.Logf("bdma %q\n%s", o.arguments, o.log)
	}
}
