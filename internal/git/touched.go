package git

import (
	"context"
	"fmt"
)

// Touched returns the paths of the files that are not as they are in a commit: those that are edited, and those that are there
// only before or only now. What git is told to ignore is not among them.
func (r *Repo) Touched(ctx context.Context, commit string) (edited, moved []string, err error) {
	if !isHash(commit) {
		return nil, nil, fmt.Errorf("%q is not the hash of a commit", commit)
	}
	// diff-index looks at sizes and times first, and says that a file differs when these do: refreshing the index would write.
	fields, err := r.names(ctx, []string{"diff-index", "-z", "--name-status", "--relative", "--no-renames", "--no-ext-diff", commit, "--"})
	if err != nil {
		return nil, nil, err
	}
	for i := 0; i+1 < len(fields); i += 2 {
		switch status, name := fields[i], fields[i+1]; status {
		case "A", "D":
			moved = append(moved, name)
		default:
			edited = append(edited, name)
		}
	}
	untracked, err := r.names(ctx, []string{"ls-files", "-z", "--others", "--exclude-standard"})
	if err != nil {
		return nil, nil, err
	}
	return edited, append(moved, untracked...), nil
}
