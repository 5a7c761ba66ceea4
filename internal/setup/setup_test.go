package setup

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/source"
)

// treeOf returns a tree of some files and what Walk says of it.
func treeOf(t *testing.T, files map[string]string) (*source.Tree, []source.File) {
	t.Helper()
	fsys := make(fstest.MapFS)
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree := source.FromFS(fsys)
	list, err := tree.Walk(".")
	if err != nil {
		t.Fatal(err)
	}
	return tree, list
}

func TestSystems(t *testing.T) {
	remote := func(url string) map[string]string {
		return map[string]string{".git/config": "[core]\n\tbare = false\n[remote \"origin\"]\n\turl = " + url + "\n"}
	}
	for _, c := range []struct {
		files           map[string]string
		ci, manager     string
		branch, running string
	}{
		{files: nil, branch: "main"},
		{files: remote("git@github.com:shop/orders.git"), ci: GitHub, branch: "main"},
		{files: remote("https://github.shop.example/orders"), ci: GitHub, branch: "main"},
		{files: remote("ssh://git@gitlab.com:22/shop/orders"), ci: GitLab, branch: "main"},
		{files: remote("https://ada:token@dev.azure.com/shop/orders"), ci: "Azure Pipelines", branch: "main"},
		{files: remote("/srv/github/orders"), branch: "main"},
		{files: map[string]string{".gitlab-ci.yml": "x", ".git/HEAD": "ref: refs/heads/master\n"}, ci: GitLab, branch: "master"},
		{files: map[string]string{".gitlab-ci.yml": "x: {script: bdma lint}"}, ci: GitLab, branch: "main", running: ".gitlab-ci.yml"},
		{files: map[string]string{"Jenkinsfile": "", ".husky/pre-commit": "", ".git/HEAD": "ref: refs/heads/topic\n"}, ci: "Jenkins", manager: "Husky", branch: "main"},
		{
			files: map[string]string{".github/workflows/a.yml": "# bdma lint\n", ".github/workflows/b.yaml": "- uses: bdma-dev/bdma@v1\n", HookFile: ""},
			ci:    GitHub, manager: PreCommit, branch: "main", running: ".github/workflows/b.yaml",
		},
		{files: map[string]string{".git/refs/remotes/origin/HEAD": "ref: refs/remotes/origin/release/2\n"}, branch: "release/2"},
		{files: map[string]string{".git/refs/remotes/origin/HEAD": "ref: refs/remotes/origin/*\n"}, branch: "main"},
		{files: map[string]string{".git/refs/remotes/origin/HEAD": "ref: refs/remotes/origin/a\n  b"}, branch: "main"},
	} {
		tree, _ := treeOf(t, c.files)
		if got := ci(tree).Name; got != c.ci {
			t.Errorf("%v: CI %q, want %q", c.files, got, c.ci)
		}
		if got := manager(tree).Name; got != c.manager {
			t.Errorf("%v: hooks of %q, want %q", c.files, got, c.manager)
		}
		if got := mainBranch(tree); got != c.branch {
			t.Errorf("%v: branch %q, want %q", c.files, got, c.branch)
		}
		if got := Running(tree); got != c.running {
			t.Errorf("%v: %q runs bdma, want %q", c.files, got, c.running)
		}
	}
}

func TestServer(t *testing.T) {
	for text, want := range map[string]int{
		"services:\n  db:\n    image: postgres:16.2-alpine\n":                 16,
		"a:\n  image: 'postgres:17'\nb:\n  image: \"postgis/postgis:15-3.4\"": 15,
		"image: docker.io/library/postgres:13@sha256:0\n":                     13,
		"image: registry.example:5000/mirror/postgres:14\n":                   14,
		"image: pgvector/pgvector:pg17\n":                                     17,
		"image: timescale/timescaledb:latest-pg16\n":                          16,
		"services:\n  - name: postgres:12\n":                                  12,
		"image: postgres:latest\nimage: mysql:80\nimage: notpostgres:11\n":    0,
		"image: postgres:9.6\n":                                               0,
		"# image: postgres:16\n":                                              0,
	} {
		for _, name := range []string{"docker-compose.yml", "deploy/compose.dev.yaml", workflows + "/test.yml"} {
			tree, files := treeOf(t, map[string]string{name: text, "other.yaml": "image: postgres:11\n"})
			if got := server(tree, ".", files); got.Major != want || want > 0 && got.File != name {
				t.Errorf("%s of %q: %v, want %d", name, text, got, want)
			}
		}
	}
}

