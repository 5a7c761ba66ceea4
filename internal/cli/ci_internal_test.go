package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzReadEvent(f *testing.F) {
	hash := strings.Repeat("1", 40)
	f.Add([]byte(`{"pull_request": {"number": 7, "base": {"ref": "main", "sha": "` + hash + `"}, "head": {"sha": "` + hash + `"}}}`))
	f.Add([]byte(`{"merge_group": {"base_ref": "refs/heads/main", "base_sha": "` + hash + `", "head_sha": null}}`))
	f.Add([]byte(`{"pull_request": null, "merge_group": []}`))
	f.Add([]byte(`{"pull_request": {"base": {"ref": "\u001b]0;x\u0007\n::error::", "sha": "--output=x"}}}`))
	f.Add([]byte(strings.Repeat("[", 20_000)))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		file := filepath.Join(dir, "event.json")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		ev, err := readEvent(file)
		if err != nil {
			if len(err.Error()) > 1000 {
				t.Errorf("the error has %d bytes", len(err.Error()))
			}
			return
		}
		if p := ev.PullRequest; p != nil {
			name := branchName(p.Base.Ref, hash)
			if name == "" || len(name) > 255 || !utf8.ValidString(name) || strings.ContainsAny(name, "\x00\n\r\x1b \u202e") {
				t.Errorf("a branch is called %q", name)
			}
		}
	})
}

func TestReadEventHasLimits(t *testing.T) {
	dir := t.TempDir()
	large := filepath.Join(dir, "large.json")
	if err := os.WriteFile(large, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, maxEvent+1); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{large: "has more than 32 MiB", dir: "is not a file", "": "GITHUB_EVENT_PATH is not set", filepath.Join(dir, "none"): "is not a file"} {
		if _, err := readEvent(file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want that it %s", file, err, want)
		}
	}
}

func TestBranchName(t *testing.T) {
	hash := strings.Repeat("1", 40)
	for ref, want := range map[string]string{
		"main": "main", "refs/heads/release/1.2": "release/1.2", "größe": "größe", "::error::": "::error::",
		"": "111111111111", "a\nb": "111111111111", "\x1b[31m": "111111111111", "\xff": "111111111111", "a\u202eb": "111111111111",
		strings.Repeat("x", 256): "111111111111",
	} {
		if got := branchName(ref, hash); got != want {
			t.Errorf("%q: got %q, want %q", ref, got, want)
		}
	}
}
