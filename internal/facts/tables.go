package facts

import (
	"reflect"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Tables are the tables of a facts document that somebody reads: the names that stand after "input." in rules. A nil set
// means all of them. What nobody reads need not be found out, and is not in the document.
type Tables map[string]bool

// Want reports whether somebody reads a table.
func (t Tables) Want(name string) bool { return t == nil || t[name] }

// NewWith is [New] for a document that has some tables only.
func NewWith(kind Kind, name string, files []string, nodes *Nodes, model any, tables Tables) *Doc {
	doc := &Doc{Kind: kind, Name: name, Files: files, Judged: len(files), nodes: nodes.list}
	e := encoder{terms: make(map[string]*ast.Term)}
	v := reflect.Indirect(reflect.ValueOf(model))
	var pairs [][2]*ast.Term
	for _, f := range fieldsOf(v.Type()) {
		fv := v.Field(f.index)
		if !tables.Want(string(f.key.Value.(ast.String))) || f.omitEmpty && isEmpty(fv) {
			continue
		}
		pairs = append(pairs, [2]*ast.Term{f.key, e.encode(fv)})
	}
	doc.value = ast.NewObject(pairs...)
	return doc
}
