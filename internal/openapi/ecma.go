package openapi

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/dlclark/regexp2"
)

// patterns are regular expressions that were compiled, by their text. The zero value is ready for use.
type patterns struct {
	compiled map[string]*pattern
	// slow counts the searches that were given up.
	slow int
}

// pattern is a regular expression; with neither field it is not understood and nothing is said of what it matches.
type pattern struct {
	linear    *regexp.Regexp
	backtrack *regexp2.Regexp
}

const (
	// maxPattern is the length of patterns and texts that are tried.
	maxPattern = 10_000
	// maxSearchTime bounds one search by backtracking, maxSlow how many of them may reach it.
	maxSearchTime = 50 * time.Millisecond
	maxSlow       = 4
)

// match searches a text for a pattern. It is not sure when the pattern is not one of ECMA-262, or one that neither of the
// engines knows, or when the search takes too long.
func (p *patterns) match(expr, s string) (ok, sure bool) {
	if len(s) > maxPattern {
		return false, false
	}
	re, known := p.compiled[expr]
	if !known {
		if p.compiled == nil {
			p.compiled = make(map[string]*pattern)
		}
		re = compilePattern(expr)
		p.compiled[expr] = re
	}
	switch {
	case re.linear != nil:
		return re.linear.MatchString(s), true
	case re.backtrack != nil && p.slow < maxSlow:
		ok, err := re.backtrack.MatchString(s)
		if err != nil {
			p.slow++
			re.backtrack = nil
		}
		return ok, err == nil
	}
	return false, false
}

func compilePattern(expr string) *pattern {
	if len(expr) > maxPattern || strings.Contains(expr, "[:") || differs(expr) {
		return &pattern{}
	}
	if problem, _ := patternProblem(expr); problem != "" {
		return &pattern{}
	}
	// RE2 takes time linear in the text. What it accepts of ECMA-262 means the same, apart from a few characters of \s.
	if re, err := regexp.Compile(expr); err == nil {
		return &pattern{linear: re}
	}
	re, err := regexp2.Compile(expr, regexp2.ECMAScript|regexp2.Unicode)
	if err != nil {
		return &pattern{}
	}
	re.MatchTimeout = maxSearchTime
	return &pattern{backtrack: re}
}

// differs reports whether a pattern has an escape of other languages, which ECMA-262 takes for a letter: its author meant
// something else.
func differs(expr string) bool {
	for i := 0; i+1 < len(expr); i++ {
		if expr[i] == '\\' {
			i++
			if strings.IndexByte("ACQEzZaG", expr[i]) >= 0 || expr[i] == 'x' && i+1 < len(expr) && expr[i+1] == '{' {
				return true
			}
		}
	}
	return false
}

// patternProblem says why a pattern is no regular expression of ECMA-262, with or without its flag u, or that it can
// never match; "" when all is well.
func patternProblem(expr string) (problem, hint string) {
	p := ecma{s: expr}
	if problem, hint = p.run(); problem != "" {
		return problem, hint
	}
	body := strings.TrimRight(expr, "gimsuy")
	if len(body) > 2 && strings.HasPrefix(body, "/^") && strings.HasSuffix(body, "/") && body[len(body)-2] != '\\' {
		return "it stands between slashes, which are no part of JavaScript's patterns here: nothing matches", "write " + brief(body[1:len(body)-1])
	}
	return "", ""
}

// ecma reads a pattern by the grammar of ECMA-262, annex B, which takes nearly everything, and the flag u, which takes
// \u{…}. It goes through the text once.
type ecma struct {
	s string
	i int
	// groups is the number of groups that are open; bit i of the stack tells of the i-th whether it may be repeated.
	groups []bool
}

