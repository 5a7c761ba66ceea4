package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/git"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/source"
)

// noBase is what --base takes for a run that compares with nothing, although a base could be found.
const noBase = "none"

// scope is what the flags of a command say of the state that is judged, and of the one that it is compared with.
type scope struct {
	// base is a commit, noBase, or empty: then a CI system may tell.
	base string
	// staged judges the index, and changed reports only what stands in files that differ.
	staged, changed bool
	// configFrom is configBase, configHead, which empty stands for, or configAuto until it is decided.
	configFrom string
	// given says that the command has such flags at all.
	given bool
	// head is a commit that is judged instead of the working folder; empty for the folder.
	head string
	// direct compares with the base as it is, instead of where its history and that of HEAD part.
	direct bool
	// nested says that bdma.yaml files in folders below the paths count for these folders.
	nested bool
}

// comparison is what a run is compared with. The zero value is compared with nothing.
type comparison struct {
	scope scope
	// repo is nil when git is not needed.
	repo *git.Repo
	// name is what people call the base, and why how bdma knows it when nobody said it; commit is the base, and fork the commit in
	// which its history and that of HEAD part. Without a base they are empty, but for a reason why there is none.
	name, why, commit, fork string
	base                    *source.Base
	forkTree                *git.Tree
	// trees are what git has read, which may have failed.
	trees []*git.Tree
	// differ are the files to which --changed limits the report.
	differ *difference
	// configChanged are the files by which a run is judged that the change touches.
	configChanged []string
	// headTree is what is judged when it is a commit.
	headTree *git.Tree
}

// close ends what git runs.
func (c *comparison) close() {
	if c.repo != nil {
		_ = c.repo.Close()
	}
}

// compare opens what the scope names: the base, and the index if that is what is judged.
func (w *workspace) compare(ctx context.Context) (err error) {
	c := &w.against
	c.scope = w.scope
	if !c.scope.given {
		return nil
	}
	defer func() { err = withHint(err) }()
	if err := checkConfigFrom(c.scope.configFrom); err != nil {
		return err
	}
	if err := c.findBase(ctx, w.root); err != nil {
		return err
	}
	if c.scope.staged || c.scope.changed {
		if err := c.open(ctx, w.root); err != nil {
			return err
		}
	}
	if c.scope.staged {
		index, err := c.repo.Index(ctx)
		if err != nil {
			return err
		}
		index.Near(w.tree.FS())
		c.trees = append(c.trees, index)
		w.made, w.tree = w.tree, source.FromFS(index)
	}
	if c.scope.head != "" {
		if err := w.judgeCommit(ctx); err != nil {
			return err
		}
	}
	if c.commit != "" {
		if err := c.openBase(ctx); err != nil {
			return err
		}
	}
	if c.scope.changed {
		if c.differ, err = c.findDifference(ctx, w.tree); err != nil {
			return err
		}
	}
	w.config = w.tree
	if c.scope.configFrom == configBase {
		if c.base == nil {
			return c.noConfig()
		}
		w.config = c.base.Tip
	}
	return nil
}

func (c *comparison) open(ctx context.Context, root string) (err error) {
	if c.repo != nil {
		return nil
	}
	if _, err := os.Lstat(filepath.Join(root, ".git")); errors.Is(err, os.ErrNotExist) && (c.scope.base == "" || c.scope.base == noBase) {
		flag, what := "--changed", "nobody knows what has changed"
		if c.scope.staged {
			flag, what = "--staged", "nothing is staged"
		}
		return hintf("leave "+flag+" out, or lint a clone", "%s is not in a git repository, so that %s", root, what)
	}
	c.repo, err = git.Open(ctx, root)
	return err
}

// findBase finds the commit to compare with, where there is one.
func (c *comparison) findBase(ctx context.Context, root string) error {
	ref := c.scope.base
	switch {
	case ref == noBase:
		return nil
	case ref == "" && c.scope.staged:
		return nil // what is staged is not what a CI system tells of
	case ref == "":
		return c.askCI(ctx, root)
	}
	if err := c.open(ctx, root); err != nil {
		return err
	}
	c.name = ref
	var err error
	if ref == "HEAD" {
		c.commit, err = c.repo.Head(ctx) // there need not be one yet
	} else {
		c.commit, err = c.repo.Resolve(ctx, ref)
	}
	return err
}

