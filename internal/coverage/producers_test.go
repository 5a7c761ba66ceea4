package coverage

import (
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// stated is a number that a tool states of a program that it measured, with the reports that it wrote of the same run. The
// programs, the reports and the tools' own summaries are in testdata/producers; "make producers" writes them anew.
type stated struct {
	language string
	metric   string
	scope    string // a source file, or a package with a slash at its end, that the number is of; empty for all
	// summary is the file in which the tool states its number, and said what finds the number there: covered and total ("c", "t"),
	// missed ("m"), or only a percentage ("p").
	summary, said string
	reports       []string
}

const (
	goTotal     = `(?m)^total:?\s+\(statements\)\s+(?P<p>[\d.]+)%`
	lcovTotal   = `%s\.+: \S+ \((?P<c>\d+) of (?P<t>\d+) `
	istanbulRow = `(?m)^%s\s*: \S+ \( (?P<c>\d+)/(?P<t>\d+) \)`
	gcovrRow    = `(?m)^%s\s+(?P<t>\d+)\s+(?P<c>\d+)\s+\d+%%`
	gcovTotal   = `\n\nLines executed:(?P<p>[\d.]+)%% of (?P<t>%s)\n`
	gcovFile    = `File '%s'\nLines executed:(?P<p>[\d.]+)%% of (?P<t>\d+)\n`
	pyLines     = `(?m)^TOTAL\s+(?P<t>\d+)\s+(?P<m>\d+)`
	pyBranch    = `"totals".*"num_branches": (?P<t>\d+).*"covered_branches": (?P<c>\d+)`
	jacocoRow   = `(?m)^%s: (?P<c>\d+)/(?P<t>\d+)$`
)

func said(format string, what string) string { return fmt.Sprintf(format, what) }

var (
	gcovrReports = []string{"cobertura.xml", "gcovr.json", "gcovr-summary.json", "sonarqube.xml", "coveralls.json"}
	pyReports    = []string{"coverage.xml", "coverage.json", "lcov.info"}
	nycReports   = []string{"nyc/coverage-final.json", "nyc/coverage-summary.json", "nyc/lcov.info", "nyc/cobertura-coverage.xml", "nyc/clover.xml"}
	c8Reports    = []string{"c8/coverage-final.json", "c8/coverage-summary.json", "c8/lcov.info", "c8/cobertura-coverage.xml", "c8/clover.xml"}
	javaReports  = []string{"jacoco.xml", "jacoco.csv"}
)

var allStated = []stated{
	{"go", "statement", "example.com/shop/", "set.txt", `ok\s+example.com/shop\s.*coverage: (?P<p>[\d.]+)%`, []string{"set.coverprofile"}},
	{"go", "statement", "example.com/shop/store/", "set.txt", `ok\s+example.com/shop/store\s.*coverage: (?P<p>[\d.]+)%`, []string{"set.coverprofile"}},
	{"go", "statement", "", "all.func.txt", goTotal, []string{"all.coverprofile"}},
	{"go", "statement", "example.com/shop/", "built.percent.txt", `example.com/shop\s+coverage: (?P<p>[\d.]+)%`, []string{"built.coverprofile", "built/covmeta.*"}},
	{"go", "statement", "example.com/shop/store/", "built.percent.txt", `example.com/shop/store\s+coverage: (?P<p>[\d.]+)%`, []string{"built.coverprofile", "built/covmeta.*"}},
	{"go", "statement", "", "built.func.txt", goTotal, []string{"built.coverprofile", "built/covmeta.*"}},

	{"cpp", "line", "", "lcov.txt", said(lcovTotal, "lines"), []string{"lcov.info"}},
	{"cpp", "function", "", "lcov.txt", said(lcovTotal, "functions"), []string{"lcov.info"}},
	{"cpp", "branch", "", "lcov.txt", said(lcovTotal, "branches"), []string{"lcov.info"}},
	{"cpp", "line", "", "gcovr.txt", said(gcovrRow, "TOTAL"), gcovrReports},
	{"cpp", "line", "main.cpp", "gcovr.txt", said(gcovrRow, `main\.cpp`), gcovrReports},
	{"cpp", "line", "queue.h", "gcovr.txt", said(gcovrRow, `queue\.h`), gcovrReports},
	{"cpp", "branch", "", "gcovr.branches.txt", said(gcovrRow, "TOTAL"), gcovrReports[:4]},
	{"cpp", "line", "", "gcov.txt", said(gcovTotal, `\d+`), []string{"gcov.json"}},
	{"cpp", "line", "main.cpp", "gcov.txt", said(gcovFile, `main\.cpp`), []string{"gcov.json", "main.cpp.gcov"}},
	{"cpp", "line", "queue.h", "gcov.txt", said(gcovFile, `queue\.h`), []string{"gcov.json", "queue.h.gcov"}},
	{"cpp", "branch", "main.cpp", "gcov.txt", `Taken at least once:(?P<p>[\d.]+)% of (?P<t>\d+)`, []string{"gcov.json", "main.cpp.gcov"}},

	{"python", "line", "", "report.txt", pyLines, pyReports},
	{"python", "branch", "", "coverage.json", pyBranch, pyReports},
	{"python", "line", "", "lines/report.txt", pyLines, []string{"lines/coverage.xml", "lines/coverage.json", "lines/lcov.info"}},

	{"javascript", "line", "", "nyc/summary.txt", said(istanbulRow, "Lines"), nycReports},
	{"javascript", "branch", "", "nyc/summary.txt", said(istanbulRow, "Branches"), nycReports},
	{"javascript", "function", "", "nyc/summary.txt", said(istanbulRow, "Functions"), nycReports},
	{"javascript", "statement", "", "nyc/summary.txt", said(istanbulRow, "Statements"), nycReports[:2]},
	{"javascript", "line", "", "c8/summary.txt", said(istanbulRow, "Lines"), c8Reports},
	{"javascript", "branch", "", "c8/summary.txt", said(istanbulRow, "Branches"), c8Reports},
	{"javascript", "function", "", "c8/summary.txt", said(istanbulRow, "Functions"), c8Reports},
	{"javascript", "statement", "", "c8/summary.txt", said(istanbulRow, "Statements"), c8Reports[:2]},

	{"java", "line", "", "totals.txt", said(jacocoRow, "line"), javaReports},
	{"java", "branch", "", "totals.txt", said(jacocoRow, "branch"), javaReports},
	{"java", "function", "", "totals.txt", said(jacocoRow, "function"), javaReports},
	{"java", "instruction", "", "totals.txt", said(jacocoRow, "instruction"), javaReports},
}

// difference is where we count something else than a tool does: what the tool counts, and what we do.
type difference struct{ ours, theirs, why string }

// differences are by language, report and metric, and perhaps scope.
var differences = map[string]difference{
	"go all.coverprofile statement": {"13/21", "61.1 %",
		"go tool cover -func sums the functions that are declared, and so leaves out function literals outside of them; go test -cover and bdma count every block"},
	"cpp lcov.info function": {"7/8", "12/13",
		"lcov counts every instance of a template and every constructor symbol by its mangled name; bdma counts a function once, by the line that it begins on"},
	"javascript nyc/clover.xml branch": {"8/14", "11/17",
		"istanbul's Clover leaves out the same branches as its Cobertura"},
	"javascript nyc/cobertura-coverage.xml branch": {"8/14", "11/17",
		"istanbul's Cobertura leaves out the branches of lines on which no statement begins, such as default values of parameters; its other reports have them"},
}

func TestProducers(t *testing.T) {
	for _, language := range []string{"go", "cpp", "python", "javascript", "java"} {
		t.Run(language+"/recorded", func(t *testing.T) {
			agree(t, language, filepath.Join("testdata", "producers", language, "reports"), true)
		})
		t.Run(language+"/live", func(t *testing.T) {
			if testing.Short() {
				t.Skip("runs compilers; -short leaves them out")
			}
			dir := t.TempDir()
			cmd := exec.Command("bash", filepath.Join("testdata", "producers", "measure.sh"), language, dir)
			out, err := cmd.CombinedOutput()
			var exit *exec.ExitError
			if errors.As(err, &exit) && exit.ExitCode() == 3 {
				t.Skip(strings.TrimSpace(string(out)))
			} else if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			agree(t, language, dir, false)
		})
	}
}

// agree compares what we count in a folder of reports with what the tools state there. Other versions of the tools than those of
// the record may count otherwise, but no report may differ from its own summary for another reason than those that are known.
func agree(t *testing.T, language, dir string, recorded bool) {
	tree := openTree(t, dir)
	for _, s := range allStated {
		if s.language != language {
			continue
		}
		missed := map[string]string{} // the report that was the first to say so, by what it says of each file
		for _, name := range s.reports {
			key := strings.TrimSpace(strings.Join([]string{language, name, s.metric, s.scope}, " "))
			t.Run(key, func(t *testing.T) {
				name := only(t, dir, name)
				v, err := sniffFile(tree, name)
				if err != nil {
					t.Fatal(err)
				}
				if v.format == nil {
					t.Skip("it " + v.what + ", which bdma does not read")
				}
				m := readModel(t, tree, name)
				for _, p := range m.Problems {
					t.Fatal(p.Message)
				}
				got := scoped(t, m, s.scope, s.metric)
				ours := fmt.Sprintf("%d/%d", got.covered, got.total)
				if _, known := differences[key]; !known && s.metric == "line" && s.scope == "" && m.Reports[0].HasLines {
					missed[uncoveredBy(m)] = name
					if len(missed) > 1 {
						t.Errorf("the reports of one run do not miss the same lines: %v", missed)
					}
				}
				text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(s.summary)))
				if err != nil {
					t.Fatal(err)
				}
				theirs, same := compare(t, string(text), s.said, got)
				t.Logf("%-60s the tool: %-14s bdma: %s", key, theirs, ours)
				d, known := differences[key]
				switch {
				case !known && !same:
					t.Errorf("the tool counts %s and we count %s", theirs, ours)
				case known && recorded && (d.ours != ours || d.theirs != theirs):
					t.Errorf("the tool counts %s and we count %s; the difference that is explained is %s and %s", theirs, ours, d.theirs, d.ours)
				}
			})
		}
	}
}

