package openapi

import "github.com/bdma-dev/bdma/internal/facts"

// Facts is what rules see of an OpenAPI document: flat tables, in which every object of the document, and of the files
// that it refers to, is one row wherever it is used.
type Facts struct {
	// Document is the description as a whole.
	Document Document `json:"document"`
	// Servers are the servers of the document, of path items and of operations.
	Servers []Server `json:"servers"`
	// Tags are the declared tags, and those that operations use without a declaration.
	Tags []Tag `json:"tags"`
	// Paths are the keys of the paths object.
	Paths []Path `json:"paths"`
	// PathSegments are the distinct literal segments of the paths, each spelling once.
	PathSegments []PathSegment `json:"path_segments"`
	// SegmentCases are the cases in which path segments of several words are written, by their names.
	SegmentCases []SegmentCase `json:"segment_cases"`
	// Operations are the operations of paths, webhooks and callbacks.
	Operations []Operation `json:"operations"`
	// Parameters are the parameter objects, shared ones once.
	Parameters []Parameter `json:"parameters"`
	// RequestBodies are the request body objects, shared ones once.
	RequestBodies []RequestBody `json:"request_bodies"`
	// Responses are the response objects, shared ones once. See also [Operation.Responses].
	Responses []Response `json:"responses"`
	// Headers are the header objects, shared ones once.
	Headers []Header `json:"headers"`
	// MediaTypes are the media type objects of request bodies, responses, parameters and headers.
	MediaTypes []MediaType `json:"media_types"`
	// Schemas are the schema objects that are not mere references, shared ones once.
	Schemas []Schema `json:"schemas"`
	// Properties are the properties of schemas.
	Properties []Property `json:"properties"`
	// SecuritySchemes are the schemes that the document declares.
	SecuritySchemes []SecurityScheme `json:"security_schemes"`
	// SecurityRequirements are the schemes that security requirements name.
	SecurityRequirements []SecurityRequirement `json:"security_requirements"`
	// Components are the entries of the components object.
	Components []Component `json:"components"`
	// Refs are all references.
	Refs []Ref `json:"refs"`
	// Violations are the places where the document breaks the OpenAPI specification of its version.
	Violations []Violation `json:"violations"`
	// Names groups places by the name that is used there, so that a rule about names looks at each name once.
	Names Names `json:"names"`
	// Problems are what kept bdma from reading a file or a part of it.
	Problems []facts.Problem `json:"problems"`
	// ExampleViolations are the examples, defaults and members of enums that do not fit the schema that they belong to.
	ExampleViolations []ExampleViolation `json:"example_violations"`
	// InvalidPatterns are the patterns of schemas that are no regular expressions of ECMA-262.
	InvalidPatterns []InvalidPattern `json:"invalid_patterns"`
}

// Document is the description as a whole.
type Document struct {
	// At is the key "openapi".
	At facts.ID `json:"at"`
	// File is the document's path.
	File string `json:"file"`
	// Format is "yaml" or "json".
	Format string `json:"format"`
	// OpenAPI is the version of the specification as it is written: "3.0.3".
	OpenAPI string `json:"openapi"`
	// Version is the minor version of the specification: "3.0" or "3.1".
	Version string `json:"version"`
	// Title is info.title.
	Title string `json:"title"`
	// APIVersion is info.version, the version of the API.
	APIVersion string `json:"api_version"`
	// HasDescription says that info.description has text.
	HasDescription bool `json:"has_description"`
	// HasContact says that info.contact is there.
	HasContact bool `json:"has_contact"`
	// HasLicense says that info.license is there.
	HasLicense bool `json:"has_license"`
	// HasServers says that the document names at least one server.
	HasServers bool `json:"has_servers"`
	// Operations is the number of operations of paths and webhooks. A document without is a library of components.
	Operations int `json:"operations"`
	// Security is what holds for operations that say nothing: see [Operation.Security].
	Security string `json:"security"`
	// SecuritySchemes is the number of security schemes that are declared.
	SecuritySchemes int `json:"security_schemes"`
	// UsesSecurity says that the document or an operation has a list of security requirements, be it empty.
	UsesSecurity bool `json:"uses_security"`
}

