package facts

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strconv"

	"github.com/open-policy-agent/opa/v1/ast"
)

// WriteJSON writes the document as pretty JSON with sorted keys. With the schema of its model, a place is written as
// what it stands for instead of as its number.
func (d *Doc) WriteJSON(w io.Writer, schema map[string]any) error {
	p := printer{doc: d, buf: new(bytes.Buffer)}
	p.value(d.value, schema)
	p.buf.WriteByte('\n')
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, p.buf.Bytes(), "", "  "); err != nil {
		return err
	}
	_, err := pretty.WriteTo(w)
	return err
}

type printedPlace struct {
	File      string `json:"file"`
	Line      int    `json:"line,omitempty"`
	Column    int    `json:"column,omitempty"`
	EndLine   int    `json:"end_line,omitempty"`
	EndColumn int    `json:"end_column,omitempty"`
	Pointer   string `json:"pointer"`
}

type printer struct {
	doc *Doc
	buf *bytes.Buffer
}

func (p *printer) value(v ast.Value, schema map[string]any) {
	switch v := v.(type) {
	case ast.Object:
		keys := v.Keys()
		slices.SortFunc(keys, func(a, b *ast.Term) int { return a.Value.Compare(b.Value) })
		properties, _ := schema["properties"].(map[string]any)
		elements, _ := schema["additionalProperties"].(map[string]any)
		p.buf.WriteByte('{')
		for i, k := range keys {
			if i > 0 {
				p.buf.WriteByte(',')
			}
			p.json(string(k.Value.(ast.String)))
			p.buf.WriteByte(':')
			sub, ok := properties[string(k.Value.(ast.String))].(map[string]any)
			if !ok {
				sub = elements
			}
			p.value(v.Get(k).Value, sub)
		}
		p.buf.WriteByte('}')
	case *ast.Array:
		items, _ := schema["items"].(map[string]any)
		p.buf.WriteByte('[')
		for i := range v.Len() {
			if i > 0 {
				p.buf.WriteByte(',')
			}
			p.value(v.Elem(i).Value, items)
		}
		p.buf.WriteByte(']')
	case ast.Number:
		if schema["format"] == placeFormat {
			if id, err := strconv.Atoi(string(v)); err == nil {
				if n, err := p.doc.Node(ID(id)); err == nil {
					s, e := n.Range.Start, n.Range.End
					p.json(printedPlace{n.File, s.Line, s.Column, e.Line, e.Column, n.Pointer})
					return
				}
			}
		}
		p.buf.WriteString(string(v))
	case ast.String:
		p.json(string(v))
	case ast.Boolean:
		p.json(bool(v))
	default:
		p.buf.WriteString("null")
	}
}

func (p *printer) json(v any) {
	enc := json.NewEncoder(p.buf)
	enc.SetEscapeHTML(false)
	// Strings, booleans and places have no value that JSON lacks.
	_ = enc.Encode(v)
	p.buf.Truncate(p.buf.Len() - 1)
}
