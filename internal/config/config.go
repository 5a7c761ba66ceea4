// Package config reads bdma.yaml, holds it against the rules that exist, and answers how each rule judges each file.
//
// It works in two steps, because a configuration names the folders of a team's own rules: [Load] checks the syntax and
// shape of the file, and [Config.Resolve] checks names and options once the rules are known. What a file gets in the end
// is layered: the presets, then rules, then the overrides in their order, then the command line; the later wins.
package config

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
)

// FileName is the name of the configuration file.
const FileName = "bdma.yaml"

// misnamed is how people spell [FileName] by mistake. It is found too, so that Load can say so: a configuration that is
// silently ignored is worse than none.
const misnamed = "bdma.yml"

// Marks returns the names of the files by which a folder shows that bdma judges it: the configuration, and what is recorded beside it.
func Marks() []string { return []string{FileName, misnamed, Baseline, CoverageBaseline} }

// DefaultPreset is what a configuration extends that does not say.
const DefaultPreset = "bdma:recommended@1"

// never is the value of fail-on with which no finding fails a run.
const never = "never"

// Config is one bdma.yaml whose syntax and shape are sound. Nothing in it has been held against the rules yet.
type Config struct {
	// Path is the file's path in the tree; empty when there is no file.
	Path string
	// Dir is the folder that every path and glob of the file is relative to; "." is the root of the tree.
	Dir string

	extends   []preset
	extendsAt place // zero when the file has no such key
	include   map[facts.Kind]globs
	exclude   map[facts.Kind]globs // the key allKinds holds for every kind
	rules     []entry
	overrides []override
	policies  []policyDir
	failOn    string
	failOnAt  place
	database  database
	coverage  statedCoverage

	suppressions []Suppression
	compat       compat
	text         []byte // without a byte order mark

	// layers are the files that this one is made of, the most basic first, with itself as it stands last; nil when it extends none.
	layers []*Config
}

// allKinds is the key of exclude whose globs hold for every kind.
const allKinds facts.Kind = "all"

// place is a position in the configuration file; zero means that it comes from elsewhere.
type place struct {
	line, column int
	file         string // the path of the file in the tree; empty for the one that is meant anyway
}

// preset is an element of extends.
type preset struct {
	name string
	at   place
	// file is what is extended when it is no preset, but a file.
	file *Config
}

// globs is a list of globs and the place of its key.
type globs struct {
	list []glob
	at   place
}

// override is an element of overrides.
type override struct {
	paths []glob
	rules []entry
	at    place
}

// policyDir is an element of policies.
type policyDir struct {
	dir  string // in the tree
	text string // as it is written
	at   place
}

// entry is a key of rules with its value. The key is the id or an alias of a rule, "group/*" or "*".
type entry struct {
	key        string
	at         place
	severity   policy.Severity // empty when it is not given
	severityAt place
	options    []option
	optionsAt  place // zero when there are none
}

// option is one setting of a rule.
type option struct {
	name        string
	value       any // as encoding/json would have it
	at, valueAt place
	node        *yaml.Node // of value
}

// Default returns the configuration of a repository that has no bdma.yaml.
func Default() *Config {
	return &Config{Dir: ".", extends: []preset{{name: DefaultPreset}}, failOn: string(policy.Error)}
}

// Find looks for bdma.yaml from a file or folder of the tree upwards and returns the nearest. It goes no higher than the
// root of the tree, nor than the repository that start is in, which may be a submodule.
func Find(tree *source.Tree, start string) (string, bool) {
	dir := path.Clean(start)
	if info, err := tree.Stat(dir); err != nil || !info.IsDir() {
		dir = path.Dir(dir)
	}
	if !fs.ValidPath(dir) {
		return "", false
	}
	for {
		for _, name := range []string{FileName, misnamed} {
			file := path.Join(dir, name)
			if name == misnamed && !isMisnamed(file) {
				continue
			}
			// What exists but cannot be looked at is found, so that Load says why.
			if info, err := tree.Stat(file); err == nil && !info.IsDir() || err != nil && !errors.Is(err, fs.ErrNotExist) {
				return file, true
			}
		}
		if _, err := tree.Stat(path.Join(dir, ".git")); err == nil || dir == "." {
			return "", false
		}
		dir = path.Dir(dir)
	}
}

// isMisnamed reports whether a file is a configuration under a wrong name. In a hidden folder it is something else, such as
// .github/workflows/bdma.yml, a workflow that runs bdma.
func isMisnamed(file string) bool {
	return path.Base(file) == misnamed && !strings.HasPrefix(file, ".") && !strings.Contains(file, "/.")
}

// PolicyDirs returns the folders of the team's own rules, as paths of the tree.
func (c *Config) PolicyDirs() []string {
	dirs := make([]string, len(c.policies))
	for i, p := range c.policies {
		dirs[i] = p.dir
	}
	return dirs
}
