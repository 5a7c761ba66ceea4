package openapi

import (
	"slices"
	"sync"
)

// objectKind is an object of the OpenAPI specification.
type objectKind uint8

const (
	noObject objectKind = iota
	documentObject
	infoObject
	contactObject
	licenseObject
	serverObject
	serverVariableObject
	componentsObject
	pathsObject
	pathItemObject
	operationObject
	externalDocsObject
	parameterObject
	requestBodyObject
	mediaTypeObject
	encodingObject
	responsesObject
	responseObject
	callbackObject
	exampleObject
	linkObject
	headerObject
	tagObject
	schemaObject
	discriminatorObject
	xmlObject
	securitySchemeObject
	oauthFlowsObject
	implicitFlowObject
	passwordFlowObject
	clientFlowObject
	codeFlowObject
	securityRequirementObject
	objectKinds
)

// shape is the JSON type that a field must have.
type shape uint8

const (
	anything shape = iota
	stringShape
	boolShape
	numberShape
	integerShape // not negative
	objectShape
	schemaOrBool
	typeShape  // a schema's type
	boundShape // exclusiveMinimum and exclusiveMaximum
	refShape   // $ref
)

// container is what stands around a field's shape.
type container uint8

const (
	single container = iota
	list
	dictionary
)

// version is a set of minor versions of the specification.
type version uint8

const (
	v30 version = 1 << iota
	v31
)

// spec is what the specification says of a field.
type spec struct {
	shape     shape
	object    objectKind
	container container
	in        version // versions that have the field
	required  version // versions that require it
	enum      []string
	nonEmpty  version // versions in which the list must have an element
}

// objectSpec is what the specification says of an object.
type objectSpec struct {
	// name is the object's name with its article.
	name   string
	fields map[string]*spec
	// pattern is what stands under every other key; nil when there are no other keys.
	pattern *spec
	// needs are the required fields, by version.
	needs [2][]string
	// closed says that not even extensions are allowed: their keys are names like any other.
	closed bool
}

// required lists the fields that a version requires, in alphabetical order.
func (o *objectSpec) required(v version) []string { return o.needs[v>>1] }

func typed(s shape) spec                 { return spec{shape: s, in: v30 | v31} }
func of(k objectKind) spec               { return spec{shape: objectShape, object: k, in: v30 | v31} }
func oneOf(values ...string) spec        { s := typed(stringShape); s.enum = values; return s }
func (s spec) must() spec                { s.required = s.in; return s }
func (s spec) mustIn(v version) spec     { s.required = v; return s }
func (s spec) only(v version) spec       { s.in = v; return s }
func (s spec) list() spec                { s.container = list; return s }
func (s spec) dict() spec                { s.container = dictionary; return s }
func (s spec) nonEmptyIn(v version) spec { s.nonEmpty = v; return s }

var methods = []string{"delete", "get", "head", "options", "patch", "post", "put", "trace"}

