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
	"time"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/othertools"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/policies"
)

// TestOasdiffAgreement runs the rules on breaking changes over the pairs of oasdiff's own tests. Whatever it calls an error or a
// warning, a rule that names it as equivalent must find, and in a pair of which it says nothing of the kind no rule may find
// anything. A disagreement that [oasdiffDisagreements] does not explain by the clause of a specification fails. docs/oasdiff.md has
// the result.
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
		if strings.HasPrefix(r.ID, "rest/breaking-") && r.Severity != policy.Info && r.Presets["strict"] > 0 || r.ID == sunsetRule {
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
		// setting is that of oasdiff's test, if it has one that matters.
		setting oasdiffSetting
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
		before, after := read(meta.Base), read(meta.Revision)
		if p.setting = oasdiffSettings[p.name]; p.setting == anyVersion {
			if after, err = sameVersion(before, after); err != nil {
				t.Fatalf("%s: %v", p.name, err)
			}
		}
		// JSON is YAML, and the document keeps its name.
		was[folder+"/openapi.yaml"], is[folder+"/openapi.yaml"] = before, after
		pairs[folder] = p
	}
	result, err := lint.Run(t.Context(), sel, lint.Options{
		Tree: tree(is), Base: baseOf(was, is), Paths: []string{"."}, Kinds: []facts.Kind{facts.OpenAPI}, Now: time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string]map[string][]string)
	for _, f := range result.Findings {
		folder, _, _ := strings.Cut(f.File, "/")
		if strings.HasPrefix(f.Rule.ID, "rest/breaking-") && (f.Rule.ID != sunsetRule || pairs[folder].setting == withNotice) {
			if found[folder] == nil {
				found[folder] = make(map[string][]string)
			}
			found[folder][f.Rule.ID] = append(found[folder][f.Rule.ID], f.Message)
		}
	}

	table := &agreement{kinds: make(map[string]*agreed), levels: make(map[string]*agreed), rules: claims, settings: oasdiffSettings}
	explained, waiting := make(map[string]bool), make(map[string]bool)
	disagree := func(p *pair, what, detail string) {
		key := p.name + ": " + what
		why := oasdiffDisagreements[key]
		if !cites(why) {
			t.Errorf("%s: no clause of a specification decides: %s", key, detail)
		}
		explained[key] = true
		table.disagreements = append(table.disagreements, disagreement{p.name, what, why})
	}
	for _, folder := range slices.Sorted(maps.Keys(pairs)) {
		p, said := pairs[folder], found[folder]
		known := make(map[string]bool)
		for _, id := range p.aside {
			for _, rule := range claims[id] {
				known[rule] = true
			}
		}
		open, breaks := false, false
		for _, id := range slices.Sorted(maps.Keys(p.said)) {
			if oasdiff.Declined[id] != "" {
				continue
			}
			breaks = true
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
			table.count(id, p.said[id], agree)
			if !agree {
				disagree(p, id, "there, nothing here")
			}
		}
		if open {
			continue // what the rules say beyond may be what no rule names yet
		}
		beyond := 0
		for _, rule := range slices.Sorted(maps.Keys(said)) {
			if !known[rule] {
				beyond++
				disagree(p, rule, "here, nothing there: "+said[rule][0])
			}
		}
		if len(p.said) == 0 {
			table.count(quietPair, "none", beyond == 0)
		}
		table.pairs.count(breaks == (len(said) > 0) || !breaks && beyond == 0)
	}
	for key := range oasdiffDisagreements {
		if !explained[key] {
			t.Errorf("%s: there is no disagreement to explain", key)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(waiting)) {
		t.Errorf("no rule names %s", id)
	}
	t.Logf("\n%s", table.summary())
	if c := table.effective(); 100*c.agree < 95*c.all {
		t.Error("less than 95 % say the same of what has an effect")
	}
	page := table.page()
	file := filepath.Join("..", "..", "docs", "oasdiff.md")
	if *updateOasdiff {
		if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if have, err := os.ReadFile(file); err != nil || string(have) != page {
		t.Errorf("docs/oasdiff.md is stale (%v): go test ./internal/lint -run TestOasdiffAgreement -update", err)
	}
}

// oasdiffDisagreements are the pairs in which the rules say something else than oasdiff, and why: by the id or the rule that only
// one of the two has.
var oasdiffDisagreements = map[string]string{
	"response-success-status-removed/006-breaking-deletedtag: api-security-component-type-changed":                                             "No operation asks for the scheme: no client has it (OpenAPI, Security Requirement Object).",
	"new-request-path-parameter/001-breaking-newpathparam: rest/breaking-request-enum":                                                         "The path had a template expression that nothing described, and any text could stand there; now four words can (OpenAPI, Path Templating; JSON Schema Validation, 6.1.2).",
	"no-change/052-breaking-servers: rest/breaking-server-replaced":                                                                            servers,
	"request-parameter-sunset-parse/004-breaking-sunsetmodifiedfrominvalidfordeprecatedparameter: request-parameter-sunset-parse":              "The date that could not be read was mended, and a date that says nothing has told nobody anything (RFC 8594, 3).",
	"new-optional-request-parameter/001-newrequestnonpathparameter-detectsnewpathsandnewoperations: rest/breaking-parameter-removed":           "The path has the parameter for all of its operations, and has it no more (OpenAPI, Path Item Object).",
	"no-change/024-breaking-reqbodynewrequiredpropertynew: rest/breaking-request-property-required":                                            "A name under required has to be sent, whether or not a property declares it (JSON Schema Validation, 6.5.3).",
	"no-change/036-breaking-responseunparseablestatusremoved: rest/breaking-response-removed":                                                  "default stood for every status, of which none is described any more (OpenAPI, Responses Object).",
	"no-change/084-walkpropertiesskipsonesidedsubschemadiff: rest/breaking-request-property-removed":                                           "The items have no properties any more, and bar was one of them (JSON Schema Core, 10.3.1.2).",
	"request-body-became-enum/002-breaking-reqbodybecameenumandtypechanged: request-body-type-changed":                                         noType,
	"request-body-became-required/003-webhookoperationchangesdetected: request-body-became-required":                                           webhook,
	"request-body-became-required/004-breaking-checkdoesnotmutatecallerdiff: request-body-became-required":                                     webhook,
	"request-body-max-decreased/001-requestbodymaxdecreasedcheck: request-body-max-decreased":                                                  otherType,
	"request-body-max-length-decreased/001-requestbodymaxlengthincreasedcheck: request-body-max-length-decreased":                              otherType,
	"request-body-min-length-increased/001-requestbodyminlengthincreased: request-body-min-length-increased":                                   otherType,
	"request-body-type-changed/007-requestbodyformatchangedcheck: request-body-type-changed":                                                   otherType,
	"request-body-unevaluated-items-removed/001-requestbodyunevaluatedremoved: response-body-unevaluated-items-removed":                        otherType,
	"request-parameter-became-enum/002-requestparameterbecameenum: request-parameter-became-enum":                                              follows,
	"request-parameter-max-decreased/001-breaking-maxsmaller: request-parameter-max-decreased":                                                 otherType,
	"request-parameter-max-decreased/002-requestparametermaxdecreased: request-parameter-max-decreased":                                        otherType,
	"request-parameter-max-items-decreased/001-requestparametermaxitemsdecreased: request-parameter-max-items-decreased":                       otherType,
	"request-parameter-max-items-decreased/002-breaking-requestparametermaxitemswithflatten: request-parameter-max-items-decreased":            otherType,
	"request-parameter-max-length-decreased/002-requestparametermaxlengthdecreasedcheck: rest/breaking-version-lower":                          "The version of the API goes down, from 2.0 to 1.0 (OpenAPI, Info Object).",
	"request-parameter-min-items-increased/001-breaking-requeatminitemsgreater: request-parameter-min-items-increased":                         otherType,
	"request-property-became-optional/001-requestpropertymarkedoptional: rest/breaking-request-property-required":                              "The revision requires a property whose name is empty, as odd as that is (JSON Schema Validation, 6.5.3).",
	"request-property-became-required/004-breaking-anyof: request-property-became-required":                                                    otherType,
	"request-property-enum-value-removed/003-transitionclaims-realchangealongsidetransitionstillreported: request-property-enum-value-removed": "Every string is allowed now, alpha and beta among them: nothing that was sent is refused (JSON Schema Validation, 6.1.2).",
	"request-property-max-decreased/001-requestpropertymaxdecreasedcheck: request-property-max-decreased":                                      otherType,
	"request-property-max-length-decreased/002-notsubschematraversalmodifiedproperty: new-required-request-property":                           inNot,
	"request-property-max-length-decreased/002-notsubschematraversalmodifiedproperty: request-property-max-length-decreased":                   inNot,
	"request-property-max-length-decreased/002-notsubschematraversalmodifiedproperty: request-property-removed":                                inNot,
	"request-property-max-length-decreased/002-notsubschematraversalmodifiedproperty: rest/breaking-request-condition":                         inNot,
	"request-property-min-increased/002-subschematraversalminchanged: request-property-const-changed":                                          inNot,
	"request-property-min-increased/002-subschematraversalminchanged: request-property-min-increased":                                          inNot,
	"request-property-min-increased/002-subschematraversalminchanged: rest/breaking-request-condition":                                         inNot,
	"request-property-min-length-increased/002-subschematraversalminlengthchanged: request-property-const-changed":                             inNot,
	"request-property-min-length-increased/002-subschematraversalminlengthchanged: request-property-min-increased":                             inNot,
	"request-property-min-length-increased/002-subschematraversalminlengthchanged: rest/breaking-request-condition":                            inNot,
	"request-property-type-changed/003-requestbodyandpropertytypeschangedcheckarraytoobject: new-required-request-property":                    follows,
	"request-property-type-changed/004-requestbodyandpropertytypeschangedcheckobjecttoarray: request-property-removed":                         follows,
	"request-property-type-changed/005-requestpropertyformatchangedcheck: request-property-type-changed":                                       otherType,
	"request-property-unevaluated-items-added/001-requestpropertyunevaluatedadded: request-property-unevaluated-items-added":                   otherType,
	"response-body-dependent-required-changed/001-responsebodydependentrequiredchanged: response-body-dependent-required-changed":              "The API promises one property more beside name than before, which no client can trip over (JSON Schema Validation, 6.5.4).",
	"response-body-type-compatible/001-responsebodytypelooselytypedcompatible: rest/breaking-response-type":                                    otherXML,
	"response-body-unevaluated-items-removed/001-responsebodyunevaluatedremoved: response-body-unevaluated-items-removed":                      otherType,
	"response-property-type-generalized/001-responseschematypemulticheck: response-property-type-generalized":                                  otherType,
	"response-property-unevaluated-items-removed/001-responsepropertyunevaluatedremoved: response-property-unevaluated-items-removed":          otherType,
	"response-success-status-removed/006-breaking-deletedtag: rest/breaking-request-property-required":                                         inContent,
	"response-success-status-removed/006-breaking-deletedtag: rest/breaking-request-type":                                                      inContent,
	"response-success-status-removed/006-breaking-deletedtag: rest/breaking-response-body-removed":                                             covers,
	"response-success-status-removed/006-breaking-deletedtag: rest/breaking-response-type":                                                     otherXML,
	"response-success-status-removed/006-breaking-deletedtag: rest/breaking-server-removed":                                                    servers,
	"response-success-status-removed/006-breaking-deletedtag: rest/breaking-server-replaced":                                                   servers,
	"response-success-status-removed/007-breaking-addedenum: rest/breaking-request-condition":                                                  becameNot,
	"response-success-status-removed/007-breaking-addedenum: rest/breaking-response-body-removed":                                              covers,
	"response-success-status-removed/007-breaking-addedenum: rest/breaking-response-type":                                                      calledBack,
	"response-success-status-removed/007-breaking-addedenum: rest/breaking-server-removed":                                                     servers,
	"response-success-status-removed/007-breaking-addedenum: rest/breaking-server-replaced":                                                    servers,
	"response-success-status-removed/008-breaking-modifiedextension: rest/breaking-request-condition":                                          becameNot,
	"response-success-status-removed/008-breaking-modifiedextension: rest/breaking-response-body-removed":                                      covers,
	"response-success-status-removed/008-breaking-modifiedextension: rest/breaking-response-type":                                              calledBack,
	"response-success-status-removed/008-breaking-modifiedextension: rest/breaking-server-removed":                                             servers,
	"response-success-status-removed/008-breaking-modifiedextension: rest/breaking-server-replaced":                                            servers,
	"response-success-status-removed/009-breaking-comments: rest/breaking-request-condition":                                                   becameNot,
	"response-success-status-removed/009-breaking-comments: rest/breaking-response-body-removed":                                               covers,
	"response-success-status-removed/009-breaking-comments: rest/breaking-response-type":                                                       calledBack,
	"response-success-status-removed/009-breaking-comments: rest/breaking-server-removed":                                                      servers,
	"response-success-status-removed/009-breaking-comments: rest/breaking-server-replaced":                                                     servers,
	"response-success-status-removed/011-ignore: rest/breaking-request-condition":                                                              becameNot,
	"response-success-status-removed/011-ignore: rest/breaking-response-body-removed":                                                          covers,
	"response-success-status-removed/011-ignore: rest/breaking-response-type":                                                                  calledBack,
	"response-success-status-removed/011-ignore: rest/breaking-server-removed":                                                                 servers,
	"response-success-status-removed/011-ignore: rest/breaking-server-replaced":                                                                servers,
	"response-success-status-removed/012-ignorecomponent: rest/breaking-request-condition":                                                     becameNot,
	"response-success-status-removed/012-ignorecomponent: rest/breaking-response-body-removed":                                                 covers,
	"response-success-status-removed/012-ignorecomponent: rest/breaking-response-type":                                                         calledBack,
	"response-success-status-removed/012-ignorecomponent: rest/breaking-server-removed":                                                        servers,
	"response-success-status-removed/012-ignorecomponent: rest/breaking-server-replaced":                                                       servers,
}

const (
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
	return regexp.MustCompile(`\((JSON Schema|OpenAPI|RFC 8594)[^()]*\)\.$`).MatchString(why)
}