// Server is a Server Object.
type Server struct {
	// At is the value of url.
	At facts.ID `json:"at"`
	// URL is as it is written, with variables in braces.
	URL string `json:"url"`
	// DefaultURL is URL with each variable replaced by its default.
	DefaultURL string `json:"default_url"`
	// Scheme is the scheme of DefaultURL in lower case; empty when the URL is relative.
	Scheme string `json:"scheme"`
	// Host is the host of DefaultURL in lower case, without port.
	Host string `json:"host"`
	// IsRelative says that the URL has no scheme: it is relative to where the document is served.
	IsRelative bool `json:"is_relative"`
	// IsLocal says that the host is one that only the same machine or private network can reach: localhost and names
	// below it, loopback, link-local and private addresses, single-label names, and the names that RFC 6762 and
	// RFC 6761 set apart (.local, .test, .internal by ICANN).
	IsLocal bool `json:"is_local"`
	// HTTPS is the URL with https instead of http, its variables kept unless the scheme is one; absent when the scheme is not http.
	HTTPS string `json:"https,omitempty"`
	// Variables are the names of the variables in the URL.
	Variables []string `json:"variables"`
	// Level is where the server is declared: "document", "path", "operation" or "link".
	Level string `json:"level"`
}

// Tag is a name that groups operations.
type Tag struct {
	// At is the name in the declaration, or the first use when there is none.
	At facts.ID `json:"at"`
	// Name is the tag.
	Name string `json:"name"`
	// IsDeclared says that the document's tags have it.
	IsDeclared bool `json:"is_declared"`
	// HasDescription says that the declaration describes it.
	HasDescription bool `json:"has_description"`
	// Operations is the number of operations that have the tag.
	Operations int `json:"operations"`
}

// Path is a key of the paths object.
type Path struct {
	// At is the key.
	At facts.ID `json:"at"`
	// Path is the template: "/users/{id}".
	Path string `json:"path"`
	// EndsWithSlash says that the path has a trailing slash. The root path "/" has none.
	EndsWithSlash bool `json:"ends_with_slash"`
	// Trimmed is the path without trailing slashes.
	Trimmed string `json:"trimmed"`
	// Parameters are the names in braces, in order.
	Parameters []string `json:"parameters"`
	// Methods are the methods of its operations in lower case, in alphabetical order.
	Methods []string `json:"methods"`
}

// SegmentCase is a case in which path segments of several words are written.
type SegmentCase struct {
	// At is the first of these segments, in the order of PathSegments.
	At facts.ID `json:"at"`
	// Case is the name of the case, as in [PathSegment.Case].
	Case string `json:"case"`
	// Segments is the number of distinct segments in this case.
	Segments int `json:"segments"`
	// IsMajority says that more than half of all segments of several words are in this case.
	IsMajority bool `json:"is_majority"`
	// Name is the first of these segments.
	Name string `json:"name"`
	// Kebab is the first of these segments in kebab-case.
	Kebab string `json:"kebab"`
	// Path is the first path of the first of these segments.
	Path string `json:"path"`
}

// PathSegment is a literal segment of paths; segments with a parameter in them are none. A segment that stands in several
// paths is one row.
type PathSegment struct {
	// At is the segment in the first of its paths: those that end with it come first, then it is alphabetical order.
	At facts.ID `json:"at"`
	// Name is the segment as it is written.
	Name string `json:"name"`
	// Path is the first of its paths.
	Path string `json:"path"`
	// Where names its paths for people: "/users", or "/users and 3 more paths".
	Where string `json:"where"`
	// Paths is the number of its paths.
	Paths int `json:"paths"`
	// Words are the words of the name in lower case, as capitals, digits and punctuation part them.
	Words []string `json:"words"`
	// Kebab is the name in kebab-case. Dots, a leading sigil (. @ $ ~) and an AIP-136 custom method after a colon are
	// kept, since they are syntax and not a part of the name.
	Kebab string `json:"kebab"`
	// IsKebab says that the name is in kebab-case.
	IsKebab bool `json:"is_kebab"`
	// Case is the case of a name of several words: "kebab-case", "snake_case", "camelCase", "PascalCase", or "mixed". It is
	// empty for a name of one word.
	Case string `json:"case"`
	// Verb is the English verb that the segment begins with, when it is one that does what an HTTP method does and is no
	// part of a noun here: "get" in getUsers, but not in get-together. A verb that stands alone counts at the end of a path
	// only: /system/update/log is about the log of updates.
	Verb string `json:"verb,omitempty"`
	// VerbMethod is the HTTP method that does what the verb says.
	VerbMethod string `json:"verb_method,omitempty"`
	// Noun is the segment without its verb, in kebab-case; empty when nothing is left, or no object of the verb: findByStatus.
	Noun string `json:"noun,omitempty"`
}

