// Package architecture holds the packages to what ARCHITECTURE.md says of them: which way data goes, and in which room each
// library stays.
package architecture

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/bdma-dev/bdma/"

// mayImport lists the packages of this module that each package may import. Tests may import more.
var mayImport = map[string][]string{
	"cmd/bdma":                   {"internal/cli"},
	"internal/bench":             {},
	"internal/cli":               {"*"},
	"internal/config":            {"internal/facts", "internal/policy", "internal/source", "internal/strictyaml"},
	"internal/coverage":          {"internal/facts", "internal/source"},
	"internal/docs":              {"*"},
	"internal/facts":             {},
	"internal/facts/factstest":   {"internal/facts"},
	"internal/fix":               {"internal/facts", "internal/finding", "internal/policy", "internal/source"},
	"internal/git":               {},
	"internal/finding":           {"internal/facts", "internal/policy"},
	"internal/lint":              {"internal/config", "internal/coverage", "internal/facts", "internal/finding", "internal/migration", "internal/openapi", "internal/policy", "internal/source", "internal/suppression"},
	"internal/migration":         {"internal/facts", "internal/source", "internal/migration/*"},
	"internal/migration/catalog": {"internal/facts", "internal/migration/*"},
	"internal/migration/history": {},
	"internal/migration/lexer":   {},
	"internal/migration/lock":    {"internal/migration/*"},
	"internal/migration/pgparse": {"internal/migration/lexer"},
	"internal/migration/pgtest":  {},
	"internal/migration/runner":  {"internal/migration/*"},
	"internal/openapi":           {"internal/facts", "internal/openapi/*", "internal/source"},
	"internal/openapi/contract":  {"internal/facts"},
	"internal/othertools":        {"internal/policy", "internal/strictyaml"},
	"internal/owners":            {},
	"internal/policy":            {"internal/facts", "internal/strictyaml"},
	"internal/report":            {"internal/coverage", "internal/facts", "internal/finding", "internal/policy", "internal/source"},
	"internal/ruletest":          {"internal/config", "internal/facts", "internal/finding", "internal/fix", "internal/lint", "internal/policy", "internal/source"},
	"internal/source":            {},
	"internal/strictyaml":        {},
	"internal/suppression":       {"internal/facts", "internal/migration/lexer", "internal/othertools", "internal/source", "internal/strictyaml"},
	"policies":                   {},
}

// rooms lists the packages that may use a library.
var rooms = map[string][]string{
	"github.com/open-policy-agent/opa":      {"internal/facts", "internal/facts/factstest", "internal/policy", "internal/config", "internal/lint", "internal/ruletest"},
	"github.com/pganalyze/pg_query_go":      {"internal/migration/pgparse"},
	"github.com/go-json-experiment/json":    {"internal/openapi", "internal/coverage", "internal/finding", "internal/fix", "internal/suppression"},
	"go.yaml.in/yaml":                       {"internal/openapi", "internal/strictyaml", "internal/config", "internal/fix", "internal/policy", "internal/suppression"},
	"github.com/gertd/go-pluralize":         {"internal/openapi"},
	"github.com/spf13":                      {"internal/cli"},
	"github.com/go-git/go-git":              {"internal/source"},
	"github.com/santhosh-tekuri/jsonschema": {},
	"github.com/dlclark/regexp2":            {"internal/openapi"},
	"net":                                   {"internal/migration/pgtest"},
	"net/http":                              {},
	"os/exec":                               {"internal/git", "internal/migration/pgtest"},
	"os":                                    {"cmd/bdma", "internal/cli", "internal/docs", "internal/git", "internal/source", "internal/migration/pgtest"},
	"math/rand":                             {},
	"math/rand/v2":                          {},
}

// calls lists the packages that may call a function.
var calls = map[string][]string{
	"time.Now":    {"internal/cli", "internal/lint"},
	"os.Getenv":   {"internal/cli", "internal/git", "internal/migration/pgtest"},
	"os.Exit":     {"cmd/bdma"},
	"fmt.Print":   {},
	"fmt.Println": {},
	"fmt.Printf":  {},
}

func TestArchitecture(t *testing.T) {
	const root = "../.."
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && len(d.Name()) > 2) {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			return err
		}
		check(t, filepath.ToSlash(rel), file, parsed)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func check(t *testing.T, pkg, file string, parsed *ast.File) {
	allowed, known := mayImport[pkg]
	if !known {
		t.Errorf("the package %s is not in the list of this test and of ARCHITECTURE.md", pkg)
		return
	}
	for _, spec := range parsed.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if own, ok := strings.CutPrefix(path, module); ok {
			if !slices.ContainsFunc(allowed, func(a string) bool {
				prefix, any := strings.CutSuffix(a, "*")
				return a == own || any && strings.HasPrefix(own, prefix)
			}) {
				t.Errorf("%s: %s must not import %s", file, pkg, own)
			}
			continue
		}
		for library, users := range rooms {
			if (path == library || strings.Contains(library, "/") && strings.HasPrefix(path, library+"/")) && !slices.Contains(users, pkg) {
				t.Errorf("%s: %s stays out of %s", file, path, pkg)
			}
		}
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok {
				if users, ok := calls[x.Name+"."+sel.Sel.Name]; ok && !slices.Contains(users, pkg) {
					t.Errorf("%s: %s.%s is not called in %s", file, x.Name, sel.Sel.Name, pkg)
				}
			}
		}
		return true
	})
}
