package openapi

import (
	"errors"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/bdma-dev/bdma/internal/source"
)

// place is a node where it stands.
type place struct {
	file *file
	node *node
	// key is the key that the node stands under; nil for a root and for elements of lists.
	key     *field
	pointer string
}

func (p place) child(name string) (place, bool) {
	f := p.node.field(name)
	if f == nil {
		return place{}, false
	}
	return p.at(f), true
}

func (p place) at(f *field) place {
	return place{file: p.file, node: f.value, key: f, pointer: string(appendToken([]byte(p.pointer), f.name))}
}

func (p place) item(i int) place {
	return place{file: p.file, node: p.node.items()[i], pointer: p.pointer + "/" + strconv.Itoa(i)}
}

// failure is why a reference leads nowhere.
type failure uint8

const (
	resolved failure = iota
	dangling
	remote   // bdma makes no network connection
	unsound  // the file it leads to has a problem of its own, which is told there
	looping  // references that lead to each other and to nothing else
	notAFile // it would leave the repository
)

// target is what a reference means.
type target struct {
	place
	base    string // the $id that references within the target are relative to; "" for the file's own path
	entity  int32  // what the target is a part of
	failure failure
	problem string
	hint    string
}

// maxSuggestions is how many names are compared in a document for guesses at what wrong ones mean.
const maxSuggestions = 200_000

// maxHops is how many references in a row are followed; people write two.
const maxHops = 64

// resolve finds what a reference means that stands in a file, below a schema with the $id base.
func (r *reader) resolve(f *file, base, ref string) target {
	if base == "" {
		if t, ok := f.refs[ref]; ok {
			return t
		}
		// Set first, so that a reference that is needed to resolve itself ends.
		f.refs[ref] = target{failure: looping}
	}
	r.resolving++
	t := target{failure: looping}
	if r.resolving < maxDepth {
		t = r.resolveURI(f, base, ref)
	}
	r.resolving--
	if base == "" {
		f.refs[ref] = t
	}
	return t
}

func (r *reader) resolveURI(f *file, base, ref string) target {
	uri, fragment, _ := strings.Cut(ref, "#")
	if uri == "" {
		if base == "" {
			return r.fragment(f, "", place{file: f, node: f.root}, fragment, ref)
		}
		if p, ok := r.resource(f, base); ok {
			return r.fragment(p.file, base, p, fragment, ref)
		}
	}
	absolute := uri
	if base != "" {
		absolute = join(base, uri)
	}
	if p, ok := r.resource(f, absolute); ok {
		return r.fragment(p.file, absolute, p, fragment, ref)
	}
	if self := f.root.text("$self"); self != "" && base == "" {
		// From OpenAPI 3.2 on a document may say what its own address is.
		absolute = strings.TrimSuffix(join(self, uri), "#")
		for _, name := range r.files {
			if g := r.loaded[name]; g != nil && g.root.text("$self") == absolute {
				return r.fragment(g, "", place{file: g, node: g.root}, fragment, ref)
			}
		}
	}
	if i := strings.IndexByte(uri, ':'); i > 1 && isScheme(uri[:i]) {
		if scheme := strings.ToLower(uri[:i]); scheme == "http" || scheme == "https" {
			return target{failure: remote, problem: "the reference " + quote(ref) + " leads to the network; bdma makes no connections, so what it leads to is not judged",
				hint: "copy the document into the repository and refer to the copy"}
		}
		return target{failure: dangling, problem: "the reference " + quote(ref) + " is a URI that nothing in the repository has as its $id",
			hint: "refer to a file in the repository"}
	}
	return r.fileRef(f, uri, fragment, ref)
}

func isScheme(s string) bool {
	for i := range len(s) {
		c := s[i] | 0x20
		if (c < 'a' || c > 'z') && (i == 0 || strings.IndexByte("0123456789+-.", s[i]) < 0) {
			return false
		}
	}
	return true
}

func (r *reader) fileRef(f *file, uri, fragment, ref string) target {
	name, inside := source.Resolve(f.path, unescape(uri))
	if !inside {
		return target{failure: notAFile, problem: "the reference " + quote(ref) + " leads out of the repository",
			hint: "refer to a file in the repository"}
	}
	to, err := r.load(name)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			hint := "correct the path or add the file"
			if near := r.nearestFile(name); near != "" {
				hint = "did you mean " + quote(path.Join(path.Dir(uri), near)) + "?"
			}
			return target{failure: dangling, problem: "the reference " + quote(ref) + " leads nowhere: there is no file " + quote(name), hint: hint}
		}
		return target{failure: unsound}
	}
	if to.root == nil {
		return target{failure: unsound}
	}
	return r.fragment(to, "", place{file: to, node: to.root}, fragment, ref)
}

