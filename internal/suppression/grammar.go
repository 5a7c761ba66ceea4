package suppression

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// Word begins every directive of bdma, and a file without it has none.
const Word = "bdma"

// Key is the key of YAML and JSON documents that silences rules in the object that has it.
const Key = "x-bdma-ignore"

const (
	forNode = "bdma:ignore"
	forFile = "bdma:ignore-file"
)

// span is a part of the text, in bytes.
type span struct{ start, end int }

// words are a directive as it was read, with the offsets of its parts.
type words struct {
	span
	file    bool
	names   []name
	until   string
	reason  string
	tool    string
	problem string
}

type name struct {
	text string
	span
}

// form is what people are told to write.
func form(command string, names []name) string {
	rule := "GROUP/RULE"
	if len(names) > 0 {
		list := make([]string, len(names))
		for i, n := range names {
			list[i] = n.text
		}
		rule = strings.Join(list, ",")
		if len(rule) > 100 {
			rule = names[0].text
		}
	}
	return command + " " + shown(rule) + " -- REASON"
}

// shown makes what a file says fit for a sentence.
func shown(text string) string {
	const longest = 100
	if len(text) > longest {
		cut := longest
		for cut > 0 && !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut] + "…"
	}
	return text
}

// others are commands of other tools that mean what bdma:ignore means.
var others = [...]string{"disable", "disable-file", "nolint", "noqa", "suppress", "skip", "allow", "off", "exclude", "ignore-line", "ignore-next-line", "ignore-next", "ignore-statement", "ignore-all"}

// command finds out whether the text of a comment, from start to end, is a directive of bdma's. It returns the command and where
// its arguments begin; a problem when it is one that nobody understands.
func command(text string, start, end int) (cmd string, args int, problem string, ok bool) {
	comment := text[start:end]
	rest, ok := strings.CutPrefix(comment, Word)
	if !ok {
		// A directive behind other words would be overlooked by those who read the file, too. One behind another mark is taken out.
		if i := strings.Index(comment, forNode); i > 0 && (comment[i-1] == ' ' || comment[i-1] == '\t') && strings.Trim(comment[:i], " \t*!/#-") != "" {
			if first, _, _ := strings.Cut(strings.TrimLeft(strings.TrimPrefix(comment[i+len(forNode):], "-file"), " \t"), " "); strings.Contains(first, "/") {
				return forNode, end, "the directive stands behind other words; give it a comment of its own that begins with " + forNode, true
			}
		}
		return "", 0, "", false
	}
	i := 0
	for i < len(rest) && strings.IndexByte(" \t:-_=", rest[i]) >= 0 {
		i++
	}
	sep, rest := rest[:i], rest[i:]
	i = 0
	for i < len(rest) && (isLetter(rest[i]) || rest[i] == '-' || rest[i] == '_') {
		i++
	}
	word, rest := rest[:i], rest[i:]
	args = end - len(rest)
	spaced := rest == "" || rest[0] == ' ' || rest[0] == '\t'
	switch {
	case sep == "" || word == "":
		return "", 0, "", false
	case sep == ":" && spaced && word == "ignore":
		return forNode, args, "", true
	case sep == ":" && spaced && word == "ignore-file":
		return forFile, args, "", true
	}
	lower := strings.ToLower(word)
	meant := forNode
	if strings.Contains(lower, "file") {
		meant = forFile
	}
	next, _, _ := strings.Cut(strings.TrimLeft(rest, " \t(=:["), " ")
	names := strings.Contains(next, "/")
	known := lower == "ignore" || lower == "ignore-file"
	for _, o := range others {
		known = known || lower == o
	}
	near := known || len(lower) >= 5 && strings.HasPrefix(lower, "ign") || strictyaml.Nearest(lower, []string{"ignore", "ignore-file"}) != "" && len(lower) >= 4
	switch {
	case strings.Contains(sep, ":") && (known || near && (names || sep == ":")), names && known:
		return meant, args, shown(quoted(Word+sep+word)) + " is no directive of bdma; write " + meant + " GROUP/RULE -- REASON", true
	case sep == ":" && names:
		return meant, args, shown(quoted(Word+sep+word)) + " is no directive of bdma; write " + meant + " GROUP/RULE -- REASON to silence a rule", true
	}
	return "", 0, "", false
}

func quoted(s string) string { return `"` + s + `"` }

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// parse reads the text of a comment as a directive; it is not ok when it is none.
func parse(text string, start, end int) (w words, ok bool) {
	cmd, args, problem, ok := command(text, start, end)
	if !ok {
		return w, false
	}
	w.span, w.file, w.tool = span{start, end}, cmd == forFile, Tool
	if problem != "" {
		w.problem = problem
		return w, true
	}
	w.arguments(text, args, end, cmd)
	return w, true
}

// arguments reads "rest/a,rest/b until=2027-01-31 -- reason".
func (w *words) arguments(text string, i, end int, cmd string) {
	say := func(problem string) {
		if w.problem == "" {
			w.problem = problem
		}
	}
	list := true // names may follow
	comma := true
	for {
		for i < end && (text[i] == ' ' || text[i] == '\t') {
			i++
		}
		if i >= end {
			break
		}
		if text[i] == ',' {
			if comma {
				say("a name is missing at a comma; write " + form(cmd, w.names))
			}
			comma = true
			i++
			continue
		}
		j := i
		for j < end && text[j] != ' ' && text[j] != '\t' && text[j] != ',' {
			j++
		}
		token := text[i:j]
		if token == "--" {
			w.reason = strings.TrimSpace(text[j:end])
			break
		}
		key, value, isKey := strings.Cut(token, "=")
		switch {
		case isKey && strings.EqualFold(key, "until"):
			list = false
			if w.until != "" {
				say("until= stands there twice; leave one")
			} else {
				w.until = value
				if problem := dateProblem(value); problem != "" {
					say(problem)
				}
			}
			comma = false
		case isKey:
			list = false
			say(shown(quoted(key)) + " is no key of a directive; the only one is until=YYYY-MM-DD")
			comma = false
		case list && comma:
			if len(w.names) >= maxNames {
				say("the directive names more than 100 rules; name groups, as in rest/*")
				i = j
				continue
			}
			w.names = append(w.names, name{token, span{i, j}})
			comma = false
		case token == "—" || token == "–" || token == "-" || token == "//":
			say(quoted(token) + " does not begin a reason, two hyphens do; write " + form(cmd, w.names))
		default:
			say(shown(quoted(token)) + " is neither a rule after a comma, nor until=YYYY-MM-DD, nor a reason behind two hyphens; write " + form(cmd, w.names))
		}
		i = j
	}
	switch {
	case len(w.names) == 0:
		say("no rule is named; write " + form(cmd, nil))
	case comma:
		say("a name is missing after the last comma; write " + form(cmd, w.names))
	}
}

// maxNames bounds the names of one directive.
const maxNames = 100

// dateProblem says what is wrong with the date of a directive; empty when nothing is.
func dateProblem(date string) string {
	if _, err := time.Parse(time.DateOnly, date); err == nil {
		return ""
	}
	if date == "" {
		return "until= has no date; write until=YYYY-MM-DD"
	}
	for _, layout := range [...]string{"2006-1-2", "2006/1/2", "2006.1.2", "20060102", time.RFC3339} {
		if t, err := time.Parse(layout, date); err == nil {
			return "until=" + shown(date) + " is not written as a date; write until=" + t.Format(time.DateOnly)
		}
	}
	return "until=" + shown(date) + " is no date; write until=YYYY-MM-DD"
}
