package migration

import (
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/pgtest"
)

// TestClaims asks PostgreSQL for what rules on the schema say of it in their messages.
func TestClaims(t *testing.T) {
	server := pgtest.Start(t)
	server.Database(t, "claims")
	for _, c := range []struct {
		claim, setup, statement string
		// want is a part of the statement's output, or of its error.
		want string
	}{
		{
			"ON DELETE SET NULL fails on a column that is NOT NULL",
			"CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p_id int NOT NULL REFERENCES p ON DELETE SET NULL); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1)",
			"DELETE FROM p", "violates not-null constraint",
		},
		{
			"and sets the one column that it names, when the other is NOT NULL",
			"CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE c (a int NOT NULL, b int, FOREIGN KEY (a, b) REFERENCES p ON DELETE SET NULL (b)); " +
				"INSERT INTO p VALUES (1, 1); INSERT INTO c VALUES (1, 1); DELETE FROM p",
			"SELECT a, b IS NULL FROM c", "1|t",
		},
		{
			"nothing can begin a circle",
			"CREATE TABLE a (id int PRIMARY KEY, b_id int NOT NULL); CREATE TABLE b (id int PRIMARY KEY, a_id int NOT NULL REFERENCES a); ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b",
			"INSERT INTO a VALUES (1, 1)", "violates foreign key constraint",
		},
		{
			"but one with a deferred key",
			"CREATE TABLE a (id int PRIMARY KEY, b_id int NOT NULL); CREATE TABLE b (id int PRIMARY KEY, a_id int NOT NULL REFERENCES a); " +
				"ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b DEFERRABLE INITIALLY DEFERRED; BEGIN; INSERT INTO a VALUES (1, 1); INSERT INTO b VALUES (1, 1); COMMIT",
			"SELECT count(*) FROM b", "1",
		},
		{
			"nulls are distinct in unique keys",
			"CREATE TABLE u (email text NOT NULL, deleted_at timestamptz, UNIQUE (email, deleted_at)); INSERT INTO u VALUES ('a', NULL), ('a', NULL)",
			"SELECT count(*) FROM u", "2",
		},
		{
			"unless they are not",
			"CREATE TABLE u (email text NOT NULL, deleted_at timestamptz, UNIQUE NULLS NOT DISTINCT (email, deleted_at))",
			"INSERT INTO u VALUES ('a', NULL), ('a', NULL)", "duplicate key value",
		},
		{
			"a composite key with a null is not checked",
			"CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE c (a int, b int, FOREIGN KEY (a, b) REFERENCES p); INSERT INTO c VALUES (1, NULL)",
			"SELECT count(*) FROM c", "1",
		},
		{"json has no equality", "CREATE TABLE j (x json)", "SELECT DISTINCT x FROM j", "could not identify an equality operator"},
		{"a precision of 0 rounds", "", "SELECT '2024-12-31 23:59:59.6Z'::timestamptz(0)", "2025-01-01"},
		{"blanks of char(n) are dropped by casts", "", "SELECT length('a'::char(3)::text), octet_length('a'::char(3))", "1|3"},
		{"blanks of char(n) count in LIKE", "CREATE TABLE k (x char(3)); INSERT INTO k VALUES ('a')", "SELECT count(*) FROM k WHERE x LIKE 'a'", "0"},
		{"a longer value for varchar(n) is an error", "CREATE TABLE v (x varchar(2))", "INSERT INTO v VALUES ('abc')", "value too long"},
		{"neither a boolean nor its opposite finds nulls", "CREATE TABLE o (paid boolean); INSERT INTO o VALUES (NULL)", "SELECT count(*) FROM o WHERE paid OR NOT paid", "0"},
		{"float8 does not hold 0.1", "", "SELECT 0.1::float8 + 0.2::float8 = 0.3::float8", "f"},
		{
			"a narrower foreign key does not hold larger keys",
			"CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE c (p_id integer REFERENCES p); INSERT INTO p VALUES (3000000000)",
			"INSERT INTO c VALUES (3000000000)", "integer out of range",
		},
		{
			"two equal foreign keys are both upheld",
			"CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p_id int REFERENCES p, FOREIGN KEY (p_id) REFERENCES p)",
			"SELECT count(*) FROM pg_trigger WHERE tgrelid = 'c'::regclass", "4",
		},
		{
			"keys do not reach heirs",
			"CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE h () INHERITS (p); INSERT INTO p VALUES (1); INSERT INTO h VALUES (1), (1)",
			"SELECT count(*) FROM p", "3",
		},
		{
			"a btree index on an array does not find items, at best all of it is read",
			"CREATE TABLE b (tags text[]); CREATE INDEX ON b (tags); SET enable_seqscan = off",
			"EXPLAIN (COSTS off) SELECT * FROM b WHERE tags @> '{a}'", "Filter: (tags @>",
		},
		{"a hash index has one key", "CREATE TABLE h (a int, b int)", "CREATE INDEX ON h USING hash (a, b)", "does not support multicolumn indexes"},
		{"a hash index is not unique", "CREATE TABLE h (a int)", "CREATE UNIQUE INDEX ON h USING hash (a)", "does not support unique indexes"},
		{
			"a predicate keeps an index from serving an order",
			"CREATE TABLE o (number text NOT NULL); CREATE INDEX ON o (number) WHERE number IS NOT NULL; SET enable_seqscan = off",
			"EXPLAIN (COSTS off) SELECT * FROM o ORDER BY number LIMIT 1", "Limit -> Sort",
		},
		{
			"and ON CONFLICT",
			"CREATE TABLE o (number text NOT NULL); CREATE UNIQUE INDEX ON o (number) WHERE number IS NOT NULL",
			"INSERT INTO o VALUES ('1') ON CONFLICT (number) DO NOTHING", "no unique or exclusion constraint",
		},
		{
			"and foreign keys",
			"CREATE TABLE o (number text NOT NULL); CREATE UNIQUE INDEX ON o (number) WHERE number IS NOT NULL",
			"CREATE TABLE c (number text REFERENCES o (number))", "no unique constraint matching",
		},
		{"any insert may set the number of a serial", "CREATE TABLE s (id serial); INSERT INTO s VALUES (7)", "SELECT id FROM s", "7"},
		{"but not that of an identity", "CREATE TABLE s (id int GENERATED ALWAYS AS IDENTITY)", "INSERT INTO s VALUES (7)", "cannot insert a non-DEFAULT value"},
		{
			"a copy of a serial counts with the same sequence",
			"CREATE TABLE s (id serial); CREATE TABLE l (LIKE s INCLUDING ALL)",
			"SELECT column_default FROM information_schema.columns WHERE table_schema = 'x' AND table_name = 'l'", "nextval('s_id_seq'::regclass)",
		},
		{"a serial needs rights on its sequence", "DROP ROLE IF EXISTS clerk; CREATE ROLE clerk; CREATE TABLE s (id serial, a int); GRANT INSERT ON s TO clerk; GRANT USAGE ON SCHEMA x TO clerk; SET ROLE clerk",
			"INSERT INTO s (a) VALUES (1)", "permission denied for sequence"},
		{"the decimals of money depend on lc_monetary", "SET lc_monetary = 'C'", "SELECT 12.345::numeric::money", "$12.35"},
	} {
		t.Run(c.claim, func(t *testing.T) {
			script := "DROP SCHEMA IF EXISTS x CASCADE; CREATE SCHEMA x; SET search_path = x;\n" + c.setup + ";\n" + c.statement + ";\n\\echo error: :LAST_ERROR_MESSAGE\n"
			got := strings.Join(strings.Fields(server.Session(t, "claims", script)), " ")
			if !strings.Contains(got, c.want) {
				t.Errorf("%s gives %q, want %q", c.statement, got, c.want)
			}
		})
	}
}
