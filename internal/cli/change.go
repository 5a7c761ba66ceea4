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
	if base == "" && !staged {
		return nil
	}
	return func(ctx context.Context) (change *source.Change, err error) {
		defer func() { err = withHint(err) }()
		repo, err := git.Open(ctx, root)
		if err != nil {
			return nil, err
		}
		defer repo.Close()
		change = &source.Change{Base: base}
		var files []git.FileDiff
		if staged {
			change.Base = "HEAD"
			files, err = repo.StagedDiff(ctx)
		} else {
			files, err = committedSince(ctx, repo, base)
		}
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
}

func committedSince(ctx context.Context, repo *git.Repo, base string) ([]git.FileDiff, error) {
	tip, err := repo.Resolve(ctx, base)
	if err != nil {
		return nil, err
	}
	fork, err := repo.Fork(ctx, tip)
	if err != nil {
		return nil, err
	}
	return repo.Diff(ctx, fork)
}

// withHint shows the remedy that package git knows.
func withHint(err error) error {
	var e *git.Error
	if errors.As(err, &e) {
		return hinted{e, e.Hint}
	}
	return err
}
