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
	// Info is the info object of the document; absent when there is none.
	Info *Info `json:"info,omitempty"`
	// Texts are the descriptions, summaries and titles of which there is something to say.
	Texts []Text `json:"texts"`
	// Deprecations are what is deprecated.
	Deprecations []Deprecation `json:"deprecations"`
	// NamedExamples are the entries of maps of examples.
	NamedExamples []NamedExample `json:"named_examples"`
	// ExampleViolations are the examples, defaults and members of enums that do not fit the schema that they belong to.
	ExampleViolations []ExampleViolation `json:"example_violations"`
	// InvalidPatterns are the patterns of schemas that are no regular expressions of ECMA-262.
	InvalidPatterns []InvalidPattern `json:"invalid_patterns"`
	// API is what holds for the API as a whole.
	API API `json:"api"`
	// APIVersions are the places where the API's version stands.
	APIVersions []APIVersion `json:"api_versions"`
	// Scopes are the OAuth scopes that are declared or required, each once for its security scheme.
	Scopes []Scope `json:"scopes"`
	// SecurityURLs are the addresses in security schemes.
	SecurityURLs []SecurityURL `json:"security_urls"`
	// OAuthFlows are the flows of OAuth 2 security schemes.
	OAuthFlows []OAuthFlow `json:"oauth_flows"`
	// ServerVariables are the variables that servers declare.
	ServerVariables []ServerVariable `json:"server_variables"`
	// SensitiveParameters are the names of parameters whose values are sensitive, each once for where it is.
	SensitiveParameters []SensitiveParameter `json:"sensitive_parameters"`
	// CredentialProperties are the properties that hold what gives access.
	CredentialProperties []CredentialProperty `json:"credential_properties"`
	// Statuses are the statuses that responses of operations have, each once for a method and a kind of operation.
	Statuses []Status `json:"statuses"`
	// Collections are the operations that read a collection: a GET whose answer is a list, or an object around one.
	Collections []Collection `json:"collections"`
	// ErrorSchemas are the schemas that the JSON bodies of errors have, those of most responses first.
	ErrorSchemas []ErrorSchema `json:"error_schemas"`
	// ErrorMediaTypes are the media types of JSON that errors have.
	ErrorMediaTypes []ErrorMediaType `json:"error_media_types"`
	// Ineffective is what the specification says is ignored where it stands.
	Ineffective []Ineffective `json:"ineffective"`
	// IdleKeywords are keywords of schemas that have no effect, since they speak of other types than the schema's.
	IdleKeywords []IdleKeyword `json:"idle_keywords"`
	// MisfitFormats are formats that are defined for other types than the schema's.
	MisfitFormats []MisfitFormat `json:"misfit_formats"`
	// EmptyRanges are pairs of bounds that no value is between.
	EmptyRanges []EmptyRange `json:"empty_ranges"`
	// Contradictions are parts of schemas that no value satisfies together.
	Contradictions []Contradiction `json:"contradictions"`
	// EndlessSchemas are schemas that require themselves, so that no finite value satisfies them.
	EndlessSchemas []EndlessSchema `json:"endless_schemas"`
	// UndefinedRequired are names that a schema requires and nothing defines.
	UndefinedRequired []UndefinedRequired `json:"undefined_required"`
	// Enums are the lists of allowed values.
	Enums []Enum `json:"enums"`
	// Patterns are the regular expressions of schemas.
	Patterns []Pattern `json:"patterns"`
	// Compositions are the lists of allOf, anyOf and oneOf.
	Compositions []Composition `json:"compositions"`
	// DiscriminatorAlternatives are the schemas that a discriminator chooses from.
	DiscriminatorAlternatives []DiscriminatorAlternative `json:"discriminator_alternatives"`
	// PropertyTypes are the names that properties of several types share.
	PropertyTypes []PropertyType `json:"property_types"`
	// RareKeywords are the keywords of schemas beyond those that nearly every document uses.
	RareKeywords []RareKeyword `json:"rare_keywords"`
	// Named are the distinct names of each kind, each once at the first of its places.
	Named Named `json:"named"`
	// NameCases are the cases in which names of several words are written, by kind.
	NameCases []NameCase `json:"name_cases"`
	// NameClashes are names beside each other that differ in case and punctuation only: userId and user_id.
	NameClashes []NameClash `json:"name_clashes"`
	// StringEnums are the enums of which most values are made of words.
	StringEnums []StringEnum `json:"string_enums"`
	// Extensions are the fields whose names begin with x-, of all objects.
	Extensions []Extension `json:"extensions"`
	// Remarks are fields that are legal, and yet deprecated or without effect.
	Remarks []Remark `json:"remarks"`
	// ExampleHabits are the mistakes that several examples make in the same way.
	ExampleHabits []ExampleHabit `json:"example_habits"`
	// FormatHabits are the formats that several schemas have with a type that they are not defined for.
	FormatHabits []FormatHabit `json:"format_habits"`
	// Comparison is what the document is compared with; absent when there is no base, or when the change does not touch it.
	Comparison *Comparison `json:"comparison,omitempty"`
	// Changes are the differences between the document and the base's.
	Changes []Change `json:"changes"`
}

// Document is the description as a whole.
type Document struct {
	// At is the key "openapi" or "swagger".
	At facts.ID `json:"at"`
	// File is the document's path.
	File string `json:"file"`
	// Format is "yaml" or "json".
	Format string `json:"format"`
	// OpenAPI is the version of the specification as it is written: "3.0.3", or "2.0" for Swagger.
	OpenAPI string `json:"openapi"`
	// Version is the minor version of the specification: "2.0", "3.0", "3.1" or "3.2". A document of Swagger 2.0 is in the
	// tables as the OpenAPI 3.0 document that says the same; places are where it is written.
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
	// PathOperations is the number of operations of paths.
	PathOperations int `json:"path_operations"`
	// WithoutSecurity is the number of those that have no list of security requirements and inherit none.
	WithoutSecurity int `json:"without_security"`
	// WithoutOperationID is the number of those that have no operationId.
	WithoutOperationID int `json:"without_operation_id"`
}

