package openapi

import "github.com/bdma-dev/bdma/internal/facts"

// IdleKeyword is a keyword of a schema that has no effect, since JSON Schema applies it to values of another type only. All
// such keywords of a schema that are for the same type are one row.
type IdleKeyword struct {
	// At is the keyword, of several the first in the alphabet.
	At facts.ID `json:"at"`
	// Schema names the schema for people.
	Schema string `json:"schema"`
	// Keyword is the keyword, of several the first in the alphabet: "maxLength".
	Keyword string `json:"keyword"`
	// For is the type that the keyword speaks of: "string".
	For string `json:"for"`
	// Type is the type of the schema.
	Type string `json:"type"`
	// Instead is the keyword that says the same of the schema's type; absent when there is none.
	Instead string `json:"instead,omitempty"`
	// Keywords are all of them for people: `"maxLength", "pattern"`.
	Keywords string `json:"keywords"`
}

// MisfitFormat is a format that is defined for other types than the schema's.
type MisfitFormat struct {
	// At is the value of format.
	At facts.ID `json:"at"`
	// Schema names the schema for people.
	Schema string `json:"schema"`
	// Format is the format: "date-time".
	Format string `json:"format"`
	// For is the type that the format is defined for: "string".
	For string `json:"for"`
	// Type is the type of the schema.
	Type string `json:"type"`
	// Alike is how many schemas of the document have this format and this type: see [FormatHabit].
	Alike int `json:"alike"`
}

// FormatHabit is a format that several schemas of a document have with a type that it is not defined for.
type FormatHabit struct {
	// Format is the format: "date-time".
	Format string `json:"format"`
	// For is the type that the format is defined for: "string".
	For string `json:"for"`
	// Type is the type of the schemas.
	Type string `json:"type"`
	// Places is the number of schemas.
	Places int `json:"places"`
	// PlacesAt are the first of them, by file and pointer, ten at most.
	PlacesAt []facts.ID `json:"places_at"`
}

// EmptyRange is a pair of bounds in one schema that no value is between, or a multipleOf that is not above 0.
type EmptyRange struct {
	// At is the value of the upper bound, or of multipleOf.
	At facts.ID `json:"at"`
	// Schema names the schema for people.
	Schema string `json:"schema"`
	// Lower is the keyword of the lower bound: "minimum". It is absent for multipleOf.
	Lower string `json:"lower,omitempty"`
	// LowerValue is its value as it is written.
	LowerValue string `json:"lower_value,omitempty"`
	// Upper is the keyword of the upper bound, or "multipleOf".
	Upper string `json:"upper"`
	// UpperValue is its value as it is written.
	UpperValue string `json:"upper_value"`
}

// Contradiction is a place where parts of a schema exclude each other.
type Contradiction struct {
	// At is the schema, or its alternative.
	At facts.ID `json:"at"`
	// Schema names the schema for people.
	Schema string `json:"schema"`
	// Kind is what the parts disagree on: "type"; "property", the type of one property; "enum", the values of enum and const;
	// "range", the bounds; or "alternative", where only one alternative of anyOf or oneOf can never be chosen.
	Kind string `json:"kind"`
	// Property is the name of the property; absent for other kinds.
	Property string `json:"property,omitempty"`
	// One is what one part says: a type, the first value of an enum, or a bound.
	One string `json:"one"`
	// Other is what another part says.
	Other string `json:"other"`
}

// EndlessSchema is a schema that requires itself.
type EndlessSchema struct {
	// At is the schema's key.
	At facts.ID `json:"at"`
	// Schema names the schema for people. Of several that require each other it is the first by name.
	Schema string `json:"schema"`
	// Chain is the way back to it: "Node.parent", or "Order.customer → Customer.orders[]".
	Chain string `json:"chain"`
}

// UndefinedRequired is a name in required that no properties have: neither the schema's own, nor those of its parts and
// alternatives, nor those of what it is a part of. A schema that allows further properties by additionalProperties or
// patternProperties is left out, and so is one with a part that is not known, or without any property.
type UndefinedRequired struct {
	// At is the name in required.
	At facts.ID `json:"at"`
	// Schema names the schema for people.
	Schema string `json:"schema"`
	// Name is the name.
	Name string `json:"name"`
	// Near is the property that is most likely meant; absent when there is none.
	Near string `json:"near,omitempty"`
}

