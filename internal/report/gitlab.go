package report

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"

	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// maxGitLabBytes keeps a report below 100 MB, the size of an artifact that GitLab accepts unless somebody changed it.
const maxGitLabBytes = 90 << 20

// gitlabIssue is an element of GitLab's Code Quality report: the keys that GitLab documents and no others.
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

// gitlabLines has a line always: GitLab drops an issue that has none.
type gitlabLines struct {
	Begin int `json:"begin"`
	End   int `json:"end,omitempty"`
}

var gitlabSeverities = map[policy.Severity]string{policy.Error: "major", policy.Warning: "minor", policy.Info: "info"}

// writeGitLab writes a Code Quality report. When not everything fits into an artifact, the last issue says so.
func writeGitLab(w *bufio.Writer, run *Run, opt Options) error {
	return gitlabReport(w, run, maxGitLabBytes)
}

func gitlabReport(w *bufio.Writer, run *Run, limit int) error {
	var buf bytes.Buffer
	kept := within(run.Findings, limit-maxFrame, func(f *finding.Finding) int {
		issue := newGitLabIssue(f)
		b, _ := encodeJSON(&buf, &issue)
		// The fingerprint, a comma, a newline and the indent are not there yet.
		return len(b) + 2*sha256.Size
	})
	seen := make(map[string]int, len(kept))
	j := newJSONWriter(w)
	j.list("", func(yield func(any) bool) {
		for _, i := range kept {
			f := &run.Findings[i]
			issue := newGitLabIssue(f)
			key := f.Fingerprint + "\n" + f.File
			issue.Fingerprint = gitlabFingerprint(key, seen[key])
			seen[key]++
			if !yield(&issue) {
				return
			}
		}
		if cut := len(run.Findings) - len(kept); cut > 0 {
			yield(&gitlabIssue{
				Description: fmt.Sprintf("%s left out: GitLab accepts 100 MB of a report, and this one has the gravest.", count(cut, "finding is", "findings are")),
				CheckName:   "bdma", Fingerprint: gitlabFingerprint("left out", 0), Severity: gitlabSeverities[policy.Info],
				Location: gitlabLocation{Path: fileOf(run.Findings[0].Node), Lines: gitlabLines{Begin: 1}},
			})
		}
	})
	return j.end()
}

func newGitLabIssue(f *finding.Finding) gitlabIssue {
	issue := gitlabIssue{
		Description: Terminal(oneLine(f)), CheckName: f.Rule.ID, Severity: gitlabSeverities[f.Severity],
		Location: gitlabLocation{Path: fileOf(f.Node), Lines: gitlabLines{Begin: max(f.Range.Start.Line, 1)}},
	}
	last := f.Range.End.Line
	if f.Range.End.Column == 1 {
		last-- // the end is where the next line begins
	}
	if last > issue.Location.Lines.Begin {
		issue.Location.Lines.End = last
	}
	return issue
}

// gitlabFingerprint returns an identity that no other issue of the report has: GitLab shows one issue of those that share
// theirs. Two documents may have the same finding at the same pointer, so the file is part of it; n counts the findings of a
// file that are still alike.
func gitlabFingerprint(key string, n int) string {
	sum := sha256.Sum256(strconv.AppendInt(append(append(make([]byte, 0, 256), key...), '\n'), int64(n), 10))
	return hex.EncodeToString(sum[:16])
}