// Info is the Info Object of the document. See also [Document].
type Info struct {
	// At is the key info.
	At facts.ID `json:"at"`
	// TitleAt is the value of title; absent when there is none.
	TitleAt *facts.ID `json:"title_at,omitempty"`
	// Contact is contact; absent when there is none.
	Contact *Contact `json:"contact,omitempty"`
	// License is license; absent when there is none.
	License *License `json:"license,omitempty"`
	// APIID is x-api-id, by which Zalando's guidelines tell APIs apart.
	APIID string `json:"api_id,omitempty"`
	// APIIDAt is its value; absent when there is none.
	APIIDAt *facts.ID `json:"api_id_at,omitempty"`
	// Audience is x-audience, for whom the API is by Zalando's guidelines.
	Audience string `json:"audience,omitempty"`
	// AudienceAt is its value; absent when there is none.
	AudienceAt *facts.ID `json:"audience_at,omitempty"`
}

// Contact is the Contact Object of the document.
type Contact struct {
	// At is its key.
	At facts.ID `json:"at"`
	// HasName says that name has text.
	HasName bool `json:"has_name,omitempty"`
	// HasURL says that url has text.
	HasURL bool `json:"has_url,omitempty"`
	// HasEmail says that email has text.
	HasEmail bool `json:"has_email,omitempty"`
}

// License is the License Object of the document.
type License struct {
	// At is its key.
	At facts.ID `json:"at"`
	// HasURL says that url has text.
	HasURL bool `json:"has_url,omitempty"`
	// HasIdentifier says that identifier, an SPDX expression (3.1), has text.
	HasIdentifier bool `json:"has_identifier,omitempty"`
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
	// IsFirst says that it is the first of the document's servers, which tools use unless they are told otherwise.
	IsFirst bool `json:"is_first,omitempty"`
	// IsIP says that the host is an IP address that the public network has.
	IsIP bool `json:"is_ip,omitempty"`
	// IsExample says that the host is one that RFC 2606 sets apart for examples: example.com and the like.
	IsExample bool `json:"is_example,omitempty"`
	// Trimmed is the URL without the slashes at its end; absent when there are none, or when the URL is "/".
	Trimmed string `json:"trimmed,omitempty"`
	// Problem says why the URL is not one that paths can be appended to: "it has a query". It is absent when it is one.
	Problem string `json:"problem,omitempty"`
	// Remedy says what to write instead of a URL with a problem.
	Remedy string `json:"remedy,omitempty"`
	// TakesHost says that the host is a variable, or has one in it: everybody runs a server of their own.
	TakesHost bool `json:"takes_host,omitempty"`
	// BasePath is the path of DefaultURL without slashes at its end: "/v1". It is absent when a variable in it has no default.
	BasePath *string `json:"base_path,omitempty"`
	// OtherBasePath is the base path of the first server of the document, when that of this one, which is the document's too, differs.
	OtherBasePath *string `json:"other_base_path,omitempty"`
	// NamesEnvironment says that the description, the name or the host tells what the server is for: production, a sandbox,
	// a test, the same machine.
	NamesEnvironment bool `json:"names_environment,omitempty"`
	// NamesAudience says that x-internal or x-audience tells who may call the server.
	NamesAudience bool `json:"names_audience,omitempty"`
	// BeginsWithAPI says that the first segment of the URL's path is "api", in any case.
	BeginsWithAPI bool `json:"begins_with_api,omitempty"`
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
	// Suggestion is the declared tag that is most likely meant by one that is not declared; absent when none is like it.
	Suggestion string `json:"suggestion,omitempty"`
	// IsChapter says that the tag needs no operations: it is the parent of another (3.2), or x-traitTag says that it is a page of text.
	IsChapter bool `json:"is_chapter,omitempty"`
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
	// IsItem says that the path ends in a segment that is a parameter: /users/{id}.
	IsItem bool `json:"is_item,omitempty"`
	// SingleSlashes is the path without its empty segments; absent when there are none. Slashes at its end are none.
	SingleSlashes string `json:"single_slashes,omitempty"`
	// WithoutQuery is the path before its question mark or hash, which begin the query and the fragment of a URL; absent when it has
	// none.
	WithoutQuery string `json:"without_query,omitempty"`
	// Extension is the extension of the last segment, when it is one that files and programs have: "json" in /users.json or
	// /users/{id}.json.
	Extension string `json:"extension,omitempty"`
	// FileName is the last segment, when it has an extension.
	FileName string `json:"file_name,omitempty"`
	// PartialParameter is the first segment in which a parameter is not alone: "{id}.json", "{lat},{lon}". A custom method after a
	// colon may stand beside it.
	PartialParameter string `json:"partial_parameter,omitempty"`
	// SubResources is the number of levels below the first parameter: one in /users/{id}/orders, two in
	// /users/{id}/orders/{id}/lines. Literal segments side by side are one level.
	SubResources int `json:"sub_resources"`
	// ConsecutiveParameters are the first two parameters that follow each other without a name between them: "{year}/{month}".
	ConsecutiveParameters string `json:"consecutive_parameters,omitempty"`
	// IsEmpty says that the path item has no operation, nor what it refers to.
	IsEmpty bool `json:"is_empty,omitempty"`
	// RepeatedParameters are the path parameters that each of several operations declares for itself, and the path item does not.
	RepeatedParameters []string `json:"repeated_parameters,omitempty"`
	// Ambiguous is another path with an operation of the same method, where a URL matches both and neither is more specific: each
	// has a literal segment where the other has a parameter. Of two paths the one that has the literal first tells of the other.
	Ambiguous *Rival `json:"ambiguous,omitempty"`
	// IsFirstBelowAPI says that the path begins with /api/ and is the first one that does, in alphabetical order.
	IsFirstBelowAPI bool `json:"is_first_below_api,omitempty"`
	// IsReferred says that a reference or a link leads to the path by its name, or into it.
	IsReferred bool `json:"is_referred,omitempty"`
	// IsTrimmedTaken says that Trimmed or SingleSlashes, with any names of its parameters, is another path of the document.
	IsTrimmedTaken bool `json:"is_trimmed_taken,omitempty"`
}

