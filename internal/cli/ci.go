package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/bdma-dev/bdma/internal/git"
)

// maxEvent is as much as is read of what GitHub says of an event; it sends no more than 25 MB.
const maxEvent = 32 << 20

// event is what is read of what GitHub says of an event.
type event struct {
	PullRequest *struct {
		Number int64 `json:"number"`
		Base   struct {
			Ref string `json:"ref"`
			SHA string `json:"sha"`
		} `json:"base"`
		Head struct {
			SHA string `json:"sha"`
		} `json:"head"`
	} `json:"pull_request"`
	MergeGroup *struct {
		BaseRef string `json:"base_ref"`
		BaseSHA string `json:"base_sha"`
		HeadSHA string `json:"head_sha"`
	} `json:"merge_group"`
}

// askCI finds the base in what a CI system says of the job, in which another repository may well be linted.
func (c *comparison) askCI(ctx context.Context, root string) error {
	var ask func(context.Context, string) error
	workspace := ""
	switch {
	case os.Getenv("GITHUB_ACTIONS") == "true" && (os.Getenv("GITHUB_EVENT_NAME") == "pull_request" || os.Getenv("GITHUB_EVENT_NAME") == "merge_group"):
		ask, workspace = c.askGitHub, os.Getenv("GITHUB_WORKSPACE")
	case os.Getenv("GITLAB_CI") == "true" && os.Getenv("CI_MERGE_REQUEST_DIFF_BASE_SHA") != "":
		ask, workspace = c.askGitLab, os.Getenv("CI_PROJECT_DIR")
	default:
		return nil
	}
	if _, err := os.Lstat(filepath.Join(root, ".git")); err != nil {
		return nil
	}
	repo, err := git.Open(ctx, root)
	var head string
	if err == nil {
		head, err = repo.Head(ctx)
	}
	if err != nil {
		if workspace != "" && sameFolder(workspace, root) {
			return err
		}
		c.why = "git cannot tell whether HEAD is a commit of this job"
		return nil
	}
	c.repo = repo
	return ask(ctx, head)
}

func sameFolder(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}

// notOfThisJob is why a base that a CI system knows is not the one of what is linted.
const notOfThisJob = "HEAD is not a commit of the change that this job is about"

func (c *comparison) askGitHub(ctx context.Context, head string) error {
	sha := os.Getenv("GITHUB_SHA")
	ev, err := readEvent(os.Getenv("GITHUB_EVENT_PATH"))
	if os.Getenv("GITHUB_EVENT_NAME") == "merge_group" {
		if err == nil && (ev.MergeGroup == nil || !isCommit(ev.MergeGroup.BaseSHA)) {
			err = errors.New("it does not name the base of the merge group")
		}
		switch {
		case err != nil && head == sha:
			return badEvent(err)
		case err != nil || head != sha && head != ev.MergeGroup.HeadSHA:
			c.why = notOfThisJob
			return nil
		}
		group := ev.MergeGroup
		return c.take(ctx, head, group.BaseSHA, group.BaseRef, "into which GitHub's merge queue merges HEAD")
	}
	if err == nil && (ev.PullRequest == nil || !isCommit(ev.PullRequest.Base.SHA) || !isCommit(ev.PullRequest.Head.SHA)) {
		err = errors.New("it does not name the commits of the pull request")
	}
	parents, perr := c.repo.Parents(ctx, head)
	if perr != nil {
		parents = nil
	}
	if err != nil {
		switch {
		case head == sha && len(parents) == 2: // no more needs to be known than the branch's name
			return c.take(ctx, head, parents[0], os.Getenv("GITHUB_BASE_REF"), "the first parent of the merge commit that GitHub made of this pull request")
		case head == sha:
			return badEvent(err)
		}
		c.why = notOfThisJob
		return nil
	}
	pr := ev.PullRequest
	switch {
	case head != pr.Head.SHA && len(parents) == 2 && (head == sha || parents[1] == pr.Head.SHA):
		return c.take(ctx, head, parents[0], pr.Base.Ref, fmt.Sprintf("the first parent of the merge commit that GitHub made of pull request #%d", pr.Number))
	case head == sha || c.repo.Contains(ctx, head, pr.Head.SHA):
		return c.take(ctx, head, pr.Base.SHA, pr.Base.Ref, fmt.Sprintf("the base of pull request #%d", pr.Number))
	}
	c.why = notOfThisJob
	return nil
}

