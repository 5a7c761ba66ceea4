package finding_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
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
			fixed := finding.Compare(c.before, c.now)
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