// uncoveredBy says which lines of each file did not run.
func uncoveredBy(m *Facts) string {
	var lines []string
	for _, f := range m.Files {
		lines = append(lines, path.Base(f.Path)+": "+strings.Join(f.Uncovered, " "))
	}
	slices.Sort(lines)
	return strings.Join(lines, "; ")
}

// only returns the one name in a folder that a pattern stands for.
func only(t *testing.T, dir, pattern string) string {
	t.Helper()
	if !strings.Contains(pattern, "*") {
		return pattern
	}
	found, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(pattern)))
	if err != nil || len(found) != 1 {
		t.Fatalf("%s stands for %v", pattern, found)
	}
	name, err := filepath.Rel(dir, found[0])
	if err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(name)
}

// scoped returns what is counted of a whole report, a file or a package.
func scoped(t *testing.T, m *Facts, scope, metric string) tally {
	if dir, isPackage := strings.CutSuffix(scope, "/"); isPackage {
		for _, p := range m.Packages {
			if p.Path == dir {
				return tally{p.Metrics[metric].Covered, p.Metrics[metric].Total}
			}
		}
		t.Fatalf("there is no package %s", dir)
	} else if scope != "" {
		for _, f := range m.Files {
			if path.Base(f.Path) == scope {
				return tally{f.Metrics[metric].Covered, f.Metrics[metric].Total}
			}
		}
		t.Fatalf("there is no file %s", scope)
	}
	return tally{m.TotalsWithGenerated[metric].Covered, m.TotalsWithGenerated[metric].Total}
}

