package source_test

import (
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/source"
)

// What somebody edits while a run goes on is not what was judged.
func TestChanged(t *testing.T) {
	files := fstest.MapFS{"a": {Data: []byte("1")}, "b": {Data: []byte("1")}}
	tree := source.FromFS(files)
	tree.Watch("bdma")
	for _, text := range []string{"1", "2"} { // what counts is what was read first
		files["a"].Data = []byte(text)
		if _, err := tree.Read("a", 100); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name, text string
		want       bool
	}{{"a", "1", false}, {"a", "2", true}, {"b", "2", false}} {
		if got := tree.Changed(c.name, []byte(c.text)); got != c.want {
			t.Errorf("%s with %s: changed %v", c.name, c.text, got)
		}
	}
}

func TestWatch(t *testing.T) {
	tree := source.FromFS(fstest.MapFS{"a": {Data: []byte("-- bdma:ignore")}, "b": {Data: []byte("nothing")}, "c": {Data: []byte("bdma")}})
	read := func(name string) {
		if _, err := tree.Read(name, 100); err != nil {
			t.Fatal(err)
		}
	}
	read("c")
	tree.Watch("squawk", "bdma")
	tree.Watch("bdma")
	read("a")
	read("b")
	for name, want := range map[string][2]bool{"a": {true, true}, "b": {false, true}, "c": {false, false}, "d": {false, false}} {
		if mentions, read := tree.Mentions(name); [2]bool{mentions, read} != want {
			t.Errorf("%s: mentions %v, read %v", name, mentions, read)
		}
	}
}
