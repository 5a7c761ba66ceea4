package setup

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

func TestAddHook(t *testing.T) {
	release := Release{Tag: "v1.2.3"}
	for _, c := range []struct{ name, before, after string }{
		{
			"at the end", "repos:\n  - repo: a\n    hooks: []\n",
			"repos:\n  - repo: a\n    hooks: []\n  - repo: https://github.com/bdma-dev/bdma\n    rev: v1.2.3\n    hooks:\n      - id: bdma\n        args: [--staged, \"--kind=openapi,migration\"]\n",
		},
		{
			"no end of line", "repos:\n- repo: a",
			"repos:\n- repo: a\n- repo: https://github.com/bdma-dev/bdma\n  rev: v1.2.3\n  hooks:\n    - id: bdma\n      args: [--staged, \"--kind=openapi,migration\"]\n",
		},
		{
			"before a key and its comment", "repos:\n- repo: a\n\n# of ci\nci: {}\n",
			"repos:\n- repo: a\n- repo: https://github.com/bdma-dev/bdma\n  rev: v1.2.3\n  hooks:\n    - id: bdma\n      args: [--staged, \"--kind=openapi,migration\"]\n\n# of ci\nci: {}\n",
		},
		{
			"CRLF and a byte order mark", "\ufeffrepos:\r\n- repo: a # x\r\n",
			"\ufeffrepos:\r\n- repo: a # x\r\n- repo: https://github.com/bdma-dev/bdma\r\n  rev: v1.2.3\r\n  hooks:\r\n    - id: bdma\r\n      args: [--staged, \"--kind=openapi,migration\"]\r\n",
		},
		{
			"behind a block of text", "repos:\n- repo: local\n  hooks:\n  - id: x\n    entry: |\n      a\n      # b\n",
			"repos:\n- repo: local\n  hooks:\n  - id: x\n    entry: |\n      a\n      # b\n- repo: https://github.com/bdma-dev/bdma\n  rev: v1.2.3\n  hooks:\n    - id: bdma\n      args: [--staged, \"--kind=openapi,migration\"]\n",
		},
	} {
		got, err := AddHook([]byte(c.before), release)
		if err != nil || string(got) != c.after {
			t.Errorf("%s: %v\n%s", c.name, err, got)
			continue
		}
		if _, err := AddHook(got, release); !errors.Is(err, ErrHooked) {
			t.Errorf("%s: the second time: %v", c.name, err)
		}
	}
}

func TestAddHookRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"empty":                   "",
		"no YAML":                 "repos: [",
		"a list":                  "- repo: a\n",
		"flow":                    "{repos: [{repo: a}]}\n",
		"flow list":               "repos: [{repo: a}]\n",
		"no repos":                "ci: {}\n",
		"null":                    "repos:\n",
		"a second document":       "repos:\n- repo: a\n---\nx: 1\n",
		"an end of the document":  "repos:\n- repo: a\n...\n",
		"keys that are not words": "repos:\n- repo: a\n1: 2\n? [a]\n: 3\n",
		"a NUL":                   "repos:\n- repo: a\x00\n",
		"bytes that are no text":  "repos:\n- repo: \xff\n",
		"an alias of itself":      "repos: &a\n- repo: *a\n",
		"the hook":                "repos:\n- repo: https://github.com/bdma-dev/bdma.git\n  rev: v0.1.0\n  hooks: [{id: bdma-system}]\n",
		"the hook by hand":        "repos:\n- repo: local\n  hooks:\n  - {id: lint, entry: ./bin/bdma lint, language: system}\n",
	} {
		if got, err := AddHook([]byte(text), Release{}); err == nil {
			t.Errorf("%s: became\n%s", name, got)
		}
	}
}

// The arguments of the hook take the place of its own, so that they are all that bdma lint is given.
func TestHookArguments(t *testing.T) {
	if text := string(Hook(Release{Commit: strings.Repeat("a", 40)})); !strings.Contains(text, "entry: "+HookCommand+"\n") {
		t.Errorf("without a release the hook is\n%s", text)
	}
	var parsed struct {
		Repos []struct {
			Hooks []struct{ Args []string }
		}
	}
	if err := yaml.Unmarshal(HookConfig(Release{Tag: "v1.2.3"}), &parsed); err != nil {
		t.Fatal(err)
	}
	if got := parsed.Repos[0].Hooks[0].Args; !slices.Equal(got, []string{"--staged", "--kind=openapi,migration"}) {
		t.Errorf("the hook gives %q", got)
	}
}

// Whatever a file has, it has it still, and one element more.
func FuzzAddHook(f *testing.F) {
	for _, text := range []string{"repos:\n- repo: a\n", "a: 1\r\nrepos:\r\n  - repo: b\r\n# c\r\nd: &x [1]\r\n", "repos: &r\n  - !!str x\nb: *r\n", "repos:\n- |\n  a\n\n\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := AddHook([]byte(text), Release{Tag: "v1.2.3"})
		if err != nil {
			return
		}
		if !onlyAdds([]byte(text), got) {
			t.Errorf("%q became %q", text, got)
		}
		e := strings.Index(string(got), "- repo: https://github.com/bdma-dev/bdma")
		if e < 0 || len(got) <= len(text) {
			t.Errorf("%q has no hook: %q", text, got)
		}
	})
}
