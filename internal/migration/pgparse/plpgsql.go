package pgparse

import (
	"encoding/json"
	"slices"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
)

// Program is what the body of a DO block does: its SQL statements in the order of the source.
type Program struct {
	Steps []Step
	// Unread says that the body is not PL/pgSQL, or is more than is read: nothing is known of what it does.
	Unread bool
}

// Step is one SQL statement of a body.
type Step struct {
	// Statement is nil when the text is put together at run time; Dynamic says how then.
	Statement *Statement
	Dynamic   *Dynamic
	// Guards are the conditions that all have to hold for the statement to run.
	Guards []*Condition
	// Repeated says that it stands in a loop, and Handler that it stands in a handler of exceptions.
	Repeated, Handler bool
}

// Dynamic is an EXECUTE whose text is not a constant.
type Dynamic struct {
	// Span is the expression, and Text its source on one line.
	Span Span
	Text string
	// Spliced are the names whose values become part of the text as they are: joined with ||, or by the %s of format,
	// without quote_ident, quote_literal, %I or %L. A parameter without a name is "$1".
	Spliced []string
}

const (
	// maxBody bounds the bodies that are read: the parser's work for declarations is quadratic.
	maxBody = 200_000
	// maxPatched bounds the scripts of which a copy is made for bodies with placeholders and INTO.
	maxPatched = 4 << 20
)

// Programs reads the bodies of the DO blocks among some statements of a script, by the statements' indexes. All other blocks
// are in PL/pgSQL, too, but for those that name another language.
func Programs(f *lexer.File, stmts []Statement) map[int]*Program {
	var out map[int]*Program
	var bodies []*body
	var patched []byte
	for i := range stmts {
		n, ok := stmts[i].Node.(*Opaque)
		if !ok || stmts[i].Kind != "DO" {
			continue
		}
		if out == nil {
			out = make(map[int]*Program)
		}
		p := &Program{}
		out[i] = p
		b, ok := readBody(f.Text, n)
		if !ok {
			p.Unread = true
			continue
		}
		b.program = p
		bodies = append(bodies, b)
		for _, patch := range b.patches {
			if patched == nil && len(f.Text) <= maxPatched {
				patched = []byte(f.Text)
			}
			if patched != nil {
				copy(patched[patch.at:], patch.text)
			}
		}
	}
	text := f.Text
	if patched != nil {
		text = string(patched)
	}
	for _, b := range bodies {
		b.parse(text, patched == nil && len(b.patches) > 0)
	}
	return out
}

// body is a body in the making.
type body struct {
	program *Program
	start   int // of the source in the script
	text    string
	lines   []int // offsets of the lines of text
	cursor  int
	steps   []step
	patches []patch
	unread  bool
	// made are the variables that hold text in which values are spliced, with the names of those.
	made map[string][]string
}

type patch struct {
	at   int
	text string
}

// step is a Step before its text is parsed: the text lies in the script, at these offsets.
type step struct {
	Step
	from, to int
}

// readBody reads a block's structure by way of PostgreSQL's own parser for PL/pgSQL.
func readBody(script string, n *Opaque) (*body, bool) {
	start, end, ok := n.inside()
	if !ok || end-start > maxBody || n.Foreign {
		return nil, false
	}
	return newBody(script[start:end], start, "() RETURNS void")
}

// newBody reads a body; signature is what follows the name of the function that it belongs to.
func newBody(text string, start int, signature string) (*body, bool) {
	b := &body{start: start, text: text, lines: []int{0}, made: make(map[string][]string)}
	if in := lexer.Scan(b.text); !sound(in) {
		return nil, false
	} else if in.Templated {
		b.text = in.Text
		b.patches = append(b.patches, patch{start, in.Text})
	}
	for i := range len(b.text) {
		if b.text[i] == '\n' {
			b.lines = append(b.lines, i+1)
		}
	}
	block, declared, ok := parseBody(b.text, signature)
	if !ok {
		return nil, false
	}
	for _, d := range declared {
		m, _ := d.(map[string]any)
		m, _ = m["PLpgSQL_var"].(map[string]any)
		if name, _ := m["refname"].(string); name != "" && m["default_val"] != nil {
			b.assign(name, query(m["default_val"]))
		}
	}
	b.block(block, nil, false, false)
	return b, !b.unread
}

// sound tells whether a body may be handed to the C parser, by the same guard as scripts.
func sound(in *lexer.File) bool {
	return in.Err == nil && !slices.ContainsFunc(in.Split(0, len(in.Tokens)), func(s lexer.Statement) bool { return s.Err != nil })
}

