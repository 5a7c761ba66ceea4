package action

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

var (
	pinned  = regexp.MustCompile(`^[\w.-]+/[\w./-]+@[0-9a-f]{40}$`)
	version = regexp.MustCompile(`^# v\d`)
	// official matches an image that Docker itself keeps, at a version: what is built in it is held against sums.
	official = regexp.MustCompile(`^[a-z0-9-]+:[\w.-]*\d[\w.-]*$`)
)

// child returns the value of a key of a mapping; nil when there is none.
func child(n *yaml.Node, keys ...string) *yaml.Node {
	for _, key := range keys {
		if n == nil || n.Kind != yaml.MappingNode {
			return nil
		}
		var found *yaml.Node
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == key {
				found = n.Content[i+1]
			}
		}
		n = found
	}
	return n
}

func value(n *yaml.Node, keys ...string) string {
	if n = child(n, keys...); n == nil {
		return ""
	}
	return n.Value
}

func keysOf(n *yaml.Node) (keys []string) {
	if n == nil {
		return nil
	}
	switch n.Kind {
	case yaml.ScalarNode:
		return []string{n.Value}
	case yaml.SequenceNode:
		for _, c := range n.Content {
			keys = append(keys, c.Value)
		}
	case yaml.MappingNode:
		for i := 0; i < len(n.Content); i += 2 {
			keys = append(keys, n.Content[i].Value)
		}
	}
	return keys
}

// faults lists what a stranger could use in a workflow or a composite action, and what lets a job do more than it needs.
func faults(text []byte) []string {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return []string{err.Error()}
	}
	if len(doc.Content) == 0 {
		return []string{"it is empty"}
	}
	top := doc.Content[0]
	var list []string
	say := func(n *yaml.Node, format string, args ...any) {
		list = append(list, fmt.Sprintf("line %d: ", n.Line)+fmt.Sprintf(format, args...))
	}
	steps := func(n *yaml.Node) []*yaml.Node {
		if n == nil {
			return nil
		}
		return n.Content
	}
	uses := func(step *yaml.Node) {
		u := child(step, "uses")
		switch {
		case u == nil || strings.HasPrefix(u.Value, "./"):
		case !pinned.MatchString(u.Value):
			say(u, "%s is not pinned to a commit", u.Value)
		case !version.MatchString(u.LineComment):
			say(u, "%s does not say in a comment which version it is", u.Value)
		}
	}
	release := slices.ContainsFunc(keysOf(child(top, "on", "push")), func(k string) bool { return k == "tags" }) || child(top, "on", "release") != nil
	check := func(step *yaml.Node) {
		uses(step)
		if run := child(step, "run"); run != nil && strings.Contains(run.Value, "${{") {
			say(run, "an expression is put into a script; hand it over by env")
		}
		if script := child(step, "with", "script"); script != nil && strings.Contains(script.Value, "${{") {
			say(script, "an expression is put into a script; hand it over by env")
		}
		action, _, _ := strings.Cut(value(step, "uses"), "@")
		switch {
		case action == "actions/checkout" && value(step, "with", "persist-credentials") != "false":
			say(step, "actions/checkout leaves the token in the clone; set persist-credentials: false")
		case release && action == "actions/setup-go" && value(step, "with", "cache") != "false":
			say(step, "a release takes what a cache has; set cache: false")
		case release && action == "actions/cache":
			say(step, "a release takes what a cache has")
		}
	}

	if runs := child(top, "runs"); runs != nil {
		for _, step := range steps(child(runs, "steps")) {
			check(step)
		}
		return list
	}
	on := keysOf(child(top, "on"))
	for _, event := range []string{"pull_request_target", "workflow_run"} {
		if slices.Contains(on, event) {
			say(top, "%s runs with the repository's secrets", event)
		}
	}
	if p := child(top, "permissions"); p == nil {
		say(top, "there are no permissions, so that jobs have those of the repository's settings")
	} else if strings.Contains(p.Value, "write") || slices.ContainsFunc(p.Content, func(n *yaml.Node) bool { return n.Value == "write" }) {
		say(p, "every job may write; give the permission to the job that needs it")
	}
	if slices.Contains(on, "pull_request") && child(top, "concurrency") == nil {
		say(top, "a push to a pull request does not end the run before; set concurrency")
	}
	jobs := child(top, "jobs")
	if jobs == nil || len(jobs.Content) == 0 {
		say(top, "there are no jobs")
		return list
	}
	for i := 1; i < len(jobs.Content); i += 2 {
		job := jobs.Content[i]
		if strings.HasSuffix(value(job, "permissions"), "-all") {
			say(job, "the job may do everything")
		}
		if value(job, "secrets") == "inherit" {
			say(job, "every secret is handed on")
		}
		if child(job, "uses") != nil {
			uses(job)
			continue
		}
		if child(job, "timeout-minutes") == nil {
			say(job, "the job has no timeout-minutes, and may run for six hours")
		}
		image := value(job, "container", "image")
		if c := child(job, "container"); c != nil && c.Kind == yaml.ScalarNode {
			image = c.Value
		}
		if image != "" && !strings.Contains(image, "@sha256:") && !official.MatchString(image) {
			say(job, "%s is not pinned to a digest", image)
		}
		for _, step := range steps(child(job, "steps")) {
			check(step)
		}
	}
	return list
}

func TestWorkflowsAreSafe(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, ".github/workflows/*.y*ml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d workflows: %v", len(files), err)
	}
	for _, file := range append(files, filepath.Join(root, "action.yml")) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range faults(text) {
			t.Errorf("%s: %s", file, f)
		}
	}
}

