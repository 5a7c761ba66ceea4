package config

import (
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// matchPattern is doublestar's match for the patterns of a kind, which every file of the tree is held against: nearly all are of the form
// "**/name", and say something of the name alone.
func matchPattern(pattern, file string) bool {
	name, anywhere := strings.CutPrefix(pattern, "**/")
	if !anywhere || strings.Contains(name, "/") || strings.Contains(name, "**") {
		return doublestar.MatchUnvalidated(pattern, file)
	}
	base := path.Base(file)
	last := strings.LastIndexAny(name, meta)
	switch {
	case last < 0:
		return name == base
	case !strings.HasSuffix(base, name[last+1:]):
		return false
	case last == 0 && name[0] == '*':
		return true
	}
	return doublestar.MatchUnvalidated(name, base)
}

// meta are the characters that mean something in a pattern.
const meta = `*?[]{}\`
