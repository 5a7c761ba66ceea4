package openapi

import "github.com/bdma-dev/bdma/internal/facts"

// API is what holds for the API as a whole: what at least one of its operations of paths does, and how it is versioned. A
// rule about a habit that an API does not have anywhere reports it once, and not at every operation.
type API struct {
	// VersionAt is the value of info.version; absent when there is none.
	VersionAt *facts.ID `json:"version_at,omitempty"`
	// SecurityAt is the document's key security; absent when there is none.
	SecurityAt *facts.ID `json:"security_at,omitempty"`
	// VersionPlaces are the places of [APIVersion.Place] where the API's version stands, in alphabetical order.
	VersionPlaces []string `json:"version_places"`
	// SharedPrefix is what all paths begin with and what says nothing of a resource: "/api/v1". It is absent when there are
	// fewer than two paths.
	SharedPrefix string `json:"shared_prefix,omitempty"`
	// PathOperations is the number of operations of paths.
	PathOperations int `json:"path_operations"`
	// TooManyRequests tells how many operations of paths document 429: see [Operation.DocumentsTooManyRequests]. It is "none", "some"
	// when it is fewer than half of them, and "most". Health checks are not counted; the column is absent when there is nothing
	// to count. So it is for the next ones.
	TooManyRequests string `json:"too_many_requests,omitempty"`
	// Unavailable tells it of 503: see [Operation.DocumentsUnavailable].
	Unavailable string `json:"unavailable,omitempty"`
	// RateLimitHeaders tells it of [Operation.HasRateLimitHeaders].
	RateLimitHeaders string `json:"rate_limit_headers,omitempty"`
	// TraceHeader tells it of [Operation.HasTraceHeader].
	TraceHeader string `json:"trace_header,omitempty"`
	// FlowID tells it of [Operation.HasFlowID].
	FlowID string `json:"flow_id,omitempty"`
	// Sunset tells how many of the deprecated operations of paths have [Operation.HasSunset]: "none", "some", "most".
	Sunset string `json:"sunset,omitempty"`
	// RetryTime tells how many of the responses for 429 and 503 have [Response.TellsWhenToRetry]: "none", "some", "most".
	RetryTime string `json:"retry_time,omitempty"`
	// HasHealthOperation says that an operation is one: see [Operation.IsHealth].
	HasHealthOperation bool `json:"has_health_operation"`
	// ClientErrors tells how many of the operations of paths that document a success document a client's error too, by a status of
	// 4xx or by default: "none" of two or more, "some" when it is fewer than half of four or more, otherwise "most". The column is
	// absent when there is nothing to count. So it is for the next ones.
	ClientErrors string `json:"client_errors,omitempty"`
	// Unauthorized tells how many of the secured operations that document some 4xx document 401, by 4XX or default too.
	Unauthorized string `json:"unauthorized,omitempty"`
	// ServerErrors tells how many operations of paths document a 5xx or default.
	ServerErrors string `json:"server_errors,omitempty"`
	// Examples tells how many JSON bodies of requests and successes, with a schema, have [MediaType.ShowsExample].
	Examples string `json:"examples,omitempty"`
	// DescribedParameters tells how many parameters have a description, their own or that of their schema.
	DescribedParameters string `json:"described_parameters,omitempty"`
	// RequiredBodies tells how many of the operations of paths whose body has [OperationBody.RequiresProperties] require the body.
	RequiredBodies string `json:"required_bodies,omitempty"`
	// TagsAt is the document's key tags; absent when it declares none.
	TagsAt *facts.ID `json:"tags_at,omitempty"`
}

// APIVersion is a version of the API in an address, a parameter or a media type.
type APIVersion struct {
	// At is the path segment, the server's URL, the parameter's name or the media type, the first by pointer and file.
	At facts.ID `json:"at"`
	// Place is where the version stands: "path", "server", "header", "query" or "media-type".
	Place string `json:"place"`
	// Version is the version as it is written: "v1", "2010-04-01"; for parameters it is their name.
	Version string `json:"version"`
	// Where names the path, the server, the parameter or the media type.
	Where string `json:"where"`
	// Differs says how the first version of the API is stated, when this one is the first that is stated in another way: in
	// another place, or in another form, such as v1.0 beside v1.
	Differs string `json:"differs,omitempty"`
}