// openBase reads the trees of the base.
func (c *comparison) openBase(ctx context.Context) (err error) {
	if c.fork = c.commit; !c.scope.direct {
		if c.fork, err = c.repo.Fork(ctx, c.commit); err != nil {
			return err
		}
	}
	c.base = &source.Base{Name: c.name}
	fork, err := c.past(ctx, c.fork)
	if err != nil {
		return err
	}
	c.forkTree = fork
	c.base.Fork = source.FromFS(fork)
	c.base.Tip = c.base.Fork
	if c.commit != c.fork {
		tip, err := c.past(ctx, c.commit)
		if err != nil {
			return err
		}
		c.base.Tip = source.FromFS(tip)
	}
	if c.headTree != nil {
		edited, moved := git.Between(fork, c.headTree)
		c.base.Touched = &source.Touched{Edited: edited, Moved: moved}
		return nil
	}
	edited, moved, known, err := fork.Touched(ctx, c.scope.staged)
	if known {
		c.base.Touched = &source.Touched{Edited: edited, Moved: moved}
	}
	return err
}

// judgeCommit judges a commit instead of the working folder.
func (w *workspace) judgeCommit(ctx context.Context) error {
	c := &w.against
	if err := c.open(ctx, w.root); err != nil {
		return err
	}
	commit, err := c.repo.Resolve(ctx, c.scope.head)
	if err != nil {
		return err
	}
	if c.headTree, err = c.read(c.repo.Tree(ctx, commit)); err != nil {
		return err
	}
	w.made, w.tree = w.tree, source.FromFS(c.headTree)
	return nil
}

// past lists the files of a commit that a change is compared with.
func (c *comparison) past(ctx context.Context, commit string) (*git.Tree, error) {
	return c.read(c.repo.Past(ctx, commit))
}

// read takes note of a tree, of which somebody will ask what could not be read.
func (c *comparison) read(tree *git.Tree, err error) (*git.Tree, error) {
	if err == nil {
		c.trees = append(c.trees, tree)
	}
	return tree, err
}

// options tells a run what it is compared with.
func (w *workspace) options(opt *lint.Options) {
	c := &w.against
	opt.Made, opt.Base = w.made, c.base
	opt.Compare = c.base != nil && !c.scope.changed
	if c.base != nil || c.scope.staged {
		opt.Change = c.change
	}
}

// finish returns the error of a run, which is another one when what git has could not be read: a run that does not know what the
// base has must not call anything new.
func (w *workspace) finish(ctx context.Context, err error) error {
	c := &w.against
	if err == nil && c.base != nil {
		c.configChanged = w.configChanged()
	}
	for i, t := range c.trees {
		if fault := t.Err(ctx); fault != nil {
			if c.scope.staged && i == 0 || t == c.headTree {
				return withHint(fault)
			}
			return withHint(&git.Error{Message: "the base " + c.name + " cannot be judged: " + fault.Error(), Hint: hintOf(fault)})
		}
	}
	var base *lint.BaseError
	if errors.As(err, &base) {
		return hinted{err, "mend what it says, or judge without the base: --base " + noBase}
	}
	return err
}

// describe tells a report what the run was compared with.
func (w *workspace) describe(run *report.Run, result *lint.Result) {
	c := &w.against
	run.BaseWhy = c.why
	if c.base == nil {
		return
	}
	if !c.scope.changed {
		run.Base, run.Fixed = c.name, result.Fixed
	}
	if c.scope.configFrom == configBase {
		run.ConfigFrom = c.name
	}
	run.ConfigChanged, run.ConfigNew = c.configChanged, w.newConfigs
}

// sourceOf returns what reads the text that findings speak of. Coverage is about the files that tests ran, which are those in the
// working folder, whatever is staged.
func (w *workspace) sourceOf(fs []finding.Finding) func(file string) ([]byte, error) {
	if w.made == nil {
		return func(file string) ([]byte, error) { return w.tree.Read(file, source.MaxDocument) }
	}
	staged := make(map[string]bool)
	for i := range fs {
		if fs[i].Kind != facts.Coverage {
			staged[fs[i].File] = true
		}
	}
	return func(file string) ([]byte, error) {
		if staged[file] {
			return w.tree.Read(file, source.MaxDocument)
		}
		return w.made.Read(file, source.MaxDocument)
	}
}
