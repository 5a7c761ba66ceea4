package coverage

import (
	"cmp"
	"path"
	"slices"
	"sort"
	"strings"
)

// evidence is what the names of a report say together. A report was made in few places, so that the true rewriting
// explains many of its names: one that explains a name alone, or few of those that begin alike, is a coincidence, like
// the "src/io/mod.rs" that the standard library has too.
type evidence struct {
	open []open
	// names are all names of the report, sorted, each with a slash in front.
	names []string

	ways    map[rewriting]int32
	folders map[subtree]int32

	// By way or folder, how many names it finds a file for, and how many of these nothing else does.
	hits, hitsBelow, established []int32
	// ofGroup is established for the names of a group.
	ofGroup map[grouped]int
	// most are the hits of the best rewriting that drops something.
	most int32
}

type subtree struct {
	way  int32
	name string
}

type grouped struct {
	group string
	way   int32
}

// The best rewritings are tried on every name: the longest end may be a coincidence that hides the true file.
const mostRewritings = 24

// byEnd settles names by their ends.
func (l *locator) byEnd() {
	var v evidence
	most := min(max(maxOpen/max(len(l.names), 1), leastCandidates), maxCandidates)
	for i, name := range l.names {
		if name = inward(name); name == "" {
			continue
		}
		o := open{name: "/" + strings.TrimPrefix(name, "/")}
		if !l.settled[i] {
			o = l.bestEnd(name, most)
			o.file = i
			if o.segments > 0 {
				v.open = append(v.open, o)
			}
		}
		v.names = append(v.names, o.name)
	}
	slices.Sort(v.names)
	v.count()
	l.tryBest(&v)
	v.count()
	v.unsupported()
	v.count()
	l.claim(&v)
}

// bestEnd is the longest end of a name itself or below a source folder.
func (l *locator) bestEnd(name string, most int) open {
	best := l.longestEnd(name, most)
	if path.IsAbs(name) {
		return best
	}
	for _, s := range l.report.sources[:min(len(l.report.sources), most)] {
		if o := l.longestEnd(path.Join("/", l.clean(s), name), most); o.segments > best.segments {
			best = o
		}
	}
	return best
}

// tryBest adds the files that the best rewritings lead to.
func (l *locator) tryBest(v *evidence) {
	var best []rewriting
	for r, way := range v.ways {
		if len(v.ways) <= mostRewritings || v.hits[way] > 1 { // a single hit is in no need of help
			best = append(best, r)
		}
	}
	slices.SortFunc(best, func(a, b rewriting) int {
		return cmp.Or(cmp.Compare(v.hits[v.ways[b]], v.hits[v.ways[a]]), strings.Compare(a.drop, b.drop), strings.Compare(a.add, b.add))
	})
	best = best[:min(len(best), mostRewritings)]
	for i := range v.open {
		o := &v.open[i]
		for _, r := range best {
			rest, ok := strings.CutPrefix(o.name, r.drop)
			if !ok || rest == "" || rest[0] != '/' {
				continue
			}
			p := r.add + rest
			if p = p[1:]; l.files[p] && !slices.ContainsFunc(o.candidates, func(c candidate) bool { return c.path == p }) {
				o.candidates = append(o.candidates, candidate{path: p, rewriting: r})
			}
		}
	}
}

// number gives a candidate the numbers of its rewriting.
func (v *evidence) number(o *open, c *candidate) {
	if c.way > 0 {
		return
	}
	if v.ways == nil {
		v.ways, v.folders = make(map[rewriting]int32), make(map[subtree]int32)
	}
	if c.way = v.ways[c.rewriting]; c.way == 0 {
		c.way = int32(len(v.ways) + 1)
		v.ways[c.rewriting] = c.way
	}
	f := firstFolder(o.rest(*c))
	if f == "" || c.drop == "" {
		return
	}
	if c.folder = v.folders[subtree{c.way, f}]; c.folder == 0 {
		c.folder = int32(len(v.folders) + 1)
		v.folders[subtree{c.way, f}] = c.folder
	}
}

func (v *evidence) count() {
	for i := range v.open {
		o := &v.open[i]
		for j := range o.candidates {
			v.number(o, &o.candidates[j])
		}
	}
	v.hits, v.established = make([]int32, len(v.ways)+1), make([]int32, len(v.ways)+1)
	v.hitsBelow, v.most = make([]int32, len(v.folders)+1), 0
	for i := range v.open {
		o := &v.open[i]
		for _, c := range o.candidates {
			v.hits[c.way]++
			v.hitsBelow[c.folder]++
			if c.drop != "" {
				v.most = max(v.most, v.hits[c.way])
			}
		}
		if len(o.candidates) == 1 {
			v.established[o.candidates[0].way]++
		}
	}
}

// firstFolder returns the first folder of "/a/b/c", which is "/a".
func firstFolder(rest string) string {
	if i := strings.IndexByte(rest[1:], '/'); i >= 0 {
		return rest[:i+1]
	}
	return ""
}

// unsupported takes away the candidates whose rewriting explains less than a third of the names that begin alike.
func (v *evidence) unsupported() {
	population := make(map[string]int)
	for i := range v.open {
		o := &v.open[i]
		o.candidates = slices.DeleteFunc(o.candidates, func(c candidate) bool {
			if c.drop == "" {
				return false
			}
			under, hits := c.drop, v.hits[c.way]
			if c.folder > 0 {
				under, hits = c.drop+firstFolder(o.rest(c)), v.hitsBelow[c.folder]
			}
			n, ok := population[under]
			if !ok {
				n = v.below(under)
				population[under] = n
			}
			return 3*int(hits) < n
		})
	}
}

