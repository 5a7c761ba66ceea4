package openapi

import (
	"errors"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// file is a YAML or JSON file as nodes.
type file struct {
	path  string
	text  string
	lines *facts.Lines
	// json says which notation the marks of the nodes belong to.
	json bool
	// root is nil when the file could not be read, which a problem then says.
	root     *node
	problems []problem
	dups     []duplicate
	// resources are the schemas of the file with an $id, $anchor or $dynamicAnchor; nil until they are needed.
	resources *resources
	// refs caches what references mean, by their text. Within a schema with an $id they are not cached.
	refs map[string]target
	// aliased says that a node may have several parents.
	aliased bool
	// moves and spelled say where things of a Swagger 2.0 document stand that has taken the shape of OpenAPI 3: the pointers
	// that they had, and the text at the marks of what has another name now. nil for other documents.
	moves   *moves
	spelled map[mark]string
}

// problem is a place where reading a file went wrong.
type problem struct {
	where         facts.Range
	pointer       string
	message, hint string
}

type duplicate struct {
	field field
	first *field
}

// maxProblems is how many problems of one kind a file is told: a generator that errs once errs everywhere.
const maxProblems = 100

// load reads a file of the tree. It returns an error when there is no such file to be read, and a file without a root when
// there is but its content cannot be understood.
func load(tree *source.Tree, name string) (*file, error) {
	data, err := tree.Read(name, source.MaxDocument)
	f := &file{path: name, refs: make(map[string]target)}
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		f.problems = []problem{{message: err.Error()}}
		return f, err
	}
	data, err = source.Text(data)
	if err != nil {
		f.problems = []problem{{message: "the file " + err.Error()}}
		return f, nil
	}
	f.text = string(data)
	f.lines = facts.NewLines(data)
	f.read()
	return f, nil
}

func (f *file) read() {
	trimmed := strings.TrimLeft(f.text, " \t\r\n")
	if trimmed == "" {
		f.problems = append(f.problems, problem{message: "the file is empty"})
		return
	}
	named := strings.EqualFold(path.Ext(f.path), ".json")
	f.json = named || trimmed[0] == '{' || trimmed[0] == '['
	if f.json {
		readJSON(f)
		if f.root == nil && !named {
			// What begins like JSON may be a YAML flow mapping.
			f.json, f.problems, f.dups = false, nil, nil
		}
	}
	if !f.json {
		readYAML(f)
	}
	f.locateDuplicates()
}

func (f *file) problem(m mark, message, hint string) {
	if len(f.problems) < maxProblems {
		f.problems = append(f.problems, problem{where: f.span(m), message: message, hint: hint})
	}
}

func (f *file) tooDeep(m mark) {
	f.problem(m, "values nest deeper than "+strconv.Itoa(maxDepth)+" levels; bdma does not look further", "")
}

func (f *file) duplicate(dup *field, first func() *field) {
	if len(f.dups) < maxProblems {
		f.dups = append(f.dups, duplicate{*dup, first()})
	}
}

// locateDuplicates turns duplicate keys into problems. Their pointers are known only once the file is read.
func (f *file) locateDuplicates() {
	if len(f.dups) == 0 {
		return
	}
	pointers := make(map[*field]string, len(f.dups))
	for _, d := range f.dups {
		pointers[d.first] = ""
	}
	seen := make(map[*node]bool) // aliases make a graph of the tree
	var search func(n *node, pointer []byte)
	search = func(n *node, pointer []byte) {
		if n == nil || n.body == nil || seen[n] {
			return
		}
		seen[n] = true
		for i, item := range n.body.items {
			search(item, strconv.AppendInt(append(pointer, '/'), int64(i), 10))
		}
		for i := range n.body.fields {
			fd := &n.body.fields[i]
			p := appendToken(pointer, fd.name)
			if _, ok := pointers[fd]; ok {
				pointers[fd] = string(p)
			}
			search(fd.value, p)
		}
	}
	search(f.root, nil)
	for _, d := range f.dups {
		f.problems = append(f.problems, problem{
			where: f.keyRange(&d.field), pointer: pointers[d.first],
			message: "the key " + quote(d.field.name) + " is written twice here; what stands under the second is not judged",
			hint:    "keep one of the two, or merge what stands under them",
		})
	}
}

// nodeRange is where a scalar stands, or the first character of a container.
func (f *file) nodeRange(n *node) facts.Range {
	switch {
	case f.json:
		return f.span(n.mark)
	case n.body != nil:
		start := facts.Position{Line: int(n.mark.a), Column: int(n.mark.b)}
		return facts.Range{Start: start, End: facts.Position{Line: start.Line, Column: start.Column + 1}}
	}
	return f.token(n.mark, n.style, n.value)
}

