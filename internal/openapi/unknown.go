package openapi

import (
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// structural are the kinds of violations that a document in its own version was judged for before it was converted.
var structural = map[string]bool{
	"unknown-field": true, "missing-field": true, "wrong-type": true, "wrong-value": true, "wrong-version": true, "conflict": true,
	"broken-reference": true, "remote-reference": true, "reference-kind": true, "form-data": true, "url": true,
}

// counterparts are the objects of OpenAPI 3 that say what objects of Swagger 2.0 say, and the other way round.
var counterparts = map[objectKind]objectKind{
	document20Object: documentObject, pathItem20Object: pathItemObject, operation20Object: operationObject, parameter20Object: parameterObject,
	items20Object: schemaObject, response20Object: responseObject, header20Object: headerObject, schema20Object: schemaObject,
	scheme20Object: securitySchemeObject, documentObject: document20Object, pathItemObject: pathItem20Object, operationObject: operation20Object,
	parameterObject: parameter20Object, responseObject: response20Object, headerObject: header20Object, securitySchemeObject: scheme20Object,
}

// replaced says what OpenAPI 3 has in the place of fields of Swagger 2.0.
var replaced = map[string]string{
	"swagger": `write openapi: "3.0.4"`, "host": "write servers: [{url: …}]", "basePath": "write it at the end of the server's url",
	"schemes": "write the scheme in the server's url", "definitions": "move it to components.schemas", "securityDefinitions": "move it to components.securitySchemes",
	"consumes": "name the media types in the content of requestBody", "produces": "name the media types in the content of each response",
	"collectionFormat": "use style and explode", "parameters": "move it to components.parameters", "responses": "move it to components.responses",
	"flow": "use flows", "authorizationUrl": "move it to the flow", "tokenUrl": "move it to the flow", "scopes": "move it to the flow",
	"examples": "move it to examples of the content",
}

// unknown reports a field that the version's specification does not have. s is what a newer version says of it, or nil.
func (w *walk) unknown(k objectKind, o *objectSpec, f *field, s *spec) {
	quoted := quote(f.name)
	other := objects()[counterparts[k]].fields[f.name]
	if k == schemaObject && f.name == "discriminator" {
		other = nil
	}
	switch {
	case f.keyKind != text && f.keyKind != number && f.keyKind != boolean && f.name == "":
		w.violate(w.keyAt(f), "unknown-field", "this key is empty", "name it or remove it")
	case s != nil && s.in == v30:
		w.violate(w.keyAt(f), "wrong-version", say("%s is not a field of %s in %s; it was one in OpenAPI 3.0", quoted, o.name, w.version.name()), "remove it")
	case s != nil:
		came, raise := s.in.name(), "3.1.0"
		if s.in == v32 {
			raise = "3.2.0"
		}
		w.violate(w.keyAt(f), "wrong-version", say("%s is not a field of %s in %s; it came with %s", quoted, o.name, w.version.name(), came),
			`remove it, or raise "openapi" to `+raise)
	case other != nil && w.version == v20:
		came := (other.in & from30).name()
		hint := "remove it, or move the document to " + came
		if f.name == "nullable" {
			hint = "write x-nullable: true, which many tools know"
		}
		w.violate(w.keyAt(f), "wrong-version", say("%s is not a field of %s in Swagger 2.0; it came with %s", quoted, o.name, came), hint)
	case other != nil:
		hint, ok := replaced[f.name]
		if !ok {
			hint = "move it into schema"
		}
		w.violate(w.keyAt(f), "wrong-version", say("%s is a field of %s in Swagger 2.0; %s has another way to say it", quoted, o.name, w.version.name()), hint)
	default:
		hint := "remove it, or begin its name with x-"
		known := make([]string, 0, len(o.fields))
		for name, s := range o.fields {
			if s.in&w.version != 0 {
				known = append(known, name)
			}
		}
		if near := w.suggest(f.name, known); near != "" {
			hint = "did you mean " + quote(near) + "?"
		}
		w.violate(w.keyAt(f), "unknown-field", say("%s is not a field of %s", quoted, o.name), hint)
	}
}

// sectionKinds are the objects that stand below the sections of the components object, and of Swagger 2.0.
var sectionKinds = map[string]objectKind{
	"schemas": schemaObject, "responses": responseObject, "parameters": parameterObject, "examples": exampleObject, "requestBodies": requestBodyObject,
	"headers": headerObject, "securitySchemes": securitySchemeObject, "links": linkObject, "callbacks": callbackObject, "pathItems": pathItemObject,
	"mediaTypes": mediaTypeObject,
}

var sectionKinds20 = map[string]objectKind{
	"definitions": schema20Object, "parameters": parameter20Object, "responses": response20Object, "securityDefinitions": scheme20Object,
}

// otherKind reports a reference to a component of another kind than the one that is expected where it stands.
func (w *walk) otherKind(s *spec, t target, at facts.ID, ref *field) bool {
	if s.container != single || s.object == noObject || len(t.pointer) < 2 {
		return false
	}
	section, name, _ := strings.Cut(t.pointer[1:], "/")
	kinds := sectionKinds20
	if !w.original && !w.converted {
		if section != "components" {
			return false
		}
		section, name, _ = strings.Cut(name, "/")
		kinds = sectionKinds
	}
	k := kinds[section]
	if w.converted {
		if section == "parameters" {
			return false // what they have become depends on where they are sent
		}
		k = counterparts[k]
	}
	if k == noObject || k == s.object || name == "" || strings.Contains(name, "/") {
		return false
	}
	want := objects()[s.object].name
	w.violate(at, "reference-kind", say("the reference %q leads to %s, but %s is expected here", ref.value.value, objects()[k].name, want),
		"refer to "+want+", or write it here")
	return true
}

// ignored lists the fields beside a reference that the version's specification tells readers to ignore.
func (w *walk) ignored(s *spec, siblings []string) []string {
	if len(siblings) == 0 || s.container != single {
		return nil
	}
	switch s.object {
	case pathItemObject, pathItem20Object:
		return nil // both hold
	case schemaObject:
		if w.is31 {
			return nil
		}
	}
	if !w.is31 {
		return siblings
	}
	var out []string
	for _, name := range siblings {
		if name != "summary" && name != "description" {
			out = append(out, name)
		}
	}
	return out
}
