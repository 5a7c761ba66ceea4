# METADATA
# title: XML is written as before
# description: >-
#   Who reads XML looks for elements and attributes by their names. Under another name, in another namespace or elsewhere, what is sent
#   is not found.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#xml-object
# custom:
#   severity: error
#   message: '{subject} is {now} in XML now, no longer {was}: clients of {users} and the API do not find what the other one sends'
#   fix: 'keep the XML as it was, and put the new form beside it as a property of its own'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.breaking_xml

deny contains {"at": c.at, "now": c.to, "subject": c.subject, "users": c.users, "was": c.from} if {
	some c in input.changes
	c.kind in {"xml-name", "xml-namespace", "xml-node", "xml-wrapped"}
	c.effect == "differs"
	not c.in_new_major
	not c.is_unstable
}
