package lint_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/othertools"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/policies"
)

// TestSpectralAgreement compares what bdma's rules say of the test cases of Spectral with what the equivalent rule there
// says: whether there is a finding. It prints the agreement; a disagreement that is not in [disagreements] fails.
func TestSpectralAgreement(t *testing.T) {
	root := filepath.Join(filepath.Dir(corpus(t)), "cases", "openapi")
	index, err := os.ReadFile(filepath.Join(root, "spectral", "INDEX.tsv"))
	if err != nil {
		t.Skipf("the cases of other tools are not here: %v", err)
	}
	set, err := policy.Load(policy.Folder{FS: policies.FS, Name: "policies"})
	if err != nil {
		t.Fatal(err)
	}
	tools, err := othertools.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	spectral, _ := tools.Tool("spectral")
	equivalents := make(map[string][]string)
	for _, r := range set.Rules() {
		for _, id := range r.Equivalents["spectral"] {
			equivalents[id] = append(equivalents[id], r.ID)
		}
	}
	type count struct{ agree, all int }
	counts := make(map[string]*count)
	explained := make(map[string]bool)
	declined := make(map[string]string)
	for line := range strings.Lines(string(index)) {
		columns := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(columns) < 4 || columns[0] != "spectral" {
			continue
		}
		rule, file, expect := columns[1], columns[2], columns[3]
		if reason := spectral.Declined[rule]; reason != "" {
			declined[rule] = reason
			continue
		}
		c := counts[rule]
		if c == nil {
			c = new(count)
			counts[rule] = c
		}
		c.all++
		ours := equivalents[rule]
		got := "no rule"
		var said []string
		if len(ours) > 0 {
			got = "pass"
			sel, err := config.Default().Resolve(set, config.Flags{Only: ours})
			if err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(filepath.Join(root, file))
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Contains(frames, rule) {
				data = legal(t, data)
			}
			tree := source.FromFS(fstest.MapFS{"openapi.json": &fstest.MapFile{Data: data}})
			result, err := lint.Run(t.Context(), sel, lint.Options{Tree: tree, Paths: []string{"."}, Kinds: []facts.Kind{facts.OpenAPI}})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range result.Findings {
				if f.Rule.ID == "parse/error" || f.Rule.ID == "rest/document-valid" && !regexp.MustCompile(about[rule]).MatchString(f.Message) {
					continue
				}
				got = "fail"
				said = append(said, f.Rule.ID+": "+f.Message)
			}
			if result.Judged[facts.OpenAPI] == 0 {
				got = "not judged"
			}
		}
		if got == expect {
			c.agree++
			continue
		}
		name := strings.TrimPrefix(filepath.Dir(file), "spectral/")
		if _, ok := disagreements[name]; ok {
			explained[name] = true
		} else {
			t.Errorf("%s: %s there, %s here %s", name, expect, got, strings.Join(said, "; "))
		}
	}
	for name := range disagreements {
		if !explained[name] {
			t.Errorf("%s: there is no disagreement to explain", name)
		}
	}
	agree, all := 0, 0
	for _, rule := range slices.Sorted(maps.Keys(counts)) {
		c := counts[rule]
		agree, all = agree+c.agree, all+c.all
		t.Logf("%3d%% (%d of %d) %s: %s", 100*c.agree/c.all, c.agree, c.all, rule, strings.Join(equivalents[rule], ", "))
	}
	t.Logf("%.1f%% (%d of %d) of all cases", 100*float64(agree)/float64(all), agree, all)
	for _, rule := range slices.Sorted(maps.Keys(declined)) {
		t.Logf("not compared: %s: %s", rule, declined[rule])
	}
}

// about says, for a rule that is narrower than rest/document-valid, which of the findings of that are about the same.
var about = map[string]string{
	"array-items": `"items"`, "oas2-anyOf": "anyOf", "oas2-oneOf": "oneOf", "oas2-host-trailing-slash": "host",
	"oas3-examples-value-or-externalValue": "externalValue", "oas3-server-variables": "variable|enum",
	"openapi-tags-uniqueness": "tag", "operation-parameters": `"in: body"|body parameter`, "path-params": "required",
}