// Rival is a path that takes the same URLs as another one.
type Rival struct {
	// At is its key.
	At facts.ID `json:"at"`
	// Path is its template.
	Path string `json:"path"`
	// Example is a URL that matches both.
	Example string `json:"example"`
}

// SegmentCase is a case in which path segments of several words are written; those below /.well-known are not counted, since their
// names are registered.
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
	// InCase spells the first of these segments in other cases, as [PathSegment.InCase].
	InCase map[string]string `json:"in_case,omitempty"`
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
	// InCase spells the name in kebab-case, snake_case and camelCase, by these names; there is no entry for a case that it is written
	// in, and none for dates and for what stands below /.well-known, whose names are registered.
	InCase map[string]string `json:"in_case,omitempty"`
	// IsCollection says that the segment names a collection: one parameter follows it somewhere, which picks an item, or it ends a
	// path whose GET answers with an array.
	IsCollection bool `json:"is_collection,omitempty"`
	// Plural is the name of a collection with its last word in the plural, when it is in the singular. It is absent for what has no plural
	// (status, config), adjectives (/orders/recent), verbs, and what picks from a collection by an attribute (/users/email/{email}).
	Plural string `json:"plural,omitempty"`
	// CollectionPath is the first path that shows the segment to be a collection; there when Plural is.
	CollectionPath string `json:"collection_path,omitempty"`
	// CollectionAt is the segment in that path.
	CollectionAt *facts.ID `json:"collection_at,omitempty"`
	// EachAt is the segment in each of its paths. It is empty for more than 100 of them, and where a reference or a link leads to one of
	// the paths by its name.
	EachAt []facts.ID `json:"each_at,omitempty"`
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
	// Summary is summary, without the white space around it.
	Summary string `json:"summary,omitempty"`
	// SummaryAt is the value of summary; absent when there is none.
	SummaryAt *facts.ID `json:"summary_at,omitempty"`
	// PathHasText says that the path item has a summary or a description, which is meant for all of its operations.
	PathHasText bool `json:"path_has_text,omitempty"`
	// SecurityAt is the operation's key security; absent when it has none.
	SecurityAt *facts.ID `json:"security_at,omitempty"`
	// IsSignIn says that the path names a step by which callers get in or out, and so cannot be in yet: a login, a token, a
	// registration, a forgotten password.
	IsSignIn bool `json:"is_sign_in,omitempty"`
	// IsHealth says that the operation tells whether the service runs, by its path: GET /health, /readyz, /v1/status, /ping.
	IsHealth bool `json:"is_health,omitempty"`
	// SharesSecurity is the first operation of an ordinary path that has the same security requirements as this one of an
	// administrator's path. Of the operations with the same requirements, only the first has it.
	SharesSecurity string `json:"shares_security,omitempty"`
	// DocumentsTooManyRequests says that there is a response for 429, or for 4XX.
	DocumentsTooManyRequests bool `json:"documents_too_many_requests,omitempty"`
	// DocumentsUnavailable says that there is a response for 503, or for 5XX.
	DocumentsUnavailable bool `json:"documents_unavailable,omitempty"`
	// HasRateLimitHeaders says that a response for success or for 429 says how many requests are left: RateLimit,
	// RateLimit-*, X-RateLimit-*, X-Rate-Limit-*.
	HasRateLimitHeaders bool `json:"has_rate_limit_headers,omitempty"`
	// HasTraceHeader says that a header of the request or of a response identifies the request: traceparent, X-Request-ID,
	// X-Correlation-ID, X-Flow-ID and the like.
	HasTraceHeader bool `json:"has_trace_header,omitempty"`
	// HasFlowID says that X-Flow-ID is a header parameter.
	HasFlowID bool `json:"has_flow_id,omitempty"`
	// HasSunset says that the operation tells when it goes: a response has the header Sunset or Deprecation, or the operation
	// has x-sunset.
	HasSunset bool `json:"has_sunset,omitempty"`
	// IsItem says that the path ends in a segment that is a parameter: /users/{id}.
	IsItem bool `json:"is_item,omitempty"`
	// IsCollection says that the path is a collection: another path adds a parameter to it, or a GET on it answers with a list.
	IsCollection bool `json:"is_collection,omitempty"`
	// Returns is the name of the schema of the JSON that a success returns; absent when it has no name.
	Returns string `json:"returns,omitempty"`
	// ItemReturns is what a GET of the item returns that the operation creates (POST on a collection) or changes (PUT and PATCH on
	// an item), as in Returns.
	ItemReturns string `json:"item_returns,omitempty"`
	// IsReadable says that what a POST creates can be read: by a GET of its path, or of the path with a parameter after it.
	IsReadable bool `json:"is_readable,omitempty"`
	// HasETag says that a GET or HEAD of the same path answers with an ETag, in a header or in the object itself.
	HasETag bool `json:"has_etag,omitempty"`
	// Preconditions are the header parameters that make the request conditional (RFC 9110, 13.1): "If-Match".
	Preconditions []string `json:"preconditions,omitempty"`
	// NeedsScope says that a caller must have a scope or role: every alternative of the security names one.
	NeedsScope bool `json:"needs_scope,omitempty"`
	// IDVerb is the first word of the operationId in lower case, or of what follows its last slash, dot or colon: "list" in
	// listUsers and users/list.
	IDVerb string `json:"id_verb,omitempty"`
	// ChangeWord is the verb that the operationId or the last segment of the path begins with, when it says that something is
	// changed (create, update, delete …) and the method is GET, HEAD, OPTIONS or TRACE, which must not.
	ChangeWord string `json:"change_word,omitempty"`
	// RepeatedInBody are the names of path and query parameters that properties of the JSON request body have as well;
	// properties that are readOnly aside.
	RepeatedInBody []string `json:"repeated_in_body,omitempty"`
	// Extensions are the names of its fields that begin with x-, in alphabetical order.
	Extensions []string `json:"extensions,omitempty"`
	// IsQuestion says that it is a POST whose path ends in a word for asking, such as search, list or validate, and so changes nothing.
	IsQuestion bool `json:"is_question,omitempty"`
	// HoldsItems says that the path ends in a parameter and goes on with another one at once, so that it is a collection in a part
	// of the API: /workflows/{namespace} beside /workflows/{namespace}/{name}.
	HoldsItems bool `json:"holds_items,omitempty"`
	// ProposedID is an operationId for an operation of a path that has none, from its method and path, in the case of the others of the
	// document: "listUsers", "getUser". No operation has it, nor is it proposed for another one. It is absent where nothing good can be made of the path.
	ProposedID string `json:"proposed_id,omitempty"`
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
	// Schema is the name of the schema of its JSON; absent when it has no name.
	Schema string `json:"schema,omitempty"`
	// RequiresProperties says that its schema requires properties that a client sends, so that no request is right without a body.
	RequiresProperties bool `json:"requires_properties,omitempty"`
}

