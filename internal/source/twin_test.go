package source

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
)

// What a change leaves alone is read beside the changed tree, and nothing else is.
func TestBesideReadsWhatIsUntouched(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	fork := FromFS(fstest.MapFS{"same": file("from git"), "edited": file("from git"), "gone": file("from git"), "linked": file("from git")})
	head := FromFS(fstest.MapFS{"same": file("at hand"), "edited": file("at hand"), "added": file("at hand"), "linked": {Mode: fs.ModeSymlink}})
	base := &Base{Name: "main", Fork: fork, Tip: fork, Touched: &Touched{Edited: []string{"edited"}, Moved: []string{"gone", "added"}}}
	beside := base.Beside(head)
	for name, want := range map[string]string{"same": "at hand", "edited": "from git", "gone": "from git", "linked": "from git"} {
		if data, err := beside.Fork.Read(name, 100); err != nil || string(data) != want {
			t.Errorf("%s: %q, %v, want %q", name, data, err, want)
		}
	}
	if _, err := beside.Fork.Read("added", 100); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("added: %v", err)
	}
	if beside.Tip != beside.Fork {
		t.Error("what was one tree is two")
	}
	base.Touched = nil
	if base.Beside(head) != base {
		t.Error("shared without knowing what is touched")
	}
}
