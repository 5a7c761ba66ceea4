# METADATA
# title: Tables refer to an account by its id
# description: >-
#   Only the primary key of auth.users is promised to stay. Other unique columns of it, such as the e-mail address, may
#   change with the platform, and a foreign key to them stands in the way of its updates.
# related_resources:
#   - https://supabase.com/docs/guides/auth/managing-user-data
# custom:
#   severity: warning
#   message: '{table} ({columns}) refers to auth.users ({referenced}), which the platform may change'
#   fix: 'refer to auth.users (id)'
#   standard: schema/keys
#   tags: [foreign-keys]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {splinter: ["0021"]}
package bdma.schema.auth_users_reference

deny contains {"at": key.at, "table": key.table, "columns": key.columns, "referenced": key.referenced_columns} if {
	count(input.exposed_schemas) > 0
	some key in input.constraints
	key.references == "auth.users"
	key.referenced_columns != ["id"]
}
