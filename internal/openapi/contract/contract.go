// Package contract is what an API promises its clients, and how two such promises differ.
//
// The model leaves out how a document is written: references are followed, allOf is one schema, null is a type, whichever
// keyword says so, and a single alternative is no choice. What is left differs only where a client or a server can tell.
// A schema that several operations share is compared once, and each difference knows the operations that it concerns and
// whether their clients send it, are sent it, or both.
package contract

import (
	"math/big"

	"github.com/bdma-dev/bdma/internal/facts"
)

// Place is where something is written. What it costs to find out is spent only on what differs.
type Place interface {
	// Node returns the place in the file, with the subject's stable name.
	Node() facts.Node
	// Label names what stands there for people: "Pet.status", "the 200 response of GET /pets".
	Label() string
	// Key tells places apart.
	Key() any
}

// API is a document.
type API struct {
	At Place
	// Version is the version of the API as the document states it.
	Version   string
	VersionAt Place
	// Paths are the path templates that have operations, with their places.
	Paths map[string]Place
	// Operations are the operations of paths, then those of webhooks, in the order of the file.
	Operations []*Operation
	Servers    []Server
	Schemes    map[string]*Scheme
	// Components are the named components that the document declares: "schemas/Pet".
	Components map[string]Place
	// Tags are the declared tags.
	Tags map[string]Place
	// Partial says that some part could not be read, so that what seems to be missing may be there.
	Partial bool
	// ServersAt is where Servers stand; nil when there are none.
	ServersAt Place
	// WebhooksAt is where webhooks stand; nil when there are none.
	WebhooksAt Place
}

// Operation is a method of a path, of a webhook or of a callback.
type Operation struct {
	At Place
	// Method is in lower case; Path is the template, the name of a webhook, or the callback's name and expression.
	Method, Path string
	// PathAt is the path item.
	PathAt Place
	// Name is what people call it: "GET /pets/{id}".
	Name string
	// IsCalled says that the API sends the request and the client answers: a webhook or a callback.
	IsCalled bool

	ID   string
	IDAt Place
	Tags []string
	Life Life

	Parameters []*Parameter
	Body       *Body // nil when it takes none
	Responses  []*Response
	Callbacks  []*Operation
	// Servers are its own or its path's; empty when those of the document hold.
	Servers []Server
	// Security are the alternatives that hold, its own or the document's; an alternative without schemes needs nothing. No
	// alternative means that nothing is asked for.
	Security   []Requirement
	SecurityAt Place
	// Partial says that some part could not be read.
	Partial bool
	// ServersAt is where Servers stand; nil when those of the document hold.
	ServersAt Place
	// InheritsSecurity says that it is the document's security that holds.
	InheritsSecurity bool
}

// Life is how long something is promised to stay.
type Life struct {
	Deprecated bool
	// At is the keyword deprecated; nil when there is none.
	At Place
	// Sunset is the date after which it may go, as it is written; SunsetAt is nil when there is none.
	Sunset   string
	SunsetAt Place
	// Stability is its level: draft, alpha, beta or stable; empty when it is not said.
	Stability   string
	StabilityAt Place
}

// Parameter is a parameter of a request or a header of a response.
type Parameter struct {
	At       Place
	Name, In string
	Required bool
	// Style, Explode and AllowReserved say how values are written, defaults filled in.
	Style         string
	Explode       bool
	AllowReserved bool
	AllowEmpty    bool
	Life          Life
	Schema        *Schema // nil when it has content
	Content       []*Media
}

// Body is what a request carries.
type Body struct {
	At       Place
	Required bool
	Content  []*Media
	// Partial says that it could not be read.
	Partial bool
	// IsForm says that it is one of Swagger 2.0, which is required as soon as one of its fields is.
	IsForm bool
}

// Media is a representation.
type Media struct {
	At   Place
	Name string
	// Schema is nil when anything goes. ItemSchema is that of each item of a stream.
	Schema, ItemSchema *Schema
	// List is where media types are listed that several bodies have, as in Swagger 2.0; nil when this one has its own.
	List Place
	Encodings
}

// Encodings are how the parts of a message are written: those with a name, the first ones of those without, and the others.
type Encodings struct {
	Named  map[string]Encoding
	Prefix []Encoding
	Items  *Encoding
}