func (p *ecma) run() (problem, hint string) {
	repeatable := false // what stands before may be repeated
	for p.i < len(p.s) {
		c := p.s[p.i]
		switch c {
		case '(':
			ok, problem, hint := p.group()
			if problem != "" {
				return problem, hint
			}
			p.groups = append(p.groups, ok)
			repeatable = false
		case ')':
			if len(p.groups) == 0 {
				return "there is a ) without its (", `write \) for the character itself`
			}
			repeatable = p.groups[len(p.groups)-1]
			p.groups = p.groups[:len(p.groups)-1]
			p.i++
		case '[':
			if problem, hint := p.class(); problem != "" {
				return problem, hint
			}
			repeatable = true
		case '\\':
			if p.i+1 == len(p.s) {
				return `it ends with a single \`, `write \\ for the character itself`
			}
			assertion := p.s[p.i+1] == 'b' || p.s[p.i+1] == 'B'
			p.escape()
			repeatable = !assertion
		case '*', '+', '?', '{':
			width, problem := p.quantifier()
			if problem != "" {
				return problem, "write the smaller number first"
			}
			if width == 0 { // a brace that is just a brace
				p.i++
				repeatable = true
				break
			}
			if !repeatable {
				what := p.s[p.i : p.i+width]
				if p.i > 0 && strings.IndexByte("*+?}", p.s[p.i-1]) >= 0 && what == "+" {
					return "it has the possessive quantifier " + brief(p.s[p.i-1:p.i+1]) + ", which JavaScript's patterns do not have", "remove the second +"
				}
				return "there is nothing before " + brief(what) + " that it could repeat", `write \` + what[:1] + " for the character itself"
			}
			p.i += width
			if p.i < len(p.s) && p.s[p.i] == '?' {
				p.i++ // lazy
			}
			repeatable = false
		case '|', '^', '$':
			p.i++
			repeatable = false
		default:
			p.i++
			repeatable = true
		}
	}
	if len(p.groups) > 0 {
		return "there is a ( without its )", `write \( for the character itself`
	}
	return "", ""
}

// group reads the beginning of a group, and tells whether the group may be repeated.
func (p *ecma) group() (repeatable bool, problem, hint string) {
	rest := p.s[p.i+1:]
	switch {
	case !strings.HasPrefix(rest, "?"):
		p.i++
		return true, "", ""
	case strings.HasPrefix(rest, "?:"), strings.HasPrefix(rest, "?="), strings.HasPrefix(rest, "?!"):
		p.i += 3
		return true, "", ""
	case strings.HasPrefix(rest, "?<="), strings.HasPrefix(rest, "?<!"):
		p.i += 4
		return false, "", ""
	case strings.HasPrefix(rest, "?<"):
		name, _, ok := strings.Cut(rest[2:], ">")
		if !ok || name == "" || strings.ContainsAny(name, " ()[]{}*+?.|") || name[0] >= '0' && name[0] <= '9' {
			return false, "a group has a name that is none", "write (?<name>…)"
		}
		p.i += 4 + len(name)
		return true, "", ""
	case strings.HasPrefix(rest, "?P<"):
		return false, `it names a group with (?P<…>, which is Python`, "write (?<name>…)"
	case strings.HasPrefix(rest, "?>"):
		return false, "it has an atomic group (?>…), which JavaScript's patterns do not have", "write (?:…)"
	case strings.HasPrefix(rest, "?#"):
		return false, "it has a comment (?#…), which JavaScript's patterns do not have", "move the comment to the description"
	}
	// ECMAScript 2025 has (?i:…).
	flags := rest[1:]
	n := 0
	for n < len(flags) && strings.IndexByte("imsxuUnJ-", flags[n]) >= 0 {
		n++
	}
	if n > 0 && n < len(flags) && flags[n] == ':' && strings.Trim(flags[:n], "ims-") == "" {
		p.i += 3 + n
		return true, "", ""
	}
	if n > 0 && n < len(flags) && flags[n] == ')' {
		return false, "it begins with the flags " + brief("(?"+flags[:n]+")") + ", which JavaScript's patterns do not have",
			"spell the letters out, as in [Aa], or remove the flags"
	}
	return false, "there is a (? that JavaScript's patterns do not have", "write (?:…) for a group, or (?=…) to look ahead"
}

// quantifier returns the width of the quantifier at hand; 0 when a brace is just a brace.
func (p *ecma) quantifier() (width int, problem string) {
	if p.s[p.i] != '{' {
		return 1, ""
	}
	end := strings.IndexByte(p.s[p.i:], '}')
	if end < 0 || end > 30 {
		return 0, ""
	}
	low, high, ranged := strings.Cut(p.s[p.i+1:p.i+end], ",")
	if low == "" || strings.Trim(low, "0123456789") != "" || strings.Trim(high, "0123456789") != "" {
		return 0, ""
	}
	if a, errA := strconv.Atoi(low); ranged && high != "" && errA == nil {
		if b, err := strconv.Atoi(high); err == nil && a > b {
			return 0, "the numbers in " + brief(p.s[p.i:p.i+end+1]) + " are out of order"
		}
	}
	return end + 1, ""
}

// escape reads an escape outside of a class.
func (p *ecma) escape() { _, _ = p.character() }

// character reads a character or an escape, and returns its code point; -1 when it is a set of characters or something
// whose order nobody knows.
func (p *ecma) character() (r rune, simple bool) {
	rest := p.s[p.i:]
	if rest[0] != '\\' || len(rest) == 1 {
		for _, r = range rest {
			break
		}
		p.i += max(len(string(r)), 1)
		if r == 0xFFFD { // also what is not UTF-8
			p.i += 1 - len(string(r))
			for p.i < len(p.s) && p.s[p.i]&0xC0 == 0x80 {
				p.i++
			}
			return 0, false
		}
		return r, r < 0x10000
	}
	p.i += 2
	switch c := rest[1]; c {
	case 'u':
		if strings.HasPrefix(rest, `\u{`) {
			if end := strings.IndexByte(rest, '}'); end > 0 && end < 12 {
				p.i += end - 1
			}
			return 0, false
		}
		if v, ok := hex(rest[2:], 4); ok {
			p.i += 4
			return v, v < 0xD800 || v > 0xDFFF
		}
		return 'u', false
	case 'x':
		if v, ok := hex(rest[2:], 2); ok {
			p.i += 2
			return v, true
		}
		return 'x', false
	case 'c':
		return 0, false
	case 'p', 'P', 'k':
		open, shut := byte('{'), byte('}')
		if c == 'k' {
			open, shut = '<', '>'
		}
		if len(rest) > 2 && rest[2] == open {
			if end := strings.IndexByte(rest, shut); end > 0 {
				p.i += end - 1
			}
		}
		return 0, false
	}
	if c := rest[1]; c < 0x80 && !(c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z') {
		return rune(c), true
	}
	if rest[1] >= 0x80 {
		for p.i < len(p.s) && p.s[p.i]&0xC0 == 0x80 {
			p.i++
		}
	}
	return 0, false
}

func hex(s string, n int) (rune, bool) {
	if len(s) < n {
		return 0, false
	}
	v, err := strconv.ParseUint(s[:n], 16, 32)
	return rune(v), err == nil
}

// class reads a character class.
func (p *ecma) class() (problem, hint string) {
	start := p.i
	p.i++
	if p.i < len(p.s) && p.s[p.i] == '^' {
		p.i++
	}
	for p.i < len(p.s) {
		if p.s[p.i] == ']' {
			p.i++
			return "", ""
		}
		from := p.i
		low, a := p.character()
		if p.i+1 >= len(p.s) || p.s[p.i] != '-' || p.s[p.i+1] == ']' {
			continue
		}
		p.i++
		high, b := p.character()
		if a && b && low > high {
			return "the range " + brief(p.s[from:p.i]) + " is out of order", "write the smaller character first, or a hyphen at the end of the brackets"
		}
	}
	return "there is a [ without its ]: " + brief(p.s[start:]), `write \[ for the character itself`
}
