package suppression

import (
	"strings"
	"unicode"
)

// Says reports whether a reason says anything: it has a letter or a digit that can be seen. Dots and invisible characters look like a
// reason to a program, and like none to a reader.
func Says(reason string) bool {
	return strings.ContainsFunc(reason, func(c rune) bool {
		return (unicode.IsLetter(c) || unicode.IsNumber(c)) && !unicode.Is(unicode.Other_Default_Ignorable_Code_Point, c)
	})
}
