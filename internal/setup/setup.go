// Package setup is what "bdma init" knows: what a repository has beside the evidence (test suites, a CI system, other linters, a
// server), and the text of the files with which bdma begins to work there. It writes nothing.
package setup

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/source"
)

// Repository is what a repository has. Paths are those of the tree.
type Repository struct {
	// Dir is the folder that is set up: that of bdma.yaml.
	Dir string
	// Evidence is what bdma judges, without what is set aside.
	Evidence []lint.Evidence
	// Aside is what is evidence by its looks and hardly this team's to mend.
	Aside []Aside
	// Suites are the programs whose tests can write a coverage report, Suite.Report being that report.
	Suites []Suite
	// Postgres is the server that is mentioned; its Major is 0 when none is.
	Postgres Server
	// Compat are the tools whose suppressions are in the repository, with the file that says so.
	Compat []Tool
	// CI is the system that runs the checks; its Name is empty when nothing tells.
	CI System
	// Manager is the program that runs hooks before a commit; its Name is empty when there is none.
	Manager System
	// Branch is the main branch.
	Branch string
	// Git says that there is a git repository.
	Git bool
}

// Aside is a glob of files that are set aside, relative to [Repository.Dir].
type Aside struct {
	Kind  facts.Kind
	Glob  string
	Files int
	// Why is a clause that follows "they".
	Why string
}

// Tool is another linter, and the file that gives it away.
type Tool struct{ Name, File string }

// System is a program that runs checks, and the file that gives it away.
type System struct{ Name, File string }

// The names of systems that bdma init writes something for.
const (
	GitHub    = "GitHub Actions"
	GitLab    = "GitLab CI"
	PreCommit = "pre-commit"
)

// Look finds out what a repository has. The files are all those below its folder, and the evidence is what a run would judge there.
func Look(tree *source.Tree, dir string, files []source.File, evidence []lint.Evidence) *Repository {
	r := &Repository{Dir: dir, Evidence: evidence}
	r.Suites = suites(tree, files)
	r.Postgres = server(tree, dir, files)
	r.Compat = tools(tree, dir, files, r.Evidence)
	_, err := tree.Stat(".git")
	r.Git = err == nil
	r.CI = ci(tree)
	r.Manager = manager(tree)
	r.Branch = mainBranch(tree)
	return r
}

// Of returns the evidence of a kind.
func (r *Repository) Of(k facts.Kind) []lint.Evidence {
	var list []lint.Evidence
	for _, e := range r.Evidence {
		if e.Kind == k {
			list = append(list, e)
		}
	}
	return list
}

// Reports returns the coverage reports.
func (r *Repository) Reports() (files, formats []string) {
	for _, e := range r.Of(facts.Coverage) {
		files, formats = append(files, e.Files...), append(formats, e.Formats...)
	}
	return files, formats
}

// below returns a path of the tree relative to the folder that is set up; ok is false when it is not below it.
func (r *Repository) below(file string) (rel string, ok bool) {
	if r.Dir == "." {
		return file, true
	}
	return strings.CutPrefix(file, r.Dir+"/")
}

// playthings are folders whose documents show or test something else than the API that this repository serves.
var playthings = []string{"testdata", "fixtures", "__fixtures__", "__tests__", "test", "tests", "mocks", "__mocks__", "examples", "example", "samples"}

// maxGlobs is how many folders are named one by one.
const maxGlobs = 8

// SetAside takes documents out that are those of tests and examples, and the second of two that are the same. When nothing but
// such documents is there, they are what the repository is about.
func (r *Repository) SetAside() {
	type group struct {
		glob string
		n    int
	}
	var kept []lint.Evidence
	var groups []group
	names := make(map[string]bool)
	for _, e := range r.Evidence {
		names[e.Name] = true
	}
	documents, twins := 0, []string(nil)
	for _, e := range r.Evidence {
		if e.Kind != facts.OpenAPI {
			kept = append(kept, e)
			continue
		}
		rel, _ := r.below(e.Name)
		stem, json := strings.CutSuffix(e.Name, ".json")
		if folder := plaything(rel); folder != "" {
			if n := len(groups); n > 0 && groups[n-1].glob == folder {
				groups[n-1].n++
			} else {
				groups = append(groups, group{folder, 1})
			}
			continue
		} else if json && (names[stem+".yaml"] || names[stem+".yml"]) {
			twins = append(twins, rel)
			continue
		}
		documents++
		kept = append(kept, e)
	}
	if documents == 0 {
		return
	}
	r.Evidence = kept
	if len(groups) > maxGlobs {
		byName := make(map[string]int)
		for _, g := range groups {
			byName["**/"+path.Base(g.glob)] += g.n
		}
		groups = nil
		for _, name := range playthings {
			if n := byName["**/"+name]; n > 0 {
				groups = append(groups, group{"**/" + name, n})
			}
		}
	}
	for _, g := range groups {
		r.Aside = append(r.Aside, Aside{facts.OpenAPI, g.glob + "/**", g.n, "look like data of tests or examples"})
	}
	for i, t := range twins {
		if i == maxGlobs {
			break
		}
		r.Aside = append(r.Aside, Aside{facts.OpenAPI, t, 1, "has the YAML of the same name beside it"})
	}
}