// Operation is an operation of a path, a webhook or a callback, with what it inherits.
type Operation struct {
	// At is the method's key.
	At facts.ID `json:"at"`
	// Method is in lower case: "get".
	Method string `json:"method"`
	// Path is the path, the webhook's name, or the callback's expression.
	Path string `json:"path"`
	// Kind is "path", "webhook" or "callback".
	Kind string `json:"kind"`
	// Label names the operation for people: "GET /users".
	Label string `json:"label"`
	// OperationID is the operationId; the key is absent when there is none.
	OperationID string `json:"operation_id,omitempty"`
	// OperationIDAt is the value of operationId.
	OperationIDAt *facts.ID `json:"operation_id_at,omitempty"`
	// OperationIDTakenBy is the first operation with the same operationId, by path and method; absent when that is this one.
	OperationIDTakenBy *Owner `json:"operation_id_taken_by,omitempty"`
	// HasSummary says that summary has text.
	HasSummary bool `json:"has_summary"`
	// HasDescription says that description has text.
	HasDescription bool `json:"has_description"`
	// IsDeprecated is deprecated.
	IsDeprecated bool `json:"is_deprecated"`
	// Tags are the operation's tags.
	Tags []string `json:"tags"`
	// Parameters are the names of all parameters that hold for the operation, those of its path included, by where they
	// are: path, query, header, cookie.
	Parameters map[string][]string `json:"parameters"`
	// RequestBody is absent when there is none.
	RequestBody *OperationBody `json:"request_body,omitempty"`
	// Responses are the responses by status: "200", "4XX", "default".
	Responses map[string]OperationResponse `json:"responses"`
	// ResponsesUnknown says that the responses are missing or broken in a way that is a violation of its own.
	ResponsesUnknown bool `json:"responses_unknown"`
	// HasSuccess says that a response is for success: 2xx, 3xx, or 101 for an upgrade.
	HasSuccess bool `json:"has_success"`
	// HasClientError says that a response is for 4xx.
	HasClientError bool `json:"has_client_error"`
	// HasServerError says that a response is for 5xx.
	HasServerError bool `json:"has_server_error"`
	// HasDefault says that there is a default response.
	HasDefault bool `json:"has_default"`
	// Security is "required" when every call must be authenticated, "optional" when one alternative is empty, "public"
	// when an empty list says that no call is, and "none" when neither the operation nor the document says anything.
	Security string `json:"security"`
	// InheritsSecurity says that Security comes from the document.
	InheritsSecurity bool `json:"inherits_security"`
}

// Owner names another operation.
type Owner struct {
	// At is its operationId.
	At facts.ID `json:"at"`
	// Label names it for people: "GET /users".
	Label string `json:"label"`
}

// OperationBody is the request body of one operation, references followed.
type OperationBody struct {
	// At is the key requestBody of the operation.
	At facts.ID `json:"at"`
	// Required is the request body's required.
	Required bool `json:"required"`
	// IsEmpty says that nothing fits into it but an empty object, which some generators give to every operation.
	IsEmpty bool `json:"is_empty"`
	// MediaTypes are the media types in alphabetical order.
	MediaTypes []string `json:"media_types"`
}

