package policy

import (
	"bytes"
	"regexp"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/bdma-dev/bdma/internal/facts"
)

// Tables returns the tables of facts that some rules read, and what they read of them, so that the rest need not be found
// out: nil when one of the rules may read anything. It looks at the rules' texts, since reading begins before they are
// parsed: a rule reaches the facts by the word "input" only, and when that is followed by anything but a name, it may read
// anything. It reaches a column by its name, so that a word that is nowhere in its text is a column that it does not read.
// Rules that are not bdma's own may have other ways, such as walk: of them only the tables are told.
func Tables(rules []*Rule) facts.Tables {
	read := make(readings)
	for _, r := range rules {
		if !r.tables(read) {
			return nil
		}
	}
	tables := make(facts.Tables, len(read))
	for table, r := range read {
		tables[table] = r.columns()
	}
	return tables
}

// readings say what is read of each table.
type readings map[string]*reading

type reading struct {
	// all says that anything may be.
	all bool
	// texts are those of the rules that read it, whole of those that do so otherwise than by input.table.column.
	texts, whole [][]byte
	// own are the columns of input.table.column.
	own map[string]bool
}

func (r *reading) columns() *facts.Columns {
	if r.all {
		return nil
	}
	named := func(column string, texts [][]byte) bool {
		return slices.ContainsFunc(texts, func(text []byte) bool { return hasWord(text, column) })
	}
	return &facts.Columns{
		Own: remembered(func(column string) bool { return r.own[column] || named(column, r.whole) }),
		Any: remembered(func(column string) bool { return named(column, r.texts) }),
	}
}

// remembered asks once about each column of the facts: every document wants to know, and hundreds of rules are long texts.
func remembered(read func(column string) bool) func(column string) bool {
	var mu sync.RWMutex
	known := make(map[string]bool)
	return func(column string) bool {
		mu.RLock()
		answer, ok := known[column]
		mu.RUnlock()
		if !ok {
			answer = read(column)
			mu.Lock()
			known[column] = answer
			mu.Unlock()
		}
		return answer
	}
}

var inputWord = []byte(ast.InputRootDocument.Value.String())

// tables adds the tables that a rule names, and reports whether these are all that it can read.
func (r *Rule) tables(into readings) bool {
	body := r.source[max(0, bytes.Index(r.source, packageLine)):]
	for line := range bytes.Lines(r.source) {
		if line[0] == '#' {
			continue
		}
		for at := 0; ; {
			i := bytes.Index(line[at:], inputWord)
			if i < 0 {
				break
			}
			start := at + i
			at = start + len(inputWord)
			if start > 0 && (isWordByte(line[start-1]) || line[start-1] == '.') || at < len(line) && isWordByte(line[at]) {
				continue // another name
			}
			end := wordEnd(line, at+1)
			if at == len(line) || line[at] != '.' || end == at+1 {
				return false
			}
			t := into[string(line[at+1:end])]
			if t == nil {
				t = &reading{own: make(map[string]bool)}
				into[string(line[at+1:end])] = t
			}
			t.texts, t.all = append(t.texts, body), t.all || r.Custom
			column := end
			if end < len(line) && line[end] == '.' {
				column = wordEnd(line, end+1)
			}
			if column > end+1 {
				t.own[string(line[end+1:column])] = true
				continue
			}
			t.whole = append(t.whole, body)
			t.all = t.all || end < len(line) && line[end] == '[' || keyed.Match(line[:start])
		}
	}
	return true
}

var packageLine = []byte("\npackage ")

// keyed matches what stands before a table whose keys a rule iterates over: "some name, rows in ".
var keyed = regexp.MustCompile(`,\s*\w+\s+in\s+$`)

func hasWord(text []byte, word string) bool {
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte(word))
		if i < 0 {
			return false
		}
		start := at + i
		at = start + len(word)
		if (start == 0 || !isWordByte(text[start-1])) && (at == len(text) || !isWordByte(text[at])) {
			return true
		}
	}
}

// wordEnd returns where the word that begins at a place of a line ends.
func wordEnd(line []byte, at int) int {
	for at < len(line) && isWordByte(line[at]) {
		at++
	}
	return at
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}
