package report

import (
	"fmt"
	"slices"
	"strings"
)

// words says what changed, as a clause. Kinds that come and go are told by the ends of their names, and all others by what was and
// what is now, so that a new kind needs no words of its own.
func (c *DiffChange) words() string {
	switch c.Kind {
	case "path-added", "path-removed":
		_, word, _ := strings.Cut(c.Kind, "-")
		return "the path " + c.Subject + " was " + word + c.methods()
	case "path-moved", "operation-moved":
		return c.From + " moved to " + c.To
	case "path-parameter-renamed":
		return c.about("renamed from " + c.From + " to " + c.To)
	case "nullable":
		if c.To == "nullable" {
			return c.Subject + " is nullable now"
		}
		return c.Subject + " is not nullable any more"
	case "deprecated":
		return c.Subject + " is deprecated now"
	case "reactivated":
		return c.Subject + " is not deprecated any more"
	case "sunset-added":
		return c.about("the sunset is set to " + c.To)
	case "sunset-removed":
		return c.about("the sunset " + c.From + " was taken back")
	case "servers-replaced":
		return "the servers " + c.From + " were replaced by " + c.To
	}
	for _, e := range [...]struct{ end, word string }{{"-added", "added"}, {"-removed", "removed"}} {
		if noun, ok := strings.CutSuffix(c.Kind, e.end); ok {
			return c.comes(noun, e.word)
		}
	}
	for _, e := range [...]struct{ end, word string }{{"-required", "required"}, {"-optional", "optional"}} {
		if strings.HasSuffix(c.Kind, e.end) && c.Subject != "" {
			return c.Subject + " is " + e.word + " now"
		}
	}
	return c.about(c.becomes())
}

// methods names the methods of a path: ", with GET and POST".
func (c *DiffChange) methods() string {
	var names []string
	for _, op := range c.Operations {
		if method, path, ok := strings.Cut(op, " "); ok && path == c.Subject {
			names = append(names, method)
		}
	}
	if names == nil {
		return ""
	}
	return ", with " + and(names)
}

// wordsIn is words for a list under a title, which need not be said again.
func (c *DiffChange) wordsIn(title string) string {
	text := c.words()
	if title == "" {
		return text
	}
	return strings.Replace(strings.TrimPrefix(text, title+": "), " of "+title, "", 1)
}

// about puts the subject before what is said of it.
func (c *DiffChange) about(text string) string {
	if c.Subject == "" {
		return text
	}
	return c.Subject + ": " + text
}

// comes says of something that it came, or that it went.
func (c *DiffChange) comes(noun, word string) string {
	name := c.Name
	if name == "" && word == "added" {
		name = c.To
	} else if name == "" {
		name = c.From
	}
	noun = strings.ReplaceAll(noun, "-", " ")
	switch {
	case c.Subject == name || strings.HasSuffix(c.Subject, "."+name) && name != "":
		return "the " + noun + " " + memberOf(strings.TrimSuffix(c.Subject, "."+name), name, c.Subject) + " was " + word
	case strings.HasPrefix(c.Subject, "the ") && (c.Name == "" || strings.Contains(strings.ReplaceAll(c.Subject, `"`, "")+" ", " "+name+" ")):
		return c.Subject + " was " + word
	case strings.Contains(name, ", "):
		return c.about("the " + plurals(noun) + " " + name + " were " + word)
	case name == "":
		return c.about("the " + noun + " was " + word)
	}
	return c.about("the " + noun + " " + name + " was " + word)
}

// memberOf names a part of a whole: Pet.name, and "name of the request body" where the whole has no name of its own.
func memberOf(whole, name, both string) string {
	if strings.HasPrefix(whole, "the ") {
		return name + " of " + whole
	}
	if path, rest, ok := strings.Cut(whole, " of the "); ok {
		return path + "." + name + " of the " + rest
	}
	return both
}

// becomes says what was and what is now.
func (c *DiffChange) becomes() string {
	noun := c.Kind
	for _, end := range [...]string{"-changed", "-decreased", "-increased", "-earlier", "-later", "-unknown"} {
		noun = strings.TrimSuffix(noun, end)
	}
	noun = strings.ReplaceAll(noun, "-", " ")
	if c.Name != "" && !strings.Contains(strings.ReplaceAll(c.Subject, `"`, "")+" ", c.Name+" ") && c.Name != c.From && c.Name != c.To {
		noun += " " + c.Name
	}
	switch {
	case c.From != "" && c.To != "":
		return fmt.Sprintf("%s %s → %s", noun, c.From, c.To)
	case c.To != "":
		return fmt.Sprintf("%s %s was added", noun, c.To)
	case c.From != "":
		return fmt.Sprintf("%s %s was dropped", noun, c.From)
	}
	return noun + " changed"
}

// plurals returns the plural of a noun of a kind.
func plurals(noun string) string {
	if stem, ok := strings.CutSuffix(noun, "y"); ok && !strings.HasSuffix(stem, "e") {
		return stem + "ies"
	}
	if strings.HasSuffix(noun, "s") {
		return noun
	}
	return noun + "s"
}

// ofKind says how many changes of one kind there are: "342 properties were added".
func ofKind(kind string, n int) string {
	for _, e := range [...]struct{ end, one, several string }{
		{"-added", "was added", "were added"}, {"-removed", "was removed", "were removed"},
		{"-required", "became required", "became required"}, {"-optional", "became optional", "became optional"},
	} {
		if noun, ok := strings.CutSuffix(kind, e.end); ok {
			noun = strings.ReplaceAll(noun, "-", " ")
			return thousands(n) + " " + plural(n, noun+" "+e.one, plurals(noun)+" "+e.several)
		}
	}
	return count(n, "change", "changes") + " of " + strings.ReplaceAll(kind, "-", " ")
}

// tally counts changes by kind.
type tally struct {
	kind string
	n    int
}

// tallies counts the changes of groups by kind, those that most people look for first, then by number.
func tallies(groups []*diffGroup) (list []tally) {
	index := make(map[string]int)
	for _, g := range groups {
		for _, c := range g.changes {
			i, ok := index[c.Kind]
			if !ok {
				i = len(list)
				index[c.Kind] = i
				list = append(list, tally{kind: c.Kind})
			}
			list[i].n++
		}
	}
	slices.SortStableFunc(list, func(a, b tally) int {
		if x, y := isSurface(a.kind), isSurface(b.kind); x != y {
			if x {
				return -1
			}
			return 1
		}
		if a.n != b.n {
			return b.n - a.n
		}
		return strings.Compare(a.kind, b.kind)
	})
	return list
}

// isSurface reports whether a kind is of paths, operations and the like, which people look for first in a changelog.
func isSurface(kind string) bool {
	thing, _, _ := strings.Cut(kind, "-")
	return slices.Contains([]string{"path", "operation", "webhook", "callback"}, thing)
}

// text says what changed; of what has no kind it is what the rules say.
func (c *DiffChange) text() string {
	if c.Kind == "" && len(c.Findings) > 0 {
		return c.Findings[0].Message
	}
	return c.words()
}
