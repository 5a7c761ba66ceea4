// Package openapi reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 documents into facts.
//
// A document is parsed once to nodes that know their place (node.go, yaml.go, json.go). References are resolved over nodes,
// inside of the repository only (resolve.go). One walk, driven by a table of the objects of the specification (objects.go,
// walk.go), finds what breaks the specification and meets every object once; the tables of facts are filled from it.
package openapi

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// Patterns are the globs of files that may be OpenAPI documents. Which are is told by their content.
var Patterns = []string{"**/*.{yaml,yml,json,YAML,YML,JSON}"}

// headSize is how much of a file that is too large is looked at.
const headSize = 64 << 10

// Find picks the OpenAPI documents among files by their content: a top-level key "openapi" or "swagger" whose value
// looks like a version, wherever it stands. Files that only documents refer to are not units of their own. The first file of a unit is
// the document; others are files that refer to its components from outside of it.
func Find(tree *source.Tree, files []source.File) source.Found {
	var found source.Found
	units := make(map[string]int)
	var outside [][2]string // file, document it refers to
	for _, f := range files {
		if f.Size == 0 {
			continue
		}
		data, err := read(tree, f)
		if err != nil {
			found.Skipped = append(found.Skipped, source.Skipped{File: f.Path, Reason: source.Fault(f.Path, err)})
			continue
		}
		s := sniff(data)
		if reason, ok := s.judgement(); ok {
			switch {
			case f.Size > source.MaxDocument:
				reason = fmt.Sprintf("has more than %d MiB, which is as much as bdma reads of a document", source.MaxDocument>>20)
				fallthrough
			case reason != "":
				found.Skipped = append(found.Skipped, source.Skipped{File: f.Path, Reason: reason})
			default:
				units[f.Path] = len(found.Units)
				found.Units = append(found.Units, source.Unit{Name: f.Path, Files: []string{f.Path}})
			}
		} else if isUTF16(data) {
			found.Skipped = append(found.Skipped, source.Skipped{File: f.Path, Reason: "is an OpenAPI document in UTF-16; save it as UTF-8"})
		}
		for _, target := range references(f.Path, data) {
			outside = append(outside, [2]string{f.Path, target})
		}
	}
	if len(found.Units) > 1 {
		tree.Memo().Store(shelfKey{}, newShelf())
	}
	for _, o := range outside {
		if i, ok := units[o[1]]; ok {
			u := &found.Units[i]
			if last := u.Files[len(u.Files)-1]; last != o[0] {
				u.Files = append(u.Files, o[0])
			}
		}
	}
	return found
}

func read(tree *source.Tree, f source.File) ([]byte, error) {
	if f.Size <= source.MaxDocument {
		return tree.Read(f.Path, source.MaxDocument)
	}
	r, err := tree.Open(f.Path, math.MaxInt64)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, headSize))
}

// judgement reports whether the file is an API description, and if so why bdma cannot judge it, or "".
func (s sniffed) judgement() (reason string, ok bool) {
	switch {
	case s.openapi != "":
		v := s.openapi
		switch {
		case judged(v):
			return "", true
		case v[0] >= '0' && v[0] <= '9':
			return fmt.Sprintf("is OpenAPI %s, which bdma does not judge yet (it judges 3.0, 3.1, 3.2 and Swagger 2.0)", v), true
		case strings.Contains(v, "{{") && s.like:
			return "", true // a template: reading it says where it stops being YAML
		case s.like:
			return fmt.Sprintf("has the OpenAPI version %q, which bdma does not know (it judges 3.0, 3.1, 3.2 and Swagger 2.0)", v), true
		}
	case s.swagger != "":
		switch v := s.swagger; {
		case isSwagger(v):
			return "", true
		case strings.Contains(v, "{{") && s.like:
			return "", true
		case v[0] >= '0' && v[0] <= '9':
			return fmt.Sprintf("is Swagger %s, which bdma does not judge (it judges Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2)", v), true
		}
	}
	return "", false
}

// isUTF16 reports whether a text is UTF-16 and has the key openapi in it.
func isUTF16(data []byte) bool {
	if !bytes.HasPrefix(data, []byte{0xff, 0xfe}) && !bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		return false
	}
	head := bytes.ReplaceAll(data[:min(len(data), headSize)], []byte{0}, nil)
	return bytes.Contains(head, []byte("openapi")) || bytes.Contains(head, []byte("swagger"))
}

// references lists the files that the references in a text lead to, each once in a row. It looks at text, not at YAML: a
// reference too many costs a look at a file, no more.
func references(from string, data []byte) []string {
	var out []string
	for {
		i := bytes.Index(data, []byte("$ref"))
		if i < 0 {
			return out
		}
		data = data[i+len("$ref"):]
		rest := bytes.TrimLeft(data, "\"' \t")
		if len(rest) == 0 || rest[0] != ':' {
			continue
		}
		rest = bytes.TrimLeft(rest[1:], "\"' \t")
		if len(rest) == 0 || rest[0] == '#' || rest[0] == '\n' {
			continue
		}
		end := bytes.IndexAny(rest[:min(len(rest), 1000)], "#\"'\r\n,}")
		if end <= 0 {
			continue
		}
		if name, ok := source.Resolve(from, string(rest[:end])); ok && name != from && (len(out) == 0 || out[len(out)-1] != name) {
			out = append(out, name)
		}
	}
}

// Read reads an OpenAPI document, and the files that it refers to, into facts.
func Read(tree *source.Tree, unit source.Unit) *facts.Doc { return ReadTables(tree, unit, nil) }

// ReadTables is [Read] for some tables only.
func ReadTables(tree *source.Tree, unit source.Unit, tables facts.Tables) *facts.Doc {
	r := newReader(tree)
	r.tables = tables
	model := r.document(unit)
	doc := facts.NewWith(facts.OpenAPI, unit.Name, r.files, &r.nodes, model, tables)
	doc.Judged = 1
	return doc
}
