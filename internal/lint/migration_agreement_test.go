package lint_test

import (
	"cmp"
	"fmt"
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
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/policies"
)

// TestMigrationAgreement compares what bdma's rules say of the test cases of other linters of migrations with what the
// equivalent rule there says. It prints the agreement; a disagreement that is not in [migrationDisagreements] fails. Cases of
// rules that none of bdma's is equivalent to are counted, and say nothing.
func TestMigrationAgreement(t *testing.T) {
	root := filepath.Join(filepath.Dir(corpus(t)), "cases", "sql")
	index, err := os.ReadFile(filepath.Join(root, "INDEX.tsv"))
	if err != nil {
		t.Skipf("the cases of other tools are not here: %v", err)
	}
	set, err := policy.Load(policy.Folder{FS: policies.FS, Name: "policies"})
	if err != nil {
		t.Fatal(err)
	}
	equivalents := make(map[string][]string)
	for _, r := range set.Rules() {
		for tool, ids := range r.Equivalents {
			for _, id := range ids {
				equivalents[tool+":"+id] = append(equivalents[tool+":"+id], r.ID)
			}
		}
	}
	type count struct{ agree, all int }
	counts := make(map[string]*count)
	explained, compared := make(map[string]bool), make(map[string]bool)
	notYet := make(map[string]int)
	for line := range strings.Lines(string(index)) {
		columns := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(columns) < 6 || columns[3] != "pass" && columns[3] != "fail" {
			continue
		}
		tool, file, expect := columns[0], columns[2], columns[3]
		rule := tool + ":" + cmp.Or(caseRules[tool+":"+columns[1]], columns[1])
		ours := equivalents[rule]
		if len(ours) == 0 {
			notYet[rule]++
			continue
		}
		data, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		sel, err := config.Default().Resolve(set, config.Flags{Only: ours})
		if err != nil {
			t.Fatal(err)
		}
		result, err := lint.Run(t.Context(), sel, lint.Options{Tree: source.FromFS(steps(string(data), strings.Contains(columns[5], "assume_in_transaction=true"))), Paths: []string{"."}, Kinds: []facts.Kind{facts.Migration}})
		if err != nil {
			t.Fatal(err)
		}
		got := "pass"
		var said []string
		for _, f := range result.Findings {
			if f.Rule.ID != "parse/error" {
				got = "fail"
				said = append(said, f.Rule.ID+": "+f.Message)
			}
		}
		if result.Judged[facts.Migration] == 0 {
			got = "not judged"
		}
		c := counts[rule]
		if c == nil {
			c = new(count)
			counts[rule] = c
		}
		c.all++
		compared[file] = true
		if got == expect {
			c.agree++
			continue
		}
		if _, ok := migrationDisagreements[file]; ok {
			explained[file] = true
		} else {
			t.Errorf("%s: %s there, %s here (%s) %s\n%s", file, expect, got, strings.Join(ours, ", "), strings.Join(said, "; "), data)
		}
	}
	for name := range migrationDisagreements {
		if compared[name] && !explained[name] {
			t.Errorf("%s: there is no disagreement to explain", name)
		}
	}
	agree, all := 0, 0
	for _, rule := range slices.Sorted(maps.Keys(counts)) {
		c := counts[rule]
		agree, all = agree+c.agree, all+c.all
		t.Logf("%3d%% (%d of %d) %s: %s", 100*c.agree/c.all, c.agree, c.all, rule, strings.Join(equivalents[rule], ", "))
	}
	t.Logf("%.1f%% (%d of %d) of all cases with an equivalent rule", 100*float64(agree)/float64(max(1, all)), agree, all)
	for _, rule := range slices.Sorted(maps.Keys(notYet)) {
		t.Logf("not compared: %d cases of %s", notYet[rule], rule)
	}
}

// step is the line that begins a migration among those of one case.
var step = regexp.MustCompile(`(?m)^-- (\d+)\.sql\n`)

