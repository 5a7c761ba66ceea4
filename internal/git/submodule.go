package git

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
)

// The modes of what is in a tree beside files.
const (
	linkMode      = "120000"
	submoduleMode = "160000"
)

// submodule is another repository in a folder of a tree, at a commit.
type submodule struct {
	path, commit string
	// tree is nil when the submodule is not checked out: nothing of it is read then.
	tree *Tree
}

// enter adds the files of submodules.
func (t *Tree) enter(ctx context.Context) error {
	for i := range t.submodules {
		s := &t.submodules[i]
		repo, err := t.repo.submodule(ctx, s.path)
		if err != nil {
			return err
		}
		if repo == nil {
			continue
		}
		if !repo.Has(ctx, s.commit) {
			return &Error{
				fmt.Sprintf("the submodule %s does not have the commit %.12s, which is what it is compared with", s.path, s.commit),
				fmt.Sprintf("git -C %s fetch origin %s; in GitHub Actions, give actions/checkout fetch-depth: 0", s.path, s.commit),
			}
		}
		if s.tree, err = repo.tree(ctx, s.commit, t.sized); err != nil {
			return fmt.Errorf("submodule %s: %w", s.path, err)
		}
		for _, f := range s.tree.files {
			f.Path = path.Join(s.path, f.Path)
			t.files = append(t.files, f)
		}
		for name, link := range s.tree.links {
			if t.links == nil {
				t.links = make(map[string]File)
			}
			t.links[path.Join(s.path, name)] = link
		}
	}
	return nil
}

// submodule opens the repository in a folder; it is nil when there is none. No symbolic link is followed out of this one: git would
// take the settings of whatever it finds there.
func (r *Repo) submodule(ctx context.Context, dir string) (*Repo, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if repo, ok := r.subs[dir]; ok {
		return repo, nil
	}
	root, err := os.OpenRoot(r.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var repo *Repo
	if _, err := root.Lstat(filepath.FromSlash(path.Join(dir, ".git"))); err == nil {
		if repo, err = Open(ctx, filepath.Join(r.dir, filepath.FromSlash(dir))); err != nil {
			return nil, err
		}
	}
	if r.subs == nil {
		r.subs = make(map[string]*Repo)
	}
	r.subs[dir] = repo
	return repo, nil
}
