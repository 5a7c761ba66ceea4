package cli

import (
	"bytes"
	"context"
	"slices"

	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/git"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/source"
)

// difference are the files that are not as they were.
type difference struct {
	// since is what people call the state before, of which tree are the files.
	since string
	tree  *source.Tree
	files map[string]bool
	// unknown says that nobody can tell which files they are, so that it may be each.
	unknown bool
}

// findDifference finds the files of a tree that are not as they were in the base, or else in HEAD.
func (c *comparison) findDifference(ctx context.Context, now *source.Tree) (*difference, error) {
	d := &difference{since: c.name, files: make(map[string]bool)}
	tree := c.forkTree
	if c.base != nil {
		d.tree = c.base.Fork
		if c.base.Touched == nil {
			d.unknown = true
			return d, nil
		}
		d.add(tree, now, c.base.Touched.Edited, c.base.Touched.Moved, c.scope.staged)
		return d, nil
	}
	head, err := c.repo.Head(ctx)
	if err != nil {
		return nil, err
	}
	if tree, err = c.repo.Past(ctx, head); err != nil {
		return nil, err
	}
	edited, moved, known, err := tree.Touched(ctx, c.scope.staged)
	if err != nil {
		return nil, err
	}
	d.since, d.tree, d.unknown = "HEAD", source.FromFS(tree), !known
	d.add(tree, now, edited, moved, c.scope.staged)
	return d, nil
}

// add adds files that git says are edited and moved. Of files that were written again it compares no more than the time and the
// size, unless they are staged.
func (d *difference) add(before *git.Tree, now *source.Tree, edited, moved []string, exact bool) {
	for _, file := range moved {
		d.files[file] = true
	}
	for _, file := range edited {
		if content, err := now.Read(file, source.MaxDocument); exact || err != nil || !before.Same(file, content) {
			d.files[file] = true
		}
	}
}

// sameText reports whether two texts are the same. What git was told to do to ends of lines makes no difference.
func sameText(a, b []byte) bool {
	crlf, lf := []byte("\r\n"), []byte("\n")
	return bytes.Equal(a, b) || bytes.Equal(bytes.ReplaceAll(a, crlf, lf), bytes.ReplaceAll(b, crlf, lf))
}

// has reports whether a finding in a file is to be reported: the file is not as it was, or nobody can know, because git does not have it.
func (d *difference) has(file string) bool {
	return d.unknown || file == "" || d.files[file] || !d.tree.Has(file)
}

// limit leaves out what stands in files that did not change, if that is asked for.
func (c *comparison) limit(run *report.Run, fs []finding.Finding) []finding.Finding {
	if c.differ == nil {
		return fs
	}
	run.ChangedSince = c.differ.since
	return slices.DeleteFunc(slices.Clone(fs), func(f finding.Finding) bool {
		out := !c.differ.has(f.File)
		if out && f.Suppression == nil && !f.Owed {
			run.LeftOut++
		}
		return out
	})
}
