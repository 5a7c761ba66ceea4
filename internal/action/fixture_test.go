package action

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// shop is a repository in which a branch adds an index that stops writes, and disarms the rule that says so.
type shop struct {
	dir string
	// first is what main has, topic the branch, and merge the commit that GitHub makes of both.
	first, topic, merge string
}

var (
	onlyShop  sync.Once
	theShop   *shop
	shopFault error
)

func getShop(t *testing.T) *shop {
	t.Helper()
	onlyShop.Do(func() { theShop, shopFault = makeShop() })
	if shopFault != nil {
		t.Fatal(shopFault)
	}
	return theShop
}

func gitEnv() []string {
	env := append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull)
	for _, who := range []string{"GIT_AUTHOR_", "GIT_COMMITTER_"} {
		env = append(env, who+"NAME=Ada", who+"EMAIL=ada@shop.example")
	}
	return env
}

func git(dir string, args ...string) (string, error) {
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Env = dir, gitEnv()
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", &exec.Error{Name: "git " + strings.Join(args, " ") + ": " + string(out), Err: err}
	}
	return strings.TrimSpace(string(out)), nil
}

// makeShop makes the repository.
func makeShop() (s *shop, err error) {
	dir, err := os.MkdirTemp("", "bdma-action-shop")
	if err != nil {
		return nil, err
	}
	s = &shop{dir: dir}
	run := func(args ...string) (out string) {
		if err == nil {
			out, err = git(dir, args...)
		}
		return out
	}
	put := func(name, text string) {
		if err == nil {
			err = os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644)
		}
	}
	run("init", "-q", "-b", "main")
	run("config", "uploadpack.allowAnySHA1InWant", "true")
	put("bdma.yaml", "version: 1\nextends: [bdma:recommended@1]\n")
	put("db/migrations/0001_orders.up.sql", "CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, placed_at timestamp NOT NULL);\n")
	put("db/migrations/0001_orders.down.sql", "DROP TABLE orders;\n")
	run("add", ".")
	run("commit", "-q", "-m", "first")
	s.first = run("rev-parse", "HEAD")
	run("switch", "-q", "-c", "topic")
	put("db/migrations/0002_placed.up.sql", "CREATE INDEX orders_placed_at_idx ON orders (placed_at);\n")
	put("db/migrations/0002_placed.down.sql", "DROP INDEX CONCURRENTLY orders_placed_at_idx;\n")
	put("bdma.yaml", "version: 1\nextends: [bdma:recommended@1]\nrules: {migration/create-index-concurrently: off}\n")
	run("add", ".")
	run("commit", "-q", "-m", "index")
	s.topic = run("rev-parse", "HEAD")
	run("switch", "-q", "--detach", "main")
	run("merge", "-q", "--no-ff", "-m", "Merge topic into main", "topic")
	s.merge = run("rev-parse", "HEAD")
	run("update-ref", "refs/pull/7/merge", s.merge)
	run("switch", "-q", "main")
	return s, err
}

// checkout does what actions/checkout does with a depth; 0 is all of the history.
func (j *job) checkout(commit string, depth string) {
	j.t.Helper()
	s := getShop(j.t)
	if err := os.MkdirAll(j.workspace, 0o755); err != nil {
		j.t.Fatal(err)
	}
	fetch := []string{"fetch", "-q", "--no-tags"}
	if depth != "0" {
		fetch = append(fetch, "--depth="+depth)
	}
	for _, args := range [][]string{{"init", "-q"}, append(fetch, "file://"+s.dir, commit), {"checkout", "-q", "--detach", commit}} {
		if _, err := git(j.workspace, args...); err != nil {
			j.t.Fatal(err)
		}
	}
}

// on sets what GitHub says of an event about a commit.
func (j *job) on(event, sha, ref string) *job {
	j.env["GITHUB_EVENT_NAME"], j.env["GITHUB_SHA"], j.env["GITHUB_REF"] = event, sha, ref
	return j
}

// pullRequest prepares a job of the pull request from a repository, whose merge commit is checked out.
func pullRequest(t *testing.T, from string) *job {
	t.Helper()
	s, j := getShop(t), newJob(t)
	j.checkout(s.merge, "2")
	j.describe(from)
	j.env["GITHUB_BASE_REF"], j.env["GITHUB_HEAD_REF"] = "main", "topic"
	return j.on("pull_request", s.merge, "refs/pull/7/merge")
}

// describe sets what the event says of the pull request.
func (j *job) describe(from string) {
	s := getShop(j.t)
	j.event = map[string]any{"pull_request": map[string]any{
		"number": 7,
		"base":   map[string]any{"ref": "main", "sha": s.first},
		"head":   map[string]any{"ref": "topic", "sha": s.topic, "repo": map[string]any{"full_name": from}},
	}}
}

// push prepares a job about a commit that was pushed.
func push(t *testing.T, commit string) *job {
	t.Helper()
	j := newJob(t)
	j.checkout(commit, "1")
	return j.on("push", commit, "refs/heads/main")
}
