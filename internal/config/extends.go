package config

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
)

// Limits of what a file takes as its basis.
const (
	// maxExtends is how many files may stand one behind the other.
	maxExtends = 10
	// maxLayers is how many files one may come to be made of.
	maxLayers = 64
)

// Loader reads the configuration files of a tree, each of them once, however many others take it as their basis.
type Loader struct {
	tree *source.Tree
	read map[string]loaded
	// reading are the files that are being read, each of which extends the next.
	reading []string
}

type loaded struct {
	config *Config
	err    error
}

// NewLoader returns a loader of the files of a tree.
func NewLoader(tree *source.Tree) *Loader { return &Loader{tree: tree, read: make(map[string]loaded)} }

// Load is [Load] for a file of the loader's tree.
func (l *Loader) Load(file string) (*Config, error) {
	file = path.Clean(file)
	if was, ok := l.read[file]; ok {
		return was.config, was.err
	}
	l.reading = append(l.reading, file)
	c, err := l.load(file)
	l.reading = l.reading[:len(l.reading)-1]
	l.read[file] = loaded{c, err}
	return c, err
}

// isFile reports whether an element of extends is a file, and no preset.
func isFile(text string) bool {
	return !strings.HasPrefix(text, "bdma:") && (strings.Contains(text, "/") || slices.Contains([]string{".yaml", ".yml"}, path.Ext(text)))
}

// extends reads the presets and files that a file takes as its basis: a list, or one of them.
func (r *reader) extends(key, value *yaml.Node) {
	c := r.config
	c.extends, c.extendsAt = nil, r.at(key)
	add := func(text string, node *yaml.Node) {
		p := preset{name: text, at: r.at(node)}
		if isFile(text) {
			if p.file = r.basis(text, p.at); p.file == nil {
				return
			}
		}
		c.extends = append(c.extends, p)
	}
	if value.Kind == yaml.ScalarNode && value.ShortTag() == "!!str" {
		add(value.Value, value)
		return
	}
	r.texts(value, "extends", add)
}

// basis reads a file that another one extends. It returns nil after a mistake.
func (r *reader) basis(text string, where place) *Config {
	file, inside := source.Resolve(r.config.Path, text)
	if !inside {
		r.add(where, "the file %q is not in the repository; a configuration extends files below its root only", text)
		return nil
	}
	if info, err := r.tree.Stat(file); err != nil {
		r.add(where, "the file %q does not exist; paths under extends are relative to the folder of the file in which they stand", text)
		return nil
	} else if info.IsDir() {
		r.add(where, "%q is a folder; name the file in it, as in %q", text, strings.TrimSuffix(text, "/")+"/"+FileName)
		return nil
	}
	if i := slices.Index(r.loader.reading, file); i >= 0 {
		round := append(slices.Clone(r.loader.reading[i:]), file)
		r.add(where, "the file extends itself: %s", strings.Join(round, " → "))
		return nil
	}
	if len(r.loader.reading) > maxExtends {
		r.add(where, "more than %d files extend each other in a row; let them extend one that has it all", maxExtends)
		return nil
	}
	c, err := r.loader.Load(file)
	if err != nil {
		r.others = append(r.others, err)
		return nil
	}
	return c
}

// chain returns what a configuration is made of: the files that it extends, the most basic first, and itself. In each of them is
// what that file says alone.
func (c *Config) chain() []*Config {
	if len(c.layers) == 0 {
		return []*Config{c}
	}
	return c.layers
}

// Alone returns what a file says alone, without those that it extends.
func (c *Config) Alone() *Config {
	chain := c.chain()
	return chain[len(chain)-1]
}

// Files returns the files that a configuration is made of, the most basic first; none when there is no file.
func (c *Config) Files() []string {
	var files []string
	for _, l := range c.chain() {
		if l.Path != "" {
			files = append(files, l.Path)
		}
	}
	return files
}

// inherit takes over what the files say that the configuration extends. Rules and overrides stay with their files: [Config.Resolve]
// lays them over one another.
func (r *reader) inherit() {
	c := r.config
	if !slices.ContainsFunc(c.extends, func(p preset) bool { return p.file != nil }) {
		return
	}
	own := *c
	seen := make(map[string]bool)
	var layers []*Config
	var presets []preset
	for _, p := range c.extends {
		if p.file == nil {
			presets = append(presets, p)
			continue
		}
		for _, l := range p.file.chain() {
			if !seen[l.Path] {
				seen[l.Path] = true
				layers = append(layers, l)
			}
		}
		presets = append(presets, p.file.extends...)
	}
	if len(layers) >= maxLayers {
		r.add(c.extendsAt, "it comes to more than %d files; let it extend fewer", maxLayers)
		return
	}
	c.layers = append(layers, &own)
	c.extends = uniquePresets(presets)
	c.include, c.exclude = make(map[facts.Kind]globs), make(map[facts.Kind]globs)
	c.policies, c.suppressions, c.compat = nil, nil, compat{}
	c.database = database{}
	for _, l := range c.layers {
		for kind, g := range l.include {
			c.include[kind] = g
		}
		for kind, g := range l.exclude {
			c.exclude[kind] = globs{slices.Concat(c.exclude[kind].list, g.list), g.at}
		}
		for _, p := range l.policies {
			if !slices.ContainsFunc(c.policies, func(q policyDir) bool { return q.dir == p.dir }) {
				c.policies = append(c.policies, p)
			}
		}
		if l.failOnAt.line > 0 {
			c.failOn, c.failOnAt = l.failOn, l.failOnAt
		}
		if l.compat.at.line > 0 {
			c.compat = l.compat
		}
		c.suppressions = append(c.suppressions, l.suppressions...)
		c.database.over(&l.database)
	}
}

