package facts

import (
	"reflect"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Tables are the tables of a facts document that somebody reads, by the names that stand after "input." in rules, each with
// what is read of it. A nil map means all of them. What nobody reads need not be found out, and is not in the document.
type Tables map[string]*Columns

// Columns are what somebody reads of a table; nil means all of it.
type Columns struct {
	// Own tells which columns are read of the table itself where it is one object: "property" of input.names.property.
	Own func(column string) bool
	// Any tells which are read of rows, and of the objects in them.
	Any func(column string) bool
}

// Want reports whether somebody reads a table.
func (t Tables) Want(name string) bool {
	_, ok := t[name]
	return ok || t == nil
}

// WantColumn reports whether somebody reads a column of a table that is one object.
func (t Tables) WantColumn(table, column string) bool {
	c, ok := t[table]
	return t == nil || ok && (c == nil || c.Own(column))
}

// WantAny reports whether somebody reads one of some columns of a table of rows.
func (t Tables) WantAny(table string, columns ...string) bool {
	c, ok := t[table]
	return t == nil || ok && (c == nil || slices.ContainsFunc(columns, c.Any))
}

// NewWith is [New] for a document that has some tables only. It uses the model up: a table is let go as soon as its rows are
// in the document, so that the largest of them are not there twice.
func NewWith(kind Kind, name string, files []string, nodes *Nodes, model any, tables Tables) *Doc {
	return build(kind, name, files, nodes, model, tables, true, nil)
}

func build(kind Kind, name string, files []string, nodes *Nodes, model any, tables Tables, used bool, rows *Rows) *Doc {
	doc := &Doc{Kind: kind, Name: name, Files: files, Judged: len(files), nodes: nodes.list}
	e := rows.encoder()
	v := reflect.Indirect(reflect.ValueOf(model))
	var pairs [][2]*ast.Term
	for _, f := range fieldsOf(v.Type()) {
		fv, table := v.Field(f.index), string(f.key.Value.(ast.String))
		if tables.Want(table) && (!f.omitEmpty || !isEmpty(fv)) {
			if rows != nil && fv.Kind() == reflect.Slice && !fv.IsNil() {
				e.read(tables[table])
				pairs = append(pairs, [2]*ast.Term{f.key, rows.encode(e, table, fv)})
			} else {
				pairs = append(pairs, [2]*ast.Term{f.key, e.table(fv, tables[table])})
			}
		}
		if used && fv.Kind() == reflect.Slice && fv.CanSet() {
			fv.SetZero()
		}
	}
	doc.value = ast.NewObject(pairs...)
	return doc
}

// table encodes what is read of a table.
func (e *encoder) table(fv reflect.Value, c *Columns) *ast.Term {
	e.read(c)
	if fv.Kind() == reflect.Pointer && !fv.IsNil() {
		fv = fv.Elem()
	}
	if c != nil && fv.Kind() == reflect.Struct {
		return e.object(fv, some(fieldsOf(fv.Type()), c.Own))
	}
	return e.encode(fv)
}

// read says what is read of the values that are encoded next.
func (e *encoder) read(c *Columns) {
	e.columns, e.fields, e.objects = nil, nil, nil
	if c != nil {
		e.columns, e.fields = c.Any, make(map[reflect.Type][]field)
	}
}

// fieldsOf returns the fields of a struct that are read.
func (e *encoder) fieldsOf(t reflect.Type) []field {
	if e.columns == nil {
		return fieldsOf(t)
	}
	fields, ok := e.fields[t]
	if !ok {
		fields = some(fieldsOf(t), e.columns)
		e.fields[t] = fields
	}
	return fields
}

func some(fields []field, columns func(string) bool) []field {
	var out []field
	for _, f := range fields {
		if columns(string(f.key.Value.(ast.String))) {
			out = append(out, f)
		}
	}
	return out
}