// disagreements are the cases in which bdma says something else than Spectral, and why.
var disagreements = map[string]string{
	"oas2-api-schemes/001-valid-case":                                                                   "It says how the API is served but not where, of which one rule of ours speaks for the scheme and the host.",
	"oas2-host-not-example/002-server-is-example-com":                                                   "A URL is no host: rest/document-valid says so, and that is what is to be mended first.",
	"oas2-operation-security-defined/004-invalid-scopes-in-security-scheme-object":                      "These schemes have no list of scopes at all, as rest/document-valid says once for each; that every scope is missing from it follows.",
	"oas2-valid-media-example/002-invalid-example-in-responses":                                         textual,
	"oas2-valid-schema-example/008-x-example-in-parameters-is-invalid":                                  textual,
	"oas2-valid-schema-example/015-one-of-examples-is-invalid":                                          extension,
	"oas2-valid-schema-example/027-x-example-in-definitions-is-invalid":                                 extension,
	"oas2-valid-schema-example/028-falsy-value-in-x-example":                                            extension,
	"oas2-valid-schema-example/029-falsy-null-value-in-x-example":                                       extension,
	"oas2-valid-schema-example/030-falsy-0-value-in-x-example":                                          extension,
	"oas2-valid-schema-example/031-falsy-false-value-in-x-example":                                      extension,
	"oas2-valid-schema-example/034-one-of-examples-is-invalid":                                          extension,
	"oas3-examples-value-or-externalValue/008-multiple-examples-missing-externalvalue-and-value-in-one": nothing,
	"oas3-examples-value-or-externalValue/007-externalvalue-and-value":                                  nothing,
	"oas3-server-variables/006-server-has-a-server-variable-resulting-in-broken-url":                    "A server may be a relative URL, and bdma does not try every value of every variable for a host that is none.",
	"oas3-valid-media-example/002-headers-containing-an-invalid-simple-example":                         textual,
	"oas3-valid-media-example/012-headers-containing-invalid-simple-example-in-examples":                textual,
	"oas3-valid-media-example/026-parameters-will-fail-when-simple-example-is-invalid":                  textual,
	"oas3-valid-media-example/008-headers-containing-an-invalid-complex-example":                        within,
	"oas3-valid-media-example/020-content-containing-an-invalid-complex-example":                        within,
	"openapi-tags/001-valid-case":                                                                       "The tag is listed without a description, which rest/tag-description asks for beyond the list.",
	"openapi-tags/002-missing-tags":                                                                     chapters,
	"openapi-tags/003-empty-tags":                                                                       chapters,
	"operation-success-response/014-oas2-document-has-2xx-and-3xx-responses-set":                        "The operations do say what success looks like, with a status that Swagger 2.0 does not know: rest/document-valid says that.",
	"operation-tags/002-tags-is-missing":                                                                chapters,
	"operation-tags/003-tags-is-empty":                                                                  chapters,
	"path-params/016-no-error-with-special-characters-in-path-parameter":                                "OpenAPI has no operators of RFC 6570 in its paths: {;bar} is a parameter named ;bar, and style: matrix writes the semicolon.",
	"typed-enum/004-oas2-nullable-is-not-supported":                                                     "The mistake is nullable, which Swagger 2.0 does not have, and rest/document-valid says so; its author does allow null.",
}

const (
	textual   = "What travels in a URL, a header or a text body is text: 123 is a string there, however the document writes it."
	extension = "A schema has example; x-example is an extension, which the specification gives no meaning there."
	nothing   = "The specification requires neither value nor externalValue: an example of a summary alone is odd, but allowed."
	within    = "The example of the property within is wrong, as Spectral too says, by another rule; rest/example-valid is equivalent to both."
	chapters  = "An API of one operation needs no chapters: the rule asks for tags from the number of operations that its option says."
)