// below counts the names in a folder.
func (v *evidence) below(folder string) int {
	from := sort.SearchStrings(v.names, folder+"/")
	return sort.SearchStrings(v.names[from:], folder+"0") // "0" is what comes after "/"
}

// choose returns the candidates of a name that most speaks for: those in the folder that the report's group is called,
// those that names of this group, and then any names, prove, and those near the report.
func (v *evidence) choose(o open, l *locator) []candidate {
	list := o.candidates
	narrow := func(score func(candidate) int) {
		if len(list) < 2 {
			return
		}
		best, kept := 0, []candidate(nil)
		for _, c := range list {
			switch s := score(c); {
			case s > best:
				best, kept = s, []candidate{c}
			case s == best:
				kept = append(kept, c)
			}
		}
		list = kept
	}
	if group := l.report.files[o.file].group; group != "" {
		narrow(func(c candidate) int { return bit(hasSegment(c.path, group)) })
		narrow(func(c candidate) int { return min(v.ofGroup[grouped{group, c.way}], 1) })
	}
	if l.prefix != "" {
		narrow(func(c candidate) int { return bit(strings.HasPrefix(c.path, l.prefix+"/")) })
	}
	narrow(func(c candidate) int { return int(min(v.established[c.way], 1)) })
	narrow(func(c candidate) int { return sharedFolders(c.path, l.at) })
	return list
}

// claim settles the names whose evidence is good enough.
func (l *locator) claim(v *evidence) {
	v.ofGroup = make(map[grouped]int)
	for _, o := range v.open {
		if group := l.report.files[o.file].group; group != "" && len(o.candidates) == 1 {
			v.ofGroup[grouped{group, o.candidates[0].way}]++
		}
	}
	taken := make(map[string]bool)
	for _, p := range l.places {
		taken[p.path] = true
	}
	var weak []claimed
	for _, o := range v.open {
		list := v.choose(o, l)
		if len(list) == 0 || !v.likely(o, list) {
			continue
		}
		if len(list) > 1 {
			var paths []string
			for _, c := range list {
				paths = append(paths, c.path)
			}
			l.settle(o.file, paths...)
			continue
		}
		switch c := list[0]; {
		case !v.enough(o, c, len(l.names) == 1):
		case v.hits[c.way] > 1:
			taken[c.path] = true
			l.settle(o.file, c.path)
		default:
			weak = append(weak, claimed{o.file, c, o.segments})
		}
	}
	l.claimWeak(weak, taken)
	l.disown()
}

// claimed is a name that nothing but itself speaks for.
type claimed struct {
	file int
	candidate
	segments int
}

// claimWeak settles such names unless the file is another name's. Of several that claim one file the longest match wins.
func (l *locator) claimWeak(weak []claimed, taken map[string]bool) {
	best := make(map[string][]claimed)
	for _, c := range weak {
		if taken[c.path] {
			continue
		}
		switch list := best[c.path]; {
		case len(list) == 0 || c.segments > list[0].segments:
			best[c.path] = []claimed{c}
		case c.segments == list[0].segments:
			best[c.path] = append(list, c)
		}
	}
	for _, c := range weak {
		list := best[c.path]
		sameName := !slices.ContainsFunc(list, func(o claimed) bool { return l.names[o.file] != l.names[c.file] })
		if len(list) > 0 && list[0].segments == c.segments && sameName {
			l.settle(c.file, c.path)
		}
	}
}

// disown takes a file away from a group when it lies in the folder of another that claims it too.
func (l *locator) disown() {
	owned := make(map[string]bool)
	for i, f := range l.report.files {
		if p := l.places[i].path; f.group != "" && p != "" && hasSegment(p, f.group) {
			owned[p] = true
		}
	}
	for i, f := range l.report.files {
		if p := l.places[i].path; f.group != "" && owned[p] && !hasSegment(p, f.group) {
			l.places[i] = place{}
		}
	}
}

// likely reports whether a name may be of this repository at all: other people's code is not, nor is a name that nothing
// else agrees with when most of the report lies elsewhere.
func (v *evidence) likely(o open, list []candidate) bool {
	return slices.ContainsFunc(list, func(c candidate) bool {
		return v.hits[c.way] > 1 || c.drop == "" || v.most < 2 && !isForeign(o.name)
	})
}

// enough reports whether a single candidate is more than a coincidence. It needs less when the name or the path is the end
// of the other as a whole.
func (v *evidence) enough(o open, c candidate, only bool) bool {
	n := v.hits[c.way]
	if c.drop == "" || c.add == "" {
		return n > 1 || o.segments > 1 || only
	}
	return n > 1 || o.segments > 2 || only && o.segments > 1
}

func hasSegment(p, segment string) bool {
	return slices.Contains(strings.Split(path.Dir(p), "/"), segment)
}

// sharedFolders counts the folders that two paths have in common from the root.
func sharedFolders(a, b string) (n int) {
	for i := 0; i < len(a) && i < len(b) && a[i] == b[i]; i++ {
		if a[i] == '/' {
			n++
		}
	}
	return n
}
