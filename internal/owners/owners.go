// Package owners reads CODEOWNERS files, as GitHub and as GitLab document them, and says whose a file is.
package owners

import (
	"slices"
	"strings"
)

// MaxBytes is the size beyond which GitHub does not read a CODEOWNERS file.
const MaxBytes = 3 << 20

// Dialect is whose rules a CODEOWNERS file follows.
type Dialect int

// The dialects. In GitHub's, a pattern with a slash within it begins at the root, and one that names a folder has all that
// is in it. In GitLab's, only a pattern that begins with a slash begins at the root, only one that ends with a slash is a
// folder's, and sections and exclusions are read.
const (
	GitHub Dialect = iota
	GitLab
)

// places are where the services look, in the order in which GitHub does, and then GitLab.
var places = []struct {
	file    string
	dialect Dialect
}{
	{".github/CODEOWNERS", GitHub},
	{"CODEOWNERS", GitHub},
	{"docs/CODEOWNERS", GitHub},
	{".gitlab/CODEOWNERS", GitLab},
}

// Find reads the CODEOWNERS file of a repository, of which read returns a file and has reports whether it is there. It returns
// nil when there is none. A file in a place where both services look is GitLab's when the repository has a .gitlab-ci.yml
// and no .github folder, or when it has sections.
func Find(read func(file string) ([]byte, error), has func(file string) bool) (*Owners, error) {
	for _, p := range places {
		if !has(p.file) {
			continue
		}
		text, err := read(p.file)
		if err != nil {
			return nil, err
		}
		dialect := p.dialect
		if p.file != places[0].file && (has(".gitlab-ci.yml") && !has(".github") || hasSections(string(text))) {
			dialect = GitLab
		}
		return Parse(string(text), dialect), nil
	}
	return nil, nil
}

// Owners is a CODEOWNERS file.
type Owners struct {
	// sections are what is matched for itself; GitHub's files have one.
	sections []*section
}

type section struct {
	name     string // in lower case
	defaults []string
	entries  []entry
}

// entry is a line of the file: a pattern, and the owners of what it matches.
type entry struct {
	pattern pattern
	owners  []string
	// excluded is true when nobody owns what it matches, whatever later lines say.
	excluded bool
}

// Parse reads the text of a CODEOWNERS file. Lines that the service ignores are ignored.
func Parse(text string, dialect Dialect) *Owners {
	first := &section{}
	o := &Owners{sections: []*section{first}}
	at := first
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if dialect == GitLab {
			if name, rest, ok := heading(line); ok {
				at = o.section(name)
				if list, _ := ownersIn(fields(rest), dialect); len(list) > 0 {
					at.defaults = list
				}
				continue
			}
		}
		words := fields(line)
		e := entry{}
		if dialect == GitLab && len(words[0]) > 1 && words[0][0] == '!' {
			e.excluded, words[0] = true, words[0][1:]
		}
		var ok bool
		if e.pattern, ok = compile(words[0], dialect); !ok {
			continue
		}
		if e.owners, ok = ownersIn(words[1:], dialect); !ok {
			continue
		}
		if len(words) == 1 {
			e.owners = at.defaults
		}
		at.entries = append(at.entries, e)
	}
	return o
}

// Of returns the owners of a file, in the order in which they are named; none when it has no owner.
func (o *Owners) Of(file string) []string {
	parts := strings.Split(strings.Trim(file, "/"), "/")
	var list []string
	for _, s := range o.sections {
		for _, name := range s.of(parts) {
			if !slices.Contains(list, name) {
				list = append(list, name)
			}
		}
	}
	return list
}

// of returns the owners that the last matching line of a section names.
func (s *section) of(file []string) []string {
	var found *entry
	for i := range slices.Backward(s.entries) {
		e := &s.entries[i]
		if (found != nil && !e.excluded) || !e.pattern.matches(file) {
			continue
		}
		if e.excluded {
			return nil
		}
		found = e
	}
	if found == nil {
		return nil
	}
	return found.owners
}

// section returns the section of a name, in which case does not count.
func (o *Owners) section(name string) *section {
	name = strings.ToLower(name)
	for _, s := range o.sections[1:] {
		if s.name == name {
			return s
		}
	}
	s := &section{name: name}
	o.sections = append(o.sections, s)
	return s
}

// heading reads the heading of a section: "[Name]", "^[Name]" when it is optional, "[Name][2]" with the approvals that it
// needs. The rest are the owners of lines without any.
func heading(line string) (name, rest string, ok bool) {
	line, ok = strings.CutPrefix(strings.TrimPrefix(line, "^"), "[")
	if !ok {
		return "", "", false
	}
	name, rest, ok = strings.Cut(line, "]")
	if name = strings.TrimSpace(name); !ok || name == "" {
		return "", "", false
	}
	if number, after, found := strings.Cut(strings.TrimPrefix(rest, "["), "]"); found && strings.HasPrefix(rest, "[") && strings.Trim(number, "0123456789") == "" {
		rest = after
	}
	return name, rest, true
}

func hasSections(text string) bool {
	for line := range strings.Lines(text) {
		if _, _, ok := heading(strings.TrimSpace(line)); ok {
			return true
		}
	}
	return false
}

// fields returns the words of a line. A blank behind a backslash is part of a word.
func fields(line string) []string {
	var words []string
	start, escaped := -1, false
	for i := range len(line) {
		c := line[i]
		if blank := (c == ' ' || c == '\t') && !escaped; blank && start >= 0 {
			words = append(words, line[start:i])
			start = -1
		} else if !blank && start < 0 {
			start = i
		}
		escaped = c == '\\' && !escaped
	}
	if start >= 0 {
		words = append(words, line[start:])
	}
	return words
}

// ownersIn returns the owners among the words behind a pattern. GitHub ignores a line with a word that is none; GitLab ignores
// the word.
func ownersIn(words []string, dialect Dialect) (list []string, ok bool) {
	for _, w := range words {
		if dialect == GitHub && w[0] == '#' {
			break
		}
		at := strings.IndexByte(w, '@')
		if at < 0 || at == len(w)-1 {
			if dialect == GitHub {
				return nil, false
			}
			continue
		}
		list = append(list, w)
	}
	return list, true
}