// keyRange is where a key stands, its quotes included.
func (f *file) keyRange(fd *field) facts.Range {
	if f.json {
		return f.span(fd.mark)
	}
	return f.token(fd.mark, fd.style, fd.name)
}

// partRange is where bytes i to j of a key stand; the whole key when it has escapes.
func (f *file) partRange(fd *field, i, j int) facts.Range {
	start := int(fd.mark.a)
	if !f.json {
		start = f.tokenStart(fd.mark)
	}
	if fd.style != plain {
		start++
	}
	if end := start + len(fd.name); end <= len(f.text) && f.text[start:end] == fd.name {
		return f.lines.Range(start+i, start+j)
	}
	return f.keyRange(fd)
}

// span is the range of a mark that is known in full, that is, of JSON.
func (f *file) span(m mark) facts.Range {
	if m.b <= m.a || f.lines == nil {
		return facts.Range{}
	}
	return f.lines.Range(int(m.a), int(m.b))
}

// character marks the character of a JSON file that a byte belongs to.
func (f *file) character(at int) mark {
	for at > 0 && at < len(f.text) && !utf8.RuneStart(f.text[at]) {
		at--
	}
	_, n := utf8.DecodeRuneInString(f.text[min(at, len(f.text)):])
	return mark{int32(at), int32(at + n)}
}

// tokenStart is the offset of a YAML scalar, after its anchor and tag.
func (f *file) tokenStart(m mark) int {
	at := f.lines.Offset(facts.Position{Line: int(m.a), Column: int(m.b)})
	for at < len(f.text) && (f.text[at] == '&' || f.text[at] == '!') {
		n := strings.IndexAny(f.text[at:], " \t\r\n,]}")
		if n < 0 {
			return at
		}
		at += n
		at += len(f.text[at:]) - len(strings.TrimLeft(f.text[at:], " \t\r\n"))
	}
	return at
}

// token is the range of a YAML scalar, of which the parser tells only the start.
func (f *file) token(m mark, s style, value string) facts.Range {
	if m.a < 1 {
		return facts.Range{}
	}
	start := f.tokenStart(m)
	rest := f.text[start:]
	if written, ok := f.spelled[m]; ok {
		value = written
	}
	n := 0
	switch s {
	case doubleQuoted:
		for n = 1; n < len(rest) && rest[n] != '"'; n++ {
			if rest[n] == '\\' {
				n++
			}
		}
		n++
	case singleQuoted:
		for n = 1; n < len(rest); n++ {
			if rest[n] == '\'' {
				if n+1 == len(rest) || rest[n+1] != '\'' {
					break
				}
				n++
			}
		}
		n++
	case block:
		if n = strings.IndexAny(rest, "\r\n"); n < 0 {
			n = len(rest)
		}
	default:
		n = plainEnd(rest, value)
	}
	n = min(n, len(rest))
	r := facts.Range{Start: facts.Position{Line: int(m.a), Column: int(m.b)}}
	if n == 0 {
		// An empty value has no extent.
		r.End = r.Start
		r.End.Column++
		return r
	}
	if strings.IndexByte(rest[:n], '\n') >= 0 || start != f.lines.Offset(r.Start) {
		return f.lines.Range(start, start+n)
	}
	r.End = facts.Position{Line: r.Start.Line, Column: r.Start.Column + utf8.RuneCountInString(rest[:n])}
	return r
}

// plainEnd is the length of a plain scalar in the text: line breaks within it were folded to spaces.
func plainEnd(rest, value string) int {
	if strings.HasPrefix(rest, value) {
		return len(value)
	}
	i := 0
	for _, word := range strings.Fields(value) {
		i += len(rest[i:]) - len(strings.TrimLeft(rest[i:], " \t\r\n"))
		if !strings.HasPrefix(rest[i:], word) {
			break
		}
		i += len(word)
	}
	return i
}

// appendToken appends a reference token to a JSON pointer.
func appendToken(pointer []byte, token string) []byte {
	pointer = append(pointer, '/')
	if strings.IndexByte(token, '~') < 0 && strings.IndexByte(token, '/') < 0 {
		return append(pointer, token...)
	}
	for i := range len(token) {
		switch token[i] {
		case '~':
			pointer = append(pointer, "~0"...)
		case '/':
			pointer = append(pointer, "~1"...)
		default:
			pointer = append(pointer, token[i])
		}
	}
	return pointer
}
