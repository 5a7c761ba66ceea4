package openapi

import "strings"

// suggestScope returns the declared scope that a name is most likely meant to be. Scopes of different resources and rights
// look alike, such as goals:write and roles:write, so that a guess must be closer than with other names: one letter, another
// separator, or the beginning of a longer name.
func (r *reader) suggestScope(name string, known []string) string {
	if r.suggestions += len(known); r.suggestions > maxSuggestions || len(name) < 4 {
		return ""
	}
	plain := scopeWords.Replace(strings.ToLower(name))
	begins := ""
	for _, k := range known {
		other := scopeWords.Replace(strings.ToLower(k))
		switch {
		case editDistance(plain, other, 1) <= 1:
			return k
		case begins == "" && (strings.HasPrefix(other, plain+" ") || strings.HasPrefix(plain, other+" ")) && strings.ContainsRune(plain, ' ') && strings.ContainsRune(other, ' '):
			begins = k
		}
	}
	return begins
}

var scopeWords = strings.NewReplacer(":", " ", ".", " ", "_", " ", "-", " ", "/", " ")
