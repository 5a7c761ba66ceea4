package lint_test

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/fix"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/policies"
)

// nextStep are the rules that have more to say once a rule's findings are mended, because the fix is the first of two steps, or because it
// makes visible what a lesser fault hid.
var nextStep = map[string][]string{
	"migration/add-foreign-key-not-valid": {"schema/constraint-validated"},
	"migration/add-check-not-valid":       {"schema/constraint-validated"},
	// The first statement that waits without a limit is another one then.
	"migration/create-index-concurrently": {"migration/lock-timeout", "migration/statement-timeout"},
	"migration/drop-index-concurrently":   {"migration/lock-timeout", "migration/statement-timeout"},
	// The way back of a later migration gives the column the type that it had.
	"schema/prefer-text": {"migration/rollback-incomplete"},
	// What only an unused component used is unused now.
	"rest/unused-component": {"rest/unused-component"},
	// A version that was a number says more as the text that it should be.
	"rest/document-valid": {"rest/info-version-semver"},
}

// renames are the rules whose edits rename what other findings name: of these there are as many as before.
var renames = []string{"rest/path-kebab-case", "rest/path-no-trailing-slash", "rest/path-no-empty-segment"}

// edited is a tree in which some files are others.
type edited struct {
	fs.FS
	files fstest.MapFS
}

func (e edited) Open(name string) (fs.File, error) {
	if _, ok := e.files[name]; ok {
		return e.files.Open(name)
	}
	return e.FS.Open(name)
}

// TestFixesOfCorpus mends what a program can mend in real projects, one rule at a time: its findings are gone, no other appears, nothing
// but the edits has changed, and there is nothing left to mend.
func TestFixesOfCorpus(t *testing.T) {
	if raceDetector || testing.Short() {
		t.Skip("takes a minute")
	}
	root := corpus(t)
	set, err := policy.Load(policy.Folder{FS: policies.FS, Name: "policies"})
	if err != nil {
		t.Fatal(err)
	}
	only := []string{}
	for _, r := range set.Rules() {
		if r.In("recommended", 1) || r.Mends != "" {
			only = append(only, r.ID)
		}
	}
	sel, err := config.Default().Resolve(set, config.Flags{Only: only})
	if err != nil {
		t.Fatal(err)
	}
	mended := make(map[string]int)
	offered := make(map[string]int)
	for _, kind := range []string{"openapi", "sql", "sql-other"} {
		entries, err := os.ReadDir(filepath.Join(root, kind))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !e.IsDir() {
				continue
			}
			t.Run(kind+"/"+e.Name(), func(t *testing.T) {
				tree, err := source.Open(filepath.Join(root, kind, e.Name()))
				if err != nil {
					t.Fatal(err)
				}
				defer tree.Close()
				before := judged(t, sel, tree.FS())
				for _, f := range before {
					if f.Rule.Mends != "" {
						offered[f.Rule.ID]++
					}
				}
				for _, r := range set.Rules() {
					if r.Mends != "" {
						mended[r.ID] += mendAll(t, sel, tree.FS(), r, before)
					}
				}
				mendTogether(t, sel, tree.FS(), before)
			})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(offered)) {
		t.Logf("%6d of %6d findings mended: %s", mended[id], offered[id], id)
	}
}

// judged lints a tree for OpenAPI and migrations, and finds out what mends the findings.
func judged(t *testing.T, sel *config.Resolved, fsys fs.FS) []finding.Finding {
	t.Helper()
	result, err := lint.Run(t.Context(), sel, lint.Options{Tree: source.FromFS(fsys), Kinds: []facts.Kind{facts.OpenAPI, facts.Migration}, Edits: true})
	if err != nil {
		t.Fatal(err)
	}
	fix.Resolve(func(file string) ([]byte, error) { return fs.ReadFile(fsys, file) }, result.Findings)
	return result.Findings
}

