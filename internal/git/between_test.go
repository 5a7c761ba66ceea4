package git_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/git"
)

func TestBetween(t *testing.T) {
	r := initRepository(t)
	for _, name := range []string{"same.yaml", "edited.yaml", "gone.yaml", "a/moved.yaml"} {
		r.write(name, "name: "+name+"\n")
	}
	first := r.commit("first")
	r.write("edited.yaml", "name: another\n")
	r.write("new.yaml", "name: new\n")
	r.git("mv", "a/moved.yaml", "b.yaml")
	r.git("rm", "-q", "gone.yaml")
	second := r.commit("second")
	r.write("edited.yaml", "name: not committed\n")
	repo := open(t, r.dir)
	before, err := repo.Tree(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	after, err := repo.Tree(t.Context(), second)
	if err != nil {
		t.Fatal(err)
	}
	edited, moved := git.Between(before, after)
	if d := cmp.Diff([2][]string{{"edited.yaml"}, {"a/moved.yaml", "b.yaml", "gone.yaml", "new.yaml"}}, [2][]string{edited, moved}); d != "" {
		t.Error(d)
	}
	if edited, moved := git.Between(after, after); len(edited)+len(moved) > 0 {
		t.Errorf("a tree differs from itself: %q %q", edited, moved)
	}
}
