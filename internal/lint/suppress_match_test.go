package lint

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/suppression"
)

// covers says slowly what a directive covers.
func covers(d *directive, f *finding.Finding) bool {
	s := &d.Covers
	if s.Match == nil && s.File != f.File || s.Match != nil && !s.Match(f.File) || !silenceable(f.Rule) || !d.inForce {
		return false
	}
	named := len(d.names) == 0
	for _, n := range d.names {
		for _, r := range n.rules {
			named = named || r == f.Rule
		}
	}
	separator := "/"
	if f.Kind == facts.Migration {
		separator = "."
	}
	return named && (s.Range == facts.Range{} || holds(s.Range, f.Range.Start)) &&
		(s.Pointer == "" || f.Pointer == s.Pointer || strings.HasPrefix(f.Pointer, s.Pointer+separator))
}

// Whatever directives and findings there are, the first that covers a finding silences it.
func TestSilenceAgreesWithSearching(t *testing.T) {
	rules := []*policy.Rule{
		{ID: "rest/a", Suppressible: true}, {ID: "rest/b", Suppressible: true}, {ID: "schema/c", Suppressible: true},
		{ID: "rest/never"}, {ID: "parse/error", Suppressible: true}, {ID: "suppression/unused", Suppressible: true},
	}
	pointers := []string{"", "/a", "/a/b", "/a/bc", "/ab", "a", "a.b", "a.bc", "a.b.c"}
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(n int) int { return r.IntN(n) }
	place := func() facts.Position { return facts.Position{Line: 1 + pick(6), Column: 1 + pick(3)} }
	for round := range 3000 {
		e := &exceptions{}
		for range pick(8) {
			d := directive{inForce: pick(5) > 0}
			d.Covers = suppression.Scope{File: fmt.Sprint("f", pick(2)), Kind: "node"}
			if pick(4) == 0 {
				only := fmt.Sprint("f", pick(3))
				d.Covers.File, d.Covers.Match = "", func(file string) bool { return file == only || only == "f2" }
			}
			if d.Covers.Match == nil && pick(3) > 0 { // lines of no file in particular mean nothing
				d.Covers.Range = facts.Range{Start: place(), End: place()}
			}
			if pick(3) == 0 {
				d.Covers.Pointer = pointers[pick(len(pointers))]
			}
			for range pick(3) {
				n := named{}
				for range 1 + pick(2) {
					n.rules = append(n.rules, rules[pick(len(rules))])
				}
				d.names = append(d.names, n)
			}
			e.list = append(e.list, d)
		}
		var all []finding.Finding
		for range pick(12) {
			f := finding.Finding{Rule: rules[pick(len(rules))], Kind: facts.OpenAPI, Node: facts.Node{File: fmt.Sprint("f", pick(2)), Pointer: pointers[pick(len(pointers))]}}
			if pick(2) == 0 {
				f.Kind = facts.Migration
			}
			if pick(5) > 0 {
				f.Range.Start = place()
			}
			all = append(all, f)
		}
		for i := range e.list {
			e.list[i].At.Range.Start.Line = i + 1
		}
		uses := make([]int, len(e.list))
		e.silence(all)
		for i := range all {
			want := 0
			for k := range e.list {
				if covers(&e.list[k], &all[i]) {
					want = k + 1
					uses[k]++
					break
				}
			}
			got := 0
			if s := all[i].Suppression; s != nil {
				got = s.Range.Start.Line
			}
			if got != want {
				t.Fatalf("round %d: the finding %+v is silenced by %d, and not by %d, of %+v", round, all[i], got, want, e.list)
			}
		}
		for k := range uses {
			if e.list[k].uses != uses[k] {
				t.Fatalf("round %d: %d uses of %d, not %d", round, e.list[k].uses, k, uses[k])
			}
		}
	}
}

// BenchmarkSilence shows that the time grows with the findings and the directives, and not with their product.
func BenchmarkSilence(b *testing.B) {
	rule := &policy.Rule{ID: "rest/a", Suppressible: true}
	for name, shape := range map[string]func(i, n int) suppression.Scope{
		"a line each": func(i, _ int) suppression.Scope {
			return suppression.Scope{File: "f", Range: facts.Range{Start: facts.Position{Line: i + 1, Column: 1}, End: facts.Position{Line: i + 2, Column: 1}}}
		},
		"nested": func(i, n int) suppression.Scope {
			return suppression.Scope{File: "f", Range: facts.Range{Start: facts.Position{Line: n/2 - i/2, Column: 1}, End: facts.Position{Line: n/2 + i/2, Column: 1}}}
		},
		"a subject each": func(i, _ int) suppression.Scope { return suppression.Scope{File: "f", Pointer: fmt.Sprint("/", i)} },
	} {
		for _, n := range []int{1000, 10_000, 100_000} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				e := &exceptions{}
				var all []finding.Finding
				for i := range n {
					d := directive{inForce: true, names: []named{{rules: []*policy.Rule{rule}}}}
					d.Covers = shape(i, n)
					e.list = append(e.list, d)
					all = append(all, finding.Finding{Rule: rule, Kind: facts.OpenAPI, Node: facts.Node{File: "f", Pointer: fmt.Sprint("/", i), Range: facts.Range{Start: facts.Position{Line: i + 1, Column: 1}}}})
				}
				b.ReportAllocs()
				for b.Loop() {
					e.silence(all)
				}
			})
		}
	}
}