// OperationResponse is the response of one operation for one status, references followed.
type OperationResponse struct {
	// At is the status, a key of the operation's responses.
	At facts.ID `json:"at"`
	// MediaTypes are the media types in alphabetical order; empty when there is no content.
	MediaTypes []string `json:"media_types"`
	// Headers are the headers' names in lower case and alphabetical order.
	Headers []string `json:"headers"`
}

// Parameter is a Parameter Object.
type Parameter struct {
	// At is the value of name.
	At facts.ID `json:"at"`
	// Name is the parameter's name.
	Name string `json:"name"`
	// In is path, query, header or cookie.
	In string `json:"in"`
	// Required is the parameter's required.
	Required bool `json:"required"`
	// IsDeprecated is the parameter's deprecated.
	IsDeprecated bool `json:"is_deprecated"`
	// HasDescription says that description has text.
	HasDescription bool `json:"has_description"`
	// Operations is the number of operations that have the parameter.
	Operations int `json:"operations"`
}

// RequestBody is a Request Body Object.
type RequestBody struct {
	// At is its key.
	At facts.ID `json:"at"`
	// Required is the body's required.
	Required bool `json:"required"`
	// HasDescription says that description has text.
	HasDescription bool `json:"has_description"`
	// MediaTypes are the media types in alphabetical order.
	MediaTypes []string `json:"media_types"`
}

// Response is a Response Object.
type Response struct {
	// At is its key: the status, or the component's name.
	At facts.ID `json:"at"`
	// Status is the status that it stands under; absent for a component.
	Status string `json:"status,omitempty"`
	// HasDescription says that description has text.
	HasDescription bool `json:"has_description"`
	// MediaTypes are the media types in alphabetical order.
	MediaTypes []string `json:"media_types"`
	// Headers are the headers' names in lower case and alphabetical order.
	Headers []string `json:"headers"`
}

// Header is a Header Object.
type Header struct {
	// At is its key.
	At facts.ID `json:"at"`
	// Name is the header's name, or the component's.
	Name string `json:"name"`
	// Required is the header's required.
	Required bool `json:"required"`
	// HasDescription says that description has text.
	HasDescription bool `json:"has_description"`
}

// MediaType is a Media Type Object.
type MediaType struct {
	// At is its key.
	At facts.ID `json:"at"`
	// Name is the media type as it is written: "application/json".
	Name string `json:"name"`
	// Owner is the kind of object that has it: "request_body", "response", "parameter" or "header".
	Owner string `json:"owner"`
	// HasSchema says that there is a schema.
	HasSchema bool `json:"has_schema"`
	// HasExample says that there is an example, or examples.
	HasExample bool `json:"has_example"`
}

// Schema is a Schema Object that is not a mere reference.
type Schema struct {
	// At is the schema's key, or its beginning when it is an element of a list.
	At facts.ID `json:"at"`
	// Name is the name in components; absent for others.
	Name string `json:"name,omitempty"`
	// Types are the types that are written down: none, one, or (3.1) several.
	Types []string `json:"types"`
	// Format is the format.
	Format string `json:"format,omitempty"`
	// IsNullable says that null is allowed in the way of the document's version.
	IsNullable bool `json:"is_nullable,omitempty"`
	// IsDeprecated is the schema's deprecated.
	IsDeprecated bool `json:"is_deprecated,omitempty"`
	// HasDescription says that description has text.
	HasDescription bool `json:"has_description,omitempty"`
	// HasEnum says that there is an enum.
	HasEnum bool `json:"has_enum,omitempty"`
	// HasProperties says that there are properties.
	HasProperties bool `json:"has_properties,omitempty"`
	// HasItems says that there is a schema for items.
	HasItems bool `json:"has_items,omitempty"`
	// IsComposed says that there is allOf, anyOf or oneOf.
	IsComposed bool `json:"is_composed,omitempty"`
	// HasMaxLength says that strings have a greatest length.
	HasMaxLength bool `json:"has_max_length,omitempty"`
	// HasMaxItems says that arrays have a greatest length.
	HasMaxItems bool `json:"has_max_items,omitempty"`
	// Operations is the number of operations that use the component; 0 for a schema that is no component.
	Operations int `json:"operations"`
}