// Scope is a scope of an OAuth 2 security scheme: one that a flow declares, or one that a requirement names.
type Scope struct {
	// At is the scope's declaration, the first by its flow; when there is none, the scope in the first of the requirements
	// that name it.
	At facts.ID `json:"at"`
	// Name is the scope.
	Name string `json:"name"`
	// Scheme is the security scheme's name.
	Scheme string `json:"scheme"`
	// IsDeclared says that a flow of the scheme has it.
	IsDeclared bool `json:"is_declared"`
	// IsUsed says that a requirement names it.
	IsUsed bool `json:"is_used"`
	// IsFirst says that it is the first declared scope of its scheme by name.
	IsFirst bool `json:"is_first,omitempty"`
	// DeclaresScopes says that the flows of the scheme have scopes at all.
	DeclaresScopes bool `json:"declares_scopes"`
	// Suggestion is the declared scope that a scope without a declaration is most likely meant to be.
	Suggestion string `json:"suggestion,omitempty"`
}

// SecurityURL is an address of an authorization server in a security scheme.
type SecurityURL struct {
	// At is the value.
	At facts.ID `json:"at"`
	// Scheme is the security scheme's name.
	Scheme string `json:"scheme"`
	// Field is the name of the field: "tokenUrl".
	Field string `json:"field"`
	// Flow is the name of the OAuth flow; absent for openIdConnectUrl.
	Flow string `json:"flow,omitempty"`
	// URL is as it is written.
	URL string `json:"url"`
	// HTTPS is the URL with https instead of http; absent when its scheme is not http.
	HTTPS string `json:"https,omitempty"`
	// IsLocal says that only the same machine or private network can reach the host: see [Server.IsLocal].
	IsLocal bool `json:"is_local,omitempty"`
}

// OAuthFlow is a flow of an OAuth 2 security scheme.
type OAuthFlow struct {
	// At is its key.
	At facts.ID `json:"at"`
	// Scheme is the security scheme's name.
	Scheme string `json:"scheme"`
	// Flow is the flow's name: "authorizationCode".
	Flow string `json:"flow"`
	// HasRefreshURL says that refreshUrl has text.
	HasRefreshURL bool `json:"has_refresh_url"`
}

// ServerVariable is a variable of a server's URL that is declared.
type ServerVariable struct {
	// At is its key.
	At facts.ID `json:"at"`
	// Name is the variable's name.
	Name string `json:"name"`
	// URL is the server's URL as it is written.
	URL string `json:"url"`
	// IsUsed says that the URL has it in braces.
	IsUsed bool `json:"is_used"`
	// HasEmptyEnum says that enum is there and empty.
	HasEmptyEnum bool `json:"has_empty_enum,omitempty"`
	// Stray is the default when the enum does not have it.
	Stray string `json:"stray,omitempty"`
	// StrayAt is the value of that default.
	StrayAt *facts.ID `json:"stray_at,omitempty"`
}

// SensitiveParameter is a name of parameters whose values are sensitive, as the name says. Parameters of the same name in the
// same place are one row.
type SensitiveParameter struct {
	// At is the name in the first of the parameters by file and pointer.
	At facts.ID `json:"at"`
	// Name is the name.
	Name string `json:"name"`
	// In is path, query, header or cookie.
	In string `json:"in"`
	// Kind is "credential" when the value gives access (password, access_token, api_key), "personal" when it is about a person
	// (email, phone_number, iban), and "any-url" when it is a URL by name or format that neither enum nor pattern nor const
	// bounds. In a path, tokens and keys without a further word name a resource and count for nothing.
	Kind string `json:"kind"`
}

// CredentialProperty is a property of a schema whose name or format says that it holds what gives access and what its owner never
// needs to read again: a password, a private key, a client's secret.
type CredentialProperty struct {
	// At is the key.
	At facts.ID `json:"at"`
	// Name is the property's name.
	Name string `json:"name"`
	// IsWriteOnly says that the property is writeOnly.
	IsWriteOnly bool `json:"is_write_only"`
	// ReturnedBy is the first operation, by path and method, whose 2xx responses have the property, and whose purpose is not
	// to hand out what gives access, as its path and method tell. It is absent when there is none.
	ReturnedBy string `json:"returned_by,omitempty"`
}