// parseBody returns the outermost block of a body. The function around it is of our making: without one, or without its AS, the
// C library aborts the process.
func parseBody(text, signature string) (block map[string]any, declared []any, ok bool) {
	const tag = "$bdma_body$"
	if strings.Contains(text, tag) {
		return nil, nil, false
	}
	out, err := pg.ParsePlPgSqlToJSON("CREATE FUNCTION f" + signature + " LANGUAGE plpgsql AS " + tag + text + tag)
	if err != nil {
		return nil, nil, false
	}
	var functions []map[string]any
	if json.Unmarshal([]byte(out), &functions) != nil || len(functions) != 1 {
		return nil, nil, false
	}
	f, _ := functions[0]["PLpgSQL_function"].(map[string]any)
	action, _ := f["action"].(map[string]any)
	declared, _ = f["datums"].([]any)
	block, ok = action["PLpgSQL_stmt_block"].(map[string]any)
	return block, declared, ok
}

// block reads BEGIN … EXCEPTION … END, and tells whether what follows it is never reached.
func (b *body) block(n map[string]any, guards []*Condition, repeated, handler bool) (exits bool) {
	exits = b.list(n["body"], guards, repeated, handler)
	exceptions, _ := n["exceptions"].(map[string]any)
	handlers, _ := exceptions["PLpgSQL_exception_block"].(map[string]any)
	list, _ := handlers["exc_list"].([]any)
	for _, h := range list {
		e, _ := h.(map[string]any)
		e, _ = e["PLpgSQL_exception"].(map[string]any)
		b.list(e["action"], guards, repeated, true)
	}
	return exits && len(list) == 0
}

// list reads the statements of a block or branch.
func (b *body) list(n any, guards []*Condition, repeated, handler bool) (exits bool) {
	statements, _ := n.([]any)
	for _, s := range statements {
		m, _ := s.(map[string]any)
		for kind, v := range m { // one key
			fields, _ := v.(map[string]any)
			b.line(fields)
			var left *Condition
			exits, left = b.statement(kind, fields, guards, repeated, handler)
			if left != nil {
				guards = append(slices.Clip(guards), left)
			}
		}
		if exits {
			return true
		}
	}
	return false
}

// statement reads one statement of PL/pgSQL. When it may leave the list, the condition under which the rest is reached comes
// back.
func (b *body) statement(kind string, n map[string]any, guards []*Condition, repeated, handler bool) (exits bool, left *Condition) {
	switch kind {
	case "PLpgSQL_stmt_block":
		return b.block(n, guards, repeated, handler), nil
	case "PLpgSQL_stmt_if":
		return b.branches(n, guards, repeated, handler)
	case "PLpgSQL_stmt_case":
		list, _ := n["case_when_list"].([]any)
		for _, w := range list {
			when, _ := w.(map[string]any)
			when, _ = when["PLpgSQL_case_when"].(map[string]any)
			b.list(when["stmts"], append(slices.Clip(guards), &Condition{}), repeated, handler)
		}
		b.list(n["else_stmts"], append(slices.Clip(guards), &Condition{}), repeated, handler)
	case "PLpgSQL_stmt_loop", "PLpgSQL_stmt_while", "PLpgSQL_stmt_fori", "PLpgSQL_stmt_fors", "PLpgSQL_stmt_forc", "PLpgSQL_stmt_foreach_a":
		b.list(n["body"], append(slices.Clip(guards), &Condition{}), true, handler)
	case "PLpgSQL_stmt_dynfors":
		b.dynamic(n["query"], guards, repeated, handler)
		b.list(n["body"], append(slices.Clip(guards), &Condition{}), true, handler)
	case "PLpgSQL_stmt_execsql":
		b.static(query(n["sqlstmt"]), guards, repeated, handler)
	case "PLpgSQL_stmt_perform":
		b.perform(query(n["expr"]), guards, repeated, handler)
	case "PLpgSQL_stmt_assign":
		if name, value, ok := strings.Cut(query(n["expr"]), "="); ok {
			b.assign(strings.ToLower(strings.TrimSpace(strings.TrimSuffix(name, ":"))), value)
		}
	case "PLpgSQL_stmt_call":
		b.static(query(n["expr"]), guards, repeated, handler)
	case "PLpgSQL_stmt_dynexecute":
		b.dynamic(n["query"], guards, repeated, handler)
	case "PLpgSQL_stmt_return_query":
		if n["dynquery"] != nil {
			b.dynamic(n["dynquery"], guards, repeated, handler)
		}
	case "PLpgSQL_stmt_return", "PLpgSQL_stmt_exit":
		return true, nil
	case "PLpgSQL_stmt_raise":
		level, _ := n["elog_level"].(float64)
		return level >= raiseError, nil
	}
	return false, nil
}

// raiseError is the level of RAISE EXCEPTION (ERROR in elog.h of PostgreSQL 16).
const raiseError = 21

// maxBranches bounds the conditions that are kept of one IF; more of them decide nothing.
const maxBranches = 20

