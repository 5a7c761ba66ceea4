package openapi

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// What people are shown is what rules see, change by change.
func TestDifferencesAreTheTableOfChanges(t *testing.T) {
	const was = "openapi: 3.0.3\ninfo: {title: Shop, version: 1.4.0}\npaths:\n  /orders:\n    get: {responses: {'200': {description: d}}}\n  /old:\n    get: {responses: {'200': {description: d}}}\n"
	is := strings.Replace(was, "/old", "/new/{id}", 1) + "    post: {responses: {'201': {description: d}}}\n"
	base := source.FromFS(fstest.MapFS{"v1.yaml": {Data: []byte(was)}})
	tree := source.FromFS(fstest.MapFS{"v2.yaml": {Data: []byte(is)}})
	unit := source.Unit{Name: "v2.yaml", Files: []string{"v2.yaml"}}
	doc := ReadWith(tree, unit, Settings{Tables: facts.Tables{}, Differences: true, Base: &source.Base{Fork: base, Tip: base, Names: map[string]string{"v2.yaml": "v1.yaml"}}})
	d, ok := doc.Summary.(*Differences)
	if !ok || !d.Compared || d.Was != "v1.yaml" || d.WasVersion != "1.4.0" || d.Title != "Shop" {
		t.Fatalf("%+v", d)
	}
	if len(d.List) == 0 {
		t.Fatal("there are no changes")
	}
	for _, ch := range d.List {
		node, err := doc.Node(ch.Fact)
		if err != nil || node != ch.Is || ch.Is.File != "v2.yaml" || ch.Was.File != "v1.yaml" {
			t.Errorf("%s is at %v and was at %v (%v, %v)", ch.Kind, ch.Is, ch.Was, node, err)
		}
	}
}

func TestDifferencesOfWhatCannotBeRead(t *testing.T) {
	good := "openapi: 3.0.3\ninfo: {title: Shop, version: 1.4.0}\npaths: {}\n"
	for name, c := range map[string]struct {
		was, is string
		inBase  bool
	}{"now": {good, "openapi: 3.0.3\ninfo: {title: 'Shop\n", false}, "before": {"openapi: 3.0.3\ninfo: {title: 'Shop\n", good, true}} {
		t.Run(name, func(t *testing.T) {
			base := source.FromFS(fstest.MapFS{"a.yaml": {Data: []byte(c.was)}})
			tree := source.FromFS(fstest.MapFS{"a.yaml": {Data: []byte(c.is)}})
			doc := ReadWith(tree, source.Unit{Name: "a.yaml", Files: []string{"a.yaml"}}, Settings{Tables: facts.Tables{}, Differences: true, Base: &source.Base{Fork: base, Tip: base}})
			d := doc.Summary.(*Differences)
			if d.Compared || len(d.Faults) == 0 || d.Faults[0].InBase != c.inBase || d.Faults[0].Message == "" {
				t.Errorf("%+v", d)
			}
		})
	}
}
