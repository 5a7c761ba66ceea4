package source

import (
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"
)

// counting counts how often each folder is listed.
type counting struct {
	fstest.MapFS
	lists map[string]int
}

func (c counting) ReadDir(name string) ([]fs.DirEntry, error) {
	c.lists[name]++
	return c.MapFS.ReadDir(name)
}

// TestReadDirOnce holds that whoever wants to know what is in a folder, it is listed once, unless there is too much to be kept.
func TestReadDirOnce(t *testing.T) {
	files := make(fstest.MapFS)
	for i := range maxListed {
		files[fmt.Sprintf("large/%06d.sql", i)] = &fstest.MapFile{}
	}
	files["small/1.sql"] = &fstest.MapFile{}
	fsys := counting{files, make(map[string]int)}
	tree := FromFS(fsys)
	for range 2 {
		walked, err := tree.Walk("large", "small")
		if err != nil || len(walked) != maxListed+1 {
			t.Fatalf("%d files, %v", len(walked), err)
		}
		if list, err := tree.ReadDir("small"); err != nil || len(list) != 1 {
			t.Errorf("small: %v, %v", list, err)
		}
		if _, err := tree.ReadDir("missing"); err == nil {
			t.Error("a folder that is missing is listed")
		}
	}
	for name, want := range map[string]int{"small": 1, "large": 2, "missing": 1} {
		if fsys.lists[name] != want {
			t.Errorf("%s was listed %d times, want %d", name, fsys.lists[name], want)
		}
	}
}
