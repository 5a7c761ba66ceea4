package cli

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/source"
)

// A baseline may be larger than any other file by which a run is judged, and an edit at its end is shown all the same.
func TestDiffersInLargeBaselines(t *testing.T) {
	tree := func(end string) *source.Tree {
		return source.FromFS(fstest.MapFS{config.Baseline: {Data: []byte(strings.Repeat(" ", source.MaxSQL) + end)}})
	}
	if differs(tree("{}"), tree("{}"), config.Baseline) {
		t.Error("a file differs from itself")
	}
	if !differs(tree("{}"), tree("[]"), config.Baseline) {
		t.Error("an edit is not seen")
	}
}
