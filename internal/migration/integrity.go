package migration

import (
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/history"
	"github.com/bdma-dev/bdma/internal/migration/runner"
	"github.com/bdma-dev/bdma/internal/source"
)

// integrity is what is found out about the history as a whole, beside its statements.
type integrity struct {
	*reader
	root string
	h    *runner.History
	// rows are the places of migrations in the model, by their paths in the history's folder.
	rows map[string]int
	// entries are the files of the folder, whoever runs them, and those that the runner runs below it; sorted.
	entries []string
	// listed are the files beside the migrations that places lie in.
	listed map[string]bool
	// about are the names that faults speak of.
	about map[facts.ID]history.Fault
	// blind says that a file of the base could not be read.
	blind bool
}

// integrity states whether the tool that runs the history can trust it.
func (r *reader) integrity(h *runner.History, root string, files []runner.File) {
	i := integrity{reader: r, root: root, h: h, rows: make(map[string]int, len(files)), listed: make(map[string]bool), about: make(map[facts.ID]history.Fault)}
	for n, f := range files {
		i.rows[f.Path] = n
		if strings.Contains(f.Path, "/") {
			i.entries = append(i.entries, f.Path)
		}
	}
	list, _ := r.tree.ReadDir(root)
	for _, e := range list {
		if e.Type().IsRegular() {
			i.entries = append(i.entries, e.Name())
		}
	}
	slices.Sort(i.entries)
	tool := history.Of(r.runner.Name)
	r.model.History = History{OnDuplicate: tool.Duplicate, OnLate: tool.Late, OnEdited: tool.Content, ByName: tool.ByName}
	i.checksums()
	i.plans()
	i.versions()
	i.changesets(files)
	if b := r.settings.Base; b != nil {
		r.model.History.Base = b.Name
		i.compare(b, files)
	}
}

func (i *integrity) read(name string) ([]byte, error) {
	return i.tree.Read(path.Join(i.root, name), source.MaxSQL)
}

// place returns the place of a fault: a line, the migration that it is about, or another file as a whole.
func (i *integrity) place(f history.Fault) facts.ID {
	if n, ok := i.rows[f.File]; ok && f.Line == 0 {
		return i.model.Migrations[n].At
	}
	rg := facts.Range{}
	if f.Line > 0 {
		rg.Start = facts.Position{Line: f.Line, Column: 1}
	}
	return i.other(f.File, rg, strings.TrimSpace(f.File+" "+f.Subject))
}

// other returns a place in a file that need not be a migration.
func (i *integrity) other(name string, rg facts.Range, pointer string) facts.ID {
	file := path.Join(i.root, name)
	if _, ok := i.rows[name]; !ok && !i.listed[file] {
		i.listed[file] = true
		i.beside = append(i.beside, file)
	}
	return i.nodes.Add(facts.Node{File: file, Range: rg, Pointer: i.pointer(pointer)})
}

func (i *integrity) faults(list []history.Fault) []HistoryFault {
	out := []HistoryFault{}
	for _, f := range list {
		if f.Line == 0 && f.File != "" && i.excluded(f.File) {
			continue
		}
		at := i.place(f)
		i.about[at] = f
		out = append(out, HistoryFault{At: at, Kind: f.Kind, Subject: f.Subject, Other: f.Other})
	}
	return out
}

// excluded tells whether configuration leaves out an SQL file.
func (i *integrity) excluded(name string) bool {
	return strings.EqualFold(path.Ext(name), ".sql") && i.settings.Excluded != nil && i.settings.Excluded(path.Join(i.root, name))
}

func (i *integrity) checksums() {
	var faults []history.Fault
	switch i.runner.Name {
	case "graphile-migrate":
		faults = history.Graphile(i.entries, i.read)
	case "flyway", "liquibase":
		// Atlas counts other files there, and orders them in another way.
	default:
		if slices.Contains(i.entries, history.AtlasSum) {
			if sum, err := i.read(history.AtlasSum); err == nil {
				faults = history.Atlas(string(sum), history.AtlasFiles(string(sum), i.files()), i.read)
			}
		}
	}
	i.model.ChecksumFaults = i.faults(faults)
}

// files returns the names of the files that lie in the folder itself.
func (i *integrity) files() []string {
	return slices.DeleteFunc(slices.Clone(i.entries), func(n string) bool { return strings.Contains(n, "/") })
}