// steps makes a folder of migrations of a case, which holds one migration or several. Where the other tool is told that a
// transaction surrounds each, they are goose's, else golang-migrate's.
func steps(sql string, surrounded bool) fstest.MapFS {
	if surrounded {
		return fstest.MapFS{"migrations/1_case.sql": {Data: []byte("-- +goose Up\n" + sql)}}
	}
	at := step.FindAllStringIndex(sql, -1)
	if len(at) == 0 {
		return fstest.MapFS{"migrations/1_case.up.sql": {Data: []byte(sql)}}
	}
	fsys := fstest.MapFS{}
	for i, m := range at {
		end := len(sql)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		fsys[fmt.Sprintf("migrations/%d_case.up.sql", i+1)] = &fstest.MapFile{Data: []byte(sql[m[1]:end])}
	}
	return fsys
}

// caseRules are the rules behind cases that are named after what they show.
var caseRules = map[string]string{
	"eugene:ADDING_VALID_CONSTRAINT": "E1", "eugene:ADD_NEW_UNIQUE_CONSTRAINT_WITHOUT_USING_INDEX": "E7", "eugene:ADDING_EXCLUSION_CONSTRAINT": "E8",
	"eugene:CHANGE_COLUMN_TYPE": "E5", "eugene:CREATE_INDEX_NONCONCURRENTLY": "E6", "eugene:LOCKTIMEOUT_WARNING": "E9", "eugene:SET_COLUMN_TYPE_TO_JSON": "E3",
	"django-migration-linter:ADD_NOT_NULL_WITHOUT_DROPPING_DEFAULT": "NOT_NULL", "django-migration-linter:NOT_NULL_FOLLOWED_BY_DEFAULT": "NOT_NULL",
	"django-migration-linter:FIELD_TO_NOT_NULL_WITH_DROPPED_DEFAULT": "NOT_NULL", "django-migration-linter:ONETOONEFIELD_TO_NOT_NULL": "NOT_NULL",
	"django-migration-linter:DROP_NOT_NULL": "NOT_NULL", "django-migration-linter:MAKE_COLUMN_NOT_NULL_WITH_DJANGO_DEFAULT": "NOT_NULL",
	"django-migration-linter:MAKE_COLUMN_NOT_NULL_WITH_LIB_DEFAULT": "NOT_NULL", "django-migration-linter:UNIQUE_TOGETHER": "ADD_UNIQUE",
	"django-migration-linter:UNIQUE_INDEX": "ADD_UNIQUE", "django-migration-linter:ADD_MANY_TO_MANY_FIELD": "CREATE_INDEX",
	"django-migration-linter:CREATE_INDEX_NON_CONCURRENTLY": "CREATE_INDEX", "django-migration-linter:CREATE_INDEX_NON_CONCURRENTLY_WITH_TABLE_CREATION": "CREATE_INDEX",
	"django-migration-linter:CREATE_INDEX_CONCURRENTLY": "CREATE_INDEX", "django-migration-linter:CREATE_INDEX_CONCURRENTLY_WHERE": "CREATE_INDEX",
	"django-migration-linter:DROP_INDEX_NON_CONCURRENTLY": "DROP_INDEX", "django-migration-linter:DROP_INDEX_CONCURRENTLY": "DROP_INDEX",
	"django-migration-linter:CREATE_INDEX_EXCLUSIVE": "CREATE_INDEX_EXCLUSIVE",
}

