package policy

import (
	"bytes"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/bdma-dev/bdma/internal/facts"
)

// Tables returns the tables of facts that some rules read, so that the others need not be found out: nil when one of the
// rules may read anything. It looks at the rules' texts, since reading begins before they are parsed: a rule reaches the
// facts by the word "input" only, and when that is followed by anything but a name, it may read anything.
func Tables(rules []*Rule) facts.Tables {
	tables := make(facts.Tables)
	for _, r := range rules {
		if !r.tables(tables) {
			return nil
		}
	}
	return tables
}

var inputWord = []byte(ast.InputRootDocument.Value.String())

// tables adds the tables that a rule names, and reports whether these are all that it can read.
func (r *Rule) tables(into facts.Tables) bool {
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
			end := at + 1
			for end < len(line) && isWordByte(line[end]) {
				end++
			}
			if at == len(line) || line[at] != '.' || end == at+1 {
				return false
			}
			into[string(line[at+1:end])] = true
		}
	}
	return true
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}
