package docs_test

import (
	"flag"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/docs"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/policies"
)

var update = flag.Bool("update", false, "write the derived pages")

// TestPages makes every page, and with -update writes them. That they are current is for "make current" to say: whoever
// adds a rule adds two files, and their tests pass.
func TestPages(t *testing.T) {
	const root = "../.."
	pages, err := docs.Pages(root)
	if err != nil {
		t.Fatal(err)
	}
	if !*update {
		return
	}
	dir := filepath.Join(root, "docs")
	for name, text := range pages {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// The page of a rule that is no more goes with it.
	err = filepath.WalkDir(filepath.Join(dir, "rules"), func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		if _, ok := pages[filepath.ToSlash(name)]; ok {
			return nil
		}
		return os.Remove(file)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Every column that a rule author can see says what it is.
func TestEveryFactIsDocumented(t *testing.T) {
	pages, err := docs.Pages("../..")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range pages {
		if !strings.HasPrefix(name, "facts/") || !strings.HasSuffix(name, ".md") {
			continue
		}
		for i, line := range strings.Split(string(text), "\n") {
			if strings.HasPrefix(line, "| `") && strings.HasSuffix(line, "|  |") {
				t.Errorf("docs/%s:%d: %s has no doc comment", name, i+1, strings.Trim(line, "| "))
			}
		}
	}
}

// Every bdma.yaml on a derived page, or in a guide, is one that works, and each page of a rule has what its METADATA promises.
func TestExamplesOfConfiguration(t *testing.T) {
	pages, err := docs.Pages("../..")
	if err != nil {
		t.Fatal(err)
	}
	set, err := policy.Load(policy.Folder{FS: policies.FS})
	if err != nil {
		t.Fatal(err)
	}
	for _, guide := range []string{"moving.md", "coverage.md"} {
		text, err := os.ReadFile("../../docs/" + guide)
		if err != nil {
			t.Fatal(err)
		}
		pages[guide] = text
	}
	for name, text := range pages {
		if !strings.HasSuffix(name, ".md") {
			continue
		}
		examples := strings.Split(string(text), "```yaml\n# bdma.yaml\n")[1:]
		for _, m := range ruleRE.FindAllStringSubmatch(string(text), -1) {
			examples = append(examples, "version: 1\nrules:\n  "+m[1]+"\n")
		}
		for _, block := range examples {
			block, _, _ = strings.Cut(block, "```")
			c, err := config.Load(source.FromFS(fstest.MapFS{"bdma.yaml": {Data: []byte(block)}, "services/api/main.go": {}}), "bdma.yaml")
			if err == nil {
				_, err = c.Resolve(set, config.Flags{})
			}
			if err != nil {
				t.Errorf("docs/%s: %v in\n%s", name, err, block)
			}
		}
	}
	for _, r := range set.Rules() {
		text := string(pages["rules/"+r.ID+".md"])
		for section, want := range map[string]bool{
			"## Why\n": true, "## What it says\n": true, "## Bad\n": true, "## Good\n": true, "## Options\n": r.Options != nil,
			"## How to silence it\n": true, "bdma:ignore " + r.ID: r.Silenceable() && !r.Judges(facts.Coverage), "## In other tools\n": len(r.Equivalents) > 0, "## More\n": len(r.References) > 0,
		} {
			if want && !strings.Contains(text, section) {
				t.Errorf("docs/rules/%s.md has no section %s", r.ID, section)
			}
		}
		if r.Options == nil {
			continue
		}
		for _, option := range r.Options.Names() {
			if !strings.Contains(text, "| `"+option+"` |") || !strings.Contains(text, "      "+option+": ") {
				t.Errorf("docs/rules/%s.md does not show the option %s", r.ID, option)
			}
		}
	}
}

var (
	linkRE = regexp.MustCompile(`\]\(([^)#\s:]*)(?:#([^)\s]*))?\)`)
	// a rule with its options within a sentence or a table
	ruleRE    = regexp.MustCompile("`([a-z]+/[a-z-]+: \\{options: [^`]+\\}\\})`")
	headingRE = regexp.MustCompile(`(?m)^#+ (.*)$`)
)

// Every link from a derived page or a guide to another page leads somewhere.
func TestLinks(t *testing.T) {
	pages, err := docs.Pages("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, guide := range []string{"moving.md", "configuration.md", "coverage.md"} {
		if pages[guide], err = os.ReadFile(filepath.Join("../../docs", guide)); err != nil {
			t.Fatal(err)
		}
	}
	read := func(name string) (string, bool) {
		if text, ok := pages[name]; ok {
			return string(text), true
		}
		data, err := os.ReadFile(filepath.Join("../../docs", filepath.FromSlash(name)))
		return string(data), err == nil
	}
	for name, text := range pages {
		if !strings.HasSuffix(name, ".md") {
			continue
		}
		for _, m := range linkRE.FindAllStringSubmatch(string(text), -1) {
			target := name
			if m[1] != "" {
				target = path.Join(path.Dir(name), m[1])
			}
			there, ok := read(target)
			if !ok {
				t.Errorf("docs/%s links to docs/%s, which does not exist", name, target)
				continue
			}
			found := m[2] == ""
			for _, h := range headingRE.FindAllStringSubmatch(there, -1) {
				found = found || docs.Anchor(h[1]) == m[2]
			}
			if !found {
				t.Errorf("docs/%s links to docs/%s#%s, which is no heading there", name, target, m[2])
			}
		}
	}
}
