package finding_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

const rego = `# METADATA
# title: t
# description: d
# custom:
#   severity: warning
#   message: '{name} is wrong'
#   fix: 'write {good}'
#   standard: rest/naming
#   since: "0.1"
#   presets: {all: 1}
package x
`

func rules(t *testing.T) (a, b *policy.Rule) {
	t.Helper()
	set, err := policy.Load(policy.Folder{FS: fstest.MapFS{"rest/a.rego": {Data: []byte(rego)}, "rest/b.rego": {Data: []byte(rego)}}})
	if err != nil {
		t.Fatal(err)
	}
	return set.Rules()[0], set.Rules()[1]
}

func at(line, column int) facts.Range {
	return facts.Range{Start: facts.Position{Line: line, Column: column}}
}

func document(ns ...facts.Node) *facts.Doc {
	var nodes facts.Nodes
	for _, n := range ns {
		nodes.Add(n)
	}
	return facts.New(facts.OpenAPI, "d", []string{"f", "g"}, &nodes, &struct{}{})
}

func make1(t *testing.T, r *policy.Rule, n facts.Node, values map[string]string) finding.Finding {
	t.Helper()
	f, err := finding.New(r, policy.Warning, document(n), policy.Violation{Values: values})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestNewFillsTheTexts(t *testing.T) {
	a, _ := rules(t)
	doc := document(facts.Node{File: "f", Range: at(3, 1), Pointer: "/x"}, facts.Node{File: "g"})
	f, err := finding.New(a, policy.Error, doc, policy.Violation{At: 0, Related: []facts.ID{1}, Values: map[string]string{"name": "n", "good": "g"}})
	if err != nil {
		t.Fatal(err)
	}
	if f.Message != "n is wrong" || f.Fix != "write g" || f.Severity != policy.Error || f.File != "f" || len(f.Related) != 1 || f.Related[0].File != "g" {
		t.Errorf("got %+v", f)
	}
}

// A fingerprint survives what happens elsewhere in the file, and nothing else shares it.
func TestFingerprint(t *testing.T) {
	a, b := rules(t)
	values := map[string]string{"name": "n", "good": "g"}
	base := make1(t, a, facts.Node{File: "f", Range: at(3, 1), Pointer: "/x"}, values).Fingerprint
	for _, c := range []struct {
		name   string
		f      finding.Finding
		shared bool
	}{
		{"another line", make1(t, a, facts.Node{File: "f", Range: at(9, 5), Pointer: "/x"}, values), true},
		{"another rule", make1(t, b, facts.Node{File: "f", Range: at(3, 1), Pointer: "/x"}, values), false},
		{"another subject", make1(t, a, facts.Node{File: "f", Range: at(3, 1), Pointer: "/y"}, values), false},
		{"another value", make1(t, a, facts.Node{File: "f", Range: at(3, 1), Pointer: "/x"}, map[string]string{"name": "m", "good": "g"}), false},
		{"parts joined otherwise", make1(t, a, facts.Node{File: "f", Range: at(3, 1), Pointer: "/x"}, map[string]string{"name": "ng", "good": ""}), false},
	} {
		if got := c.f.Fingerprint == base; got != c.shared {
			t.Errorf("%s: shares the fingerprint: %v", c.name, got)
		}
	}
}

func TestSortIsTotal(t *testing.T) {
	a, b := rules(t)
	values := map[string]string{"name": "n", "good": "g"}
	want := []finding.Finding{
		make1(t, a, facts.Node{File: "f", Pointer: "whole file"}, values),
		make1(t, a, facts.Node{File: "f", Range: at(1, 1)}, values),
		make1(t, b, facts.Node{File: "f", Range: at(1, 1)}, values),
		make1(t, a, facts.Node{File: "f", Range: at(1, 2)}, values),
		make1(t, a, facts.Node{File: "f", Range: at(2, 1)}, values),
		make1(t, a, facts.Node{File: "g", Range: at(1, 1)}, values),
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	finding.Sort(got)
	for i := range want {
		if got[i].Node != want[i].Node || got[i].Rule != want[i].Rule {
			t.Errorf("position %d: got %s %v", i, got[i].Rule.ID, got[i].Node)
		}
	}
}

func TestDedupeDropsTheSameAtTheSamePlace(t *testing.T) {
	a, b := rules(t)
	values := map[string]string{"name": "n", "good": "g"}
	n := facts.Node{File: "f", Range: at(1, 1)}
	fs := []finding.Finding{make1(t, a, n, values), make1(t, a, n, values), make1(t, b, n, values)}
	if got := finding.Dedupe(fs); len(got) != 2 {
		t.Errorf("got %d findings, want 2", len(got))
	}
}

func TestAtLeast(t *testing.T) {
	fs := []finding.Finding{{Severity: policy.Info}, {Severity: policy.Warning}}
	for least, want := range map[policy.Severity]bool{policy.Error: false, policy.Warning: true, policy.Info: true, policy.Off: false} {
		if got := finding.AtLeast(fs, least); got != want {
			t.Errorf("AtLeast(%s) = %v", least, got)
		}
	}
}