func (i *integrity) plans() {
	i.model.JournalFaults, i.model.PlanFaults = []HistoryFault{}, []HistoryFault{}
	switch i.runner.Name {
	case "drizzle":
		journal, err := i.read(history.DrizzleJournal)
		if err != nil {
			return
		}
		exists := func(name string) bool {
			_, err := i.tree.Stat(path.Join(i.root, name))
			return err == nil
		}
		i.model.JournalFaults = i.faults(history.Drizzle(string(journal), exists, i.files(), i.snapshots()))
	case "sqitch":
		plan, err := i.read(history.SqitchPlan)
		if err != nil {
			return
		}
		scripts := i.scripts()
		faults := history.Sqitch(string(plan), scripts)
		if slices.ContainsFunc(faults, func(f history.Fault) bool { return f.Kind == "not planned" }) {
			included := i.included(scripts)
			faults = slices.DeleteFunc(faults, func(f history.Fault) bool { return f.Kind == "not planned" && included[path.Base(f.File)] })
		}
		i.model.PlanFaults = i.faults(faults)
	}
}

// maxSnapshots bounds how many of Drizzle's snapshots are looked at.
const maxSnapshots = 10_000

func (i *integrity) snapshots() []history.Snapshot {
	list, _ := i.tree.ReadDir(path.Join(i.root, "meta"))
	var out []history.Snapshot
	for _, e := range list {
		if !strings.HasSuffix(e.Name(), "_snapshot.json") || len(out) == maxSnapshots {
			continue
		}
		name := "meta/" + e.Name()
		f, err := i.tree.Open(path.Join(i.root, name), source.MaxDocument)
		if err != nil {
			continue
		}
		head := make([]byte, 1<<10)
		n, _ := f.Read(head)
		f.Close()
		out = append(out, history.SnapshotHead(name, string(head[:n])))
	}
	return out
}

// scripts returns the deploy scripts of a sqitch project whose folders have the usual names, or none.
func (i *integrity) scripts() []string {
	plans := 0
	for _, e := range i.files() {
		if strings.HasSuffix(e, ".plan") {
			plans++
		}
	}
	if plans > 1 {
		return nil // each plan has scripts of its own, and sqitch.conf says which
	}
	var out []string
	d := newDiscovery(i.tree)
	for _, f := range d.list(i.root) {
		if strings.HasPrefix(f, "deploy/") {
			out = append(out, f)
		}
	}
	return out
}

// included returns the names of the files that psql includes from some scripts.
func (i *integrity) included(scripts []string) map[string]bool {
	out := make(map[string]bool)
	for _, name := range scripts {
		data, err := i.read(name)
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(data)) {
			if fields := strings.Fields(line); len(fields) > 1 && strings.HasPrefix(fields[0], `\i`) {
				out[path.Base(strings.Trim(fields[1], `'"`))] = true
			}
		}
	}
	return out
}

func (i *integrity) versions() {
	name := i.runner.Name
	duplicates := history.Duplicates(name, i.entries)
	for _, f := range i.entries {
		other, ok := duplicates[f]
		if n, known := i.rows[f]; ok && known {
			i.model.Migrations[n].DuplicateOf = i.sameVersion(other)
		}
	}
	i.model.Gaps, i.model.IgnoredFiles = []VersionGap{}, []IgnoredFile{}
	for _, g := range history.Gaps(name, i.files()) {
		if n, ok := i.rows[g.File]; ok {
			i.model.Gaps = append(i.model.Gaps, VersionGap{At: i.model.Migrations[n].At, File: g.File, Missing: g.Missing})
		}
	}
	for _, f := range history.FindIgnored(name, i.entries) {
		if i.excluded(f.File) {
			continue
		}
		i.model.IgnoredFiles = append(i.model.IgnoredFiles, IgnoredFile{
			At: i.place(history.Fault{File: f.File}), File: f.File, Want: f.Want, Suggestion: f.Suggestion,
		})
	}
}

func (i *integrity) changesets(files []runner.File) {
	i.model.RepeatedChangesets = []RepeatedChangeset{}
	if i.runner.Name != "liquibase" {
		return
	}
	for _, f := range files {
		data, err := i.read(f.Path)
		if err != nil {
			continue
		}
		name := path.Join(i.root, f.Path)
		for _, c := range history.RepeatedChangesets(string(data)) {
			at := func(line int) facts.ID {
				return i.other(f.Path, facts.Range{Start: facts.Position{Line: line, Column: 1}}, name+": changeset "+c.ID)
			}
			i.model.RepeatedChangesets = append(i.model.RepeatedChangesets, RepeatedChangeset{At: at(c.Line), First: at(c.First), ID: c.ID, File: name})
		}
	}
}

func (i *integrity) sameVersion(file string) *SameVersion {
	s := &SameVersion{File: file, Places: []facts.ID{}}
	if n, ok := i.rows[file]; ok {
		s.Places = append(s.Places, i.model.Migrations[n].At)
	}
	return s
}
