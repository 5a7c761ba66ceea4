package cli

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/bdma-dev/bdma/internal/git"
	"github.com/bdma-dev/bdma/internal/source"
)

// history returns what git knows of the files below a folder; nil outside of a repository. Git is not run before there is
// something to ask, and where it cannot answer, nothing is known: no rule claims anything then.
func history(ctx context.Context, root string) *source.History {
	if _, err := os.Lstat(filepath.Join(root, ".git")); err != nil {
		return nil
	}
	open := sync.OnceValues(func() (*git.Repo, error) { return git.Open(ctx, root) })
	return &source.History{
		Head: sync.OnceValue(func() string {
			repo, err := open()
			if err != nil {
				return ""
			}
			head, err := repo.Resolve(ctx, "HEAD")
			if err != nil {
				return ""
			}
			return head
		}),
		Tracked: func(files []string) map[string]bool {
			repo, err := open()
			if err != nil {
				return nil
			}
			tracked, err := repo.Tracked(ctx, files)
			if err != nil {
				return nil
			}
			return tracked
		},
		Changed: func(since time.Time) map[string]time.Time {
			repo, err := open()
			if err != nil {
				return nil
			}
			changed, err := repo.Changed(ctx, since)
			if err != nil {
				return nil
			}
			return changed
		},
		Differ: func(commit string) (map[string]time.Time, bool) {
			repo, err := open()
			if err != nil {
				return nil, false
			}
			if _, err := repo.Resolve(ctx, commit); err != nil {
				return nil, false
			}
			files, err := repo.Differ(ctx, commit)
			return files, err == nil
		},
	}
}
