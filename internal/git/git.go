// Package git reads the history of the repository that is linted, through the git program. It is the only place that runs
// git: without a shell, without the network, and without anything that the repository's configuration could have it run.
package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// Limits on what git may answer.
const (
	maxOutput = 512 << 20 // the list of a tree: some millions of files
	maxError  = 4 << 10
)

// Error is a failure with its remedy.
type Error struct {
	Message string
	// Hint is what to type or do instead; it may be empty.
	Hint string
}

func (e *Error) Error() string { return e.Message }

// Repo is a repository, seen from one of its folders: paths are relative to that folder, and what lies outside of it does
// not exist. It may be used by several goroutines.
type Repo struct {
	dir, program string
	// prefix leads from the repository's root to the folder, with a slash at its end, or is empty.
	prefix string
	batch  batch

	mu   sync.Mutex
	subs map[string]*Repo // submodules by their paths; nil where one is not checked out
}

// Open finds the repository that a folder lies in.
func Open(ctx context.Context, dir string) (*Repo, error) {
	program, err := exec.LookPath("git")
	if err != nil {
		return nil, &Error{"git is not installed, and comparing with a base needs it", "install git, or leave --base out"}
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, err
	}
	r := &Repo{dir: dir, program: program}
	out, err := r.run(ctx, "rev-parse", "--show-prefix")
	if err != nil {
		return nil, r.explain(err)
	}
	r.prefix = strings.TrimSuffix(string(out), "\n")
	return r, nil
}

// Close ends the processes that read objects. The repository can still be used.
func (r *Repo) Close() error {
	err := r.batch.close()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, sub := range r.subs {
		if sub != nil {
			err = errors.Join(err, sub.Close())
		}
	}
	return err
}

// Resolve returns the commit that a name stands for: a branch, a tag, a hash, HEAD~2.
func (r *Repo) Resolve(ctx context.Context, ref string) (commit string, err error) {
	// What git would read as an option, a range or several words is not the name of one commit.
	if ref == "" || strings.HasPrefix(ref, "-") || strings.HasPrefix(ref, "^") || strings.Contains(ref, "..") || strings.Contains(ref, ":") || strings.ContainsFunc(ref, func(c rune) bool { return c <= ' ' || c == 0x7f }) {
		return "", &Error{fmt.Sprintf("%q is not the name of a commit", ref), "name a branch, a tag or a commit: --base origin/main"}
	}
	out, err := r.run(ctx, "rev-parse", "--verify", "--quiet", ref+"^{commit}")
	if err != nil {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", r.unknown(ctx, ref)
	}
	return strings.TrimSpace(string(out)), nil
}

// Fork returns the commit in which the history of HEAD and that of another commit part. For histories without a common commit
// it is the other commit itself.
func (r *Repo) Fork(ctx context.Context, commit string) (string, error) {
	out, err := r.run(ctx, "merge-base", "HEAD", commit)
	if err == nil {
		return strings.TrimSpace(string(out)), nil
	}
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	// A shallow clone hides the parents of its last commit, which the commit itself still names.
	if head, err := r.Head(ctx); err == nil {
		if parents, err := r.Parents(ctx, head); err == nil && slices.Contains(parents, commit) {
			return commit, nil
		}
	}
	if r.shallow(ctx) {
		return "", &Error{
			"this shallow clone does not have the commit in which HEAD and the base part",
			"git fetch --unshallow; in GitHub Actions, give actions/checkout fetch-depth: 0",
		}
	}
	return commit, nil
}

func (r *Repo) shallow(ctx context.Context) bool {
	out, err := r.run(ctx, "rev-parse", "--is-shallow-repository")
	return err == nil && strings.TrimSpace(string(out)) == "true"
}

