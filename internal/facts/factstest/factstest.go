// Package factstest has the checks that every reader's tests make of its facts.
package factstest

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"

	"github.com/bdma-dev/bdma/internal/facts"
)

// EqualsJSON fails the test unless [facts.Encode] builds the same value as the model's JSON form does.
func EqualsJSON(t testing.TB, model any) {
	t.Helper()
	raw, err := json.Marshal(model)
	if err != nil {
		t.Fatal(err)
	}
	var plain any
	if err := util.NewJSONDecoder(bytes.NewReader(raw)).Decode(&plain); err != nil {
		t.Fatal(err)
	}
	want := ast.MustInterfaceToValue(plain)
	if got := facts.Encode(model); got.Compare(want) != 0 {
		t.Errorf("the encoded facts differ from their JSON form\n got: %v\nwant: %v", got, want)
	}
}

// WellFormed fails the test unless every place in the document names one of its files and has a range that is either
// zero or runs forwards from line 1.
func WellFormed(t testing.TB, doc *facts.Doc) {
	t.Helper()
	files := make(map[string]bool, len(doc.Files))
	for _, f := range doc.Files {
		files[f] = true
	}
	for id, n := range doc.Nodes() {
		if !files[n.File] {
			t.Errorf("node %d (%s) is in %q, which the document does not list", id, n.Pointer, n.File)
		}
		if n.Range == (facts.Range{}) {
			continue
		}
		s, e := n.Range.Start, n.Range.End
		if s.Line < 1 || s.Column < 1 {
			t.Errorf("node %d (%s) starts at %d:%d", id, n.Pointer, s.Line, s.Column)
		}
		if e != (facts.Position{}) && (e.Line < s.Line || e.Line == s.Line && e.Column < s.Column) {
			t.Errorf("node %d (%s) runs backwards: %v", id, n.Pointer, n.Range)
		}
	}
}
