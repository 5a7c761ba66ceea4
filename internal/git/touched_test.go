package git_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTouched(t *testing.T) {
	r := initRepository(t)
	for _, name := range []string{"same.sql", "edited.sql", "staged.sql", "gone.sql", "sub/moved.sql", "committed.sql"} {
		r.write(name, "SELECT '"+name+"';\n")
	}
	r.write(".gitignore", "ignored.sql\n")
	fork := r.commit("first")
	r.write("committed.sql", "SELECT 2;\n")
	r.commit("second")
	r.write("edited.sql", "SELECT 2;\n")
	r.write("staged.sql", "SELECT 2;\n")
	r.git("add", "staged.sql")
	r.git("mv", "sub/moved.sql", "sub/to.sql")
	r.write("sub/ä \"new\".sql", "SELECT 1;\n")
	r.write("ignored.sql", "SELECT 1;\n")
	if err := os.Remove(filepath.Join(r.dir, "gone.sql")); err != nil {
		t.Fatal(err)
	}
	for folder, want := range map[string][2][]string{
		".":   {{"committed.sql", "edited.sql", "staged.sql"}, {"gone.sql", "sub/moved.sql", "sub/to.sql", "sub/ä \"new\".sql"}},
		"sub": {nil, {"moved.sql", "to.sql", "ä \"new\".sql"}},
	} {
		t.Run(folder, func(t *testing.T) {
			tree, err := open(t, filepath.Join(r.dir, folder)).Tree(t.Context(), fork)
			if err != nil {
				t.Fatal(err)
			}
			edited, moved, known, err := tree.Touched(t.Context(), false)
			if err != nil || !known {
				t.Fatal(known, err)
			}
			slices.Sort(edited)
			slices.Sort(moved)
			if d := cmp.Diff(want, [2][]string{edited, moved}); d != "" {
				t.Error(d)
			}
		})
	}
}
