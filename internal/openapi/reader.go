package openapi

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// reader reads one document and the files that it refers to.
type reader struct {
	tree   *source.Tree
	nodes  facts.Nodes
	model  *Facts
	loaded map[string]*file // nil for a file that is not there
	files  []string         // that were read, in order

	root *file
	// is31 says that the document is OpenAPI 3.1 or later.
	is31    bool
	version version
	// saidBy are the lists of Swagger 2.0 that the media types of a body come from, which other bodies share.
	saidBy map[*node]place
	// forms are the bodies made of formData parameters of Swagger 2.0, with the styles in which their lists are written.
	forms map[*node]map[string][3]string

	usage
	inflector inflector
	// schemes are the security schemes that the document declares; nil when they cannot be told.
	schemes map[string]bool
	// schemeTypes are their types, as far as they are known.
	schemeTypes map[string]string
	// roles are the schemes without scopes that requirements give some.
	roles map[string]bool
	// implied are operations of a Swagger 2.0 document and shared parameters that they use without a reference being left.
	implied [][2]*node
	// suggestions counts the names that were compared for guesses, resolving the references that wait for others.
	suggestions, resolving int
	// looked counts the properties that were looked at for encodings.
	looked int
	// spent counts the bytes that places take, and the rows that operations share with others: see [reader.full].
	spent int
	// tables are those that somebody reads.
	tables facts.Tables
	// bundled names what stands in other files.
	bundled bundled
	// labels are what the document refers to in other files.
	labels map[*node]position
}

func newReader(tree *source.Tree) *reader {
	return &reader{tree: tree, loaded: make(map[string]*file), usage: usage{names: make(map[int32]string)}, bundled: bundled{links: make(map[whereabouts][]lead)}}
}

// load returns a file of the tree, read once. A file without a root has problems.
func (r *reader) load(name string) (*file, error) {
	if f, ok := r.loaded[name]; ok {
		if f == nil {
			return nil, fs.ErrNotExist
		}
		return f, nil
	}
	f, err := r.fetch(name)
	r.loaded[name] = f
	if f != nil {
		r.files = append(r.files, name)
		err = nil
	}
	return f, err
}

// noFacts is the model of a document of which nothing is known: no table is null.
func noFacts() *Facts {
	m := &Facts{
		Servers: []Server{}, Tags: []Tag{}, Paths: []Path{}, PathSegments: []PathSegment{}, SegmentCases: []SegmentCase{}, Operations: []Operation{}, Parameters: []Parameter{},
		RequestBodies: []RequestBody{}, Responses: []Response{}, Headers: []Header{}, MediaTypes: []MediaType{}, Schemas: []Schema{}, Properties: []Property{},
		SecuritySchemes: []SecurityScheme{}, SecurityRequirements: []SecurityRequirement{}, Components: []Component{}, Refs: []Ref{},
		Violations: []Violation{}, Extensions: []Extension{}, Remarks: []Remark{}, Problems: []facts.Problem{},
		Texts: []Text{}, Deprecations: []Deprecation{}, NamedExamples: []NamedExample{},
		ExampleViolations: []ExampleViolation{}, ExampleHabits: []ExampleHabit{}, FormatHabits: []FormatHabit{}, InvalidPatterns: []InvalidPattern{},
		API: API{VersionPlaces: []string{}}, APIVersions: []APIVersion{}, Scopes: []Scope{}, SecurityURLs: []SecurityURL{}, OAuthFlows: []OAuthFlow{},
		ServerVariables: []ServerVariable{}, CredentialProperties: []CredentialProperty{}, SensitiveParameters: []SensitiveParameter{},
		Names:     Names{Property: names{}, Parameter: names{}, Header: names{}, Schema: names{}, OperationID: names{}, Tag: names{}, MediaType: names{}},
		NameCases: []NameCase{}, NameClashes: []NameClash{}, StringEnums: []StringEnum{},
		Named: Named{Property: []Name{}, Query: []Name{}, Path: []Name{}, Cookie: []Name{}, Header: []Name{}, Schema: []Name{}, OperationID: []Name{}, Tag: []Name{}, Boolean: []Name{}, Array: []Name{}, DateTime: []Name{}},
	}
	m.Statuses, m.Collections, m.ErrorSchemas, m.ErrorMediaTypes, m.Ineffective = []Status{}, []Collection{}, []ErrorSchema{}, []ErrorMediaType{}, []Ineffective{}
	m.Changes = []Change{}
	m.noSchemaFacts()
	return m
}

