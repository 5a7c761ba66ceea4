package migration

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts"
)

// TestLeave makes the edits that have a statement run outside of a transaction, runner by runner.
func TestLeave(t *testing.T) {
	for _, c := range []struct {
		name, file, text string
		want             string // empty when nothing can be written
	}{
		{"goose", "1_a.sql", "-- +goose Up\nVACUUM a;\n-- +goose Down\nSELECT 1;\n", "-- +goose NO TRANSACTION\n-- +goose Up\nVACUUM a;\n-- +goose Down\nSELECT 1;\n"},
		{"goose with a way back that is one transaction", "1_a.sql", "-- +goose Up\nVACUUM a;\n-- +goose Down\nSELECT 1;\nSELECT 2;\n", ""},
		{"goose with two statements", "1_a.sql", "-- +goose Up\nVACUUM a;\nVACUUM b;\n", ""},
		{"dbmate", "1_a.sql", "-- migrate:up  \r\nVACUUM a;\r\n-- migrate:down\r\n", "-- migrate:up transaction:false  \r\nVACUUM a;\r\n-- migrate:down\r\n"},
		{"sql-migrate", "1_a.sql", "-- +migrate Up\nVACUUM a;\n-- +migrate Down\nSELECT 1;\nSELECT 2;\n", "-- +migrate Up notransaction\nVACUUM a;\n-- +migrate Down\nSELECT 1;\nSELECT 2;\n"},
		{"sqlx", "Cargo.toml=1_a.sql", "VACUUM a", "-- no-transaction\nVACUUM a"},
		{"tern", "tern.conf=1_a.sql", "VACUUM a;\n---- create above / drop below ----\nSELECT 1;\nSELECT 2;\n", "---- tern: disable-tx ----\nVACUUM a;\n---- create above / drop below ----\nSELECT 1;\nSELECT 2;\n"},
		{"liquibase", "a.sql", "--liquibase formatted sql\n--changeset me:1 labels:x\nVACUUM a;\n--changeset me:2\nSELECT 1;\nSELECT 2;\n", "--liquibase formatted sql\n--changeset me:1 labels:x runInTransaction:false\nVACUUM a;\n--changeset me:2\nSELECT 1;\nSELECT 2;\n"},
		{"golang-migrate", "1_a.up.sql", "begin;\n-- why\nVACUUM a;\nCOMMIT;\n", "-- why\nVACUUM a;\n"},
		{"golang-migrate on one line", "1_a.up.sql", "BEGIN; VACUUM a; COMMIT;", " VACUUM a; "},
		{"golang-migrate with others", "1_a.up.sql", "SELECT 1;\nVACUUM a;\n", ""},
		{"Flyway, which waits for its own lock", "V1__a.sql", "CREATE INDEX i ON a (id);\n", ""},
		{"Flyway", "flyway.conf:flyway.postgresql.transactional.lock=false=V1__a.sql", "CREATE INDEX i ON a (id);\n", "CREATE INDEX i ON a (id);\n"},
		{"Flyway, which does not know the statement", "flyway.conf:flyway.postgresql.transactional.lock=false=V1__a.sql", "REINDEX TABLE a;\n", ""},
		{"a checksum", "atlas.sum=1_a.sql", "-- +goose Up\nVACUUM a;\n", ""},
		{"nothing known of the tool", "1_a.sql", "BEGIN;\nVACUUM a;\nCOMMIT;\n", ""},
		{"a template", "1_a.sql", "-- +goose Up\n-- +goose ENVSUB ON\nVACUUM ${A};\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			archive, file := "", c.file
			if i := strings.LastIndex(file, "="); i >= 0 {
				name, text, _ := strings.Cut(file[:i], ":")
				archive, file = "-- migrations/"+name+" --\n"+text+"\n", file[i+1:]
			}
			f, doc := load(t, archive+"-- migrations/"+file+" --\n"+c.text)
			var leave *Leave
			for _, s := range f.Statements {
				if s.Leave != nil {
					leave = s.Leave
				}
			}
			if leave == nil {
				if c.want != "" {
					t.Fatalf("nothing can be done with %s", f.Runner)
				}
				return
			}
			got, lines := c.text, facts.NewLines([]byte(c.text))
			for _, e := range slices.Backward(leave.Edits) {
				at := doc.Nodes()[e.At].Range
				got = got[:lines.Offset(at.Start)] + e.Text + got[lines.Offset(at.End):]
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s: (-want +got)\n%s", f.Runner, diff)
			}
		})
	}
}
