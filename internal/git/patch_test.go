package git

import (
	"strings"
	"testing"
)

func TestPatchThatMakesNoSense(t *testing.T) {
	for _, text := range []string{
		"diff --git a/x b/x\n@@ -1 +1 @@\n", "diff --git a/x b/x\n@@ -1 +1,2 @@\n-a\n+b\n", "diff --git a/x b/x\n@@ -1 +1 @@\n a\n",
		"diff --git a/x b/x\n@@ -1\n", "diff --git a/x b/x\n@@ -1 +x @@\n", "diff --git a/x b/x\n@@ -1 +1,-5 @@\n",
	} {
		var p patch
		if err := p.read(strings.NewReader(text)); err == nil {
			t.Errorf("%q is taken for a patch: %v", text, p.files)
		}
	}
}

func TestUnquote(t *testing.T) {
	for quoted, want := range map[string]string{
		`"a\tb\n\"\\\303\274"`: "a\tb\n\"\\ü", `"a`: "", `"a"b"`: "", `"\"`: "", `"\9"`: "", `"\777"`: "", `"\12"`: "", `""`: "",
	} {
		if got, _ := unquote(quoted); got != want {
			t.Errorf("%s: got %q, want %q", quoted, got, want)
		}
	}
}

// Whatever is read as a patch, its lines are positive and ascend within a hunk.
func FuzzPatch(f *testing.F) {
	f.Add("diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ b/x\n@@ -1 +1,2 @@ func\n-a\n+b\n+c\n\\ No newline at end of file\n")
	f.Add("diff --git \"a/\\303\" b/y\nsimilarity index 90%\nrename from \"\\303\\274\"\nrename to y\n")
	f.Fuzz(func(t *testing.T, text string) {
		var p patch
		if err := p.read(strings.NewReader(text)); err != nil {
			return
		}
		for _, file := range p.files {
			for _, l := range file.Added {
				if l.First < 0 || l.Last < l.First {
					t.Errorf("%v", l)
				}
			}
		}
	})
}
