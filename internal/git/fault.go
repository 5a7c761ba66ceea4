package git

import (
	"context"
	"fmt"
	"sync"
)

// faults is what went wrong while files were read: the first by path, so that it does not depend on who read first.
type faults struct {
	mu   sync.Mutex
	file File
	err  error
}

func (f *faults) add(file File, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err == nil || file.Path < f.file.Path {
		f.file, f.err = file, err
	}
}

// Err says why a file of the tree could not be read, if one could not be. It is then unknown what the tree has.
func (t *Tree) Err(ctx context.Context) error {
	t.faults.mu.Lock()
	file, err := t.faults.file, t.faults.err
	t.faults.mu.Unlock()
	switch {
	case err == nil:
		return nil
	case file.repo.partial(ctx):
		return &Error{
			fmt.Sprintf("this clone was made without the contents of old commits: that of %s is not in it", file.Path),
			"git fetch --refetch --no-filter; in GitHub Actions, give actions/checkout no filter",
		}
	}
	return &Error{fmt.Sprintf("git cannot read %s: %s", file.Path, err), "git fsck shows what is broken; a fresh clone mends it"}
}

// partial reports whether the repository is a clone that leaves objects at its origin until they are needed.
func (r *Repo) partial(ctx context.Context) bool {
	_, err := r.run(ctx, "config", "--get-regexp", `^remote\..*\.promisor$`)
	return err == nil
}
