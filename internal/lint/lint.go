// Package lint is the way through the house: it finds the evidence in a tree, reads it into facts, lets the rules judge
// them, and returns the findings. What it does not do is decide what is shown or what the exit code is.
package lint

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
	"golang.org/x/sync/errgroup"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/coverage"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/migration"
	"github.com/bdma-dev/bdma/internal/openapi"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
)

// kind is what a kind of evidence offers.
type kind struct {
	name     facts.Kind
	patterns []string
	// model is a pointer to a zero model, for the schema of its facts.
	model any
	find  func(*source.Tree, []source.File) source.Found
	read  func(*source.Tree, source.Unit, reading) *facts.Doc
	// generated says that the files are made by tools, so that .gitignore does not mean that nobody cares for them.
	generated bool
	// whole says that a finding counts when its unit was asked for, even if it stands in a file that was not.
	whole bool
	// both reads a unit together with what it was in the base, where that costs less than to read the two apart; was is nil where it
	// does not. nil for kinds of which the base is not judged.
	both func(*source.Tree, source.Unit, reading) (is, was *facts.Doc)
}

var kinds = []kind{
	{name: facts.OpenAPI, patterns: openapi.Patterns, model: &openapi.Facts{}, find: openapi.Find, read: readOpenAPI, whole: true,
		both: readOpenAPIs},
	{name: facts.Migration, patterns: migration.Patterns, model: &migration.Facts{}, find: migration.Find, read: readMigration,
		both: readMigrations},
	{name: facts.Coverage, patterns: coverage.Patterns, model: &coverage.Facts{}, find: coverage.Find, read: readCoverage,
		generated: true, whole: true},
}

// reading is what readers are told beside the files.
type reading struct {
	// tables are those that the enabled rules read; nil means all.
	tables facts.Tables
	// migration are the settings of the database.
	migration migration.Settings
	// coverage says what is to be made of reports.
	coverage coverage.Settings
	// base is what the tree is compared with; nil means nothing.
	base *source.Base
	// now is the time that dates are held against.
	now time.Time
	// differences says that somebody wants to see what changed.
	differences bool
	// was is the unit in the base, when it is to be judged too.
	was *source.Unit
}

func readOpenAPI(tree *source.Tree, unit source.Unit, r reading) *facts.Doc {
	return openapi.ReadWith(tree, unit, openapi.Settings{Tables: r.tables, Base: r.base, Now: r.now, Differences: r.differences})
}

func readOpenAPIs(tree *source.Tree, unit source.Unit, r reading) (is, was *facts.Doc) {
	return openapi.ReadBoth(tree, unit, openapi.Settings{Tables: r.tables, Base: r.base, Now: r.now, Differences: r.differences, Was: r.was})
}

func readMigration(tree *source.Tree, unit source.Unit, r reading) *facts.Doc {
	r.migration.Wanted = r.tables
	return migration.Read(tree, unit, r.migration)
}

func readMigrations(tree *source.Tree, unit source.Unit, r reading) (is, was *facts.Doc) {
	r.migration.Wanted, r.migration.Was = r.tables, r.was
	return migration.ReadBoth(tree, unit, r.migration)
}

func readCoverage(tree *source.Tree, unit source.Unit, r reading) *facts.Doc {
	return coverage.ReadTables(tree, unit, r.coverage, r.tables)
}

// Patterns returns, for each kind, the globs of files that may be of it, unless configuration has others.
func Patterns() map[facts.Kind][]string {
	patterns := make(map[facts.Kind][]string)
	for _, k := range kinds {
		patterns[k.name] = k.patterns
	}
	return patterns
}

// Model returns a pointer to a zero model of a kind's facts.
func Model(k facts.Kind) any {
	for _, kind := range kinds {
		if kind.name == k {
			return kind.model
		}
	}
	if k == facts.Suppression {
		return suppressionKind.model
	}
	return nil
}

