package lint

import (
	"cmp"
	"context"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/internal/suppression"
)

// exceptions are the directives that somebody wrote into what a run read, or into bdma.yaml.
type exceptions struct {
	// list is in the order in which directives are asked: those of a file as they stand there, files by name, then bdma.yaml.
	list []directive
	// files are what was looked through, with what was found there.
	files map[string][]suppression.Directive
	// made are the suppressions of findings about coverage, with the directive of each. Their base is not judged.
	made []madeSuppression
}

type madeSuppression struct {
	*finding.Suppression
	by int
}

// directive is one of them, held against the rules and the calendar.
type directive struct {
	suppression.Directive
	names []named
	// uses is how many findings it silences.
	uses int
	// end is the last day on which it holds; zero when it holds for ever, or when nobody knows.
	end time.Time
	// daysLeft is how many days it still holds, today not counted; negative when it is over.
	daysLeft int
	// inForce says that it silences what it covers.
	inForce bool
	// introduced says that the base does not have it.
	introduced bool
}

// named is a name of a directive.
type named struct {
	suppression.Name
	// rules are those that it stands for.
	rules []*policy.Rule
	// nearest is what was probably meant when there are none.
	nearest string
	uses    int
	// spent says that it accepted what an earlier change broke, and missed how many findings it does not silence for that.
	spent  bool
	missed int
}

