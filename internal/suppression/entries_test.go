package suppression

import (
	"strings"
	"testing"
)

func TestAddEntries(t *testing.T) {
	one := "- rule: r/a\n  paths: [\"a[*].json\"]\n  pointer: \"/paths/~1a\"\n  until: 2027-01-31\n  reason: \"say \\\"why\\\"\"\n"
	indented := func(by, text string) string {
		return by + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n"+by) + "\n"
	}
	for _, c := range []struct{ name, data, want string }{
		{"no file", "", "version: 1\n\nsuppressions:\n" + indented("  ", one)},
		{"only comments", "# remark\n", "# remark\nversion: 1\n\nsuppressions:\n" + indented("  ", one)},
		{"at the end", "rules: {a/b: off}", "rules: {a/b: off}\n\nsuppressions:\n" + indented("  ", one)},
		{"behind the others", "suppressions:\n    - rule: r/b # x\n      reason: |\n        y\n        z\n    # remark\n\nrules: {}\n", "suppressions:\n    - rule: r/b # x\n      reason: |\n        y\n        z\n" + indented("    ", one) + "    # remark\n\nrules: {}\n"},
		{"not indented", "suppressions:\n- rule: r/b\n  reason: y\nrules: {}", "suppressions:\n- rule: r/b\n  reason: y\n" + one + "rules: {}"},
		{"no line break at the end", "suppressions:\n- rule: r/b\n  reason: y", "suppressions:\n- rule: r/b\n  reason: y\n" + one},
		{"line breaks of Windows", "rules: {}\r\n", "rules: {}\r\n\r\nsuppressions:\r\n" + strings.ReplaceAll(indented("  ", one), "\n", "\r\n")},
	} {
		t.Run(c.name, func(t *testing.T) {
			edits, err := AddEntries("bdma.yaml", []byte(c.data), []Entry{{Rule: "r/a", Paths: []string{"a*.json"}, Pointer: "/paths/~1a", Until: "2027-01-31", Reason: `say "why"`}})
			if err != nil {
				t.Fatal(err)
			}
			if got, err := Apply([]byte(c.data), edits); err != nil || string(got) != c.want {
				t.Errorf("got %v\n%s\nwant\n%s", err, got, c.want)
			}
		})
	}
	for _, data := range []string{"{rules: {}}", "suppressions: [{rule: r/a}]", "suppressions: []", "- a", "a: [", "a: 1\n...\n"} {
		if edits, err := AddEntries("bdma.yaml", []byte(data), []Entry{{Rule: "r/a", Reason: "x"}}); err == nil {
			t.Errorf("%q: %+v, want an error", data, edits)
		}
	}
}