// Options say what a run is to do.
type Options struct {
	Tree *source.Tree
	// Paths are the files and folders to lint; empty means the whole tree.
	Paths []string
	// Kinds are the kinds to look for; empty means all.
	Kinds []facts.Kind
	// Jobs bounds the goroutines; zero means one per processor.
	Jobs int
	// RuleDeadline bounds each evaluation of a rule; zero means [DefaultDeadline].
	RuleDeadline time.Duration
	// Memory bounds the heap of the run, in bytes; zero means [DefaultMemory].
	Memory uint64
	// CheckTypes checks every rule against the schema of the facts, not only the user's own.
	CheckTypes bool
	// Base is what the tree is compared with; nil means nothing.
	Base *source.Base
	// Change tells what is to be merged, when somebody needs to know; nil means that nothing is.
	Change func(context.Context) (*source.Change, error)
	// Tracer, when it is not nil, sees every step of every evaluation. It needs Jobs to be 1.
	Tracer topdown.QueryTracer
	// History is what version control knows of the tree; nil means nothing.
	History *source.History
	// Compare says that findings are classed by those of the base.
	Compare bool
	// Afresh says that coverage is not held against the past.
	Afresh bool
	// Made is the tree that holds what tools make and nobody commits, such as coverage reports, when Tree does not: an index, a
	// commit. Nil means that Tree does.
	Made *source.Tree
	// Now is when the run takes place, which decides what is over; zero means now.
	Now time.Time
	// Ours returns our rules that mean what a rule of another tool means; nil leaves it to the rules' own equivalents.
	Ours func(tool, rule string) []string
	// Rules are those that exist, of which [FactsWith] knows none otherwise.
	Rules *policy.Set
	// Judging limits the rules that judge; nil means all that are on.
	Judging func(*policy.Rule) bool
	// Differences says that the result is to have what changed in OpenAPI documents since the base.
	Differences bool
	// Edits says that somebody wants what mends findings.
	Edits bool
	// Nested are the configurations that hold in folders of the tree, for [FactsWith].
	Nested []*config.Config
	// Shard limits the run to a part of the documents, histories and roots; the zero value is all of it.
	Shard Shard
	// Progress, when it is not nil, is told of each unit that was judged. Several goroutines call it.
	Progress func(done, all int, unit string)
}

// treeOf returns the tree in which a kind of evidence is.
func (opt *Options) treeOf(k kind) *source.Tree {
	if k.generated && opt.Made != nil {
		return opt.Made
	}
	return opt.Tree
}

// walk lists the files below the paths in which a kind of evidence may be. A path need only be in one of the trees.
func (opt *Options) walk(k kind) ([]source.File, error) {
	tree := opt.treeOf(k)
	if opt.Made == nil || len(opt.Paths) == 0 {
		return tree.Walk(opt.Paths...)
	}
	var paths []string
	for _, p := range opt.Paths {
		p = path.Clean(p)
		if _, err := tree.Stat(p); err == nil {
			paths = append(paths, p)
			continue
		}
		_, inTree := opt.Tree.Stat(p)
		_, inMade := opt.Made.Stat(p)
		if inTree != nil && inMade != nil {
			return nil, inTree
		}
	}
	if len(paths) == 0 {
		return nil, nil
	}
	return tree.Walk(paths...)
}

// MaxFindings bounds the findings of one rule in one document or history, of which the first are kept. A hostile file can have
// hundreds of thousands; nobody reads them, and they take a gigabyte.
const MaxFindings = 10_000

// DefaultDeadline is how long one rule may take on one document. The slowest embedded rule takes well under a second on
// the largest public documents.
const DefaultDeadline = 30 * time.Second

// grace is how long a rule that overran its deadline may take to notice.
const grace = 5 * time.Second