// document fills the model.
func (r *reader) document(unit source.Unit) *Facts {
	m := noFacts()
	r.model = m
	m.Document.File = unit.Name
	f, err := r.load(unit.Name)
	if err != nil {
		f = &file{path: unit.Name, problems: []problem{{message: plainError(err)}}}
		r.files = append(r.files, unit.Name)
		r.loaded[unit.Name] = f
	}
	if f.root != nil && f.root.kind != object {
		f.problems = append(f.problems, problem{message: "the file is not an OpenAPI document: it is " + kindName(f.root), hint: ""})
		f.root = nil
	}
	if f.root == nil {
		m.Document.At = r.nodes.Add(facts.Node{File: f.path})
	} else {
		r.read(place{file: f, node: f.root}, unit)
	}
	r.problems()
	return m
}

type names = map[string][]facts.ID

func plainError(err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return "the file does not exist"
	}
	return err.Error()
}

func (r *reader) read(root place, unit source.Unit) {
	r.root, r.bundled.root = root.file, root.file.path
	w := &walk{reader: r, parameters: make(map[*node]int), bit: asObject}
	w.scopes, w.told, w.sensitivity = make(map[scopeKey]int), make(map[string]bool), make(map[string]string)
	w.delicate = make(map[SensitiveParameter][]facts.ID)
	r.version = dialect(root.node)
	r.model.Document.Version = map[version]string{v20: "2.0", v30: "3.0", v31: "3.1", v32: "3.2"}[r.version]
	r.is31 = r.version&from31 != 0
	declared := r.declare(root)
	r.bundled.sections = componentSections
	if r.version == v20 {
		r.bundled.sections = definitions
		r.convert(root)
		r.version, w.converted = v30, true // the shape that it has now
	}
	r.adopt(declared)
	r.about(root)
	r.labelled(root)
	w.run(root, documentObject)
	if r.full() {
		r.overflow()
		return
	}
	r.subjects()
	r.outside(root, unit.Files)
	a := &assembly{walk: w, root: root}
	a.run()
	if r.full() {
		r.overflow()
		return
	}
	r.count(w, a, declared)
	a.schemaFacts()
	r.formatHabits()
	r.checkExamples(w.examples)
	if r.full() {
		r.overflow()
		return
	}
	n := &r.model.Names
	for _, group := range []names{n.Property, n.Parameter, n.Header, n.Schema, n.OperationID, n.MediaType} {
		for _, ids := range group {
			r.sortPlaces(ids)
		}
	}
	r.naming()
}

// overflow gives the facts up but for the breaches of the specification: what is known of a part would mislead the rules.
func (r *reader) overflow() {
	r.root.problems = append(r.root.problems, problem{message: "the document says more than bdma can hold in memory, so that it is not judged",
		hint: "split it into several documents"})
	m := noFacts()
	m.Document, m.Violations = r.model.Document, r.model.Violations
	*r.model = *m
}

// sortPlaces sorts places so that which one comes first does not depend on the order of keys in a file.
func (r *reader) sortPlaces(ids []facts.ID) {
	if len(ids) < 2 {
		return
	}
	slices.SortFunc(ids, func(a, b facts.ID) int {
		x, y := r.nodes.Get(a), r.nodes.Get(b)
		return cmp.Or(cmp.Compare(x.Pointer, y.Pointer), cmp.Compare(x.File, y.File), cmp.Compare(a, b))
	})
}

// about fills what is known of the document as a whole.
func (r *reader) about(root place) {
	d := &r.model.Document
	at := root.node.field("openapi")
	if d.Version == "2.0" {
		at = root.node.field("swagger")
	}
	if at != nil {
		d.OpenAPI = at.value.value
		if d.Version == "2.0" {
			d.OpenAPI = d.Version
		}
		d.At = r.add(root.file, root.file.keyRange(at), "/"+at.name)
	} else {
		d.At = r.nodes.Add(facts.Node{File: root.file.path})
	}
	d.Format = "yaml"
	if root.file.json {
		d.Format = "json"
	}
	if p, ok := root.child("info"); ok {
		info := r.follow(p, "").node
		d.Title, d.APIVersion = info.text("title"), info.text("version")
		d.HasDescription = hasText(info, "description")
		d.HasContact, d.HasLicense = info.has("contact"), info.has("license")
	}
	d.HasServers = len(root.node.get("servers").items()) > 0
	d.UsesSecurity = root.node.has("security")
	d.Security = securityOf(root.node)
}

