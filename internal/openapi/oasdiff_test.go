package openapi

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/openapi/contract"
	"github.com/bdma-dev/bdma/internal/source"
)

// oasdiffKind says by which changes bdma knows what oasdiff calls by an id.
type oasdiffKind struct {
	level string
	kinds []string
	// way is who sends it, "request" or "response"; "-" for what is about an operation as a whole.
	way string
}

func oasdiffKinds(t *testing.T) map[string]oasdiffKind {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "oasdiff.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	kinds := make(map[string]oasdiffKind)
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		col := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(col) != 5 {
			t.Fatalf("five columns are needed: %s", line)
		}
		kinds[col[0]] = oasdiffKind{level: col[1], kinds: strings.Split(col[2], ","), way: col[3]}
	}
	return kinds
}

// oasdiffCase is a pair of documents, and all that oasdiff says of it.
type oasdiffCase struct {
	name    string
	changes map[string]string // id to level
	was, is *contract.API
}

// oasdiffCases reads the pairs of oasdiff's own tests; they are not a part of the repository.
func oasdiffCases(t *testing.T) []oasdiffCase {
	t.Helper()
	root := filepath.Join("..", "..", "..", "shared", "cases", "openapi", "oasdiff")
	if corpus := os.Getenv("BDMA_CORPUS"); corpus != "" {
		root = filepath.Join(corpus, "..", "cases", "openapi", "oasdiff")
	}
	names, err := filepath.Glob(filepath.Join(root, "*", "*", "case.json"))
	if err != nil || len(names) == 0 {
		t.Skip("the cases of oasdiff are not here: set BDMA_CORPUS")
	}
	var cases []oasdiffCase
	for _, name := range names {
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
		folder := filepath.Dir(name)
		c := oasdiffCase{changes: make(map[string]string)}
		if c.name, err = filepath.Rel(root, folder); err != nil {
			t.Fatal(err)
		}
		c.name = filepath.ToSlash(c.name)
		switch {
		case strings.HasPrefix(meta.Verified, "external"):
			continue // the files that it refers to are not among the cases
		case strings.HasPrefix(meta.Verified, "yes"):
			for _, change := range meta.All {
				id, level, _ := strings.Cut(change, ":")
				c.changes[id] = map[string]string{"3": "error", "2": "warning", "1": "info"}[level]
			}
		default: // it depends on settings of oasdiff's
			for _, change := range meta.Changes {
				c.changes[change.ID] = change.Level
			}
		}
		read := func(file string) *contract.API {
			data, err := os.ReadFile(filepath.Join(folder, file))
			if err != nil {
				t.Fatal(err)
			}
			as := "openapi" + filepath.Ext(file)
			api, ok := Contract(tree(map[string]string{as: string(data)}), source.Unit{Name: as, Files: []string{as}})
			if !ok {
				t.Errorf("%s: %s is not read", c.name, file)
			}
			return api
		}
		c.was, c.is = read(meta.Base), read(meta.Revision)
		if c.was != nil && c.is != nil {
			cases = append(cases, c)
		}
	}
	return cases
}

// concerns reports whether a change is of one of the kinds, and bad for who is concerned.
func (k oasdiffKind) concerns(ch *contract.Change) bool {
	if !slices.Contains(k.kinds, ch.Kind) && k.kinds[0] != "*" {
		return false
	}
	switch k.way {
	case "request":
		return ch.InRequest && (ch.Effect != contract.Widens || ch.Kind == "property-removed")
	case "response":
		return ch.InResponse && (ch.Effect != contract.Narrows || strings.HasSuffix(ch.Kind, "-removed"))
	}
	return true
}

