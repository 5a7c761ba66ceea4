package setup

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// HookFile is the configuration of pre-commit.
const HookFile = ".pre-commit-config.yaml"

// hookKinds are those that a hook judges: coverage is measured by tests, which no commit waits for.
const hookKinds = "--kind=openapi,migration"

// HookCommand is what any program that runs hooks is to run before a commit.
const HookCommand = "bdma lint --staged " + hookKinds

// Hook returns the element of repos that runs bdma before a commit, its lines indented for a file of its own.
func Hook(release Release) []byte {
	if release.Tag == "" {
		// Only a release has archives for the hook to take: what is installed has to do.
		return []byte(`  - repo: local
    hooks:
      - id: bdma
        name: bdma
        entry: ` + HookCommand + `
        language: system
        files: \.(sql|ya?ml|json)$
        pass_filenames: false
        require_serial: true
`)
	}
	return []byte(`  - repo: https://github.com/bdma-dev/bdma
    rev: ` + release.Tag + `
    hooks:
      - id: bdma
        args: [--staged, "` + hookKinds + `"]
`)
}

// HookConfig returns a configuration of pre-commit that has nothing but the hook.
func HookConfig(release Release) []byte {
	return append([]byte("# \"pre-commit install\" makes git run these before each commit.\nrepos:\n"), Hook(release)...)
}

// ErrHooked says that a configuration has the hook already.
var ErrHooked = errors.New("runs bdma already")

// AddHook returns a configuration of pre-commit with the hook at the end of its repos and every other byte as it was. It is an error
// when that cannot be done: a clause that follows the file's name.
func AddHook(data []byte, release Release) ([]byte, error) {
	if _, err := source.Text(data); err != nil {
		return nil, err
	}
	var root yaml.Node
	if err := strictyaml.Decode(data, &root); err != nil {
		return nil, fmt.Errorf("is not one YAML document: %w", err)
	}
	top := &root
	if top.Kind == yaml.DocumentNode {
		top = top.Content[0]
	}
	if top.Kind != yaml.MappingNode || top.Style&yaml.FlowStyle != 0 {
		return nil, errors.New("is not a mapping with repos")
	}
	var repos *yaml.Node
	next := 0 // the line of the key behind repos
	for i := 0; i+1 < len(top.Content); i += 2 {
		switch {
		case repos != nil:
			next = top.Content[i].Line
		case top.Content[i].Value == "repos":
			repos = top.Content[i+1]
		}
		if next > 0 {
			break
		}
	}
	switch {
	case repos == nil:
		return nil, errors.New("has no repos")
	case repos.Kind != yaml.SequenceNode || repos.Style&yaml.FlowStyle != 0 || len(repos.Content) == 0:
		return nil, errors.New("has no list of repos, an element to a line, to add one to")
	}
	for _, repo := range repos.Content {
		if hooked(repo) {
			return nil, ErrHooked
		}
	}
	lines := strings.SplitAfter(string(data), "\n")
	at := len(lines)
	if next > 0 {
		at = next - 1
	}
	// What stands before the next key, at its depth, is said of that key.
	for at > 0 && (strings.TrimSpace(lines[at-1]) == "" || next > 0 && strings.HasPrefix(lines[at-1], "#")) {
		at--
	}
	eol := "\n"
	if strings.HasSuffix(lines[0], "\r\n") {
		eol = "\r\n"
	}
	before, after := strings.Join(lines[:at], ""), strings.Join(lines[at:], "")
	if !strings.HasSuffix(before, "\n") {
		before += eol
	}
	var hook strings.Builder
	for line := range strings.Lines(string(Hook(release))) {
		hook.WriteString(strings.Repeat(" ", repos.Column-1) + strings.TrimSuffix(strings.TrimPrefix(line, "  "), "\n") + eol)
	}
	out := []byte(before + hook.String() + after)
	if !onlyAdds(data, out) {
		return nil, errors.New("is written in a way that bdma cannot add to")
	}
	return out, nil
}

// entry is a command line that runs bdma.
var entry = regexp.MustCompile(`(^|[\s/])bdma(\s|$)`)

// hooked tells whether an element of repos runs bdma.
func hooked(repo *yaml.Node) bool {
	var r struct {
		Repo  string `yaml:"repo"`
		Hooks []struct {
			ID    string `yaml:"id"`
			Entry string `yaml:"entry"`
		} `yaml:"hooks"`
	}
	if repo.Decode(&r) != nil {
		return false
	}
	if strings.Contains(r.Repo, "bdma-dev/bdma") {
		return true
	}
	for _, h := range r.Hooks {
		if h.ID == "bdma" || entry.MatchString(h.Entry) {
			return true
		}
	}
	return false
}

// onlyAdds tells whether a document is another one with one element more at the end of repos.
func onlyAdds(before, after []byte) bool {
	var a, b map[string]any
	if yaml.Unmarshal(before, &a) != nil || yaml.Unmarshal(after, &b) != nil {
		return false
	}
	old, ok1 := a["repos"].([]any)
	now, ok2 := b["repos"].([]any)
	if !ok1 || !ok2 || len(now) != len(old)+1 {
		return false
	}
	a["repos"], b["repos"] = nil, nil
	return reflect.DeepEqual(a, b) && reflect.DeepEqual(old, now[:len(old)])
}
