# METADATA
# title: Media types exist
# description: >-
#   A media type is a registered top-level type, a slash and a subtype. Anything else matches no Content-Type, so that
#   validators refuse every request, or look at none.
# related_resources:
#   - https://www.iana.org/assignments/media-types/media-types.xhtml
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-media-type
# custom:
#   severity: warning
#   message: '"{type}" is not a media type'
#   fix: 'write a type and a subtype, such as application/json'
#   standard: rest/methods
#   tags: [http]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     kics: [invalid_media_type_value, unknown_prefix]
package bdma.rest.media_type_known

deny contains {"at": at, "type": type} if {
	some type, places in input.names.media_type
	not regex.match(`(?i)^((application|audio|binary|chemical|font|haptics|image|message|model|multipart|text|video|x-[a-z]+)/[a-z0-9*][a-z0-9!#$&^_.+-]*|\*/\*)[ \t]*(;.*)?$`, type)
	some at in places
}
