# METADATA
# title: Media types exist
# description: >-
#   A media type begins with a registered top-level type, such as application. Another one matches no Content-Type, so that
#   validators refuse every request, or look at none.
# related_resources:
#   - https://www.iana.org/assignments/media-types/media-types.xhtml
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-media-type
# custom:
#   severity: warning
#   message: 'there is no media type "{type}"'
#   fix: 'write a registered type and a subtype, such as application/json'
#   standard: rest/methods
#   tags: [http]
#   context: [at]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     kics: [invalid_media_type_value, unknown_prefix]
package bdma.rest.media_type_known

deny contains {"at": at, "type": type} if {
	some type, places in input.names.media_type
	regex.match("^[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+[ \\t]*(;.*)?$", type) # else the document is invalid, which is told elsewhere
	not regex.match(`(?i)^((application|audio|binary|chemical|font|haptics|image|message|model|multipart|text|video|x-[a-z]+)/[a-z0-9*][a-z0-9!#$&^_.+-]*|\*/\*)[ \t]*(;.*)?$`, type)
	some at in places
}