// Result is what a run found.
type Result struct {
	// Findings are sorted.
	Findings []finding.Finding
	// Rules are the rules that judged something, sorted by id.
	Rules []*policy.Rule
	// Judged counts the files of each kind that were judged.
	Judged map[facts.Kind]int
	// Unlisted is the number of findings beyond [MaxFindings].
	Unlisted int
	// Statements is the number of SQL statements that were found, and Unanalysed the number of those of which nobody knows what
	// they do.
	Statements, Unanalysed int
	// Skipped are the files that were found but could not be judged, sorted by path.
	Skipped []source.Skipped
	// Elapsed is the time that each rule took, over all documents.
	Elapsed map[*policy.Rule]time.Duration
	// Coverage is what the coverage reports come to; nil when there were none.
	Coverage *coverage.Summary
	// Fixed are the findings that the base has and the tree has not, sorted. There are none without a base.
	Fixed []finding.Finding
	// Rejudged are the names of the documents and histories of the base that were judged for the comparison, sorted: what the change
	// leaves alone is judged once.
	Rejudged []string
	// Apart tells what was found in one document or history from what is found in another.
	Apart finding.Apart
	// Differences are what changed in the documents that were asked for, sorted by file, and Gone the files of those that only the base
	// has, sorted. There are none unless [Options.Differences] asks for them.
	Differences []*openapi.Differences
	Gone        []string
	// Sharded is what is known of the whole run when this is a part of it; else nil.
	Sharded *Sharded
	// Covered are the folders of the configurations that had coverage reports.
	Covered map[string]bool
}

// task is one unit to be judged.
type task struct {
	kind kind
	unit source.Unit
	// gone says that only the base has it.
	gone bool
	// root is what holds in its folder.
	root *config.Resolved
}

// Run lints. An error means that the run itself failed: a path does not exist, or a rule could not be compiled or erred.
// Whatever is wrong with a file is a finding.
func Run(ctx context.Context, sel *config.Resolved, opt Options) (*Result, error) {
	if opt.Jobs <= 0 {
		opt.Jobs = runtime.GOMAXPROCS(0)
	}
	if opt.RuleDeadline <= 0 {
		opt.RuleDeadline = DefaultDeadline
	}
	if opt.Memory == 0 {
		opt.Memory = DefaultMemory
	}
	opt.Base = opt.Base.Beside(opt.Tree)
	if opt.Now.IsZero() {
		opt.Now = time.Now()
	}
	opt.Tree.Watch(words(sel)...)
	if opt.Made != nil {
		opt.Made.Watch(words(sel)...)
	}
	if opt.Base != nil {
		opt.Base.Fork.Watch(words(sel)...)
	}
	result := newResult()
	tasks, err := findThere(sel, opt, result)
	if err != nil {
		return nil, err
	}
	r := &runner{sel: sel, opt: opt, result: result, ran: make(map[*policy.Rule]bool)}
	r.guard = guard{memory: opt.Memory, stuck: make(chan error, 1)}
	r.judged = make(map[unitKey]*judgedUnit)
	gone, err := r.gone()
	if err != nil {
		return nil, fmt.Errorf("the base %s: %w", opt.Base.Name, err)
	}
	tasks = r.takeShare(append(tasks, gone...))
	r.programs = r.compile(tasks)
	r.tables = make(map[facts.Kind]facts.Tables)
	for _, k := range kinds {
		r.tables[k.name] = policy.Tables(r.judges(k.name))
	}
	if opt.Base != nil && opt.Compare {
		if r.prior, err = r.lookBack(); err != nil {
			return nil, &BaseError{opt.Base.Name, err}
		}
	}
	if err := r.guard.run(func() error { return r.judgeAll(ctx, tasks) }); err != nil {
		return nil, err
	}
	result.Coverage = sumCoverage(r.summed)
	if result.Findings, result.Fixed, err = r.conclude(ctx); err != nil {
		return nil, err
	}
	if opt.Differences {
		if err := r.differences(); err != nil {
			return nil, err
		}
	}
	for rule := range r.ran {
		result.Rules = append(result.Rules, rule)
	}
	slices.SortFunc(result.Rules, func(a, b *policy.Rule) int { return strings.Compare(a.ID, b.ID) })
	return result, nil
}