// plaything returns the outermost folder of a document that is one of playthings, or "".
func plaything(file string) string {
	parts := strings.Split(path.Dir(file), "/")
	for i, p := range parts {
		if slices.Contains(playthings, strings.ToLower(p)) {
			return strings.Join(parts[:i+1], "/")
		}
	}
	return ""
}

// Server is a PostgreSQL server, by its major version, and the file that mentions it.
type Server struct {
	Major int
	File  string
}

// image is how files of containers and of CI systems name a server.
var image = regexp.MustCompile(`(?m)^\s*-?\s*(?:image|name)\s*:\s*["']?(?:[\w.:-]+/)*(?:postgres|postgis|postgresql|pgvector|timescaledb)\s*:\s*(?:pg|latest-pg)?(\d{2})\b`)

// composed are the names of files that say which containers run.
var composed = regexp.MustCompile(`^(docker-)?compose([.-][\w.-]+)?\.ya?ml$|^\.gitlab-ci\.yml$`)

// maxMentions bounds how many files are read to find a server.
const maxMentions = 50

// server looks for the oldest server that containers of the repository have.
func server(tree *source.Tree, dir string, files []source.File) Server {
	var found Server
	read := 0
	for _, f := range slices.Concat(files, workflowFiles(tree)) {
		if read == maxMentions {
			break
		}
		inWorkflows := path.Dir(f.Path) == workflows && (strings.HasSuffix(f.Path, ".yml") || strings.HasSuffix(f.Path, ".yaml"))
		if f.Ignored || f.Fault != "" || !inWorkflows && !composed.MatchString(path.Base(f.Path)) {
			continue
		}
		read++
		data, err := tree.Read(f.Path, source.MaxConfig)
		if err != nil {
			continue
		}
		for _, m := range image.FindAllSubmatch(data, -1) {
			major := int(m[1][0]-'0')*10 + int(m[1][1]-'0')
			if found.Major == 0 || major < found.Major {
				found = Server{major, f.Path}
			}
		}
	}
	return found
}

// tools are the linters whose suppressions bdma can heed.
func tools(tree *source.Tree, dir string, files []source.File, evidence []lint.Evidence) []Tool {
	seen := make(map[string]string)
	see := func(tool, file string) {
		if seen[tool] == "" {
			seen[tool] = file
		}
	}
	names := map[string]string{
		".spectral.yaml": "spectral", ".spectral.yml": "spectral", ".spectral.json": "spectral",
		".redocly.lint-ignore.yaml": "redocly", ".squawk.toml": "squawk", "atlas.hcl": "atlas",
	}
	for _, f := range files {
		if tool := names[path.Base(f.Path)]; tool != "" && !f.Ignored {
			see(tool, f.Path)
		}
	}
	marks := map[string]string{"squawk-ignore": "squawk", "atlas:nolint": "atlas"}
	left := int64(maxScanned)
	for _, e := range evidence {
		if e.Kind != facts.Migration {
			continue
		}
		for _, f := range e.Files {
			data, err := tree.Read(f, min(left, source.MaxSQL))
			if err != nil {
				continue
			}
			left -= int64(len(data))
			for mark, tool := range marks {
				if strings.Contains(string(data), mark) {
					see(tool, f)
				}
			}
		}
	}
	var list []Tool
	for _, tool := range []string{"squawk", "atlas", "spectral", "redocly"} {
		if seen[tool] != "" {
			list = append(list, Tool{tool, seen[tool]})
		}
	}
	return list
}

// maxScanned bounds how many bytes of migrations are searched for comments of other tools.
const maxScanned = 64 << 20