// OperationResponse is the response of one operation for one status, references followed.
type OperationResponse struct {
	// At is the status, a key of the operation's responses.
	At facts.ID `json:"at"`
	// MediaTypes are the media types in alphabetical order; empty when there is no content.
	MediaTypes []string `json:"media_types"`
	// Headers are the headers' names in lower case and alphabetical order.
	Headers []string `json:"headers"`
	// Shape is the type of its JSON: "object", "array", …; absent when it is not known.
	Shape string `json:"shape,omitempty"`
	// Schema is the name of the schema of its JSON; absent when it has no name.
	Schema string `json:"schema,omitempty"`
	// IsUnknown says that its reference leads nowhere.
	IsUnknown bool `json:"is_unknown,omitempty"`
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
	// IsLimit says that the parameter tells how many elements a page of a collection has at most.
	IsLimit bool `json:"is_limit,omitempty"`
	// LimitMaximum is the greatest limit that its schema allows.
	LimitMaximum *int `json:"limit_maximum,omitempty"`
	// LimitDefault is the default of a limit.
	LimitDefault *int `json:"limit_default,omitempty"`
	// AllowsEmpty is allowEmptyValue.
	AllowsEmpty bool `json:"allows_empty,omitempty"`
	// IsArray says that its schema is of type array, references followed.
	IsArray bool `json:"is_array,omitempty"`
	// HasSerialization says that both style and explode are written down.
	HasSerialization bool `json:"has_serialization,omitempty"`
	// Label names the parameter for people: `query parameter "limit" of GET /users`. One of the components is not called by who uses it.
	Label string `json:"label"`
	// HasExample says that readers see what a value looks like: by an example, or by what [Property.HasExample] tells of its schema.
	HasExample bool `json:"has_example,omitempty"`
	// ShowsValues says that readers see what values there are: by an example, an enum, a pattern, or values in the description,
	// which stand in code, in quotes, with commas or colons between them or in a list, or a link that leads to them.
	ShowsValues bool `json:"shows_values,omitempty"`
	// SchemaIsDescribed says that its schema has a description, as in [Property.HasDescription].
	SchemaIsDescribed bool `json:"schema_is_described,omitempty"`
	// Type is the type of its schema as in [Schema.Type], references followed.
	Type string `json:"type,omitempty"`
	// HasDefault says that its schema has a default, references followed.
	HasDefault bool `json:"has_default,omitempty"`
	// Snake is the name in snake_case: "user_id" for userId.
	Snake string `json:"snake"`
	// LastWord is the last word of the name in lower case: "id" for userId.
	LastWord string `json:"last_word"`
	// UnsafeValue is the first of the values in its enum, default and examples that does not fit into a path unchanged, because
	// it has characters that a URL must encode; only of path parameters that are strings.
	UnsafeValue string `json:"unsafe_value,omitempty"`

	isBoolean bool
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
	// Label names the body for people: "the request body of POST /users", or `request body "User"`.
	Label string `json:"label"`
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
	// Label names the response for people: "the 404 response of GET /users", or `response "NotFound"`.
	Label string `json:"label"`
	// DescriptionIsBlank says that there is a description without text, and no summary in its stead.
	DescriptionIsBlank bool `json:"description_is_blank,omitempty"`
	// RetryStatus is "429" or "503" when the response stands under it, here or in an operation that refers to it.
	RetryStatus string `json:"retry_status,omitempty"`
	// TellsWhenToRetry says that a header tells when to call again: Retry-After, or one of the rate limit's reset.
	TellsWhenToRetry bool `json:"tells_when_to_retry,omitempty"`
	// Statuses are the statuses that it stands for in operations.
	Statuses []string `json:"statuses,omitempty"`
	// IsSuccess says that it stands for a 2xx status.
	IsSuccess bool `json:"is_success,omitempty"`
	// IsError says that it stands for a 4xx or 5xx status, or is the default beside a success.
	IsError bool `json:"is_error,omitempty"`
	// IsJSON says that its content has a media type of JSON.
	IsJSON bool `json:"is_json,omitempty"`
	// IsProblem says that its content has problem details by their media type (RFC 9457).
	IsProblem bool `json:"is_problem,omitempty"`
	// IsUnknown says that a reference in the place of its content leads nowhere.
	IsUnknown bool `json:"is_unknown,omitempty"`
	// HasErrorBody says that it stands for success and has a body that errors have: a schema for errors by its name and
	// by its other uses, or one with a flag of success that can only be false.
	HasErrorBody bool `json:"has_error_body,omitempty"`
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
	// Label names the header for people: `header "ETag" of the 200 response of GET /users`.
	Label string `json:"label"`
	// SchemaIsDescribed says that its schema has a description, as in [Property.HasDescription].
	SchemaIsDescribed bool `json:"schema_is_described,omitempty"`
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
	// Class says what it is for: "request", "success" or "error"; absent when it is for neither or not used.
	Class string `json:"class,omitempty"`
	// IsJSON says that it is a media type of JSON: application/json, or one that ends in +json.
	IsJSON bool `json:"is_json,omitempty"`
	// Shape is the type of what its schema describes: "object", "array", …; absent when it is not known.
	Shape string `json:"shape,omitempty"`
	// IsOpaque says that its schema allows any object or any value and says nothing of it: no properties, no other type, no
	// composition, no schema for additional properties.
	IsOpaque bool `json:"is_opaque,omitempty"`
	// Label names the object that has the media type for people: "the 200 response of GET /users", "the request body of POST /users".
	Label string `json:"label"`
	// Carries is "request" for a request body and "success" for a response that some operation has with a status of 2xx; absent
	// for others.
	Carries string `json:"carries,omitempty"`
	// ShowsExample says that readers see what a body looks like: by an example, or by what [Property.HasExample] tells of its schema.
	ShowsExample bool `json:"shows_example,omitempty"`
	// ExampleAt is where an example would serve most readers: the component that the schema refers to or lists, or else the media
	// type; absent when there is one.
	ExampleAt *facts.ID `json:"example_at,omitempty"`
	// ExampleOf names for people what stands there: `schema "User"`.
	ExampleOf string `json:"example_of,omitempty"`
	// LackingAt is the first property, by name, of those that have no example either; empty when there is an example, or no property.
	LackingAt []facts.ID `json:"lacking_at"`
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
	// HasItems says that there is a schema for items: items, or in OpenAPI 3.1 prefixItems, contains or unevaluatedItems.
	HasItems bool `json:"has_items,omitempty"`
	// IsComposed says that there is allOf, anyOf or oneOf, or from OpenAPI 3.1 on a $ref with other keywords beside it.
	IsComposed bool `json:"is_composed,omitempty"`
	// HasMaxLength says that strings have a greatest length.
	HasMaxLength bool `json:"has_max_length,omitempty"`
	// HasMaxItems says that arrays have a greatest length.
	HasMaxItems bool `json:"has_max_items,omitempty"`
	// Operations is the number of operations that use the component; 0 for a schema that is no component.
	Operations int `json:"operations"`
	// DescribesNoProperty says that there are properties, and that [Property.HasDescription] holds for none.
	DescribesNoProperty bool `json:"describes_no_property,omitempty"`
	// Label names the schema for people: "User", "User.address", "User.tags[]", "the 200 response of GET /users".
	Label string `json:"label"`
	// Within is what the schema is to what it stands in: "component", "property", "items", "additional_properties", "all_of",
	// "any_of", "one_of", "not", "media_type", "parameter" or "header"; absent in rarer places.
	Within string `json:"within,omitempty"`
	// Type is the one type that values have, null aside: written, or following from properties, items, the values of enum and
	// const, or a part of allOf. It is absent when there are several, or when it cannot be told.
	Type string `json:"type,omitempty"`
	// SeveralTypes are the types, null aside, as one text, when there is more than one: "string, integer".
	SeveralTypes string `json:"several_types,omitempty"`
	// SaysType says that the types are written or follow from what is, or that the schema says nothing at all, which is how
	// any value is allowed.
	SaysType bool `json:"says_type,omitempty"`
	// IsBounded says that values of the type have a greatest size: by an enum or const; strings by maxLength, a pattern without
	// repetition or a format of fixed length; numbers by minimum and maximum, and integers by the size in their format; arrays by
	// maxItems. Of other types nothing is asked, nor where only parts or alternatives say what the type is.
	IsBounded bool `json:"is_bounded,omitempty"`
	// IsRestricted says that there is a format, a pattern other than one such as .* that matches everything, an enum or a const, or that only parts or alternatives say what the type is.
	IsRestricted bool `json:"is_restricted,omitempty"`
	// IsReadOnly is readOnly.
	IsReadOnly bool `json:"is_read_only,omitempty"`
	// IsWriteOnly is writeOnly.
	IsWriteOnly bool `json:"is_write_only,omitempty"`
	// InRequest says that clients send it: by what operations refer to, however deep, properties that are readOnly excepted.
	InRequest bool `json:"in_request,omitempty"`
	// InResponse says that the API sends it, in responses or in the requests of callbacks and webhooks, properties that are
	// writeOnly excepted.
	InResponse bool `json:"in_response,omitempty"`
	// Additional is what holds for properties that are not named: "closed" (none is allowed), "open" (true), "untyped" (a schema
	// that says nothing), "typed"; absent when nothing is said. An unevaluatedProperties counts when there is no additionalProperties.
	Additional string `json:"additional,omitempty"`
	// Properties is the number of its properties.
	Properties int `json:"properties,omitempty"`
	// IsExtended says that another schema has it in its allOf by reference.
	IsExtended bool `json:"is_extended,omitempty"`
	// ItemsType is the type of an array's items, references followed.
	ItemsType string `json:"items_type,omitempty"`
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
	// Format is the format of its schema, references followed, also those that an allOf is wrapped around.
	Format string `json:"format,omitempty"`
	// HasDescription says that readers learn what it is about: by a description, here or in the schema that it refers to, extends,
	// chooses from or lists.
	HasDescription bool `json:"has_description,omitempty"`
	// SiblingsAreDescribed says that some property of the same schema has a description.
	SiblingsAreDescribed bool `json:"siblings_are_described,omitempty"`
	// HasExample says that readers see what a value looks like: by an example, default, const or enum, by being a boolean or of
	// a format with one spelling such as date-time, or by examples of all that it is made of.
	HasExample bool `json:"has_example,omitempty"`
	// Label names the property for people: "User.email", "email of the 200 response of GET /users".
	Label string `json:"label"`
	// Type is the type as in [Schema.Type], references followed.
	Type string `json:"type,omitempty"`
	// Snake is the name in snake_case: "created_at" for createdAt.
	Snake string `json:"snake"`
	// LastWord is the last word of the name in lower case: "at" for createdAt.
	LastWord string `json:"last_word"`
	// IsReference says that the property's schema is a reference.
	IsReference bool `json:"is_reference,omitempty"`
	// IsNullable says that null is allowed in the way of the document's version.
	IsNullable bool `json:"is_nullable,omitempty"`
	// IsReadOnly is readOnly, references followed.
	IsReadOnly bool `json:"is_read_only,omitempty"`
	// IsWriteOnly is writeOnly, references followed.
	IsWriteOnly bool `json:"is_write_only,omitempty"`
	// HasDefault says that there is a default, references followed.
	HasDefault bool `json:"has_default,omitempty"`
	// HasEnum says that there is an enum or a const, references followed.
	HasEnum bool `json:"has_enum,omitempty"`
	// IsRestricted says that there is a format, a pattern, an enum or a const, references followed.
	IsRestricted bool `json:"is_restricted,omitempty"`
	// HasCurrency says that a property beside it is named for a currency.
	HasCurrency bool `json:"has_currency,omitempty"`
	// InRequest says that clients send it.
	InRequest bool `json:"in_request,omitempty"`
	// InResponse says that the API sends it.
	InResponse bool `json:"in_response,omitempty"`
	// InJSON says that it is a part of a JSON body.
	InJSON bool `json:"in_json,omitempty"`
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
	// BearerFormat is bearerFormat.
	BearerFormat string `json:"bearer_format,omitempty"`
	// IsJWT says that bearerFormat or the description speaks of JSON Web Tokens.
	IsJWT bool `json:"is_jwt,omitempty"`
	// MentionsRFC8725 says that the description names RFC 8725, the best practices for JSON Web Tokens.
	MentionsRFC8725 bool `json:"mentions_rfc8725,omitempty"`
	// IsUnregistered says that IANA's registry of HTTP authentication schemes does not have the scheme.
	IsUnregistered bool `json:"is_unregistered,omitempty"`
	// AsksForScopes says that a requirement names a scope of the scheme.
	AsksForScopes bool `json:"asks_for_scopes,omitempty"`
	// GuardsWrites says that an operation that changes something requires it: POST, PUT, PATCH or DELETE.
	GuardsWrites bool `json:"guards_writes,omitempty"`
	// ParameterName is the name of the header, query parameter or cookie that has an API key.
	ParameterName string `json:"parameter_name,omitempty"`
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
	// SchemeType is the type of the scheme, as in [SecurityScheme.Type]; absent when it is not known.
	SchemeType string `json:"scheme_type,omitempty"`
	// Where names the operation for people: "POST /orders"; "the document" when it requires it of all operations.
	Where string `json:"where,omitempty"`
	// Writes says that it holds for an operation that changes something: POST, PUT, PATCH or DELETE.
	Writes bool `json:"writes,omitempty"`
}