// branches reads IF … ELSIF … ELSE … END IF.
func (b *body) branches(n map[string]any, guards []*Condition, repeated, handler bool) (exits bool, left *Condition) {
	var not []*Condition
	all := true
	branch := func(cond *Condition, stmts any) {
		inside := append(slices.Clip(guards), not...)
		if cond != nil {
			inside = append(inside, cond)
		}
		if b.list(stmts, inside, repeated, handler) {
			if cond != nil && len(not) == 0 {
				left = cond.negated()
			} else {
				left = &Condition{}
			}
		} else {
			all = false
		}
		switch {
		case cond == nil:
		case len(not) < maxBranches:
			not = append(not, cond.negated())
		default:
			not[0] = &Condition{}
		}
	}
	branch(condition(query(n["cond"])), n["then_body"])
	list, _ := n["elsif_list"].([]any)
	for _, e := range list {
		m, _ := e.(map[string]any)
		m, _ = m["PLpgSQL_if_elsif"].(map[string]any)
		branch(condition(query(m["cond"])), m["stmts"])
	}
	if _, ok := n["else_body"].([]any); !ok {
		return false, left
	}
	branch(nil, n["else_body"])
	return all, left
}

// query returns the text of an expression of PL/pgSQL.
func query(n any) string {
	m, _ := n.(map[string]any)
	m, _ = m["PLpgSQL_expr"].(map[string]any)
	s, _ := m["query"].(string)
	return s
}

// line moves the cursor to the line of a statement, unless it is there already.
func (b *body) line(n map[string]any) {
	l, _ := n["lineno"].(float64)
	if i := int(l) - 1; i > 0 && i < len(b.lines) {
		b.cursor = max(b.cursor, b.lines[i])
	}
}

// find returns where a query stands at or after the cursor. PL/pgSQL blanks what belongs to it alone, such as INTO.
func (b *body) find(q string) (from, to int, exact, ok bool) {
	if q == "" {
		return 0, 0, false, false
	}
	for i := b.cursor; i+len(q) <= len(b.text); i++ {
		j := strings.IndexByte(b.text[i:len(b.text)-len(q)+1], q[0])
		if j < 0 {
			break
		}
		i += j
		if exact = b.text[i:i+len(q)] == q; exact || blanked(b.text[i:i+len(q)], q) {
			return i, i + len(q), exact, true
		}
	}
	return 0, 0, false, false
}

func blanked(text, q string) bool {
	for i := range len(q) {
		if q[i] != text[i] && q[i] != ' ' {
			return false
		}
	}
	return true
}

func (b *body) static(q string, guards []*Condition, repeated, handler bool) {
	from, to, exact, ok := b.find(q)
	if !ok {
		b.unread = b.unread || q != ""
		return
	}
	b.cursor = to
	if !exact {
		b.patches = append(b.patches, patch{b.start + from, q})
	}
	b.add(from, to, guards, repeated, handler)
}

func (b *body) add(from, to int, guards []*Condition, repeated, handler bool) {
	b.steps = append(b.steps, step{Step: Step{Guards: guards, Repeated: repeated, Handler: handler}, from: b.start + from, to: b.start + to})
}

// perform reads PERFORM, which is SELECT by another word, one letter longer.
func (b *body) perform(q string, guards []*Condition, repeated, handler bool) {
	rest, ok := strings.CutPrefix(q, "SELECT")
	if rest = strings.TrimLeft(rest, " \t\r\n"); !ok || rest == "" {
		return
	}
	from, to, _, ok := b.find(rest)
	if !ok {
		return
	}
	const word = "SELECT "
	if from < len(word) {
		return
	}
	b.cursor = to
	b.patches = append(b.patches, patch{b.start + from - len(word), word})
	b.add(from-len(word), to, guards, repeated, handler)
}

// assign records what a variable is put together from.
func (b *body) assign(name, value string) {
	if names := spliced(value); len(names) > 0 && len(b.made) < maxVariables {
		b.made[name] = b.sources(append(names, b.made[name]...))
	}
}

// maxVariables bounds the variables that are followed.
const maxVariables = 100

// sources replaces the variables among some names by what they are put together from.
func (b *body) sources(names []string) []string {
	var out []string
	for _, n := range names {
		from, ok := b.made[strings.ToLower(n)]
		if !ok {
			from = []string{n}
		}
		for _, f := range from {
			if !slices.Contains(out, f) && len(out) < maxVariables {
				out = append(out, f)
			}
		}
	}
	return out
}

