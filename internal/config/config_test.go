package config

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
)

// ruleText is a rule with some more lines of custom metadata.
func ruleText(id, severity, custom string) string {
	return fmt.Sprintf(`# METADATA
# title: Title of %[1]s
# description: Why %[1]s matters.
# custom:
#   severity: %[2]s
#   message: wrong
#   fix: mend it
#   since: "0.1"
%[3]s
package bdma.%[4]s

deny contains {"at": row.at} if some row in input.rows
`, id, severity, strings.TrimRight("#   "+strings.ReplaceAll(strings.TrimSpace(custom), "\n", "\n#   "), " "),
		strings.NewReplacer("/", ".", "-", "_").Replace(id))
}

const both = "presets: {recommended: 1, all: 1}\n"

// testRules are the rules of the tests: the embedded ones by their ids, and one of the team's own.
func testRules(t testing.TB) *policy.Set {
	t.Helper()
	set, err := policy.Load(testFolders()...)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func testFolders() []policy.Folder {
	file := func(id, severity, custom string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(ruleText(id, severity, custom))}
	}
	embedded := fstest.MapFS{
		"parse/error.rego":   file("parse/error", "error", both+"standard: rest/documentation"),
		"schema/secret.rego": file("schema/secret", "error", both+"standard: schema/privacy\nsuppressible: false"),
		"rest/path-kebab-case.rego": file("rest/path-kebab-case", "warning", both+`standard: rest/naming
tags: [naming]
aliases: [rest/kebab-paths]
options:
  type: object
  additionalProperties: false
  properties:
    allow: {type: array, items: {type: string}, default: [], description: Segments that may be as they are.}`),
		"rest/path-no-verb.rego":     file("rest/path-no-verb", "info", both+"standard: rest/naming\ntags: [naming, style]"),
		"rest/server-https.rego":     file("rest/server-https", "error", "presets: {recommended: 2, all: 1}\nstandard: rest/gateway"),
		"schema/snake-case.rego":     file("schema/snake-case", "warning", both+"standard: schema/naming\ntags: [naming]"),
		"migration/timeout.rego":     file("migration/timeout", "warning", "presets: {all: 1}\nstandard: migration/locking"),
		"migration/drop-column.rego": file("migration/drop-column", "error", both+"standard: migration/safety"),
		"coverage/total.rego": file("coverage/total", "error", both+`standard: coverage/threshold
options:
  type: object
  additionalProperties: false
  properties:
    minimum: {type: number, minimum: 0, maximum: 100, default: 90, description: The least coverage in percent.}
    metric: {enum: [lines, branches], default: lines, description: What is counted.}`),
		"coverage/file.rego": file("coverage/file", "error", `presets: {all: 1}
standard: coverage/threshold
options:
  type: object
  additionalProperties: false
  properties:
    minimum: {type: number, default: 80, description: The least coverage of each file in percent.}`),
	}
	own := fstest.MapFS{"team/owner.rego": file("team/owner", "warning", "standard: rest/documentation\ninputs: [openapi]")}
	return []policy.Folder{{FS: embedded}, {FS: own, Name: "policies", Custom: true}}
}

// repo is a tree with a bdma.yaml and the folders that the tests' configurations name.
func repo(text string) *source.Tree {
	return source.FromFS(fstest.MapFS{
		"bdma.yaml":                {Data: []byte(text)},
		"policies/team/owner.rego": {Data: []byte("x")},
		"README.md":                {Data: []byte("x")},
	})
}

func resolve(t testing.TB, text string, flags Flags) (*Resolved, error) {
	t.Helper()
	c, err := Load(repo(text), "bdma.yaml")
	if err != nil {
		return nil, err
	}
	return c.Resolve(testRules(t), flags)
}

