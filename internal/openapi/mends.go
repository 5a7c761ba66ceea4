package openapi

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// written is a scalar as it stands in its file, quotes included.
func (f *file) written(n *node) string {
	r := f.nodeRange(n)
	if f.lines == nil || r.Start.Line < 1 {
		return ""
	}
	first, last := f.lines.Offset(r.Start), f.lines.Offset(r.End)
	if first > last || last > len(f.text) {
		return ""
	}
	return f.text[first:last]
}

// maxMended is the length of a scalar beyond which nobody forgot its quotes.
const maxMended = 200

// Numbers as JSON and YAML both write them.
var (
	bareNumber = regexp.MustCompile(`^-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?$`)
	bareWhole  = regexp.MustCompile(`^-?(?:0|[1-9][0-9]{0,17})$`)
)

// mends says what a scalar of a wrong type would be with quotes, or without them.
func (w *walk) mends(v *Violation, n *node, want string) {
	if len(n.value) > maxMended || n.body != nil || n.style == block {
		return
	}
	switch raw, is := w.file.written(n), n.value; {
	case want == "a string" && (n.kind == number || n.kind == boolean) && n.style == plain && strings.EqualFold(raw, is):
		v.Text = raw
	case n.kind != text || n.style == plain && !w.file.json || len(raw) != len(is)+2 || raw[1:len(raw)-1] != is:
	case want == "a number" && bareNumber.MatchString(is), strings.HasPrefix(want, "a whole") && bareWhole.MatchString(is),
		want == "true or false" && (is == "true" || is == "false"):
		v.Bare = is
	}
}

// requiredAt completes the violation that was just noted, of a parameter that must be required.
func (w *walk) requiredAt(n *node) {
	if len(w.model.Violations) == 0 || len(w.model.Violations) >= maxViolations {
		return
	}
	v := &w.model.Violations[len(w.model.Violations)-1]
	for _, name := range []string{"required", "in"} {
		f := n.field(name)
		if f == nil {
			continue
		}
		p := w.push(name)
		at := w.keyAt(f)
		w.pop(p)
		if name == "required" {
			v.RequiredAt = &at
		} else {
			v.InAt = &at
		}
		return
	}
}

// pathOf returns the path into which a reference leads; none when it leads elsewhere.
func pathOf(ref string) string {
	_, rest, ok := strings.Cut(ref, "#/paths/")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	if s, err := url.PathUnescape(name); err == nil {
		name = s
	}
	return strings.NewReplacer("~1", "/", "~0", "~").Replace(name)
}

// referredPaths are the paths into which references and links lead.
func (a *assembly) referredPaths() map[string]bool {
	out := make(map[string]bool)
	for i := range a.model.Refs {
		if p := pathOf(a.model.Refs[i].Target); p != "" {
			out[p] = true
		}
	}
	for _, ref := range a.operationRefs {
		if p := pathOf(ref); p != "" {
			out[p] = true
		}
	}
	return out
}

// maxEach bounds how many places of one segment are noted.
const maxEach = 100

// eachSegment notes every place of the segments that may be spelt in another case, where this makes no two paths one.
func (a *assembly) eachSegment() {
	referred := a.referredPaths()
	taken := make(map[string]bool)
	for i := range a.model.Paths {
		taken[nameless(a.model.Paths[i].Path)] = true
	}
	same := make(map[string]string)
	held := make(map[string]bool) // paths that keep their names
	for i := range a.model.Paths {
		row := &a.model.Paths[i]
		row.IsReferred = referred[row.Path]
		row.IsTrimmedTaken = row.EndsWithSlash && taken[nameless(row.Trimmed)] || row.SingleSlashes != "" && taken[nameless(row.SingleSlashes)]
		if len(row.Path) > maxPath {
			continue
		}
		folded := strings.ToLower(strings.NewReplacer("-", "", "_", "").Replace(row.Path))
		if other, ok := same[folded]; ok {
			held[other], held[row.Path] = true, true
		}
		same[folded] = row.Path
		held[row.Path] = held[row.Path] || row.IsReferred
	}
	rows := make(map[string]*PathSegment)
	for i := range a.model.PathSegments {
		if row := &a.model.PathSegments[i]; len(row.InCase) > 0 {
			rows[row.Name] = row
		}
	}
	refused := make(map[string]bool)
	for _, s := range a.segments {
		row := rows[s.name]
		if row == nil || refused[s.name] || a.full() {
			continue
		}
		width := s.where.End.Column - s.where.Start.Column
		if held[s.path] || s.where.Start.Line != s.where.End.Line || width != len(s.name) || len(row.EachAt) >= maxEach {
			row.EachAt, refused[s.name] = nil, true
			continue
		}
		row.EachAt = append(row.EachAt, a.add(s.file, s.where, s.pointer))
	}
}

// nameless is a path without the names of its parameters.
func nameless(path string) string {
	if len(path) > maxPath {
		return path
	}
	return substitute(path, func(string) string { return "{}" })
}

// stems are the verbs of proposed operationIds by method; GET and PUT are told apart further.
var stems = map[string]string{"get": "get", "post": "create", "put": "update", "patch": "update", "delete": "delete", "head": "head", "options": "options",
	"trace": "trace", "query": "query"}

// maxProposals bounds how many names are made up.
const maxProposals = 2_000

