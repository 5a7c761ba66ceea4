package coverage

import "github.com/bdma-dev/bdma/internal/source"

// FormatOf returns the name of a report's format, by its beginning: "go", "lcov", …; it is empty for a file that is none, or cannot
// be read.
func FormatOf(tree *source.Tree, file string) string {
	v, err := sniffFile(tree, file)
	if err != nil || v.format == nil || v.format == noFormat {
		return ""
	}
	return v.format.name
}
