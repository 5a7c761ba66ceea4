package coverage

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// ending is a path of the repository by its end.
type ending struct{ path, reversed string }

// rewriting turns names of a report into paths: drop what they begin with, put something else in front. What both end
// with is not a part of it, so that one name and one path have one rewriting.
type rewriting struct{ drop, add string }

// candidate is a file that a name may stand for.
type candidate struct {
	path string
	rewriting
	// way and folder number the rewriting, and the rewriting with the folder that the name goes on with; from 1.
	way, folder int32
}

// open is a name with the files that it may stand for.
type open struct {
	file       int
	name       string // with a slash in front
	candidates []candidate
	segments   int // that the name and the candidates have in common
}

func (o *open) add(p string, r rewriting) {
	if r.add == "." {
		r.add = ""
	} else if r.add != "" {
		r.add = "/" + strings.Trim(r.add, "/")
	}
	o.candidates = append(o.candidates, candidate{path: p, rewriting: r})
}

// rest returns what a candidate of a name keeps of it, with a slash in front.
func (o *open) rest(c candidate) string { return o.name[len(c.drop):] }

// maxCandidates bounds the files that are weighed for one name: more than that share no more than "index.js". For the names
// of a large report together maxOpen does, but each has leastCandidates.
const (
	maxCandidates   = 32
	leastCandidates = 4
	maxOpen         = 1_000_000
)

// longestEnd returns the paths that have most trailing segments in common with a name; none when there are more than most.
func (r *repository) longestEnd(name string, most int) open {
	if !strings.HasPrefix(name, "/") {
		name = "/" + name
	}
	o := open{name: name}
	rev := reversed(name)
	from := func(s string) int {
		return sort.Search(len(r.ends), func(i int) bool { return r.ends[i].reversed >= s })
	}
	i, common := from(rev), 0
	for _, k := range []int{i - 1, i} {
		if k >= 0 && k < len(r.ends) {
			if n, length := commonSegments(rev, r.ends[k].reversed); n > o.segments {
				o.segments, common = n, length
			}
		}
	}
	if o.segments == 0 {
		return o
	}
	end := rev[:common]
	for k := from(end); k < len(r.ends) && strings.HasPrefix(r.ends[k].reversed, end); k++ {
		if len(o.candidates) == most {
			o.candidates = nil
			break
		}
		p := r.ends[k].path
		o.add(p, rewriting{drop: name[:len(name)-common], add: p[:max(len(p)+1-common, 1)-1]})
	}
	slices.SortFunc(o.candidates, func(a, b candidate) int { return cmp.Compare(a.path, b.path) })
	return o
}

// commonSegments counts the whole segments at the beginning of two reversed paths, and their length with slashes.
func commonSegments(a, b string) (n, length int) {
	for i := 0; i < len(a) && i < len(b) && a[i] == b[i]; i++ {
		if a[i] == '/' {
			n, length = n+1, i+1
		}
	}
	return n, length
}
