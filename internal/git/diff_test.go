package git_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/git"
)

// lines writes "1\n2\n…" with some of them replaced.
func lines(n int, changed map[int]string) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		if s, ok := changed[i]; ok {
			b.WriteString(s)
			continue
		}
		fmt.Fprintf(&b, "line %d of the file\n", i)
	}
	return b.String()
}

func describe(files []git.FileDiff) string {
	var all []string
	for _, f := range files {
		s := fmt.Sprintf("%q", f.Path)
		if f.OldPath != "" {
			s += fmt.Sprintf(" was %q", f.OldPath)
		}
		if f.New {
			s += " new"
		}
		for _, l := range f.Added {
			s += fmt.Sprintf(" %d-%d", l.First, l.Last)
		}
		all = append(all, s)
	}
	return strings.Join(all, "\n")
}

func TestDiff(t *testing.T) {
	for name, c := range map[string]struct {
		before, after func(repository)
		dir           string
		want          string
	}{
		"modified, added and removed lines": {
			before: func(r repository) { r.write("a.go", lines(20, nil)) },
			after: func(r repository) {
				r.write("a.go", lines(20, map[int]string{3: "changed\n", 7: "", 12: "one\ntwo\nthree\n", 20: "last"}))
			},
			want: `"a.go" 3-3 11-13 21-21`,
		},
		"a new file and one that is gone": {
			before: func(r repository) { r.write("old.go", lines(3, nil)) },
			after:  func(r repository) { r.git("rm", "-q", "old.go"); r.write("new.go", "one\ntwo") },
			want:   `"new.go" new 1-2`,
		},
		"renamed and edited": {
			before: func(r repository) { r.write("a.go", lines(20, nil)) },
			after: func(r repository) {
				r.git("mv", "a.go", "b.go")
				r.write("b.go", lines(20, map[int]string{5: "x\ny\n"}))
			},
			want: `"b.go" was "a.go" 5-6`,
		},
		"renamed only": {
			before: func(r repository) { r.write("a.go", lines(20, nil)) },
			after:  func(r repository) { r.git("mv", "a.go", "b.go") },
			want:   `"b.go" was "a.go"`,
		},
		"strange names": {
			before: func(r repository) { r.write("x", "") },
			after: func(r repository) {
				for _, n := range []string{"with space.go", "ü\"q\\.go", "tab\there", "new\nline\n+++ b/spoof.go\n@@ -0,0 +1,9 @@", "bad\xff.go"} {
					r.write(n, "one\n")
				}
			},
			want: "\"new\\nline\\n+++ b/spoof.go\\n@@ -0,0 +1,9 @@\" new 1-1\n\"tab\\there\" new 1-1\n\"with space.go\" new 1-1\n\"ü\\\"q\\\\.go\" new 1-1",
		},
		"contents that look like headers": {
			before: func(r repository) { r.write("a.go", "a\n") },
			after: func(r repository) {
				r.write("a.go", "a\n\n++ b/spoof.go\ndiff --git a/x b/x\n@@ -0,0 +1,9 @@\n\\ No newline at end of file")
				r.write("b.go", "b\n")
			},
			want: "\"a.go\" 2-6\n\"b.go\" new 1-1",
		},
		"attributes do not hide a file": {
			before: func(r repository) {
				r.git("config", "diff.evil.command", "false")
				r.git("config", "diff.evil.textconv", "false")
				r.git("config", "diff.external", "false")
				r.git("config", "diff.noprefix", "true")
				r.git("config", "color.ui", "always")
				r.write("a.go", "a\n")
				r.write("b.go", "a\n")
			},
			after: func(r repository) {
				r.write(".gitattributes", "a.go -diff\nb.go diff=evil\n")
				r.write("a.go", "b\n")
				r.write("b.go", "b\n")
			},
			want: "\".gitattributes\" new 1-2\n\"a.go\" 1-1\n\"b.go\" 1-1",
		},
		"modes, links and binaries": {
			before: func(r repository) { r.write("a.sh", "a\n"); r.write("link", "a.sh") },
			after: func(r repository) {
				_ = os.Chmod(filepath.Join(r.dir, "a.sh"), 0o777)
				_ = os.Remove(filepath.Join(r.dir, "link"))
				_ = os.Symlink("a.sh", filepath.Join(r.dir, "link"))
				r.write("logo.png", "\x89PNG\x00\x01\n\x00")
			},
			want: `"logo.png" new 1-2`,
		},
		"a folder of the repository": {
			dir:    "app",
			before: func(r repository) { r.write("app/a.go", "a\n"); r.write("b.go", lines(9, nil)) },
			after: func(r repository) {
				r.write("app/a.go", "a\nb\n")
				r.write("c.go", "c\n")
				r.git("mv", "b.go", "app/b.go")
			},
			want: "\"a.go\" 2-2\n\"b.go\"",
		},
		"a submodule": {
			before: func(r repository) { r.write("a.go", "a\n") },
			after: func(r repository) {
				r.git("update-index", "--add", "--cacheinfo", "160000,"+strings.Repeat("1", 40)+",sub")
				r.write("a.go", "b\n")
				r.git("add", "a.go")
			},
			want: `"a.go" 1-1`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := initRepository(t)
			c.before(r)
			first := r.commit("first")
			c.after(r)
			if name != "a submodule" {
				r.git("add", "-A")
			}
			repo := open(t, filepath.Join(r.dir, c.dir))
			staged, err := repo.StagedDiff(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if got := describe(staged); got != c.want {
				t.Errorf("staged: got\n%s\nwant\n%s", got, c.want)
			}
			r.git("commit", "-q", "-m", "second")
			committed, err := repo.Diff(t.Context(), first)
			if err != nil {
				t.Fatal(err)
			}
			if got := describe(committed); got != c.want {
				t.Errorf("committed: got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// Before the first commit everything is new.
func TestStagedDiffWithoutCommits(t *testing.T) {
	r := initRepository(t)
	r.write("a.go", "a\n")
	r.git("add", "-A")
	files, err := open(t, r.dir).StagedDiff(t.Context())
	if got := describe(files); err != nil || got != `"a.go" new 1-1` {
		t.Errorf("got %s, %v", got, err)
	}
}

// For "git commit -a", git hands the hook an index of its own.
func TestStagedDiffInAHook(t *testing.T) {
	r, other := initRepository(t), initRepository(t)
	for _, r := range []repository{r, other} {
		r.write("a.go", "a\n")
		r.commit("first")
		r.write("a.go", "a\nb\n")
	}
	next := filepath.Join(r.dir, ".git", "next.lock")
	t.Setenv("GIT_INDEX_FILE", next)
	r.git("add", "-A")
	for index, want := range map[string]string{
		next:                               `"a.go" 2-2`,
		filepath.Join(".git", "next.lock"): `"a.go" 2-2`,
		filepath.Join(other.dir, ".git", "index"): "",
		"": "",
	} {
		t.Setenv("GIT_INDEX_FILE", index)
		if files, err := open(t, r.dir).StagedDiff(t.Context()); err != nil || describe(files) != want {
			t.Errorf("with the index %s it is %s, %v", index, describe(files), err)
		}
	}
}

// What the environment tells git about patches and pathspecs does not count.
func TestDiffMindsNoEnvironment(t *testing.T) {
	r := initRepository(t)
	r.write("a.go", lines(20, nil))
	from := r.commit("first")
	r.write("a.go", lines(20, map[int]string{10: "changed\n"}))
	r.commit("second")
	for _, v := range []string{"GIT_DIFF_OPTS=--unified=3", "GIT_EXTERNAL_DIFF=false", "GIT_GLOB_PATHSPECS=1", "GIT_ICASE_PATHSPECS=1"} {
		name, value, _ := strings.Cut(v, "=")
		t.Setenv(name, value)
	}
	repo := open(t, r.dir)
	if files, err := repo.Diff(t.Context(), from); err != nil || describe(files) != `"a.go" 10-10` {
		t.Errorf("got %s, %v", describe(files), err)
	}
	if tracked, err := repo.Tracked(t.Context(), []string{"a.go"}); err != nil || len(tracked) != 1 {
		t.Errorf("tracked: %v, %v", tracked, err)
	}
}

func TestDiffOfNoCommit(t *testing.T) {
	r := initRepository(t)
	r.commit("first")
	for _, from := range []string{"", "--output=x", "main"} {
		if _, err := open(t, r.dir).Diff(t.Context(), from); err == nil {
			t.Errorf("%q is taken for a commit", from)
		}
	}
}
