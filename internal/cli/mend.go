package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/fix"
	"github.com/bdma-dev/bdma/internal/git"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/report"
)

// showEdits are the report formats that show what mends a finding.
var showEdits = []string{"comment", "json", "markdown", "rdjson", "sarif", "sarif-full", "text"}

// wantsEdits reports whether somebody will see the edits of findings.
func wantsEdits(targets []target, f lintFlags) bool {
	return f.fix.fix || f.fix.diff || slices.ContainsFunc(targets, func(t target) bool { return slices.Contains(showEdits, t.format) })
}

// resolveEdits finds out what mends the findings that count, and which of the edits are not to be made.
func (w *workspace) resolveEdits(ctx context.Context, run *report.Run) error {
	fix.Resolve(run.Source, run.Findings)
	return w.keepApplied(ctx, run.Findings)
}

// toMend are the findings that count, and suppressions that the base has too and that nobody needs any more: --fix takes these out.
func (w *workspace) toMend(run *report.Run) []finding.Finding {
	list := slices.Clone(run.Findings)
	for _, f := range run.Unchanged {
		if f.Kind == facts.Suppression {
			list = append(list, f)
		}
	}
	return list
}

// keepApplied takes the edits away from findings in migrations that others have: they may have run on a database, which an edit does not
// undo, and runners refuse a history whose checksums changed. With a base others have what it has, else what HEAD has.
func (w *workspace) keepApplied(ctx context.Context, list []finding.Finding) error {
	files := make(map[string]bool)
	for i := range list {
		if f := &list[i]; f.Kind == facts.Migration {
			for _, e := range f.Edits {
				files[e.File] = true
			}
		}
	}
	if len(files) == 0 {
		return nil
	}
	shared, err := w.shared(ctx, slices.Sorted(maps.Keys(files)))
	if err != nil {
		return err
	}
	for i := range list {
		if f := &list[i]; f.Kind == facts.Migration && slices.ContainsFunc(f.Edits, func(e finding.Edit) bool { return shared[e.File] }) {
			f.Edits = nil
			f.Applied = true
		}
	}
	return nil
}

// shared returns those of some files that others have.
func (w *workspace) shared(ctx context.Context, files []string) (map[string]bool, error) {
	c := &w.against
	if c.base != nil {
		shared := make(map[string]bool)
		for _, f := range files {
			shared[f] = c.base.Fork.Has(f) || c.base.Tip.Has(f)
		}
		return shared, nil
	}
	repo := c.repo
	if repo == nil {
		if _, err := os.Lstat(filepath.Join(w.root, ".git")); errors.Is(err, os.ErrNotExist) {
			return nil, nil
		}
		var err error
		if repo, err = git.Open(ctx, w.root); err != nil {
			// Nobody knows, and nothing is done to them: what git cannot read is no reason to fail a run that only reports.
			return all(files), nil
		}
		defer repo.Close()
	}
	shared, err := repo.InHead(ctx, files)
	if err != nil && ctx.Err() == nil {
		return all(files), nil
	}
	return shared, err
}

func all(files []string) map[string]bool {
	m := make(map[string]bool, len(files))
	for _, f := range files {
		m[f] = true
	}
	return m
}

// sayLeft says what was mended, and what could be.
func (w *workspace) sayLeft(out io.Writer, found []finding.Finding, f lintFlags) {
	unsafe, applied := 0, 0
	for i := range found {
		switch x := &found[i]; {
		case x.Applied:
			applied++
		case len(x.Edits) > 0 && x.Rule.Mends == policy.Unsafe && !f.fix.unsafe:
			unsafe++
		}
	}
	more := ""
	if unsafe > 0 {
		more = fmt.Sprintf("; %d more with --unsafe", unsafe)
	}
	n := f.fix.mended.findings
	switch {
	case n > 0:
		fmt.Fprintf(out, "fixed %s in %s%s\n", number(n, "finding"), number(len(f.fix.mended.files), "file"), more)
	case unsafe > 0 && f.fix.fix:
		fmt.Fprintf(out, "nothing was fixed%s\n", more)
	case unsafe > 0:
		fmt.Fprintf(out, "--unsafe shows %d more\n", unsafe)
	}
	if applied > 0 {
		where := "HEAD has"
		if w.against.base != nil {
			where = w.against.name + " has"
		}
		fmt.Fprintf(out, "left %s in migrations that %s: they may have been applied; write a new migration\n", number(applied, "finding"), report.Terminal(where))
	}
}

// replace writes a file that is there, as a whole or not at all, and keeps its mode.
func (w *workspace) replace(name string, data []byte) error {
	root, err := os.OpenRoot(w.root)
	if err != nil {
		return err
	}
	defer root.Close()
	local := filepath.FromSlash(name)
	info, err := root.Lstat(local)
	if errors.Is(err, os.ErrNotExist) {
		return w.write(name, data)
	}
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return hintf("edit what it leads to, and run this again", "%s is not a regular file", w.display(name))
	}
	for i := range 100 {
		beside := filepath.Join(filepath.Dir(local), "."+filepath.Base(local)+".bdma"+strconv.Itoa(i))
		out, err := root.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm())
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			return err
		}
		_, err = out.Write(data)
		err = cmp.Or(err, out.Chmod(info.Mode().Perm()), out.Close())
		if err == nil {
			err = root.Rename(beside, local)
		}
		if err != nil {
			_ = root.Remove(beside)
		}
		return err
	}
	return hintf("remove the files whose names end in .bdma0 and so on", "there is no name for a file beside %s", w.display(name))
}
