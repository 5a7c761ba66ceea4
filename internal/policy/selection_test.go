package policy_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
)

type selectionRow struct {
	At     facts.ID `json:"at"`
	Kind   string   `json:"kind"`
	Flag   bool     `json:"flag"`
	Rare   bool     `json:"rare,omitempty"`
	Table  string   `json:"table,omitempty"`
	Number int      `json:"number"`
}

type selectionFacts struct {
	Rows  []selectionRow `json:"rows"`
	Other []selectionRow `json:"other"`
}

func selectionDoc() *facts.Doc {
	var nodes facts.Nodes
	model := selectionFacts{Rows: []selectionRow{}, Other: []selectionRow{}}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 200 {
		model.Rows = append(model.Rows, selectionRow{
			At:   nodes.Add(facts.Node{File: "f", Pointer: fmt.Sprint(i)}),
			Kind: string("ABC"[r.IntN(3)]), Flag: r.IntN(2) == 0, Rare: r.IntN(9) == 0, Table: strings.Repeat("t", r.IntN(3)), Number: r.IntN(3),
		})
	}
	return facts.New(facts.Migration, "f", []string{"f"}, &nodes, model)
}

// stepless is a tracer that is never told anything: with a tracer, nothing is left out.
type stepless struct{}

func (stepless) Enabled() bool               { return false }
func (stepless) TraceEvent(topdown.Event)    {}
func (stepless) Config() topdown.TraceConfig { return topdown.TraceConfig{} }

// TestSelections holds that picking rows beforehand changes nothing: each body is also written in a form that no selection
// is made of, "with input as input", and both must find the same.
func TestSelections(t *testing.T) {
	for _, c := range []struct {
		body string
		want bool // something is found
	}{
		{`some s in input.rows; s.kind == "A"`, true},
		{`some s in input.rows; "A" == s.kind; s.flag`, true},
		{`some s in input.rows; s.kind == "D"`, false},
		{`some s in input.rows; s.kind in {"A", "C"}; not s.flag`, true},
		{`some s in input.rows; s.rare`, true},
		{`some s in input.rows; not s.rare; s.table; s.kind == "B"`, true},
		{`some s in input.rows; not s.table; s.number == 1`, true},
		{`some s in input.rows; s.flag == true; s.rare == true; s.kind != "A"`, true},
		{`some s in input.rows; s.flag == false; some o in input.rows; o.kind == "B"; o.number == s.number; o.rare`, true},
		{`some s in input.rows; s.number in {0, 2}; count([o | some o in input.rows; o.rare; o.kind == s.kind]) > 1`, true},
		{`some s in input.rows; not any_rare(s.kind)`, false},
		{`some s in input.rows; s.kind == "A"; every o in input.rows { o.kind in {"A", "B", "C"} }`, true},
		{`some s in input.rows; some o in input.other; o.flag; s.rare`, false},
		{`some i, s in input.rows; s.kind == "C"; i > 10`, true},
		{`some s in input.rows; s.kind == "A"; s.nothing`, false},
		{`some s in input.none; s.kind == "A"`, false},
	} {
		t.Run(c.body, func(t *testing.T) {
			body := strings.ReplaceAll(c.body, "; ", "\n\t")
			const helper = "\n\nany_rare(kind) if {\n\tsome r in input.rows\n\tr.rare\n\tr.kind == kind\n}\n"
			plain := findings(t, "deny contains {\"at\": s.at, \"name\": s.kind} if {\n\t"+body+"\n}"+helper)
			// The with is what keeps selections out of a module.
			whole := findings(t, "deny contains {\"at\": s.at, \"name\": s.kind} if {\n\t"+body+"\n}\n\nunused if input with input as {}\n"+helper)
			if d := cmp.Diff(whole, plain); d != "" {
				t.Error(d)
			}
			if (len(plain) > 0) != c.want {
				t.Errorf("found %d rows", len(plain))
			}
		})
	}
}

func findings(t *testing.T, rego string) []facts.ID {
	t.Helper()
	r := mustLoad(t, header+"package bdma.rest.short_name\n\n"+rego)
	p, err := policy.Compile([]*policy.Rule{r}, nil)
	if err != nil {
		t.Fatal(err)
	}
	doc := p.Prepare(selectionDoc())
	var both [2][]facts.ID
	for i, tracer := range []topdown.QueryTracer{nil, stepless{}} {
		found, err := p.Eval(t.Context(), policy.Evaluation{Rule: r, Doc: doc, Settings: ast.NewObject(), Tracer: tracer})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range found {
			both[i] = append(both[i], v.At)
		}
	}
	if d := cmp.Diff(both[0], both[1]); d != "" {
		t.Errorf("skipping the rule changes what it finds: %s", d)
	}
	return both[0]
}
