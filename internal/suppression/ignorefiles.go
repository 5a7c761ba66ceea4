package suppression

import (
	"errors"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// ignoreFile is a file in which another tool keeps what it is to be silent about.
type ignoreFile struct {
	tool, name string
	read       func(*ignoreReader, *yaml.Node)
}

var ignoreFiles = []ignoreFile{
	{"redocly", ".redocly.lint-ignore.yaml", (*ignoreReader).redocly},
	{"spectral", ".spectral.yaml", (*ignoreReader).spectral},
	{"spectral", ".spectral.yml", (*ignoreReader).spectral},
	{"spectral", ".spectral.json", (*ignoreReader).spectral},
}

// ReadTree reads the files in which other tools keep what they are to be silent about, of the tools that are asked for: in the
// folders of what is judged, and in those above. Files that are not there are passed over, and so are those that the other tool
// could not read either. read reads a file of the tree.
func ReadTree(tools, folders []string, read func(file string) ([]byte, error)) []Directive {
	var dirs []string
	seen := make(map[string]bool)
	for _, dir := range folders {
		for dir = path.Clean(dir); !seen[dir]; dir = path.Dir(dir) {
			seen[dir] = true
			dirs = append(dirs, dir)
		}
	}
	slices.Sort(dirs)
	var out []Directive
	for _, dir := range dirs {
		for _, f := range ignoreFiles {
			if !slices.Contains(tools, f.tool) {
				continue
			}
			name := path.Join(dir, f.name)
			data, err := read(name)
			if err != nil {
				continue
			}
			out = append(out, readIgnore(f, name, data)...)
		}
	}
	return out
}

// readIgnore reads one of them.
func readIgnore(f ignoreFile, name string, data []byte) (out []Directive) {
	defer func() { // the library panics on some broken inputs
		if recover() != nil {
			out = nil
		}
	}()
	text, err := source.Text(data)
	if err != nil || len(text) > 8<<20 {
		return nil
	}
	var doc yaml.Node
	if yaml.Unmarshal(text, &doc) != nil || len(doc.Content) == 0 {
		return nil
	}
	r := ignoreReader{file: name, dir: path.Dir(name), tool: f.tool}
	f.read(&r, doc.Content[0])
	return r.out
}

type ignoreReader struct {
	file, dir, tool string
	out             []Directive
}

func (r *ignoreReader) add(n *yaml.Node, rule string, scope Scope) {
	if len(r.out) >= maxDirectives || rule == "" {
		return
	}
	start := facts.Position{Line: n.Line, Column: n.Column}
	at := facts.Range{Start: start, End: facts.Position{Line: n.Line, Column: n.Column + len([]rune(n.Value))}}
	if n.Style != 0 || n.Kind != yaml.ScalarNode || strings.Contains(n.Value, "\n") {
		at.End = facts.Position{Line: n.Line, Column: n.Column + 1}
	}
	r.out = append(r.out, Directive{At: facts.Node{File: r.file, Range: at}, Names: []Name{{Text: rule, Range: at}}, Tool: r.tool, Covers: scope})
}

// members calls f with the members of a mapping whose keys are text.
func eachMember(n *yaml.Node, f func(key, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if key := n.Content[i]; key.Kind == yaml.ScalarNode {
			f(key, n.Content[i+1])
		}
	}
}

// inTree is the path in the tree of a path relative to the file.
func (r *ignoreReader) inTree(name string) (string, error) {
	p := path.Join(r.dir, name)
	if path.IsAbs(name) || p == ".." || strings.HasPrefix(p, "../") {
		return "", errors.New("is not in the tree")
	}
	return p, nil
}

// redocly reads file → rule → pointers. A pointer is about what it names and all below it.
func (r *ignoreReader) redocly(root *yaml.Node) {
	eachMember(root, func(file, rules *yaml.Node) {
		name, err := r.inTree(file.Value)
		if err != nil {
			return
		}
		eachMember(rules, func(rule, pointers *yaml.Node) {
			if pointers.Kind != yaml.SequenceNode {
				return
			}
			for _, p := range pointers.Content {
				if pointer, ok := strings.CutPrefix(p.Value, "#"); ok && p.Kind == yaml.ScalarNode {
					scope := Scope{Kind: "node", File: name, Pointer: strings.TrimSuffix(unescaped(pointer), "/")}
					if scope.Pointer == "" {
						scope.Kind = "file"
					}
					r.add(p, rule.Value, scope)
				}
			}
		})
	})
}

// unescaped undoes what addresses escape; pointers keep their own escapes.
func unescaped(pointer string) string {
	if p, err := url.PathUnescape(pointer); err == nil {
		return p
	}
	return pointer
}

// maxGlob bounds a glob, and the braces in it: what matches it tries every combination.
const maxGlob = 512

// spectral reads what overrides turn off in files, or in parts of files: "legacy/*.yaml#/paths/~1a".
func (r *ignoreReader) spectral(root *yaml.Node) {
	eachMember(root, func(key, overrides *yaml.Node) {
		if key.Value != "overrides" || overrides.Kind != yaml.SequenceNode {
			return
		}
		for _, o := range overrides.Content {
			var files []*yaml.Node
			var rules []*yaml.Node
			eachMember(o, func(key, value *yaml.Node) {
				switch {
				case key.Value == "files" && value.Kind == yaml.SequenceNode:
					files = value.Content
				case key.Value == "rules":
					eachMember(value, func(rule, level *yaml.Node) {
						if isOff(level) {
							rules = append(rules, rule)
						}
					})
				}
			})
			for _, f := range files {
				scope, ok := r.glob(f.Value)
				if !ok {
					continue
				}
				for _, rule := range rules {
					r.add(rule, rule.Value, scope)
				}
			}
		}
	})
}

// isOff reports whether a level of Spectral's turns a rule off: off, false, or an object with such a severity.
func isOff(n *yaml.Node) bool {
	if n.Kind == yaml.ScalarNode {
		return n.Value == "off" || n.Value == "false"
	}
	off := false
	eachMember(n, func(key, value *yaml.Node) {
		off = off || key.Value == "severity" && value.Kind == yaml.ScalarNode && value.Value == "off"
	})
	return off
}

// glob is the scope of a glob of Spectral's, which may end with a pointer.
func (r *ignoreReader) glob(text string) (Scope, bool) {
	pattern, pointer, _ := strings.Cut(text, "#")
	pattern, err := r.inTree(pattern)
	if err != nil || len(pattern) > maxGlob || strings.Count(pattern, "{") > 3 || strings.Count(pattern, ",") > 16 || !doublestar.ValidatePattern(pattern) {
		return Scope{}, false
	}
	return Scope{
		Kind: "paths", Pointer: strings.TrimSuffix(unescaped(pointer), "/"),
		Match: func(file string) bool { return doublestar.MatchUnvalidated(pattern, file) },
	}, true
}