// What the test above looks for is found.
func TestFaults(t *testing.T) {
	const sha = "11bd71901bbe5b1630ceea73d27597364c9af683"
	good := `on: {pull_request: , push: {branches: [main]}}
permissions: {contents: read}
concurrency: x
jobs:
  a:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions: {contents: read, pull-requests: write}
    steps:
      - uses: actions/checkout@` + sha + ` # v4.2.2
        with: {persist-credentials: false}
      - uses: ./
      - run: echo "$TITLE"
        env: {TITLE: "${{ github.event.pull_request.title }}"}
`
	for _, c := range []struct{ name, old, new, want string }{
		{"nothing", "", "", ""},
		{"an expression in a script", `"$TITLE"`, `"${{ github.event.pull_request.title }}"`, "an expression is put into a script"},
		{"a tag", "@" + sha, "@v4", "is not pinned to a commit"},
		{"a short commit", sha, sha[:12], "is not pinned to a commit"},
		{"no version", "# v4.2.2", "# checkout", "which version it is"},
		{"no permissions", "permissions: {contents: read}\nconcurrency", "concurrency", "there are no permissions"},
		{"permissions to write", "permissions: {contents: read}\nconcurrency", "permissions: {contents: write}\nconcurrency", "every job may write"},
		{"all permissions", "permissions: {contents: read}\nconcurrency", "permissions: write-all\nconcurrency", "every job may write"},
		{"all permissions of a job", "permissions: {contents: read, pull-requests: write}", "permissions: write-all", "the job may do everything"},
		{"credentials", "persist-credentials: false", "fetch-depth: 2", "leaves the token"},
		{"a dangerous event", "pull_request: ,", "pull_request_target: ,", "runs with the repository's secrets"},
		{"a dangerous event in a list", "{pull_request: , push: {branches: [main]}}", "[push, workflow_run]", "runs with the repository's secrets"},
		{"no timeout", "    timeout-minutes: 5\n", "", "timeout-minutes"},
		{"no concurrency", "concurrency: x\n", "", "set concurrency"},
		{"secrets for all", "    timeout-minutes: 5\n", "    timeout-minutes: 5\n    secrets: inherit\n", "every secret"},
		{"a container", "    timeout-minutes: 5\n", "    timeout-minutes: 5\n    container: ghcr.io/eve/go:1.26\n", "is not pinned to a digest"},
		{"a container of any version", "    timeout-minutes: 5\n", "    timeout-minutes: 5\n    container: {image: 'debian:latest'}\n", "is not pinned to a digest"},
		{"a container of Docker's", "    timeout-minutes: 5\n", "    timeout-minutes: 5\n    container: debian:12\n", ""},
		{"a script for GitHub", "      - uses: ./\n", "      - uses: actions/github-script@" + sha + " # v7\n        with: {script: 'x(\"${{ github.head_ref }}\")'}\n", "an expression is put into a script"},
		{"a cache in a release", "branches: [main]}}", "tags: ['v*']}}", ""},
		{"no jobs", good, "on: push\npermissions: {}\n", "there are no jobs"},
		{"no YAML", good, "a: [", "yaml: "},
		{"an action", good, "runs:\n  using: composite\n  steps:\n    - run: echo ${{ inputs.x }}\n", "an expression is put into a script"},
		{"a release with a cache", good, "on: {push: {tags: ['v*']}}\npermissions: {}\njobs:\n  a:\n    timeout-minutes: 5\n    steps:\n      - uses: actions/setup-go@" + sha + " # v5\n", "a release takes what a cache has"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(good, c.old) {
				t.Fatalf("there is no %q", c.old)
			}
			got := faults([]byte(strings.Replace(good, c.old, c.new, 1)))
			switch {
			case c.want == "" && len(got) > 0:
				t.Errorf("faults: %q", got)
			case c.want != "" && (len(got) != 1 || !strings.Contains(got[0], c.want)):
				t.Errorf("faults: %q, want one with %q", got, c.want)
			}
		})
	}
}

// All that the script is told comes by action.yml, and all of it is described.
func TestInputsAreHandedOver(t *testing.T) {
	a := readAction(t)
	script, err := os.ReadFile(filepath.Join(root, ".github/action/bdma.sh"))
	if err != nil {
		t.Fatal(err)
	}
	handed := map[string]bool{}
	for _, step := range a.Runs.Steps {
		if step.Run != `bash "$GITHUB_ACTION_PATH/.github/action/bdma.sh"` {
			t.Errorf("a step runs %s", step.Run)
		}
		for name, text := range step.Env {
			if !strings.Contains(string(script), name) {
				t.Errorf("the script does not read %s", name)
			}
			for _, e := range expression.FindAllStringSubmatch(text, -1) {
				handed[e[1]] = true
			}
		}
	}
	for name, input := range a.Inputs {
		if !handed["inputs."+name] {
			t.Errorf("nobody reads the input %s", name)
		}
		if input.Description == "" {
			t.Errorf("nobody says what the input %s is", name)
		}
	}
	for name, output := range a.Outputs {
		if output.Description == "" {
			t.Errorf("nobody says what the output %s is", name)
		}
	}
	for _, name := range []string{"result", "errors", "warnings", "introduced", "fixed", "suppressed", "sarif-file", "report-file"} {
		if _, ok := a.Outputs[name]; !ok {
			t.Errorf("there is no output %s", name)
		}
	}
}
