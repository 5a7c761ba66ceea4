package owners

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPatterns(t *testing.T) {
	for _, c := range []struct {
		pattern        string
		yes, no        string // paths, by blanks
		labYes, labNo  string // where GitLab differs
		differs, never bool   // never: the line is ignored by GitHub
	}{
		{pattern: "*", yes: "a a/b .x/.y"},
		{pattern: "*.js", yes: "a.js a/b.js .js", no: "a.jsx js"},
		{pattern: "/*.js", yes: "a.js", no: "a/b.js"},
		{pattern: "/build/logs/", yes: "build/logs/a build/logs/a/b", no: "a/build/logs/a build/logs build/logsa/b"},
		{pattern: "apps/", yes: "apps/a x/apps/a x/apps/y/a", no: "apps x/apps appsx/a"},
		{pattern: "/docs/", yes: "docs/a docs/a/b", no: "x/docs/a"},
		{pattern: "docs/*", yes: "docs/a", no: "docs/a/b x/docs/a", labYes: "docs/a x/docs/a", labNo: "docs/a/b", differs: true},
		{pattern: "/docs/*", yes: "docs/a docs/.b", no: "docs/a/b docs"},
		{pattern: "docs/*.md", yes: "docs/a.md", no: "docs/a/b.md x"},
		{pattern: "/apps/github", yes: "apps/github apps/github/a", no: "apps/githubx x/apps/github", labYes: "apps/github", labNo: "apps/github/a x/apps/github", differs: true},
		{pattern: "a/b", yes: "a/b a/b/c", no: "x/a/b", labYes: "a/b x/a/b", labNo: "a/b/c", differs: true},
		{pattern: "README.md", yes: "README.md a/README.md", no: "readme.md"},
		{pattern: "**/logs", yes: "logs build/logs a/b/logs logs/x a/logs/x/y", no: "logsx", labYes: "logs build/logs", labNo: "logs/x", differs: true},
		{pattern: "/docs/**/*.md", yes: "docs/a.md docs/a/b/c.md", no: "a.md x/docs/a.md docs/a.txt"},
		{pattern: "/a/**/b/**/c", yes: "a/b/c a/x/b/c a/x/b/b/y/c a/b/x/c/b/c", no: "a/c a/b b/c"},
		{pattern: "/a/**", yes: "a/b a/b/c", no: "a b/a"},
		{pattern: "/tool-*/x", yes: "tool-a/x", no: "tool-a/b/x"},
		{pattern: "/a?c", yes: "abc aüc", no: "ac abbc a/c"},
		{pattern: "/a*b*c", yes: "abc axxbbxc abcbc", no: "ab abcx"},
		{pattern: "[ab].go", yes: "", no: "a.go b.go [ab].go", never: true},
		{pattern: "/", yes: "", no: "a a/b", labYes: "a a/b", differs: true},
	} {
		t.Run(c.pattern, func(t *testing.T) {
			check := func(dialect Dialect, paths string, want bool) {
				p, ok := compile(c.pattern, dialect)
				for _, file := range strings.Fields(paths) {
					if got := ok && p.matches(strings.Split(file, "/")); got != want {
						t.Errorf("dialect %d: %s = %t", dialect, file, got)
					}
				}
			}
			check(GitHub, c.yes, true)
			check(GitHub, c.no, false)
			switch {
			case c.never:
			case c.differs:
				check(GitLab, c.labYes, true)
				check(GitLab, c.labNo, false)
			default:
				check(GitLab, c.yes, true)
				check(GitLab, c.no, false)
			}
		})
	}
}

