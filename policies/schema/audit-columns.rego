# METADATA
# title: Rows say when they were created and changed
# description: >-
#   When something went wrong, the first question is since when. A table without such columns cannot answer it, and nobody
#   can copy what changed since yesterday.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-default.html
# custom:
#   severity: info
#   message: 'table {table} does not say when a row was {what}'
#   fix: 'add {columns}'
#   standard: schema/auditing
#   tags: [auditing]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     active_record_doctor: [table_without_timestamps]
#     gitlab: [AddTimestamps]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       created:
#         type: array
#         items: {type: string}
#         default: [created_at, created, created_on, created_date, creation_date, creation_time, created_time, create_time, inserted_at, creation_timestamp, registered_at, requested_at, issued_at, issued, added_at, added, published, published_at, date_created, ts, timestamp, "createdAt", "created_ts", "createdOn"]
#         description: The names of columns that say when a row was created; none asks for no such column.
#       updated:
#         type: array
#         items: {type: string}
#         default: [updated_at, updated, updated_on, updated_date, updated_time, update_time, modified_at, modified, modified_on, last_modified, last_updated, last_updated_at, lastmodified, modification_time, changed_at, date_updated, "updatedAt", "updated_ts", "modifiedAt", "updatedOn", "lastModified"]
#         description: The names of columns that say when a row was last changed; none asks for no such column.
package bdma.schema.audit_columns

deny contains {"at": table.at, "table": table.table, "what": what, "columns": add[what]} if {
	some table in input.tables
	not exempt(table)
	what := missing(table.table)
}

created contains column.table if {
	some column in input.columns
	column.name in created_names
}

updated contains column.table if {
	some column in input.columns
	column.name in updated_names
}

created_names := {name | some name in data.settings.created}

updated_names := {name | some name in data.settings.updated}

missing(table) := "created and last changed" if {
	not table in created
	not table in updated
	count(data.settings.created) > 0
	count(data.settings.updated) > 0
} else := "created" if {
	not table in created
	count(data.settings.created) > 0
} else := "last changed" if {
	not table in updated
	count(data.settings.updated) > 0
}

add := {
	"created and last changed": "created_at timestamptz NOT NULL DEFAULT now(), and an updated_at that the application or a trigger sets",
	"created": "created_at timestamptz NOT NULL DEFAULT now()",
	"last changed": "updated_at timestamptz NOT NULL DEFAULT now(), which the application or a trigger sets",
}

# A partition has its parent's columns, an heir some of them, and of some tables not all columns are known.
exempt(table) if table.is_partition

exempt(table) if table.inherits

exempt(table) if table.is_foreign

exempt(table) if table.columns_unknown

exempt(table) if table.uncertain

# A table that only links others is read by way of them.
exempt(table) if table.only_keys
