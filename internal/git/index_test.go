package git_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/git"
)

func paths(tree *git.Tree) []string {
	var names []string
	for _, f := range tree.Files() {
		names = append(names, f.Path)
	}
	return names
}

func TestIndex(t *testing.T) {
	r := initRepository(t)
	index := func(dir string) *git.Tree {
		t.Helper()
		tree, err := open(t, filepath.Join(r.dir, dir)).Index(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return tree
	}
	r.write("untracked.sql", "SELECT 0;\n")
	if got := paths(index(".")); len(got) != 0 {
		t.Errorf("an index without files has %q", got)
	}
	r.write("db/1.sql", "SELECT 1;\n")
	r.write("db/empty.sql", "")
	r.write("gone.sql", "SELECT 2;\n")
	r.git("add", "db", "gone.sql")
	r.git("commit", "-q", "-m", "first")
	r.write("db/1.sql", "SELECT 11;\n")
	r.git("add", "db/1.sql")
	r.write("db/1.sql", "SELECT 111;\n")
	r.git("rm", "-q", "--cached", "gone.sql")
	r.write("db/intended.sql", "SELECT 3;\n")
	r.git("add", "-N", "db/intended.sql")
	for dir, want := range map[string][]string{".": {"db/1.sql", "db/empty.sql"}, "db": {"1.sql", "empty.sql"}} {
		tree := index(dir)
		if got := paths(tree); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", dir, got, want)
		}
		if err := fstest.TestFS(tree, want...); err != nil {
			t.Errorf("%s: %v", dir, err)
		}
	}
	tree := index(".")
	if data, err := fs.ReadFile(tree, "db/1.sql"); err != nil || string(data) != "SELECT 11;\n" {
		t.Errorf("got %q, %v; want what is staged", data, err)
	}
	for name, want := range map[string]int64{"db/1.sql": 11, "db/empty.sql": 0} {
		if info, err := tree.Stat(name); err != nil || info.Size() != want {
			t.Errorf("%s: %v, %v; want %d bytes", name, info, err, want)
		}
	}
}

func TestTreeFollowsLinks(t *testing.T) {
	r := initRepository(t)
	r.write("api/spec.yaml", "openapi: 3.1.0\n")
	r.write("secret", "in the repository")
	for link, target := range map[string]string{
		"spec.yaml": "api/spec.yaml", "folder": "api", "api/up": "..", "twice": "folder", "absolute": "/etc/passwd", "out": "../../etc/passwd",
		"loop": "loop", "a": "b", "b": "a", "dangling": "nothing", "api/again.yaml": "../twice/spec.yaml",
	} {
		if err := os.Symlink(target, filepath.Join(r.dir, link)); err != nil {
			t.Skip(err)
		}
	}
	tree, err := open(t, r.dir).Tree(t.Context(), r.commit("first"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"spec.yaml", "folder/spec.yaml", "twice/spec.yaml", "api/up/api/spec.yaml", "api/again.yaml", "folder/up/twice/up/folder/again.yaml"} {
		if data, err := fs.ReadFile(tree, name); err != nil || string(data) != "openapi: 3.1.0\n" {
			t.Errorf("%s: got %q, %v", name, data, err)
		}
	}
	for _, name := range []string{"absolute", "out", "loop", "a", "dangling", "loop/x", "spec.yaml/x"} {
		if _, err := tree.Open(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: got %v, want that it does not exist", name, err)
		}
	}
	if got := paths(tree); !slices.Equal(got, []string{"api/spec.yaml", "secret"}) {
		t.Errorf("the files are %q", got)
	}
	if where, err := tree.ReadLink("twice"); err != nil || where != "folder" {
		t.Errorf("ReadLink: %q, %v", where, err)
	}
	if _, err := tree.ReadLink("secret"); err == nil {
		t.Error("a file is read as a link")
	}
	if err := tree.Err(t.Context()); err != nil {
		t.Errorf("a link that leads nowhere is no fault of the clone: %v", err)
	}
}

// Of a file that is too large, the beginning tells what it is, and nobody takes it for the whole.
func TestTreeOfALargeFile(t *testing.T) {
	r := initRepository(t)
	r.write("large.yaml", "openapi: 3.1.0\n"+strings.Repeat("#", git.MaxFile))
	tree, err := open(t, r.dir).Tree(t.Context(), r.commit("first"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := tree.Open("large.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || info.Size() != git.MaxFile+15 {
		t.Errorf("Stat: %v, %v", info, err)
	}
	data, err := io.ReadAll(f)
	if !strings.HasPrefix(string(data), "openapi: 3.1.0\n") || err == nil {
		t.Errorf("got %d bytes and the error %v", len(data), err)
	}
}

func TestHead(t *testing.T) {
	r := initRepository(t)
	repo := open(t, r.dir)
	empty, err := repo.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tree, err := repo.Tree(t.Context(), empty)
	if err != nil || len(tree.Files()) != 0 {
		t.Errorf("before the first commit there is %v, %v", tree, err)
	}
	first := r.commit("first")
	if got, err := repo.Head(t.Context()); got != first || err != nil {
		t.Errorf("got %s, %v; want %s", got, err, first)
	}
	r.write(".git/refs/heads/main", strings.Repeat("1", 40)+"\n")
	if got, err := repo.Head(t.Context()); err == nil {
		t.Errorf("a commit that is not there is %s", got)
	}
}

func TestParents(t *testing.T) {
	r := initRepository(t)
	first := r.commit("first")
	r.git("switch", "-q", "-c", "a")
	a := r.commit("a\n\nparent " + strings.Repeat("1", 40))
	r.git("switch", "-q", "-c", "b", "main")
	b := r.commit("b")
	r.git("switch", "-q", "main")
	main := r.commit("main")
	r.git("merge", "-q", "-m", "octopus", "a", "b")
	repo := open(t, r.dir)
	for commit, want := range map[string][]string{r.git("rev-parse", "HEAD"): {main, a, b}, a: {first}, first: nil} {
		if got, err := repo.Parents(t.Context(), commit); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %q, %v; want %q", commit, got, err, want)
		}
	}
	if !repo.Has(t.Context(), a) || repo.Has(t.Context(), strings.Repeat("1", 40)) || repo.Has(t.Context(), "--help") {
		t.Error("Has says something else than the repository")
	}
	if !repo.Contains(t.Context(), main, first) || repo.Contains(t.Context(), first, main) || repo.Contains(t.Context(), "main", first) {
		t.Error("Contains says something else than the history")
	}
}