var objects = sync.OnceValue(func() *[objectKinds]objectSpec {
	var (
		str     = typed(stringShape)
		boolean = typed(boolShape)
		num     = typed(numberShape)
		integer = typed(integerShape)
		any     = typed(anything)
		schema  = of(schemaObject)
		schemas = schema.list().nonEmptyIn(v30 | v31)
	)
	type fields = map[string]spec
	t := new([objectKinds]objectSpec)
	def := func(k objectKind, name string, fs fields) *objectSpec {
		o := &t[k]
		o.name, o.fields = name, make(map[string]*spec, len(fs))
		for n, s := range fs {
			o.fields[n] = &s
			for _, v := range [...]version{v30, v31} {
				if s.required&v != 0 {
					o.needs[v>>1] = append(o.needs[v>>1], n)
				}
			}
		}
		for i := range o.needs {
			slices.Sort(o.needs[i])
		}
		return o
	}
	pattern := func(k objectKind, name string, s spec) *objectSpec {
		o := def(k, name, nil)
		o.pattern = &s
		return o
	}

	def(documentObject, "the document", fields{
		"openapi": str.must(), "info": of(infoObject).must(), "jsonSchemaDialect": str.only(v31), "servers": of(serverObject).list(),
		"paths": of(pathsObject).mustIn(v30), "webhooks": of(pathItemObject).dict().only(v31), "components": of(componentsObject),
		"security": of(securityRequirementObject).list(), "tags": of(tagObject).list(), "externalDocs": of(externalDocsObject),
	})
	def(infoObject, "info", fields{
		"title": str.must(), "summary": str.only(v31), "description": str, "termsOfService": str, "contact": of(contactObject),
		"license": of(licenseObject), "version": str.must(),
	})
	def(contactObject, "a contact", fields{"name": str, "url": str, "email": str})
	def(licenseObject, "a license", fields{"name": str.must(), "identifier": str.only(v31), "url": str})
	def(serverObject, "a server", fields{"url": str.must(), "description": str, "variables": of(serverVariableObject).dict()})
	def(serverVariableObject, "a server variable", fields{
		"enum": str.list().nonEmptyIn(v31), "default": str.must(), "description": str,
	})
	def(componentsObject, "components", fields{
		"schemas": schema.dict(), "responses": of(responseObject).dict(), "parameters": of(parameterObject).dict(), "examples": of(exampleObject).dict(),
		"requestBodies": of(requestBodyObject).dict(), "headers": of(headerObject).dict(), "securitySchemes": of(securitySchemeObject).dict(),
		"links": of(linkObject).dict(), "callbacks": of(callbackObject).dict(), "pathItems": of(pathItemObject).dict().only(v31),
	})
	pattern(pathsObject, "paths", of(pathItemObject))
	item := fields{
		"$ref": typed(refShape), "summary": str, "description": str, "servers": of(serverObject).list(), "parameters": of(parameterObject).list(),
	}
	for _, m := range methods {
		item[m] = of(operationObject)
	}
	def(pathItemObject, "a path item", item)
	def(operationObject, "an operation", fields{
		"tags": str.list(), "summary": str, "description": str, "externalDocs": of(externalDocsObject), "operationId": str,
		"parameters": of(parameterObject).list(), "requestBody": of(requestBodyObject), "responses": of(responsesObject).mustIn(v30),
		"callbacks": of(callbackObject).dict(), "deprecated": boolean, "security": of(securityRequirementObject).list(), "servers": of(serverObject).list(),
	})
	def(externalDocsObject, "externalDocs", fields{"description": str, "url": str.must()})
	def(parameterObject, "a parameter", fields{
		"name": str.must(), "in": oneOf("path", "query", "header", "cookie").must(), "description": str, "required": boolean, "deprecated": boolean,
		"allowEmptyValue": boolean, "style": oneOf("matrix", "label", "form", "simple", "spaceDelimited", "pipeDelimited", "deepObject"),
		"explode": boolean, "allowReserved": boolean, "schema": schema, "example": any, "examples": of(exampleObject).dict(), "content": of(mediaTypeObject).dict(),
	})
	def(requestBodyObject, "a request body", fields{"description": str, "content": of(mediaTypeObject).dict().must(), "required": boolean})
	def(mediaTypeObject, "a media type", fields{
		"schema": schema, "example": any, "examples": of(exampleObject).dict(), "encoding": of(encodingObject).dict(),
	})
	def(encodingObject, "an encoding", fields{
		"contentType": str, "headers": of(headerObject).dict(), "style": oneOf("form", "spaceDelimited", "pipeDelimited", "deepObject"),
		"explode": boolean, "allowReserved": boolean,
	})
	pattern(responsesObject, "responses", of(responseObject))
	def(responseObject, "a response", fields{
		"description": str.must(), "headers": of(headerObject).dict(), "content": of(mediaTypeObject).dict(), "links": of(linkObject).dict(),
	})
	pattern(callbackObject, "a callback", of(pathItemObject))
	def(exampleObject, "an example", fields{"summary": str, "description": str, "value": any, "externalValue": str})
	def(linkObject, "a link", fields{
		"operationRef": str, "operationId": str, "parameters": any.dict(), "requestBody": any, "description": str, "server": of(serverObject),
	})
	def(headerObject, "a header", fields{
		"description": str, "required": boolean, "deprecated": boolean, "allowEmptyValue": boolean, "style": oneOf("simple"), "explode": boolean,
		"allowReserved": boolean, "schema": schema, "example": any, "examples": of(exampleObject).dict(), "content": of(mediaTypeObject).dict(),
	})
	def(tagObject, "a tag", fields{"name": str.must(), "description": str, "externalDocs": of(externalDocsObject)})
	def(schemaObject, "a schema", fields{
		"title": str, "multipleOf": num, "maximum": num, "exclusiveMaximum": typed(boundShape), "minimum": num, "exclusiveMinimum": typed(boundShape),
		"maxLength": integer, "minLength": integer, "pattern": str, "maxItems": integer, "minItems": integer, "uniqueItems": boolean,
		"maxProperties": integer, "minProperties": integer, "required": str.list().nonEmptyIn(v30), "enum": any.list(), "type": typed(typeShape),
		"allOf": schemas, "oneOf": schemas, "anyOf": schemas, "not": schema, "items": schema, "properties": schema.dict(),
		"additionalProperties": {shape: schemaOrBool, object: schemaObject, in: v30 | v31}, "description": str, "format": str, "default": any,
		"nullable": boolean.only(v30), "discriminator": of(discriminatorObject), "readOnly": boolean, "writeOnly": boolean, "xml": of(xmlObject),
		"externalDocs": of(externalDocsObject), "example": any, "deprecated": boolean,
		// JSON Schema 2020-12.
		"$schema": str.only(v31), "$id": str.only(v31), "$anchor": str.only(v31), "$dynamicAnchor": str.only(v31), "$dynamicRef": str.only(v31),
		"$comment": str.only(v31), "$vocabulary": any.only(v31), "$defs": schema.dict().only(v31), "definitions": schema.dict().only(v31),
		"const": any.only(v31), "examples": any.list().only(v31), "if": schema.only(v31), "then": schema.only(v31), "else": schema.only(v31),
		"dependentSchemas": schema.dict().only(v31), "dependentRequired": any.only(v31), "prefixItems": schemas.only(v31), "contains": schema.only(v31),
		"minContains": integer.only(v31), "maxContains": integer.only(v31), "patternProperties": schema.dict().only(v31), "propertyNames": schema.only(v31),
		"unevaluatedItems": schema.only(v31), "unevaluatedProperties": schema.only(v31), "contentEncoding": str.only(v31),
		"contentMediaType": str.only(v31), "contentSchema": schema.only(v31),
	})
	def(discriminatorObject, "a discriminator", fields{"propertyName": str.must(), "mapping": str.dict()})
	def(xmlObject, "xml", fields{"name": str, "namespace": str, "prefix": str, "attribute": boolean, "wrapped": boolean})
	def(securitySchemeObject, "a security scheme", fields{
		"type": str.must(), "description": str, "name": str, "in": oneOf("query", "header", "cookie"),
		"scheme": str, "bearerFormat": str, "flows": of(oauthFlowsObject), "openIdConnectUrl": str,
	})
	def(oauthFlowsObject, "flows", fields{
		"implicit": of(implicitFlowObject), "password": of(passwordFlowObject), "clientCredentials": of(clientFlowObject),
		"authorizationCode": of(codeFlowObject),
	})
	flow := func(k objectKind, name string, required ...string) {
		fs := fields{"authorizationUrl": str, "tokenUrl": str, "refreshUrl": str, "scopes": str.dict().must()}
		for _, r := range required {
			fs[r] = fs[r].must()
		}
		def(k, name, fs)
	}
	flow(implicitFlowObject, "the implicit flow", "authorizationUrl")
	flow(passwordFlowObject, "the password flow", "tokenUrl")
	flow(clientFlowObject, "the client credentials flow", "tokenUrl")
	flow(codeFlowObject, "the authorization code flow", "authorizationUrl", "tokenUrl")
	pattern(securityRequirementObject, "a security requirement", str.list()).closed = true
	return t
})
