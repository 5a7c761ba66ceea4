package config

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Error is a mistake in a configuration file. Line and Column are 1-based; both are zero when it is about the file as a
// whole.
type Error struct {
	Path         string
	Line, Column int
	Message      string
}

// Error returns the mistake on one line: bdma.yaml:7:3: what is wrong and what to type instead.
func (e *Error) Error() string {
	if e.Line == 0 {
		return printable(e.Path + ": " + e.Message)
	}
	return printable(fmt.Sprintf("%s:%d:%d: %s", e.Path, e.Line, e.Column, e.Message))
}

// mistakes collects what is wrong with one file.
type mistakes struct {
	path string
	list []*Error
}

func (m *mistakes) add(at place, format string, args ...any) {
	m.list = append(m.list, &Error{Path: cmp.Or(at.file, m.path), Line: at.line, Column: at.column, Message: fmt.Sprintf(format, args...)})
}

// join returns every mistake in the order of the file, one line each, followed by some other errors.
func (m *mistakes) join(others ...error) error {
	slices.SortStableFunc(m.list, func(a, b *Error) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	var errs []error
	for _, e := range m.list {
		errs = append(errs, e)
	}
	return errors.Join(append(errs, others...)...)
}

// printable replaces what could move a terminal's cursor or end a line: the file and its name are a stranger's.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, s)
}
