package setup

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/source"
)

// Suite is a test suite, and how it writes a coverage report.
type Suite struct {
	// Dir is the folder in which it runs.
	Dir string
	// Language is what people call it: Go, JavaScript, ….
	Language string
	// Prepare are the steps before it on a fresh machine.
	Prepare []Step
	// Command runs the tests and writes Report, a path relative to Dir.
	Command, Report string

	// others are commands for reports of other names.
	others []command
}

type command struct{ report, run string }

// Step is a step of a job: an action with its inputs, or a command.
type Step struct {
	Uses, Comment string
	With          [][2]string
	Run           string
}

// maxManifests bounds how many programs are looked at.
const maxManifests = 200

// suites finds the programs whose tests can write a report, those nearest to the root first.
func suites(tree *source.Tree, files []source.File) []Suite {
	have := make(map[string]bool, len(files))
	for _, f := range files {
		have[f.Path] = true
	}
	p := prober{tree, have}
	var list []Suite
	looked := 0
	for _, f := range files {
		probe := probes[path.Base(f.Path)]
		if probe == nil || f.Ignored || f.Fault != "" || plaything(f.Path) != "" || !plainPath.MatchString(f.Path) {
			continue
		}
		if looked++; looked > maxManifests {
			break
		}
		s := probe(p, f.Path)
		s.Dir = path.Dir(f.Path)
		if s.Command != "" && !slices.ContainsFunc(list, func(o Suite) bool { return o.Dir == s.Dir && o.Language == s.Language }) {
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(a, b Suite) int {
		return cmp.Or(cmp.Compare(depth(a.Dir), depth(b.Dir)), strings.Compare(a.Dir, b.Dir), strings.Compare(a.Language, b.Language))
	})
	return list
}

func depth(dir string) int {
	if dir == "." {
		return 0
	}
	return 1 + strings.Count(dir, "/")
}

// plainPath is a path that means itself in YAML, in a shell and in a workflow.
var plainPath = regexp.MustCompile(`^[A-Za-z0-9_.][A-Za-z0-9_./@+-]*$`)

// prober answers what is asked of a program.
type prober struct {
	tree *source.Tree
	have map[string]bool
}

func (p prober) has(manifest, name string) bool { return p.have[path.Join(path.Dir(manifest), name)] }

// says tells whether a manifest has a text.
func (p prober) says(manifest, text string) bool {
	data, err := p.tree.Read(manifest, source.MaxConfig)
	return err == nil && strings.Contains(string(data), text)
}

// probes are by the name of the file that a program of some language has in its folder.
var probes = map[string]func(prober, string) Suite{
	"go.mod":           goSuite,
	"package.json":     javaScriptSuite,
	"pyproject.toml":   pythonSuite,
	"setup.py":         pythonSuite,
	"requirements.txt": pythonSuite,
	"pom.xml":          mavenSuite,
	"build.gradle":     gradleSuite,
	"build.gradle.kts": gradleSuite,
	"Gemfile":          rubySuite,
	"Cargo.toml":       rustSuite,
	"composer.json":    phpSuite,
}

// The actions that prepare a machine, by the commits of their releases.
const (
	setupGo     = "actions/setup-go@d35c59abb061a4a6fb18e82ac0862c26744d6ab5"
	setupNode   = "actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020"
	setupPython = "actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065"
)

func goSuite(_ prober, manifest string) Suite {
	const test = "go test -coverpkg=./... -coverprofile="
	s := Suite{
		Language: "Go", Report: "coverage.out", Command: test + "coverage.out ./...",
		Prepare: []Step{{Uses: setupGo, Comment: "v5.5.0", With: [][2]string{{"go-version-file", manifest}}}},
	}
	for _, name := range []string{"cover.out", "c.out", "coverage.txt", "cover.profile", "coverage.profile"} {
		s.others = append(s.others, command{name, test + name + " ./..."})
	}
	return s
}

func javaScriptSuite(p prober, manifest string) Suite {
	dir := path.Dir(manifest)
	s := Suite{Language: "JavaScript", Report: "coverage/lcov.info", Prepare: []Step{
		{Uses: setupNode, Comment: "v4.4.0", With: [][2]string{{"node-version", "lts/*"}}},
		{Run: in(dir, "npm ci")},
	}}
	switch {
	case p.has(manifest, "pnpm-lock.yaml"):
		s.Prepare[1].Run = in(dir, "corepack enable && pnpm install --frozen-lockfile")
	case p.has(manifest, "yarn.lock"):
		s.Prepare[1].Run = in(dir, "corepack enable && yarn install --immutable")
	case !p.has(manifest, "package-lock.json"):
		s.Prepare[1].Run = in(dir, "npm install")
	}
	var run func(reporter string) string
	switch {
	case p.says(manifest, `"vitest"`):
		run = func(r string) string { return "npx vitest run --coverage --coverage.reporter=" + r }
	case p.says(manifest, `"jest"`):
		run = func(r string) string { return "npx jest --coverage --coverageReporters=" + r }
	case p.says(manifest, `"test":`):
		run = func(r string) string { return "npx c8 --reporter=" + r + " npm test" }
	default:
		return Suite{}
	}
	s.Command = run("lcov")
	s.others = []command{
		{"coverage/coverage-final.json", run("json")}, {"coverage/cobertura-coverage.xml", run("cobertura")}, {"coverage/clover.xml", run("clover")},
	}
	return s
}

func pythonSuite(p prober, manifest string) Suite {
	const test = "coverage run --branch -m pytest && coverage "
	dir := path.Dir(manifest)
	install := "pip install . coverage pytest"
	if p.has(manifest, "requirements.txt") {
		install = "pip install -r requirements.txt coverage pytest"
	}
	return Suite{
		Language: "Python", Report: "coverage.xml", Command: test + "xml",
		Prepare: []Step{
			{Uses: setupPython, Comment: "v5.6.0", With: [][2]string{{"python-version", "3.x"}}},
			{Run: in(dir, install)},
		},
		others: []command{{"coverage.json", test + "json"}, {"coverage.lcov", test + "lcov"}, {"lcov.info", test + "lcov -o lcov.info"}},
	}
}

func mavenSuite(p prober, manifest string) Suite {
	if !p.says(manifest, "jacoco") {
		return Suite{}
	}
	mvn := "mvn"
	if p.has(manifest, "mvnw") {
		mvn = "./mvnw"
	}
	return Suite{Language: "Java", Report: "target/site/jacoco/jacoco.xml", Command: mvn + " -B verify"}
}

func gradleSuite(p prober, manifest string) Suite {
	if !p.says(manifest, "jacoco") {
		return Suite{}
	}
	gradle := "gradle"
	if p.has(manifest, "gradlew") {
		gradle = "./gradlew"
	}
	return Suite{Language: "Java", Report: "build/reports/jacoco/test/jacocoTestReport.xml", Command: gradle + " test jacocoTestReport"}
}

func rubySuite(p prober, manifest string) Suite {
	if !p.says(manifest, "simplecov") {
		return Suite{}
	}
	run := "bundle exec rake test"
	if p.says(manifest, "rspec") {
		run = "bundle exec rspec"
	}
	return Suite{
		Language: "Ruby", Report: "coverage/.resultset.json", Command: run, Prepare: []Step{{Run: in(path.Dir(manifest), "bundle install")}},
		others: []command{{"coverage/coverage.json", run}, {"coverage/lcov.info", run}},
	}
}

func rustSuite(_ prober, _ string) Suite {
	return Suite{
		Language: "Rust", Report: "lcov.info", Command: "cargo llvm-cov --lcov --output-path lcov.info",
		others: []command{
			{"cobertura.xml", "cargo llvm-cov --cobertura --output-path cobertura.xml"}, {"codecov.json", "cargo llvm-cov --codecov --output-path codecov.json"},
		},
	}
}

func phpSuite(p prober, manifest string) Suite {
	if !p.says(manifest, "phpunit") {
		return Suite{}
	}
	const run = "vendor/bin/phpunit --coverage-clover "
	return Suite{
		Language: "PHP", Report: "clover.xml", Command: run + "clover.xml", Prepare: []Step{{Run: in(path.Dir(manifest), "composer install")}},
		others: []command{{"coverage.xml", run + "coverage.xml"}, {"cobertura.xml", "vendor/bin/phpunit --coverage-cobertura cobertura.xml"}},
	}
}

// in has a command run in a folder.
func in(dir, run string) string {
	if dir == "." {
		return run
	}
	return "cd " + dir + " && " + run
}

// Writer returns the suite that writes a report, with the command that does.
func (r *Repository) Writer(report string) (Suite, bool) {
	for _, s := range r.Suites {
		rel, ok := strings.CutPrefix(report, s.Dir+"/")
		if s.Dir == "." {
			rel, ok = report, true
		}
		if !ok {
			continue
		}
		if rel == s.Report {
			return s, true
		}
		for _, o := range s.others {
			if o.report == rel {
				s.Report, s.Command = o.report, o.run
				return s, true
			}
		}
	}
	return Suite{}, false
}

// Writers returns the suites that write the reports which are there, and the reports of which nobody knows how they are written.
func (r *Repository) Writers() (known []Suite, unknown []string) {
	reports, _ := r.Reports()
	for _, report := range reports {
		s, ok := r.Writer(report)
		if !ok {
			unknown = append(unknown, report)
			continue
		}
		known = append(known, s)
	}
	return known, unknown
}

// Possible returns, for each language, the suite nearest to the root.
func (r *Repository) Possible() []Suite {
	var list []Suite
	for _, s := range r.Suites {
		if !slices.ContainsFunc(list, func(o Suite) bool { return o.Language == s.Language }) {
			list = append(list, s)
		}
	}
	return list
}

// Line is the command of a suite as it is typed at the root of the repository.
func (s Suite) Line() string { return in(s.Dir, s.Command) }
