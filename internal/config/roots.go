package config

import (
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
)

// maxRoots bounds the configuration files of one run.
const maxRoots = 20_000

// joint is what several configurations come to that hold in folders of one tree.
type joint struct {
	// byDir are the configurations by their folders.
	byDir map[string]*Resolved
	// list are the same, sorted by folder, behind the one that holds where no other does.
	list []*Resolved
	// rules run in some file, and variants are the distinct settings that they have somewhere.
	rules    []*policy.Rule
	variants map[*policy.Rule][]Variant
	// files are all files that these are made of, sorted by path, each as it stands.
	files []*Config
}

// FindBelow returns the configuration files below some folders of a tree, sorted. Those that git ignores and those in folders of other
// people's code do not count. One that is a symbolic link counts: whoever reads it follows the link, or says where it leads.
func FindBelow(tree *source.Tree, folders []string) ([]string, error) {
	folders = slices.DeleteFunc(slices.Clone(folders), func(p string) bool {
		info, err := tree.Stat(path.Clean(p))
		return err != nil || !info.IsDir()
	})
	if len(folders) == 0 {
		return nil, nil
	}
	var found []string
	files, err := tree.WalkLinks(func(name string) {
		if path.Base(name) == FileName || isMisnamed(name) {
			found = append(found, name)
		}
	}, folders...)
	if err != nil {
		return nil, err
	}
	for i := range files {
		f := &files[i]
		if (path.Base(f.Path) == FileName || isMisnamed(f.Path)) && !f.Ignored && !f.Folder {
			found = append(found, f.Path)
		}
	}
	slices.Sort(found)
	return found, nil
}

// Nested reads the configuration files that hold in folders below that of a first one, which may be the default. A file that an enclosing
// one excludes for all kinds of evidence is left alone, like everything in its folder.
func (l *Loader) Nested(first *Config, files []string) ([]*Config, error) {
	if len(files) > maxRoots {
		return nil, &Error{Path: files[maxRoots], Message: "is one configuration file too many for one run; lint folders of the repository in runs of their own"}
	}
	byDir := map[string]*Config{first.Dir: first}
	var nested []*Config
	var errs []error
	slices.SortFunc(files, func(a, b string) int { return strings.Compare(path.Dir(a), path.Dir(b)) })
	for _, file := range files {
		if file == first.Path {
			continue
		}
		dir := path.Dir(file)
		outer := first
		for d := dir; d != "."; {
			if d = path.Dir(d); byDir[d] != nil {
				outer = byDir[d]
				break
			}
		}
		if matchAny(outer.exclude[allKinds].list, file) {
			continue
		}
		c, err := l.Load(file)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if byDir[dir] == nil {
			byDir[dir] = c
			nested = append(nested, c)
		}
	}
	return nested, Joined(errs)
}

// Resolve is [Config.Resolve] for a configuration and those that are nested in it: each file is judged by what stands in its folder
// or nearest above it. What is said of rules that run, of their settings and of files is then said of all of them.
func Resolve(set *policy.Set, flags Flags, first *Config, nested []*Config) (*Resolved, error) {
	if len(nested) == 0 {
		return first.Resolve(set, flags)
	}
	j := &joint{byDir: make(map[string]*Resolved, len(nested)+1), variants: make(map[*policy.Rule][]Variant)}
	var errs, wrong []error
	inAll, shared := make(map[string]int), newCommon(set)
	for _, c := range append([]*Config{first}, nested...) {
		v := resolver{strict: true, common: shared}
		r := v.resolve(c, set, flags)
		errs = append(errs, v.join())
		for _, err := range v.wrong {
			if inAll[err.Error()]++; inAll[err.Error()] == len(nested)+1 {
				wrong = append(wrong, err) // what makes sense in one folder makes sense
			}
		}
		j.list = append(j.list, r)
		if j.byDir[c.Dir] == nil {
			j.byDir[c.Dir] = r
		}
	}
	if err := Joined(append(errs, wrong...)); err != nil {
		return nil, err
	}
	j.join(set)
	whole := *j.list[0]
	whole.joint = j
	return &whole, nil
}

