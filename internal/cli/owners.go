package cli

import (
	"github.com/bdma-dev/bdma/internal/owners"
	"github.com/bdma-dev/bdma/internal/source"
)

// ownersOf returns who the CODEOWNERS file of a tree says owns a file; nil when the tree has none.
func ownersOf(tree *source.Tree) (func(file string) []string, error) {
	o, err := owners.Find(
		func(file string) ([]byte, error) { return tree.Read(file, owners.MaxBytes) },
		func(file string) bool { _, err := tree.Stat(file); return err == nil },
	)
	if o == nil {
		return nil, err
	}
	return o.Of, err
}
