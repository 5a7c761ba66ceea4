# METADATA
# title: Attributes are columns
# description: >-
#   Where each attribute of a thing is a row with a name and a value, no value has a type, none can be required or checked
#   or reference anything, and one thing is read with a join for each attribute. Columns do all of it, and jsonb holds what
#   differs.
# related_resources:
#   - https://www.postgresql.org/docs/current/datatype-json.html
# custom:
#   severity: info
#   message: '{table} holds attributes as rows ({attribute}, {value}): PostgreSQL can neither type nor check them'
#   fix: 'make the attributes columns of the table that {entity} references, or one jsonb column there'
#   standard: schema/normalisation
#   tags: [normalisation]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {sqlcheck: ["1006"]}
package bdma.schema.attribute_value

deny contains {
	"at": table.at, "table": table.table, "entity": eav.entity, "attribute": eav.attribute,
	"value": eav.value,
} if {
	some table in input.tables
	eav := table.attribute_value
}