func TestSuites(t *testing.T) {
	tree, files := treeOf(t, map[string]string{
		"go.mod": "module a", "web/package.json": `{"devDependencies": {"jest": "1"}}`, "web/yarn.lock": "",
		"worker/requirements.txt": "", "worker/setup.py": "", "app/pom.xml": "<artifactId>jacoco-maven-plugin</artifactId>", "app/mvnw": "",
		"plain/pom.xml": "<project/>", "docs/package.json": `{"name": "docs"}`, "testdata/go.mod": "module t", "od d/go.mod": "module o", "x${{y}}/go.mod": "module x",
		"tools/go.mod": "module tools",
	})
	r := &Repository{Dir: ".", Suites: suites(tree, files)}
	var got []string
	for _, s := range r.Suites {
		got = append(got, s.Line()+" > "+s.Report)
	}
	want := []string{
		"go test -coverpkg=./... -coverprofile=coverage.out ./... > coverage.out",
		"cd app && ./mvnw -B verify > target/site/jacoco/jacoco.xml",
		"cd tools && go test -coverpkg=./... -coverprofile=coverage.out ./... > coverage.out",
		"cd web && npx jest --coverage --coverageReporters=lcov > coverage/lcov.info",
		"cd worker && coverage run --branch -m pytest && coverage xml > coverage.xml",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the suites are\n%s", strings.Join(got, "\n"))
	}
	for report, want := range map[string]string{
		"cover.out":                  "go test -coverpkg=./... -coverprofile=cover.out ./...",
		"tools/coverage.out":         "cd tools && go test -coverpkg=./... -coverprofile=coverage.out ./...",
		"web/coverage/clover.xml":    "cd web && npx jest --coverage --coverageReporters=clover",
		"worker/lcov.info":           "cd worker && coverage run --branch -m pytest && coverage lcov -o lcov.info",
		"web/reports/lcov.info":      "",
		"somewhere/else/jacoco.xml":  "",
		"webcoverage/coverage.out":   "",
		"toolsmith/tools/cover.outs": "",
	} {
		s, ok := r.Writer(report)
		if ok != (want != "") || ok && s.Line() != want {
			t.Errorf("%s is written by %q, want %q", report, s.Line(), want)
		}
	}
	if n := len(r.Possible()); n != 4 {
		t.Errorf("%d suites are possible, want one for each of 4 languages", n)
	}
}

// Whatever files are called, bdma.yaml is read as it was meant, and the workflow is YAML without an expression of theirs.
func TestFilesOfOddNames(t *testing.T) {
	for _, name := range []string{
		"plain", "a b", "#x", "x # y", "it's", `q"q`, "[a]", "{a,b}", "*", "yes", "- a", "a: b", "${{ github.token }}", "ü", "a\u2028b", "a\u0085b", "back\\slash", "\u202e", "tab\there", "new\nline", "@x", "%a", "!x", "&x", "~",
	} {
		report, document := "cov/"+name+"/lcov.info", "api/"+name+"/testdata/openapi.yaml"
		r := &Repository{
			Dir: ".", Branch: "main", Postgres: Server{16, name + "/compose.yaml"}, Compat: []Tool{{"squawk", name}},
			Evidence: []lint.Evidence{
				{Kind: facts.OpenAPI, Name: "openapi.yaml", Files: []string{"openapi.yaml"}}, {Kind: facts.OpenAPI, Name: document, Files: []string{document}},
				{Kind: facts.Migration, Name: "db", Files: []string{"db/1.sql"}, Tool: "plain"},
				{Kind: facts.Coverage, Name: "cov", Files: []string{report}, Formats: []string{"lcov"}},
			},
		}
		r.SetAside()
		text := r.Config([]string{config.DefaultPreset})
		cfg, err := config.Load(source.FromFS(fstest.MapFS{config.FileName: {Data: text}}), config.FileName)
		if err != nil {
			t.Errorf("%q: %v\n%s", name, err, text)
			continue
		}
		if cfg.NamesReport(report) != globbable(name) || cfg.NamesReport("cov/other/lcov.info") || cfg.PostgresVersion() != 16 || !slices.Equal(cfg.Compat(), []string{"squawk"}) {
			t.Errorf("%q: bdma.yaml means something else:\n%s", name, text)
		}
		work := r.Workflow(Release{Tag: "v1.0.0"})
		var parsed map[string]any
		if err := yaml.Unmarshal(work, &parsed); err != nil || len(parsed) != 5 {
			t.Errorf("%q: %v\n%s", name, err, work)
		}
		if strings.Contains(string(work), "${{ github.token") {
			t.Errorf("%q is an expression in\n%s", name, work)
		}
	}
}

func TestRelease(t *testing.T) {
	commit := strings.Repeat("0a", 20)
	for release, want := range map[Release]string{{}: "main", {Tag: "v1.2.3"}: "v1.2.3", {Commit: commit}: commit} {
		r := &Repository{Dir: "services/a", Branch: "main"}
		if text := string(r.Workflow(release)); !strings.Contains(text, "uses: bdma-dev/bdma@"+want+" # ") || !strings.Contains(text, "services/a") {
			t.Errorf("%v: the workflow is\n%s", release, text)
		}
	}
}

func TestSetAside(t *testing.T) {
	documents := func(names ...string) *Repository {
		r := &Repository{Dir: "svc"}
		for _, n := range names {
			r.Evidence = append(r.Evidence, lint.Evidence{Kind: facts.OpenAPI, Name: n, Files: []string{n}})
		}
		r.SetAside()
		return r
	}
	r := documents("svc/examples/a.yaml", "svc/testdata/b.yaml")
	if len(r.Evidence) != 2 || len(r.Aside) != 0 {
		t.Errorf("where there are only examples, %v are set aside", r.Aside)
	}
	r = documents("svc/api.json", "svc/api.yaml", "svc/examples/a.yaml", "svc/examples/b.yaml", "svc/x/tests/y/c.yaml")
	var globs []string
	for _, a := range r.Aside {
		globs = append(globs, a.Glob)
	}
	if len(r.Evidence) != 1 || !slices.Equal(globs, []string{"examples/**", "x/tests/**", "api.json"}) {
		t.Errorf("%v are set aside, and %v are left", globs, r.Evidence)
	}
	many := []string{"svc/api.yaml"}
	for i := range 30 {
		many = append(many, "svc/"+strings.Repeat("x", i+1)+"/testdata/a.yaml")
	}
	if r = documents(many...); len(r.Aside) != 1 || r.Aside[0].Glob != "**/testdata/**" || r.Aside[0].Files != 30 {
		t.Errorf("%v are set aside", r.Aside)
	}
}