// dynamic reads EXECUTE: a constant string as the statements that it holds, and anything else as what it is.
func (b *body) dynamic(n any, guards []*Condition, repeated, handler bool) {
	q := query(n)
	from, to, _, ok := b.find(q)
	if !ok {
		b.unread = b.unread || q != ""
		return
	}
	b.cursor = to
	source := b.text[from:to]
	if inner, ok := literal(source); ok {
		at := from + (len(source)-len(inner))/2
		in := lexer.Scan(inner)
		if in.Err == nil {
			if in.Templated {
				b.patches = append(b.patches, patch{b.start + at, in.Text})
			}
			for _, s := range in.Split(0, len(in.Tokens)) {
				b.add(at+int(in.Tokens[s.First].Start), at+int(in.Tokens[s.Last].End), guards, repeated, handler)
			}
			return
		}
	}
	b.steps = append(b.steps, step{Step: Step{
		Dynamic: &Dynamic{Span: Span{b.start + from, b.start + to}, Text: strings.Join(strings.Fields(source), " "), Spliced: b.sources(spliced(source))},
		Guards:  guards, Repeated: repeated, Handler: handler,
	}})
}

// literal returns what stands between the quotes of a constant in which it stands as it is.
func literal(s string) (string, bool) {
	in := lexer.Scan(s)
	if in.Err != nil || len(in.Tokens) != 1 || in.Tokens[0].Kind != lexer.String || in.Tokens[0].Start != 0 || int(in.Tokens[0].End) != len(s) {
		return "", false
	}
	switch {
	case len(s) >= 2 && s[0] == '\'' && s[len(s)-1] == '\'':
		inner := s[1 : len(s)-1]
		return inner, !strings.ContainsAny(inner, "'")
	case s[0] == '$':
		tag := strings.IndexByte(s[1:], '$') + 2
		if len(s) < 2*tag {
			return "", false
		}
		return s[tag : len(s)-tag], true
	}
	return "", false
}

// parse parses the steps' texts, which lie in the script as it is after all patches. Without them nothing is known.
func (b *body) parse(text string, unpatched bool) {
	p := b.program
	if unpatched {
		p.Unread = true
		return
	}
	for _, s := range b.steps {
		if s.Dynamic != nil {
			p.Steps = append(p.Steps, s.Step)
			continue
		}
		in := lexer.Scan(text[s.from:s.to])
		shifted := &lexer.File{Text: text, Tokens: in.Tokens}
		for i := range shifted.Tokens {
			shifted.Tokens[i].Start += int32(s.from)
			shifted.Tokens[i].End += int32(s.from)
		}
		stmts, errs := Parse(shifted, s.from, s.to)
		if in.Err != nil || len(errs) > 0 {
			p.Steps, p.Unread = nil, true
			return
		}
		for i := range stmts {
			one := s.Step
			one.Statement = &stmts[i]
			p.Steps = append(p.Steps, one)
		}
	}
}

// inside returns where the source of a body lies in the script. In quotes it must hold none, for they would be doubled.
func (n *Opaque) inside() (start, end int, ok bool) {
	inner, ok := literal(n.Body)
	if !ok {
		return 0, 0, false
	}
	edge := (len(n.Body) - len(inner)) / 2
	return n.BodySpan.Start + edge, n.BodySpan.End - edge, true
}

// Dynamics returns what a function in PL/pgSQL executes that is put together at run time.
func (n *CreateFunction) Dynamics(f *lexer.File) []*Dynamic {
	src := n.Source
	if src == nil || src.Foreign || len(src.Body) > maxBody || !strings.Contains(strings.ToLower(src.Body), "execute") {
		return nil
	}
	o := Opaque{Body: src.Body, BodySpan: src.BodySpan}
	start, end, ok := o.inside()
	if !ok {
		return nil
	}
	b, ok := newBody(f.Text[start:end], start, src.signature())
	if !ok {
		return nil
	}
	var out []*Dynamic
	for _, s := range b.steps {
		if s.Dynamic != nil {
			out = append(out, s.Dynamic)
		}
	}
	return out
}

// signature is a signature with which the body compiles: the parameters by name, and a result of the same sort.
func (s *FunctionSource) signature() string {
	var b strings.Builder
	b.WriteByte('(')
	out := false
	for i, p := range s.Parameters {
		if i > 0 {
			b.WriteString(", ")
		}
		if p.Out {
			b.WriteString("OUT ")
			out = true
		}
		if p.Name != "" {
			b.WriteString(`"` + strings.ReplaceAll(p.Name, `"`, `""`) + `" `)
		}
		b.WriteString("text")
	}
	b.WriteByte(')')
	switch {
	case s.Returns.SetOf:
		b.WriteString(" RETURNS SETOF record")
	case out:
	case s.Returns.Name.Name == "trigger", s.Returns.Name.Name == "event_trigger":
		b.WriteString(" RETURNS " + s.Returns.Name.Name)
	case s.Returns.Name.Name == "void", s.Returns.Name.Name == "":
		b.WriteString(" RETURNS void")
	default:
		b.WriteString(" RETURNS text")
	}
	return b.String()
}
