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
	configAuto = "auto"
)

func checkConfigFrom(value string) error {
	switch value {
	case "", configBase, configHead, configAuto:
		return nil
	}
	return hintf("--config-from base judges a change by the rules that it is to be merged into", "%s", strictyaml.Unknown("value of --config-from", value, []string{configAuto, configBase, configHead}))
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
	case os.Getenv("GITHUB_ACTIONS") == "true" && ofChange():
		why, hint = "and what is linted is no clone of the repository", "let actions/checkout clone it: git must be installed before it runs"
	case os.Getenv("GITHUB_ACTIONS") == "true" && event != "":
		why = "and GitHub's event " + clipped(event) + " has none"
		hint = "--config-from base in pull requests only; elsewhere --config-from " + configHead + ", or name the base with --base"
	case os.Getenv("GITLAB_CI") == "true" && ofChange():
		why, hint = "and CI_MERGE_REQUEST_DIFF_BASE_SHA is not set", "name the base with --base"
	case os.Getenv("GITLAB_CI") == "true":
		why = "and this pipeline is not one for a merge request"
		hint = "--config-from base in merge requests only; elsewhere --config-from " + configHead + ", or name the base with --base"
	}
	return hintf(hint, "--config-from %s needs a base, %s", c.scope.configFrom, why)
}

// mostPolicyFiles bounds the files of a team's own rules that are compared.
const mostPolicyFiles = 10_000

// configChanged returns what the change edits, adds or removes of that by which it could be judged: every bdma.yaml, the files that
// these extend, those of what is owed and of what is covered, and the team's own rules; sorted.
func (w *workspace) configChanged() []string {
	base, now := w.against.base, w.tree
	candidates, policies := make(map[string]bool), make(map[string]bool)
	for _, tree := range []*source.Tree{base.Fork, now} {
		for _, cfg := range w.configsOf(tree) {
			candidates[path.Join(cfg.Dir, config.FileName)] = true
			candidates[cfg.CoverageBaseline()] = true
			candidates[cfg.Baseline()] = true
			for _, file := range cfg.Files() {
				candidates[file] = true
			}
			for _, dir := range cfg.PolicyDirs() {
				policies[dir] = true
			}
		}
	}
	for dir := range policies {
		addFiles(candidates, base.Fork, dir)
		addFiles(candidates, now, dir)
	}
	var changed []string
	for file := range candidates {
		if !base.Leaves(file) && differs(base.Fork, now, file) {
			changed = append(changed, file)
		}
	}
	slices.Sort(changed)
	return changed
}

// configsOf returns the configurations of a tree, as far as they can be read, and those of the run; what is wrong with one that nobody
// is judged by is nobody's concern.
func (w *workspace) configsOf(tree *source.Tree) []*config.Config {
	var files []string
	if w.configFile != "" {
		files = []string{w.configFile}
	} else {
		files, _ = config.FindBelow(tree, w.paths)
		for _, p := range append([]string{w.start()}, w.paths...) {
			if file, ok := config.Find(tree, p); ok {
				files = append(files, file)
			}
		}
	}
	slices.Sort(files)
	list := append([]*config.Config{config.Default(), w.cfg}, w.nested...)
	loader := config.NewLoader(tree)
	for _, file := range slices.Compact(files) {
		cfg, err := loader.Load(file)
		if err != nil {
			cfg = config.Default()
			cfg.Dir, cfg.Path = path.Dir(file), file
		}
		list = append(list, cfg)
	}
	return list
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
	return s.staged || s.head != "" || s.direct || s.configFrom == configBase || s.configFrom == configAuto
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
	if err == nil || w.scope.configFrom != configBase || len(w.newConfigs) > 0 {
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