// compare finds a tool's number in its summary, and tells whether ours is the same: exactly, or where the tool states a
// percentage, to the last digit that it prints.
func compare(t *testing.T, text, pattern string, ours tally) (theirs string, same bool) {
	re := regexp.MustCompile(pattern)
	match := re.FindStringSubmatch(text)
	if match == nil {
		t.Fatalf("the summary does not say %s:\n%s", pattern, text)
	}
	group := func(name string) (string, int) {
		i := re.SubexpIndex(name)
		if i < 0 {
			return "", -1
		}
		n, err := strconv.Atoi(match[i])
		if err != nil {
			n = -1
		}
		return match[i], n
	}
	percent, _ := group("p")
	_, covered := group("c")
	_, total := group("t")
	if _, missed := group("m"); missed >= 0 {
		covered = total - missed
	}
	if percent == "" {
		return fmt.Sprintf("%d/%d", covered, total), ours == tally{covered, total}
	}
	share, err := strconv.ParseFloat(percent, 64)
	if err != nil {
		t.Fatal(err)
	}
	_, decimals, _ := strings.Cut(percent, ".")
	unit := math.Pow10(-len(decimals))
	near := ours.total > 0 && math.Abs(100*float64(ours.covered)/float64(ours.total)-share) <= unit/2+1e-9
	if total >= 0 {
		return fmt.Sprintf("%s %% of %d", percent, total), near && ours.total == total
	}
	return percent + " %", near
}
