package action

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/cli"
	"github.com/bdma-dev/bdma/internal/report"
)

var fenced = regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```$")

func guide(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "docs/ci.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

const template = "docs/ci/bdma.gitlab-ci.yml"

// The examples are YAML, their inputs and outputs are those of the Action, and its workflows are safe to copy.
func TestGuideShowsWhatThereIs(t *testing.T) {
	a := readAction(t)
	steps, workflows := 0, 0
	for _, block := range fenced.FindAllStringSubmatch(guide(t), -1) {
		if block[1] != "yaml" {
			continue
		}
		text := strings.ReplaceAll(block[2], "@COMMIT", "@"+strings.Repeat("0", 40))
		var doc yaml.Node
		if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
			t.Errorf("%v\n%s", err, text)
			continue
		}
		if child(doc.Content[0], "on") != nil {
			workflows++
			for _, f := range faults([]byte(text)) {
				t.Errorf("%s\n%s", f, text)
			}
		}
		var visit func(n *yaml.Node)
		visit = func(n *yaml.Node) {
			if uses := value(n, "uses"); strings.HasPrefix(uses, "bdma-dev/bdma@") {
				steps++
				for _, input := range keysOf(child(n, "with")) {
					if _, ok := a.Inputs[input]; !ok {
						t.Errorf("the Action has no input %s", input)
					}
				}
			}
			for _, c := range n.Content {
				visit(c)
			}
		}
		visit(&doc)
		for _, e := range regexp.MustCompile(`steps\.bdma\.outputs\.([\w-]+)`).FindAllStringSubmatch(text, -1) {
			if _, ok := a.Outputs[e[1]]; !ok {
				t.Errorf("the Action has no output %s", e[1])
			}
		}
	}
	if steps < 5 || workflows == 0 {
		t.Errorf("the guide shows %d steps and %d workflows", steps, workflows)
	}
}

// Whoever copies a workflow of any page gets one that is safe, with every action at a commit.
func TestGuidesShowSafeWorkflows(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	workflows := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range fenced.FindAllStringSubmatch(string(text), -1) {
			if block[1] != "yaml" || !strings.Contains(block[2], "uses: ") {
				continue
			}
			text := strings.ReplaceAll(block[2], "@COMMIT", "@"+strings.Repeat("0", 40))
			var doc yaml.Node
			if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
				t.Errorf("%s: %v", page, err)
				continue
			}
			if top := doc.Content[0]; child(top, "on") != nil {
				workflows++
			} else if top.Kind == yaml.SequenceNode { // steps
				text = "runs:\n  steps:\n" + regexp.MustCompile(`(?m)^`).ReplaceAllString(text, "    ")
			} else {
				continue
			}
			for _, f := range faults([]byte(text)) {
				t.Errorf("%s: %s\n%s", filepath.Base(page), f, text)
			}
		}
	}
	if workflows < 4 {
		t.Errorf("the guides show %d workflows", workflows)
	}
}

// The table of inputs has every input with its default, and the text every output.
func TestGuideHasEveryInput(t *testing.T) {
	a, text := readAction(t), guide(t)
	for name, input := range a.Inputs {
		if input.Default == "" || name == "token" {
			if !strings.Contains(text, "\n| `"+name+"` | ") {
				t.Errorf("the guide does not have the input %s", name)
			}
		} else if row := fmt.Sprintf("\n| `%s` | `%s` |", name, input.Default); !strings.Contains(text, row) {
			t.Errorf("the guide does not have the row %q", row)
		}
	}
	for name := range a.Outputs {
		if !strings.Contains(text, "`"+name+"`") {
			t.Errorf("the guide does not have the output %s", name)
		}
	}
}

// The commands of the guide and of the template are those that there are.
func TestGuideShowsCommandsThatThereAre(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root, template))
	if err != nil {
		t.Fatal(err)
	}
	var help bytes.Buffer
	if code := cli.Main([]string{"lint", "--help"}, nil, &help, &help); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	commands := 0
	for _, line := range strings.Split(guide(t)+string(data), "\n") {
		_, command, ok := strings.Cut(line, "bdma lint --")
		if !ok {
			continue
		}
		commands++
		for _, flag := range regexp.MustCompile(`--[a-z-]+`).FindAllString("--"+command, -1) {
			if !strings.Contains(help.String(), flag+" ") {
				t.Errorf("bdma lint has no flag %s: %s", flag, line)
			}
		}
		for _, format := range regexp.MustCompile(`--report ([a-z-]+)`).FindAllStringSubmatch("--"+command, -1) {
			if !strings.Contains(" "+strings.Join(report.Formats(), " ")+" ", " "+format[1]+" ") {
				t.Errorf("there is no report %s: %s", format[1], line)
			}
		}
	}
	if commands < 8 {
		t.Errorf("there are %d commands", commands)
	}
}

// gitlab is what is read of the template.
type gitlab struct {
	BDMA struct {
		Variables map[string]string
		Rules     []struct {
			If        string
			Variables map[string]string
		}
		Script    []string
		Artifacts struct{ Reports map[string]string }
	} `yaml:"bdma"`
}

func readTemplate(t *testing.T) gitlab {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, template))
	if err != nil {
		t.Fatal(err)
	}
	var g gitlab
	if err := yaml.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// The script of the template, run as GitLab's runner does, judges a merge request by the rules of its target.
func TestGitLabTemplate(t *testing.T) {
	for _, program := range []string{"wget", "sha256sum", "tar"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
	if runtime.GOOS != "linux" {
		t.Skip("the template is for Linux")
	}
	s, g := getShop(t), readTemplate(t)
	name, data := archive(t, system())
	sum := fmt.Sprintf("%x", sha256.Sum256(data))
	for _, c := range []struct {
		name   string
		commit string
		rule   int
		env    map[string]string
		code   int
		log    string
	}{
		{"a merge request", s.topic, 0, map[string]string{
			"CI_MERGE_REQUEST_DIFF_BASE_SHA": s.first, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_MERGE_REQUEST_IID": "7", "CI_COMMIT_SHA": s.topic}, 1, "the rules are those of main"},
		{"the default branch", s.first, 1, map[string]string{"CI_COMMIT_SHA": s.first}, 0, "1 warning in 1 file"},
		{"a wrong sum", s.first, 1, map[string]string{"BDMA_SHA256_AMD64": strings.Repeat("0", 64), "BDMA_SHA256_ARM64": strings.Repeat("0", 64)}, 1, "computed checksum did NOT match"},
		{"no version", s.first, 1, map[string]string{"BDMA_VERSION": ""}, 2, "hint: include this file at a release, or set BDMA_VERSION"},
	} {
		t.Run(c.name, func(t *testing.T) {
			j := newJob(t)
			j.github.files["v1.2.3/bdma_1.2.3_"+name] = data
			j.checkout(c.commit, "0")
			self, err := os.Executable()
			if err != nil {
				t.Fatal(err)
			}
			env := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + j.dir, "TMPDIR=" + j.dir, "GITLAB_CI=true", "CI_PROJECT_DIR=" + j.workspace, "GIT_CONFIG_GLOBAL=" + os.DevNull,
				"BDMA_TEST_NOTES=" + j.dir, "BDMA_TEST_BINARY=" + self}
			for _, set := range []map[string]string{g.BDMA.Variables, g.BDMA.Rules[c.rule].Variables,
				{"BDMA_RELEASE_URL": j.github.URL + "/releases", "BDMA_VERSION": "1.2.3", "BDMA_SHA256_AMD64": sum, "BDMA_SHA256_ARM64": sum}, c.env} {
				for name, value := range set {
					env = append(env, name+"="+value)
				}
			}
			cmd := exec.Command("sh", "-e", "-c", strings.Join(g.BDMA.Script, "\n"))
			cmd.Dir, cmd.Env = j.workspace, env
			out, _ := cmd.CombinedOutput()
			if code := cmd.ProcessState.ExitCode(); code != c.code {
				t.Errorf("exit code %d, want %d\n%s", code, c.code, out)
			}
			if !strings.Contains(string(out), c.log) {
				t.Errorf("the log does not have %q\n%s", c.log, out)
			}
			_, err = os.ReadFile(filepath.Join(j.dir, "arguments"))
			if ran := err == nil; ran != (c.rule == 0 || c.name == "the default branch") {
				t.Errorf("bdma has run: %v", ran)
			}
			if err == nil {
				for kind, file := range g.BDMA.Artifacts.Reports {
					if info, err := os.Stat(filepath.Join(j.workspace, file)); err != nil || info.Size() == 0 {
						t.Errorf("%s: %v", kind, err)
					}
				}
			}
		})
	}
}

var update = flag.Bool("update", false, "write the newest release into the template for GitLab")

// The template goes with the newest release whose sums the Action has. -update writes it there.
func TestGitLabTemplateIsCurrent(t *testing.T) {
	sums, err := os.ReadFile(filepath.Join(root, ".github/action/checksums.txt"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(root, template)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := releasedTemplate(string(text), string(sums))
	switch {
	case want == string(text):
	case *update:
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s does not have the newest release of .github/action/checksums.txt: go test ./internal/action -run %s -update", template, t.Name())
	}
}

var (
	linuxSum    = regexp.MustCompile(`(?m)^([0-9a-f]{64})  bdma_(.+)_linux_(amd64|arm64)\.tar\.gz$`)
	includedTag = regexp.MustCompile(`/bdma/v[^/]+/docs/ci/`)
)

// releasedTemplate returns the template with the newest release of a file of sums.
func releasedTemplate(text, sums string) string {
	release := map[string]string{}
	for _, m := range linuxSum.FindAllStringSubmatch(sums, -1) {
		if m[2] != release["BDMA_VERSION"] {
			release = map[string]string{"BDMA_VERSION": m[2]}
		}
		release["BDMA_SHA256_"+strings.ToUpper(m[3])] = m[1]
	}
	for _, name := range []string{"BDMA_VERSION", "BDMA_SHA256_AMD64", "BDMA_SHA256_ARM64"} {
		text = regexp.MustCompile(`(?m)^    `+name+`: '.*'$`).ReplaceAllLiteralString(text, "    "+name+": '"+release[name]+"'")
	}
	if v := release["BDMA_VERSION"]; v != "" {
		text = includedTag.ReplaceAllLiteralString(text, "/bdma/v"+v+"/docs/ci/")
	}
	return text
}

func TestReleasedTemplate(t *testing.T) {
	const before = "# remote: https://x/bdma/v0.1.0/docs/ci/bdma.gitlab-ci.yml\n    BDMA_VERSION: ''\n    BDMA_SHA256_AMD64: 'old'\n    BDMA_SHA256_ARM64: ''\n"
	a, b, c := strings.Repeat("a", 64), strings.Repeat("b", 64), strings.Repeat("c", 64)
	sums := a + "  bdma_0.9.0_linux_arm64.tar.gz\n" + b + "  bdma_1.0.0_linux_amd64.tar.gz\n" + c + "  bdma_1.0.0_linux_arm64.tar.gz\n" + a + "  bdma_1.0.0_windows_amd64.zip\n"
	want := "# remote: https://x/bdma/v1.0.0/docs/ci/bdma.gitlab-ci.yml\n    BDMA_VERSION: '1.0.0'\n    BDMA_SHA256_AMD64: '" + b + "'\n    BDMA_SHA256_ARM64: '" + c + "'\n"
	if got := releasedTemplate(before, sums); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := releasedTemplate(before, ""), strings.Replace(before, "old", "", 1); got != want {
		t.Errorf("without a release: got\n%s\nwant\n%s", got, want)
	}
}
