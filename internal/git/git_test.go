package git_test

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/git"
)

// repository is a repository of a test.
type repository struct {
	t   testing.TB
	dir string
}

func initRepository(t testing.TB) repository {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	r := repository{t, t.TempDir()}
	r.git("init", "-q", "-b", "main")
	return r
}

func (r repository) git(args ...string) string {
	r.t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=Ada", "-c", "user.email=ada@shop.example", "-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always"}, args...)...)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

func (r repository) write(name, text string) {
	r.t.Helper()
	file := filepath.Join(r.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		r.t.Fatal(err)
	}
}

func (r repository) commit(message string) string {
	r.t.Helper()
	r.git("add", "-A")
	r.git("commit", "-q", "--allow-empty", "-m", message)
	return r.git("rev-parse", "HEAD")
}

func open(t *testing.T, dir string) *git.Repo {
	t.Helper()
	repo, err := git.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = repo.Close() })
	return repo
}

func TestTree(t *testing.T) {
	r := initRepository(t)
	r.write("readme", "top")
	r.write("app/db/2.sql", "two")
	r.write("app/db/1.sql", "one\n")
	r.write("app/db-old/0.sql", "zero")
	r.write("app/db.sql", "all")
	r.write("app/ü.sql", "")
	if err := os.Symlink("1.sql", filepath.Join(r.dir, "app/db/link.sql")); err != nil {
		t.Fatal(err)
	}
	commit := r.commit("first")
	r.write("app/db/1.sql", "changed")
	for dir, want := range map[string]string{
		".":   "app/db-old/0.sql app/db.sql app/db/1.sql app/db/2.sql app/ü.sql readme",
		"app": "db-old/0.sql db.sql db/1.sql db/2.sql ü.sql",
	} {
		tree, err := open(t, filepath.Join(r.dir, dir)).Tree(t.Context(), commit)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range tree.Files() {
			got = append(got, f.Path)
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%s: got %s, want %s", dir, g, want)
		}
		if err := fstest.TestFS(tree, got...); err != nil {
			t.Errorf("%s: %v", dir, err)
		}
	}
	repo := open(t, filepath.Join(r.dir, "app"))
	tree, err := repo.Tree(t.Context(), commit, "db", "ü.sql")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(tree.Files()); n != 3 {
		t.Errorf("%d files below two paths, want 3: %v", n, tree.Files())
	}
	data, err := fs.ReadFile(tree, "db/1.sql")
	if err != nil || string(data) != "one\n" {
		t.Errorf("got %q, %v", data, err)
	}
	blob := tree.Files()[0].Blob
	if _, err := repo.Read(blob, 2); err == nil {
		t.Error("a file beyond the limit is read")
	}
	if _, err := repo.Read(strings.Repeat("0", 40), 100); err == nil {
		t.Error("an object that does not exist is read")
	}
	if _, err := repo.Read(commit, 1000); err == nil {
		t.Error("a commit is read as a file")
	}
	if data, err := repo.Read(blob, 100); err != nil || string(data) != "one\n" {
		t.Errorf("after errors: %q, %v", data, err)
	}
	for _, bad := range []string{"", "HEAD", blob + "\n" + blob, "--help"} {
		if _, err := repo.Read(bad, 100); err == nil {
			t.Errorf("%q is taken for an object", bad)
		}
		if _, err := repo.Tree(t.Context(), bad); err == nil {
			t.Errorf("%q is taken for a commit", bad)
		}
	}
	for _, bad := range []string{"../x", "/etc", ""} {
		if _, err := repo.Tree(t.Context(), commit, bad); err == nil {
			t.Errorf("the path %q is taken", bad)
		}
	}
}

func TestResolve(t *testing.T) {
	r := initRepository(t)
	first := r.commit("first")
	second := r.commit("second")
	r.git("tag", "-m", "annotated", "v1", first)
	r.git("update-ref", "refs/remotes/origin/trunk", first)
	repo := open(t, r.dir)
	for ref, want := range map[string]string{"main": second, "HEAD~1": first, "HEAD^": first, "v1": first, first[:10]: first, "origin/trunk": first} {
		if got, err := repo.Resolve(t.Context(), ref); err != nil || got != want {
			t.Errorf("%s: got %s, %v, want %s", ref, got, err, want)
		}
	}
	for ref, hint := range map[string]string{
		"":                 "name a branch, a tag or a commit: --base origin/main",
		"--help":           "name a branch, a tag or a commit: --base origin/main",
		"main..HEAD":       "name a branch, a tag or a commit: --base origin/main",
		"main:readme":      "name a branch, a tag or a commit: --base origin/main",
		"^main":            "name a branch, a tag or a commit: --base origin/main",
		"main\nHEAD":       "name a branch, a tag or a commit: --base origin/main",
		"origin/release":   "git fetch --depth=1 origin release:refs/remotes/origin/release; in GitHub Actions, give actions/checkout fetch-depth: 0",
		"release":          "git fetch --depth=1 origin release:release; in GitHub Actions, give actions/checkout fetch-depth: 0",
		"trunk":            "did you mean --base origin/trunk?",
		"HEAD~9":           "fetch more of the history of HEAD; in GitHub Actions, give actions/checkout fetch-depth: 2 or 0",
		"deadbeefdeadbeef": "git fetch --depth=1 origin deadbeefdeadbeef; in GitHub Actions, give actions/checkout fetch-depth: 0",
	} {
		_, err := repo.Resolve(t.Context(), ref)
		var e *git.Error
		if !errors.As(err, &e) {
			t.Errorf("%q: got %v, want an error with a hint", ref, err)
		} else if e.Hint != hint {
			t.Errorf("%q: got the hint %q, want %q", ref, e.Hint, hint)
		}
	}
}