// Property is a property of a schema.
type Property struct {
	// At is the key.
	At facts.ID `json:"at"`
	// Name is the property's name.
	Name string `json:"name"`
	// Required says that the same schema requires it.
	Required bool `json:"required"`
	// Types are the types of its schema, references followed.
	Types []string `json:"types"`
	// Format is the format of its schema, references followed.
	Format string `json:"format,omitempty"`
}

// SecurityScheme is a Security Scheme Object.
type SecurityScheme struct {
	// At is its key.
	At facts.ID `json:"at"`
	// Name is the name that requirements use.
	Name string `json:"name"`
	// Type is apiKey, http, oauth2, openIdConnect or mutualTLS.
	Type string `json:"type"`
	// Scheme is the HTTP authentication scheme in lower case.
	Scheme string `json:"scheme,omitempty"`
	// In is where an API key goes: query, header or cookie.
	In string `json:"in,omitempty"`
	// Flows are the names of the OAuth flows in alphabetical order.
	Flows []string `json:"flows"`
	// Operations is the number of operations that require it, alone or as an alternative.
	Operations int `json:"operations"`
}

// SecurityRequirement is one scheme in a security requirement.
type SecurityRequirement struct {
	// At is the scheme's name in the requirement.
	At facts.ID `json:"at"`
	// Scheme is that name.
	Scheme string `json:"scheme"`
	// Scopes are the scopes or roles that it asks for.
	Scopes []string `json:"scopes"`
	// Level is "document" or "operation".
	Level string `json:"level"`
	// IsDefined says that the components have the scheme.
	IsDefined bool `json:"is_defined"`
}

// Component is an entry of the components object.
type Component struct {
	// At is its key.
	At facts.ID `json:"at"`
	// Section is the key of its map: "schemas".
	Section string `json:"section"`
	// Label is what one entry of the section is called: "schema".
	Label string `json:"label"`
	// Name is its key.
	Name string `json:"name"`
	// IsUsed says that a path, a webhook, an extension or a file outside of the document leads to it: by reference, a
	// discriminator, or the name of a security scheme. What only unused components refer to is not used.
	IsUsed bool `json:"is_used"`
	// Operations is the number of operations that use it.
	Operations int `json:"operations"`
}

// Ref is a reference.
type Ref struct {
	// At is the value of $ref.
	At facts.ID `json:"at"`
	// Target is the reference as it is written.
	Target string `json:"target"`
	// IsResolved says that it leads to something.
	IsResolved bool `json:"is_resolved"`
	// IsExternal says that it leads to another file.
	IsExternal bool `json:"is_external"`
	// Siblings are the keys beside $ref in alphabetical order, extensions excepted.
	Siblings []string `json:"siblings,omitempty"`
}

// Violation is a place where the document breaks the OpenAPI specification of its version.
type Violation struct {
	// At is the key or value at fault; for what is missing, the key of the object that lacks it.
	At facts.ID `json:"at"`
	// Kind is one of: unknown-field, missing-field, wrong-type, wrong-value, wrong-version, conflict, path-template,
	// path-parameter, duplicate, broken-reference, remote-reference, undefined-scheme.
	Kind string `json:"kind"`
	// Problem says what is wrong.
	Problem string `json:"problem"`
	// Hint says how to mend it.
	Hint string `json:"hint"`
}

// Names groups places by name.
type Names struct {
	// Property has the keys of schema properties.
	Property map[string][]facts.ID `json:"property"`
	// Parameter has the names of query parameters, path parameters and cookies.
	Parameter map[string][]facts.ID `json:"parameter"`
	// Header has the names of header parameters and response headers.
	Header map[string][]facts.ID `json:"header"`
	// Schema has the keys of components.schemas.
	Schema map[string][]facts.ID `json:"schema"`
	// OperationID has the values of operationId.
	OperationID map[string][]facts.ID `json:"operation_id"`
	// Tag has the tags that operations use.
	Tag map[string][]facts.ID `json:"tag"`
}
