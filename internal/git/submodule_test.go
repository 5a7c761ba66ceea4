package git_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/git"
)

func TestTreeOfASubmodule(t *testing.T) {
	lib := initRepository(t)
	lib.write("lib.yaml", "one\n")
	if err := os.Symlink("lib.yaml", filepath.Join(lib.dir, "link.yaml")); err != nil {
		t.Skip(err)
	}
	lib.commit("first")
	r := initRepository(t)
	r.write("api.yaml", "api\n")
	before := r.commit("before")
	r.git("submodule", "--quiet", "add", lib.dir, "deps/lib")
	with := r.commit("with")
	sub := repository{t, filepath.Join(r.dir, "deps/lib")}
	sub.write("lib.yaml", "two\n")
	sub.write("new.yaml", "new\n")
	sub.git("add", "lib.yaml")
	sub.git("commit", "-q", "-m", "second")

	repo := open(t, r.dir)
	tree, err := repo.Tree(t.Context(), with)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := paths(tree), []string{".gitmodules", "api.yaml", "deps/lib/lib.yaml"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, name := range []string{"deps/lib/lib.yaml", "deps/lib/link.yaml"} {
		if data, err := fs.ReadFile(tree, name); err != nil || string(data) != "one\n" {
			t.Errorf("%s: got %q, %v; want what the commit names", name, data, err)
		}
	}
	edited, moved, known, err := tree.Touched(t.Context(), false)
	if err != nil || !known || !slices.Equal(edited, []string{"deps/lib/lib.yaml"}) || !slices.Equal(moved, []string{"deps/lib/new.yaml"}) {
		t.Errorf("touched are %q and %q, known %v, %v", edited, moved, known, err)
	}
	r.git("add", "deps/lib")
	if _, _, known, err := tree.Touched(t.Context(), true); known || err != nil {
		t.Errorf("what an index with another commit of the submodule touches is known, %v", err)
	}
	index, err := repo.Index(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if data, err := fs.ReadFile(index, "deps/lib/lib.yaml"); err != nil || string(data) != "two\n" {
		t.Errorf("the index has %q, %v", data, err)
	}
	earlier, err := repo.Tree(t.Context(), before)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, known, err := earlier.Touched(t.Context(), false); known || err != nil {
		t.Errorf("what a new submodule touches is known, %v", err)
	}

	// A submodule without the commit is an error that says what to fetch.
	r.git("update-index", "--cacheinfo", "160000,"+strings.Repeat("1", 40)+",deps/lib")
	var e *git.Error
	if _, err := repo.Index(t.Context()); !errors.As(err, &e) || !strings.Contains(e.Hint, "git -C deps/lib fetch origin 1111") {
		t.Errorf("got %v", err)
	}
}

// A commit may say that a submodule is where a symbolic link now leads out of the repository. Git would take the settings of what is
// there.
func TestSubmoduleBehindALink(t *testing.T) {
	outside := initRepository(t)
	outside.write("secret.yaml", "secret\n")
	commit := outside.commit("first")
	r := initRepository(t)
	r.git("update-index", "--add", "--cacheinfo", "160000,"+commit+",dep")
	r.git("commit", "-q", "-m", "first")
	if err := os.Symlink(outside.dir, filepath.Join(r.dir, "dep")); err != nil {
		t.Skip(err)
	}
	tree, err := open(t, r.dir).Tree(t.Context(), r.git("rev-parse", "HEAD"))
	if err != nil {
		t.Fatal(err)
	}
	if got := paths(tree); len(got) != 0 {
		t.Errorf("a repository elsewhere is read: %q", got)
	}
}
