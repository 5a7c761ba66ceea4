package lint_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/policy"
)

const depot = "openapi: 3.1.0\ninfo: {title: Depot, version: 1.0.0}\npaths:\n  /boxes:\n    get:\n      responses: {'200': {description: the boxes}}\n  /shelves:\n    get:\n      responses: {'200': {description: the shelves}}\n"

// differences runs the rules on changes over two trees.
func differences(t *testing.T, before, after map[string]string, opt lint.Options) *lint.Result {
	t.Helper()
	opt.Tree, opt.Base, opt.Differences = tree(after), baseOf(before, after), true
	opt.Kinds = []facts.Kind{facts.OpenAPI}
	opt.Judging = func(r *policy.Rule) bool { return slices.Contains(r.Tags, "breaking") }
	result, err := lint.Run(t.Context(), resolve(t, opt.Tree, config.Flags{}), opt)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestDifferences(t *testing.T) {
	named := func(title string) string { return strings.Replace(depot, "Depot", title, 1) }
	before := map[string]string{"same.yaml": named("Same"), "edited.yaml": depot, "gone.yaml": named("Gone"), "old/moved.yaml": named("Moved"), "broken.yaml": named("Broken")}
	after := map[string]string{
		"same.yaml": named("Same"), "edited.yaml": strings.Replace(depot, "/shelves", "/racks", 1), "new.yaml": named("New"), "moved.yaml": named("Moved"),
		"broken.yaml": "openapi: 3.1.0\ninfo: {title: 'x\n",
	}
	result := differences(t, before, after, lint.Options{})
	var got []string
	for _, d := range result.Differences {
		line := d.File + " was " + d.Was
		for _, ch := range d.List {
			line += ", " + ch.Kind + " " + ch.Subject
		}
		for _, f := range d.Faults {
			line += ", fault in " + f.File
		}
		got = append(got, line)
	}
	want := []string{
		"broken.yaml was broken.yaml, fault in broken.yaml",
		"edited.yaml was edited.yaml, path-removed /shelves, path-added /racks",
		"gone.yaml was gone.yaml, document-removed Gone", "moved.yaml was old/moved.yaml", "new.yaml was ", "same.yaml was same.yaml",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"gone.yaml"}, result.Gone); d != "" {
		t.Error(d)
	}
	for _, r := range result.Rules {
		if !slices.Contains(r.Tags, "breaking") && r.Group() != "parse" {
			t.Errorf("%s judged", r.ID)
		}
	}
	if result := differences(t, before, after, lint.Options{Paths: []string{"new.yaml"}}); len(result.Gone) > 0 || len(result.Differences) != 1 {
		t.Errorf("below one path, %d documents differ and %q are gone", len(result.Differences), result.Gone)
	}
}

// Each finding leads to the change that it is about.
func TestFindingsLeadToDifferences(t *testing.T) {
	after := map[string]string{"depot.yaml": strings.Replace(depot, "  /shelves:\n    get:\n      responses: {'200': {description: the shelves}}\n", "", 1)}
	result := differences(t, map[string]string{"depot.yaml": depot}, after, lint.Options{})
	if len(result.Findings) != 1 || len(result.Differences) != 1 || len(result.Differences[0].List) != 1 {
		t.Fatalf("%d findings in %d documents", len(result.Findings), len(result.Differences))
	}
	unit, fact := result.Findings[0].Fact()
	d := result.Differences[0]
	if ch := d.List[0]; unit != d.File || fact != ch.Fact || ch.Kind != "path-removed" || ch.Is.Range.Start.Line != 3 || ch.Was.Range.Start.Line != 7 {
		t.Errorf("%s of %s leads to %+v", result.Findings[0].Message, unit, ch)
	}
}

// Who does not ask is not told, and pays for nothing.
func TestDifferencesOnlyWhenAsked(t *testing.T) {
	tr := tree(map[string]string{"depot.yaml": depot})
	result, err := lint.Run(t.Context(), resolve(t, tr, config.Flags{}), lint.Options{Tree: tr, Base: baseOf(map[string]string{"depot.yaml": depot + "  /x: {}\n"}, map[string]string{"depot.yaml": depot})})
	if err != nil || result.Differences != nil || result.Gone != nil {
		t.Errorf("%v %v %v", err, result.Differences, result.Gone)
	}
}
