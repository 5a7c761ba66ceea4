package lint_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/othertools"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/policies"
)

// TestOasdiffAgreement runs the rules on breaking changes over the pairs of oasdiff's own tests. Whatever it calls an error or a
// warning, a rule that names it as equivalent must find, and in a pair of which it says nothing of the kind no rule may find
// anything. It prints the agreement; a disagreement that [oasdiffDisagreements] does not explain fails. What no rule names yet is
// printed too, and compared with nothing.
func TestOasdiffAgreement(t *testing.T) {
	root := filepath.Join(filepath.Dir(corpus(t)), "cases", "openapi", "oasdiff")
	names, err := filepath.Glob(filepath.Join(root, "*", "*", "case.json"))
	if err != nil || len(names) == 0 {
		t.Skip("the cases of oasdiff are not here")
	}
	set, err := policy.Load(policy.Folder{FS: policies.FS, Name: "policies"})
	if err != nil {
		t.Fatal(err)
	}
	tools, err := othertools.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	oasdiff, _ := tools.Tool("oasdiff")
	claims := make(map[string][]string)
	var ours []string
	for _, r := range set.Rules() {
		if strings.HasPrefix(r.ID, "rest/breaking-") && r.Severity != policy.Info && r.Presets["strict"] > 0 {
			ours = append(ours, r.ID)
		}
		for _, id := range r.Equivalents["oasdiff"] {
			claims[id] = append(claims[id], r.ID)
		}
	}
	sel, err := config.Default().Resolve(set, config.Flags{Only: ours})
	if err != nil {
		t.Fatal(err)
	}

	// All pairs are judged in one run, since a run compiles every rule: each has a folder of its own.
	type pair struct {
		name string
		said map[string]string // id to level, of errors and warnings
		// aside are the ids that it only mentions.
		aside []string
	}
	was, is := make(map[string]string), make(map[string]string)
	pairs := make(map[string]*pair)
	for i, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var meta struct {
			Base, Revision, Verified string
			Changes                  []struct{ ID, Level string }
			All                      []string `json:"all_changes_by_cli_v1_35"`
		}
		if err := json.Unmarshal(data, &meta); err != nil {
			t.Fatal(err)
		}
		p := &pair{name: filepath.ToSlash(strings.TrimPrefix(filepath.Dir(name), root+string(filepath.Separator))), said: make(map[string]string)}
		if strings.HasPrefix(meta.Verified, "external") {
			continue // the files that it refers to are not among the cases
		}
		for _, change := range meta.All {
			id, level, _ := strings.Cut(change, ":")
			p.said[id] = map[string]string{"3": "error", "2": "warning"}[level]
		}
		if !strings.HasPrefix(meta.Verified, "yes") {
			for _, change := range meta.Changes { // which depend on settings of oasdiff's
				p.said[change.ID] = strings.TrimPrefix(change.Level, "info")
			}
		}
		for id, level := range p.said {
			if level == "" {
				p.aside = append(p.aside, id)
			}
		}
		maps.DeleteFunc(p.said, func(_, level string) bool { return level == "" })
		read := func(file string) string {
			data, err := os.ReadFile(filepath.Join(filepath.Dir(name), file))
			if err != nil {
				t.Fatal(err)
			}
			return string(data)
		}
		folder := fmt.Sprintf("case%03d", i)
		// JSON is YAML, and the document keeps its name.
		was[folder+"/openapi.yaml"], is[folder+"/openapi.yaml"] = read(meta.Base), read(meta.Revision)
		pairs[folder] = p
	}
	result, err := lint.Run(t.Context(), sel, lint.Options{Tree: tree(is), Base: baseOf(was, is), Paths: []string{"."}, Kinds: []facts.Kind{facts.OpenAPI}})
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string]map[string][]string)
	for _, f := range result.Findings {
		folder, _, _ := strings.Cut(f.File, "/")
		if strings.HasPrefix(f.Rule.ID, "rest/breaking-") {
			if found[folder] == nil {
				found[folder] = make(map[string][]string)
			}
			found[folder][f.Rule.ID] = append(found[folder][f.Rule.ID], f.Message)
		}
	}

	type count struct{ agree, all int }
	counts, levels := make(map[string]*count), make(map[string]*count)
	score := func(id, level string, agree bool) {
		for _, c := range []struct {
			in  map[string]*count
			key string
		}{{counts, id}, {levels, level}} {
			if c.in[c.key] == nil {
				c.in[c.key] = new(count)
			}
			c.in[c.key].all++
			if agree {
				c.in[c.key].agree++
			}
		}
	}
	explained, waiting := make(map[string]bool), make(map[string]bool)
	disagree := func(p *pair, what, detail string) {
		key := p.name + ": " + what
		if oasdiffDisagreements[key] != "" {
			explained[key] = true
			return
		}
		t.Errorf("%s %s", key, detail)
	}
	for _, folder := range slices.Sorted(maps.Keys(pairs)) {
		p, said := pairs[folder], found[folder]
		known := make(map[string]bool)
		for _, id := range p.aside {
			for _, rule := range claims[id] {
				known[rule] = true
			}
		}
		open := false
		for _, id := range slices.Sorted(maps.Keys(p.said)) {
			if oasdiff.Declined[id] != "" {
				continue
			}
			rules := claims[id]
			if rules == nil {
				waiting[id], open = true, true
				continue
			}
			agree := false
			for _, rule := range rules {
				known[rule] = true
				agree = agree || said[rule] != nil
			}
			score(id, p.said[id], agree)
			if !agree {
				disagree(p, id, "there, nothing here")
			}
		}
		if open {
			continue // what the rules say beyond may be what no rule names yet
		}
		none := true
		for _, rule := range slices.Sorted(maps.Keys(said)) {
			if !known[rule] {
				none = false
				disagree(p, rule, "here, nothing there: "+said[rule][0])
			}
		}
		if len(p.said) == 0 {
			score("(no error and no warning)", "none", none)
		}
	}
	for key := range oasdiffDisagreements {
		if !explained[key] {
			t.Errorf("%s: there is no disagreement to explain", key)
		}
	}
	total := new(count)
	for _, id := range slices.Sorted(maps.Keys(counts)) {
		c := counts[id]
		total.agree, total.all = total.agree+c.agree, total.all+c.all
		t.Logf("%3d%% (%d of %d) %s: %s", 100*c.agree/c.all, c.agree, c.all, id, strings.Join(claims[id], ", "))
	}
	for _, level := range slices.Sorted(maps.Keys(levels)) {
		t.Logf("%.1f%% (%d of %d) of %s", 100*float64(levels[level].agree)/float64(levels[level].all), levels[level].agree, levels[level].all, level)
	}
	t.Logf("%.1f%% (%d of %d) in all", 100*float64(total.agree)/float64(total.all), total.agree, total.all)
	if 100*total.agree < 95*total.all {
		t.Error("less than 95 % agreement")
	}
	for _, id := range slices.Sorted(maps.Keys(waiting)) {
		t.Logf("no rule names %s", id)
	}
}

