package migration

import (
	"bytes"
	"crypto/sha256"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/history"
	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/runner"
	"github.com/bdma-dev/bdma/internal/source"
)

// compare states what became of the migrations that the base has. What the base has may have run somewhere, be it on one
// machine of a colleague's: nobody can know where, so that it is taken for applied.
func (i *integrity) compare(b *source.Base, files []runner.File) {
	inFork := i.list(b.Fork)
	renamed := i.removed(b.Fork, inFork, files)
	for n, f := range files {
		row := &i.model.Migrations[n]
		row.InBase = inFork[f.Path]
		if row.InBase && i.fixed(f) {
			row.Edited, row.EditedInSubstance = i.edited(b.Fork, f, inFork)
		}
	}
	upcoming := make(map[string]bool)
	if b.Tip != b.Fork {
		for name := range i.list(b.Tip) {
			if _, here := i.rows[name]; !here && !inFork[name] {
				upcoming[name] = true
			}
		}
	}
	i.late(files, inFork, upcoming, renamed)
	i.blameNew()
	i.duplicatesAhead(inFork, upcoming)
	i.blameEdits(files)
}

// blameEdits states which faults come of an edit of what the base has, which is what there is to mend.
func (i *integrity) blameEdits(files []runner.File) {
	touched := make(map[string]bool)
	for n, f := range files {
		if i.model.Migrations[n].Edited {
			touched[f.Path] = true
		}
	}
	for _, m := range i.model.Removed {
		touched[m.File] = true
	}
	for _, table := range [][]HistoryFault{i.model.ChecksumFaults, i.model.JournalFaults, i.model.PlanFaults} {
		for n := range table {
			f := i.about[table[n].At]
			table[n].ByEdit = touched[f.File] || touched[f.Subject] || touched[f.Other]
		}
	}
}

// blameNew states of two migrations of one version that the new one is too many.
func (i *integrity) blameNew() {
	for n := range i.model.Migrations {
		row := &i.model.Migrations[n]
		if row.DuplicateOf == nil || !row.InBase {
			continue
		}
		if o, ok := i.rows[row.DuplicateOf.File]; ok && !i.model.Migrations[o].InBase {
			i.model.Migrations[o].DuplicateOf = i.sameVersion(strings.TrimPrefix(row.File, i.root+"/"))
			row.DuplicateOf = nil
		}
	}
}

// list returns the paths of a history's SQL files in another tree.
func (i *integrity) list(tree *source.Tree) map[string]bool {
	d := newDiscovery(tree)
	out := make(map[string]bool)
	for _, f := range d.list(i.root) {
		if dialect := infix(f); dialect == "" || dialect == postgres {
			out[f] = true
		}
	}
	return out
}

// fixed tells whether a file is one that must not change once it has run: no way back, no script that the runner runs
// whenever it changes, no work in progress.
func (i *integrity) fixed(f runner.File) bool {
	if f.Direction != runner.Up {
		return false
	}
	switch i.runner.Name {
	case "flyway", "refinery":
		return !strings.HasPrefix(path.Base(f.Path), "R__")
	case "graphile-migrate":
		return path.Base(path.Dir(f.Path)) == "committed"
	case "sqitch":
		return !strings.Contains(f.Path, "@") // the earlier script of a change that was reworked
	}
	return true
}

// removed states which migrations of the base are gone, and returns the files that have the content of one of them.
func (i *integrity) removed(fork *source.Tree, inFork map[string]bool, files []runner.File) (renamed map[string]bool) {
	i.model.Removed, renamed = []RemovedMigration{}, make(map[string]bool)
	here := i.list(i.tree) // configuration may leave out some
	var gone []runner.File
	for name := range inFork {
		if f, ok := i.runner.File(name); ok && !here[name] && i.fixed(f) && !i.excluded(name) {
			gone = append(gone, f)
		}
	}
	if len(gone) == 0 {
		return renamed
	}
	slices.SortFunc(gone, func(a, b runner.File) int { return runner.Compare(a.Path, b.Path) })
	contents := make(map[[sha256.Size]byte]runner.File)
	for _, f := range files {
		if data, err := i.read(f.Path); err == nil && !inFork[f.Path] && f.Direction == runner.Up {
			contents[sha256.Sum256(unix(data))] = f
		}
	}
	for _, f := range gone {
		m := RemovedMigration{File: f.Path, Version: f.Version}
		if m.Version == "" {
			m.Version = f.Name
		}
		if data, err := fork.Read(path.Join(i.root, f.Path), source.MaxSQL); err == nil {
			if to, ok := contents[sha256.Sum256(unix(data))]; ok && len(bytes.TrimSpace(data)) > 0 {
				renamed[to.Path] = true
				m.RenamedTo = to.Path
				m.SameVersion = i.sameVersions(f, to)
				m.At = i.model.Migrations[i.rows[to.Path]].At
			}
		}
		if m.RenamedTo == "" {
			m.At = i.other(f.Path, facts.Range{}, m.Version)
		}
		i.model.Removed = append(i.model.Removed, m)
	}
	return renamed
}

func (i *integrity) sameVersions(a, b runner.File) bool {
	v, ok := history.Version(i.runner.Name, a.Path)
	w, known := history.Version(i.runner.Name, b.Path)
	if ok && known {
		return v == w
	}
	return a.Version == b.Version && a.Version != ""
}

