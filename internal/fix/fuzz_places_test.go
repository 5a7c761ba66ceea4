package fix

import (
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// FuzzPlaces asks for each edit at any place of any file: edits stay within the file, in order and apart, and JSON stays JSON.
func FuzzPlaces(f *testing.F) {
	for _, text := range []string{
		"CREATE INDEX i ON t (a);\r\n", "\ufeffa: é\n\tb\n", "{\"a\": [1, {\"b\": null}], \"c\": \"\\ud800\"}", "{}", "[]", "", "a: &x [1]\nb: *x\n", "- a: |\n   b\n- {c: d}\n",
		"a:\n  ? b\n  : c\n", "{\"a\":{\"a\":{}}}", "a: 'it''s'\n# c\n", "\xff\xfe", "{\"a\":1,}", "--- a\n...\n",
	} {
		f.Add(text, 1, 1, 1, 2, uint8(0), "x", true)
		f.Add(text, 1, 2, 2, 1, uint8(5), "a\nb", false)
	}
	actions := []policy.Action{
		policy.DoReplace, policy.DoBefore, policy.DoAfter, policy.DoDelete, policy.DoSet, policy.DoBeside, policy.DoValue, policy.DoKey, policy.DoRemove, "other",
	}
	f.Fuzz(func(t *testing.T, text string, line, column, endLine, endColumn int, action uint8, value string, inJSON bool) {
		name := "a.yaml"
		if inJSON {
			name = "a.json"
		}
		node := facts.Node{File: name, Range: facts.Range{Start: facts.Position{Line: line, Column: column}, End: facts.Position{Line: endLine, Column: endColumn}}}
		ask := policy.Ask{Do: actions[int(action)%len(actions)], Text: value, Value: value}
		list := []finding.Finding{{Asks: []finding.Ask{{Node: node, Ask: ask}}}}
		Resolve(func(string) ([]byte, error) { return []byte(text), nil }, list)
		edits := list[0].Edits
		at := 0
		for _, e := range edits {
			if e.First < at || e.Last < e.First || e.Last > len(text) || e.File != name {
				t.Fatalf("edits of %q: %+v", text, edits)
			}
			at = e.Last
		}
		out, err := Apply([]byte(text), edits)
		if err != nil {
			t.Fatal(err)
		}
		if structural(ask.Do) && inJSON && len(edits) > 0 && valid([]byte(strings.TrimPrefix(text, "\ufeff"))) && !valid([]byte(strings.TrimPrefix(string(out), "\ufeff"))) {
			t.Fatalf("%s %q makes %q of %q", ask.Do, value, out, text)
		}
		for _, m := range Choose(slices.Repeat(list, 2)) {
			if len(m.Findings) != 1 {
				t.Errorf("%d findings are mended at the same place", len(m.Findings))
			}
		}
	})
}
