package migration

import "strings"

// directiveMark begins what people write to silence a rule, up to the end of the line. It is no remark about the migration: were it
// one, a suppression would change what there is to suppress.
const directiveMark = "bdma:"

// withoutDirectives takes them out of the text between two statements.
func withoutDirectives(gap string) string {
	if !strings.Contains(gap, directiveMark) {
		return gap
	}
	var b strings.Builder
	for line := range strings.Lines(gap) {
		before, _, found := strings.Cut(line, directiveMark)
		if b.WriteString(before); found {
			b.WriteByte('\n')
		}
	}
	return b.String()
}