// resolveText finds the file that bundlers put in the place of a text, which may be of any kind.
func (r *reader) resolveText(f *file, ref string) target {
	uri, _, _ := strings.Cut(ref, "#")
	name, inside := source.Resolve(f.path, unescape(uri))
	switch {
	case strings.HasPrefix(uri, "http://") || strings.HasPrefix(uri, "https://"):
		return r.resolveURI(f, "", ref)
	case !inside:
		return r.fileRef(f, uri, "", ref)
	}
	if info, err := r.tree.Stat(name); err != nil || info.IsDir() {
		return r.fileRef(f, uri, "", ref)
	}
	return target{}
}

// nearestFile suggests a file in the folder of one that is not there.
func (r *reader) nearestFile(name string) string {
	entries, err := fs.ReadDir(r.tree.FS(), path.Dir(name))
	if err != nil {
		return ""
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		if !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return r.suggest(path.Base(name), names)
}

// fragment follows a JSON pointer or an anchor within a file or a schema resource.
func (r *reader) fragment(f *file, base string, p place, fragment, ref string) target {
	fragment = unescape(fragment)
	if fragment != "" && fragment[0] != '/' {
		if q, ok := f.index().anchors[base+"#"+fragment]; ok {
			return r.found(q, base)
		}
		return target{failure: dangling, problem: "the reference " + quote(ref) + " leads nowhere: no schema has the $anchor " + quote(fragment),
			hint: "begin the fragment with #/ for a path, or add the $anchor"}
	}
	t := r.found(p, base)
	rest := fragment
	for rest != "" {
		token := rest[1:]
		if i := strings.IndexByte(token, '/'); i >= 0 {
			token, rest = token[:i], token[i:]
		} else {
			rest = ""
		}
		if strings.IndexByte(token, '~') >= 0 {
			token = strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~")
		}
		next, ok := r.step(t, token)
		if !ok && t.node.ref() != nil {
			// The pointer leads through a reference.
			through := r.follow(t.place, t.base)
			if through.failure == dangling || through.failure == unsound || through.failure == remote {
				return target{failure: unsound}
			}
			if through.failure == resolved {
				t = through
				next, ok = r.step(t, token)
			}
		}
		if !ok {
			return r.missing(t.place, fragment, rest, token, ref)
		}
		t = next
	}
	return t
}

func (r *reader) step(t target, token string) (target, bool) {
	var p place
	switch t.node.kind {
	case object:
		q, ok := t.child(token)
		if !ok {
			return target{}, false
		}
		p = q
	case array:
		i, err := strconv.Atoi(token)
		if err != nil || i < 0 || i >= len(t.node.items()) {
			return target{}, false
		}
		p = t.item(i)
	default:
		return target{}, false
	}
	next := target{place: p, base: t.base, entity: t.entity}
	if p.node.entity != 0 {
		next.entity = p.node.entity
	}
	if id := p.node.text("$id"); id != "" && r.is31 {
		next.base = join(t.base, id)
	}
	return next, true
}

func (r *reader) found(p place, base string) target {
	t := target{place: p, base: base}
	if p.node != nil {
		t.entity = p.node.entity
	}
	return t
}

// missing explains a pointer whose token is not there.
func (r *reader) missing(p place, fragment, rest, token, ref string) target {
	t := target{failure: dangling, problem: "the reference " + quote(ref) + " leads nowhere", hint: "correct it, or add what it refers to"}
	done := strings.TrimSuffix(fragment, rest)
	if i := strings.LastIndexByte(done, '/'); i > 0 {
		t.problem += ": there is no " + quote(token) + " in " + done[1:i]
	}
	if r.suggestions+len(p.node.fields()) > maxSuggestions {
		r.suggestions = maxSuggestions
		return t
	}
	names := make([]string, 0, len(p.node.fields()))
	for _, f := range p.node.fields() {
		names = append(names, f.name)
	}
	if near := r.suggest(token, names); near != "" && strings.HasSuffix(ref, token+rest) {
		t.hint = "did you mean " + quote(strings.TrimSuffix(ref, token+rest)+near+rest) + "?"
	}
	return t
}

// follow follows references until there is none. Where there is none at once, it is the place itself.
func (r *reader) follow(p place, base string) target {
	t := target{place: p, base: base}
	if p.node != nil {
		t.entity = p.node.entity
	}
	for range maxHops {
		ref := t.node.ref()
		if ref == nil {
			return t
		}
		if t = r.resolve(t.file, t.base, ref.value.value); t.failure != resolved {
			return t
		}
	}
	return target{failure: looping}
}

// resources are the schemas of a file that have names of their own.
type resources struct {
	ids     map[string]place // by absolute URI, or by path when nothing gives the $id a scheme
	anchors map[string]place // by base + "#" + name
}

// index finds the $id, $anchor and $dynamicAnchor of a file.
func (f *file) index() *resources {
	if f.resources != nil {
		return f.resources
	}
	f.resources = &resources{ids: make(map[string]place), anchors: make(map[string]place)}
	if !strings.Contains(f.text, "$id") && !strings.Contains(f.text, "$anchor") && !strings.Contains(f.text, "$dynamicAnchor") {
		return f.resources
	}
	seen := make(map[*node]bool)
	var search func(p place, base string)
	search = func(p place, base string) {
		if p.node == nil || p.node.body == nil || seen[p.node] {
			return
		}
		seen[p.node] = true
		if id := p.node.text("$id"); id != "" {
			base = strings.TrimSuffix(join(base, id), "#")
			if _, ok := f.resources.ids[base]; !ok {
				f.resources.ids[base] = p
			}
		}
		for _, k := range [...]string{"$anchor", "$dynamicAnchor"} {
			if a := p.node.text(k); a != "" {
				if key := base + "#" + a; f.resources.anchors[key].node == nil {
					f.resources.anchors[key] = p
				}
			}
		}
		for i := range p.node.items() {
			search(p.item(i), base)
		}
		for i := range p.node.fields() {
			if fd := &p.node.fields()[i]; fd.value.body != nil {
				search(p.at(fd), base)
			}
		}
	}
	search(place{file: f, node: f.root}, "")
	return f.resources
}

// resource finds the schema with an $id, in the file first and then in those that were read before.
func (r *reader) resource(f *file, uri string) (place, bool) {
	if p, ok := f.index().ids[uri]; ok {
		return p, true
	}
	if !strings.Contains(uri, ":") {
		return place{}, false // a path
	}
	for _, name := range r.files {
		if g := r.loaded[name]; g != nil && g != f {
			if p, ok := g.index().ids[uri]; ok {
				return p, true
			}
		}
	}
	return place{}, false
}

// join resolves a URI reference against a base.
func join(base, ref string) string {
	if base == "" {
		return ref
	}
	b, err := url.Parse(base)
	if err != nil {
		return ref
	}
	u, err := b.Parse(ref)
	if err != nil {
		return ref
	}
	return u.String()
}

// unescape undoes percent-encoding; what is not percent-encoded well stays as it is.
func unescape(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

// suggest is nearest with an eye on the work: a document of a thousand mistakes does not get a thousand guesses.
func (r *reader) suggest(name string, known []string) string {
	if r.suggestions += len(known); r.suggestions > maxSuggestions {
		return ""
	}
	return nearest(name, known)
}

// nearest returns the name that a person most likely meant, or "".
func nearest(name string, known []string) string {
	best, limit := "", len(name)/3
	known = slices.Sorted(slices.Values(known))
	for _, k := range known {
		if d := editDistance(strings.ToLower(name), strings.ToLower(k), limit); d <= limit && (best == "" || d < limit) {
			best, limit = k, d
		}
	}
	return best
}

// maxCompared is the length of the names that are compared.
const maxCompared = 64

// editDistance counts insertions, deletions, replacements and swaps of neighbours; beyond limit it is limit+1.
func editDistance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit || len(a) > maxCompared || len(b) > maxCompared {
		return limit + 1
	}
	var before, above, row [maxCompared + 2]int
	for j := range len(b) + 1 {
		above[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		smallest := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			smallest = min(smallest, row[j])
		}
		if smallest > limit {
			return limit + 1
		}
		before, above = above, row
	}
	return above[len(b)]
}
