package cli

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/suppression"
)

func TestDiff(t *testing.T) {
	many := "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n"
	for _, c := range []struct {
		name, data string
		edits      []suppression.Edit
		want       string
	}{
		{"a line is put in", "a\nb\n", []suppression.Edit{{First: 2, Last: 2, Text: "x\n"}}, "@@ -1,2 +1,3 @@\n a\n+x\n b\n"},
		{"a line is taken out", "a\nb\nc\n", []suppression.Edit{{First: 2, Last: 4}}, "@@ -1,3 +1,2 @@\n a\n-b\n c\n"},
		{"a line changes", "a\nbcd\n", []suppression.Edit{{First: 3, Last: 3, Text: "x"}, {First: 4, Last: 5, Text: "y"}}, "@@ -1,2 +1,2 @@\n a\n-bcd\n+bxcy\n"},
		{"at the end", "a\n", []suppression.Edit{{First: 2, Last: 2, Text: "x\ny\n"}}, "@@ -1,1 +1,3 @@\n a\n+x\n+y\n"},
		{"a new file", "", []suppression.Edit{{Text: "x\n"}}, "@@ -0,0 +1,1 @@\n+x\n"},
		{"no line break at the end", "a", []suppression.Edit{{First: 1, Last: 1, Text: "\nb"}}, "@@ -1,1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n\\ No newline at end of file\n"},
		{"far apart", many, []suppression.Edit{{First: 2, Last: 2, Text: "x\n"}, {First: 42, Last: 45, Text: ""}}, "@@ -1,4 +1,5 @@\n 1\n+x\n 2\n 3\n 4\n@@ -15,6 +16,5 @@\n 15\n 16\n 17\n-18\n 19\n 20\n"},
		{"near each other", many, []suppression.Edit{{First: 10, Last: 10, Text: "x\n"}, {First: 0, Last: 2, Text: ""}}, "@@ -1,8 +1,8 @@\n-1\n 2\n 3\n 4\n 5\n+x\n 6\n 7\n 8\n"},
		{"what a terminal obeys", "a\x1b[31m\n", []suppression.Edit{{First: 0, Last: 0, Text: "\u202e\n"}}, "@@ -1,1 +1,2 @@\n+\\u202e\n a\\x1b[31m\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := writeDiff(&b, "f", []byte(c.data), c.edits); err != nil {
				t.Fatal(err)
			}
			if want := "--- f\n+++ f\n" + c.want; b.String() != want {
				t.Errorf("got\n%s\nwant\n%s", &b, want)
			}
		})
	}
}

// TestDiffApplies lets git apply what is shown.
func TestDiffApplies(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not installed")
	}
	lines := strings.Split(strings.Repeat("line\n", 60), "\n")
	for i := range lines {
		lines[i] += string(rune('a' + i%26))
	}
	data := strings.Join(lines, "\n")
	for seed := range 200 {
		var edits []suppression.Edit
		at := 0
		for x := uint32(seed + 1); ; {
			x = x*1664525 + 1013904223
			first := at + int(x>>16)%90
			last := first + int(x>>8)%12
			if last > len(data) || len(edits) > 8 {
				break
			}
			edits = append(edits, suppression.Edit{First: first, Last: last, Text: []string{"", "x", "x\n", "\nx\ny"}[x>>28&3]})
			at = last + 1
		}
		want, err := suppression.Apply([]byte(data), edits)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := writeDiff(&b, "f", []byte(data), edits); err != nil {
			t.Fatal(err)
		}
		if seed%10 != 0 || bytes.Equal(want, []byte(data)) {
			continue
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "f"), []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(git, "apply", "-p0", "-")
		cmd.Dir, cmd.Stdin = dir, &b
		shown := b.String()
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%d: %v: %s\n%s", seed, err, out, shown)
		}
		if got, err := os.ReadFile(filepath.Join(dir, "f")); err != nil || !bytes.Equal(got, want) {
			t.Fatalf("%d: the diff makes something else of it (%v):\n%s", seed, err, shown)
		}
	}
}

func TestMendable(t *testing.T) {
	edit := func(file string, first, last int) finding.Edit {
		return finding.Edit{File: file, First: first, Last: last}
	}
	list := []finding.Finding{
		{Message: "b", Edits: []finding.Edit{edit("b", 0, 4)}},
		{Message: "a", Edits: []finding.Edit{edit("a", 5, 9), edit("a", 0, 2)}},
		{Message: "overlaps", Edits: []finding.Edit{edit("c", 0, 1), edit("a", 8, 12)}},
		{Message: "beside", Edits: []finding.Edit{edit("a", 9, 12)}},
		{Message: "silenced", Edits: []finding.Edit{edit("a", 20, 22)}, Suppression: &finding.Suppression{}},
		{Message: "for a person"},
	}
	var got []string
	for _, m := range mendable(list) {
		for _, f := range m.findings {
			got = append(got, m.file+": "+f.Message)
		}
	}
	if want := []string{"a: a", "a: beside", "b: b"}; !slices.Equal(got, want) {
		t.Errorf("mends %q, want %q", got, want)
	}
}
