package migration

import (
	"slices"
	"strings"
	"unicode"

	"github.com/bdma-dev/bdma/internal/facts"
)

// names gathers the names of a schema.
type names struct{ table, column, constraint, index map[string]*Group }

func (n *names) add(m map[string]*Group, name string, at facts.ID, table string) {
	g := m[name]
	if g == nil {
		g = &Group{At: at, More: []facts.ID{}, Tables: []string{}, IsSnake: isSnake(name), Snake: snake(name), IsReserved: reserved[name]}
		m[name] = g
	} else {
		g.More = append(g.More, at)
	}
	g.Count++
	if table != "" && len(g.Tables) < 3 && !slices.Contains(g.Tables, table) {
		g.Tables = append(g.Tables, table)
	}
}

func finish(m map[string]*Group) map[string]Group {
	out := make(map[string]Group, len(m))
	for name, g := range m {
		out[name] = *g
	}
	return out
}

// isSnake tells whether a name is made of lower-case letters, digits and underscores and does not begin with a digit: a name
// that needs no quotes. Letters beyond ASCII need none either.
func isSnake(s string) bool {
	for i, r := range s {
		if !(r == '_' || r >= 'a' && r <= 'z' || i > 0 && r >= '0' && r <= '9' || r >= 0x80 && unicode.IsLetter(r) && !unicode.IsUpper(r)) {
			return false
		}
	}
	return s != ""
}

// snake turns a name into snake_case: userID and UserId into user_id, HTTPServer into http_server.
func snake(s string) string {
	runes := []rune(s)
	var b strings.Builder
	for i, r := range runes {
		switch {
		case unicode.IsUpper(r):
			if i > 0 && (unicode.IsLower(runes[i-1]) || unicode.IsDigit(runes[i-1]) ||
				unicode.IsUpper(runes[i-1]) && i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
				b.WriteByte('_')
			}
			b.WriteRune(unicode.ToLower(r))
		case i == 0 && unicode.IsDigit(r):
			b.WriteByte('_')
			b.WriteRune(r)
		case unicode.IsLetter(r) || r >= '0' && r <= '9' || r == '_':
			b.WriteRune(r)
		default:
			b.WriteByte('_')
		}
	}
	return b.String()
}