func uniquePresets(list []preset) []preset {
	var unique []preset
	for _, p := range list {
		if !slices.ContainsFunc(unique, func(q preset) bool { return q.name == p.name }) {
			unique = append(unique, p)
		}
	}
	return unique
}

// over lays what another file states of the database over what is known.
func (d *database) over(o *database) {
	if o.versionAt.line > 0 {
		d.version, d.versionAt = o.version, o.versionAt
	}
	if o.tablesAt.line > 0 {
		d.tablesAt = o.tablesAt
	}
	tables := slices.Clone(d.tables)
	for _, t := range o.tables {
		if i := slices.IndexFunc(tables, func(u statedTable) bool { return u.Name == t.Name }); i >= 0 {
			tables[i] = t
		} else {
			tables = append(tables, t)
		}
	}
	d.tables = tables
}

// origin names the place of a key: by the name of the file that was asked for, or by the path from there to one that it extends.
func (c *Config) origin(at place) string {
	file := path.Base(c.Path)
	if at.file != "" && at.file != c.Path {
		file = from(c.Dir, at.file)
	}
	return fmt.Sprintf("%s:%d", file, at.line)
}

// from returns the path of a file as seen from a folder.
func from(dir, file string) string {
	up := ""
	for dir != "." && !strings.HasPrefix(file, dir+"/") {
		dir, up = path.Dir(dir), up+"../"
	}
	if dir == "." {
		return up + file
	}
	return up + file[len(dir)+1:]
}

// originOf names where the globs of a key come from.
func (c *Config) originOf(g globs) string {
	origins := []string{c.origin(g.at)}
	for _, one := range slices.Backward(g.list) {
		if o := c.origin(one.at); one.at.file != g.at.file && !slices.Contains(origins, o) {
			origins = append(origins, o)
		}
	}
	return strings.Join(origins, ", ")
}

// relativeTo returns a path of the tree relative to a folder, or false when it is not below it. The empty path stands for no file in
// particular.
func relativeTo(dir, file string) (string, bool) {
	if cmp.Or(dir, ".") == "." {
		return file, file != ""
	}
	rest, ok := strings.CutPrefix(file, dir)
	if !ok || rest == "" || rest[0] != '/' {
		return "", false
	}
	return rest[1:], true
}

// Joined returns errors as one, without repetitions: what is wrong with a file that many extend is wrong once.
func Joined(list []error) error {
	var unique []error
	seen := make(map[string]bool)
	for _, err := range list {
		if err == nil {
			continue
		}
		parts := []error{err}
		if many, ok := err.(interface{ Unwrap() []error }); ok {
			parts = many.Unwrap()
		}
		for _, p := range parts {
			if !seen[p.Error()] {
				seen[p.Error()] = true
				unique = append(unique, p)
			}
		}
	}
	return errors.Join(unique...)
}

// allOverrides returns the overrides of all files, in the order in which they apply.
func (c *Config) allOverrides() []*override {
	var all []*override
	for _, l := range c.chain() {
		for i := range l.overrides {
			all = append(all, &l.overrides[i])
		}
	}
	return all
}

// hasRule reports whether a rule of the team's own stands in one of the folders that the configuration names.
func (c *Config) hasRule(r *policy.Rule) bool {
	dir := path.Dir(path.Dir(r.File))
	return slices.ContainsFunc(c.policies, func(p policyDir) bool { return p.dir == dir })
}

// laterLayers writes the severities by which a file wins over the overrides of those that it extends.
func (s *shower) laterLayers(begin func(paths, origin string)) {
	for _, rule := range s.all {
		if st := s.states[rule]; st.chosen {
			for i := range st.steps {
				if o := &st.steps[i]; o.origin != "" && o.severity != "" {
					begin(`["**"]`, o.origin)
					s.line(3, fmt.Sprintf("%s: %s", rule.ID, o.severity), o.origin)
				}
			}
		}
	}
}
