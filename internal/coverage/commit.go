package coverage

import "strings"

// linked takes note of the commit in a source file's address, which builds for .NET with Source Link write in place of
// its path. Addresses of several commits are of several repositories, and say nothing of this one.
func (r *report) linked(name string) {
	_, address, ok := strings.Cut(name, "://")
	if !ok || r.manyCommits {
		return
	}
	for segment := range strings.SplitSeq(address, "/") {
		if !isCommit(segment) {
			continue
		}
		if r.commit != "" && r.commit != segment {
			r.commit, r.manyCommits = "", true
			return
		}
		r.commit = segment
		return
	}
}

// isCommit says whether a text is the whole name of a commit.
func isCommit(s string) bool {
	if len(s) != 40 {
		return false
	}
	return strings.Trim(s, "0123456789abcdef") == ""
}
