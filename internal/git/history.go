package git

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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

// InHead returns those of some files that the commit that is checked out has.
func (r *Repo) InHead(ctx context.Context, files []string) (map[string]bool, error) {
	head, err := r.Head(ctx)
	if err != nil {
		return nil, err
	}
	has := make(map[string]bool)
	for part := range slices.Chunk(files, mostArgs) {
		args := []string{"ls-tree", "-z", "--name-only", head, "--"}
		for _, f := range part {
			if fs.ValidPath(f) {
				args = append(args, f)
			}
		}
		known, err := r.names(ctx, args)
		if err != nil {
			return nil, err
		}
		for _, f := range known {
			has[f] = true
		}
	}
	return has, nil
}

// Changed returns the files that were written after some time with a content that is newer too: that of a commit of HEAD's
// history after it, or one that is not committed. The value is the time since when the content is there. A file that was
// tested before it was committed is not told: it was written before. Nor is one that a checkout wrote, when its commit is
// old. What a merge itself changed is not told either, and not the last commit of a shallow clone, which seems to change
// everything.
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
			if name = strings.TrimPrefix(name, "\n"); name == "" {
				continue
			}
			if _, seen := changed[name]; seen {
				continue // by a newer commit
			}
			if written := r.written(name); written.After(since) {
				changed[name] = earlier(at, written)
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

// edited returns the tracked files whose content is not that of HEAD, and that were written after some time.
func (r *Repo) edited(ctx context.Context, since time.Time) (map[string]time.Time, error) {
	edited := make(map[string]time.Time)
	staged, err := r.names(ctx, []string{"diff-index", "-z", "--cached", "--name-only", "--relative", "--no-renames", "--no-ext-diff", "HEAD"})
	if err != nil {
		return nil, err
	}
	for _, name := range staged {
		if written := r.written(name); written.After(since) {
			edited[name] = written
		}
	}
	touched, err := r.names(ctx, []string{"diff-files", "-z", "--name-only", "--relative", "--no-ext-diff"})
	if err != nil {
		return nil, err
	}
	touched = slices.DeleteFunc(touched, func(name string) bool { return !r.written(name).After(since) })
	for len(touched) > 0 {
		n := min(len(touched), mostArgs)
		names, err := r.names(ctx, append([]string{"ls-files", "-z", "--modified", "--"}, touched[:n]...))
		if err != nil {
			return nil, err
		}
		touched = touched[n:]
		for _, name := range names {
			edited[name] = r.written(name)
		}
	}
	return edited, nil
}

// Differ returns the files in which a commit differs from HEAD, each with the time at which it was written here.
func (r *Repo) Differ(ctx context.Context, commit string) (map[string]time.Time, error) {
	if !isHash(commit) {
		return nil, &Error{fmt.Sprintf("%q is not the hash of a commit", commit), ""}
	}
	names, err := r.names(ctx, []string{"diff-tree", "-r", "-z", "--name-only", "--relative", "--no-renames", "--no-ext-diff", commit, "HEAD"})
	if err != nil {
		return nil, err
	}
	files := make(map[string]time.Time)
	for _, name := range names {
		if at := r.written(name); !at.IsZero() {
			files[name] = at
		}
	}
	return files, nil
}

// written returns when a file was written here; zero when it is not.
func (r *Repo) written(name string) time.Time {
	info, err := os.Lstat(filepath.Join(r.dir, filepath.FromSlash(name)))
	if err != nil || !info.Mode().IsRegular() {
		return time.Time{}
	}
	return info.ModTime()
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
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
