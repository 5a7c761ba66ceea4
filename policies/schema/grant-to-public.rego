# METADATA
# title: Rights are granted to roles, not to everybody
# description: >-
#   PUBLIC is every role there is and every one to come: the reporting tool, the intern, the service that was broken into.
#   What it may read and write cannot be taken from one of them.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-priv.html
#   - https://www.postgresql.org/docs/current/sql-grant.html
# custom:
#   severity: warning
#   message: 'everybody gets {privileges} on {on}'
#   fix: 'grant it to the roles that need it; where this has run already, add {revoke}'
#   standard: schema/privacy
#   tags: [privacy, grants]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {pglinter: [S003]}
package bdma.schema.grant_to_public

deny contains {"at": grant.at, "privileges": grant.privileges, "on": grant.on, "revoke": grant.revoke} if {
	some grant in input.grants
	grant.role == "public"
	grant.object in {"TABLE", "SEQUENCE", "SERVER", "FOREIGN DATA WRAPPER", "TABLESPACE"}
}

# USAGE of a schema lets nobody see a row; CREATE in it lets everybody put objects in the way of others.
deny contains {"at": grant.at, "privileges": grant.privileges, "on": grant.on, "revoke": grant.revoke} if {
	some grant in input.grants
	grant.role == "public"
	grant.object in {"SCHEMA", "DATABASE"}
	grant.writes
}
