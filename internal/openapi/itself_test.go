package openapi

import (
	"testing"

	"github.com/bdma-dev/bdma/internal/openapi/contract"
	"github.com/bdma-dev/bdma/internal/source"
)

// TestNothingChangedInItself compares every document of the corpus with itself, those of many files among them.
func TestNothingChangedInItself(t *testing.T) {
	if small() {
		t.Skip("reads all of it twice")
	}
	tr := corpus(t)
	compared := 0
	for _, unit := range Find(tr, candidates(t, tr)).Units {
		was, ok := Contract(tr, unit)
		if !ok {
			continue
		}
		is, _ := Contract(tr, unit)
		changes, complete := contract.Compare(was, is)
		if !complete {
			t.Errorf("%s: too large to be compared", unit.Name)
		}
		for _, ch := range changes[:min(len(changes), 3)] {
			t.Errorf("%s: %s %s: %s %s", unit.Name, ch.Kind, ch.Effect, ch.Subject, ch.Name)
		}
		compared++
	}
	t.Logf("%d documents compared", compared)
}

// TestBundledAndSplit compares a public document that the corpus has in one file and in five hundred.
func TestBundledAndSplit(t *testing.T) {
	tr := corpus(t)
	read := func(name string) *contract.API {
		api, ok := Contract(tr, source.Unit{Name: name, Files: []string{name}})
		if !ok {
			t.Fatalf("%s is not read", name)
		}
		return api
	}
	changes, _ := contract.Compare(read("lob/lob-api-bundled.yml"), read("lob-multi/lob-api-public.yml"))
	for _, ch := range changes {
		if ch.Kind == "discriminator-mapping" {
			continue // its bundler made numbers of the references of one mapping
		}
		t.Errorf("%s %s: %s %s (%s to %s) at %v", ch.Kind, ch.Effect, ch.Subject, ch.Name, ch.From, ch.To, ch.At.Node())
	}
}