// Encoding is how a part of a message is written.
type Encoding struct {
	At          Place
	ContentType string
	Style       string
	Explode     bool
	Headers     []*Parameter
	// AllowReserved says that reserved characters are written as they are.
	AllowReserved bool
	// Encodings are those of the parts that it consists of itself.
	Encodings
}

// Response is an answer.
type Response struct {
	At Place
	// Status is a code, a range such as 4XX, or default.
	Status  string
	Headers []*Parameter
	Content []*Media
	// Links are the names of its links.
	Links map[string]Place
	// Partial says that it could not be read.
	Partial bool
}

// Server is where the API is.
type Server struct {
	At  Place
	URL string
	// Variables are those that the URL may have.
	Variables map[string]Variable
}

// Variable is a variable of a server's URL.
type Variable struct {
	Default string
	// Enum are the values that it may have; nil when any may be.
	Enum []string
}

// Scheme is a security scheme.
type Scheme struct {
	At              Place
	Name            string
	Type            string
	Scheme, In, Key string // of http and apiKey
	BearerFormat    string
	OpenID          string
	Flows           map[string]Flow
	// Metadata is where an OAuth server describes itself.
	Metadata string
	// Deprecated says that clients shall use another one.
	Deprecated bool
}

// Flow is an OAuth flow.
type Flow struct {
	At                            Place
	Authorization, Token, Refresh string
	Scopes                        map[string]Place
	// Device is where a device asks for authorization.
	Device string
}

// Requirement is one way to be let in: schemes that are all needed, each with its scopes.
type Requirement struct {
	At      Place
	Schemes []Need
}

// Need is a scheme that a requirement names.
type Need struct {
	Scheme string
	Scopes []string
}

// Types is a set of JSON types. A whole number is of both numeric ones.
type Types uint8

// The types of JSON Schema. Number without Integer is no type of its own; [AnyNumber] has both.
const (
	Array Types = 1 << iota
	Boolean
	Integer
	Fraction
	Object
	String
	Null

	AnyNumber = Integer | Fraction
	AnyType   = Array | Boolean | AnyNumber | Object | String | Null
)

// Value is a JSON value.
type Value struct {
	// Canonical is equal for equal values. Text is for people.
	Canonical, Text string
	IsNull          bool
	Type            Types
}

// Schema is a schema as it is written, with keywords that mean the same brought to one form. Keywords that it does not have
// are zero.
type Schema struct {
	At Place
	// Name is the component's name; empty for what is written in place.
	Name string
	// Never is the schema false.
	Never bool
	// Unknown says that a part could not be read: nothing can be said of it.
	Unknown bool

	Types Types // zero when it does not say
	// OrNull says that null is allowed beside what its parts allow.
	OrNull bool
	// Ats are the places of keywords.
	Ats map[string]Place

	Format           string
	ContentEncoding  string
	ContentMediaType string
	Patterns         []string
	// Enum are the allowed values, of const the only one; nil when any value is.
	Enum []Value
	// Open says that further values of the enum are announced.
	Open bool

	Minimum, Maximum *Bound
	MultipleOf       *big.Rat
	// Counts are limits on lengths and numbers of parts by keyword: maxLength, minItems.
	Counts      map[string]*big.Rat
	UniqueItems bool

	Properties        []Property
	Required          []string
	PatternProperties map[string]*Schema
	// Rest is what properties without a name must be; nil when anything goes. Unevaluated is the same for what no part names.
	Rest, Unevaluated *Schema
	PropertyNames     *Schema
	DependentRequired map[string][]string
	DependentSchemas  map[string]*Schema

	Prefix                            []*Schema
	Items, Contains, UnevaluatedItems *Schema

	AllOf        []*Schema
	AnyOf, OneOf []*Schema
	Not          *Schema
	If           *Schema
	Then, Else   *Schema

	Discriminator *Discriminator

	ReadOnly, WriteOnly bool
	Life                Life
	Default             *Value

	shape *shape

	// ContentSchema is what the JSON in a string must be.
	ContentSchema *Schema
	// XML is how values are written in XML; nil when it does not say.
	XML *XML
}

// Property is a property of an object.
type Property struct {
	Name   string
	At     Place
	Schema *Schema
}

// Bound is an end of a range.
type Bound struct {
	Value     *big.Rat
	Exclusive bool
}

// Discriminator says which alternative a value is of.
type Discriminator struct {
	At       Place
	Property string
	// Mapping leads from values to the names of schemas.
	Mapping map[string]string
	// Default is the name of the schema that holds where no value tells; empty when there is none.
	Default string
}