func (c *comparison) askGitLab(ctx context.Context, head string) error {
	base, target := os.Getenv("CI_MERGE_REQUEST_DIFF_BASE_SHA"), os.Getenv("CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
	if head != os.Getenv("CI_COMMIT_SHA") {
		c.why = notOfThisJob
		return nil
	}
	if !isCommit(base) {
		return &git.Error{Message: fmt.Sprintf("CI_MERGE_REQUEST_DIFF_BASE_SHA is %q, which is not a commit", clipped(base)), Hint: "name the base with --base, or compare with nothing: --base " + noBase}
	}
	request := "merge request !" + clipped(cmp.Or(os.Getenv("CI_MERGE_REQUEST_IID"), "?"))
	// A pipeline for merged results checks out a merge commit, like GitHub.
	if source := os.Getenv("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"); isCommit(source) {
		if parents, err := c.repo.Parents(ctx, head); err == nil && len(parents) == 2 && parents[1] == source {
			return c.take(ctx, head, parents[0], target, "the first parent of the merge commit that GitLab made of "+request)
		}
	}
	return c.take(ctx, head, base, target, "the target of "+request)
}

// take takes a commit for the base, if the clone has it. The name is a stranger's: people name branches.
func (c *comparison) take(ctx context.Context, head, commit, name, why string) error {
	c.name, c.why, c.commit = branchName(name, commit), why, commit
	if c.repo.Has(ctx, commit) {
		return nil
	}
	remedy := "in GitHub Actions, give actions/checkout fetch-depth: 0"
	if parents, err := c.repo.Parents(ctx, head); err == nil && len(parents) > 0 && parents[0] == commit {
		remedy = "in GitHub Actions, give actions/checkout fetch-depth: 2"
	}
	if os.Getenv("GITLAB_CI") == "true" {
		remedy = "in .gitlab-ci.yml, give the job the variable GIT_DEPTH: 0"
	}
	return &git.Error{
		Message: fmt.Sprintf("this clone does not have %.12s of %s, with which the change is to be compared", commit, c.name),
		Hint:    remedy + "; or compare with nothing: --base " + noBase,
	}
}

func badEvent(err error) error {
	return &git.Error{Message: "what GitHub says of this event cannot be read, so that the base is not known: " + err.Error(), Hint: "name the base with --base, or compare with nothing: --base " + noBase}
}

func readEvent(file string) (*event, error) {
	if file == "" {
		return nil, errors.New("GITHUB_EVENT_PATH is not set")
	}
	// A pipe in its place would never end.
	if info, err := os.Stat(file); err != nil || !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file", clipped(file))
	}
	in, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, maxEvent+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxEvent {
		return nil, fmt.Errorf("%s has more than %d MiB", clipped(file), maxEvent>>20)
	}
	var ev event
	if err := json.Unmarshal(data, &ev); err != nil {
		return nil, fmt.Errorf("%s: %s", clipped(file), clipped(err.Error()))
	}
	return &ev, nil
}

// isCommit reports whether a text is the hash of a commit, written out.
func isCommit(s string) bool {
	return (len(s) == 40 || len(s) == 64) && strings.Trim(s, "0123456789abcdef") == ""
}

// branchName returns the name of a branch as people know it, or the beginning of the commit when it is none that anyone would show.
func branchName(name, commit string) string {
	name = strings.TrimPrefix(name, "refs/heads/")
	if name == "" || len(name) > 255 || !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsGraphic(r) || r == ' ' }) {
		return commit[:12]
	}
	return name
}

// clipped returns a text that is not ours at a length that a message can have.
func clipped(s string) string {
	const most = 200
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