func TestOwners(t *testing.T) {
	for _, c := range []struct {
		name    string
		dialect Dialect
		text    string
		want    map[string]string
	}{
		{"the last match wins", GitHub, "* @all @two\n*.js @js # and a word\n/api/ api@example.com\n", map[string]string{"a": "@all @two", "api/x.js": "api@example.com", "x.js": "@js"}},
		{"no owner takes it away", GitHub, "/apps/ @octo\n/apps/github\n", map[string]string{"apps/a": "@octo", "apps/github/a": "", "b": ""}},
		{"mistakes are ignored", GitHub, "* @all\n[Section] @x\n!a @x\n*.go nobody\n*.md @\n/ @x\n\\#a @x\n", map[string]string{"a": "@all", "a.go": "@all", "a.md": "@all"}},
		{"line ends and marks", GitHub, "\ufeff* @all\r\n\r\n  # comment\r\n\t*.js\t@js\r\n", map[string]string{"a": "@all", "a.js": "@js"}},
		{"blanks", GitHub, `/with\ blank/ @b` + "\n", map[string]string{"with blank/a": "@b", "with": ""}},
		{"hash", GitLab, `\#file @h` + "\n", map[string]string{"#file": "@h", "a/#file": "@h"}},
		{"sections", GitLab, "* @all\n[Docs][2] @docs\ndocs/\n*.md @writers\n^[Database] @db\n*.sql\n[DOCS]\n/docs/x.md @x\n", map[string]string{
			"a": "@all", "docs/a": "@all @docs", "docs/a.md": "@all @writers", "docs/x.md": "@all @x", "docs/a.sql": "@all @docs @db"}},
		{"exclusions", GitLab, "* @all\n!*.lock\n*.lock @x\n[Go]\n*.go @go @all\n!/gen/\n", map[string]string{"a.lock": "", "a.go": "@all @go", "gen/a.go": "@all"}},
		{"words that are no owners", GitLab, "* nobody @@maintainer a@b.example\n", map[string]string{"a": "@@maintainer a@b.example"}},
		{"nothing", GitHub, "", map[string]string{"a": ""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := Parse(c.text, c.dialect)
			got := make(map[string]string)
			for file := range c.want {
				got[file] = strings.Join(o.Of(file), " ")
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string]string
		file  string
		want  string
	}{
		{"nothing", nil, "a", "none"},
		{"GitHub's folder is first", map[string]string{".github/CODEOWNERS": "* @a", "CODEOWNERS": "* @b", ".gitlab/CODEOWNERS": "* @c"}, "x", "@a"},
		{"then the root", map[string]string{"CODEOWNERS": "a/b @b", "docs/CODEOWNERS": "* @c"}, "a/b/c", "@b"},
		{"sections are GitLab's", map[string]string{"docs/CODEOWNERS": "[A] @a\n*\n[B] @b\n*"}, "x", "@a @b"},
		{"so is a pipeline", map[string]string{"CODEOWNERS": "a/b @b", ".gitlab-ci.yml": ""}, "x/a/b", "@b"},
		{"unless GitHub is there", map[string]string{"CODEOWNERS": "a/b @b", ".gitlab-ci.yml": "", ".github": ""}, "x/a/b", ""},
		{"GitLab's folder", map[string]string{".gitlab/CODEOWNERS": "a/b @b"}, "x/a/b", "@b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, err := Find(func(file string) ([]byte, error) {
				if text, ok := c.files[file]; ok {
					return []byte(text), nil
				}
				return nil, fs.ErrNotExist
			}, func(file string) bool { _, ok := c.files[file]; return ok })
			if err != nil {
				t.Fatal(err)
			}
			got := "none"
			if o != nil {
				got = strings.Join(o.Of(c.file), " ")
			}
			if got != c.want {
				t.Errorf("owners = %q, want %q", got, c.want)
			}
		})
	}
	broken := errors.New("it is a folder")
	if _, err := Find(func(string) ([]byte, error) { return nil, broken }, func(string) bool { return true }); !errors.Is(err, broken) {
		t.Errorf("error = %v", err)
	}
}

func FuzzOwners(f *testing.F) {
	f.Add("* @a\n[B][1] @b\n!x\n**/a/**/*?c\\ @d", "x/a/c")
	f.Add("/**/ @a\n** @b\n///", "/a//b/")
	f.Fuzz(func(t *testing.T, text, file string) {
		for _, dialect := range []Dialect{GitHub, GitLab} {
			for _, owner := range Parse(text, dialect).Of(file) {
				if !strings.Contains(text, owner) || !strings.Contains(owner, "@") {
					t.Errorf("the owner %q is not in the file", owner)
				}
			}
		}
	})
}
