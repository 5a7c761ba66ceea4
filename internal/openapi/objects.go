package openapi

import (
	"math/bits"
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
	deviceFlowObject // 3.2
	// Objects that Swagger 2.0 defines in another way.
	document20Object
	paths20Object
	pathItem20Object
	operation20Object
	parameter20Object
	items20Object
	responses20Object
	response20Object
	header20Object
	schema20Object
	scheme20Object
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
	// schemaOrList is a schema, or a list of them, as JSON Schema draft 4 has it for items.
	schemaOrList
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
	v32
	v20

	// from31 and anyVersion are the versions that most fields hold for.
	from31     = v31 | v32
	from30     = v30 | v31 | v32
	anyVersion = from30 | v20
)

// name is how people call a version.
func (v version) name() string {
	switch {
	case v&v20 != 0:
		return "Swagger 2.0"
	case v&v30 != 0:
		return "OpenAPI 3.0"
	case v&v31 != 0:
		return "OpenAPI 3.1"
	}
	return "OpenAPI 3.2"
}

// index is the place of a single version in a list of all.
func (v version) index() int { return bits.TrailingZeros8(uint8(v)) }

// spec is what the specification says of a field.
type spec struct {
	shape     shape
	object    objectKind
	container container
	in        version // versions that have the field
	required  version // versions that require it
	enum      []string
	moreIn    version // versions that allow more values
	more      []string
	nonEmpty  version // versions in which the list must have an element
}

// allowed lists the values that a version allows.
func (s *spec) allowed(v version) []string {
	if s.moreIn&v != 0 {
		return slices.Concat(s.enum, s.more)
	}
	return s.enum
}

// objectSpec is what the specification says of an object.
type objectSpec struct {
	// name is the object's name with its article.
	name   string
	fields map[string]*spec
	// pattern is what stands under every other key; nil when there are no other keys.
	pattern *spec
	// needs are the required fields, by version.
	needs [4][]string
	// closed says that not even extensions are allowed: their keys are names like any other.
	closed bool
}

// required lists the fields that a version requires, in alphabetical order.
func (o *objectSpec) required(v version) []string { return o.needs[v.index()] }

func typed(s shape) spec             { return spec{shape: s, in: anyVersion} }
func of(k objectKind) spec           { return spec{shape: objectShape, object: k, in: anyVersion} }
func oneOf(values ...string) spec    { s := typed(stringShape); s.enum = values; return s }
func (s spec) must() spec            { s.required = s.in; return s }
func (s spec) mustIn(v version) spec { s.required = v; return s }
func (s spec) only(v version) spec   { s.in = v; return s }
func (s spec) list() spec            { s.container = list; return s }
func (s spec) dict() spec            { s.container = dictionary; return s }

// orIn allows further values in some versions.
func (s spec) orIn(v version, values ...string) spec { s.moreIn, s.more = v, values; return s }
func (s spec) nonEmptyIn(v version) spec             { s.nonEmpty = v; return s }

var methods = []string{"delete", "get", "head", "options", "patch", "post", "put", "trace"}

