package facts

import (
	"reflect"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Rows are the rows of a document's tables, for another document whose tables begin with the same ones: what the two have in common is
// there once. What rows refer to must not change in between. The zero value is ready for use.
type Rows struct {
	terms  map[string]*ast.Term
	tables map[string]keptRows
}

// keptRows are the rows of a table, and what rules see of each.
type keptRows struct {
	rows  reflect.Value
	terms []*ast.Term
}

// NewSharing is [NewWith] for the documents that have rows in common, one after the other; all of them have the same tables.
func NewSharing(kind Kind, name string, files []string, nodes *Nodes, model any, tables Tables, rows *Rows) *Doc {
	return build(kind, name, files, nodes, model, tables, true, rows)
}

// encoder returns one that knows the strings of the documents before.
func (s *Rows) encoder() *encoder {
	if s == nil {
		return &encoder{terms: make(map[string]*ast.Term)}
	}
	if s.terms == nil {
		s.terms, s.tables = make(map[string]*ast.Term), make(map[string]keptRows)
	}
	return &encoder{terms: s.terms}
}

// encode encodes a table, taking the rows that are as they were.
func (s *Rows) encode(e *encoder, name string, rows reflect.Value) *ast.Term {
	known := s.tables[name]
	terms := make([]*ast.Term, rows.Len())
	for i := range terms {
		if row := rows.Index(i); i < len(known.terms) && same(row, known.rows.Index(i)) {
			terms[i] = known.terms[i]
		} else {
			terms[i] = e.encode(row)
		}
	}
	kept := reflect.New(rows.Type()).Elem()
	kept.Set(rows)
	s.tables[name] = keptRows{kept, terms}
	return ast.ArrayTerm(terms...)
}

// same reports whether two values are the same without a look at what they refer to: they refer to the same then.
func same(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if !same(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		return a.Len() == b.Len() && a.UnsafePointer() == b.UnsafePointer()
	case reflect.Interface:
		return a.IsNil() && b.IsNil()
	case reflect.Map:
		return a.UnsafePointer() == b.UnsafePointer()
	case reflect.Bool, reflect.String, reflect.Pointer, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return a.Equal(b)
	}
	return false
}