// unknown says how to get a commit that the clone does not have.
func (r *Repo) unknown(ctx context.Context, ref string) error {
	message := fmt.Sprintf("the base %s is not in this clone", ref)
	if head, _, relative := strings.Cut(ref, "~"); relative || strings.Contains(ref, "^") {
		head, _, _ = strings.Cut(head, "^")
		return &Error{message, fmt.Sprintf("fetch more of the history of %s; in GitHub Actions, give actions/checkout fetch-depth: 2 or 0", head)}
	}
	if !strings.Contains(ref, "/") {
		if _, err := r.run(ctx, "rev-parse", "--verify", "--quiet", "origin/"+ref+"^{commit}"); err == nil {
			return &Error{message, "did you mean --base origin/" + ref + "?"}
		}
	}
	branch := strings.TrimPrefix(strings.TrimPrefix(ref, "refs/remotes/"), "origin/")
	target := branch
	if branch != ref {
		target += ":refs/remotes/origin/" + branch
	} else if !isHash(ref) {
		target += ":" + branch
	}
	return &Error{message, fmt.Sprintf("git fetch --depth=1 origin %s; in GitHub Actions, give actions/checkout fetch-depth: 0", target)}
}

func isHash(s string) bool {
	return len(s) >= 7 && strings.Trim(s, "0123456789abcdef") == ""
}

// explain turns a failure to open a repository into words.
func (r *Repo) explain(err error) error {
	text := err.Error()
	switch {
	case strings.Contains(text, "dubious ownership"):
		return &Error{"git does not trust " + r.dir + ": it belongs to another user", "git config --global --add safe.directory " + r.dir}
	case strings.Contains(text, "not a git repository"):
		return &Error{r.dir + " is not in a git repository, so that there is no base to compare with", "leave --base out, or lint a clone"}
	}
	return err
}

// run runs git and returns what it writes.
func (r *Repo) run(ctx context.Context, args ...string) ([]byte, error) {
	return r.runWith(ctx, nil, nil, args...)
}

// runWith is run with an input and some variables more.
func (r *Repo) runWith(ctx context.Context, stdin io.Reader, env []string, args ...string) ([]byte, error) {
	cmd := r.command(ctx, args...)
	cmd.Stdin, cmd.Env = stdin, append(cmd.Env, env...)
	stdout, stderr := &limited{limit: maxOutput}, &limited{limit: maxError, drop: true}
	cmd.Stdout, cmd.Stderr = stdout, stderr
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if text := strings.TrimSpace(stderr.String()); text != "" {
			return nil, fmt.Errorf("git %s: %s", args[0], text)
		}
		return nil, fmt.Errorf("git %s: %w", args[0], err)
	}
	return stdout.Bytes(), nil
}

// command prepares git so that it answers in English, asks nobody, fetches nothing, and minds the repository of the folder
// and not one that a hook's environment names.
func (r *Repo) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, r.program, append([]string{"--no-replace-objects", "-c", "protocol.allow=never", "-c", "core.fsmonitor=false"}, args...)...)
	cmd.Dir = r.dir
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		switch name {
		case "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_TRACE", "GIT_PAGER", "LC_ALL", "LANGUAGE",
			"GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", // which contradict literal ones
			"GIT_DIFF_OPTS", "GIT_EXTERNAL_DIFF": // which count for more than options, or did
		default:
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env, "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_LITERAL_PATHSPECS=1")
	return cmd
}

// limited is a buffer that takes no more than a limit: it drops the rest, or fails.
type limited struct {
	bytes.Buffer
	limit int
	drop  bool
}

var errTooMuch = errors.New("git answers too much")

func (l *limited) Write(p []byte) (int, error) {
	if room := l.limit - l.Len(); len(p) > room {
		if !l.drop {
			return 0, errTooMuch
		}
		l.Buffer.Write(p[:max(room, 0)])
		return len(p), nil
	}
	return l.Buffer.Write(p)
}

// batch is a running "git cat-file --batch", which is started when the first object is asked for.
type batch struct {
	mu   sync.Mutex
	proc *process
}
