package git

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"
)

// Index returns the files as the next commit will have them. What is only intended to be added is not among them. An index in
// which a conflict is not resolved cannot be committed, and is an error.
func (r *Repo) Index(ctx context.Context) (*Tree, error) {
	empty, err := r.emptyTree(ctx)
	if err != nil {
		return nil, err
	}
	// Compared with nothing, git lists all that the index has, and leaves out what the next commit will not have.
	changes, err := r.changes(ctx, r.hookIndex(ctx), "--cached", "--ita-invisible-in-index", empty)
	if err != nil {
		return nil, err
	}
	var conflicts []string
	t := &Tree{repo: r, sized: true}
	for _, c := range changes {
		if c.status == "U" {
			conflicts = append(conflicts, c.path)
			continue
		}
		t.add(c.mode, c.hash, c.path, unknownSize)
	}
	if n := len(conflicts); n > 0 {
		message := conflicts[0] + " has a conflict that is not resolved, so that the index does not say what will be committed"
		if n > 1 {
			message = fmt.Sprintf("%s and %d more have conflicts that are not resolved, so that the index does not say what will be committed", conflicts[0], n-1)
		}
		return nil, &Error{message, "resolve it, and git add " + conflicts[0]}
	}
	if err := t.measure(ctx); err != nil {
		return nil, err
	}
	return t, t.finish(ctx)
}

// measure finds out the sizes of the files.
func (t *Tree) measure(ctx context.Context) error {
	var in bytes.Buffer
	for _, f := range t.files {
		in.WriteString(f.Blob + "\n")
	}
	if in.Len() == 0 {
		return nil
	}
	out, err := t.repo.runWith(ctx, &in, nil, "cat-file", "--batch-check=%(objectsize)", "--buffer")
	if err != nil {
		return err
	}
	i := 0
	for line := range bytes.Lines(out) {
		if size, err := strconv.ParseInt(strings.TrimSpace(string(line)), 10, 64); err == nil && i < len(t.files) {
			t.files[i].Size = size
		}
		i++
	}
	return nil
}

// emptyTree returns the hash of the tree without files, which depends on the repository's kind of hashes.
func (r *Repo) emptyTree(ctx context.Context) (string, error) {
	out, err := r.run(ctx, "hash-object", "-t", "tree", "--stdin")
	return strings.TrimSpace(string(out)), err
}

// Head returns the commit that is checked out. Before the first one it is the tree without files, with which everything else can
// be compared too.
func (r *Repo) Head(ctx context.Context) (string, error) {
	out, err := r.run(ctx, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
	if err == nil {
		return strings.TrimSpace(string(out)), nil
	}
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if !r.unborn(ctx) {
		return "", &Error{"the commit that HEAD names is not in this clone", "git fsck shows what is broken; a fresh clone mends it"}
	}
	return r.emptyTree(ctx)
}

// unborn reports whether there is no commit yet on the branch that is checked out.
func (r *Repo) unborn(ctx context.Context) bool {
	if _, err := r.run(ctx, "symbolic-ref", "--quiet", "HEAD"); err != nil {
		return false
	}
	// This does not look for the commit, which a broken clone lacks.
	_, err := r.run(ctx, "rev-parse", "--verify", "--quiet", "HEAD")
	return err != nil && ctx.Err() == nil
}

// Parents returns the commits that a commit follows, as it names them: a shallow clone may not have them.
func (r *Repo) Parents(ctx context.Context, commit string) ([]string, error) {
	if !isHash(commit) {
		return nil, fmt.Errorf("%q is not the hash of a commit", commit)
	}
	raw, err := r.run(ctx, "cat-file", "commit", commit)
	if err != nil {
		return nil, err
	}
	var parents []string
	header, _, _ := strings.Cut(string(raw), "\n\n")
	for line := range strings.Lines(header) {
		if parent, ok := strings.CutPrefix(strings.TrimSpace(line), "parent "); ok && isHash(parent) {
			parents = append(parents, parent)
		}
	}
	return parents, nil
}

// Has reports whether the clone has a commit.
func (r *Repo) Has(ctx context.Context, commit string) bool {
	if !isHash(commit) {
		return false
	}
	out, err := r.run(ctx, "cat-file", "-t", commit)
	return err == nil && strings.TrimSpace(string(out)) == "commit"
}

// Contains reports whether a commit is another one, or follows it.
func (r *Repo) Contains(ctx context.Context, commit, earlier string) bool {
	if !isHash(commit) || !isHash(earlier) {
		return false
	}
	_, err := r.run(ctx, "merge-base", "--is-ancestor", earlier, commit)
	return err == nil
}
