package suppression

import (
	"strings"

	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// entry is one directive of the value of x-bdma-ignore.
type entry struct {
	w words
}

// moved gives an entry another place, when the text that it was read from is not the file's own.
func (e entry) moved(at span) entry {
	e.w.span = at
	for i := range e.w.names {
		e.w.names[i].span = span{}
	}
	return e
}

// textEntry reads "rest/x until=2027-01-31 -- reason", with or without bdma:ignore before it.
func textEntry(text string, start, end int) entry {
	w := words{span: span{start, end}, tool: Tool}
	at := start
	if rest, ok := strings.CutPrefix(text[start:end], forNode); ok && (rest == "" || rest[0] == ' ') {
		at += len(forNode)
	}
	w.arguments(text, at, end, Key+":")
	if strings.ContainsAny(text[start:end], "\r\n") && w.problem == "" {
		w.problem = "it goes over several lines; write one"
	}
	return entry{w: w}
}

func badEntry(at span) entry {
	return entry{w: words{span: at, tool: Tool, problem: "the value of " + Key + " is neither text nor an object nor a list of these; write " + quoted("GROUP/RULE -- REASON")}}
}

// members are those of an object below x-bdma-ignore.
type members struct {
	at span
	w  words
	// said says which keys there are.
	said map[string]bool
}

var memberKeys = []string{"rule", "rules", "until", "reason"}

// add takes note of a member. texts are its value: one string, or several.
func (m *members) add(key string, texts []name) {
	say := func(problem string) {
		if m.w.problem == "" {
			m.w.problem = problem
		}
	}
	if m.said[key] {
		say(quoted(shown(key)) + " stands there twice; leave one")
		return
	}
	if m.said == nil {
		m.said = make(map[string]bool)
	}
	m.said[key] = true
	switch key {
	case "rule", "rules":
		if len(texts) == 0 || key == "rule" && len(texts) > 1 {
			say(quoted(key) + " is no name of a rule; write " + quoted("GROUP/RULE"))
		}
		m.w.names = append(m.w.names, texts...)
		for _, t := range texts {
			if strings.TrimSpace(t.text) == "" || strings.ContainsAny(t.text, " ,") {
				say(quoted(shown(t.text)) + " is no name of a rule; give several as a list under " + quoted("rules"))
			}
		}
	case "until":
		if len(texts) != 1 {
			say("until is no date; write YYYY-MM-DD")
			return
		}
		m.w.until = texts[0].text
		if problem := dateProblem(m.w.until); problem != "" {
			say(strings.ReplaceAll(problem, "until=", "until: "))
		}
	case "reason":
		if len(texts) != 1 {
			say("reason is no text")
			return
		}
		m.w.reason = strings.TrimSpace(texts[0].text)
	default:
		say(strictyaml.Unknown("key", shown(key), memberKeys))
	}
}

func (m *members) entry() entry {
	m.w.span, m.w.tool = m.at, Tool
	// What takes a name out of a list of YAML or JSON is more than its text.
	names := m.w.names
	for i := range names {
		names[i].span = span{}
	}
	if len(names) == 0 && m.w.problem == "" {
		m.w.problem = "no rule is named; write {" + quoted("rule") + ": " + quoted("GROUP/RULE") + ", " + quoted("reason") + ": " + quoted("REASON") + "}"
	}
	return entry{w: m.w}
}