// TestChangesKnowOasdiff holds that for whatever oasdiff calls an error or a warning in the pairs of its own tests, there is a
// change of the kind that the table in testdata names for it. A case that is not in [oasdiffOnly] with a reason fails.
func TestChangesKnowOasdiff(t *testing.T) {
	kinds := oasdiffKinds(t)
	type count struct{ agree, all int }
	counts := make(map[string]*count)
	var agree, all int
	explained, waiting := make(map[string]bool), make(map[string]bool)
	for _, c := range oasdiffCases(t) {
		changes, _ := contract.Compare(c.was, c.is)
		for _, id := range slices.Sorted(maps.Keys(c.changes)) {
			k, ok := kinds[id]
			if level := c.changes[id]; level != "error" && level != "warning" || !ok {
				continue
			}
			if strings.HasPrefix(k.kinds[0], "?") {
				waiting[id] = true
				continue
			}
			if counts[id] == nil {
				counts[id] = new(count)
			}
			counts[id].all++
			all++
			if slices.ContainsFunc(changes, k.concerns) {
				counts[id].agree++
				agree++
				continue
			}
			key := c.name + " " + id
			if oasdiffOnly[key] != "" {
				explained[key] = true
				continue
			}
			var got []string
			for _, ch := range changes {
				got = append(got, fmt.Sprintf("%s %s", ch.Kind, ch.Effect))
			}
			t.Errorf("%s: nothing of %s among %.500s", c.name, id, strings.Join(got, ", "))
		}
	}
	for key := range oasdiffOnly {
		if !explained[key] {
			t.Errorf("%s: there is no disagreement to explain", key)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%3d%% (%d of %d) %s", 100*counts[id].agree/counts[id].all, counts[id].agree, counts[id].all, id)
	}
	for _, id := range slices.Sorted(maps.Keys(waiting)) {
		t.Logf("no kind of change is named for %s", id)
	}
	t.Logf("%.1f%% (%d of %d) of all errors and warnings", 100*float64(agree)/float64(all), agree, all)
}

// oasdiffOnly are the errors and warnings of oasdiff for which there is no change here, and why.
var oasdiffOnly = map[string]string{
	"response-success-status-removed/006-breaking-deletedtag api-security-component-type-changed":                                             "No operation asks for the scheme: no client has it.",
	"request-body-all-of-added/001-breaking-requestpropertyallofadded request-body-all-of-added":                                              addsNothing,
	"request-body-all-of-added/001-breaking-requestpropertyallofadded request-property-all-of-added":                                          addsNothing,
	"request-body-all-of-added/002-requestpropertyallofadded request-body-all-of-added":                                                       addsNothing,
	"request-body-all-of-added/002-requestpropertyallofadded request-property-all-of-added":                                                   addsNothing,
	"request-body-all-of-added/003-requestpropertyallofadded-withsources-ref request-body-all-of-added":                                       addsNothing,
	"request-body-all-of-added/003-requestpropertyallofadded-withsources-ref request-property-all-of-added":                                   addsNothing,
	"response-body-all-of-removed/001-responsepropertyallofremoved response-body-all-of-removed":                                              addsNothing,
	"response-body-all-of-removed/001-responsepropertyallofremoved response-property-all-of-removed":                                          addsNothing,
	"request-body-became-enum/002-breaking-reqbodybecameenumandtypechanged request-body-type-changed":                                         noType,
	"request-body-became-required/003-webhookoperationchangesdetected request-body-became-required":                                           webhook,
	"request-body-became-required/004-breaking-checkdoesnotmutatecallerdiff request-body-became-required":                                     webhook,
	"request-parameter-became-enum/002-requestparameterbecameenum request-parameter-became-enum":                                              follows,
	"request-property-type-changed/003-requestbodyandpropertytypeschangedcheckarraytoobject new-required-request-property":                    follows,
	"request-property-type-changed/004-requestbodyandpropertytypeschangedcheckobjecttoarray request-property-removed":                         follows,
	"request-body-max-decreased/001-requestbodymaxdecreasedcheck request-body-max-decreased":                                                  otherType,
	"request-body-max-length-decreased/001-requestbodymaxlengthincreasedcheck request-body-max-length-decreased":                              otherType,
	"request-body-min-length-increased/001-requestbodyminlengthincreased request-body-min-length-increased":                                   otherType,
	"request-body-type-changed/007-requestbodyformatchangedcheck request-body-type-changed":                                                   otherType,
	"request-parameter-max-decreased/001-breaking-maxsmaller request-parameter-max-decreased":                                                 otherType,
	"request-parameter-max-decreased/002-requestparametermaxdecreased request-parameter-max-decreased":                                        otherType,
	"request-parameter-max-items-decreased/001-requestparametermaxitemsdecreased request-parameter-max-items-decreased":                       otherType,
	"request-parameter-max-items-decreased/002-breaking-requestparametermaxitemswithflatten request-parameter-max-items-decreased":            otherType,
	"request-parameter-min-items-increased/001-breaking-requeatminitemsgreater request-parameter-min-items-increased":                         otherType,
	"request-property-max-decreased/001-requestpropertymaxdecreasedcheck request-property-max-decreased":                                      otherType,
	"request-property-type-changed/005-requestpropertyformatchangedcheck request-property-type-changed":                                       otherType,
	"request-property-contains-added/001-requestpropertycontainsadded request-property-min-contains-set":                                      atLeastOne,
	"response-property-contains-added/001-responsepropertycontainsadded request-property-min-contains-set":                                    atLeastOne,
	"request-property-became-required/004-breaking-anyof request-property-became-required":                                                    otherType,
	"response-property-type-generalized/001-responseschematypemulticheck response-property-type-generalized":                                  otherType,
	"request-property-enum-value-removed/003-transitionclaims-realchangealongsidetransitionstillreported request-property-enum-value-removed": "Every string is allowed now, alpha and beta among them: nothing that was sent is refused.",
	"request-property-max-length-decreased/002-notsubschematraversalmodifiedproperty new-required-request-property":                           within,
	"request-property-max-length-decreased/002-notsubschematraversalmodifiedproperty request-property-max-length-decreased":                   within,
	"request-property-max-length-decreased/002-notsubschematraversalmodifiedproperty request-property-removed":                                within,
	"request-property-min-increased/002-subschematraversalminchanged request-property-const-changed":                                          within,
	"request-property-min-increased/002-subschematraversalminchanged request-property-min-increased":                                          within,
	"request-property-min-length-increased/002-subschematraversalminlengthchanged request-property-const-changed":                             within,
	"request-property-min-length-increased/002-subschematraversalminlengthchanged request-property-min-increased":                             within,
	"response-body-dependent-required-changed/001-responsebodydependentrequiredchanged response-body-dependent-required-changed":              "The API promises one property more beside name than before, which no client can trip over.",
}

const (
	addsNothing = "The member of allOf asks for nothing that the others do not ask for: the same values are allowed."
	noType      = "There is no type int: nothing is known of what such a schema allows, and rest/document-valid says what is to be mended."
	webhook     = "The API sends the request of a webhook: a body that always comes breaks no client, one that may be missing now would."
	atLeastOne  = "A minContains of 1 is what contains says without it."
	follows     = "It follows from the type, which is another one: that is told once."
	otherType   = "The keyword speaks of values of a type that the schema does not allow: it says nothing before and after."
	within      = "Within not and if, what narrows may widen: the whole is told as one change, of not or of the condition."
)