// Component is an entry of the components object.
type Component struct {
	// At is its key.
	At facts.ID `json:"at"`
	// Section is the key of its map in OpenAPI 3, whichever the version: "schemas".
	Section string `json:"section"`
	// Label is what one entry of the section is called in the document's version: "schema", or "definition" in Swagger 2.0.
	Label string `json:"label"`
	// Name is its key.
	Name string `json:"name"`
	// IsUsed says that a path, a webhook, an extension or a file outside of the document leads to it: by reference, a
	// discriminator, or the name of a security scheme. What only unused components refer to is not used.
	IsUsed bool `json:"is_used"`
	// Operations is the number of operations that use it.
	Operations int `json:"operations"`
	// UnusedWith is the name of another unused component, from which references lead to this one: who removes or uses that one
	// decides about this one, too. Absent when it is used, and when nothing unused leads to it.
	UnusedWith string `json:"unused_with,omitempty"`
	// IsInCircle says that other unused components refer to it and it to them, and that the others have it as UnusedWith.
	IsInCircle bool `json:"is_in_circle,omitempty"`
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
	// Ignored are those of them that the specification of the document's version tells readers to ignore: all in a Reference
	// Object of 2.0 and 3.0, all but summary and description in one of 3.1. Schemas of 3.1 and path items have none.
	Ignored []string `json:"ignored,omitempty"`
}

