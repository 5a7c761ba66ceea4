package report

import "strings"

// Roff returns a text for a line of a manual page in which nothing is a request, an escape or another character than it was: a
// hyphen is the one that is typed, and a quote straight.
func Roff(s string) string {
	s = roffText.Replace(Terminal(s))
	if strings.HasPrefix(s, ".") {
		return `\&` + s
	}
	return s
}

var roffText = strings.NewReplacer(
	`\`, `\e`, "-", `\-`, "'", `\(aq`, "`", `\(ga`, "^", `\(ha`, "~", `\(ti`, `"`, `\(dq`, "…", `\&...`, "→", `\(->`,
)
