package coverage

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"
)

var (
	javaScripts = []string{".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts"}
	typeScripts = []string{".ts", ".tsx", ".mts", ".cts"}
	// What declares a type up to the next brace that begins a line, and in one line.
	opensType = regexp.MustCompile(`^(export\s+)?(declare\s+)?(interface\s+\w[^={}]*|type\s+\w+\s*(<[^{}]*>)?\s*=\s*)\{$`)
	isType    = regexp.MustCompile(`^(export\s+)?(declare\s+)?type\s+\w+\s*(<[^={}]*>)?\s*=[^();]*;$|^(import|export)\s+type\s[^;]*;$|^(export\s+)?interface\s+\w[^={}]*\{\s*\}$`)
)

// idleLines returns the lines of JavaScript and TypeScript that cannot run, whatever a report says: V8 knows ranges of the
// source, so that blank lines, comments and types of a function that did not run count as if they should have. Where that is
// in doubt, a line is not among them.
func idleLines(name string, data []byte) (list spans) {
	ext := path.Ext(name)
	if !slices.Contains(javaScripts, ext) {
		return nil
	}
	typed := slices.Contains(typeScripts, ext)
	n := uint32(0)
	comment, declaring := false, false
	for l := range bytes.Lines(data) {
		n++
		raw := strings.TrimRight(string(l), " \t\r\n")
		text := strings.TrimLeft(raw, " \t")
		idle := false
		switch end := strings.Index(text, "*/"); {
		case text == "" || strings.HasPrefix(text, "//"):
			idle = true
		case comment: // the lines of which begin with a star
			comment = end < 0
			idle = text[0] == '*' && (comment || end+2 == len(text))
		case strings.HasPrefix(text, "/*"):
			comment = end < 0
			idle = comment || end+2 == len(text)
		case declaring:
			idle, declaring = true, text != raw || text[0] != '}'
		case typed && opensType.MatchString(raw):
			idle, declaring = true, true
		case typed && isType.MatchString(raw):
			idle = true
		}
		if idle {
			list = push(list, n)
		}
	}
	return list
}