// oasdiffDisagreements are the pairs in which the rules say something else than oasdiff, and why: by the id or the rule that only
// one of the two has.
var oasdiffDisagreements = map[string]string{
	"request-parameter-deprecated-sunset-missing/001-breaking-parameterdeprecationwithoutsunsetwithpolicy: request-parameter-deprecated-sunset-missing": untilWhen,
	"request-property-deprecated-sunset-missing/001-requestpropertydeprecation-withoutsunsetwithpolicy: request-property-deprecated-sunset-missing":     untilWhen,
	"response-property-deprecated-sunset-missing/001-responsepropertydeprecation-withoutsunsetwithpolicy: response-property-deprecated-sunset-missing":  untilWhen,
	"response-success-status-removed/006-breaking-deletedtag: api-security-component-type-changed":                                                      "No operation asks for the scheme: no client has it.",
	"api-path-removed-without-deprecation/004-ignoresubpath: api-path-removed-without-deprecation":                                                      newMajor,
	"api-path-removed-without-deprecation/005-ignoreonlyincludedsubpaths: api-path-removed-without-deprecation":                                         newMajor,
	"no-change/052-breaking-servers: rest/breaking-server-replaced":                                                                                     "Clients that have the only address of before reach nothing; oasdiff does not look at servers.",
	"request-parameter-sunset-parse/002-breaking-removeparameterwithinvalidsunset: request-parameter-sunset-parse":                                      "It is said of the parameter that is gone, by the rule on what goes before its date.",
	"request-parameter-sunset-parse/002-breaking-removeparameterwithinvalidsunset: rest/breaking-removed-before-sunset":                                 "The parameter is gone, and no date that could be read had announced it.",
	"request-parameter-sunset-parse/004-breaking-sunsetmodifiedfrominvalidfordeprecatedparameter: request-parameter-sunset-parse":                       "The date that could not be read was mended: there is nothing to do about it.",
}

const (
	newMajor  = "The version goes from 1 to 2, and a new major version may break."
	untilWhen = "oasdiff says so where an option of its own asks for a date; here the preset all does, and who turns the rule on."
)
