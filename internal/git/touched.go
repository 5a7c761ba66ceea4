package git

import (
	"bytes"
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
)

// change is a line of what git says of the difference between a commit and the index or the working tree.
type change struct {
	// was and mode are the modes before and after, hash is that of the content after, where git knows it.
	was, mode, hash, status, path string
}

// changes runs diff-index.
func (r *Repo) changes(ctx context.Context, env []string, args ...string) ([]change, error) {
	args = append([]string{"diff-index", "--raw", "-z", "--no-abbrev", "--relative", "--no-renames", "--no-ext-diff", "--ignore-submodules=dirty"}, args...)
	out, err := r.runWith(ctx, nil, env, append(args, "--")...)
	if err != nil {
		return nil, err
	}
	var list []change
	fields := strings.Split(string(out), "\x00")
	for i := 0; i+1 < len(fields); i += 2 {
		f := strings.Fields(strings.TrimPrefix(fields[i], ":"))
		if len(f) != 5 {
			return nil, fmt.Errorf("git diff-index answers %q", fields[i])
		}
		if name := fields[i+1]; fs.ValidPath(name) {
			list = append(list, change{was: f[0], mode: f[1], hash: f[3], status: f[4], path: name})
		}
	}
	return list, nil
}

// Touched returns the paths of the files that are not as they are in the tree of a commit: those that are edited, and those that are
// there only before or only now. Now is the index if it is what is asked for, else the working tree, of which git is told to
// ignore some files. It is not known when a whole submodule came or went.
func (t *Tree) Touched(ctx context.Context, staged bool) (edited, moved []string, known bool, err error) {
	if t.commit == "" {
		return nil, nil, false, nil
	}
	var env, args []string
	if staged {
		env, args = t.repo.hookIndex(ctx), []string{"--cached", "--ita-invisible-in-index"}
	}
	// Without --cached, git looks at sizes and times first, and says that a file differs when these do: refreshing the index would write.
	changes, err := t.repo.changes(ctx, env, append(args, t.commit)...)
	if err != nil {
		return nil, nil, false, err
	}
	for _, c := range changes {
		switch {
		case c.was == submoduleMode && c.mode == submoduleMode && !staged:
			// Its files are looked at below.
		case c.was == submoduleMode || c.mode == submoduleMode:
			return nil, nil, false, nil
		case c.status == "A" || c.status == "D":
			moved = append(moved, c.path)
		default:
			edited = append(edited, c.path)
		}
	}
	if staged {
		return edited, moved, true, nil
	}
	untracked, err := t.repo.names(ctx, []string{"ls-files", "-z", "--others", "--exclude-standard"})
	if err != nil {
		return nil, nil, false, err
	}
	moved = append(moved, untracked...)
	for _, sub := range t.submodules {
		if sub.tree == nil {
			continue
		}
		e, m, ok, err := sub.tree.Touched(ctx, false)
		if err != nil || !ok {
			return nil, nil, false, err
		}
		for _, name := range e {
			edited = append(edited, sub.path+"/"+name)
		}
		for _, name := range m {
			moved = append(moved, sub.path+"/"+name)
		}
	}
	return edited, moved, true, nil
}

// Same reports whether a file of the tree has a content, which is known without reading it. What git was told to do to ends of
// lines makes no difference.
func (t *Tree) Same(name string, content []byte) bool {
	i, ok := t.find(name)
	if !ok {
		return false
	}
	blob := t.files[i].Blob
	return blobHash(content, len(blob)) == blob || blobHash(bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n")), len(blob)) == blob
}

// blobHash returns the hash by which git knows a content, in a repository whose hashes have some length.
func blobHash(content []byte, length int) string {
	h := sha1.New()
	if length == hex.EncodedLen(sha256.Size) {
		h = sha256.New()
	}
	fmt.Fprintf(h, "blob %d\x00", len(content))
	h.Write(content)
	return hex.EncodeToString(h.Sum(nil))
}
