package coverage

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// guide returns docs/coverage.md.
func guide(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../../docs/coverage.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// formatNames finds the names of all formats in the source code.
func formatNames(t *testing.T) (names []string) {
	t.Helper()
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	declared := regexp.MustCompile(`(?:&format\{name: |\}\.format\()"([^"]+)"`)
	for _, file := range sources {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range declared.FindAllSubmatch(data, -1) {
			names = append(names, string(m[1]))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// The guide's table has a row for each format, which says at least what the reports of the corpus count, and the fact tells
// rule authors its name.
func TestGuideNamesFormats(t *testing.T) {
	names := formatNames(t)
	if len(names) < 30 {
		t.Fatalf("only %d formats were found: %v", len(names), names)
	}
	rows := make(map[string]string) // what a format holds
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z.-]+)` \\| [^|]+ \\| ([^|]+) \\| [^|]+ \\|$").FindAllStringSubmatch(guide(t), -1) {
		rows[m[1]] = m[2]
	}
	model, err := os.ReadFile("model.go")
	if err != nil {
		t.Fatal(err)
	}
	_, fact, _ := strings.Cut(string(model), "\t// Format is ")
	fact, _, _ = strings.Cut(fact, "\tFormat string")
	for _, name := range names {
		if !strings.Contains(fact, `"`+name+`"`) {
			t.Errorf("the comment of Report.Format does not name %q", name)
		}
		if _, ok := rows[name]; !ok && name != noFormat.name {
			t.Errorf("docs/coverage.md has no row for %s", name)
		}
	}
	for name := range rows {
		if !slices.Contains(names, name) {
			t.Errorf("docs/coverage.md has a row for %s, which is no format", name)
		}
	}
	verdicts, err := os.ReadFile(filepath.Join("testdata", "verdicts.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^\t([a-z.-]+)(?: by [^,]+)?, \d+ files(.*)$`).FindAllStringSubmatch(string(verdicts), -1) {
		for _, metric := range metricNames {
			if strings.Contains(m[2], ", "+metric+" ") && !strings.Contains(rows[m[1]], metric) {
				t.Errorf("docs/coverage.md does not say that %s holds the metric %s", m[1], metric)
			}
		}
	}
}

// What bdma only knows by name is in the guide by the name that it gives it.
func TestGuideNamesRefusals(t *testing.T) {
	text := guide(t)
	sources, err := filepath.Glob("sniff*.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, file := range sources {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?:what: |convert\()"is ([^",]+)`).FindAllSubmatch(data, -1) {
			if n++; !strings.Contains(text, string(m[1])) {
				t.Errorf("docs/coverage.md does not say what to do with what is %s", m[1])
			}
		}
	}
	if n < 15 {
		t.Errorf("only %d names were found in %v", n, sources)
	}
}

// The guide shows each difference from what other tools count with the numbers that the tests hold.
func TestGuideNamesDifferences(t *testing.T) {
	text := guide(t)
	for key, d := range differences {
		// Clover has what Cobertura has, and the LCOV without branches the lines of the other.
		if !strings.Contains(text, "| "+d.ours+" | "+d.theirs+" |") {
			t.Errorf("docs/coverage.md does not have %s: %s here and %s there", key, d.ours, d.theirs)
		}
	}
	for key, c := range corrected {
		if !strings.Contains(text, fmt.Sprintf("| %d/%d ", c.covered, c.total)) {
			t.Errorf("docs/coverage.md does not have %s: %d/%d", key, c.covered, c.total)
		}
	}
}
