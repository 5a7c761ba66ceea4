package cli

import (
	"context"

	"github.com/bdma-dev/bdma/internal/git"
	"github.com/bdma-dev/bdma/internal/source"
)

// openBase opens what --base names, and returns what closes it. Without a name there is no base.
func openBase(ctx context.Context, root, ref string) (base *source.Base, closeBase func(), err error) {
	if ref == "" {
		return nil, func() {}, nil
	}
	defer func() { err = withHint(err) }()
	repo, err := git.Open(ctx, root)
	if err != nil {
		return nil, nil, err
	}
	tip, err := repo.Resolve(ctx, ref)
	if err != nil {
		return nil, nil, err
	}
	fork, err := repo.Fork(ctx, tip)
	if err != nil {
		return nil, nil, err
	}
	base = &source.Base{Name: ref}
	edited, moved, err := repo.Touched(ctx, fork)
	if err != nil {
		return nil, nil, err
	}
	base.Touched = &source.Touched{Edited: edited, Moved: moved}
	for _, t := range []struct {
		commit string
		tree   **source.Tree
	}{{fork, &base.Fork}, {tip, &base.Tip}} {
		if t.commit == fork && base.Fork != nil {
			*t.tree = base.Fork
			continue
		}
		files, err := repo.Tree(ctx, t.commit)
		if err != nil {
			return nil, nil, err
		}
		*t.tree = source.FromFS(files)
	}
	return base, func() { _ = repo.Close() }, nil
}
