package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/git"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/openapi"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/source"
)

// breakingTag marks the rules that judge changes.
const breakingTag = "breaking"

type diffFlags struct {
	reports    []string
	severity   []string
	failOn     string
	configFile string
	color      string
	verbose    bool
}

func newDiff() *cobra.Command {
	var f diffFlags
	cmd := &cobra.Command{
		Use:   "diff BASE [HEAD] [PATH…]",
		Short: "Show what changed in an API, what breaks its clients first",
		Long: `Compare two OpenAPI documents, or all documents of two states of the repository, and show what changed as a changelog.

BASE and HEAD are two files, or two branches, tags or commits; without HEAD it is the working folder. REF:FILE is a file of a
state of the repository. What breaks clients is what the rules of the tag "breaking" say, with the severities and the
suppressions of the repository; the rest of the changelog is for people.

exit codes: 0 nothing breaks, 1 something breaks at or above --fail-on, 2 a document could not be read, 3 there is nothing to compare`,
		Example: `  bdma diff old.yaml new.yaml                      two documents
  bdma diff origin/main                            all documents, from main to the working folder
  bdma diff v1.4 v1.5 -- api                       those below api, from one release to the next
  bdma diff v1.4:api/openapi.yaml api/openapi.yaml
  bdma diff v1.4 v1.5 --report markdown=CHANGES.md --report html=changes.html`,
		RunE: func(cmd *cobra.Command, args []string) error { return runDiff(cmd, args, f) },
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&f.reports, "report", nil, "write the changelog as `FORMAT[=FILE]` with FORMAT "+strings.Join(report.DiffFormats(), ", ")+"; repeatable (default text)")
	flags.StringSliceVar(&f.severity, "severity", nil, "give a rule another severity: `RULE=LEVEL` with LEVEL error, warning, info or off")
	flags.StringVar(&f.failOn, "fail-on", "", "exit with 1 when something breaks from this severity on: `LEVEL` error, warning, info or never (default error)")
	flags.StringVar(&f.configFile, "config", "", "read this `FILE` instead of the nearest bdma.yaml")
	addColor(cmd, &f.color)
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "list every change, instead of counting those that break nobody")
	return cmd
}

func runDiff(cmd *cobra.Command, args []string, f diffFlags) error {
	targets, err := parseTargets(f.reports, report.DiffFormats(), "bdma diff --help")
	if err != nil {
		return err
	}
	sides, err := parseSides(cmd.Context(), args, cmd.ArgsLenAtDash())
	if err != nil {
		return withHint(ofStates(err))
	}
	choice := config.Flags{Severity: f.severity, FailOn: f.failOn}
	return inScope(cmd.Context(), sides.scope, choice, sides.paths, f.configFile, func(w *workspace, sel *config.Resolved) error {
		opened, err := w.openBaseFile(cmd.Context(), sides)
		defer opened()
		if err != nil {
			return withHint(ofStates(err))
		}
		opt := lint.Options{Tree: w.tree, Paths: w.paths, Kinds: []facts.Kind{facts.OpenAPI}, Differences: true,
			Judging: func(r *policy.Rule) bool { return slices.Contains(r.Tags, breakingTag) }}
		w.options(&opt)
		opt.Compare = false
		if opt.Ours, err = w.ours(); err != nil {
			return err
		}
		started := time.Now()
		result, err := lint.Run(cmd.Context(), sel, opt)
		if err := w.finish(cmd.Context(), err); err != nil {
			return err
		}
		d := newDiffReport(result)
		d.Version, d.Name, d.Time, d.FailOn = currentVersion().Version, filepath.Base(w.root), started, sel.FailOn()
		d.Scope = commonPath(w.paths)
		d.Base, d.Head, d.WasPath, d.Named = sides.baseName, sides.headName, sides.display, sides.base != nil
		if err := writeDiffs(cmd, w, targets, d, f); err != nil {
			return err
		}
		switch {
		case d.Unread():
			return exitCode(ExitFailed)
		case d.Failed():
			return exitCode(ExitFindings)
		case d.Nothing():
			fmt.Fprintf(cmd.ErrOrStderr(), "bdma: nothing to compare: neither %s nor %s has an OpenAPI document there\n", report.Terminal(d.Base), report.Terminal(d.Head))
			return exitCode(ExitNothing)
		}
		return nil
	})
}

