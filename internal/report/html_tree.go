package report

import (
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/coverage"
)

// htmlTree is the folders and files that reports speak of.
type htmlTree struct {
	metrics []string // the headline first
	root    *htmlNode
	// strangers are the files that are not in the repository.
	strangers []*htmlNode
}

// htmlNode is a folder or a file.
type htmlNode struct {
	name     string
	folders  map[string]*htmlNode // nil for a file
	children []*htmlNode          // of a folder, once it is arranged: folders first
	counts   []coverage.Count     // by the tree's metrics
	files    int

	page string // empty for a file without a page
	// note is why it does not count; empty when it does.
	note string
}

func newHTMLTree(s *coverage.Summary) *htmlTree {
	t := &htmlTree{}
	for _, c := range s.All {
		t.metrics = append(t.metrics, c.Metric)
	}
	t.root = t.folder("")
	return t
}

func (t *htmlTree) folder(name string) *htmlNode {
	return &htmlNode{name: name, folders: make(map[string]*htmlNode), counts: make([]coverage.Count, len(t.metrics))}
}

// maxDepth bounds the nesting of folders; what is deeper has the rest of the path as its name.
const maxDepth = 40

// add puts a file into the tree, and its counts into those of the folders above it unless it is generated.
func (t *htmlTree) add(f *coverage.SourceFile) *htmlNode {
	leaf := &htmlNode{name: fileName(f), note: f.NotCounted(), files: 1}
	for _, m := range t.metrics {
		leaf.counts = append(leaf.counts, f.Count(m))
	}
	if !f.Matched {
		t.strangers = append(t.strangers, leaf)
		return leaf
	}
	at := t.root
	at.sum(leaf)
	for depth := 0; depth < maxDepth; depth++ {
		dir, rest, ok := strings.Cut(leaf.name, "/")
		if !ok {
			break
		}
		next := at.folders[dir]
		if next == nil {
			next = t.folder(dir)
			at.folders[dir] = next
			at.children = append(at.children, next)
		}
		next.sum(leaf)
		at, leaf.name = next, rest
	}
	at.children = append(at.children, leaf)
	return leaf
}

func (n *htmlNode) sum(leaf *htmlNode) {
	n.files++
	if leaf.note != "" {
		return
	}
	for i, c := range leaf.counts {
		n.counts[i] = n.counts[i].Add(c)
	}
}

// arrange sorts a folder's children, folders first, and joins folders that hold nothing but one folder.
func (n *htmlNode) arrange() {
	for n.name != "" && len(n.children) == 1 && n.children[0].folders != nil {
		only := n.children[0]
		n.name += "/" + only.name
		n.folders, n.children = only.folders, only.children
	}
	slices.SortStableFunc(n.children, func(a, b *htmlNode) int {
		if (a.folders == nil) != (b.folders == nil) {
			if a.folders != nil {
				return -1
			}
			return 1
		}
		return strings.Compare(a.name, b.name)
	})
	for _, c := range n.children {
		if c.folders != nil {
			c.arrange()
		}
	}
}