func TestFork(t *testing.T) {
	r := initRepository(t)
	fork := r.commit("fork")
	r.git("switch", "-q", "-c", "topic")
	r.commit("topic")
	r.git("switch", "-q", "main")
	main := r.commit("main")
	r.git("switch", "-q", "topic")
	repo := open(t, r.dir)
	if got, err := repo.Fork(t.Context(), main); err != nil || got != fork {
		t.Errorf("got %s, %v, want %s", got, err, fork)
	}
	r.git("switch", "-q", "--orphan", "other")
	r.commit("unrelated")
	if got, err := repo.Fork(t.Context(), main); err != nil || got != main {
		t.Errorf("unrelated histories: got %s, %v, want %s", got, err, main)
	}
}

// In a shallow clone the common commit is unknown, unless the last commit itself names the base as its parent.
func TestForkShallow(t *testing.T) {
	r := initRepository(t)
	r.commit("root")
	r.git("switch", "-q", "-c", "topic")
	r.commit("topic")
	r.git("switch", "-q", "main")
	main := r.commit("main")
	r.git("switch", "-q", "-c", "merged")
	r.git("merge", "-q", "--no-ff", "-m", "merge", "topic")
	clone := repository{t, filepath.Join(t.TempDir(), "clone")}
	r.git("clone", "-q", "--depth=1", "--branch=merged", "file://"+r.dir, clone.dir)
	clone.git("fetch", "-q", "--depth=1", "origin", "main", "topic:topic")
	repo := open(t, clone.dir)
	if got, err := repo.Fork(t.Context(), main); err != nil || got != main {
		t.Errorf("the base is a parent: got %s, %v, want %s", got, err, main)
	}
	clone.git("switch", "-q", "topic")
	_, err := repo.Fork(t.Context(), main)
	var e *git.Error
	if !errors.As(err, &e) || !strings.Contains(e.Hint, "--unshallow") {
		t.Errorf("got %v, want an error that says how to deepen the clone", err)
	}
}

func TestOpenOutside(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	t.Setenv("GIT_CEILING_DIRECTORIES", "/")
	_, err := git.Open(t.Context(), t.TempDir())
	var e *git.Error
	if !errors.As(err, &e) || !strings.Contains(e.Message, "not in a git repository") {
		t.Errorf("got %v", err)
	}
}

// The environment of a hook names the repository that the hook runs for.
func TestEnvironmentOfHooks(t *testing.T) {
	r := initRepository(t)
	commit := r.commit("first")
	t.Setenv("GIT_DIR", "/nowhere")
	t.Setenv("GIT_WORK_TREE", "/nowhere")
	if got, err := open(t, r.dir).Resolve(t.Context(), "HEAD"); err != nil || got != commit {
		t.Errorf("got %s, %v", got, err)
	}
}

// In a container the repository often belongs to another user than the one that runs.
func TestRepositoryOfAnotherUser(t *testing.T) {
	r := initRepository(t)
	r.commit("first")
	t.Setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
	t.Setenv("GIT_CONFIG_GLOBAL", "/dev/null")
	_, err := git.Open(t.Context(), r.dir)
	if err == nil {
		t.Skip("this git trusts it")
	}
	var e *git.Error
	if !errors.As(err, &e) || e.Hint != "git config --global --add safe.directory "+r.dir {
		t.Errorf("got %v, want an error that says how to trust the repository", err)
	}
}

// TestPast holds that a tree of which nobody asked the sizes has the same files, and that a file has its size when it is read.
func TestPast(t *testing.T) {
	r := initRepository(t)
	r.write("db/1.sql", "SELECT 1;\n")
	r.write("empty.yaml", "")
	repo, commit := open(t, r.dir), r.commit("first")
	tree, err := repo.Tree(t.Context(), commit)
	if err != nil {
		t.Fatal(err)
	}
	past, err := repo.Past(t.Context(), commit)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range tree.Files() {
		got := past.Files()[i]
		if got.Path != want.Path || got.Blob != want.Blob || got.Size == 0 {
			t.Errorf("got %s %s of %d bytes, want %s %s", got.Path, got.Blob, got.Size, want.Path, want.Blob)
		}
		f, err := past.Open(want.Path)
		if err != nil {
			t.Fatal(err)
		}
		if info, err := f.Stat(); err != nil || info.Size() != want.Size {
			t.Errorf("%s: %v, %v, want %d bytes", want.Path, info, err, want.Size)
		}
		f.Close()
	}
}