// proposeIDs makes up names for operations that have none.
func (a *assembly) proposeIDs() {
	ops := a.model.Operations
	taken := make(map[string]bool)
	counts := make(map[string]int)
	odd := 0
	for id := range a.model.Names.OperationID {
		taken[strings.ToLower(id)] = true
		if strings.ContainsAny(id, "/.:~ ") {
			odd++
		}
		counts[nameCase(id)]++
	}
	if 2*odd > len(taken) {
		return // names with a syntax of their own
	}
	house := "camelCase"
	for _, c := range []string{"snake_case", "kebab-case", "PascalCase"} {
		if counts[c] > counts[house] {
			house = c
		}
	}
	written := make(map[*node]int)
	for i := range ops {
		if i < len(a.operations) {
			written[a.operations[i].at.node]++
		}
	}
	methods := make(map[string]map[string]bool)
	for i := range ops {
		if ops[i].Kind == "path" {
			if methods[ops[i].Path] == nil {
				methods[ops[i].Path] = make(map[string]bool)
			}
			methods[ops[i].Path][ops[i].Method] = true
		}
	}
	// Of two that want one name, the path decides, and not the place in the document.
	order := make([]int, len(ops))
	for i := range ops {
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int {
		return cmp.Or(strings.Compare(ops[x].Path, ops[y].Path), strings.Compare(ops[x].Method, ops[y].Method))
	})
	n := 0
	for _, i := range order {
		row := &ops[i]
		// An operation that several paths share can have no name of one of them.
		if row.OperationID != "" || row.Kind != "path" || i >= len(a.operations) || written[a.operations[i].at.node] > 1 || n >= maxProposals {
			continue
		}
		if f := a.operations[i].at.node.field("operationId"); f != nil {
			continue
		}
		for _, ws := range a.proposals(row, methods[row.Path]) {
			id := inHouse(ws, house)
			if id == "" || len(id) > 60 || taken[strings.ToLower(id)] {
				continue
			}
			taken[strings.ToLower(id)] = true
			row.ProposedID = id
			n++
			break
		}
	}
}

// prefixSegment are the segments that begin paths and say nothing of the resource.
var prefixSegment = regexp.MustCompile(`^(?i:v[0-9]+([._-][0-9]+)*|api|rest)$`)

// proposals are the words of names for an operation, the best one first.
func (a *assembly) proposals(row *Operation, methods map[string]bool) [][]string {
	verb := stems[row.Method]
	if verb == "" || len(row.Path) > 300 {
		return nil
	}
	var nouns [][]string // of each literal segment
	var parameters []string
	segments := strings.FieldsFunc(row.Path, func(c rune) bool { return c == '/' })
	for i, s := range segments {
		if strings.ContainsAny(s, "{}") {
			if strings.Trim(s, "{}") != s[1:len(s)-1] || s[0] != '{' {
				return nil
			}
			parameters = append(parameters, words(s[1:len(s)-1])...)
			continue
		}
		if i < 2 && prefixSegment.MatchString(s) {
			continue
		}
		ws := words(s)
		if strings.ContainsFunc(s, func(c rune) bool { return c > '~' || strings.ContainsRune("?#%:;=+*,()$@", c) }) || len(ws) == 0 {
			return nil
		}
		item := i+1 < len(segments) && strings.Contains(segments[i+1], "{")
		if item || i+1 == len(segments) && row.Method == "post" && row.IsCollection {
			ws = slices.Concat(ws[:len(ws)-1], []string{a.singular(ws[len(ws)-1])})
		}
		nouns = append(nouns, ws)
	}
	if len(nouns) == 0 {
		return nil
	}
	last := nouns[len(nouns)-1]
	switch {
	case row.Method == "get" && row.IsCollection:
		verb = "list"
	case row.Method == "post" && !row.IsCollection:
		verb = "post"
		if changes[last[0]] {
			verb, nouns[len(nouns)-1] = last[0], last[1:]
		}
	case row.Method == "put" && methods["patch"]:
		verb = "replace"
	}
	short := slices.Concat([]string{verb}, slices.Concat(nouns...))
	out := [][]string{short}
	if len(parameters) > 0 {
		out = append(out, slices.Concat(short, []string{"by"}, parameters))
	}
	return append(out, slices.Concat([]string{row.Method}, slices.Concat(nouns...), parameters))
}

// singular is a word in the singular, as far as it is the plural of one.
func (a *assembly) singular(word string) string {
	for _, ending := range [][2]string{{"ies", "y"}, {"es", ""}, {"s", ""}} {
		if stem, ok := strings.CutSuffix(word, ending[0]); ok && stem != "" && a.inflector.plural(stem+ending[1]) == word {
			return stem + ending[1]
		}
	}
	return word
}

// inHouse writes words in a case; it is empty where they make no name.
func inHouse(ws []string, house string) string {
	for _, w := range ws {
		if w == "" || strings.ContainsFunc(w, func(c rune) bool { return !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9') }) {
			return ""
		}
	}
	switch house {
	case "snake_case":
		return strings.Join(ws, "_")
	case "kebab-case":
		return strings.Join(ws, "-")
	}
	var b strings.Builder
	for i, w := range ws {
		if i > 0 || house == "PascalCase" {
			w = strings.ToUpper(w[:1]) + w[1:]
		}
		b.WriteString(w)
	}
	return b.String()
}