func writeDiffs(cmd *cobra.Command, w *workspace, targets []target, d *report.Diff, f diffFlags) (err error) {
	for _, t := range targets {
		opt := report.Options{Verbose: f.verbose, Path: w.display, AbsPath: w.abs}
		if t.file != "" {
			if err := writeFile(t.file, func(out io.Writer) error { return report.WriteDiff(out, t.format, d, opt) }); err != nil {
				return err
			}
			continue
		}
		if opt.Color, err = useColor(f.color, cmd.OutOrStdout()); err != nil {
			return err
		}
		opt.Hyperlinks = opt.Color && isTerminal(cmd.OutOrStdout()) && hasHyperlinks()
		opt.Width = terminalWidth(cmd.OutOrStdout())
		if err := report.WriteDiff(cmd.OutOrStdout(), t.format, d, opt); err != nil {
			return err
		}
	}
	return nil
}

// newDiffReport makes a changelog of what a run found: each finding goes to the change that its rule gave as its place.
func newDiffReport(result *lint.Result) *report.Diff {
	found := make(map[string][]finding.Finding)
	for _, f := range result.Findings {
		if slices.Contains(f.Rule.Tags, breakingTag) {
			unit, _ := f.Fact()
			found[unit] = append(found[unit], f)
		}
	}
	d := &report.Diff{Removed: result.Gone, Skipped: result.Skipped}
	for _, u := range result.Differences {
		d.Faults = append(d.Faults, faultsOf(u)...)
		switch {
		case u.Untouched:
			d.Untouched++
			continue
		case u.Was == "":
			d.Added = append(d.Added, u.File)
			continue
		}
		doc := report.DiffDocument{File: u.File, Was: u.Was, Title: u.Title, WasVersion: u.WasVersion, Version: u.Version, Compared: u.Compared, Partial: u.Partial}
		said := make(map[facts.ID][]finding.Finding)
		for _, f := range found[u.File] {
			_, fact := f.Fact()
			said[fact] = append(said[fact], f)
		}
		for i := range u.List {
			ch := &u.List[i]
			doc.Changes = append(doc.Changes, report.DiffChange{Kind: ch.Kind, Effect: string(ch.Effect), Subject: ch.Subject, Name: ch.Name, From: ch.From, To: ch.To,
				Is: ch.Is, Was: ch.Was, InRequest: ch.InRequest, InResponse: ch.InResponse, Operations: ch.Operations, Findings: said[ch.Fact]})
			delete(said, ch.Fact)
		}
		// What is said of no change in particular is about the document.
		for _, f := range found[u.File] {
			if _, fact := f.Fact(); said[fact] != nil && u.Compared {
				doc.Changes = append(doc.Changes, report.DiffChange{Is: f.Node, Findings: []finding.Finding{f}})
			}
		}
		d.Documents = append(d.Documents, doc)
	}
	return d
}

// faultsOf returns what could not be read of a document. A fault is fatal when it kept the document from being compared.
func faultsOf(u *openapi.Differences) (list []report.DiffFault) {
	for _, f := range u.Faults {
		list = append(list, report.DiffFault{Node: f.Node, InBase: f.InBase, Message: f.Message, Hint: f.Hint, Fatal: !u.Compared})
	}
	return list
}

// sides are what is compared.
type sides struct {
	scope scope
	// paths are what the workspace is opened for.
	paths []string
	// baseName and headName are what people call the two states.
	baseName, headName string
	// base and head are set when it is two documents that are compared.
	base, head *operand
	// display returns how a path of the base reads; nil when it is one of the workspace's tree.
	display func(file string) string
}

// operand is a document: a file of the working folder, or of a state of the repository.
type operand struct{ ref, file string }

const diffHint = "bdma diff old.yaml new.yaml, or bdma diff origin/main"

