package openapi

// objects20 are the objects of Swagger 2.0 that later versions define in another way. A document is held against them as it
// is written, before it takes the shape of OpenAPI 3: see convert.go.
func objects20(def func(objectKind, string, map[string]spec) *objectSpec, pattern func(objectKind, string, spec) *objectSpec) {
	type fields = map[string]spec
	var (
		str     = typed(stringShape)
		boolean = typed(boolShape)
		num     = typed(numberShape)
		integer = typed(integerShape)
		any     = typed(anything)
		schema  = of(schema20Object)
		scheme  = oneOf("http", "https", "ws", "wss").list()
	)
	// limited adds the keywords that parameters, items and headers have as schemas do.
	limited := func(fs fields) fields {
		for name, s := range (fields{
			"format": str, "default": any, "maximum": num, "exclusiveMaximum": boolean, "minimum": num, "exclusiveMinimum": boolean,
			"maxLength": integer, "minLength": integer, "pattern": str, "maxItems": integer, "minItems": integer, "uniqueItems": boolean,
			"enum": any.list().nonEmptyIn(v20), "multipleOf": num, "items": of(items20Object),
		}) {
			fs[name] = s
		}
		return fs
	}
	def(document20Object, "the document", fields{
		"swagger": str.must(), "info": of(infoObject).must(), "host": str, "basePath": str, "schemes": scheme, "consumes": str.list(), "produces": str.list(),
		"paths": of(paths20Object).must(), "definitions": schema.dict(), "parameters": of(parameter20Object).dict(),
		"responses": of(response20Object).dict(), "securityDefinitions": of(scheme20Object).dict(), "security": of(securityRequirementObject).list(),
		"tags": of(tagObject).list(), "externalDocs": of(externalDocsObject),
	})
	pattern(paths20Object, "paths", of(pathItem20Object))
	item := fields{"$ref": typed(refShape), "parameters": of(parameter20Object).list()}
	for _, m := range methods {
		if m != "trace" {
			item[m] = of(operation20Object)
		}
	}
	def(pathItem20Object, "a path item", item)
	def(operation20Object, "an operation", fields{
		"tags": str.list(), "summary": str, "description": str, "externalDocs": of(externalDocsObject), "operationId": str, "consumes": str.list(),
		"produces": str.list(), "parameters": of(parameter20Object).list(), "responses": of(responses20Object).must(), "schemes": scheme,
		"deprecated": boolean, "security": of(securityRequirementObject).list(),
	})
	def(parameter20Object, "a parameter", limited(fields{
		"name": str.must(), "in": oneOf("query", "header", "path", "formData", "body").must(), "description": str, "required": boolean, "schema": schema,
		"type": str, "allowEmptyValue": boolean,
		"collectionFormat": oneOf("csv", "ssv", "tsv", "pipes", "multi"),
	}))
	def(items20Object, "items", limited(fields{
		"type": oneOf("string", "number", "integer", "boolean", "array").must(), "collectionFormat": oneOf("csv", "ssv", "tsv", "pipes"),
	}))
	def(header20Object, "a header", limited(fields{
		"description": str, "type": oneOf("string", "number", "integer", "boolean", "array").must(), "collectionFormat": oneOf("csv", "ssv", "tsv", "pipes"),
	}))
	pattern(responses20Object, "responses", of(response20Object))
	def(response20Object, "a response", fields{
		"description": str.must(), "schema": schema, "headers": of(header20Object).dict(), "examples": any,
	})
	def(schema20Object, "a schema", fields{
		"format": str, "title": str, "description": str, "default": any, "multipleOf": num, "maximum": num, "exclusiveMaximum": boolean, "minimum": num,
		"exclusiveMinimum": boolean, "maxLength": integer, "minLength": integer, "pattern": str, "maxItems": integer, "minItems": integer,
		"uniqueItems": boolean, "maxProperties": integer, "minProperties": integer, "required": str.list().nonEmptyIn(v20), "enum": any.list().nonEmptyIn(v20),
		"type": typed(typeShape), "items": {shape: schemaOrList, object: schema20Object, in: v20}, "allOf": schema.list().nonEmptyIn(v20), "properties": schema.dict(),
		"additionalProperties": {shape: schemaOrBool, object: schema20Object, in: v20}, "discriminator": str, "readOnly": boolean, "xml": of(xmlObject),
		"externalDocs": of(externalDocsObject), "example": any,
	})
	def(scheme20Object, "a security definition", fields{
		"type": oneOf("basic", "apiKey", "oauth2").must(), "description": str, "name": str, "in": oneOf("query", "header"),
		"flow": oneOf("implicit", "password", "application", "accessCode"), "authorizationUrl": str, "tokenUrl": str, "scopes": str.dict(),
	})
}
