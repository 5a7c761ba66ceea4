package git_test

import (
	"io/fs"
	"testing"
	"testing/fstest"
)

// opened notes which files are opened.
type opened struct {
	fstest.MapFS
	names map[string]bool
}

func (o opened) Open(name string) (fs.File, error) {
	o.names[name] = true
	return o.MapFS.Open(name)
}

// Stat spares the file from being opened for it.
func (o opened) Stat(name string) (fs.FileInfo, error) { return o.MapFS.Stat(name) }

func TestNear(t *testing.T) {
	r := initRepository(t)
	want := map[string]string{"same.sql": "SELECT 1;\n", "edited.sql": "SELECT 2;\n", "longer.sql": "SELECT 3;\n", "gone.sql": "SELECT 4;\n", "pipe.sql": "SELECT 5;\n"}
	for name, text := range want {
		r.write(name, text)
	}
	r.git("add", ".")
	tree, err := open(t, r.dir).Index(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	working := opened{fstest.MapFS{
		"same.sql":   {Data: []byte("SELECT 1;\n")},
		"edited.sql": {Data: []byte("SELECT 9;\n")},
		"longer.sql": {Data: []byte("SELECT 3;\n\n")},
		"pipe.sql":   {Data: []byte("SELECT 5;\n"), Mode: fs.ModeNamedPipe},
	}, make(map[string]bool)}
	tree.Near(working)
	for name, text := range want {
		if data, err := fs.ReadFile(tree, name); err != nil || string(data) != text {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
	if !working.names["same.sql"] {
		t.Error("what is the same is asked of git")
	}
	if working.names["pipe.sql"] {
		t.Error("a pipe is opened")
	}
}