// mendAll makes the edits of a rule in a tree, and returns how many findings they mend.
func mendAll(t *testing.T, sel *config.Resolved, fsys fs.FS, r *policy.Rule, before []finding.Finding) int {
	t.Helper()
	own := slices.DeleteFunc(slices.Clone(before), func(f finding.Finding) bool { return f.Rule != r })
	known := make(map[string]int)
	for _, f := range before {
		known[f.Fingerprint]++
	}
	files := make(fstest.MapFS)
	n := 0
	for _, m := range fix.Choose(own) {
		data, err := fs.ReadFile(fsys, m.Name)
		if err != nil {
			t.Fatal(err)
		}
		out, err := fix.Apply(data, m.Edits)
		if err != nil {
			t.Fatal(err)
		}
		checkUntouched(t, m, data, out)
		files[m.Name] = &fstest.MapFile{Data: out}
		for _, f := range m.Findings {
			n++
			known[f.Fingerprint]--
		}
	}
	if n == 0 {
		return 0
	}
	after := judged(t, sel, edited{fsys, files})
	if slices.Contains(renames, r.ID) {
		byRule := make(map[string]int)
		for _, f := range before {
			byRule[f.Rule.ID]++
		}
		byRule[r.ID] -= n
		known = make(map[string]int)
		for _, f := range after {
			byRule[f.Rule.ID]--
			known[f.Fingerprint] = len(after)
		}
		for _, id := range slices.Sorted(maps.Keys(byRule)) {
			if byRule[id] < 0 {
				t.Errorf("after mending %s there are %d more findings of %s", r.ID, -byRule[id], id)
			}
		}
	}
	for _, f := range after {
		if known[f.Fingerprint]--; known[f.Fingerprint] < 0 && !slices.Contains(nextStep[r.ID], f.Rule.ID) {
			t.Errorf("after mending %s: %s:%d: %s: %s", r.ID, f.File, f.Range.Start.Line, f.Rule.ID, f.Message)
		}
		if f.Rule == r && len(f.Edits) > 0 && len(own) == n && !slices.Contains(nextStep[r.ID], r.ID) {
			t.Errorf("%s:%d: %s is mended again", f.File, f.Range.Start.Line, r.ID)
		}
	}
	if dir := os.Getenv("BDMA_FIXED"); dir != "" {
		for name, f := range files {
			old, _ := fs.ReadFile(fsys, name)
			base := filepath.Join(dir, filepath.FromSlash(r.ID), filepath.Base(filepath.Dir(name))+"-"+filepath.Base(name))
			_ = os.MkdirAll(filepath.Dir(base), 0o777)
			_ = os.WriteFile(base+".old", old, 0o666)
			_ = os.WriteFile(base+".new", f.Data, 0o666)
		}
	}
	return n
}

// checkUntouched holds that nothing but the ranges of edits has changed.
func checkUntouched(t *testing.T, m fix.File, before, after []byte) {
	t.Helper()
	at, to := 0, 0
	for _, e := range append(slices.Clone(m.Edits), finding.Edit{First: len(before), Last: len(before)}) {
		part := before[at:e.First]
		if to+len(part) > len(after) || !bytes.Equal(after[to:to+len(part)], part) {
			t.Fatalf("%s: something changed in front of byte %d", m.Name, e.First)
		}
		at, to = e.Last, to+len(part)+len(e.Text)
	}
	if to != len(after) {
		t.Errorf("%s: something changed at the end", m.Name)
	}
}

// mendTogether makes the edits of all rules at once: what follows from them is no error that was not there before.
func mendTogether(t *testing.T, sel *config.Resolved, fsys fs.FS, before []finding.Finding) {
	t.Helper()
	known := make(map[string]int)
	for _, f := range before {
		known[f.Fingerprint]++
	}
	files := make(fstest.MapFS)
	for _, m := range fix.Choose(before) {
		data, err := fs.ReadFile(fsys, m.Name)
		if err != nil {
			t.Fatal(err)
		}
		out, err := fix.Apply(data, m.Edits)
		if err != nil {
			t.Fatal(err)
		}
		files[m.Name] = &fstest.MapFile{Data: out}
	}
	if len(files) == 0 {
		return
	}
	after := judged(t, sel, edited{fsys, files})
	// A path that is renamed is in the names of findings: what was said of it is said of it again.
	gone := make(map[string]int)
	for _, f := range before {
		gone[f.Rule.ID]++
	}
	for _, f := range after {
		gone[f.Rule.ID]--
	}
	for _, f := range after {
		if known[f.Fingerprint]--; known[f.Fingerprint] < 0 && gone[f.Rule.ID] < 0 && f.Severity == policy.Error {
			t.Errorf("after mending everything: %s:%d: %s: %s", f.File, f.Range.Start.Line, f.Rule.ID, f.Message)
		}
	}
}
