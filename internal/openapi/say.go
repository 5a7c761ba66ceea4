package openapi

import (
	"fmt"
	"strconv"
)

// maxQuoted is how much of a name stands in a message. A name may have megabytes, and be spoken of a million times.
const maxQuoted = 200

// say makes a message; what it quotes is shortened.
func say(format string, args ...any) string {
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = shorten(s)
		}
	}
	return fmt.Sprintf(format, args...)
}

// quote puts a name in quotes, shortened.
func quote(s string) string { return strconv.Quote(shorten(s)) }

func shorten(s string) string {
	if len(s) <= maxQuoted {
		return s
	}
	n := 0
	for i := range s {
		if i > maxQuoted {
			break
		}
		n = i
	}
	return s[:n] + "…"
}

func itoa(i int) string { return strconv.Itoa(i) }