// today returns the day of the run. It is that of UTC, so that a directive ends everywhere at once.
func (opt *Options) today() time.Time {
	y, m, d := opt.Now.UTC().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// exceptions reads the directives of all that was judged. The later ones are those of the tree with which a base is compared, from
// which files are taken that the change leaves alone.
func (r *runner) exceptions(later *exceptions) *exceptions {
	e := &exceptions{files: make(map[string][]suppression.Directive)}
	trees := make(map[string]*source.Tree)
	for key, u := range r.judged {
		if key.kind != facts.Coverage {
			continue
		}
		tree := r.opt.treeOf(kind{generated: true})
		for _, f := range u.sources {
			trees[f] = tree
		}
		for _, kept := range u.kept {
			for i := range kept {
				trees[kept[i].File] = tree
			}
		}
	}
	for _, u := range r.judged {
		for _, f := range u.reports {
			delete(trees, f) // they have no room for comments
		}
	}
	for key, u := range r.judged {
		for _, f := range u.sources {
			if key.kind != facts.Coverage {
				trees[f] = r.opt.Tree
			}
		}
	}
	if later != nil {
		for f, found := range later.files {
			if len(found) > 0 && trees[f] == nil {
				trees[f] = r.opt.Tree
			}
		}
	}
	touched := make(map[string]bool)
	if r.compared != nil && r.compared.Touched != nil {
		for _, f := range slices.Concat(r.compared.Touched.Edited, r.compared.Touched.Moved) {
			touched[f] = true
		}
	}
	for _, f := range slices.Sorted(maps.Keys(trees)) {
		found, known := later.found(f)
		if !known || r.compared.Touched == nil || touched[f] {
			found = r.directives(trees[f], f)
		}
		e.files[f] = found
		for _, d := range found {
			e.list = append(e.list, r.directive(d))
		}
	}
	for _, d := range r.ignoreFiles() {
		e.list = append(e.list, r.directive(d))
	}
	for _, cfg := range r.sel.Files() {
		if later != nil {
			cfg = statedIn(r.opt.Tree, cfg)
		}
		if cfg == nil {
			continue
		}
		for _, d := range r.stated(cfg) {
			e.list = append(e.list, r.directive(d))
		}
	}
	return e
}

// found returns what was found in a file, if it was looked through.
func (e *exceptions) found(file string) (list []suppression.Directive, known bool) {
	if e != nil {
		list, known = e.files[file]
	}
	return list, known
}

// directives reads those of a file that may have some.
func (r *runner) directives(tree *source.Tree, file string) []suppression.Directive {
	if mentions, read := tree.Mentions(file); read && !mentions {
		return nil
	}
	data, err := tree.Read(file, source.MaxDocument)
	if err != nil {
		return nil // whoever judges the file says so
	}
	compat := r.sel.For(file).Config().Compat()
	return suppression.Translate(suppression.Read(file, data, compat), r.ours(compat))
}

// maxIgnoreFile bounds the files in which other tools keep what they are to be silent about.
const maxIgnoreFile = 8 << 20

// ignoreFiles reads those beside the OpenAPI documents that were judged, and above them.
func (r *runner) ignoreFiles() []suppression.Directive {
	if len(r.sel.Compat()) == 0 {
		return nil
	}
	folders := make(map[*config.Resolved][]string)
	for key, u := range r.judged {
		for _, f := range u.sources {
			if at := r.sel.For(f); key.kind == facts.OpenAPI {
				folders[at] = append(folders[at], path.Dir(f))
			}
		}
	}
	var list []suppression.Directive
	for _, at := range r.sel.All() {
		compat := at.Config().Compat()
		if len(compat) == 0 || len(folders[at]) == 0 {
			continue
		}
		slices.Sort(folders[at])
		read := suppression.ReadTree(compat, slices.Compact(folders[at]), func(file string) ([]byte, error) {
			return r.opt.Tree.Read(file, maxIgnoreFile)
		})
		for _, d := range suppression.Translate(read, r.ours(r.sel.Compat())) {
			// Several roots may have the same file above them.
			if !slices.ContainsFunc(list, func(e suppression.Directive) bool { return e.At == d.At && e.Tool == d.Tool }) {
				list = append(list, d)
			}
		}
	}
	return list
}

// ours returns what finds the rules that mean what those of some tools mean.
func (r *runner) ours(tools []string) func(tool, rule string) []string {
	if r.opt.Ours != nil || len(tools) == 0 {
		return r.opt.Ours
	}
	same := make(map[[2]string][]string)
	for _, rule := range r.sel.Rules() {
		for _, tool := range tools {
			for _, theirs := range rule.Equivalents[tool] {
				same[[2]string{tool, theirs}] = append(same[[2]string{tool, theirs}], rule.ID)
			}
		}
	}
	r.opt.Ours = func(tool, rule string) []string { return same[[2]string{tool, rule}] }
	return r.opt.Ours
}

// statedIn returns the configuration of a base, or nil when there is none that can be read: then nothing of it is in force.
func statedIn(tree *source.Tree, cfg *config.Config) *config.Config {
	if cfg.Path == "" || !tree.Has(cfg.Path) {
		return nil
	}
	was, err := config.Load(tree, cfg.Path)
	if err != nil {
		return nil
	}
	return was.Alone()
}

// stated returns what bdma.yaml says may stay.
func (r *runner) stated(cfg *config.Config) []suppression.Directive {
	list := cfg.Suppressions()
	if len(list) == 0 {
		return nil
	}
	data, err := r.opt.Tree.Read(cfg.Path, source.MaxConfig)
	if err != nil {
		data = nil // it was there when the configuration was read, of this tree or of another one
	}
	// The configuration may be that of a base, and stand elsewhere in the tree.
	here := cfg.IsText(cfg.Path, data)
	out := make([]suppression.Directive, 0, len(list))
	for i := range list {
		s := &list[i]
		d := suppression.Directive{
			At:     facts.Node{File: cfg.Path, Range: s.Rules[0].Range},
			Reason: s.Reason, Until: s.Until, Tool: suppression.Tool,
			Covers: suppression.Scope{Kind: "paths", Match: r.heeded(cfg, s), Pointer: s.Pointer},
		}
		for _, rule := range s.Rules {
			d.Names = append(d.Names, suppression.Name{Text: rule.Name, Range: rule.Range})
		}
		if here && s.Removal.Last > 0 {
			d.Removal = []suppression.Edit{{File: cfg.Path, First: s.Removal.First, Last: s.Removal.Last}}
		}
		out = append(out, d)
	}
	return out
}

// directive holds a directive against the rules and the calendar.
func (r *runner) directive(written suppression.Directive) directive {
	d := directive{Directive: written, inForce: written.Problem == ""}
	if !suppression.Says(d.Reason) {
		d.Reason = ""
	}
	var texts []string
	for _, n := range written.Names {
		rules, nearest := r.sel.Named(n.Text)
		d.names = append(d.names, named{Name: n, rules: rules, nearest: nearest})
		texts = append(texts, n.Text)
	}
	if d.At.Pointer == "" {
		d.At.Pointer = strings.Join(texts, ",")
	}
	if written.Until != "" {
		end, err := time.Parse(time.DateOnly, written.Until)
		if err != nil {
			d.inForce = false
			d.Problem = cmp.Or(d.Problem, "the end is no day that exists; write it as until=2027-01-31")
			return d
		}
		d.end = end
		d.daysLeft = int(end.Sub(r.opt.today()).Hours() / 24)
		d.inForce = d.inForce && d.daysLeft >= 0
	}
	return d
}

// words are what a file must mention to have directives.
func words(sel *config.Resolved) []string { return suppression.Words(sel.Compat()) }

// since marks what a base does not have. A directive is the same with another reason or end, and in a file of another name.
func (e *exceptions) since(base *exceptions) {
	type identity struct{ tool, names, kind, pointer, file string }
	known := make(map[identity]int)
	of := func(d *directive, file string) identity {
		return identity{d.Tool, d.At.Pointer, d.Covers.Kind, d.Covers.Pointer, file}
	}
	for i := range base.list {
		known[of(&base.list[i], base.list[i].At.File)]++
		known[of(&base.list[i], "")]++
	}
	for i := range e.list {
		d := &e.list[i]
		if d.introduced = known[of(d, d.At.File)] == 0; !d.introduced {
			known[of(d, d.At.File)]--
			known[of(d, "")]--
		}
	}
	for i := range e.list {
		if d := &e.list[i]; d.introduced && known[of(d, "")] > 0 {
			d.introduced = false
			known[of(d, "")]--
		}
	}
	for _, m := range e.made {
		m.New = e.list[m.by].introduced
	}
}

// judgeExceptions lets the rules about directives judge them, and returns what they say.
func (r *runner) judgeExceptions(ctx context.Context, e *exceptions, all []finding.Finding) ([]finding.Finding, error) {
	rules := r.judges(facts.Suppression)
	if len(e.list) == 0 {
		for _, rule := range rules {
			r.ran[rule] = true // of no directives there is nothing to say, which is not the same as not having looked
		}
	}
	if len(e.list) == 0 || len(rules) == 0 {
		return nil, nil
	}
	doc, edits := r.suppressionFacts(e, all)
	k := suppressionKind
	k.read = func(*source.Tree, source.Unit, reading) *facts.Doc { return doc }
	t := task{kind: k, unit: source.Unit{Name: doc.Name, Files: doc.Files}}
	if r.programs[k.name] == nil {
		maps.Copy(r.programs, r.compile([]task{t}))
	}
	if err := r.guard.run(func() error { return r.judge(ctx, t) }); err != nil {
		return nil, err
	}
	said := slices.Concat(r.judged[keyOf(t)].kept...)
	for i := range said {
		if said[i].Rule.Mends == "" {
			continue
		}
		for _, edit := range edits[said[i].Node] {
			said[i].Edits = append(said[i].Edits, finding.Edit(edit))
		}
	}
	return said, nil
}

// conclude returns what was found, with what silences it, and what a change mends.
func (r *runner) conclude(ctx context.Context) (found, fixed []finding.Finding, err error) {
	found, now := r.excepted(nil)
	comparing := r.opt.Base != nil && r.opt.Compare
	var before *past
	var hidden map[string]bool
	if comparing {
		if before, err = r.before(ctx, now); err != nil {
			return nil, nil, r.prior.ofBase(err)
		}
		var lost []finding.Finding
		if lost, hidden, err = r.lost(ctx, before.tasks, before.judged); err != nil {
			return nil, nil, err
		}
		found = append(found, lost...)
	}
	said, err := r.judgeExceptions(ctx, now, found)
	if err != nil {
		return nil, nil, err
	}
	var pending []finding.Finding
	if r.result.Sharded != nil {
		if pending, err = r.judgePending(ctx, now, found, said); err != nil {
			return nil, nil, err
		}
	}
	found = slices.Concat(found, said, pending)
	finding.Sort(found)
	r.result.Apart = r.apart()
	if comparing {
		fixed = finding.Against(before.findings, found, r.result.Apart)
		for i := range found {
			if f := &found[i]; f.Class == finding.Introduced && f.Rule.Group() == "parse" {
				hidden[f.File] = true
			}
		}
		// The base was linted as a whole, because files move; what nobody asked for is not fixed, but was not looked at, and neither
		// was what cannot be read any more.
		fixed = slices.DeleteFunc(fixed, func(f finding.Finding) bool { return !r.within(f.File) || hidden[f.File] })
		if r.result.Sharded != nil {
			// What the base silenced for nothing may have silenced something in another part.
			fixed = slices.DeleteFunc(fixed, func(f finding.Finding) bool { return f.Kind == facts.Suppression })
			r.noteGone(fixed)
		}
	}
	if r.result.Sharded != nil {
		found = r.result.Sharded.setAside(found, pending)
	}
	return found, fixed, nil
}

// excepted returns what was found, with what silences it.
func (r *runner) excepted(later *exceptions) ([]finding.Finding, *exceptions) {
	e := r.exceptions(later)
	r.spend(e)
	found := r.findings()
	e.silence(found)
	return found, e
}

// sources returns the files of a document in which somebody may have written what is to be silenced. Coverage reports are made by
// tools; it is the source files, of which they speak, that people write.
func (r *runner) sources(t task, doc *facts.Doc) []string {
	if t.kind.name != facts.Coverage {
		return doc.Files
	}
	seen := make(map[string]bool, len(t.unit.Files))
	for _, f := range t.unit.Files {
		seen[f] = true
	}
	tree := r.opt.treeOf(t.kind)
	var files []string
	look := func(f string) {
		if !seen[f] {
			seen[f] = true
			if mentions, _ := tree.Mentions(f); mentions {
				files = append(files, f)
			}
		}
	}
	for _, f := range doc.Files {
		look(f)
	}
	for _, n := range doc.Nodes() {
		look(n.File)
	}
	return files
}