var objects = sync.OnceValue(func() *[objectKinds]objectSpec {
	var (
		str     = typed(stringShape)
		boolean = typed(boolShape)
		num     = typed(numberShape)
		integer = typed(integerShape)
		any     = typed(anything)
		schema  = of(schemaObject)
		schemas = schema.list().nonEmptyIn(anyVersion)
	)
	type fields = map[string]spec
	t := new([objectKinds]objectSpec)
	def := func(k objectKind, name string, fs fields) *objectSpec {
		o := &t[k]
		o.name, o.fields = name, make(map[string]*spec, len(fs))
		for n, s := range fs {
			o.fields[n] = &s
			for _, v := range [...]version{v20, v30, v31, v32} {
				if s.required&v != 0 {
					o.needs[v.index()] = append(o.needs[v.index()], n)
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
		"openapi": str.must(), "$self": str.only(v32), "info": of(infoObject).must(), "jsonSchemaDialect": str.only(from31), "servers": of(serverObject).list(),
		"paths": of(pathsObject).mustIn(v30), "webhooks": of(pathItemObject).dict().only(from31), "components": of(componentsObject),
		"security": of(securityRequirementObject).list(), "tags": of(tagObject).list(), "externalDocs": of(externalDocsObject),
	})
	def(infoObject, "info", fields{
		"title": str.must(), "summary": str.only(from31), "description": str, "termsOfService": str, "contact": of(contactObject),
		"license": of(licenseObject), "version": str.must(),
	})
	def(contactObject, "a contact", fields{"name": str, "url": str, "email": str})
	def(licenseObject, "a license", fields{"name": str.must(), "identifier": str.only(from31), "url": str})
	def(serverObject, "a server", fields{"url": str.must(), "name": str.only(v32), "description": str, "variables": of(serverVariableObject).dict()})
	def(serverVariableObject, "a server variable", fields{
		"enum": str.list().nonEmptyIn(from31), "default": str.must(), "description": str,
	})
	def(componentsObject, "components", fields{
		"schemas": schema.dict(), "responses": of(responseObject).dict(), "parameters": of(parameterObject).dict(), "examples": of(exampleObject).dict(),
		"requestBodies": of(requestBodyObject).dict(), "headers": of(headerObject).dict(), "securitySchemes": of(securitySchemeObject).dict(),
		"links": of(linkObject).dict(), "callbacks": of(callbackObject).dict(), "pathItems": of(pathItemObject).dict().only(from31),
		"mediaTypes": of(mediaTypeObject).dict().only(v32),
	})
	pattern(pathsObject, "paths", of(pathItemObject))
	item := fields{
		"$ref": typed(refShape), "summary": str, "description": str, "servers": of(serverObject).list(), "parameters": of(parameterObject).list(),
	}
	for _, m := range methods {
		item[m] = of(operationObject)
	}
	item["query"] = of(operationObject).only(v32)
	item["additionalOperations"] = of(operationObject).dict().only(v32)
	def(pathItemObject, "a path item", item)
	def(operationObject, "an operation", fields{
		"tags": str.list(), "summary": str, "description": str, "externalDocs": of(externalDocsObject), "operationId": str,
		"parameters": of(parameterObject).list(), "requestBody": of(requestBodyObject), "responses": of(responsesObject).mustIn(v30),
		"callbacks": of(callbackObject).dict(), "deprecated": boolean, "security": of(securityRequirementObject).list(), "servers": of(serverObject).list(),
	})
	def(externalDocsObject, "externalDocs", fields{"description": str, "url": str.must()})
	def(parameterObject, "a parameter", fields{
		"name": str.must(), "in": oneOf("path", "query", "header", "cookie").must().orIn(v32, "querystring"), "description": str, "required": boolean, "deprecated": boolean,
		"allowEmptyValue": boolean, "style": oneOf("matrix", "label", "form", "simple", "spaceDelimited", "pipeDelimited", "deepObject").orIn(v32, "cookie"),
		"explode": boolean, "allowReserved": boolean, "schema": schema, "example": any, "examples": of(exampleObject).dict(), "content": of(mediaTypeObject).dict(),
	})
	def(requestBodyObject, "a request body", fields{"description": str, "content": of(mediaTypeObject).dict().must(), "required": boolean})
	def(mediaTypeObject, "a media type", fields{
		"schema": schema, "example": any, "examples": of(exampleObject).dict(), "encoding": of(encodingObject).dict(),
		"itemSchema": schema.only(v32), "prefixEncoding": of(encodingObject).list().only(v32), "itemEncoding": of(encodingObject).only(v32),
	})
	def(encodingObject, "an encoding", fields{
		"contentType": str, "headers": of(headerObject).dict(), "style": oneOf("form", "spaceDelimited", "pipeDelimited", "deepObject"),
		"explode": boolean, "allowReserved": boolean,
		"encoding": of(encodingObject).dict().only(v32), "prefixEncoding": of(encodingObject).list().only(v32), "itemEncoding": of(encodingObject).only(v32),
	})
	pattern(responsesObject, "responses", of(responseObject))
	def(responseObject, "a response", fields{
		"summary": str.only(v32), "description": str.mustIn(v30 | v31), "headers": of(headerObject).dict(), "content": of(mediaTypeObject).dict(), "links": of(linkObject).dict(),
	})
	pattern(callbackObject, "a callback", of(pathItemObject))
	def(exampleObject, "an example", fields{
		"summary": str, "description": str, "value": any, "externalValue": str, "dataValue": any.only(v32), "serializedValue": str.only(v32),
	})
	def(linkObject, "a link", fields{
		"operationRef": str, "operationId": str, "parameters": any.dict(), "requestBody": any, "description": str, "server": of(serverObject),
	})
	def(headerObject, "a header", fields{
		"description": str, "required": boolean, "deprecated": boolean, "allowEmptyValue": boolean.only(v30), "style": oneOf("simple"), "explode": boolean,
		"allowReserved": boolean.only(v30), "schema": schema, "example": any, "examples": of(exampleObject).dict(), "content": of(mediaTypeObject).dict(),
	})
	def(tagObject, "a tag", fields{
		"name": str.must(), "description": str, "externalDocs": of(externalDocsObject), "summary": str.only(v32), "parent": str.only(v32), "kind": str.only(v32),
	})
	def(schemaObject, "a schema", fields{
		"title": str, "multipleOf": num, "maximum": num, "exclusiveMaximum": typed(boundShape), "minimum": num, "exclusiveMinimum": typed(boundShape),
		"maxLength": integer, "minLength": integer, "pattern": str, "maxItems": integer, "minItems": integer, "uniqueItems": boolean,
		"maxProperties": integer, "minProperties": integer, "required": str.list().nonEmptyIn(v20 | v30), "enum": any.list(), "type": typed(typeShape),
		"allOf": schemas, "oneOf": schemas, "anyOf": schemas, "not": schema, "items": schema, "properties": schema.dict(),
		"additionalProperties": {shape: schemaOrBool, object: schemaObject, in: anyVersion}, "description": str, "format": str, "default": any,
		"nullable": boolean.only(v30), "discriminator": of(discriminatorObject), "readOnly": boolean, "writeOnly": boolean, "xml": of(xmlObject),
		"externalDocs": of(externalDocsObject), "example": any, "deprecated": boolean,
		// JSON Schema 2020-12.
		"$schema": str.only(from31), "$id": str.only(from31), "$anchor": str.only(from31), "$dynamicAnchor": str.only(from31), "$dynamicRef": str.only(from31),
		"$comment": str.only(from31), "$vocabulary": any.only(from31), "$defs": schema.dict().only(from31), "definitions": schema.dict().only(from31),
		"const": any.only(from31), "examples": any.list().only(from31), "if": schema.only(from31), "then": schema.only(from31), "else": schema.only(from31),
		"dependentSchemas": schema.dict().only(from31), "dependentRequired": any.only(from31), "prefixItems": schemas.only(from31), "contains": schema.only(from31),
		"minContains": integer.only(from31), "maxContains": integer.only(from31), "patternProperties": schema.dict().only(from31), "propertyNames": schema.only(from31),
		"unevaluatedItems": schema.only(from31), "unevaluatedProperties": schema.only(from31), "contentEncoding": str.only(from31),
		"contentMediaType": str.only(from31), "contentSchema": schema.only(from31),
	})
	def(discriminatorObject, "a discriminator", fields{"propertyName": str.must(), "mapping": str.dict(), "defaultMapping": str.only(v32)})
	def(xmlObject, "xml", fields{
		"name": str, "namespace": str, "prefix": str, "attribute": boolean, "wrapped": boolean,
		"nodeType": oneOf("element", "attribute", "text", "cdata", "none").only(v32)})
	def(securitySchemeObject, "a security scheme", fields{
		"type": str.must(), "description": str, "name": str, "in": oneOf("query", "header", "cookie"),
		"scheme": str, "bearerFormat": str, "flows": of(oauthFlowsObject), "openIdConnectUrl": str,
		"oauth2MetadataUrl": str.only(v32), "deprecated": boolean.only(v32),
	})
	def(oauthFlowsObject, "flows", fields{
		"implicit": of(implicitFlowObject), "password": of(passwordFlowObject), "clientCredentials": of(clientFlowObject),
		"authorizationCode": of(codeFlowObject), "deviceAuthorization": of(deviceFlowObject).only(v32),
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
	def(deviceFlowObject, "the device authorization flow", fields{
		"deviceAuthorizationUrl": str.must(), "tokenUrl": str.must(), "refreshUrl": str, "scopes": str.dict().must(),
	})
	pattern(securityRequirementObject, "a security requirement", str.list()).closed = true
	objects20(def, pattern)
	return t
})