// testData are folders, by the end of their paths, of which tests read. A report in one of them is what somebody once wrote to
// test a reader of reports.
var testData = []string{"testdata", "fixtures", "__fixtures__", "src/test/resources"}

// isTestData reports whether a file is in such a folder below the path that asks for it.
func isTestData(file string, paths []string) bool {
	for _, p := range paths {
		p = path.Clean(p)
		if rest, ok := strings.CutPrefix(file, p+"/"); ok {
			file = rest
			break
		}
	}
	dir := "/" + path.Dir(file) + "/"
	return slices.ContainsFunc(testData, func(name string) bool { return strings.Contains(dir, "/"+name+"/") })
}

// amongTestData says once why reports are not judged.
func amongTestData(n int) string {
	const remedy = "; what measures this code is to be named under coverage.reports in bdma.yaml"
	switch n {
	case 1:
		return "is a report among the data of tests" + remedy
	case 2:
		return "and 1 more are reports among the data of tests" + remedy
	}
	return fmt.Sprintf("and %d more are reports among the data of tests%s", n-1, remedy)
}

func newResult() *Result {
	return &Result{Judged: make(map[facts.Kind]int), Elapsed: make(map[*policy.Rule]time.Duration), Covered: make(map[string]bool)}
}

// find lists the evidence below the paths.
func find(sel *config.Resolved, opt Options, result *Result) ([]task, error) {
	named := make(map[string]bool) // files that were asked for by name are looked at whatever they are called
	for _, p := range opt.Paths {
		for _, tree := range []*source.Tree{opt.Tree, opt.Made} {
			if tree == nil {
				continue
			}
			if info, err := tree.Stat(path.Clean(p)); err == nil && !info.IsDir() {
				named[path.Clean(p)] = true
			}
		}
	}
	asked := func(k kind, file string) bool {
		return named[file] || k.name == facts.Coverage && sel.For(file).Config().NamesReport(file)
	}
	past := make(map[string]bool)
	for _, at := range sel.All() {
		if base := at.Config().Coverage().Base; base != "" {
			past[base] = true
		}
	}
	var tasks []task
	known := make(map[string]bool)
	walked := make(map[*source.Tree][]source.File)
	for _, k := range kinds {
		if len(opt.Kinds) > 0 && !slices.Contains(opt.Kinds, k.name) {
			continue
		}
		tree := opt.treeOf(k)
		files, ok := walked[tree]
		if !ok {
			var err error
			if files, err = opt.walk(k); err != nil {
				return nil, err
			}
			walked[tree] = files
		}
		var candidates, aside []source.File
		for _, f := range files {
			patterns := k.patterns
			if f.Folder {
				patterns = []string{"**"} // who knows what is in it
			}
			if k.name == facts.Coverage && past[f.Path] && !named[f.Path] {
				known[f.Path] = true
				continue
			}
			switch wanted := asked(k, f.Path) || (k.generated && !f.Folder || !f.Ignored) && sel.Match(k.name, f.Path, patterns); {
			case wanted && f.Fault != "":
				result.Skipped = append(result.Skipped, source.Skipped{File: f.Path, Reason: f.Fault})
				known[f.Path] = true
			case wanted && k.generated && !asked(k, f.Path) && !sel.For(f.Path).Includes(k.name) && isTestData(f.Path, opt.Paths):
				aside = append(aside, f)
			case wanted:
				candidates = append(candidates, f)
			}
		}
		if len(aside) > 0 {
			for _, u := range k.find(tree, aside).Units {
				result.Skipped = append(result.Skipped, source.Skipped{File: u.Files[0], Reason: amongTestData(len(u.Files))})
			}
		}
		if len(candidates) == 0 {
			continue
		}
		found := findUnits(sel, k, tree, candidates)
		for _, u := range found.Units {
			// A unit may have more files than were candidates: the rest of a history.
			u.Files = slices.DeleteFunc(u.Files, func(f string) bool { return !asked(k, f) && !sel.Match(k.name, f, k.patterns) })
			if len(u.Files) == 0 {
				continue
			}
			tasks = append(tasks, task{kind: k, unit: u, root: sel.For(u.Files[0])})
			for _, f := range u.Files {
				known[f] = true
			}
		}
		for _, s := range found.Skipped {
			known[s.File] = true
		}
		result.Skipped = append(result.Skipped, found.Skipped...)
	}
	tasks = opt.owe(tasks, sel)
	for f := range named {
		if !known[f] {
			reason := "is neither an OpenAPI document nor a PostgreSQL migration nor a coverage report"
			if opt.Made != nil && !opt.Tree.Has(f) {
				reason = "is not staged; git add it to have it judged"
			}
			result.Skipped = append(result.Skipped, source.Skipped{File: f, Reason: reason})
		}
	}
	slices.SortFunc(result.Skipped, func(a, b source.Skipped) int {
		return cmp.Or(strings.Compare(a.File, b.File), strings.Compare(a.Reason, b.Reason))
	})
	result.Skipped = slices.Compact(result.Skipped)
	return tasks, nil
}

