package git_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// stamp gives a file a time of its own, as a checkout of long ago would have.
func (r repository) stamp(name string, at time.Time) {
	r.t.Helper()
	if err := os.Chtimes(filepath.Join(r.dir, name), at, at); err != nil {
		r.t.Fatal(err)
	}
}

func TestTracked(t *testing.T) {
	r := initRepository(t)
	long := time.Now().Add(-time.Hour)
	for _, name := range []string{"app/cover.out", "app/lcov.info", "app/ü\n.info", "other.out"} {
		r.write(name, "x\n")
		r.stamp(name, long)
	}
	r.commit("first")
	r.write("app/lcov.info", "x\n") // the same again
	r.write("app/new.info", "y\n")
	repo := open(t, filepath.Join(r.dir, "app"))
	got, err := repo.Tracked(t.Context(), []string{"cover.out", "lcov.info", "ü\n.info", "new.info", "none", "../other.out", ":(top)other.out"})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]bool{"cover.out": true, "lcov.info": false, "ü\n.info": true}, got); d != "" {
		t.Error(d)
	}
}

func TestChanged(t *testing.T) {
	r := initRepository(t)
	at := func(date string) { t.Setenv("GIT_COMMITTER_DATE", date); t.Setenv("GIT_AUTHOR_DATE", date) }
	at("2026-03-01T10:00:00Z")
	for _, name := range []string{"app/old.go", "app/new.go", "app/edited.go", "app/touched.go", "app/ü\n.go", "b.go"} {
		r.write(name, "x\n")
		r.stamp(name, time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC))
	}
	r.commit("first")
	at("2026-03-02T10:00:00Z")
	r.write("app/new.go", "y\n")
	r.write("app/ü\n.go", "y\n")
	r.write("b.go", "y\n")
	r.commit("second")
	at("2026-03-03T10:00:00Z")
	r.write("app/new.go", "z\n")
	r.commit("third")
	r.write("app/tested.go", "tested, and then committed\n")
	r.stamp("app/tested.go", time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	r.commit("fourth")
	edit := time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC)
	r.write("app/edited.go", "edited\n")
	r.stamp("app/edited.go", edit)
	r.stamp("app/touched.go", edit)
	r.write("app/staged.go", "staged\n")
	r.git("add", "app/staged.go")
	r.stamp("app/staged.go", edit)

	changed := func(dir string, since string) map[string]string {
		t.Helper()
		s, err := time.Parse(time.RFC3339, since)
		if err != nil {
			t.Fatal(err)
		}
		got, err := open(t, dir).Changed(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for name, at := range got {
			out[name] = at.UTC().Format(time.DateOnly)
		}
		return out
	}
	app := filepath.Join(r.dir, "app")
	for since, want := range map[string]map[string]string{
		"2026-03-01T10:00:00Z": {"new.go": "2026-03-03", "ü\n.go": "2026-03-02", "edited.go": "2026-03-04", "staged.go": "2026-03-04", "tested.go": "2026-03-02"},
		"2026-03-02T10:00:00Z": {"new.go": "2026-03-03", "edited.go": "2026-03-04", "staged.go": "2026-03-04"},
		"2026-03-03T10:00:00Z": {"edited.go": "2026-03-04", "staged.go": "2026-03-04"},
		"2026-03-04T10:00:00Z": {},
	} {
		if d := cmp.Diff(want, changed(app, since)); d != "" {
			t.Errorf("since %s: %s", since, d)
		}
	}

	// The last commit that a shallow clone has seems to add every file.
	shallow := filepath.Join(t.TempDir(), "shallow")
	r.git("clone", "-q", "--depth=2", "file://"+r.dir, shallow)
	if got := slices.Sorted(maps.Keys(changed(shallow, "2026-01-01T00:00:00Z"))); !slices.Equal(got, []string{"app/tested.go"}) {
		t.Errorf("in a shallow clone: %q", got)
	}

	// Where a commit differs from the last.
	repo := open(t, app)
	first := r.git("rev-list", "--max-parents=0", "HEAD")
	differ, err := repo.Differ(t.Context(), first[:8])
	if err != nil {
		t.Fatal(err)
	}
	if got := slices.Sorted(maps.Keys(differ)); !slices.Equal(got, []string{"new.go", "tested.go", "ü\n.go"}) {
		t.Errorf("the first commit differs in %q", got)
	}
	for _, commit := range []string{"0123456789", "--output=x", "HEAD", ""} {
		if _, err := repo.Differ(t.Context(), commit); err == nil {
			t.Errorf("%q is taken for a commit", commit)
		}
	}
}