// Violation is a place where the document breaks the OpenAPI specification of its version.
type Violation struct {
	// At is the key or value at fault; for what is missing, the key of the object that lacks it.
	At facts.ID `json:"at"`
	// Kind is one of:
	//
	//   - unknown-field: no version of the specification has the field in this object
	//   - missing-field: the object lacks a field that it must have
	//   - wrong-type: the value has another JSON type than the field
	//   - wrong-value: the value, or the key, is not one that is allowed there
	//   - wrong-version: the field or value belongs to another version
	//   - conflict: two fields or objects exclude each other
	//   - path-template: the braces of a path are wrong
	//   - path-parameter: a path and its declared parameters differ
	//   - duplicate-path, duplicate-parameter, duplicate-tag: the same is declared twice
	//   - broken-reference: a reference leads nowhere, or back to itself
	//   - remote-reference: a reference leads to the network, which bdma does not ask
	//   - reference-kind: a reference leads to an object of another kind
	//   - undefined-scheme: a security requirement names no security scheme
	//   - scopes: security requirements name scopes for a scheme that has none in this version
	//   - link-target: a link leads to no operation
	//   - encoding: an encoding is for no property of its schema
	//   - url: an address is not well formed
	//   - form-data: a Swagger 2.0 operation sends a form or a file in a way that cannot be
	//   - tag-parent: the parent of a tag is not declared, or is its descendant
	//   - server-variable: a variable in the URL of a server is not defined
	Kind string `json:"kind"`
	// Problem says what is wrong.
	Problem string `json:"problem"`
	// Hint says how to mend it.
	Hint string `json:"hint"`
	// Text is the scalar at fault as it is written, where a string belongs and it only lacks its quotes; absent otherwise.
	Text string `json:"text,omitempty"`
	// Bare is the string at fault without its quotes, where a number or a boolean belongs and this would be one; absent otherwise.
	Bare string `json:"bare,omitempty"`
	// RequiredAt is the key required of a parameter that must be required and says that it is not.
	RequiredAt *facts.ID `json:"required_at,omitempty"`
	// InAt is the key in of a parameter that must be required and does not say so.
	InAt *facts.ID `json:"in_at,omitempty"`
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
	// MediaType has the media types of request bodies, responses, parameters and headers.
	MediaType map[string][]facts.ID `json:"media_type"`
}

