# METADATA
# title: E-mail addresses are unique whatever their case
# description: >-
#   Mail for Ann@example.com and ann@example.com reaches one person, and text compares them as two: one person gets two
#   accounts, and a stranger may register the second.
# related_resources:
#   - https://www.postgresql.org/docs/current/citext.html
# custom:
#   severity: info
#   message: 'unique {index} on {table} tells capitals in {column} apart: one address can be registered twice'
#   fix: 'make the unique index over lower({column}), or the column citext'
#   standard: schema/keys
#   tags: [keys, email]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       columns:
#         type: array
#         items: {type: string}
#         default: [email, e_mail, email_address, emailaddress, user_email, useremail, mail]
#         description: Names of columns that hold an address, in lower case.
#   equivalents: {database_consistency: [case_sensitive_unique_validation]}
package bdma.schema.case_sensitive_email

deny contains {"at": index.at, "index": index.name, "table": index.table, "column": column} if {
	some index in input.indexes
	some column in index.case_sensitive
	lower(column) in columns
}

columns := {column | some column in data.settings.columns}