// parseSides tells documents from states of the repository. What stands behind -- are paths; dash is how many arguments stand before.
func parseSides(ctx context.Context, args []string, dash int) (*sides, error) {
	refs, paths := args, []string(nil)
	if dash >= 0 {
		refs, paths = args[:dash], args[dash:]
	}
	if len(refs) == 0 {
		return nil, hintf(diffHint, "nothing is named to compare with")
	}
	if base, ok := documentNamed(refs[0]); ok {
		return documentSides(base, args)
	}
	s := &sides{baseName: refs[0], headName: "the working folder"}
	rest := refs[1:]
	if before, after, ok := strings.Cut(refs[0], ".."); ok && before != "" {
		if strings.HasPrefix(after, ".") {
			return nil, hintf("bdma diff $(git merge-base "+before+" "+strings.TrimPrefix(after, ".")+") "+strings.TrimPrefix(after, "."), "%s is no single state of the repository", refs[0])
		}
		s.baseName, s.scope.head = before, after
		if after == "" {
			s.scope.head = "HEAD"
		}
	} else if len(rest) > 0 {
		head, err := isState(ctx, rest[0], dash >= 0)
		if err != nil {
			return nil, err
		}
		if head {
			s.scope.head, rest = rest[0], rest[1:]
		}
	}
	if dash >= 0 && len(rest) > 0 {
		return nil, hintf("bdma diff BASE HEAD -- PATH…", "%s stands before --, where there are at most two states of the repository", rest[0])
	}
	if s.scope.head != "" {
		s.headName = s.scope.head
	}
	s.scope.base, s.scope.direct, s.scope.given = s.baseName, true, true
	s.paths = append(slices.Clone(rest), paths...)
	if _, err := stateNamed(ctx, s.baseName); err != nil {
		if slices.Contains([]string{".yaml", ".yml", ".json"}, path.Ext(s.baseName)) {
			abs, e := filepath.Abs(s.baseName)
			if e != nil {
				return nil, e
			}
			return nil, missing(s.baseName, abs)
		}
		return nil, err
	}
	return s, nil
}

// documentNamed tells whether an argument is a file, or REF:FILE.
func documentNamed(arg string) (*operand, bool) {
	if info, err := os.Stat(arg); err == nil {
		return &operand{file: arg}, !info.IsDir()
	}
	ref, file, ok := strings.Cut(arg, ":")
	if !ok || ref == "" || file == "" {
		return nil, false
	}
	return &operand{ref, file}, true
}

func documentSides(base *operand, args []string) (*sides, error) {
	s := &sides{baseName: args[0], base: base}
	switch {
	case len(args) > 2:
		return nil, hintf(diffHint, "%s is a document, and it is compared with one other", args[0])
	case len(args) == 2:
		head, ok := documentNamed(args[1])
		if !ok {
			abs, err := filepath.Abs(args[1])
			if err != nil {
				return nil, err
			}
			if _, err := os.Lstat(abs); errors.Is(err, fs.ErrNotExist) {
				return nil, missing(args[1], abs)
			}
			return nil, hintf("name the document in it", "%s is a document, and %s is none", args[0], args[1])
		}
		s.head, s.headName = head, args[1]
	case base.ref != "":
		s.head, s.headName = &operand{file: base.file}, "the working folder"
		if !strings.HasPrefix(base.file, ".") {
			root, err := workingRoot()
			if err != nil {
				return nil, err
			}
			s.head.file = filepath.Join(root, filepath.FromSlash(base.file))
		}
	default:
		return nil, hintf("bdma diff "+args[0]+" NEW, or bdma diff origin/main:"+args[0], "%s has nothing to be compared with", args[0])
	}
	file := s.head.file
	if s.head.ref != "" {
		s.scope.head, s.scope.given = s.head.ref, true
		if !strings.HasPrefix(file, ".") { // as git reads it: from the root of the repository
			root, err := workingRoot()
			if err != nil {
				return nil, err
			}
			file = filepath.Join(root, filepath.FromSlash(file))
		}
		s.scope.base = noBase
	}
	s.paths = []string{file}
	return s, nil
}

