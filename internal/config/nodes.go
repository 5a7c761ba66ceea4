package config

import (
	"fmt"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// mapping visits the keys and values of a mapping, aliases followed. It returns false when the node is none.
func (r *reader) mapping(node *yaml.Node, what string, visit func(key, value *yaml.Node)) bool {
	node = follow(node)
	if node.Kind != yaml.MappingNode {
		r.add(r.at(node), "%s must be a mapping of keys to values", what)
		return false
	}
	seen := make(map[string]bool)
	for i := 0; i+1 < len(node.Content); i += 2 {
		key := node.Content[i]
		switch {
		case key.Kind != yaml.ScalarNode:
			r.add(r.at(key), "a key must be plain text")
		case key.ShortTag() == "!!merge":
			r.add(r.at(key), `"<<" is not supported; write the keys out`)
		case seen[key.Value]:
			r.add(r.at(key), "key %q stands here twice", key.Value)
		default:
			seen[key.Value] = true
			visit(key, follow(node.Content[i+1]))
		}
	}
	return true
}

func (r *reader) list(node *yaml.Node, what string) []*yaml.Node {
	if node.Kind != yaml.SequenceNode {
		r.add(r.at(node), "%s must be a list", what)
		return nil
	}
	items := make([]*yaml.Node, len(node.Content))
	for i, n := range node.Content {
		items[i] = follow(n)
	}
	return items
}

func (r *reader) texts(node *yaml.Node, what string, visit func(string, *yaml.Node)) {
	for _, item := range r.list(node, what) {
		if text, ok := r.text(item, "an element of "+what); ok {
			visit(text, item)
		}
	}
}

func (r *reader) text(node *yaml.Node, what string) (string, bool) {
	if node.Kind != yaml.ScalarNode || node.ShortTag() != "!!str" {
		r.add(r.at(node), "%s must be text", what)
		return "", false
	}
	return node.Value, true
}

// Limits of an option's value, which aliases can make far larger than the file.
const (
	maxValues = 50_000
	maxDepth  = 32
)

// value returns what encoding/json would make of a node. A date stays the text that it is.
func (r *reader) value(node *yaml.Node, depth int) (any, error) {
	if r.values++; r.values > maxValues || depth > maxDepth {
		return nil, fmt.Errorf("is too large or too deeply nested")
	}
	node = follow(node)
	switch node.Kind {
	case yaml.SequenceNode:
		list := make([]any, 0, len(node.Content))
		for _, n := range node.Content {
			v, err := r.value(n, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	case yaml.MappingNode:
		m := make(map[string]any, len(node.Content)/2)
		for i := 0; i+1 < len(node.Content); i += 2 {
			key := node.Content[i]
			if _, twice := m[key.Value]; twice || key.Kind != yaml.ScalarNode {
				return nil, fmt.Errorf("has a key that is not plain text or stands there twice")
			}
			v, err := r.value(node.Content[i+1], depth+1)
			if err != nil {
				return nil, err
			}
			m[key.Value] = v
		}
		return m, nil
	}
	switch node.ShortTag() {
	case "!!null", "!!bool", "!!int", "!!float":
		var v any
		if err := node.Decode(&v); err != nil {
			return nil, fmt.Errorf("is not a value that bdma can read")
		}
		return v, nil
	}
	return node.Value, nil
}

// within returns the place of a value below a node, or of its key: the nearest that the path leads to.
func within(n *yaml.Node, path []string, key bool) place {
	found := at(n)
	for i, step := range path {
		n = follow(n)
		var next *yaml.Node
		switch n.Kind {
		case yaml.SequenceNode:
			if index, err := strconv.Atoi(step); err == nil && index >= 0 && index < len(n.Content) {
				next = n.Content[index]
			}
		case yaml.MappingNode:
			for k := 0; k+1 < len(n.Content); k += 2 {
				if n.Content[k].Value != step {
					continue
				}
				if next = n.Content[k+1]; key && i == len(path)-1 {
					return at(n.Content[k])
				}
			}
		}
		if next == nil {
			return found
		}
		n, found = next, at(next)
	}
	return found
}

func at(n *yaml.Node) place { return place{line: n.Line, column: n.Column} }

// at returns the place of a node in the file that is read.
func (r *reader) at(n *yaml.Node) place {
	return place{line: n.Line, column: n.Column, file: r.config.Path}
}

func follow(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode && n.Alias != nil {
		n = n.Alias
	}
	return n
}

func names[T ~string](list []T) []string {
	texts := make([]string, len(list))
	for i, t := range list {
		texts[i] = string(t)
	}
	return texts
}