// Enum is a list of allowed values.
type Enum struct {
	// At is the keyword enum.
	At facts.ID `json:"at"`
	// Schema names the schema for people.
	Schema string `json:"schema"`
	// Values is the number of values.
	Values int `json:"values"`
	// Type is the one type that the values have, null aside; absent when there are several, or none.
	Type string `json:"type,omitempty"`
	// HasNull says that null is among the values.
	HasNull bool `json:"has_null,omitempty"`
	// IsNullable says that null is allowed by the type, or by nullable, in the way of the document's version.
	IsNullable bool `json:"is_nullable,omitempty"`
	// IsExtensible says that the schema is marked as open for further values, by x-extensible-enum.
	IsExtensible bool `json:"is_extensible,omitempty"`
	// IsProperty says that the schema is a property's, or the items of one, or a component.
	IsProperty bool `json:"is_property,omitempty"`
	// InRequest says that clients send it.
	InRequest bool `json:"in_request,omitempty"`
	// InResponse says that the API sends it.
	InResponse bool `json:"in_response,omitempty"`
	// Repeated are the values that an earlier one equals.
	Repeated []RepeatedValue `json:"repeated,omitempty"`
	// IsParallel says that an extension beside it is a list, of names or descriptions of the values by their order.
	IsParallel bool `json:"is_parallel,omitempty"`
}

// RepeatedValue is a value of an enum that an earlier one equals.
type RepeatedValue struct {
	// At is the value.
	At facts.ID `json:"at"`
	// Value is the value as text.
	Value string `json:"value"`
}

// Pattern is a regular expression of a schema.
type Pattern struct {
	// At is the value of pattern.
	At facts.ID `json:"at"`
	// Schema names the schema for people.
	Schema string `json:"schema"`
	// Pattern is the expression.
	Pattern string `json:"pattern"`
	// IsAnchored says that each of its alternatives begins with ^ and ends with $, so that the whole value must match. It is true
	// as well when that cannot be told.
	IsAnchored bool `json:"is_anchored,omitempty"`
	// InRequest says that clients send what it holds for.
	InRequest bool `json:"in_request,omitempty"`
}

// Composition is the list of an allOf, anyOf or oneOf.
type Composition struct {
	// At is the keyword.
	At facts.ID `json:"at"`
	// Schema names the schema for people.
	Schema string `json:"schema"`
	// Keyword is "allOf", "anyOf" or "oneOf".
	Keyword string `json:"keyword"`
	// Parts is the number of its elements.
	Parts int `json:"parts"`
	// IsWrapper says that it has one element and nothing beside it, so that the element alone would say the same. An allOf that
	// makes a subtype of a schema with a discriminator is none.
	IsWrapper bool `json:"is_wrapper,omitempty"`
	// Twins are the elements that allow the same as an earlier one.
	Twins []Twin `json:"twins,omitempty"`
}

// Twin is an element of a composition that allows the same as an earlier one.
type Twin struct {
	// At is the element.
	At facts.ID `json:"at"`
	// Label names it for people: the reference, or "alternative 1 as 3" where it is written out.
	Label string `json:"label"`
}

// DiscriminatorAlternative is a schema that a discriminator chooses from: an alternative of the oneOf or anyOf beside it, or
// the schema that has the discriminator when others extend it.
type DiscriminatorAlternative struct {
	// At is the alternative, or the value of propertyName.
	At facts.ID `json:"at"`
	// Schema names the schema that has the discriminator for people.
	Schema string `json:"schema"`
	// Alternative names the alternative for people.
	Alternative string `json:"alternative"`
	// Property is the discriminator's property.
	Property string `json:"property"`
	// IsDefined says that the alternative defines the property, on its own or by a part.
	IsDefined bool `json:"is_defined"`
	// IsRequired says that it requires the property.
	IsRequired bool `json:"is_required"`
	// Type is the property's type; absent when it cannot be told.
	Type string `json:"type,omitempty"`
	// HasDefault says that the discriminator names the schema that holds where the property is absent (defaultMapping, since 3.2).
	HasDefault bool `json:"has_default,omitempty"`
}

// PropertyType is a name that properties of several types share. Whole numbers are numbers here.
type PropertyType struct {
	// At is the first property that has the rarer type, by label.
	At facts.ID `json:"at"`
	// Name is the name.
	Name string `json:"name"`
	// Label names that property for people.
	Label string `json:"label"`
	// Type is its type.
	Type string `json:"type"`
	// UsualType is the type that most properties of the name have.
	UsualType string `json:"usual_type"`
	// Usual is the number of properties that have it.
	Usual int `json:"usual"`
	// UsualAt is the first of these, by label.
	UsualAt facts.ID `json:"usual_at"`
	// Rare is the number of properties that have the rarer type.
	Rare int `json:"rare"`
}

// RareKeyword is a keyword of a schema that is none of those that nearly every document uses: type, format, the texts, examples
// and default, properties, required, additionalProperties, items, enum, $ref, bounds, pattern, deprecated, readOnly and writeOnly,
// nor allOf, anyOf and oneOf, which have a table of their own. Extensions are left out.
type RareKeyword struct {
	// At is the keyword.
	At facts.ID `json:"at"`
	// Schema names the schema for people.
	Schema string `json:"schema"`
	// Keyword is the keyword.
	Keyword string `json:"keyword"`
}
