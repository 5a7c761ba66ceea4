package migration

import "strings"

// bookkeeping are the tables in which migration tools, frameworks and extensions keep their own records, by their names in
// lower case. Their makers decide what they look like.
var bookkeeping = map[string]bool{
	"schema_migrations": true, "schema_migration": true, "schema_version": true, "schema_info": true, "schema_lock": true,
	"migrations": true, "migrations_lock": true, "pgmigrations": true, "gorp_migrations": true, "goose_db_version": true,
	"flyway_schema_history": true, "databasechangelog": true, "databasechangeloglock": true, "refinery_schema_history": true,
	"_prisma_migrations": true, "__drizzle_migrations": true, "__diesel_schema_migrations": true, "_sqlx_migrations": true,
	"atlas_schema_revisions": true, "knex_migrations": true, "knex_migrations_lock": true, "sequelizemeta": true, "typeorm_metadata": true,
	"alembic_version": true, "django_migrations": true, "ar_internal_metadata": true, "__efmigrationshistory": true, "play_evolutions": true,
	"spatial_ref_sys": true, "part_config": true, "part_config_sub": true,
}

// keepsBooks tells whether a table belongs to a tool and not to the application.
func keepsBooks(name string) bool { return bookkeeping[strings.ToLower(name)] }
