package migration

// histories are the projects of the corpus, with all that is to be known about them.
var histories = []history{
	{project: "atuin"},
	{project: "authelia"},
	{project: "cas-cif", except: "most of its columns are made by its own functions, from dynamic SQL"},
	{project: "chatbot-ui", except: "needs the extensions http and vector, which Debian does not have, and Supabase's own schemas"},
	{project: "concourse"},
	{project: "cow-services"},
	{project: "crates.io"},
	{project: "dbmate"},
	{project: "digital-wallet"},
	{project: "dokploy", fails: map[string]string{
		`0158_amused_synch.sql: 42701: column "customEntrypoint"`: "0157 adds the same column; the project's own mistake",
	}},
	{project: "goose"},
	{project: "graphile-starter", setup: []string{"CREATE ROLE xdatabase_owner", "CREATE ROLE xdatabase_visitor", "CREATE DATABASE xdatabase_name"}},
	{project: "graphile-worker"},
	{
		project: "harbor", setup: []string{"CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL)"},
		differs: map[string]string{"unique_artifact_accessory": "a DO block adds it under a condition"},
	},
	{
		project: "hatchet",
		fails:   map[string]string{`20260424205453_v1_0_100.sql: 42P01: relation "v1_`: "a migration written in Go makes the tables"},
		differs: map[string]string{
			`public\.v1_\w+_(20\d{6}|\d)\b`: "partitions that the project's functions make, some named after the day",
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
	{project: "refinery"},
	{project: "river"},
	{project: "sqitch"},
	{project: "sql-migrate"},
	{project: "supabase-auth"},
	{project: "temporal"},
	{project: "tern"},
	{project: "uaa"},
	{project: "worldcoin-dp"},
}
