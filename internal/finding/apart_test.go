package finding_test

import (
	"fmt"
	"testing"

	"github.com/bdma-dev/bdma/internal/finding"
)

// TestApart holds that what is found in one file is not taken for what was mended in another that is still there.
func TestApart(t *testing.T) {
	there := func(file, _ string) bool { return file == "kept" }
	list := func(files ...string) (fs []finding.Finding) {
		for _, f := range files {
			fs = append(fs, found("rest/naming", "a", f, ""))
		}
		return fs
	}
	for name, c := range map[string]struct {
		then, now []finding.Finding
		same      int
	}{
		"the file is gone":           {list("gone"), list("new"), 1},
		"the file is there":          {list("kept"), list("new"), 0},
		"it stayed where it was":     {list("kept"), list("kept"), 1},
		"one may move and one not":   {list("kept", "gone"), list("new", "newer"), 1},
		"behind one that may not":    {list("kept", "kept", "gone", "gone"), list("kept", "new", "newer", "newest"), 3},
		"all that may are used up":   {list("kept", "gone"), list("new", "kept", "newest"), 2},
		"another one takes its turn": {list("gone", "kept", "gone"), list("a", "b", "c", "kept"), 3},
	} {
		t.Run(name, func(t *testing.T) {
			b, _ := finding.Record(c.then, noContent)
			owed := list()
			owed = append(owed, c.now...)
			gone := 0
			for _, n := range b.Mark(owed, noContent, there) {
				gone += n
			}
			fixed := finding.Compare(c.then, c.now, there)
			for what, left := range map[string]int{"a baseline": gone, "a base": len(fixed)} {
				if left != len(c.then)-c.same {
					t.Errorf("of %s, %d are gone, want %d", what, left, len(c.then)-c.same)
				}
			}
			marked, unchanged := 0, 0
			for i := range owed {
				if owed[i].Owed {
					marked++
				}
				if c.now[i].Class == finding.Unchanged {
					unchanged++
				}
			}
			if marked != c.same || unchanged != c.same {
				t.Errorf("%d owed and %d unchanged, want %d", marked, unchanged, c.same)
			}
		})
	}
}

// TestApartOfMany holds that many that are alike, none of which may move, are not tried one by one for each finding.
func TestApartOfMany(t *testing.T) {
	const n = 20_000
	var then, now []finding.Finding
	for i := range n {
		then = append(then, found("rest/naming", "a", fmt.Sprintf("old%d", i), ""))
		now = append(now, found("rest/naming", "a", fmt.Sprintf("new%d", i), ""))
	}
	asked := 0
	fixed := finding.Compare(then, now, func(string, string) bool { asked++; return true })
	if len(fixed) != n || asked > 100*n {
		t.Errorf("%d are fixed, after %d questions", len(fixed), asked)
	}
}
