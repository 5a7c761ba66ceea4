package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/internal/strictyaml"
	"github.com/bdma-dev/bdma/policies"
)

// workspace is where a command works: the repository, the paths within it, its configuration and its rules.
type workspace struct {
	root  string // absolute, in the system's notation
	tree  *source.Tree
	paths []string // of the tree
	cfg   *config.Config
	set   *policy.Set
	// wanted says which rules the run may need; nil means all.
	wanted func(*config.Config) func(*policy.Rule) bool

	// scope is what flags say of the state to judge, and against is what it is compared with.
	scope   scope
	against comparison
	// made is the working tree when tree is the index: what tools make is in it. Else it is nil.
	made *source.Tree
	// config is the tree that the configuration comes from, with what is owed and the team's own rules. It need not be tree.
	config *source.Tree
	// configFile is the path of --config, or empty.
	configFile string
	// nested are the configurations that hold in folders of their own, beside or below that of cfg.
	nested []*config.Config
	// newConfigs are the configurations that the change adds where the base says nothing, and that judge for that reason; sorted.
	newConfigs []string
}

// close releases what the workspace has open.
func (w *workspace) close() {
	w.tree.Close()
	if w.made != nil {
		w.made.Close()
	}
	w.against.close()
}

// inWorkspace opens the workspace of some paths, calls f with it and closes it.
func inWorkspace(args []string, configFile string, f func(*workspace) error) error {
	w, err := openWorkspace(args, configFile)
	if err != nil {
		return err
	}
	defer w.close()
	return f(w)
}

// inScope is inWorkspace for a run with some flags, which reads no more of the rules than it needs. Its f is given what the configuration
// comes to.
func inScope(ctx context.Context, s scope, flags config.Flags, args []string, configFile string, f func(*workspace, *config.Resolved) error) error {
	w := &workspace{scope: s}
	w.wanted = func(c *config.Config) func(*policy.Rule) bool { return config.MayNeed(flags, c, w.nested) }
	if err := w.openIn(ctx, args, configFile); err != nil {
		return err
	}
	defer w.close()
	sel, err := config.Resolve(w.set, flags, w.cfg, w.nested)
	if err != nil {
		// What is said of a mistake may need the rules that were not read.
		w.wanted = nil
		if err := w.loadRules(); err != nil {
			return err
		}
		if sel, err = config.Resolve(w.set, flags, w.cfg, w.nested); err != nil {
			return err
		}
	}
	return f(w, sel)
}

// inFolders is inWorkspace for a command that heeds the configurations of folders below the paths.
func inFolders(args []string, configFile string, f func(*workspace) error) error {
	w := &workspace{scope: scope{nested: true}}
	if err := w.open(args, configFile); err != nil {
		return err
	}
	defer w.close()
	return f(w)
}

// openWorkspace finds the repository of some paths given on the command line and loads what governs it.
// An empty configFile means that bdma.yaml is looked for from the first path upwards.
func openWorkspace(args []string, configFile string) (*workspace, error) {
	w := &workspace{}
	if err := w.open(args, configFile); err != nil {
		return nil, err
	}
	return w, nil
}

func (w *workspace) open(args []string, configFile string) error {
	return w.openIn(context.Background(), args, configFile)
}

func (w *workspace) openIn(ctx context.Context, args []string, configFile string) (err error) {
	if len(args) == 0 {
		args = []string{"."}
	}
	first, err := filepath.Abs(args[0])
	if err != nil {
		return err
	}
	if w.root, err = findRoot(first); err != nil {
		return err
	}
	for _, arg := range args {
		p, err := w.rel(arg)
		if err != nil {
			return err
		}
		w.paths = append(w.paths, p)
	}
	if w.tree, err = source.Open(w.root); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			w.close()
		}
	}()
	w.config = w.tree
	if err := w.compare(ctx); err != nil {
		return err
	}
	if err := w.checkPaths(args); err != nil {
		return err
	}
	return w.load(configFile)
}

