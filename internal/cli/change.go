package cli

import (
	"context"
	"errors"

	"github.com/bdma-dev/bdma/internal/git"
	"github.com/bdma-dev/bdma/internal/source"
)

// changeSince returns what tells what is to be merged: what is staged, or what was committed since the history of HEAD and
// that of a base parted. It is nil when neither is asked for. Git is asked only once somebody needs the answer.
func changeSince(root, base string, staged bool) func(context.Context) (*source.Change, error) {
	if base == noBase {
		base = ""
	}
	if base == "" && !staged {
		return nil
	}
	return func(ctx context.Context) (change *source.Change, err error) {
		defer func() { err = withHint(err) }()
		c := comparison{scope: scope{base: base, staged: staged, given: true}}
		defer c.close()
		if err := c.findBase(ctx, root); err != nil {
			return nil, err
		}
		if err := c.open(ctx, root); err != nil {
			return nil, err
		}
		return c.change(ctx)
	}
}

// change tells which lines are new: in the index, or in HEAD.
func (c *comparison) change(ctx context.Context) (change *source.Change, err error) {
	defer func() { err = withHint(err) }()
	change = &source.Change{Base: c.name}
	from := c.fork
	switch {
	case c.commit == "":
		change.Base = "HEAD"
		from, err = c.repo.Head(ctx)
	case from == "":
		from, err = c.repo.Fork(ctx, c.commit)
	}
	if err != nil {
		return nil, err
	}
	diff := c.repo.Diff
	if c.scope.staged {
		diff = c.repo.StagedSince
	}
	files, err := diff(ctx, from)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		c := source.ChangedFile{Path: f.Path, OldPath: f.OldPath, New: f.New}
		for _, l := range f.Added {
			c.Added = append(c.Added, source.LineRange(l))
		}
		change.Files = append(change.Files, c)
	}
	return change, nil
}

// withHint shows the remedy that package git knows.
func withHint(err error) error {
	if hint := hintOf(err); hint != "" {
		return hinted{err, hint}
	}
	return err
}

func hintOf(err error) string {
	var e *git.Error
	if errors.As(err, &e) {
		return e.Hint
	}
	return ""
}