// unix drops what a checkout on Windows adds to line ends.
func unix(data []byte) []byte { return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) }

// edited tells whether a file is no longer what the base has, and whether what it runs is not.
func (i *integrity) edited(fork *source.Tree, f runner.File, inFork map[string]bool) (edited, substance bool) {
	if i.settings.Base.Leaves(path.Join(i.root, f.Path)) {
		return false, false
	}
	was, err := fork.Read(path.Join(i.root, f.Path), source.MaxSQL)
	if err != nil {
		i.unreadable(f, err)
		return false, false
	}
	is, err := i.read(f.Path)
	if err != nil {
		return false, false // which is said where it is read
	}
	was, is = unix(was), unix(is)
	if bytes.Equal(was, is) || i.reworked(f, was, inFork) {
		return false, false
	}
	if i.runner.Name == "liquibase" {
		changed := history.ChangesetsChanged(string(was), string(is), sameTokens)
		return changed, changed
	}
	return true, !slices.Equal(i.up(f, string(was)), i.up(f, string(is)))
}

// unreadable says that the base has a file and does not give it, as in a clone without the contents of old commits. One such
// file says enough.
func (i *integrity) unreadable(f runner.File, err error) {
	if i.blind {
		return
	}
	i.blind = true
	at := i.model.Migrations[i.rows[f.Path]].At
	i.model.Problems = append(i.model.Problems, facts.Problem{
		At: at, Message: "what " + i.settings.Base.Name + " has of it is not at hand, so that an edit cannot be seen: " + err.Error(),
		Hint: "git fetch --refetch --no-filter origin; in GitHub Actions, give actions/checkout no filter",
	})
}

// reworked tells whether the earlier script of a sqitch change was kept under the name of a tag.
func (i *integrity) reworked(f runner.File, was []byte, inFork map[string]bool) bool {
	if i.runner.Name != "sqitch" {
		return false
	}
	prefix := strings.TrimSuffix(f.Path, ".sql") + "@"
	for _, name := range i.entries {
		if strings.HasPrefix(name, prefix) && !inFork[name] {
			if data, err := i.read(name); err == nil && bytes.Equal(unix(data), was) {
				return true
			}
		}
	}
	return false
}

// up returns the tokens of the parts of a script that run up.
func (i *integrity) up(f runner.File, text string) []string {
	sections := i.runner.Split(f, text)
	var out []string
	k := 0
	lexed := lexer.Scan(text)
	for _, t := range lexed.Tokens {
		for k < len(sections) && int(t.Start) >= sections[k].End {
			k++
		}
		if k < len(sections) && int(t.Start) >= sections[k].Start && sections[k].Direction == runner.Up {
			out = append(out, token(text, t))
		}
	}
	if e := lexed.Err; e != nil && e.Offset >= 0 && e.Offset <= len(text) {
		out = append(out, text[e.Offset:]) // what is not understood counts as it is
	}
	return out
}

func token(text string, t lexer.Token) string {
	s := text[t.Start:t.End]
	if t.Kind == lexer.Word {
		return strings.ToLower(s)
	}
	return s
}

// sameTokens tells whether two texts are the same SQL apart from comments, white space and the case of key words.
func sameTokens(a, b string) bool {
	return slices.EqualFunc(lexer.Scan(a).Tokens, lexer.Scan(b).Tokens, func(s, t lexer.Token) bool { return token(a, s) == token(b, t) })
}

// late states which new migrations sort before one that the base has.
func (i *integrity) late(files []runner.File, inFork, upcoming, renamed map[string]bool) {
	order := files
	switch i.runner.Name {
	case "sqitch", "drizzle", "liquibase":
		// The plan says the order, and it is that of the tree.
	default:
		if len(upcoming) > 0 {
			all := *i.h
			all.Files = slices.Clone(i.h.Files)
			for name := range upcoming {
				all.Files = append(all.Files, name)
			}
			slices.Sort(all.Files)
			order = i.runner.Sort(&all)
		}
	}
	var later *LaterMigration
	for _, f := range slices.Backward(order) {
		switch {
		case !i.fixed(f):
		case inFork[f.Path] || upcoming[f.Path]:
			later = &LaterMigration{File: f.Path, Version: f.Version}
		case later != nil && !renamed[f.Path] && later.Version != f.Version:
			if n, ok := i.rows[f.Path]; ok {
				i.model.Migrations[n].SortsBefore = later
			}
		}
	}
}

// duplicatesAhead states which new migrations have the version of one that the base got meanwhile.
func (i *integrity) duplicatesAhead(inFork, upcoming map[string]bool) {
	if len(upcoming) == 0 {
		return
	}
	all := slices.Clone(i.entries)
	for name := range upcoming {
		all = append(all, name)
	}
	slices.Sort(all)
	duplicates := history.Duplicates(i.runner.Name, all)
	for _, second := range all {
		first, ok := duplicates[second]
		if !ok {
			continue
		}
		if upcoming[second] {
			first, second = second, first
		}
		n, ok := i.rows[second]
		if !ok || !upcoming[first] || inFork[second] || i.model.Migrations[n].DuplicateOf != nil {
			continue
		}
		i.model.Migrations[n].DuplicateOf = &SameVersion{File: first, Places: []facts.ID{}, OnlyInBase: true}
	}
}
