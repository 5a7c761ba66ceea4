package finding_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

func TestCompare(t *testing.T) {
	list := func(places ...string) (fs []finding.Finding) {
		for _, p := range places {
			var f finding.Finding
			fmt.Sscanf(p, "%s %s", &f.Fingerprint, &f.File)
			fs = append(fs, f)
		}
		return fs
	}
	for name, c := range map[string]struct {
		before, now, fixed []finding.Finding
		classes            []finding.Class
	}{
		"nothing":            {},
		"all is new":         {now: list("a x", "b x"), classes: []finding.Class{finding.Introduced, finding.Introduced}},
		"all is fixed":       {before: list("a x", "b x"), fixed: list("a x", "b x")},
		"as it was":          {before: list("a x", "b y"), now: list("b y", "a x"), classes: []finding.Class{finding.Unchanged, finding.Unchanged}},
		"a file moved":       {before: list("a x"), now: list("a y"), classes: []finding.Class{finding.Unchanged}},
		"a file was copied":  {before: list("a y"), now: list("a x", "a y"), classes: []finding.Class{finding.Introduced, finding.Unchanged}},
		"one of two is gone": {before: list("a x", "a y"), now: list("a y"), fixed: list("a x"), classes: []finding.Class{finding.Unchanged}},
	} {
		t.Run(name, func(t *testing.T) {
			fixed := finding.Compare(c.before, c.now, nil)
			var classes []finding.Class
			for _, f := range c.now {
				classes = append(classes, f.Class)
			}
			if d := cmp.Diff(c.classes, classes); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(c.fixed, fixed, cmp.AllowUnexported(finding.Finding{}, facts.Node{})); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestCompareKnowsParts holds that what a rule says of a whole document belongs to what it says of its parts, both ways.
func TestCompareKnowsParts(t *testing.T) {
	a, b := rules(t)
	at := func(r *policy.Rule, pointer string) finding.Finding {
		return make1(t, r, facts.Node{File: "f", Pointer: pointer}, map[string]string{"name": pointer, "good": "g"})
	}
	for name, c := range map[string]struct {
		before, now       []finding.Finding
		introduced, fixed int
	}{
		"a part is mended":             {[]finding.Finding{at(a, "/openapi")}, []finding.Finding{at(a, "/paths/~1a/get")}, 0, 0},
		"the whole is told of":         {[]finding.Finding{at(a, "/paths/~1a/get")}, []finding.Finding{at(a, "/openapi")}, 1, 0},
		"the rest of a schema":         {[]finding.Finding{at(a, "/x")}, []finding.Finding{at(a, "/x/properties/a")}, 0, 0},
		"another rule":                 {[]finding.Finding{at(b, "/openapi")}, []finding.Finding{at(a, "/paths/~1a/get")}, 1, 1},
		"beside each other":            {[]finding.Finding{at(a, "/x/a")}, []finding.Finding{at(a, "/x/b")}, 1, 1},
		"every operation becomes most": {[]finding.Finding{at(a, "/openapi")}, []finding.Finding{make1(t, a, facts.Node{File: "f", Pointer: "/openapi"}, map[string]string{"name": "most", "good": "g"})}, 0, 0},
		"another place in the list":    {[]finding.Finding{make1(t, a, facts.Node{File: "f", Pointer: "/tags/0"}, map[string]string{"name": "n"})}, []finding.Finding{make1(t, a, facts.Node{File: "f", Pointer: "/tags/3"}, map[string]string{"name": "n"})}, 0, 0},
		"another status":               {[]finding.Finding{make1(t, a, facts.Node{File: "f", Pointer: "/responses/200"}, map[string]string{"name": "n"})}, []finding.Finding{make1(t, a, facts.Node{File: "f", Pointer: "/responses/404"}, map[string]string{"name": "n"})}, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			fixed := finding.Compare(c.before, c.now, nil)
			if n := len(finding.Divide(c.now).Counting); n != c.introduced || len(fixed) != c.fixed {
				t.Errorf("%d introduced and %d fixed, want %d and %d", n, len(fixed), c.introduced, c.fixed)
			}
		})
	}
}
