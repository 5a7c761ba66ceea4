package policy

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

// Reading the METADATA of a rule as YAML takes 80 µs, which 250 rules make into half of what a small document may cost
// altogether. Most rules are off in most runs, and what decides on that stands on four lines that need no YAML.

// LoadWanted is [Load] for a run that knows which rules it may need. Of the embedded rules that wanted refuses only what
// decides whether a rule is on is read: ID, Aliases, Severity, Standard, Tags, Presets, Suppressible and Inputs. It is told
// of these alone.
func LoadWanted(wanted func(*Rule) bool, folders ...Folder) (*Set, error) {
	return loadAll(wanted, folders)
}

// sketch reads the lines that decide whether a rule is on. It is not ok when one of them is not as plain as it usually is.
func (r *Rule) sketch() bool {
	if !bytes.HasPrefix(r.source, []byte(metadataMark)) {
		return false
	}
	_, custom, ok := strings.Cut(string(header(r.source)), "\n# custom:\n")
	if !ok {
		return false
	}
	s := Rule{Suppressible: true, Inputs: groupInputs[r.Group()]}
	for custom != "" {
		var line string
		if line, custom, _ = strings.Cut(custom, "\n"); !strings.HasPrefix(line, "#  ") {
			break
		}
		if len(line) < 5 || line[3] != ' ' || line[4] == ' ' { // not a key of custom itself
			continue
		}
		key, rest, _ := strings.Cut(line[4:], ":")
		value := strings.TrimSpace(rest)
		switch key {
		case "severity":
			s.Severity = Severity(value)
		case "standard":
			s.Standard = value
		case "tags":
			s.Tags, ok = plainList(value)
		case "aliases":
			s.Aliases, ok = plainList(value)
		case "presets":
			s.Presets, ok = plainVersions(value)
		case "suppressible":
			s.Suppressible, ok = plainBool(value)
		case "inputs": // which is rare
			ok = false
		}
		if !ok {
			return false
		}
	}
	if !slices.Contains(Severities(), s.Severity) || !isStandard(s.Standard) || len(s.Presets) == 0 || s.Inputs == nil {
		return false
	}
	r.Severity, r.Standard, r.Tags, r.Aliases = s.Severity, s.Standard, s.Tags, s.Aliases
	r.Presets, r.Suppressible, r.Inputs = s.Presets, s.Suppressible, s.Inputs
	return true
}

// plainBool reads true or false.
func plainBool(text string) (value, ok bool) {
	return text == "true", text == "true" || text == "false"
}

// plainList reads [a, b] of words without quotes.
func plainList(text string) ([]string, bool) {
	inner, ok := between(text, "[", "]")
	if !ok {
		return nil, false
	}
	var words []string
	for word := range strings.SplitSeq(inner, ",") {
		word = strings.TrimSpace(word)
		if !isPlainWord(word) {
			return nil, false
		}
		words = append(words, word)
	}
	return words, true
}

// plainVersions reads {a: 1, b: 2}.
func plainVersions(text string) (map[string]int, bool) {
	inner, ok := between(text, "{", "}")
	if !ok {
		return nil, false
	}
	versions := make(map[string]int)
	for pair := range strings.SplitSeq(inner, ",") {
		name, number, ok := strings.Cut(pair, ": ")
		name = strings.TrimSpace(name)
		version, err := strconv.Atoi(strings.TrimSpace(number))
		if _, twice := versions[name]; !ok || err != nil || twice || !isPlainWord(name) {
			return nil, false
		}
		versions[name] = version
	}
	return versions, true
}

// isPlainWord reports whether a text is lower-case letters, digits, hyphens, underscores and slashes, a letter first.
func isPlainWord(s string) bool {
	return s != "" && s[0] >= 'a' && s[0] <= 'z' && !strings.ContainsFunc(s, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_' && c != '/'
	})
}

func between(text, open, close string) (string, bool) {
	text, opened := strings.CutPrefix(text, open)
	text, closed := strings.CutSuffix(text, close)
	return text, opened && closed
}
