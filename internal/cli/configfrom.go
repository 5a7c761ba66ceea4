package cli

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// What --config-from takes.
const (
	configBase = "base"
	configHead = "head"
)

func checkConfigFrom(value string) error {
	switch value {
	case "", configBase, configHead:
		return nil
	}
	return hintf("--config-from base judges a change by the rules that it is to be merged into", "%s", strictyaml.Unknown("value of --config-from", value, []string{configBase, configHead}))
}

// noConfig says why there is no base from which the configuration could come.
func (c *comparison) noConfig() error {
	why, hint := "and there is none", "--base origin/main"
	event := os.Getenv("GITHUB_EVENT_NAME")
	switch {
	case c.scope.base == noBase:
		why, hint = "and --base "+noBase+" asks for none", "--config-from "+configHead+", or a base"
	case c.why != "":
		why, hint = "and there is none: "+c.why, "--config-from "+configHead+", or name the base with --base"
	case os.Getenv("GITHUB_ACTIONS") == "true" && event != "":
		why = "and GitHub's event " + clipped(event) + " has none"
		hint = "--config-from base in pull requests only; elsewhere --config-from " + configHead + ", or name the base with --base"
	case os.Getenv("GITLAB_CI") == "true":
		why = "and this pipeline is not one for a merge request"
		hint = "--config-from base in merge requests only; elsewhere --config-from " + configHead + ", or name the base with --base"
	}
	return hintf(hint, "--config-from base needs a base, %s", why)
}

// mostPolicyFiles bounds the files of a team's own rules that are compared.
const mostPolicyFiles = 10_000

// configChanged returns what the change edits, adds or removes of that by which it could be judged: bdma.yaml, the files of what is
// owed and of what is covered, and the team's own rules; sorted.
func (w *workspace) configChanged() []string {
	before, now := w.against.base.Fork, w.tree
	candidates := make(map[string]bool)
	for _, tree := range []*source.Tree{before, now} {
		for _, cfg := range w.configsOf(tree) {
			candidates[path.Join(cfg.Dir, config.FileName)] = true
			candidates[cfg.CoverageBaseline()] = true
			candidates[cfg.Baseline()] = true
			if cfg.Path != "" {
				candidates[cfg.Path] = true
			}
			for _, dir := range cfg.PolicyDirs() {
				for _, t := range []*source.Tree{before, now} {
					addFiles(candidates, t, dir)
				}
			}
		}
	}
	var changed []string
	for file := range candidates {
		if differs(before, now, file) {
			changed = append(changed, file)
		}
	}
	slices.Sort(changed)
	return changed
}

// configsOf returns the configuration of a tree, as far as it can be read; what is wrong with one that nobody is judged by is
// nobody's concern.
func (w *workspace) configsOf(tree *source.Tree) []*config.Config {
	name, ok := w.configFile, w.configFile != ""
	if !ok {
		name, ok = config.Find(tree, w.start())
	}
	none := config.Default()
	if !ok {
		return []*config.Config{none, w.cfg}
	}
	none.Dir, none.Path = path.Dir(name), name
	cfg, err := config.Load(tree, name)
	if err != nil {
		return []*config.Config{none, w.cfg}
	}
	return []*config.Config{cfg, w.cfg}
}

func addFiles(list map[string]bool, tree *source.Tree, dir string) {
	n := 0
	_ = fs.WalkDir(tree.FS(), dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fs.SkipDir
		case n == mostPolicyFiles:
			return fs.SkipAll
		case d.Type().IsRegular() && slices.Contains([]string{".rego", ".txtar"}, path.Ext(name)):
			n++
			list[name] = true
		}
		return nil
	})
}

// differs reports whether two trees do not have the same content of a file.
func differs(a, b *source.Tree, file string) bool {
	before, err1 := a.Read(file, finding.MaxBaseline)
	after, err2 := b.Read(file, finding.MaxBaseline)
	if err1 != nil || err2 != nil {
		return (err1 == nil) != (err2 == nil)
	}
	return !sameText(before, after)
}

// elsewhere reports whether the files that count may be others than those in the working folder.
func (s scope) elsewhere() bool {
	return s.staged || s.head != "" || s.direct || s.configFrom == configBase
}

// checkPaths reports paths that are neither in the index nor in the working folder; of those in the working folder alone, a file may
// still be a report that nobody commits.
func (w *workspace) checkPaths(args []string) error {
	if !w.scope.elsewhere() {
		return nil
	}
	for i, p := range w.paths {
		_, err := w.tree.Stat(p)
		if err != nil && w.made != nil {
			_, err = w.made.Stat(p)
		}
		if err != nil && w.scope.direct && w.against.base != nil {
			_, err = w.against.base.Fork.Stat(p) // it was there
		}
		if errors.Is(err, fs.ErrNotExist) && i < len(args) {
			return missing(args[i], w.abs(p))
		}
	}
	return nil
}

// checkConfig reports a file named with --config that is not where the configuration is to come from.
func (w *workspace) checkConfig(file string) error {
	if _, err := w.config.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	switch {
	case w.scope.configFrom == configBase:
		return hintf("--config-from "+configHead+" until it is merged", "%s does not exist in %s, where the configuration is to come from", file, w.against.name)
	case w.scope.staged && w.made.Has(file):
		return hintf("git add "+file, "%s is not staged", file)
	}
	return missing(w.display(file), w.abs(file))
}

// explainConfig says where a configuration with a mistake comes from, when that is not the working folder.
func (w *workspace) explainConfig(err error) error {
	if err == nil || w.scope.configFrom != configBase {
		return err
	}
	return hintf("mend it there, or let the change be judged by its own: --config-from "+configHead, "the configuration of %s cannot be used:\n%w", w.against.name, err)
}

// configNote says that a bdma.yaml in the working folder does not count, because the index does not have one; else it is empty.
func (w *workspace) configNote() string {
	if w.made == nil || w.cfg.Path != "" || w.scope.configFrom == configBase {
		return ""
	}
	file, ok := config.Find(w.made, w.start())
	if !ok {
		return ""
	}
	return file + " is not staged, so that it does not count: git add " + file
}