// migrationDisagreements are the cases in which bdma says something else than the other linter, and why.
var migrationDisagreements = map[string]string{
	"eugene/E4/bad.sql": "A SELECT that stands alone may be quick or not: of reads, only those of CREATE TABLE AS count as work under a lock.",
	"django-migration-linter/CREATE_INDEX_EXCLUSIVE/test_create_index_exclusive_0.sql": "The index is not built concurrently: create-index-concurrently says so.",
	"pgls/avoidAlterEnumAddValue/basic.sql":                                            "A value may be added in a transaction; only its use before the commit fails.",
	"pgls/avoidWideLockWindow/basic.sql":                                               "Two tables are few, unless bdma.yaml states both to be busy; how many may be locked is an option.",
	"pgls/lockTimeoutWarning/basic.sql":                                                only,
	"pgls/lockTimeoutWarning/create_index_without_timeout.sql":                         only,
	"pgls/multipleAlterTable/three_alters.sql":                                         "The migration makes the table: nobody waits for it.",
	"pgls/preferRobustStmts/basic.sql":                                                 "A tool that opens a transaction refuses CONCURRENTLY, which concurrently-in-transaction says.",
	"pgls/preferRobustStmts/drop_without_if_exists.sql":                                "A tool that opens a transaction refuses CONCURRENTLY, which concurrently-in-transaction says.",
	"pgls/requireStatementTimeout/reindex.sql":                                         "Nothing makes the index: which table it belongs to, and whether that is old, is not known.",
	"pgls/requireStatementTimeout/reset_after_commit.sql":                              "SET lasts for the session: COMMIT keeps it.",
	"eugene/E10/good.sql":                                                              "The table is written anew all the same; that nothing else is locked meanwhile makes it less bad, not good.",
	"django-migration-linter/MAKE_COLUMN_NOT_NULL_WITH_LIB_DEFAULT/test_make_column_not_null_with_lib_default_0.sql": "SET NOT NULL reads all rows, whatever the default is afterwards.",
	"eugene/W14/good.sql":                                                                        "The column is NOT NULL when the index becomes the key, and PostgreSQL reads nothing.",
	"eugene/W14/test_add_pk_using_index.sql":                                                     "Nothing is known of the index's columns: when they are NOT NULL, as they should be, nothing is read.",
	"eugene/E11/test_alter_table_generated_always_column.sql":                                    "A new identity column takes a number for every row, and the table is written anew, as a server shows.",
	"django-migration-linter/ALTER_COLUMN/test_alter_column_0.sql":                               "The old type is not known, and from a shorter varchar nothing is written anew.",
	"django-migration-linter/ADD_UNIQUE/test_unique_index_0.sql":                                 "It is an index and no constraint: create-index-concurrently says so.",
	"django-migration-linter/ADD_UNIQUE/test_create_unique_index_concurrently_where_0.sql":       "A unique index that is built concurrently is the way that bdma recommends.",
	"django-migration-linter/DROP_INDEX_NON_CONCURRENTLY/test_drop_index_non_concurrently_0.sql": "DROP INDEX ON is MySQL's; it does not parse.",
	"pgls/addingFieldWithDefault/basic.sql":                                                      free,
	"pgls/addingFieldWithDefault/non_volatile_default.sql":                                       free,
	"pgls/addingFieldWithDefault/volatile_default.sql":                                           free,
	"pgls/avoidEnableDisableTrigger/basic.sql":                                                   "To enable a trigger takes a short lock, which lock-timeout speaks of, and puts right what is wrong.",
	"eugene/SET_COLUMN_TYPE_TO_JSON/test_adding_json_column.sql":                                 made,
	"eugene/SET_COLUMN_TYPE_TO_JSON/test_alter_to_json_type.sql":                                 made,
	"pgls/banCharField/alter_table.sql":                                                          made,
	"pgls/preferIdentity/alter_table.sql":                                                        made,
	"pgls/banDropSchema/basic.sql":                                                               "Without CASCADE PostgreSQL drops a schema only when nothing is in it.",
	"eugene/W13/test_create_an_enum.sql":                                                         "No column has the type: no-enum speaks where one does.",
	"pgls/requireConcurrentIndexDeletion/basic.sql":                                              "Nothing makes the index, and IF EXISTS allows for that.",
}

const only = "The case does expect the finding, and no other; the index of the cases has it the wrong way round."

const made = "Rules on the schema judge the tables that the history makes; of others it does not know what they are."

const free = "Since PostgreSQL 11 a default that is evaluated once is stored once, whatever the size of the table; now() is one."