func mustResolve(t testing.TB, text string, flags Flags) *Resolved {
	t.Helper()
	r, err := resolve(t, text, flags)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestFind(t *testing.T) {
	tree := source.FromFS(fstest.MapFS{
		"bdma.yaml":                    {},
		"services/orders/bdma.yaml":    {},
		"services/orders/api/api.yaml": {},
		"services/users/api.yaml":      {},
		"submodule/.git":               {},
		"submodule/api.yaml":           {},
		"short/bdma.yml":               {},
		".github/workflows/bdma.yml":   {},
		"folder/bdma.yaml/x":           {},
	})
	for _, test := range []struct{ start, want string }{
		{".", "bdma.yaml"},
		{"services", "bdma.yaml"},
		{"services/users/api.yaml", "bdma.yaml"},
		{"services/orders", "services/orders/bdma.yaml"},
		{"services/orders/api/api.yaml", "services/orders/bdma.yaml"},
		{"services/orders/missing.yaml", "services/orders/bdma.yaml"},
		{"submodule/api.yaml", ""},
		{"short", "short/bdma.yml"},
		{".github/workflows", "bdma.yaml"},
		{"folder", "bdma.yaml"},
		{"/", ""},
		{"../other", ""},
	} {
		got, ok := Find(tree, test.start)
		if got != test.want || ok != (test.want != "") {
			t.Errorf("Find(%q) = %q, %v, want %q", test.start, got, ok, test.want)
		}
	}
	below, err := FindBelow(tree, []string{"."})
	if want := []string{"bdma.yaml", "services/orders/bdma.yaml", "short/bdma.yml"}; err != nil || !slices.Equal(below, want) {
		t.Errorf("FindBelow = %q, %v, want %q", below, err, want)
	}
	if got, ok := Find(source.FromFS(fstest.MapFS{"a/b.yaml": {}}), "a/b.yaml"); ok {
		t.Errorf("Find without a file = %q", got)
	}
}

func TestErrors(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"empty", "", `bdma.yaml:1:1: is empty; it needs at least "version: 1"`},
		{"only a comment", "# later\n", `bdma.yaml:1:1: is empty; it needs at least "version: 1"`},
		{"a list", "- a\n", `bdma.yaml:1:1: the file must be a mapping of keys to values`},
		{"syntax", "version: 1\nrules: {\n", `bdma.yaml:2:1: is not YAML: did not find expected node content`},
		{"glob without quotes", "version: 1\nexclude:\n  all: [**/x]\n", `bdma.yaml:3:1: is not YAML: did not find expected alphabetic or numeric character; put quotes around a glob: "**/*.yaml"`},
		{"NUL", "version: 1\x00", `bdma.yaml: contains a NUL byte, which hides what follows it from a parser`},
		{"two documents", "version: 1\n---\nversion: 1\n", `bdma.yaml:2:1: a second document begins here; the configuration is one document`},
		{"no version", "rules: {}\n", `bdma.yaml:1:1: version is missing; begin the file with "version: 1"`},
		{"other version", "version: 2\n", `bdma.yaml:1:10: version must be 1, the only version that this bdma reads`},
		{"version as text", `version: "1"`, `bdma.yaml:1:10: version must be 1, the only version that this bdma reads`},
		{"key", "version: 1\nrule: {}\n", `bdma.yaml:2:1: key "rule" does not exist; did you mean "rules"?`},
		{"key twice", "version: 1\nrules: {}\nrules: {}\n", `bdma.yaml:3:1: key "rules" stands here twice`},
		{"merge key", "version: 1\n<<: {}\n", `bdma.yaml:2:1: "<<" is not supported; write the keys out`},
		{"key that is a list", "version: 1\n[a]: b\n", `bdma.yaml:2:1: a key must be plain text`},
		{"extends is a mapping", "version: 1\nextends: {bdma: all}\n", `bdma.yaml:2:10: extends must be a list`},
		{"extends holds a number", "version: 1\nextends: [1]\n", `bdma.yaml:2:11: an element of extends must be text`},
		{"preset without version", "version: 1\nextends: [bdma:recommended]\n", `bdma.yaml:2:11: preset "bdma:recommended" does not exist; did you mean "bdma:recommended@1"?`},
		{"preset", "version: 1\nextends: [recommended]\n", `bdma.yaml:2:11: preset "recommended" does not exist; did you mean "bdma:recommended@1"?`},
		{"preset version", "version: 1\nextends: [bdma:all@2]\n", `bdma.yaml:2:11: preset "bdma:all@2" does not exist; did you mean "bdma:all@1"?`},
		{"kind of include", "version: 1\ninclude: {opanapi: []}\n", `bdma.yaml:2:11: kind "opanapi" does not exist; did you mean "openapi"?`},
		{"all in include", "version: 1\ninclude: {all: []}\n", `bdma.yaml:2:11: kind "all" does not exist; there is coverage, migration, openapi`},
		{"globs as text", "version: 1\nexclude: {all: a}\n", `bdma.yaml:2:16: exclude.all must be a list`},
		{"glob absolute", "version: 1\nexclude: {all: [/api/x]}\n", `bdma.yaml:2:17: glob "/api/x" begins with "/"; globs are relative to the folder of bdma.yaml, so write "api/x"`},
		{"glob upwards", "version: 1\nexclude: {all: [../x]}\n", `bdma.yaml:2:17: glob "../x" has ".."; a glob cannot lead out of the folder of bdma.yaml`},
		{"glob negated", "version: 1\ninclude: {openapi: ['!x']}\n", `bdma.yaml:2:21: glob "!x" begins with "!"; list what is to be left out under exclude`},
		{"glob with backslash", "version: 1\nexclude: {all: ['a\\b']}\n", `bdma.yaml:2:17: glob "a\\b" has a backslash; write "/" between folders, and [*] for a literal *`},
		{"glob open", "version: 1\nexclude: {all: ['a[b']}\n", `bdma.yaml:2:17: glob "a[b" is not a valid glob; close every [ and {`},
		{"glob empty", "version: 1\nexclude: {all: ['']}\n", `bdma.yaml:2:17: glob "" is empty; write "**" for every file`},
		{"glob of many alternatives", "version: 1\nexclude: {all: ['{a,b}{a,b}{a,b}{a,b}']}\n", `bdma.yaml:2:17: glob "{a,b}{a,b}{a,b}{a,b}" has more than 3 braces or 16 alternatives; write several globs`},
		{"fail-on", "version: 1\nfail-on: eror\n", `bdma.yaml:2:10: severity "eror" does not exist; did you mean "error"?`},
		{"fail-on off", "version: 1\nfail-on: nothing\n", `bdma.yaml:2:10: severity "nothing" does not exist; there is error, info, never, warning`},
		{"policies missing", "version: 1\npolicies: [rules]\n", `bdma.yaml:2:12: the folder "rules" does not exist; create it or remove it from policies`},
		{"policies a file", "version: 1\npolicies: [README.md]\n", `bdma.yaml:2:12: "README.md" is a file; name the folder that holds the group's folder, as in policies for policies/team/rule.rego`},
		{"policies outside", "version: 1\npolicies: [../x]\n", `bdma.yaml:2:12: the folder "../x" is not in the repository; rules are read from below its root only`},
		{"policies absolute", "version: 1\npolicies: [/etc]\n", `bdma.yaml:2:12: the folder "/etc" is not in the repository; rules are read from below its root only`},
		{"rules a list", "version: 1\nrules: [rest/path-no-verb]\n", `bdma.yaml:2:8: rules must be a mapping of keys to values`},
		{"rules empty", "version: 1\nrules:\n", `bdma.yaml:2:7: rules must be a mapping of keys to values`},
		{"severity", "version: 1\nrules: {rest/path-no-verb: warn}\n", `bdma.yaml:2:28: severity "warn" does not exist; did you mean "warning"?`},
		{"severity as a boolean", "version: 1\nrules: {rest/path-no-verb: false}\n", `bdma.yaml:2:28: severity "false" does not exist; did you mean "off"?`},
		{"severity missing", "version: 1\nrules:\n  rest/path-no-verb:\n", `bdma.yaml:3:21: rest/path-no-verb has no value; write error, warning, info or off`},
		{"severity a list", "version: 1\nrules: {rest/path-no-verb: {severity: []}}\n", `bdma.yaml:2:39: the severity of rest/path-no-verb must be error, warning, info or off`},
		{"rule a list", "version: 1\nrules: {rest/path-no-verb: []}\n", `bdma.yaml:2:28: rest/path-no-verb must be a mapping of keys to values`},
		{"rule empty", "version: 1\nrules: {rest/path-no-verb: {}}\n", `bdma.yaml:2:28: rest/path-no-verb says nothing; give it a severity or options`},
		{"key of a rule", "version: 1\nrules: {coverage/total: {option: {}}}\n", `bdma.yaml:2:26: key "option" does not exist; did you mean "options"?`},
		{"rule", "version: 1\nrules: {rest/path-kebap-case: off}\n", `bdma.yaml:2:9: rule "rest/path-kebap-case" does not exist; did you mean "rest/path-kebab-case"?`},
		{"rule without its group", "version: 1\nrules: {path-no-verb: off}\n", `bdma.yaml:2:9: rule "path-no-verb" does not exist; did you mean "rest/path-no-verb"?`},
		{"rule and alias", "version: 1\nrules:\n  rest/kebab-paths: off\n  rest/path-kebab-case: off\n", `bdma.yaml:4:3: the rule rest/path-kebab-case stands here already as "rest/kebab-paths"; remove one of them`},
		{"unsuppressible", "version: 1\nrules: {schema/secret: off}\n", `bdma.yaml:2:24: the rule schema/secret cannot be switched off; leave the file out under exclude instead`},
		{"group", "version: 1\nrules: {'rets/*': off}\n", `bdma.yaml:2:9: group "rets" does not exist; did you mean "rest"?`},
		{"glob of rules", "version: 1\nrules: {'rest/path-*': off}\n", `bdma.yaml:2:9: only "*" and "group/*" stand for several rules; name the rules by their ids instead of "rest/path-*"`},
		{"options of a group", "version: 1\nrules: {'coverage/*': {options: {minimum: 1}}}\n", `bdma.yaml:2:33: "coverage/*" stands for several rules, whose options differ; give options to a rule by its id`},
		{"options of a rule without", "version: 1\nrules: {rest/path-no-verb: {options: {a: 1}}}\n", `bdma.yaml:2:38: the rule rest/path-no-verb has no options; give it a severity only`},
		{"option", "version: 1\nrules: {coverage/total: {options: {minimal: 80}}}\n", `bdma.yaml:2:36: coverage/total: option "minimal" does not exist; did you mean "minimum"?`},
		{"option's type", "version: 1\nrules: {coverage/total: {options: {minimum: much}}}\n", `bdma.yaml:2:45: coverage/total: option "minimum" must be a number from 0 to 100, not text`},
		{"option twice", "version: 1\nrules: {coverage/total: {options: {minimum: 1, minimum: 2}}}\n", `bdma.yaml:2:48: key "minimum" stands here twice`},
		{"options a list", "version: 1\nrules: {coverage/total: {options: [80]}}\n", `bdma.yaml:2:35: the options of coverage/total must be a mapping of keys to values`},
		{"override without rules", "version: 1\noverrides:\n  - paths: [a]\n", `bdma.yaml:3:5: an override needs paths and rules; rules is missing`},
		{"override without paths", "version: 1\noverrides:\n  - rules: {rest/path-no-verb: off}\n", `bdma.yaml:3:5: an override needs paths and rules; paths is missing`},
		{"override of nothing", "version: 1\noverrides:\n  - {paths: [], rules: {rest/path-no-verb: off}}\n", `bdma.yaml:3:13: paths is empty, so the override holds for no file; write "**" for every file`},
		{"override with nothing", "version: 1\noverrides:\n  - {paths: [a], rules: {}}\n", `bdma.yaml:3:25: rules is empty, so the override changes nothing; remove it`},
		{"override's key", "version: 1\noverrides:\n  - {path: [a], paths: [a], rules: {rest/path-no-verb: off}}\n", `bdma.yaml:3:6: key "path" does not exist; did you mean "paths"?`},
		{"override's rule", "version: 1\noverrides:\n  - {paths: [a], rules: {rest/nothing-like-it-at-all: off}}\n", `bdma.yaml:3:26: rule "rest/nothing-like-it-at-all" does not exist; there is coverage/file, coverage/total, migration/drop-column, migration/timeout, parse/error, rest/path-kebab-case, rest/path-no-verb, rest/server-https, schema/secret, schema/snake-case, team/owner`},
		{"control characters", "version: 1\nrules: {\"a\\e[31m\": off, coverage/total: {\"x\\ny\": 1}}\n", `bdma.yaml:2:42: key "x\ny" does not exist; there is options, severity`},
		{"every mistake of the file's shape", "version: 3\nextend: []\nfail-on: [x]\ninclude: {sql: []}\n", `bdma.yaml:1:10: version must be 1, the only version that this bdma reads
bdma.yaml:2:1: key "extend" does not exist; did you mean "extends"?
bdma.yaml:3:10: fail-on must be text
bdma.yaml:4:11: kind "sql" does not exist; there is coverage, migration, openapi`},
		{"every mistake of names", "version: 1\nextends: [bdma:al@1]\nrules:\n  coverage/total: {options: {metric: functions, minimum: 101}}\n  rest/no-verb: off\n", `bdma.yaml:2:11: preset "bdma:al@1" does not exist; did you mean "bdma:all@1"?
bdma.yaml:4:38: coverage/total: option "metric" must be one of lines, branches, not "functions"
bdma.yaml:4:58: coverage/total: option "minimum" must be at most 100, not 101
bdma.yaml:5:3: rule "rest/no-verb" does not exist; did you mean "rest/path-no-verb"?`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := resolve(t, test.text, Flags{})
			if err == nil {
				t.Fatal("no error")
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestFlagErrors(t *testing.T) {
	for _, test := range []struct {
		name  string
		flags Flags
		want  string
	}{
		{"rule", Flags{Only: []string{"rest/path-kebab-cse"}}, `--only: rule, group, tag or standard "rest/path-kebab-cse" does not exist; did you mean "rest/path-kebab-case"?`},
		{"tag", Flags{Skip: []string{"nameing"}}, `--skip: rule, group, tag or standard "nameing" does not exist; did you mean "naming"?`},
		{"group", Flags{Only: []string{"shema"}}, `--only: rule, group, tag or standard "shema" does not exist; did you mean "schema"?`},
		{"glob", Flags{Only: []string{"rets/*"}}, "--only: no rule's id matches \"rets/*\"; `bdma rules` lists them"},
		{"glob that is none", Flags{Only: []string{"rest/[a"}}, `--only: "rest/[a" is not a valid glob; close every [ and {`},
		{"only what is off", Flags{Only: []string{"migration/locking"}}, `--only: every rule that "migration/locking" stands for is off; name a rule by its id to run it all the same`},
		{"skip what cannot be", Flags{Skip: []string{"schema/secret"}}, `--skip: the rule schema/secret cannot be switched off`},
		{"severity without level", Flags{Severity: []string{"rest/path-no-verb"}}, `--severity: "rest/path-no-verb" is not of the form RULE=LEVEL, as in rest/path-kebab-case=error`},
		{"severity", Flags{Severity: []string{"rest/path-no-verb=fatal"}}, `--severity: severity "fatal" does not exist; there is error, info, off, warning`},
		{"severity of nothing", Flags{Severity: []string{"rest/path-noverb=off"}}, `--severity: rule, group, tag or standard "rest/path-noverb" does not exist; did you mean "rest/path-no-verb"?`},
		{"severity of what cannot be off", Flags{Severity: []string{"schema/secret=off"}}, `--severity: the rule schema/secret cannot be switched off`},
		{"fail-on", Flags{FailOn: "warn"}, `--fail-on: severity "warn" does not exist; did you mean "warning"?`},
		{"kind", Flags{Kinds: []facts.Kind{"opnapi"}}, `--kind: kind "opnapi" does not exist; did you mean "openapi"?`},
		{"several", Flags{Skip: []string{"nameing"}, FailOn: "no"}, `--skip: rule, group, tag or standard "nameing" does not exist; did you mean "naming"?
--fail-on: severity "no" does not exist; there is error, info, never, warning`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Default().Resolve(testRules(t), test.flags)
			if err == nil {
				t.Fatal("no error")
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// ids are the rules that run, without those that always do.
func ids(r *Resolved) string {
	var all []string
	for _, rule := range r.Rules() {
		if id := rule.ID; id != "parse/error" && id != "schema/secret" && id != "team/owner" {
			all = append(all, id)
		}
	}
	return strings.Join(all, " ")
}

const recommended = "coverage/total migration/drop-column rest/path-kebab-case rest/path-no-verb schema/snake-case"

func TestRules(t *testing.T) {
	for _, test := range []struct {
		name, text string
		flags      Flags
		want       string
	}{
		{"default", "", Flags{}, recommended},
		{"a later version of the preset", "extends: [bdma:recommended@2]", Flags{}, "coverage/total migration/drop-column rest/path-kebab-case rest/path-no-verb rest/server-https schema/snake-case"},
		{"all", "extends: [bdma:all@1]", Flags{}, "coverage/file coverage/total migration/drop-column migration/timeout rest/path-kebab-case rest/path-no-verb rest/server-https schema/snake-case"},
		{"none", "extends: []", Flags{}, ""},
		{"none and one", "extends: []\nrules: {coverage/file: info}", Flags{}, "coverage/file"},
		{"an alias", "extends: []\nrules: {rest/kebab-paths: info}", Flags{}, "rest/path-kebab-case"},
		{"options switch on", "extends: []\nrules: {coverage/file: {options: {minimum: 70}}}", Flags{}, "coverage/file"},
		{"a group does not switch on", "extends: []\nrules: {'coverage/*': error}", Flags{}, ""},
		{"everything off but one", "rules: {coverage/total: error, '*': off}", Flags{}, "coverage/total"},
		{"a group off but one", "rules: {rest/path-no-verb: {severity: info}, 'rest/*': off}", Flags{}, "coverage/total migration/drop-column rest/path-no-verb schema/snake-case"},
		{"a group against everything", "rules: {'rest/*': warning, '*': off}", Flags{}, ""},
		{"on for some files", "extends: []\noverrides: [{paths: [new], rules: {coverage/file: error}}]", Flags{}, "coverage/file"},
		{"off for some files", "extends: []\nrules: {coverage/file: error}\noverrides: [{paths: [new], rules: {coverage/file: off}}]", Flags{}, "coverage/file"},
		{"only a rule", "", Flags{Only: []string{"rest/path-no-verb"}}, "rest/path-no-verb"},
		{"only a rule by its alias", "", Flags{Only: []string{"rest/kebab-paths"}}, "rest/path-kebab-case"},
		{"only a rule that is off", "rules: {coverage/file: off}", Flags{Only: []string{"coverage/file"}}, "coverage/file"},
		{"only a glob", "", Flags{Only: []string{"rest/*"}}, "rest/path-kebab-case rest/path-no-verb"},
		{"only a group", "", Flags{Only: []string{"coverage"}}, "coverage/total"},
		{"only a tag", "", Flags{Only: []string{"naming"}}, "rest/path-kebab-case rest/path-no-verb schema/snake-case"},
		{"only a standard", "", Flags{Only: []string{"schema/naming"}}, "schema/snake-case"},
		{"only several", "", Flags{Only: []string{"schema/naming", "coverage/file"}}, "coverage/file schema/snake-case"},
		{"only everything", "", Flags{Only: []string{"*"}}, recommended},
		{"skip", "", Flags{Skip: []string{"naming"}}, "coverage/total migration/drop-column"},
		{"only and skip", "", Flags{Only: []string{"naming"}, Skip: []string{"rest"}}, "schema/snake-case"},
		{"kind", "", Flags{Kinds: []facts.Kind{facts.Migration}}, "migration/drop-column schema/snake-case"},
		{"severity switches on", "", Flags{Severity: []string{"coverage/file=info"}}, "coverage/file " + recommended},
		{"severity switches off", "", Flags{Severity: []string{"naming=off"}}, "coverage/total migration/drop-column"},
		{"severity of a glob does not switch on", "extends: []", Flags{Severity: []string{"rest/*=error"}}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := mustResolve(t, "version: 1\n"+test.text, test.flags)
			if got := ids(r); got != test.want {
				t.Errorf("rules:\n got %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestAlwaysOn(t *testing.T) {
	for _, test := range []struct {
		name, text string
		flags      Flags
		want       []string
	}{
		{"no preset", "extends: []", Flags{}, []string{"parse/error", "schema/secret", "team/owner"}},
		{"all off", "extends: []\nrules: {'*': off}", Flags{}, []string{"parse/error", "schema/secret"}},
		{"own off", "extends: []\nrules: {team/owner: off}", Flags{}, []string{"parse/error", "schema/secret"}},
		{"only another", "", Flags{Only: []string{"coverage/total"}}, []string{"coverage/total", "parse/error"}},
		{"parse off by its id", "extends: []\nrules: {parse/error: off, team/owner: off}", Flags{}, []string{"schema/secret"}},
		{"parse skipped by its id", "extends: []", Flags{Skip: []string{"parse/error", "team"}}, []string{"schema/secret"}},
		{"skip all", "", Flags{Skip: []string{"*"}}, []string{"parse/error", "schema/secret"}},
		{"severity of all", "", Flags{Severity: []string{"*=off"}}, []string{"parse/error", "schema/secret"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := mustResolve(t, "version: 1\n"+test.text, test.flags)
			var got []string
			for _, rule := range r.Rules() {
				got = append(got, rule.ID)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("rules %v, want %v", got, test.want)
			}
		})
	}
}

func TestSeverity(t *testing.T) {
	const text = `version: 1
rules:
  rest/path-no-verb: error
  "schema/*": info
overrides:
  - paths: [legacy/**, "*.sql"]
    rules:
      "rest/*": info
      rest/path-no-verb: warning
      coverage/file: error
  - paths: [legacy/old]
    rules:
      "*": off
      coverage/total: warning
`
	for _, test := range []struct {
		rule, file string
		severity   []string
		want       policy.Severity
	}{
		{"rest/path-no-verb", "api.yaml", nil, policy.Error},
		{"rest/path-kebab-case", "api.yaml", nil, policy.Warning},
		{"schema/snake-case", "a/1.sql", nil, policy.Info},
		{"migration/drop-column", "legacy/1.sql", nil, policy.Error},
		{"rest/path-no-verb", "legacy/api.yaml", nil, policy.Warning},
		{"rest/path-kebab-case", "legacy/api.yaml", nil, policy.Info},
		{"rest/path-no-verb", "a.sql", nil, policy.Warning},
		{"rest/path-no-verb", "db/a.sql", nil, policy.Error},
		{"rest/path-no-verb", "legacy/old/api.yaml", nil, policy.Off},
		{"rest/path-no-verb", "legacy/older/api.yaml", nil, policy.Warning},
		{"coverage/total", "legacy/old/lcov.info", nil, policy.Warning},
		{"coverage/file", "lcov.info", nil, policy.Off},
		{"coverage/file", "legacy/lcov.info", nil, policy.Error},
		{"coverage/file", "legacy/old/lcov.info", nil, policy.Off},
		{"parse/error", "legacy/old/api.yaml", nil, policy.Error},
		{"migration/timeout", "1.sql", nil, policy.Off},
		{"rest/path-no-verb", "", nil, policy.Error},
		{"rest/path-no-verb", "legacy/old/api.yaml", []string{"rest/path-no-verb=info"}, policy.Info},
		{"rest/path-no-verb", "legacy/old/api.yaml", []string{"rest/*=info"}, policy.Off},
		{"rest/path-no-verb", "legacy/api.yaml", []string{"rest/*=error"}, policy.Error},
		{"rest/path-no-verb", "api.yaml", []string{"rest/path-no-verb=info", "naming=warning"}, policy.Warning},
	} {
		r := mustResolve(t, text, Flags{Severity: test.severity})
		rule, _ := testRulesOf(r).Get(test.rule)
		if got := r.Severity(rule, test.file); got != test.want {
			t.Errorf("%s in %s with %v = %s, want %s", test.rule, test.file, test.severity, got, test.want)
		}
	}
}

func testRulesOf(r *Resolved) *policy.Set { return r.set }

func TestVariants(t *testing.T) {
	r := mustResolve(t, `version: 1
rules:
  coverage/total: {options: {minimum: 80}}
overrides:
  - paths: [legacy]
    rules: {coverage/total: {severity: warning, options: {metric: branches}}}
  - paths: [legacy/same, other]
    rules: {coverage/total: {options: {minimum: 80.0}}}
  - paths: [legacy/later]
    rules: {coverage/total: info}
  - paths: [low]
    rules: {coverage/total: {options: {minimum: 10}}}
`, Flags{})
	rule, _ := testRulesOf(r).Get("coverage/total")
	want := []string{
		`{"metric": "lines", "minimum": 80}`,
		`{"metric": "branches", "minimum": 80}`,
		`{"metric": "lines", "minimum": 10}`,
	}
	var got []string
	for _, v := range r.Variants(rule) {
		got = append(got, v.Settings.String())
	}
	if !slices.Equal(got, want) {
		t.Fatalf("variants %v, want %v", got, want)
	}
	for file, want := range map[string]int{
		"lcov.info": 0, "legacy/lcov.info": 1, "legacy/same/lcov.info": 0, "other/x": 0, "legacy/later/x": 1, "low/x": 2,
	} {
		if got := r.Variant(rule, file); got != want {
			t.Errorf("variant of %s = %d, want %d", file, got, want)
		}
	}
	if plain, _ := testRulesOf(r).Get("rest/path-no-verb"); len(r.Variants(plain)) != 1 || r.Variant(plain, "legacy/x") != 0 {
		t.Error("a rule without options has one variant")
	}
}

func TestOptionValues(t *testing.T) {
	r := mustResolve(t, `version: 1
rules:
  rest/path-kebab-case: {options: {allow: &list [2024-01-01, "1", off, "a\tb"]}}
overrides:
  - paths: [x]
    rules: {rest/path-kebab-case: {options: {allow: *list}}}
`, Flags{})
	rule, _ := testRulesOf(r).Get("rest/path-kebab-case")
	if got, want := r.Variants(rule)[0].Settings.String(), `{"allow": ["2024-01-01", "1", "off", "a\tb"]}`; got != want || len(r.Variants(rule)) != 1 {
		t.Errorf("settings %s, want %s", got, want)
	}
}

func TestFailOn(t *testing.T) {
	for _, test := range []struct {
		text, flag string
		want       policy.Severity
	}{
		{"", "", policy.Error},
		{"fail-on: info", "", policy.Info},
		{"fail-on: never", "", policy.Off},
		{"fail-on: never", "warning", policy.Warning},
		{"fail-on: info", "never", policy.Off},
	} {
		if got := mustResolve(t, "version: 1\n"+test.text, Flags{FailOn: test.flag}).FailOn(); got != test.want {
			t.Errorf("%q with %q = %s, want %s", test.text, test.flag, got, test.want)
		}
	}
}

func TestMatch(t *testing.T) {
	const text = `version: 1
include:
  openapi: [api/*.yaml, ./specs/]
  coverage: []
exclude:
  openapi: [api/old.yaml]
  all: [examples, "**/testdata"]
`
	tree := source.FromFS(fstest.MapFS{"bdma.yaml": {Data: []byte(text)}, "svc/[a]/bdma.yaml": {Data: []byte(text)}})
	load := func(file string) *Resolved {
		c, err := Load(tree, file)
		if err != nil {
			t.Fatal(err)
		}
		r, err := c.Resolve(testRules(t), Flags{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	defaults := []string{"**/*.sql", "**/*.yaml"}
	for _, test := range []struct {
		config string
		kind   facts.Kind
		file   string
		want   bool
	}{
		{"bdma.yaml", facts.OpenAPI, "api/a.yaml", true},
		{"bdma.yaml", facts.OpenAPI, "api/v1/a.yaml", false},
		{"bdma.yaml", facts.OpenAPI, "specs/v1/a.json", true},
		{"bdma.yaml", facts.OpenAPI, "api/old.yaml", false},
		{"bdma.yaml", facts.OpenAPI, "other/a.yaml", false},
		{"bdma.yaml", facts.Coverage, "lcov.sql", false},
		{"bdma.yaml", facts.Migration, "db/1.sql", true},
		{"bdma.yaml", facts.Migration, "db/1.txt", false},
		{"bdma.yaml", facts.Migration, "examples/1.sql", false},
		{"bdma.yaml", facts.Migration, "a/testdata/b/1.sql", false},
		{"bdma.yaml", facts.Migration, "api/old.yaml", true},
		{"svc/[a]/bdma.yaml", facts.OpenAPI, "svc/[a]/api/a.yaml", true},
		{"svc/[a]/bdma.yaml", facts.OpenAPI, "api/a.yaml", false},
		{"svc/[a]/bdma.yaml", facts.Migration, "svc/[a]/examples/1.sql", false},
		{"svc/[a]/bdma.yaml", facts.Migration, "examples/1.sql", true},
	} {
		if got := load(test.config).Match(test.kind, test.file, defaults); got != test.want {
			t.Errorf("%s: Match(%s, %s) = %v", test.config, test.kind, test.file, got)
		}
	}
	for _, test := range []struct {
		config string
		kind   facts.Kind
		want   []string
	}{
		{"bdma.yaml", facts.OpenAPI, []string{"api/*.yaml", "specs"}},
		{"svc/[a]/bdma.yaml", facts.OpenAPI, []string{`svc/\[a\]/api/*.yaml`, `svc/\[a\]/specs`}},
		{"bdma.yaml", facts.Migration, defaults},
		{"bdma.yaml", facts.Coverage, []string{}},
	} {
		if diff := cmp.Diff(test.want, load(test.config).Patterns(test.kind, defaults)); diff != "" {
			t.Errorf("%s: Patterns(%s) (-want +got)\n%s", test.config, test.kind, diff)
		}
	}
}

func TestPolicyDirs(t *testing.T) {
	tree := source.FromFS(fstest.MapFS{
		"shared/team/a.rego":      {Data: []byte("x")},
		"svc/a/rules/team/b.rego": {Data: []byte("x")},
		"svc/a/bdma.yaml":         {Data: []byte("version: 1\npolicies: [rules/, ../../shared]\n")},
		"svc/a/bdma.yml":          {Data: []byte("version: 1\n")},
	})
	c, err := Load(tree, "svc/a/bdma.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := c.PolicyDirs(), []string{"svc/a/rules", "shared"}; !slices.Equal(got, want) || c.Dir != "svc/a" {
		t.Errorf("policy folders %v of %s, want %v", got, c.Dir, want)
	}
	_, err = Load(tree, "svc/a/bdma.yml")
	if want := "svc/a/bdma.yml: is not read under this name; rename it to bdma.yaml"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func FuzzLoad(f *testing.F) {
	set := testRules(f)
	f.Add("version: 1\n")
	f.Add(full)
	f.Add("version: 1\nrules: {coverage/total: {options: {minimum: &a [*a]}}}")
	f.Add("version: 1\na: &a [x, x]\nb: &b [*a, *a]\nrules: {rest/path-kebab-case: {options: {allow: [*b, *b]}}}")
	f.Add("version: 1\ninclude: {openapi: [\"**/**/{a,b}*[!x]\"]}\nrules: {\"*\": off}")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Load(repo(text), "bdma.yaml")
		if err != nil {
			if strings.TrimSpace(err.Error()) == "" {
				t.Error("an error without text")
			}
			return
		}
		r, err := c.Resolve(set, Flags{})
		if err != nil {
			return
		}
		for _, rule := range set.Rules() {
			if v := r.Variant(rule, "a/b.yaml"); v >= len(r.Variants(rule)) {
				t.Errorf("variant %d of %d", v, len(r.Variants(rule)))
			}
		}
		showsItself(t, r)
	})
}

func BenchmarkSeverity(b *testing.B) {
	r := mustResolve(b, full, Flags{})
	rules := r.Rules()
	b.ReportAllocs()
	for i := range b.N {
		r.Severity(rules[i%len(rules)], "legacy/db/migrations/0001_create_orders.up.sql")
	}
}

func BenchmarkMatch(b *testing.B) {
	r := mustResolve(b, full, Flags{})
	defaults := []string{"**/*.sql"}
	b.ReportAllocs()
	for b.Loop() {
		r.Match(facts.Migration, "services/orders/db/migrations/0001_create_orders.up.sql", defaults)
	}
}

func BenchmarkLoadAndResolve(b *testing.B) {
	set := testRules(b)
	tree := repo(full)
	b.ReportAllocs()
	for b.Loop() {
		c, err := Load(tree, "bdma.yaml")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := c.Resolve(set, Flags{}); err != nil {
			b.Fatal(err)
		}
	}
}
