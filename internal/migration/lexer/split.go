package lexer

// Statement is a run of tokens that ends before a semicolon.
type Statement struct {
	// First and Last are indexes of File.Tokens; Last is inclusive.
	First, Last int
	// Err is why the statement must not be handed to the parser; nil when it may.
	Err *Error
}

// maxHeight bounds the height of a statement's syntax tree, as far as it grows by operators, joins and set operations.
// The parser dies of stack exhaustion at about 24,000 chained operators and protobuf refuses more than 5,000.
const maxHeight = 4000

// maxTokens bounds the length of a statement: a syntax tree takes up to a hundred times the memory of its text. Of an INSERT
// the parser sees the first row only.
const maxTokens = 500_000

// Split returns the statements among the tokens [from, to) and guards each of them. Semicolons inside of parentheses
// (CREATE RULE) and of BEGIN ATOMIC … END do not end a statement.
func (f *File) Split(from, to int) []Statement {
	var out []Statement
	g := guard{file: f}
	first := from
	end := func(i int) {
		if i > first {
			s := Statement{First: first, Last: i - 1, Err: g.finish()}
			if s.Err == nil && i-first > maxTokens && !f.Is(f.Tokens[first], "insert") {
				s.Err = &Error{Offset: int(f.Tokens[first].Start), Message: "the statement is too long to be read", Hint: "divide it into several"}
			}
			out = append(out, s)
		}
		g.reset()
		first = i + 1
	}
	atomic := 0 // nesting of BEGIN ATOMIC and of CASE within it
	for i := from; i < to; i++ {
		t := f.Tokens[i]
		if t.Kind == Word {
			switch {
			case atomic == 0 && f.Is(t, "atomic") && i > first && f.Is(f.Tokens[i-1], "begin") && f.Is(f.Tokens[first], "create"):
				atomic = 1
			case atomic > 0 && f.Is(t, "case"):
				atomic++
			case atomic > 0 && f.Is(t, "end"):
				atomic--
			}
		}
		if f.IsPunct(t, ';') && atomic == 0 && (len(g.levels) <= 1 || !f.isRule(first, i)) {
			end(i)
			continue
		}
		g.token(t)
	}
	end(to)
	return out
}

// isRule tells whether the statement that begins at a token is CREATE [OR REPLACE] RULE, whose actions are separated by
// semicolons in parentheses.
func (f *File) isRule(first, last int) bool {
	if !f.Is(f.Tokens[first], "create") {
		return false
	}
	for _, t := range f.Tokens[first+1 : min(first+4, last)] {
		if f.Is(t, "rule") {
			return true
		}
	}
	return false
}

// guard bounds the height of the syntax tree of a statement without parsing it. The tree grows with each token that
// makes a left-recursive production of gram.y: it adds one level above what stands to its left.
type guard struct {
	file   *File
	levels []level
	err    *Error
}

// level is a pair of brackets, or the statement itself.
type level struct {
	soft  int // operators since the last separator
	hard  int // joins, set operations and tests, which a comma or AND does not end
	inner int // the highest closed child
	top   int // the highest segment before the last separator
}

func (l level) height() int { return l.hard + max(l.top, l.soft+l.inner) }

func (g *guard) reset() {
	g.levels = append(g.levels[:0], level{})
	g.err = nil
}

func (g *guard) finish() *Error { return g.err }

func (g *guard) token(t Token) {
	if len(g.levels) == 0 {
		g.levels = append(g.levels, level{})
	}
	cur := &g.levels[len(g.levels)-1]
	switch t.Kind {
	case Operator:
		cur.soft++
	case Punct:
		switch g.file.Text[t.Start] {
		case ',':
			cur.top = max(cur.top, cur.soft+cur.inner)
			cur.soft, cur.inner = 0, 0
		case '(', '[':
			g.levels = append(g.levels, level{})
			return
		case ')', ']':
			if len(g.levels) > 1 {
				h := cur.height() + 1
				g.levels = g.levels[:len(g.levels)-1]
				cur = &g.levels[len(g.levels)-1]
				cur.inner = max(cur.inner, h)
			}
		}
	case Word:
		switch g.weight(t) {
		case hard:
			cur.hard++
		case separator:
			cur.top = max(cur.top, cur.soft+cur.inner)
			cur.soft, cur.inner = 0, 0
		default:
			return
		}
	default:
		return
	}
	if cur.height() > maxHeight && g.err == nil {
		g.err = &Error{
			Offset:  int(t.Start),
			Message: "the statement chains more than 4000 operators, joins or set operations",
			Hint:    "split the statement, or use a list (IN, VALUES) instead of the chain",
		}
	}
}

type weight uint8

const (
	none weight = iota
	hard
	separator
)

// weight classifies the key words of left-recursive productions.
func (g *guard) weight(t Token) weight {
	if n := t.End - t.Start; n < 2 || n > 9 {
		return none
	}
	word := g.file.Of(t)
	switch word[0] | 0x20 {
	case 'a':
		if equalFold(word, "and") {
			return separator
		}
		if equalFold(word, "at") {
			return hard
		}
	case 'o':
		if equalFold(word, "or") {
			return separator
		}
		if equalFold(word, "operator") {
			return hard
		}
	case 'j':
		if equalFold(word, "join") {
			return hard
		}
	case 'u':
		if equalFold(word, "union") {
			return hard
		}
	case 'e':
		if equalFold(word, "except") {
			return hard
		}
	case 'i':
		if equalFold(word, "is") || equalFold(word, "in") || equalFold(word, "ilike") || equalFold(word, "isnull") || equalFold(word, "intersect") {
			return hard
		}
	case 'n':
		if equalFold(word, "notnull") {
			return hard
		}
	case 'l':
		if equalFold(word, "like") {
			return hard
		}
	case 's':
		if equalFold(word, "similar") {
			return hard
		}
	case 'b':
		if equalFold(word, "between") {
			return hard
		}
	case 'c':
		if equalFold(word, "collate") {
			return hard
		}
	}
	return none
}