type runner struct {
	sel      *config.Resolved
	opt      Options
	programs map[facts.Kind]func() (*program, error)
	guard    guard
	// tables are those that the rules of each kind read.
	tables map[facts.Kind]facts.Tables

	mu     sync.Mutex
	result *Result
	ran    map[*policy.Rule]bool
	// judged are the units, with the findings of each rule: one list that grows is copied over and over.
	judged map[unitKey]*judgedUnit
	// compared is the base when this is the run over its tree; nil in the run over the tree that people ask about.
	compared *source.Base
	// prior is the run over the base; nil when it is not judged.
	prior *prior
	// summed are what the coverage reports of each root come to.
	summed []coverageOf
	// share is the part of the run that each unit belongs to, and deciding says that suppressions are judged as if this part were all.
	share    map[unitKey]int
	deciding bool
}

type program struct {
	*policy.Program
	rules []*policy.Rule
}

// judges lists the rules that look at a kind of facts. Those that ask for nothing but what changed have nothing to look at without
// a base.
func (r *runner) judges(k facts.Kind) []*policy.Rule {
	var rules []*policy.Rule
	for _, rule := range r.sel.Rules() {
		if rule.Judges(k) && (r.opt.Judging == nil || r.opt.Judging(rule)) && (r.opt.Base != nil || k != facts.OpenAPI || !readsOnlyChanges(rule)) {
			rules = append(rules, rule)
		}
	}
	return rules
}

// compile starts to compile the rules of the kinds that are present, beside the reading.
func (r *runner) compile(tasks []task) map[facts.Kind]func() (*program, error) {
	programs := make(map[facts.Kind]func() (*program, error))
	for _, t := range tasks {
		if programs[t.kind.name] != nil {
			continue
		}
		compile := sync.OnceValues(func() (*program, error) {
			rules := r.judges(t.kind.name)
			checked := r.opt.CheckTypes || slices.ContainsFunc(rules, func(rule *policy.Rule) bool { return rule.Custom })
			// The embedded rules were checked against the schema by their tests.
			var schema any
			if checked {
				schema = facts.Schema(t.kind.model, nil)
			}
			p, err := policy.Compile(rules, schema)
			return &program{p, rules}, err
		})
		programs[t.kind.name] = compile
		if r.opt.Jobs > 1 {
			// Whoever needs the rules gets the error, or the panic, by calling compile again.
			go guarded("rules", func() error { compile(); return nil })()
		}
	}
	return programs
}

func (r *runner) judgeAll(ctx context.Context, tasks []task) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(r.opt.Jobs)
	var done atomic.Int64
	for _, t := range tasks {
		group.Go(guarded(t.unit.Name, func() error {
			err := r.judge(ctx, t)
			if r.opt.Progress != nil {
				r.opt.Progress(int(done.Add(1)), len(tasks), t.unit.Name)
			}
			return err
		}))
	}
	return group.Wait()
}

