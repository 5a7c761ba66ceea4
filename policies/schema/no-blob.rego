# METADATA
# title: Files are not stored in tables
# description: >-
#   A file in a column goes through shared buffers, the write-ahead log, every backup and every replica, and is read whole
#   into memory on both sides. A store for objects keeps it for less, and the table keeps its name.
# related_resources:
#   - https://wiki.postgresql.org/wiki/BinaryFilesInDB
# custom:
#   severity: info
#   message: '{table}.{column} holds files, which every backup and replica copies'
#   fix: 'store the file elsewhere and its address here as text'
#   standard: schema/types
#   tags: [types]
#   since: "0.1"
#   presets: {all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       words:
#         type: array
#         items: {type: string}
#         default: [file, files, image, photo, picture, avatar, thumbnail, attachment, document, pdf, video, audio, blob, content, contents]
#         description: Words that make a bytea column one of files when its name has one of them.
#   equivalents: {pg-index-health: [COLUMNS_WITH_BLOB_TYPE], gitlab: [PreventLargeBlobInDatabase], sqlcheck: ["2003"]}
package bdma.schema.no_blob

deny contains {"at": column.type_at, "table": column.table, "column": column.name} if {
	some column in input.columns
	column.base_type == "bytea"
	some word in column.words
	word in words
}

# Large objects are files by their nature.
deny contains {"at": column.type_at, "table": column.table, "column": column.name} if {
	some column in input.columns
	column.base_type in {"oid", "lo"}
}

words := {word | some word in data.settings.words}
