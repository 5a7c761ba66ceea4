// Package strictyaml decodes the YAML that people write for bdma. A key that does not exist is an error with its place
// and the key that was probably meant; nothing is ignored.
package strictyaml

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/agnivade/levenshtein"
	"go.yaml.in/yaml/v3"
)

// Error is a mistake at a place. Line and Column are 1-based.
type Error struct {
	Line, Column int
	Message      string
}

func (e *Error) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Message) }

var yamlLine = regexp.MustCompile(`^(?:yaml: )?line (\d+): `)

// Decode reads one YAML document into a struct. Fields are named by their yaml tags; a field of type yaml.Node or any
// takes whatever stands there, and a type with its own UnmarshalYAML judges its own keys. The error is an *[Error].
func Decode(data []byte, into any) error {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return place(err)
	}
	if doc.Kind == 0 {
		return nil // an empty file sets nothing
	}
	return DecodeNode(doc.Content[0], into)
}

// DecodeNode is [Decode] for a node that has been read already.
func DecodeNode(node *yaml.Node, into any) error {
	if err := check(node, reflect.TypeOf(into), ""); err != nil {
		return err
	}
	if err := node.Decode(into); err != nil {
		var own *Error
		if errors.As(err, &own) {
			return own
		}
		return place(err)
	}
	return nil
}

// place turns the library's "yaml: line 3: …" into an *Error.
func place(err error) error {
	text := err.Error()
	var te *yaml.TypeError
	if errors.As(err, &te) && len(te.Errors) > 0 {
		text = te.Errors[0]
	}
	line := 1
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = text[len(m[0]):]
	}
	text = strings.TrimPrefix(text, "yaml: ")
	return &Error{Line: line, Column: 1, Message: text}
}

var (
	nodeType        = reflect.TypeFor[yaml.Node]()
	unmarshalerType = reflect.TypeFor[yaml.Unmarshaler]()
)

func check(node *yaml.Node, t reflect.Type, where string) error {
	for t.Kind() == reflect.Pointer {
		if t.Implements(unmarshalerType) {
			return nil
		}
		t = t.Elem()
	}
	if t == nodeType || reflect.PointerTo(t).Implements(unmarshalerType) {
		return nil
	}
	switch t.Kind() {
	case reflect.Struct:
		if node.Kind != yaml.MappingNode {
			return &Error{node.Line, node.Column, fmt.Sprintf("%s must be a mapping of keys to values", name(where))}
		}
		fields, names := fieldsOf(t)
		seen := make(map[string]bool)
		for i := 0; i+1 < len(node.Content); i += 2 {
			key := node.Content[i]
			ft, ok := fields[key.Value]
			if !ok {
				return &Error{key.Line, key.Column, Unknown("key", key.Value, names)}
			}
			if seen[key.Value] {
				return &Error{key.Line, key.Column, fmt.Sprintf("key %q stands here twice", key.Value)}
			}
			seen[key.Value] = true
			if err := check(node.Content[i+1], ft, join(where, key.Value)); err != nil {
				return err
			}
		}
	case reflect.Map:
		if node.Kind == yaml.MappingNode {
			for i := 0; i+1 < len(node.Content); i += 2 {
				if err := check(node.Content[i+1], t.Elem(), join(where, node.Content[i].Value)); err != nil {
					return err
				}
			}
		}
	case reflect.Slice:
		if node.Kind != yaml.SequenceNode {
			return &Error{node.Line, node.Column, fmt.Sprintf("%s must be a list", name(where))}
		}
		for _, item := range node.Content {
			if err := check(item, t.Elem(), where); err != nil {
				return err
			}
		}
	}
	return nil
}

func fieldsOf(t reflect.Type) (map[string]reflect.Type, []string) {
	fields := make(map[string]reflect.Type)
	var names []string
	for i := range t.NumField() {
		f := t.Field(i)
		tag, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if tag == "" || tag == "-" {
			continue
		}
		fields[tag] = f.Type
		names = append(names, tag)
	}
	return fields, names
}

func name(where string) string {
	if where == "" {
		return "the file"
	}
	return where
}

func join(where, key string) string {
	if where == "" {
		return key
	}
	return where + "." + key
}

// Unknown says that a thing of some sort does not exist, which one was probably meant, and which there are.
func Unknown(sort, name string, names []string) string {
	names = slices.Sorted(slices.Values(names))
	msg := fmt.Sprintf("%s %q does not exist", sort, name)
	if best := Nearest(name, names); best != "" {
		return msg + fmt.Sprintf("; did you mean %q?", best)
	}
	if len(names) > 0 && len(names) <= 12 {
		return msg + "; there is " + strings.Join(names, ", ")
	}
	return msg
}

// Nearest returns the candidate that a misspelt or shortened name most likely stands for, or "" when none is near enough.
// What follows the last slash of a candidate stands for it too.
func Nearest(name string, candidates []string) string {
	name = strings.ToLower(name)
	best, distance := "", len(name)/3+2
	for _, c := range candidates {
		lower := strings.ToLower(c)
		if d := typos(name, lower); d < distance {
			best, distance = c, d
		}
		if i := strings.LastIndexByte(lower, '/'); i >= 0 {
			if d := typos(name, lower[i+1:]); d < distance {
				best, distance = c, d
			}
		}
	}
	if best == "" && len(name) >= 4 {
		// A part of a name is no slip: "warn", "create-index".
		for _, c := range candidates {
			if strings.Contains(strings.ToLower(c), name) {
				return c
			}
		}
	}
	return best
}

// typos is the number of slips between two words, where two letters that changed places are one slip.
func typos(a, b string) int {
	d := levenshtein.ComputeDistance(a, b)
	for i := 0; i+1 < len(a) && i+1 < len(b); i++ {
		if a[i] == b[i+1] && a[i+1] == b[i] && a[i] != a[i+1] {
			swapped := a[:i] + b[i:i+2] + a[i+2:]
			return min(d, levenshtein.ComputeDistance(swapped, b)+1)
		}
	}
	return d
}
