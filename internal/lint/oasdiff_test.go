package lint_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
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
// anything. It prints the agreement; a disagreement that [oasdiffDisagreements] does not explain fails, and one that the
// specification decides is none. What no rule names is printed too, and compared with nothing.
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

	type count struct{ agree, explained, all int }
	counts, levels := make(map[string]*count), make(map[string]*count)
	score := func(id, level string, agree, explained bool) {
		for _, c := range []struct {
			in  map[string]*count
			key string
		}{{counts, id}, {levels, level}} {
			if c.in[c.key] == nil {
				c.in[c.key] = new(count)
			}
			c.in[c.key].all++
			switch {
			case agree:
				c.in[c.key].agree++
			case explained:
				c.in[c.key].explained++
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
			score(id, p.said[id], agree, cites(oasdiffDisagreements[p.name+": "+id]))
			if !agree {
				disagree(p, id, "there, nothing here")
			}
		}
		if open {
			continue // what the rules say beyond may be what no rule names yet
		}
		none, all := true, true
		for _, rule := range slices.Sorted(maps.Keys(said)) {
			if !known[rule] {
				none, all = false, all && cites(oasdiffDisagreements[p.name+": "+rule])
				disagree(p, rule, "here, nothing there: "+said[rule][0])
			}
		}
		if len(p.said) == 0 {
			score("(no error and no warning)", "none", none, all)
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
		total.agree, total.explained, total.all = total.agree+c.agree, total.explained+c.explained, total.all+c.all
		t.Logf("%3d%% (%d and %d by the specification, of %d) %s: %s", 100*(c.agree+c.explained)/c.all, c.agree, c.explained, c.all, id, strings.Join(claims[id], ", "))
	}
	say := func(c *count, of string) {
		share := func(n int) float64 { return 100 * float64(n) / float64(c.all) }
		t.Logf("%.1f%% (%d of %d) %s say the same; with %d that the specification decides, %.1f%% are as they should be", share(c.agree), c.agree, c.all, of, c.explained, share(c.agree+c.explained))
	}
	for _, level := range slices.Sorted(maps.Keys(levels)) {
		say(levels[level], "of "+level)
	}
	say(total, "in all")
	if 100*(total.agree+total.explained) < 95*total.all {
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
	"response-success-status-removed/006-breaking-deletedtag: api-security-component-type-changed":                                                      "No operation asks for the scheme: no client has it (OpenAPI, Security Requirement Object).",
	"api-path-removed-without-deprecation/004-ignoresubpath: api-path-removed-without-deprecation":                                                      newMajor,
	"api-path-removed-without-deprecation/005-ignoreonlyincludedsubpaths: api-path-removed-without-deprecation":                                         newMajor,
	"no-change/052-breaking-servers: rest/breaking-server-replaced":                                                                                     servers,
	"request-parameter-sunset-parse/002-breaking-removeparameterwithinvalidsunset: request-parameter-sunset-parse":                                      "It is said of the parameter that is gone, by the rule on what goes before its date.",
	"request-parameter-sunset-parse/002-breaking-removeparameterwithinvalidsunset: rest/breaking-removed-before-sunset":                                 "The parameter is gone, and no date that could be read had announced it.",
	"request-parameter-sunset-parse/004-breaking-sunsetmodifiedfrominvalidfordeprecatedparameter: request-parameter-sunset-parse":                       "The date that could not be read was mended: there is nothing to do about it.",
	"new-optional-request-parameter/001-newrequestnonpathparameter-detectsnewpathsandnewoperations: rest/breaking-parameter-removed":                    "The path has the parameter for all of its operations, and has it no more (OpenAPI, Path Item Object).",
	"no-change/024-breaking-reqbodynewrequiredpropertynew: rest/breaking-request-property-required":                                                     "A name under required has to be sent, whether or not a property declares it (JSON Schema Validation, 6.5.3).",
	"no-change/036-breaking-responseunparseablestatusremoved: rest/breaking-response-removed":                                                           "default stood for every status, of which none is described any more (OpenAPI, Responses Object).",
	"no-change/084-walkpropertiesskipsonesidedsubschemadiff: rest/breaking-request-property-removed":                                                    "The items have no properties any more, and bar was one of them (JSON Schema Core, 10.3.1.2).",
	"request-body-became-enum/002-breaking-reqbodybecameenumandtypechanged: request-body-became-enum":                                                   noType,
	"request-body-became-enum/002-breaking-reqbodybecameenumandtypechanged: request-body-type-changed":                                                  noType,
	"request-body-became-required/003-webhookoperationchangesdetected: request-body-became-required":                                                    webhook,
	"request-body-became-required/004-breaking-checkdoesnotmutatecallerdiff: request-body-became-required":                                              webhook,
	"request-body-max-decreased/001-requestbodymaxdecreasedcheck: request-body-max-decreased":                                                           otherType,
	"request-body-max-length-decreased/001-requestbodymaxlengthincreasedcheck: request-body-max-length-decreased":                                       otherType,
	"request-body-min-length-increased/001-requestbodyminlengthincreased: request-body-min-length-increased":                                            otherType,
	"request-body-type-changed/007-requestbodyformatchangedcheck: request-body-type-changed":                                                            otherType,
	"request-body-unevaluated-items-removed/001-requestbodyunevaluatedremoved: response-body-unevaluated-items-removed":                                 otherType,
	"request-parameter-became-enum/002-requestparameterbecameenum: request-parameter-became-enum":                                                       follows,
	"request-parameter-max-decreased/001-breaking-maxsmaller: request-parameter-max-decreased":                                                          otherType,
	"request-parameter-max-decreased/002-requestparametermaxdecreased: request-parameter-max-decreased":                                                 otherType,
	"request-parameter-max-items-decreased/001-requestparametermaxitemsdecreased: request-parameter-max-items-decreased":                                otherType,
	"request-parameter-max-items-decreased/002-breaking-requestparametermaxitemswithflatten: request-parameter-max-items-decreased":                     otherType,
	"request-parameter-max-length-decreased/002-requestparametermaxlengthdecreasedcheck: rest/breaking-version-lower":                                   "The version of the API goes down, from 2.0 to 1.0 (OpenAPI, Info Object).",
	"request-parameter-max-length-set/002-requestparametermaxlengthsetcheck: request-parameter-max-length-set":                                          newMajor,
	"request-parameter-min-items-increased/001-breaking-requeatminitemsgreater: request-parameter-min-items-increased":                                  otherType,
	"request-property-became-optional/001-requestpropertymarkedoptional: rest/breaking-request-property-required":                                       "The revision requires a property whose name is empty, as odd as that is (JSON Schema Validation, 6.5.3).",
	"request-property-became-required/004-breaking-anyof: request-property-became-required":                                                             otherType,
	"request-property-became-required/015-versioningpolicy-majorbumpissilent: request-property-became-required":                                         newMajor,
	"request-property-became-required/016-versioningpolicy-majorbumpissilent: request-property-became-required":                                         newMajor,
	"request-property-became-required/017-versioningpolicy-nonsemverissilent: request-property-became-required":                                         newMajor,
	"request-property-became-required/019-versioningpolicy-nonsemverissilent: request-property-became-required":                                         newMajor,
	"request-property-became-required/020-versioningpolicy-nonsemverissilent: request-property-became-required":                                         newMajor,
	"request-property-became-required/026-versioningpolicy-prereleaseandbuildmetadata: request-property-became-required":                                newMajor,
	"request-property-enum-value-removed/003-transitionclaims-realchangealongsidetransitionstillreported: request-property-enum-value-removed":          "Every string is allowed now, alpha and beta among them: nothing that was sent is refused (JSON Schema Validation, 6.1.2).",
	"request-property-max-decreased/001-requestpropertymaxdecreasedcheck: request-property-max-decreased":                                               otherType,
	"request-property-max-length-decreased/002-notsubschematraversalmodifiedproperty: new-required-request-property":                                    inNot,
	"request-property-max-length-decreased/002-notsubschematraversalmodifiedproperty: request-property-max-length-decreased":                            inNot,
	"request-property-max-length-decreased/002-notsubschematraversalmodifiedproperty: request-property-removed":                                         inNot,
	"request-property-max-length-decreased/002-notsubschematraversalmodifiedproperty: rest/breaking-request-condition":                                  inNot,
	"request-property-min-increased/002-subschematraversalminchanged: request-property-const-changed":                                                   inNot,
	"request-property-min-increased/002-subschematraversalminchanged: request-property-min-increased":                                                   inNot,
	"request-property-min-increased/002-subschematraversalminchanged: rest/breaking-request-condition":                                                  inNot,
	"request-property-min-length-increased/002-subschematraversalminlengthchanged: request-property-const-changed":                                      inNot,
	"request-property-min-length-increased/002-subschematraversalminlengthchanged: request-property-min-increased":                                      inNot,
	"request-property-min-length-increased/002-subschematraversalminlengthchanged: rest/breaking-request-condition":                                     inNot,
	"request-property-type-changed/003-requestbodyandpropertytypeschangedcheckarraytoobject: new-required-request-property":                             follows,
	"request-property-type-changed/004-requestbodyandpropertytypeschangedcheckobjecttoarray: request-property-removed":                                  follows,
	"request-property-type-changed/005-requestpropertyformatchangedcheck: request-property-type-changed":                                                otherType,
	"request-property-unevaluated-items-added/001-requestpropertyunevaluatedadded: request-property-unevaluated-items-added":                            otherType,
	"response-body-dependent-required-changed/001-responsebodydependentrequiredchanged: response-body-dependent-required-changed":                       "The API promises one property more beside name than before, which no client can trip over (JSON Schema Validation, 6.5.4).",
	"response-body-type-compatible/001-responsebodytypelooselytypedcompatible: rest/breaking-response-type":                                             otherXML,
	"response-body-unevaluated-items-removed/001-responsebodyunevaluatedremoved: response-body-unevaluated-items-removed":                               otherType,
	"response-property-type-generalized/001-responseschematypemulticheck: response-property-type-generalized":                                           otherType,
	"response-property-unevaluated-items-removed/001-responsepropertyunevaluatedremoved: response-property-unevaluated-items-removed":                   otherType,
	"response-success-status-removed/006-breaking-deletedtag: rest/breaking-request-property-required":                                                  inContent,
	"response-success-status-removed/006-breaking-deletedtag: rest/breaking-request-type":                                                               inContent,
	"response-success-status-removed/006-breaking-deletedtag: rest/breaking-response-body-removed":                                                      covers,
	"response-success-status-removed/006-breaking-deletedtag: rest/breaking-response-type":                                                              otherXML,
	"response-success-status-removed/006-breaking-deletedtag: rest/breaking-server-removed":                                                             servers,
	"response-success-status-removed/006-breaking-deletedtag: rest/breaking-server-replaced":                                                            servers,
	"response-success-status-removed/007-breaking-addedenum: rest/breaking-request-condition":                                                           becameNot,
	"response-success-status-removed/007-breaking-addedenum: rest/breaking-response-body-removed":                                                       covers,
	"response-success-status-removed/007-breaking-addedenum: rest/breaking-response-type":                                                               calledBack,
	"response-success-status-removed/007-breaking-addedenum: rest/breaking-server-removed":                                                              servers,
	"response-success-status-removed/007-breaking-addedenum: rest/breaking-server-replaced":                                                             servers,
	"response-success-status-removed/008-breaking-modifiedextension: rest/breaking-request-condition":                                                   becameNot,
	"response-success-status-removed/008-breaking-modifiedextension: rest/breaking-response-body-removed":                                               covers,
	"response-success-status-removed/008-breaking-modifiedextension: rest/breaking-response-type":                                                       calledBack,
	"response-success-status-removed/008-breaking-modifiedextension: rest/breaking-server-removed":                                                      servers,
	"response-success-status-removed/008-breaking-modifiedextension: rest/breaking-server-replaced":                                                     servers,
	"response-success-status-removed/009-breaking-comments: rest/breaking-request-condition":                                                            becameNot,
	"response-success-status-removed/009-breaking-comments: rest/breaking-response-body-removed":                                                        covers,
	"response-success-status-removed/009-breaking-comments: rest/breaking-response-type":                                                                calledBack,
	"response-success-status-removed/009-breaking-comments: rest/breaking-server-removed":                                                               servers,
	"response-success-status-removed/009-breaking-comments: rest/breaking-server-replaced":                                                              servers,
	"response-success-status-removed/011-ignore: rest/breaking-request-condition":                                                                       becameNot,
	"response-success-status-removed/011-ignore: rest/breaking-response-body-removed":                                                                   covers,
	"response-success-status-removed/011-ignore: rest/breaking-response-type":                                                                           calledBack,
	"response-success-status-removed/011-ignore: rest/breaking-server-removed":                                                                          servers,
	"response-success-status-removed/011-ignore: rest/breaking-server-replaced":                                                                         servers,
	"response-success-status-removed/012-ignorecomponent: rest/breaking-request-condition":                                                              becameNot,
	"response-success-status-removed/012-ignorecomponent: rest/breaking-response-body-removed":                                                          covers,
	"response-success-status-removed/012-ignorecomponent: rest/breaking-response-type":                                                                  calledBack,
	"response-success-status-removed/012-ignorecomponent: rest/breaking-server-removed":                                                                 servers,
	"response-success-status-removed/012-ignorecomponent: rest/breaking-server-replaced":                                                                servers,
}

const (
	newMajor   = "The version goes from 1 to 2, and a new major version may break (Semantic Versioning, 8)."
	untilWhen  = "oasdiff says so where an option of its own asks for a date; here the preset all does, and who turns the rule on."
	otherType  = "The keyword speaks of values of a type that the schema does not allow: it says nothing before and after (JSON Schema Core, 7.6.1)."
	noType     = "There is no type int: nothing is known of what such a schema allows, and rest/document-valid says what is to be mended (JSON Schema Validation, 6.1.1)."
	webhook    = "The API sends the request of a webhook: a body that always comes breaks no client, one that may be missing now would (OpenAPI, OpenAPI Object, webhooks)."
	follows    = "It follows from the type, which is another one: no value of before fits, whatever else is asked, and that is told once (JSON Schema Validation, 6.1.1)."
	inNot      = "Within not and if, what narrows may widen: the whole is told as one change, of the condition (JSON Schema Core, 10.2.1.4 and 10.2.2)."
	servers    = "Clients that have the address of before find nothing at it, at which oasdiff does not look (OpenAPI, Server Object)."
	covers     = "default stands for the answers that are no longer described, and has no body where they had one (OpenAPI, Responses Object)."
	becameNot  = "What did fit the pattern must not fit it now: not refuses all that was sent (JSON Schema Core, 10.2.1.4)."
	calledBack = "The body of a callback is another one, into which oasdiff does not look here (OpenAPI, Callback Object)."
	inContent  = "The value is a document in the parameter, whose schema oasdiff does not compare with what came for it (OpenAPI, Parameter Object, content)."
	otherXML   = "An element with a text and one with elements in it are not read alike (OpenAPI, XML Object)."
)

// cites reports whether an explanation names the clause of a specification that decides.
func cites(why string) bool {
	return regexp.MustCompile(`\((JSON Schema|OpenAPI|Semantic Versioning)[^()]*\)\.$`).MatchString(why)
}