// Status is a status that responses of operations with one method have.
type Status struct {
	// Status is the key of the response: "200", "4XX" or "default".
	Status string `json:"status"`
	// Method is the method in lower case.
	Method string `json:"method"`
	// Class is the first character of the status: "2"; "d" for default.
	Class string `json:"class"`
	// IsRegistered says that the status is in the registry of IANA. Ranges and default count as registered.
	IsRegistered bool `json:"is_registered"`
	// Kind is the kind of these operations: "path", "webhook" or "callback".
	Kind string `json:"kind"`
	// Uses are the places where operations have it, by operation.
	Uses []StatusUse `json:"uses"`
}

// StatusUse is a status of one operation.
type StatusUse struct {
	// At is the status, a key of the operation's responses.
	At facts.ID `json:"at"`
	// Operation names the operation for people: "GET /users".
	Operation string `json:"operation"`
}

// Collection is an operation that reads a collection.
type Collection struct {
	// At is the operation's method.
	At facts.ID `json:"at"`
	// Operation names the operation for people: "GET /users".
	Operation string `json:"operation"`
	// Style is "array" when the answer is a list, and "envelope" when it is an object around one.
	Style string `json:"style"`
	// Items is the property of the envelope that has the elements.
	Items string `json:"items,omitempty"`
	// Pagination is how query parameters choose a page, by their names: "cursor", "page" or "offset"; absent when none does.
	// A page or offset that is a string is a cursor.
	Pagination string `json:"pagination,omitempty"`
	// UsualPagination is the way that most collections of the API are paged; empty when none is.
	UsualPagination string `json:"usual_pagination"`
	// HasLimit says that a query parameter says how many elements a page has.
	HasLimit bool `json:"has_limit,omitempty"`
	// HasNext says that the answer leads to the next page: by a property of the envelope, or by the Link header.
	HasNext bool `json:"has_next,omitempty"`
	// IsBounded says that the list has maxItems.
	IsBounded bool `json:"is_bounded,omitempty"`
	// Total is the property that tells how many elements or pages there are in all.
	Total string `json:"total,omitempty"`
	// TotalAt is the key of that property.
	TotalAt *facts.ID `json:"total_at,omitempty"`
}

// ErrorSchema is a schema that the JSON bodies of errors have.
type ErrorSchema struct {
	// At is its key.
	At facts.ID `json:"at"`
	// Label names it for people: 'the schema "Error"', or "the body of 404 of GET /users".
	Label string `json:"label"`
	// Shape is its type: "object", "string", …; absent when it is not known.
	Shape string `json:"shape,omitempty"`
	// Properties are the names of its first properties, for people: "code, message"; empty when it has none.
	Properties string `json:"properties"`
	// Responses is the number of error responses that have it, counted for each operation.
	Responses int `json:"responses"`
	// Usual names what most errors have, for people: 'the schema "Error"', or "the properties code, message".
	Usual string `json:"usual"`
	// IsMajority says that more than half of all errors have these properties.
	IsMajority bool `json:"is_majority"`
	// Fits says that it has all properties of the usual one, or some of them and no other.
	Fits bool `json:"fits"`
	// IsProblem says that it has the members of problem details (RFC 9457).
	IsProblem bool `json:"is_problem"`
	// IsOAuth says that it is the error that RFC 6749, 5.2, prescribes for OAuth: error and error_description.
	IsOAuth bool `json:"is_oauth,omitempty"`
}

// ErrorMediaType is a media type of JSON that errors have. A response with problem details counts as that alone.
type ErrorMediaType struct {
	// At is the first response that has it.
	At facts.ID `json:"at"`
	// Name is the media type in lower case, without parameters.
	Name string `json:"name"`
	// Label names that response for people.
	Label string `json:"label"`
	// Responses is the number of error responses that have it, counted for each operation.
	Responses int `json:"responses"`
	// IsMajority says that more than half of all errors have it.
	IsMajority bool `json:"is_majority"`
}