func workingRoot() (string, error) {
	wd, err := os.Getwd()
	if err != nil {
		return "", err
	}
	return findRoot(wd)
}

// isState tells whether an argument is a state of the repository, and not a path.
func isState(ctx context.Context, arg string, certain bool) (bool, error) {
	if certain {
		return true, nil
	}
	_, err := os.Lstat(arg)
	exists := err == nil
	_, unknown := stateNamed(ctx, arg)
	switch {
	case exists && unknown == nil:
		return false, hintf("bdma diff BASE "+arg+" -- compares with the state, bdma diff BASE -- "+arg+" what is below the path", "%s is both a state of the repository and a path", arg)
	case exists:
		return false, nil
	}
	return true, unknown
}

// stateNamed returns the commit that a name stands for.
func stateNamed(ctx context.Context, ref string) (string, error) {
	root, err := workingRoot()
	if err != nil {
		return "", err
	}
	repo, err := git.Open(ctx, root)
	if err != nil {
		return "", err
	}
	defer repo.Close()
	return repo.Resolve(ctx, ref)
}

// stateWords say of two states that are named what git says of a base, which is named by a flag.
var stateWords = strings.NewReplacer("the base ", "", "--base ", "", ", so that there is no base to compare with", ", so that there are no states of it to compare",
	"comparing with a base needs it", "comparing states of a repository needs it")

// ofStates writes an error of git in the words of this command, which has no flag for a base.
func ofStates(err error) error {
	var e *git.Error
	if !errors.As(err, &e) {
		return err
	}
	out := git.Error{Message: stateWords.Replace(e.Message), Hint: stateWords.Replace(e.Hint)}
	if before, _, ok := strings.Cut(e.Hint, "leave --base out"); ok {
		out.Hint = before + "compare two documents: bdma diff old.yaml new.yaml"
	}
	return &out
}

// openBaseFile opens the document that another one is compared with. The function that it returns closes it.
func (w *workspace) openBaseFile(ctx context.Context, s *sides) (closed func(), err error) {
	closed = func() {}
	if s.base == nil {
		return closed, nil
	}
	c := &w.against
	head := w.paths[0]
	if s.base.ref == "" {
		abs, err := filepath.Abs(s.base.file)
		if err != nil {
			return closed, err
		}
		root, err := findRoot(abs)
		if err != nil {
			return closed, err
		}
		rel, err := filepath.Rel(root, abs)
		if err != nil {
			return closed, err
		}
		tree, err := source.Open(root)
		if err != nil {
			return closed, err
		}
		c.base = &source.Base{Name: s.baseName, Fork: tree, Tip: tree, Names: map[string]string{head: filepath.ToSlash(rel)}}
		s.display = func(file string) string {
			other := workspace{root: root}
			return other.display(file)
		}
		return func() { tree.Close() }, nil
	}
	// The state is one of the repository in which somebody stands, wherever the other document is.
	root, err := workingRoot()
	if err != nil {
		return closed, err
	}
	here := &workspace{root: root, scope: scope{head: s.base.ref}}
	if err := c.open(ctx, root); err != nil {
		return closed, err
	}
	commit, err := c.repo.Resolve(ctx, s.base.ref)
	if err != nil {
		return closed, err
	}
	made, err := c.read(c.repo.Tree(ctx, commit))
	if err != nil {
		return closed, err
	}
	file := path.Clean(filepath.ToSlash(s.base.file))
	if strings.HasPrefix(s.base.file, ".") {
		if file, err = here.rel(s.base.file); err != nil {
			return closed, err
		}
	}
	tree := source.FromFS(made)
	if !tree.Has(file) {
		return closed, hintf("git ls-tree -r --name-only "+s.base.ref+" lists its files", "%s has no file %s", s.base.ref, file)
	}
	s.display = here.display
	c.name, c.base = s.base.ref, &source.Base{Name: s.baseName, Fork: tree, Tip: tree, Names: map[string]string{head: file}}
	return closed, nil
}
