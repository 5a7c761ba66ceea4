package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/bdma-dev/bdma/internal/cli"
)

// The outputs that docs/start.md shows are those of its commands, typed one after the other in the repository of
// testdata/start_guide.txtar, whose states are put in place where the page says so.
func TestStartGuideShowsRealOutput(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	const page = "../../docs/start.md"
	guide, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	absolute, err := filepath.Abs(page)
	if err != nil {
		t.Fatal(err)
	}
	archive, err := txtar.ParseFile("testdata/start_guide.txtar")
	if err != nil {
		t.Fatal(err)
	}
	defer cli.SetVersion("0.1.0")()
	for name, value := range map[string]string{
		"GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_SYSTEM": os.DevNull,
		"GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@parcels.example", "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@parcels.example",
	} {
		t.Setenv(name, value)
	}
	t.Chdir(t.TempDir())
	states := 0
	put := func(state string) {
		n := 0
		for _, f := range archive.Files {
			name, ok := strings.CutPrefix(f.Name, state+"/")
			if !ok {
				continue
			}
			n++
			if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, f.Data, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if n == 0 {
			t.Fatalf("the repository has no state %q", state)
		}
		states++
	}
	typed := func(command string) string {
		words := shellWords(command)
		var out bytes.Buffer
		switch words[0] {
		case "bdma":
			cli.Main(words[1:], nil, &out, &out)
		case "cat":
			for i, name := range words[1:] {
				text, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				if i > 0 {
					out.WriteString("\n")
				}
				out.Write(text)
			}
		case "git":
			cmd := exec.Command("git", words[1:]...)
			cmd.Stdout, cmd.Stderr = &out, &out
			if err := cmd.Run(); err != nil {
				t.Fatalf("%s: %v\n%s", command, err, &out)
			}
		default:
			t.Fatalf("the page types %q", command)
		}
		return out.String()
	}
	put("service")
	for _, command := range []string{"git init -q -b main", "git add .", "git commit -q -m first"} {
		typed(command)
	}

	var real strings.Builder
	inBlock, kinds := false, map[string]bool{}
	for line := range strings.Lines(string(guide)) {
		switch text := strings.TrimSuffix(line, "\n"); {
		case strings.HasPrefix(text, "<!-- state: "):
			put(strings.TrimSuffix(strings.TrimPrefix(text, "<!-- state: "), " -->"))
			real.WriteString(line)
		case text == "```console":
			inBlock = true
			real.WriteString(line)
		case text == "```" && inBlock:
			inBlock = false
			real.WriteString(line)
		case !inBlock:
			real.WriteString(line)
		case strings.HasPrefix(text, "$ "):
			real.WriteString(line)
			kinds[strings.Join(shellWords(text[2:])[:2], " ")] = true
			real.WriteString(typed(text[2:]))
		}
	}
	if *update && sameTime(real.String()) != sameTime(string(guide)) {
		if err := os.WriteFile(absolute, []byte(real.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, want := sameTime(real.String()), sameTime(string(guide)); got != want {
		g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
		i := 0
		for i < len(g) && i < len(w) && g[i] == w[i] {
			i++
		}
		t.Errorf("docs/start.md shows something else from line %d on; -update writes it anew:\n%s", i+1, strings.Join(g[i:min(i+10, len(g))], "\n"))
	}
	for _, command := range []string{"bdma init", "bdma lint", "bdma baseline"} {
		if !kinds[command] {
			t.Errorf("the page does not show %s", command)
		}
	}
	if used := slices.Compact(slices.Sorted(stateNames(archive))); states != len(used) {
		t.Errorf("the page shows %d states of the repository, which has %q", states, used)
	}
}

func stateNames(archive *txtar.Archive) func(func(string) bool) {
	return func(yield func(string) bool) {
		for _, f := range archive.Files {
			name, _, _ := strings.Cut(f.Name, "/")
			if !yield(name) {
				return
			}
		}
	}
}

// shellWords divides a command as a shell does, as far as the page needs it: at spaces outside of double quotes.
func shellWords(command string) []string {
	var words []string
	for i, part := range strings.Split(command, `"`) {
		if i%2 == 1 {
			words = append(words, part)
		} else {
			words = append(words, strings.Fields(part)...)
		}
	}
	return words
}