// Ineffective is something that the specification says is ignored where it stands.
type Ineffective struct {
	// At is what is ignored.
	At facts.ID `json:"at"`
	// Kind is "header-parameter" for a parameter named Accept, Content-Type or Authorization, "response-header" for the header
	// Content-Type, "parameter" for a keyword of a parameter, and "encoding" for the encoding of what is no form.
	Kind string `json:"kind"`
	// Name is the name of the parameter, the header or the media type.
	Name string `json:"name"`
	// Keyword is the keyword that is ignored.
	Keyword string `json:"keyword,omitempty"`
	// Where says in which place it has no effect: "a parameter in path".
	Where string `json:"where,omitempty"`
	// KeywordAt is the key of the keyword; absent when there is none.
	KeywordAt *facts.ID `json:"keyword_at,omitempty"`
}

// Named are the distinct names of a document by what they name, in alphabetical order.
type Named struct {
	// Property are the names of schema properties.
	Property []Name `json:"property"`
	// Query are the names of query parameters.
	Query []Name `json:"query"`
	// Path are the names of path parameters.
	Path []Name `json:"path"`
	// Cookie are the names of cookies.
	Cookie []Name `json:"cookie"`
	// Header are the names of headers, of requests and responses.
	Header []Name `json:"header"`
	// Schema are the keys of components.schemas.
	Schema []Name `json:"schema"`
	// OperationID are the values of operationId.
	OperationID []Name `json:"operation_id"`
	// Tag are the tags, declared or used.
	Tag []Name `json:"tag"`
	// Boolean are the names of properties and parameters that are booleans. They are listed above as well, and so are those below.
	Boolean []Name `json:"boolean"`
	// Array are the names of properties that are arrays.
	Array []Name `json:"array"`
	// DateTime are the names of properties that are strings of the format date or date-time.
	DateTime []Name `json:"date_time"`
}

// Name is a distinct name.
type Name struct {
	// At is the first of its places, by pointer and file.
	At facts.ID `json:"at"`
	// Name is as it is written.
	Name string `json:"name"`
	// Places is the number of its places.
	Places int `json:"places"`
	// Case is the case of a name of several words: "snake_case", "kebab-case", "camelCase", "PascalCase", "UPPER_SNAKE_CASE", or
	// "mixed". It is absent for a name of one word. A header's may be "Header-Case", and it has one if it is of one word.
	Case string `json:"case,omitempty"`
	// InCase spells the name in each case in which it is not written, by the names of [Name.Case]; for headers, by "Header-Case" only.
	// A case that the name is written in has no entry: "user" has one for PascalCase, and none for snake_case and camelCase. Acronyms
	// may be in capitals (userID is camelCase), signs before a name and what parts it by a syntax (filter[created.after]) are kept,
	// and what is no name, such as a URL, or a property that is a currency, a locale or a header, has no entries.
	InCase map[string]string `json:"in_case,omitempty"`
	// Words are the words of the name in lower case; of booleans, arrays and dates only.
	Words []string `json:"words,omitempty"`
	// IsProtocol says that a protocol gives the property or parameter its name: OAuth 2.0, OpenID Connect or SAML 2.0.
	IsProtocol bool `json:"is_protocol,omitempty"`
	// Plural is the name of an array with its last word in the plural; absent when it is, or has none.
	Plural string `json:"plural,omitempty"`
}

// NameCase is a case in which names of several words of one kind are written.
type NameCase struct {
	// At is the first of these names, in alphabetical order.
	At facts.ID `json:"at"`
	// Kind is that of the names, a column of [Named], or "enum" for the values of enums, where each enum counts as one.
	Kind string `json:"kind"`
	// Case is the name of the case, as in [Name.Case].
	Case string `json:"case"`
	// Name is the first of these names.
	Name string `json:"name"`
	// Names is the number of distinct names in this case.
	Names int `json:"names"`
	// Percent is their share in all names of several words of the kind, rounded down.
	Percent int `json:"percent"`
	// Top is the most common case of the kind; the first in alphabetical order when there are several.
	Top string `json:"top"`
}

// NameClash is a name that differs from another one beside it in case and punctuation only.
type NameClash struct {
	// At is the later of the two names in alphabetical order.
	At facts.ID `json:"at"`
	// Kind is "property" for the properties of one schema, or what an entry of the section of components is called: "schema".
	Kind string `json:"kind"`
	// Name is the name at [NameClash.At].
	Name string `json:"name"`
	// Other is the other name.
	Other string `json:"other"`
	// OtherAt is where that stands.
	OtherAt facts.ID `json:"other_at"`
	// Schema is the component that the properties belong to; absent for others.
	Schema string `json:"schema,omitempty"`
}

// StringEnum is an enum of which most values are made of words. Values with digits, sentences, and codes such as EUR or en-US are
// no words.
type StringEnum struct {
	// At is the list of values.
	At facts.ID `json:"at"`
	// Name is the first value that is made of words.
	Name string `json:"name"`
	// Case is the case of its values of several words, as in [Name.Case], "mixed" when they differ; UPPER_SNAKE_CASE also when all
	// values are single words in capitals. It is absent when the values do not tell.
	Case string `json:"case,omitempty"`
	// Top is the case that most of its values of several words are in; of a mixed enum only.
	Top string `json:"top,omitempty"`
	// Odd has, for each case, the first value that is not written in it, by the names of [Name.Case].
	Odd map[string]OddValue `json:"odd"`

	names []string
}

// OddValue is a value of an enum that is not written in a case.
type OddValue struct {
	// Value is the value.
	Value string `json:"value"`
	// Instead is the value in that case.
	Instead string `json:"instead"`
}
