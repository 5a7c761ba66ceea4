package source_test

import (
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/source"
)

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
