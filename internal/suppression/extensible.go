package suppression

import "strings"

// grammar says which objects of the OpenAPI Specification stand below which, as far as they may have extensions. A value that
// begins with a brace is a map of such objects, which may have none; one key * stands for all.
var grammar = map[string]map[string]string{
	"document": fields(`info:info servers:server paths:paths webhooks:{pathItem components:components tags:tag externalDocs:leaf
		definitions:{schema parameters:{parameter responses:{response securityDefinitions:{scheme`),
	"info":   fields(`contact:leaf license:leaf`),
	"server": fields(`variables:{leaf`),
	"components": fields(`schemas:{schema responses:{response parameters:{parameter examples:{leaf requestBodies:{body headers:{parameter
		securitySchemes:{scheme links:{link callbacks:{callback pathItems:{pathItem mediaTypes:{media`),
	"paths":    fields(`*:pathItem`),
	"callback": fields(`*:pathItem`),
	"pathItem": fields(`get:operation put:operation post:operation delete:operation options:operation head:operation patch:operation trace:operation
		query:operation additionalOperations:{operation servers:server parameters:parameter`),
	"operation": fields(`externalDocs:leaf parameters:parameter requestBody:body responses:responses callbacks:{callback servers:server`),
	"responses": fields(`*:response`),
	"response":  fields(`headers:{parameter content:{media links:{link schema:schema`),
	"parameter": fields(`schema:schema content:{media examples:{leaf items:parameter`),
	"body":      fields(`content:{media`),
	"media":     fields(`schema:schema itemSchema:schema examples:{leaf encoding:{encoding prefixEncoding:encoding itemEncoding:encoding`),
	"encoding":  fields(`headers:{parameter encoding:{encoding prefixEncoding:encoding itemEncoding:encoding`),
	"schema": fields(`properties:{schema patternProperties:{schema dependentSchemas:{schema $defs:{schema definitions:{schema items:schema
		prefixItems:schema additionalProperties:schema additionalItems:schema allOf:schema anyOf:schema oneOf:schema not:schema if:schema then:schema
		else:schema contains:schema propertyNames:schema unevaluatedItems:schema unevaluatedProperties:schema contentSchema:schema
		externalDocs:leaf xml:leaf`),
	"scheme": fields(`flows:flows`),
	"flows":  fields(`implicit:leaf password:leaf clientCredentials:leaf authorizationCode:leaf deviceAuthorization:leaf`),
	"link":   fields(`server:server`),
	"tag":    fields(`externalDocs:leaf`),
	"leaf":   nil,
}

func fields(text string) map[string]string {
	m := make(map[string]string)
	for _, f := range strings.Fields(text) {
		i := strings.LastIndexByte(f, ':')
		m[f[:i]] = f[i+1:]
	}
	return m
}

// kindOf is the object of the specification that an object of a document is; empty when it is none that may have extensions.
func kindOf(o *jsonObject) string {
	if o.parent == nil {
		if !o.listed && (o.has("openapi") || o.has("swagger")) {
			return "document"
		}
		return ""
	}
	// From the outside in: the recursion is as deep as values nest.
	parent := kindOf(o.parent)
	if of, ok := strings.CutPrefix(parent, "{"); ok {
		if o.listed {
			return ""
		}
		return of
	}
	known := grammar[parent]
	if kind, ok := known[o.key]; ok {
		return kind
	}
	if strings.HasPrefix(o.key, "x-") {
		return ""
	}
	return known["*"]
}

func (o *jsonObject) has(key string) bool {
	for _, m := range o.members {
		if m.key == key {
			return true
		}
	}
	return false
}

// extensible reports whether an object may have x-bdma-ignore. A Reference Object has no extensions, nor has a map; and what holds
// much more than one thing is left to bdma.yaml, where a pointer says what is meant.
func extensible(o *jsonObject) bool {
	switch kind := kindOf(o); kind {
	case "", "document", "paths", "components":
		return false
	default:
		return kind[0] != '{' && !o.has("$ref")
	}
}