// dialect tells the version of a document. One without is taken for OpenAPI 3.0.
func dialect(root *node) version {
	if v := root.get("openapi"); v != nil {
		if known := versionOf(v.value); known != 0 {
			return known
		}
		return v30
	}
	if v := root.get("swagger"); v != nil && v.body == nil && isSwagger(v.value) {
		return v20
	}
	return v30
}

// hasText says that a field has text, here or in a file that it refers to.
func hasText(n *node, name string) bool {
	v := n.get(name)
	return v != nil && (v.kind == text && strings.TrimSpace(v.value) != "" || v.ref() != nil)
}

func (r *reader) add(f *file, where facts.Range, pointer string) facts.ID {
	r.spent += nodeSize + len(pointer)
	if f.moves != nil {
		pointer = f.original(pointer)
	}
	if r.bundled.names != nil {
		pointer = r.bundled.pointer(f.path, pointer, 0)
	}
	return r.nodes.Add(facts.Node{File: f.path, Range: where, Pointer: pointer})
}

const (
	// nodeSize is roughly what a place takes beside its pointer, with what rules see of it: a share of the rows that are made for it.
	nodeSize = 700
	// placeSize is roughly what a place and its row take beside the pointer.
	placeSize = 300
	// maxSpent is what the facts of one document may take. A document of 20,000 operations and 19 MB takes three quarters of it;
	// one of millions of one-letter properties, or of operations that all share a huge path item, would need hundreds of
	// gigabytes.
	maxSpent = 600 << 20
)

// full reports whether the facts have become too many. What is met later is left out, and the document is not judged.
func (r *reader) full() bool { return r.spent > maxSpent }

func (r *reader) addKey(p place) facts.ID {
	if p.key == nil {
		return r.addValue(p)
	}
	return r.add(p.file, p.file.keyRange(p.key), p.pointer)
}

func (r *reader) addValue(p place) facts.ID {
	if p.node.body != nil && len(p.node.fields()) > 0 {
		return r.add(p.file, p.file.keyRange(&p.node.fields()[0]), p.pointer)
	}
	return r.add(p.file, p.file.nodeRange(p.node), p.pointer)
}

// problems lists what went wrong in the files that were read.
func (r *reader) problems() {
	for _, name := range r.files {
		for _, p := range r.loaded[name].problems {
			at := r.nodes.Add(facts.Node{File: name, Range: p.where, Pointer: r.bundled.pointer(name, p.pointer, 0)})
			r.model.Problems = append(r.model.Problems, facts.Problem{At: at, Message: p.message, Hint: p.hint})
		}
	}
}

// outside looks at the files that refer to the document from outside of it: what they name is used.
func (r *reader) outside(root place, files []string) {
	for _, name := range files {
		if _, ok := r.loaded[name]; ok {
			continue
		}
		f, err := load(r.tree, name)
		if err != nil || f.root == nil {
			continue // it is judged where it belongs
		}
		// Other documents' references to third files are none of this one's business.
		seen := make(map[*node]bool)
		var search func(n *node)
		search = func(n *node) {
			if n == nil || n.body == nil || seen[n] {
				return
			}
			seen[n] = true
			if ref := n.ref(); ref != nil {
				uri, fragment, _ := strings.Cut(ref.value.value, "#")
				if to, ok := source.Resolve(name, unescape(uri)); uri != "" && ok && to == root.file.path {
					if t := r.fragment(root.file, "", root, fragment, ref.value.value); t.failure == resolved {
						r.edge(wholeDocument, t.entity)
					}
				}
			}
			for _, item := range n.body.items {
				search(item)
			}
			for i := range n.body.fields {
				search(n.body.fields[i].value)
			}
		}
		search(f.root)
	}
}
