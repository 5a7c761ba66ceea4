# METADATA
# title: A reference has one table
# description: >-
#   A column whose table another column names cannot be a foreign key: nothing checks it, nothing is deleted with what it
#   points to, and every join has to know all types.
# related_resources:
#   - https://docs.gitlab.com/development/database/polymorphic_associations/
# custom:
#   severity: info
#   message: '{table}.{column} references another table for each {type_column}, which no foreign key can check'
#   fix: 'add a column with a foreign key for each table, and CHECK (num_nonnulls(…) = 1)'
#   standard: schema/normalisation
#   tags: [normalisation, foreign-keys]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {database_consistency: [polymorphic_association_nullability]}
package bdma.schema.polymorphic_reference

deny contains {
	"at": column.at, "related": [column.type_column_at], "table": column.table, "column": column.name,
	"type_column": column.type_column,
} if {
	some column in input.columns
	column.type_column
}
