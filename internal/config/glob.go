package config

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Limits of a glob. Matching tries every combination of the alternatives in braces, and a glob may be a stranger's.
const (
	maxGlob         = 512
	maxBraces       = 3
	maxAlternatives = 16
)

// glob is a pattern of paths relative to the folder of the configuration. It matches a file whose path, or the path of
// one of whose folders, it describes: "legacy" is all that is below legacy.
type glob struct {
	text    string // normalised, but otherwise as it is written
	pattern string // the doublestar pattern
	at      place
	dir     string // of the tree, to which it is relative
}

// parseGlob reads a glob, or says what is wrong with it in a clause that follows the glob.
func parseGlob(text string) (glob, error) {
	switch {
	case text == "":
		return glob{}, fmt.Errorf(`is empty; write "**" for every file`)
	case len(text) > maxGlob:
		return glob{}, fmt.Errorf("is longer than %d bytes; write several globs", maxGlob)
	case strings.Contains(text, `\`):
		return glob{}, fmt.Errorf(`has a backslash; write "/" between folders, and [*] for a literal *`)
	case text[0] == '!':
		return glob{}, fmt.Errorf(`begins with "!"; list what is to be left out under exclude`)
	case text[0] == '/':
		return glob{}, fmt.Errorf(`begins with "/"; globs are relative to the folder of bdma.yaml, so write %q`,
			strings.TrimLeft(text, "/"))
	case slices.Contains(strings.Split(text, "/"), ".."):
		return glob{}, fmt.Errorf(`has ".."; a glob cannot lead out of the folder of bdma.yaml`)
	case strings.Count(text, "{") > maxBraces || strings.Count(text, ",") > maxAlternatives:
		return glob{}, fmt.Errorf("has more than %d braces or %d alternatives; write several globs", maxBraces, maxAlternatives)
	case !doublestar.ValidatePattern(text):
		return glob{}, fmt.Errorf("is not a valid glob; close every [ and {")
	}
	text = path.Clean(text)
	if text == "." {
		text = "**"
	}
	// In doublestar "a/**" matches "a" too.
	return glob{text: text, pattern: text + "/**"}, nil
}

// match reports whether a file of the tree is meant.
func (g glob) match(file string) bool {
	rel, inside := relativeTo(g.dir, file)
	return inside && doublestar.MatchUnvalidated(g.pattern, rel)
}

func matchAny(list []glob, file string) bool {
	return slices.ContainsFunc(list, func(g glob) bool { return g.match(file) })
}

// quoteGlob makes a path match itself and nothing else.
func quoteGlob(name string) string {
	if !strings.ContainsAny(name, `*?[]{}\`) {
		return name
	}
	var b strings.Builder
	for _, r := range name {
		if strings.ContainsRune(`*?[]{}\`, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
