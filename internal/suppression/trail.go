package suppression

import (
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"
)

// maxTrail bounds how many names of a place are kept, from the innermost outwards.
const maxTrail = 64

// maxName bounds the part of a name that is kept.
const maxName = 256

// labels are the keys by whose values the items of a list are told apart, where they have them.
var labels = [...]string{"name", "in", "$ref", "url", "type", "title"}

// trail names the keys that lead to a unit, which stay when lines move: paths, /orders, get. Items of lists have no key, and go by
// what they call themselves.
func (y *yamlText) trail(u unit) string {
	if y.parents == nil {
		y.parents = nest(y.units)
	}
	i := sort.Search(len(y.units), func(i int) bool { return y.units[i].at >= u.start })
	for i < len(y.units) && y.units[i].at == u.start && y.units[i].item != u.item {
		i++
	}
	if i == len(y.units) || y.units[i].start != u.start {
		return ""
	}
	var names []string
	for ; i >= 0 && len(names) < maxTrail; i = y.parents[i] {
		names = append(names, y.unitName(y.units[i]))
	}
	return joinTrail(names)
}

// unitName is a key, or what an item calls itself.
func (y *yamlText) unitName(u unit) string {
	if u.item {
		return "- " + u.label
	}
	text := y.text[u.start:min(u.end, u.start+maxName)]
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	for _, end := range [...]string{": ", ":\r", ":\t"} {
		if i := strings.Index(text, end); i >= 0 {
			text = text[:i]
		}
	}
	return strings.Trim(strings.TrimSuffix(strings.TrimSpace(text), ":"), `"'`)
}

// yamlLabel is what an item of a list calls itself; empty when it does not.
func yamlLabel(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode {
		return n.Value[:min(len(n.Value), maxName)]
	}
	var b strings.Builder
	for _, key := range labels {
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			if v := n.Content[i+1]; n.Content[i].Value == key && v.Kind == yaml.ScalarNode {
				b.WriteString(key + ":" + v.Value[:min(len(v.Value), maxName)] + " ")
				break
			}
		}
	}
	return b.String()
}

// nest finds the unit around each unit; -1 where there is none.
func nest(units []unit) []int {
	parents := make([]int, len(units))
	var open []int
	for i, u := range units {
		for len(open) > 0 && units[open[len(open)-1]].end <= u.at {
			open = open[:len(open)-1]
		}
		parents[i] = -1
		if len(open) > 0 {
			parents[i] = open[len(open)-1]
		}
		if !u.value {
			open = append(open, i)
		}
	}
	return parents
}

// trail names the keys that lead to an object.
func (o *jsonObject) trail(text string) string {
	var names []string
	for ; o != nil && len(names) < maxTrail; o = o.parent {
		if o.listed {
			names = append(names, "- "+o.label(text))
		}
		if o.key != "" {
			names = append(names, o.key[:min(len(o.key), maxName)])
		}
	}
	return joinTrail(names)
}

// label is what an item of a list calls itself; empty when it does not.
func (o *jsonObject) label(text string) string {
	var b strings.Builder
	for _, key := range labels {
		for i := range o.members {
			if m := &o.members[i]; m.key == key && text[m.value] == '"' {
				b.WriteString(key + ":" + text[m.value:min(m.end, m.value+maxName)] + " ")
				break
			}
		}
	}
	return b.String()
}

// joinTrail joins names that are listed from the innermost outwards.
func joinTrail(names []string) string {
	var b strings.Builder
	for i := len(names) - 1; i >= 0; i-- {
		b.WriteString(names[i])
		b.WriteByte('\n')
	}
	return b.String()
}
