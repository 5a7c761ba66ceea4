package facts

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Encode builds the Rego value of a model directly, without a detour through JSON: structs and maps with string keys
// become objects, slices become arrays, and strings that occur more than once are one term. The result equals
// ast.InterfaceToValue of the model's encoding/json form, which a test proves.
//
// A model may hold booleans, strings, integers, structs, pointers to structs, slices, maps with string keys, and
// interfaces holding these. Field names and omitempty follow the json tag; a nil pointer, slice or map is null.
// Encode panics on any other type: that is a programming error, found by the first test that encodes the model.
func Encode(model any) ast.Value {
	e := encoder{terms: make(map[string]*ast.Term)}
	return e.encode(reflect.ValueOf(model)).Value
}

type encoder struct {
	terms map[string]*ast.Term
	// columns tells which fields of structs are encoded; nil means all. fields are these by struct.
	columns func(string) bool
	fields  map[reflect.Type][]field
	// objects are those that small structs in maps became, by the struct.
	objects map[any]*ast.Term
	// pairs are those of the objects that are being encoded, one behind the other: an object copies its own.
	pairs [][2]*ast.Term
}

// maxInterned is the length above which a string is not worth a look-up: descriptions hardly ever repeat.
const maxInterned = 64

func (e *encoder) str(s string) *ast.Term {
	if len(s) > maxInterned {
		return ast.StringTerm(s)
	}
	if t, ok := e.terms[s]; ok {
		return t
	}
	t := ast.StringTerm(s)
	e.terms[s] = t
	return t
}

func (e *encoder) int(i int64) *ast.Term {
	if ast.HasInternedIntNumberTerm(int(i)) {
		return ast.InternedTerm(int(i))
	}
	return ast.NewTerm(ast.Number(strconv.FormatInt(i, 10)))
}

func (e *encoder) encode(v reflect.Value) *ast.Term {
	switch v.Kind() {
	case reflect.Bool:
		return ast.InternedTerm(v.Bool())
	case reflect.String:
		return e.str(v.String())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return e.int(v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return ast.NewTerm(ast.Number(strconv.FormatUint(v.Uint(), 10)))
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return ast.NullTerm()
		}
		return e.encode(v.Elem())
	case reflect.Slice:
		if v.IsNil() {
			return ast.NullTerm()
		}
		terms := make([]*ast.Term, v.Len())
		for i := range terms {
			terms[i] = e.encode(v.Index(i))
		}
		return ast.ArrayTerm(terms...)
	case reflect.Map:
		if v.IsNil() {
			return ast.NullTerm()
		}
		pairs := make([][2]*ast.Term, 0, v.Len())
		for it := v.MapRange(); it.Next(); {
			pairs = append(pairs, [2]*ast.Term{e.str(it.Key().String()), e.shared(it.Value())})
		}
		return ast.NewTerm(ast.NewObject(pairs...))
	case reflect.Struct:
		return e.object(v, e.fieldsOf(v.Type()))
	}
	panic(fmt.Sprintf("facts: cannot encode %s", v.Type()))
}

// maxShared bounds the objects that are looked up before they are made.
const maxShared = 1 << 16

// shared encodes a value of a map. Equal structs are one object there: each file has a map of counts, an object takes hundreds
// of bytes, and most files are small and much alike.
func (e *encoder) shared(v reflect.Value) *ast.Term {
	if v.Kind() != reflect.Struct || !v.Comparable() {
		return e.encode(v)
	}
	key := v.Interface()
	if t, ok := e.objects[key]; ok {
		return t
	}
	t := e.encode(v)
	if e.objects == nil {
		e.objects = make(map[any]*ast.Term)
	}
	if len(e.objects) < maxShared {
		e.objects[key] = t
	}
	return t
}

func (e *encoder) object(v reflect.Value, fields []field) *ast.Term {
	begun := len(e.pairs)
	for _, f := range fields {
		fv := v.Field(f.index)
		if f.omitEmpty && isEmpty(fv) {
			continue
		}
		value := e.encode(fv)
		e.pairs = append(e.pairs, [2]*ast.Term{f.key, value})
	}
	object := ast.NewObject(e.pairs[begun:]...)
	e.pairs = e.pairs[:begun]
	return ast.NewTerm(object)
}

// isEmpty is encoding/json's notion of empty.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

type field struct {
	index     int
	key       *ast.Term
	omitEmpty bool
}

var fieldCache sync.Map // reflect.Type → []field

func fieldsOf(t reflect.Type) []field {
	if fs, ok := fieldCache.Load(t); ok {
		return fs.([]field)
	}
	var fs []field
	for i := range t.NumField() {
		sf := t.Field(i)
		if sf.Anonymous {
			panic(fmt.Sprintf("facts: %s embeds %s: rows are flat", t, sf.Type))
		}
		name, opts, _ := strings.Cut(sf.Tag.Get("json"), ",")
		if name == "-" || !sf.IsExported() {
			continue
		}
		if name == "" {
			panic(fmt.Sprintf("facts: %s.%s has no json name", t, sf.Name))
		}
		fs = append(fs, field{index: i, key: ast.StringTerm(name), omitEmpty: opts == "omitempty"})
	}
	fieldCache.Store(t, fs)
	return fs
}
