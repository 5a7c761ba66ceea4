package migration

// histories are the projects of the corpus, with all that is to be known about them.
var histories = []publicProject{
	{project: "atuin"},
	{project: "authelia"},
	{project: "cas-cif", except: "most of its columns are made by its own functions, from dynamic SQL"},
	{project: "chatbot-ui", except: "needs the extensions http and vector, which Debian does not have, and Supabase's own schemas"},
	{project: "concourse"},
	{project: "cow-services", without: map[string]string{"database/sql-solana": "a part of another database's schema, whose types it uses"}},
	{project: "crates.io"},
	{project: "dbmate"},
	{project: "digital-wallet", fails: map[string]string{"db.changelog-2.0.sql: 42601": "is written for ClickHouse"}},
	{project: "dokploy", fails: map[string]string{
		`0158_amused_synch.sql: 42701: column "customEntrypoint"`: "0157 adds the same column; the project's own mistake",
	}},
	{project: "goose"},
	{project: "graphile-starter", setup: []string{"CREATE ROLE xdatabase_owner", "CREATE ROLE xdatabase_visitor", "CREATE ROLE xdatabase_authenticator", "CREATE DATABASE xdatabase_name", `CREATE EXTENSION "uuid-ossp"`, "CREATE EXTENSION citext", "CREATE EXTENSION pgcrypto"}},
	{project: "graphile-worker"},
	{
		project: "harbor", setup: []string{"CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL)"},
	},
	{
		project: "hatchet",
		fails:   map[string]string{`20260424205453_v1_0_100.sql: 42P01: relation "v1_`: "a migration written in Go makes the tables"},
		differs: map[string]string{
			`public\.v1_\w+_(20\d{6}|\d+)(_\w+)?\t`:           "partitions that the project's functions make, some named after the day",
			`public\.v1_events_olap`:                          "a DO block copies the table and puts the copy in its place",
			`ix_v1_(runs|tasks)_olap_additional_metadata_gin`: "is on ONLY the table, and there are such partitions",
		},
	},
	{project: "langfuse"},
	{
		project: "lemmy", setup: []string{"CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY KEY, run_on timestamp NOT NULL DEFAULT now())"},
		edits: map[string][2]string{
			"smoosh-tables-together":            {`\)(\s*GROUP BY)`, ") AS sub$1"}, // PostgreSQL 16 does without the alias
			"add_person_content_combined_table": {`\)(\s*GROUP BY)`, ") AS sub$1"},
		},
	},
	{project: "mas", setup: []string{"CREATE TABLE _sqlx_migrations (version bigint PRIMARY KEY)"}},
	{project: "nakama"},
	{project: "openmeter"},
	{project: "peerdb"},
	{project: "refinery", without: map[string]string{
		"refinery/tests/migrations/V3":      "goes on with the tables of a folder beside it",
		"refinery/tests/migrations_broken":  "is meant to fail",
		"refinery/tests/migrations_missing": "is meant to fail",
	}},
	{project: "river", edits: map[string][2]string{"": {`/\* TEMPLATE: schema \*/`, ""}}, differs: map[string]string{
		`public\.river_migration`: "a DO block makes the table anew when it exists",
	}},
	{project: "sqitch"},
	{project: "sql-migrate"},
	{project: "supabase-auth", except: "its DO blocks ask for a schema whose name is a placeholder within a string, which is spelt in two ways"},
	{project: "temporal"},
	{project: "tern"},
	{project: "uaa"},
	{project: "worldcoin-dp"},
}
