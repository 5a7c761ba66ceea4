package runner

import "strings"

// Leave says what is to be written into a script so that a section of it, which has one statement only, runs outside of a transaction: a text,
// and the offset that it goes to. The text is empty when nothing is missing.
type Leave func(text string, s Section) (at int, insert string)

// alone is for tools that run a statement outside of a transaction when it is alone, or when they know it for one of those that need that.
func alone(string, Section) (int, string) { return 0, "" }

// withFirstLine is for tools that look for a line at the beginning of a file.
func withFirstLine(line string) Leave {
	return func(string, Section) (int, string) { return 0, line + "\n" }
}

// withOption is for tools whose mark, which begins a section, takes options.
func withOption(option string) Leave {
	return func(text string, s Section) (int, string) {
		line, _, _ := strings.Cut(text[s.Start:], "\n")
		return s.Start + len(strings.TrimRight(line, " \t\r")), " " + option
	}
}