// judge reads a unit and lets every rule of its kind look at it.
func (r *runner) judge(ctx context.Context, t task) error {
	cfg := r.configOf(t)
	in := reading{tables: r.tables[t.kind.name], migration: database(cfg), coverage: evidence(cfg)}
	in.migration.Base, in.base, in.now, in.differences = r.opt.Base, r.opt.Base, r.opt.Now, r.opt.Differences
	r.opt.vouch(&in.coverage, cfg)
	in.migration.Excluded = func(file string) bool { return !r.sel.Match(facts.Migration, file, []string{"**"}) }
	if r.opt.Change != nil && t.kind.name == facts.Coverage {
		change, err := r.opt.Change(ctx)
		if err != nil {
			return err
		}
		in.coverage.Change = change
	}
	earlier := r.prior.task(t)
	if earlier != nil {
		in.was = &earlier.unit
	}
	doc, was := r.read(t, in)
	if err := r.judgeDoc(ctx, t, doc); err != nil || was == nil || untouched(r.opt.Base, *earlier, doc.Files) {
		return err
	}
	return r.prior.judge(ctx, *earlier, was)
}

// judgeDoc lets every rule look at a document.
func (r *runner) judgeDoc(ctx context.Context, t task, doc *facts.Doc) error {
	p, err := r.programs[t.kind.name]()
	if err != nil {
		return err
	}
	r.mu.Lock()
	r.result.Judged[t.kind.name] += doc.Judged
	r.result.Statements += doc.Statements
	r.result.Unanalysed += doc.Unanalysed
	u := r.unit(t)
	u.read, u.sources, u.files = doc.Files, r.sources(t, doc), t.unit.Files
	if t.kind.name == facts.Coverage {
		u.reports = t.unit.Files
	}
	switch s := doc.Summary.(type) {
	case *coverage.Summary:
		r.summed = append(r.summed, coverageOf{r.configOf(t).Dir, s})
		if doc.Judged > 0 {
			r.result.Covered[r.configOf(t).Dir] = true
		}
	case *openapi.Differences:
		r.result.Differences = append(r.result.Differences, s)
	}
	r.mu.Unlock()
	var work []judgement
	prepared := p.Prepare(doc)
	where := r.rootsOf(t, doc)
	for _, rule := range p.rules {
		if t.gone && !readsChanges(rule) {
			continue
		}
		variants := r.sel.Variants(rule)
		for _, i := range r.sel.Judging(rule, where) {
			work = append(work, judgement{t, prepared, rule, i, variants[i].Settings})
		}
	}
	// A few goroutines for all rules: evaluation goes deep, and each new goroutine would grow its stack anew.
	var next atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	for range min(r.opt.Jobs, len(work)) {
		group.Go(guarded(t.unit.Name, func() error {
			for i := next.Add(1) - 1; i < int64(len(work)); i = next.Add(1) - 1 {
				if err := r.evaluate(ctx, p, &work[i]); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	return group.Wait()
}

// judgement is a rule, with some settings, to be evaluated on a document.
type judgement struct {
	task     task
	doc      *policy.Document
	rule     *policy.Rule
	variant  int
	settings ast.Value
}

func (r *runner) evaluate(ctx context.Context, p *program, j *judgement) error {
	overrun := r.ofBase(fmt.Errorf("rule %s: did not finish within %s on %s", j.rule.ID, r.opt.RuleDeadline, j.doc.Name))
	defer r.guard.watch(r.opt.RuleDeadline+min(r.opt.RuleDeadline, grace), overrun)()
	started := time.Now()
	violations, err := p.Eval(ctx, policy.Evaluation{Rule: j.rule, Doc: j.doc, Settings: j.settings, Deadline: r.opt.RuleDeadline, Tracer: r.opt.Tracer, Edits: r.opt.Edits && j.rule.Mends != ""})
	if err != nil {
		return err
	}
	return r.keep(j.task, j.doc.Doc, j.rule, j.variant, violations, time.Since(started))
}

// keep turns a rule's violations into findings, unless the rule is off where they are or they lie outside of the paths.
func (r *runner) keep(t task, doc *facts.Doc, rule *policy.Rule, variant int, violations []policy.Violation, took time.Duration) error {
	kept := make([]finding.Finding, 0, len(violations))
	for _, v := range violations {
		node, err := doc.Node(v.At)
		if err != nil {
			return fmt.Errorf("rule %s: %w", rule.ID, err)
		}
		severity := r.sel.Severity(rule, node.File)
		if severity == policy.Off || r.sel.Variant(rule, node.File) != variant || !t.kind.whole && !r.within(node.File) {
			continue
		}
		f, err := finding.New(rule, severity, doc, v)
		if err != nil {
			return fmt.Errorf("rule %s: %w", rule.ID, err)
		}
		kept = append(kept, f)
	}
	unlisted := max(0, len(kept)-MaxFindings)
	if unlisted > 0 {
		finding.Sort(kept)
		kept = slices.Clone(kept[:MaxFindings])
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ran[rule] = true
	r.result.Elapsed[rule] += took
	u := r.unit(t)
	u.kept = append(u.kept, kept)
	r.result.Unlisted += unlisted
	return nil
}

// within reports whether a file lies below one of the paths.
func (r *runner) within(file string) bool {
	if len(r.opt.Paths) == 0 {
		return true
	}
	return slices.ContainsFunc(r.opt.Paths, func(p string) bool {
		p = path.Clean(p)
		return p == "." || p == file || strings.HasPrefix(file, p+"/")
	})
}

// Panic is a defect of bdma that showed itself on some unit.
type Panic struct {
	Unit  string
	Value any
	Stack []byte
}

func (p *Panic) Error() string { return fmt.Sprintf("%v, on %s", p.Value, p.Unit) }

// guarded turns a panic into an error, which a goroutine cannot hand to anyone otherwise. It ends the run all the same.
func guarded(unit string, f func() error) func() error {
	return func() (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = &Panic{Unit: unit, Value: p, Stack: debug.Stack()}
			}
		}()
		return f()
	}
}

// Facts reads the named files and returns the document of each unit that they make up, in the order of the kinds. The
// configuration says which database migrations run on.
func Facts(tree *source.Tree, paths []string, cfg *config.Config) ([]*facts.Doc, []source.Skipped, error) {
	return FactsWith(Options{Tree: tree, Paths: paths}, cfg)
}

// FactsWith is [Facts] for a run with some options, of which the tree, the paths and the history count.
func FactsWith(opt Options, cfg *config.Config) ([]*facts.Doc, []source.Skipped, error) {
	rules := opt.Rules
	if rules == nil {
		none, err := policy.Load()
		if err != nil {
			return nil, nil, err
		}
		rules = none
	}
	bare, nested := config.Without(cfg, opt.Nested)
	sel, err := config.Resolve(rules, config.Flags{}, bare, nested)
	if err != nil {
		return nil, nil, err
	}
	opt.Tree.Watch(words(sel)...)
	if opt.Now.IsZero() {
		opt.Now = time.Now()
	}
	result := &Result{}
	tasks, err := find(sel, opt, result)
	if err != nil {
		return nil, nil, err
	}
	docs := make([]*facts.Doc, len(tasks))
	for i, t := range tasks {
		cfg := t.root.Config()
		in := reading{migration: database(cfg), coverage: evidence(cfg)}
		opt.vouch(&in.coverage, cfg)
		docs[i] = t.kind.read(opt.Tree, t.unit, in)
	}
	if written := suppressionsIn(sel, opt, tasks, docs); written != nil {
		docs = append(docs, written)
	}
	return docs, result.Skipped, nil
}
