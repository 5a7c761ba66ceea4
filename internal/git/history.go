package git

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// mostArgs bounds the paths that one call of git is given, and mostCommits the commits that are looked at for changes: the
// last change of a file is in the newest.
const (
	mostArgs    = 500
	mostCommits = 2000
)

// Tracked returns those of some files that the index has. The value says that a file was not written again since it was
// checked out, not even with the same content.
func (r *Repo) Tracked(ctx context.Context, files []string) (map[string]bool, error) {
	tracked := make(map[string]bool)
	for len(files) > 0 {
		n := min(len(files), mostArgs)
		var args []string
		for _, f := range files[:n] {
			if fs.ValidPath(f) {
				args = append(args, f)
			}
		}
		files = files[n:]
		if len(args) == 0 {
			continue
		}
		known, err := r.names(ctx, append([]string{"ls-files", "-z", "--cached", "--"}, args...))
		if err != nil {
			return nil, err
		}
		// diff-files compares sizes and times, and looks at contents only where these cannot tell.
		written, err := r.names(ctx, append([]string{"diff-files", "-z", "--name-only", "--relative", "--no-ext-diff", "--"}, args...))
		if err != nil {
			return nil, err
		}
		for _, f := range known {
			tracked[f] = true
		}
		for _, f := range written {
			if _, ok := tracked[f]; ok {
				tracked[f] = false
			}
		}
	}
	return tracked, nil
}

// Changed returns the files that commits of HEAD's history changed after some time, and those that were edited after it and
// are not committed, each with the time of its last change. What a merge itself changed is not told, nor is the last commit
// of a shallow clone, which seems to change everything.
func (r *Repo) Changed(ctx context.Context, since time.Time) (map[string]time.Time, error) {
	changed := make(map[string]time.Time)
	shallow := r.shallow(ctx)
	// Two zeros begin a commit: no name is empty.
	out, err := r.run(ctx, "log", "--format=%x00%x00%ct %P", "--name-only", "-z", "--relative", "--no-renames", "--no-show-signature",
		"--no-ext-diff", "--no-textconv", "--no-mailmap", "--max-count="+strconv.Itoa(mostCommits), "--since=@"+strconv.FormatInt(since.Unix()+1, 10), "HEAD")
	if err != nil {
		return nil, err
	}
	for commit := range bytes.SplitSeq(out, []byte{0, 0}) {
		header, names, _ := strings.Cut(strings.TrimLeft(string(commit), "\x00"), "\x00")
		header, parents, _ := strings.Cut(strings.TrimSpace(header), " ")
		seconds, err := strconv.ParseInt(header, 10, 64)
		if err != nil || shallow && parents == "" {
			continue
		}
		at := time.Unix(seconds, 0)
		for name := range strings.SplitSeq(names, "\x00") {
			if name = strings.TrimPrefix(name, "\n"); name != "" && at.After(changed[name]) {
				changed[name] = at
			}
		}
	}
	edited, err := r.edited(ctx, since)
	if err != nil {
		return nil, err
	}
	for name, at := range edited {
		changed[name] = at
	}
	return changed, nil
}

// edited returns the tracked files that are not as they were committed, and were written after some time. A checkout
// writes files too, but as they were committed.
func (r *Repo) edited(ctx context.Context, since time.Time) (map[string]time.Time, error) {
	touched, err := r.names(ctx, []string{"diff-files", "-z", "--name-only", "--relative", "--no-ext-diff"})
	if err != nil {
		return nil, err
	}
	times := make(map[string]time.Time)
	var args []string
	for _, name := range touched {
		if info, err := os.Lstat(filepath.Join(r.dir, filepath.FromSlash(name))); err == nil && info.Mode().IsRegular() && info.ModTime().After(since) {
			times[name] = info.ModTime()
			args = append(args, name)
		}
	}
	edited := make(map[string]time.Time)
	for len(args) > 0 {
		n := min(len(args), mostArgs)
		names, err := r.names(ctx, append([]string{"ls-files", "-z", "--modified", "--"}, args[:n]...))
		if err != nil {
			return nil, err
		}
		args = args[n:]
		for _, name := range names {
			edited[name] = times[name]
		}
	}
	return edited, nil
}

// names runs a command that answers with names that end in zeros.
func (r *Repo) names(ctx context.Context, args []string) ([]string, error) {
	out, err := r.run(ctx, args...)
	if err != nil {
		return nil, err
	}
	var names []string
	for name := range strings.SplitSeq(string(out), "\x00") {
		if name != "" {
			names = append(names, name)
		}
	}
	return names, nil
}
