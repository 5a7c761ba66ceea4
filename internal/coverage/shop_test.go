package coverage

import (
	"testing"

	"github.com/bdma-dev/bdma/internal/facts/factstest"
	"github.com/bdma-dev/bdma/internal/source"
)

// The facts of the example repository equal their JSON form, and each of their places is one.
func TestShop(t *testing.T) {
	tree, err := source.Open("../../testdata/shop")
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	files, err := tree.Walk()
	if err != nil {
		t.Fatal(err)
	}
	units := Find(tree, files).Units
	if len(units) != 1 {
		t.Fatalf("found %d units, want 1", len(units))
	}
	for _, unit := range units {
		readModel(t, tree, unit.Files...) // which compares the facts with their JSON form
		factstest.WellFormed(t, Read(tree, unit, Settings{}))
	}
}