// join gives every distinct settings of a rule a number of its own.
func (j *joint) join(set *policy.Set) {
	runs := make(map[*policy.Rule]bool)
	seen := make(map[string]bool)
	for _, r := range j.list {
		for _, rule := range r.rules {
			runs[rule] = true
			st := r.states[rule]
			st.shared = make([]int, len(st.variants))
			for i, v := range st.variants {
				st.shared[i] = j.number(rule, v)
			}
		}
		for _, c := range r.config.chain() {
			if c.Path != "" && !seen[c.Path] {
				seen[c.Path] = true
				j.files = append(j.files, c)
			}
		}
	}
	for _, rule := range set.Rules() {
		if runs[rule] {
			j.rules = append(j.rules, rule)
		}
	}
	slices.SortFunc(j.files, func(a, b *Config) int { return strings.Compare(a.Path, b.Path) })
}

func (j *joint) number(rule *policy.Rule, v Variant) int {
	for i := range j.variants[rule] {
		if same := j.variants[rule][i].Settings; same == v.Settings || same.Compare(v.Settings) == 0 {
			return i
		}
	}
	j.variants[rule] = append(j.variants[rule], v)
	return len(j.variants[rule]) - 1
}

// For returns what holds in the folder of a file: the configuration itself, unless others are nested in it.
func (r *Resolved) For(file string) *Resolved {
	if r.joint == nil {
		return r
	}
	for d := path.Dir(file); ; d = path.Dir(d) {
		if at := r.joint.byDir[d]; at != nil {
			return at
		}
		if d == "." || d == "/" {
			return r.joint.list[0]
		}
	}
}

// All returns what holds in the folders that have a configuration of their own, the first one in front of those that are nested in it.
func (r *Resolved) All() []*Resolved {
	if r.joint == nil {
		return []*Resolved{r}
	}
	return r.joint.list
}

// Files returns every file that says how to judge, as it stands, sorted by path.
func (r *Resolved) Files() []*Config {
	if r.joint != nil {
		return r.joint.files
	}
	var files []*Config
	for _, c := range r.config.chain() {
		if c.Path != "" {
			files = append(files, c)
		}
	}
	return files
}

// Heeds reports whether a configuration file has a say about a file of the tree: it is the nearest, or the nearest extends it.
func (r *Resolved) Heeds(file, configuration string) bool {
	for _, c := range r.For(file).config.chain() {
		if c.Path == configuration {
			return true
		}
	}
	return false
}

// Judging returns the numbers of the variants that may hold for a rule in some files, sorted; none when the rule is off in all of them.
func (r *Resolved) Judging(rule *policy.Rule, where []*Resolved) []int {
	if r.joint == nil {
		all := make([]int, len(r.states[rule].variants))
		for i := range all {
			all[i] = i
		}
		return all
	}
	var some []int
	for _, at := range where {
		if st := at.states[rule]; st.runs {
			for _, i := range st.shared {
				if !slices.Contains(some, i) {
					some = append(some, i)
				}
			}
		}
	}
	slices.Sort(some)
	return some
}

// FailOnIn returns the severity from which on a finding in a file fails the run.
func (r *Resolved) FailOnIn(file string) policy.Severity { return r.For(file).failOn }

// PolicyDirs returns the folders of the team's own rules of all configurations, as paths of the tree.
func PolicyDirs(first *Config, nested []*Config) []string {
	var dirs []string
	for _, c := range append([]*Config{first}, nested...) {
		for _, dir := range c.PolicyDirs() {
			if !slices.Contains(dirs, dir) {
				dirs = append(dirs, dir)
			}
		}
	}
	return dirs
}

// MayNeed returns which rules a run of several configurations may need.
func MayNeed(flags Flags, first *Config, nested []*Config) func(*policy.Rule) bool {
	if len(nested) == 0 {
		return first.MayNeed(flags)
	}
	var any []func(*policy.Rule) bool
	for _, c := range append([]*Config{first}, nested...) {
		any = append(any, c.MayNeed(flags))
	}
	return func(rule *policy.Rule) bool {
		return slices.ContainsFunc(any, func(needs func(*policy.Rule) bool) bool { return needs(rule) })
	}
}

// Compat returns the other tools whose words of silence count somewhere.
func (r *Resolved) Compat() []string {
	if r.joint == nil {
		return r.config.Compat()
	}
	var tools []string
	for _, at := range r.joint.list {
		for _, tool := range at.config.Compat() {
			if !slices.Contains(tools, tool) {
				tools = append(tools, tool)
			}
		}
	}
	return tools
}

// Without returns the configurations with nothing but what they state of the database and of coverage.
func Without(first *Config, nested []*Config) (*Config, []*Config) {
	var bare []*Config
	for _, c := range nested {
		bare = append(bare, c.WithoutRules())
	}
	return first.WithoutRules(), bare
}
