package coverage

import (
	"sync"

	"github.com/bdma-dev/bdma/internal/source"
)

// listingKey is where a tree keeps its files.
type listingKey struct{}

// filesOf lists the files of a tree, once for all roots whose reports are led to them.
func filesOf(tree *source.Tree) ([]source.File, error) {
	list, _ := tree.Memo().LoadOrStore(listingKey{}, sync.OnceValues(func() ([]source.File, error) { return tree.Walk(".") }))
	return list.(func() ([]source.File, error))()
}