func (w *workspace) load(configFile string) (err error) {
	file, ok := "", false
	if configFile != "" {
		if file, err = w.rel(configFile); err != nil {
			return err
		}
	}
	if err := w.chooseConfig(file); err != nil {
		return withHint(err)
	}
	if configFile != "" {
		if err := w.checkConfig(file); err != nil {
			return err
		}
		w.configFile, ok = file, true
	} else {
		file, ok = config.Find(w.config, w.start())
	}
	w.cfg = config.Default()
	loader := config.NewLoader(w.config)
	if ok {
		if w.cfg, err = loader.Load(file); err != nil {
			return w.explainConfig(err)
		}
	}
	if w.scope.nested && configFile == "" {
		if err := w.findNested(loader); err != nil {
			return w.explainConfig(err)
		}
	}
	return w.explainConfig(w.loadRules())
}

// start returns the folder from which bdma.yaml is looked for.
func (w *workspace) start() string {
	start := w.paths[0]
	if info, err := w.tree.Stat(start); err == nil && !info.IsDir() {
		start = path.Dir(start)
	}
	return start
}

// loadRules reads the embedded rules and the team's own.
func (w *workspace) loadRules() (err error) {
	folders := []policy.Folder{{FS: policies.FS, Name: "bdma"}}
	for _, dir := range config.PolicyDirs(w.cfg, w.nested) {
		sub, err := fs.Sub(w.config.FS(), dir)
		if err != nil {
			return err
		}
		folders = append(folders, policy.Folder{FS: sub, Name: dir, Custom: true})
	}
	if w.wanted == nil {
		w.set, err = policy.Load(folders...)
	} else {
		w.set, err = policy.LoadWanted(w.wanted(w.cfg), folders...)
	}
	if taken := new(policy.TakenError); errors.As(err, &taken) {
		return hintf("give the later rule a file and a package of another name; folders that are to share a rule name one folder under policies: or extend the file that does", "%w", err)
	}
	return err
}

// rel turns a path of the command line into one of the tree. It must exist and lie inside of the repository.
func (w *workspace) rel(arg string) (string, error) {
	abs, err := filepath.Abs(arg)
	if err != nil {
		return "", err
	}
	if _, err := os.Lstat(abs); errors.Is(err, fs.ErrNotExist) && !w.scope.elsewhere() {
		return "", missing(arg, abs)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	r, err := filepath.Rel(w.root, abs)
	if err != nil || r == ".." || strings.HasPrefix(r, ".."+string(filepath.Separator)) {
		return "", hintf("lint each repository in a run of its own", "%s is not in the repository %s", arg, w.root)
	}
	return filepath.ToSlash(r), nil
}

// missing says that a path does not exist, and what stands beside it that may have been meant.
func missing(arg, abs string) error {
	var names []string
	if entries, err := os.ReadDir(filepath.Dir(abs)); err == nil {
		for _, e := range entries {
			names = append(names, e.Name())
		}
	}
	hint := ""
	if best := strictyaml.Nearest(filepath.Base(abs), names); best != "" {
		hint = "did you mean " + filepath.Join(filepath.Dir(arg), best) + "?"
	}
	return hintf(hint, "%s does not exist", arg)
}

// findRoot returns the repository that an absolute path belongs to: the nearest folder above it with a .git, or, where
// there is none, the working folder if the path lies in it, or the path's own folder.
func findRoot(abs string) (string, error) {
	for dir := abs; ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	if wd, err := os.Getwd(); err == nil {
		if r, err := filepath.Rel(wd, abs); err == nil && filepath.IsLocal(r) {
			return wd, nil
		}
	}
	if info, err := os.Stat(abs); err == nil && !info.IsDir() {
		return filepath.Dir(abs), nil
	}
	return abs, nil
}

// abs returns the absolute path of a file of the tree.
func (w *workspace) abs(file string) string { return filepath.Join(w.root, filepath.FromSlash(file)) }

// display returns how a path of the tree reads from the working folder, which is what a terminal makes clickable.
func (w *workspace) display(file string) string {
	wd, err := os.Getwd()
	if err != nil {
		return file
	}
	r, err := filepath.Rel(wd, w.abs(file))
	if err != nil {
		return file
	}
	return r
}

// rule returns the rule of an id or an alias, or an error that names the one that was probably meant.
func (w *workspace) rule(id string) (*policy.Rule, error) {
	if r, ok := w.set.Get(id); ok {
		return r, nil
	}
	return nil, hintf("bdma rules", "%s", strictyaml.Unknown("rule", id, w.set.IDs()))
}

// resolve returns what the configuration comes to without any flag.
func (w *workspace) resolve() (*config.Resolved, error) {
	return config.Resolve(w.set, config.Flags{}, w.cfg, w.nested)
}
