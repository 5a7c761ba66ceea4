package owners

import "strings"

// pattern is a path whose segments may hold "*" and "?", and be "**".
type pattern struct {
	segments []string
	// within is true when the pattern has also what is in the folders that it matches.
	within bool
}

// compile reads a pattern. It is not ok when the service ignores the line.
func compile(s string, dialect Dialect) (pattern, bool) {
	if s[0] == '#' || dialect == GitHub && (s[0] == '!' || strings.ContainsRune(s, '[') || strings.Contains(s, "***")) {
		return pattern{}, false
	}
	rooted := s[0] == '/'
	s = strings.TrimPrefix(s, "/")
	folder := strings.HasSuffix(s, "/") || s == "" && dialect == GitLab
	if s = strings.TrimSuffix(s, "/"); s == "" && dialect == GitHub {
		return pattern{}, false
	}
	var p pattern
	if s != "" {
		p.segments = strings.Split(s, "/")
	}
	if !rooted && (dialect == GitLab || len(p.segments) == 1) {
		p.segments = append([]string{"**"}, p.segments...)
	}
	switch {
	case folder:
		p.segments = append(p.segments, "**", "*")
	case p.segments[len(p.segments)-1] == "**":
		p.segments = append(p.segments, "*")
	case dialect == GitHub:
		// "docs/*" has the files of docs only, other names what is in them too.
		p.within = p.segments[len(p.segments)-1] != "*"
	}
	return p, true
}

// matches reports whether a pattern has a file, which is given by the parts of its path.
func (p pattern) matches(file []string) bool {
	i, star, from := 0, -1, 0
	for j := 0; ; {
		switch {
		case i < len(p.segments) && p.segments[i] == "**":
			star, from = i, j
			i++
			continue
		case i == len(p.segments) && (j == len(file) || p.within && j > 0):
			return true
		case i < len(p.segments) && j < len(file) && segmentMatches(p.segments[i], file[j]):
			i++
			j++
			continue
		}
		// The last "**" takes one more folder.
		if star < 0 || from >= len(file) {
			return false
		}
		from++
		i, j = star+1, from
	}
}

// segmentMatches reports whether a segment of a pattern has a name: "*" stands for any characters, "?" for one, and a
// backslash makes what follows ordinary.
func segmentMatches(pattern, name string) bool {
	i, star, from := 0, -1, 0
	for j := 0; j < len(name) || i < len(pattern); {
		if i < len(pattern) {
			switch c := pattern[i]; {
			case c == '*':
				star, from = i, j
				i++
				continue
			case j == len(name):
			case c == '?':
				i++
				j += runeLen(name[j:])
				continue
			case c == '\\' && i+1 < len(pattern) && pattern[i+1] == name[j]:
				i += 2
				j++
				continue
			case c == name[j] && c != '\\':
				i++
				j++
				continue
			}
		}
		if star < 0 || from >= len(name) {
			return false
		}
		from++
		i, j = star+1, from
	}
	return true
}

func runeLen(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}
