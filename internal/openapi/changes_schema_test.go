package openapi

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/openapi/contract"
)

// schemaChanges compares two schemas of a body that is sent both ways, and writes a line for each change: its kind, its effect, the
// name, from what to what. A letter says that it concerns requests or responses alone.
func schemaChanges(t *testing.T, was, is string) (lines []string) {
	t.Helper()
	doc := func(schema string) *contract.API {
		version := "3.1.0"
		if strings.Contains(schema, "nullable") {
			version = "3.0.3"
		}
		schema, components, _ := strings.Cut(schema, " | ")
		if components != "" {
			components = ", " + components
		}
		content := "content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}"
		return promise(t, fmt.Sprintf("openapi: %s\ninfo: {title: t, version: '1'}\npaths: {/a: {post: {requestBody: {required: true, %s}, responses: {'200': {description: d, %s}}}}}\ncomponents: {schemas: {S: %s%s}}\n",
			version, content, content, schema, components))
	}
	changes, complete := contract.Compare(doc(was), doc(is))
	if !complete {
		t.Error("the comparison is not complete")
	}
	for _, ch := range changes {
		line := fmt.Sprintf("%s %s", ch.Kind, ch.Effect)
		if ch.Name != "" {
			line += " " + ch.Name
		}
		if ch.From != "" || ch.To != "" {
			line += fmt.Sprintf(" [%s -> %s]", ch.From, ch.To)
		}
		switch {
		case ch.InRequest && !ch.InResponse:
			line += " Q"
		case ch.InResponse && !ch.InRequest:
			line += " R"
		}
		lines = append(lines, line)
	}
	return lines
}

// TestSchemaChanges goes through the keywords. Each pair is compared both ways round: back holds what turns around.
func TestSchemaChanges(t *testing.T) {
	one := func(s string) []string { return []string{s} }
	for name, c := range map[string]struct {
		was, is string
		want    []string
		back    []string
	}{
		"type":                {"{type: string}", "{type: integer}", one("type differs [string -> integer]"), one("type differs [integer -> string]")},
		"type within":         {"{type: number}", "{type: integer}", one("type narrows [number -> integer]"), one("type widens [integer -> number]")},
		"types in a list":     {"{type: [string, integer]}", "{type: string}", one("type narrows [string or integer -> string]"), one("type widens [string -> string or integer]")},
		"any type":            {"{}", "{type: string}", one("type narrows [any type -> string]"), one("type widens [string -> any type]")},
		"true and false":      {"{properties: {a: true}}", "{properties: {a: false}}", one("never narrows [something -> nothing]"), one("never widens [nothing -> something]")},
		"null":                {"{type: [string, 'null']}", "{type: string}", one("nullable narrows [nullable -> not nullable]"), one("nullable widens [not nullable -> nullable]")},
		"null by 3.0":         {"{type: string, nullable: true}", "{type: string}", one("nullable narrows [nullable -> not nullable]"), one("nullable widens [not nullable -> nullable]")},
		"null of a reference": {"{oneOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}]} | A: {type: string}", "{$ref: '#/components/schemas/A'} | A: {type: string}", one("nullable narrows [nullable -> not nullable]"), one("nullable widens [not nullable -> nullable]")},
		"null of a choice": {"{anyOf: [{type: string, format: date}, {type: integer, format: int64}, {type: 'null'}]}", "{anyOf: [{type: string, format: date}, {type: integer, format: int64}]}",
			one("nullable narrows [nullable -> not nullable]"), one("nullable widens [not nullable -> nullable]")},

		"a value of an enum":                     {"{type: string, enum: [a, b]}", "{type: string, enum: [a]}", one("enum-value-removed narrows b [a, b -> a]"), one("enum-value-added widens b [a -> a, b]")},
		"an enum":                                {"{type: string}", "{type: string, enum: [a]}", one("enum-added narrows [ -> a]"), one("enum-removed widens [a -> ]")},
		"const":                                  {"{const: a}", "{const: b}", []string{"enum-value-added widens b [a -> b]", "enum-value-removed narrows a [a -> b]"}, []string{"enum-value-added widens a [b -> a]", "enum-value-removed narrows b [b -> a]"}},
		"values of other types":                  {"{enum: [a]}", "{enum: [a, 1]}", one("enum-value-added widens 1 [a -> 1, a]"), one("enum-value-removed narrows 1 [1, a -> a]")},
		"an enum that grows":                     {"{type: string, x-extensible-enum: [a]}", "{type: string, enum: [a]}", one("enum-closed narrows [a -> a]"), one("enum-opened widens [a -> a]")},
		"a type that there is not":               {"{type: string}", "{type: int}", nil, nil},
		"values beside a type that there is not": {"{type: string}", "{type: int, enum: [a]}", one("enum-added narrows [ -> a]"), one("enum-removed widens [a -> ]")},
		"a type that is mended":                  {"{type: int, enum: [1]}", "{type: integer, enum: [1]}", nil, nil},

		"maximum":           {"{type: number, maximum: 9}", "{type: number, maximum: 5}", one("maximum narrows maximum [9 -> 5]"), one("maximum widens maximum [5 -> 9]")},
		"exclusive maximum": {"{type: number, maximum: 9}", "{type: number, exclusiveMaximum: 9}", one("maximum narrows maximum [9 -> below 9]"), one("maximum widens maximum [below 9 -> 9]")},
		"minimum":           {"{type: integer}", "{type: integer, minimum: 1}", one("minimum narrows minimum [no limit -> 1]"), one("minimum widens minimum [1 -> no limit]")},
		"multiples":         {"{type: number, multipleOf: 0.5}", "{type: number, multipleOf: 1.5}", one("multiple-of narrows multipleOf [0.5 -> 1.5]"), one("multiple-of widens multipleOf [1.5 -> 0.5]")},
		"other multiples":   {"{type: integer, multipleOf: 2}", "{type: integer, multipleOf: 3}", one("multiple-of differs multipleOf [2 -> 3]"), one("multiple-of differs multipleOf [3 -> 2]")},
		"length":            {"{type: string, maxLength: 9}", "{type: string, maxLength: 5}", one("max-length narrows maxLength [9 -> 5]"), one("max-length widens maxLength [5 -> 9]")},
		"least length":      {"{type: string}", "{type: string, minLength: 5}", one("min-length narrows minLength [no limit -> 5]"), one("min-length widens minLength [5 -> no limit]")},
		"items":             {"{type: array, maxItems: 9}", "{type: array, maxItems: 5}", one("max-items narrows maxItems [9 -> 5]"), one("max-items widens maxItems [5 -> 9]")},
		"unique items":      {"{type: array}", "{type: array, uniqueItems: true}", one("unique-items narrows uniqueItems [no -> yes]"), one("unique-items widens uniqueItems [yes -> no]")},
		"properties":        {"{type: object}", "{type: object, minProperties: 1}", one("min-properties narrows minProperties [no limit -> 1]"), one("min-properties widens minProperties [1 -> no limit]")},
		"pattern":           {"{type: string}", "{type: string, pattern: '^a'}", one("pattern narrows [no pattern -> ^a]"), one("pattern widens [^a -> no pattern]")},
		"another pattern":   {"{type: string, pattern: '^b'}", "{type: string, pattern: '^a'}", one("pattern differs [^b -> ^a]"), one("pattern differs [^a -> ^b]")},
		"format":            {"{type: string}", "{type: string, format: uuid}", one("format narrows [no format -> uuid]"), one("format widens [uuid -> no format]")},
		"wider format":      {"{type: integer, format: int32}", "{type: integer, format: int64}", one("format widens [int32 -> int64]"), one("format narrows [int64 -> int32]")},
		"encoding":          {"{type: string}", "{type: string, contentEncoding: base64}", one("content-encoding narrows [none -> base64]"), one("content-encoding widens [base64 -> none]")},
		"content": {"{type: string, contentMediaType: application/json}", "{type: string, contentMediaType: application/json, contentSchema: {type: object}}",
			one("content-schema narrows contentSchema [no schema -> a schema]"), one("content-schema widens contentSchema [a schema -> no schema]")},

		"items of an array":  {"{type: array, items: {type: string}}", "{type: array, items: {type: integer}}", one("type differs [string -> integer]"), one("type differs [integer -> string]")},
		"an item more":       {"{prefixItems: [{type: string}], items: false}", "{prefixItems: [{type: string}, {type: string}], items: false}", one("max-items widens maxItems [1 -> 2]"), one("max-items narrows maxItems [2 -> 1]")},
		"contains":           {"{type: array}", "{type: array, contains: {type: string}}", one("contains narrows contains [no schema -> a schema]"), one("contains widens contains [a schema -> no schema]")},
		"how many":           {"{type: array, contains: {type: string}}", "{type: array, contains: {type: string}, minContains: 2}", one("min-contains narrows minContains [no limit -> 2]"), one("min-contains widens minContains [2 -> no limit]")},
		"further properties": {"{type: object}", "{type: object, additionalProperties: false}", one("additional-properties narrows additionalProperties [allowed -> refused]"), one("additional-properties widens additionalProperties [refused -> allowed]")},
		"types of further":   {"{type: object, additionalProperties: {type: string}}", "{type: object, additionalProperties: {type: integer}}", one("type differs [string -> integer]"), one("type differs [integer -> string]")},
		"property names":     {"{type: object}", "{type: object, propertyNames: {maxLength: 3}}", one("property-names narrows propertyNames [no schema -> a schema]"), one("property-names widens propertyNames [a schema -> no schema]")},
		"patterns of names":  {"{type: object}", "{type: object, patternProperties: {'^x': {type: string}}}", one("pattern-properties narrows ^x [ -> added]"), one("pattern-properties widens ^x [ -> removed]")},
		"dependent required": {"{type: object}", "{type: object, dependentRequired: {a: [b]}}", one("dependent-required narrows a [ -> b]"), one("dependent-required widens a [b -> ]")},
		"dependent schemas":  {"{type: object}", "{type: object, dependentSchemas: {a: {required: [b]}}}", one("dependent-schemas narrows a [ -> added]"), one("dependent-schemas widens a [ -> removed]")},
		"not":                {"{type: string}", "{type: string, not: {const: a}}", one("not narrows"), one("not widens")},
		"a condition":        {"{type: object}", "{type: object, if: {required: [a]}, then: {required: [b]}}", one("condition narrows"), one("condition widens")},
		"else":               {"{type: object, if: {required: [a]}, then: {required: [b]}}", "{type: object, if: {required: [a]}, then: {required: [b]}, else: {required: [c]}}", one("condition narrows else [no schema -> a schema]"), one("condition widens else [a schema -> no schema]")},
		"what follows": {"{type: object, if: {required: [a]}, then: {required: [b]}}", "{type: object, if: {required: [a]}, then: {required: [b, c]}}",
			one("property-required narrows c"), one("property-optional widens c")},

		"a property":          {"{properties: {a: {}}}", "{properties: {}}", one("property-removed neutral a"), one("property-added neutral a")},
		"a required property": {"{properties: {a: {}}, required: [a]}", "{properties: {}}", one("property-removed widens a"), one("property-added narrows a")},
		"a property of a closed object": {"{properties: {a: {}, b: {}}, additionalProperties: false}", "{properties: {b: {}}, additionalProperties: false}",
			one("property-removed narrows a"), one("property-added widens a")},
		"a required one of a closed object": {"{properties: {a: {}, b: {}}, required: [a], additionalProperties: false}", "{properties: {b: {}}, additionalProperties: false}",
			one("property-removed differs a"), one("property-added differs a")},
		"a property that is only read":    {"{properties: {a: {readOnly: true}}, required: [a]}", "{properties: {}}", one("property-removed widens a R"), one("property-added narrows a R")},
		"a property that is only written": {"{properties: {a: {writeOnly: true}}, required: [a]}", "{properties: {}}", one("property-removed widens a Q"), one("property-added narrows a Q")},
		"required":                        {"{properties: {a: {}}}", "{properties: {a: {}}, required: [a]}", one("property-required narrows a"), one("property-optional widens a")},
		"required and only read":          {"{properties: {a: {readOnly: true}}}", "{properties: {a: {readOnly: true}}, required: [a]}", one("property-required narrows a R"), one("property-optional widens a R")},
		"required without a property":     {"{type: object}", "{type: object, required: [a]}", one("property-required narrows a"), one("property-optional widens a")},
		"only read":                       {"{properties: {a: {}}}", "{properties: {a: {readOnly: true}}}", one("read-only narrows a [no -> yes]"), one("read-only neutral a [yes -> no]")},
		"only read, and required":         {"{properties: {a: {}}, required: [a]}", "{properties: {a: {readOnly: true}}, required: [a]}", one("read-only narrows a [no -> yes]"), one("read-only narrows a [yes -> no]")},
		"only written":                    {"{properties: {a: {}}}", "{properties: {a: {writeOnly: true}}}", one("write-only widens a [no -> yes]"), one("write-only neutral a [yes -> no]")},
		"a limit of what is only read":    {"{properties: {a: {type: string, readOnly: true, maxLength: 9}}}", "{properties: {a: {type: string, readOnly: true, maxLength: 5}}}", one("max-length narrows maxLength [9 -> 5] R"), one("max-length widens maxLength [5 -> 9] R")},
		"default":                         {"{type: string}", "{type: string, default: a}", one("default neutral [no default -> a]"), one("default neutral [a -> no default]")},

		"an alternative": {"{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]} | A: {properties: {a: {}}}, B: {properties: {b: {}}}", "{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]} | A: {properties: {a: {}}}, B: {properties: {b: {}}}, C: {properties: {c: {}}}",
			one("alternative-added widens C [oneOf -> ]"), one("alternative-removed narrows C [oneOf -> ]")},
		"the first alternative": {"{$ref: '#/components/schemas/A'} | A: {properties: {a: {type: string}}}", "{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]} | A: {properties: {a: {type: integer}}}, B: {properties: {b: {}}}",
			[]string{"type differs [string -> integer]", "alternative-added widens B [oneOf -> ]"}, []string{"alternative-removed narrows B [oneOf -> ]", "type differs [integer -> string]"}},
		"a choice of something else": {"{properties: {a: {}}}", "{oneOf: [{properties: {b: {}}}, {properties: {c: {}}}]}", one("choice-added differs [object with a -> object with b, object with c]"), one("choice-removed differs [object with b, object with c -> object with a]")},
		"a choice beside properties": {"{type: object, properties: {a: {}}}", "{type: object, properties: {a: {}}, anyOf: [{required: [a]}, {required: [b]}]}", one("choice-added narrows [anything -> object with a, object with b]"), one("choice-removed widens [object with a, object with b -> anything]")},
		"a property that moves into alternatives": {"{type: object, properties: {i: {}, a: {}, b: {}}, required: [b]}", "{type: object, properties: {i: {}}, oneOf: [{properties: {a: {const: 1}, b: {}}, required: [b]}, {properties: {a: {const: 2}}, required: [b]}]}",
			one("choice-added narrows [anything -> object with a and b, object with a]"), one("choice-removed widens [object with a and b, object with a -> anything]")},
		"a required property that one alternative asks for": {"{type: object, properties: {i: {}, a: {}}, required: [a]}", "{type: object, properties: {i: {}}, oneOf: [{properties: {a: {}}, required: [a]}, {properties: {b: {}}, required: [b]}]}",
			[]string{"choice-added narrows [anything -> object with a, object with b]", "property-optional widens a"}, []string{"choice-removed widens [object with a, object with b -> anything]", "property-required narrows a"}},
		"a plain alternative": {"{oneOf: [{type: object}, {type: string}]}", "{type: object}", one("type narrows [object or string -> object]"), one("type widens [object -> object or string]")},
		"a named discriminator": {"{discriminator: {propertyName: kind}, oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]} | A: {properties: {a: {}}}, B: {properties: {b: {}}}",
			"{discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/A'}}, oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]} | A: {properties: {a: {}}}, B: {properties: {b: {}}}",
			[]string{"discriminator-mapping narrows A [A -> nothing]", "discriminator-mapping widens a [nothing -> A]"}, []string{"discriminator-mapping widens A [nothing -> A]", "discriminator-mapping narrows a [A -> nothing]"}},
		"a value as an alternative":        {"{oneOf: [{const: a}, {const: b}]}", "{oneOf: [{const: a}, {const: b}, {const: c}]}", one("enum-value-added widens c [a, b -> a, b, c]"), one("enum-value-removed narrows c [a, b, c -> a, b]")},
		"the properties of an alternative": {"{anyOf: [{type: object, properties: {a: {}}}, {enum: ['']}]}", "{anyOf: [{type: object, properties: {b: {}, c: {}, a: {}}}, {enum: ['']}]}", []string{"property-added neutral b", "property-added neutral c"}, []string{"property-removed neutral b", "property-removed neutral c"}},
		"lists that become one": {"{oneOf: [{type: array, items: {type: string}}, {type: array, items: {type: integer}}]}", "{oneOf: [{type: array, items: {oneOf: [{type: string}, {type: integer}]}}]}",
			one("type widens [string -> string or integer]"), one("type narrows [string or integer -> string]")},
		"recursion": {"{$ref: '#/components/schemas/T'} | T: {properties: {next: {$ref: '#/components/schemas/T'}, a: {type: string}}}", "{$ref: '#/components/schemas/T'} | T: {properties: {next: {$ref: '#/components/schemas/T'}, a: {type: integer}}}",
			one("type differs [string -> integer]"), one("type differs [integer -> string]")},
		"a part of allOf": {"{allOf: [{$ref: '#/components/schemas/Base'}, {properties: {b: {}}}]} | Base: {properties: {a: {type: string}}}", "{allOf: [{$ref: '#/components/schemas/Base'}, {properties: {b: {}}}]} | Base: {properties: {a: {type: integer}}}",
			one("type differs [string -> integer]"), one("type differs [integer -> string]")},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, schemaChanges(t, c.was, c.is)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(c.back, schemaChanges(t, c.is, c.was)); diff != "" {
				t.Errorf("the other way round (-want +got)\n%s", diff)
			}
		})
	}
}

// TestSameSchema holds that nothing changes, in either direction, between two ways to say the same.
func TestSameSchema(t *testing.T) {
	for name, c := range map[string][2]string{
		"the order of types":                     {"{type: [string, integer]}", "{type: [integer, string]}"},
		"one type in a list":                     {"{type: [string]}", "{type: string}"},
		"const and enum":                         {"{const: a}", "{enum: [a]}"},
		"an enum without a type":                 {"{enum: [a, b]}", "{type: string, enum: [b, a]}"},
		"both booleans":                          {"{type: boolean, enum: [true, false]}", "{type: boolean}"},
		"values of other types":                  {"{type: string, enum: [a, 1]}", "{type: string, enum: [a]}"},
		"exclusive bounds of integers":           {"{type: integer, exclusiveMinimum: 0}", "{type: integer, minimum: 1}"},
		"fractions as bounds of integers":        {"{type: integer, minimum: -1.5, maximum: 1.5}", "{type: integer, minimum: -1, maximum: 1}"},
		"negative bounds of integers":            {"{type: integer, exclusiveMaximum: -1, exclusiveMinimum: -9}", "{type: integer, minimum: -8, maximum: -2}"},
		"multiples of one":                       {"{type: number, multipleOf: 1}", "{type: integer}"},
		"minima of zero":                         {"{type: [string, array, object], minLength: 0, minItems: 0, minProperties: 0}", "{type: [string, array, object]}"},
		"minContains of one":                     {"{contains: {type: string}, minContains: 1}", "{contains: {type: string}}"},
		"minContains of zero":                    {"{contains: {type: string}, minContains: 0}", "{}"},
		"minContains without contains":           {"{type: array, minContains: 3}", "{type: array}"},
		"any text":                               {"{type: string, pattern: '.*'}", "{type: string}"},
		"a format of another type":               {"{type: integer, format: date}", "{type: integer}"},
		"a format of objects":                    {"{type: object, format: pet}", "{type: object}"},
		"a length of numbers":                    {"{type: integer, maxLength: 3, pattern: a}", "{type: integer}"},
		"a maximum of strings":                   {"{type: string, maximum: 3, uniqueItems: true, required: [a]}", "{type: string}"},
		"anything as further properties":         {"{type: object, additionalProperties: true}", "{type: object, additionalProperties: {}}"},
		"unevaluated and additional":             {"{type: object, properties: {a: {}}, unevaluatedProperties: false}", "{type: object, properties: {a: {}}, additionalProperties: false}"},
		"unevaluated beside additional":          {"{type: object, additionalProperties: {type: string}, unevaluatedProperties: false}", "{type: object, additionalProperties: {type: string}}"},
		"values as alternatives":                 {"{oneOf: [{type: string, enum: [a]}, {type: string, const: b, description: d}]}", "{type: string, enum: [a, b]}"},
		"values and null as alternatives":        {"{anyOf: [{const: a}, {const: b}, {type: 'null'}]}", "{type: [string, 'null'], enum: [a, b, null]}"},
		"no further items":                       {"{type: array, prefixItems: [{type: string}], items: false}", "{type: array, prefixItems: [{type: string}], maxItems: 1}"},
		"an if that leads nowhere":               {"{type: object, if: {required: [a]}}", "{type: object}"},
		"not what never is":                      {"{type: object, not: false}", "{type: object}"},
		"a list of types and anyOf":              {"{type: [string, integer], maxLength: 3, minimum: 1}", "{anyOf: [{type: string, maxLength: 3}, {type: integer, minimum: 1}]}"},
		"oneOf and anyOf of different types":     {"{oneOf: [{type: string}, {type: array, items: {type: string}}]}", "{anyOf: [{type: array, items: {type: string}}, {type: string}]}"},
		"null in a list and as an alternative":   {"{type: [string, integer, 'null']}", "{anyOf: [{type: string}, {type: integer}, {type: 'null'}]}"},
		"null as 3.0 generators write it":        {"{anyOf: [{$ref: '#/components/schemas/A'}, {nullable: true}]} | A: {type: object, properties: {a: {}}}", "{nullable: true, allOf: [{$ref: '#/components/schemas/A'}]} | A: {type: object, properties: {a: {}}}"},
		"an alternative within another":          {"{anyOf: [{$ref: '#/components/schemas/A'}, {type: string}, {type: string, enum: [a]}]} | A: {type: object, properties: {a: {}}}", "{anyOf: [{$ref: '#/components/schemas/A'}, {type: string}]} | A: {type: object, properties: {a: {}}}"},
		"one alternative":                        {"{oneOf: [{type: string}]}", "{allOf: [{type: string}]}"},
		"alternatives in another order":          {"{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]} | A: {properties: {a: {}}}, B: {properties: {b: {}}}", "{oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/A'}]} | A: {properties: {a: {}}}, B: {properties: {b: {}}}"},
		"alternatives with other names":          {"{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]} | A: {properties: {a: {}}}, B: {properties: {b: {}}}", "{oneOf: [{$ref: '#/components/schemas/X'}, {$ref: '#/components/schemas/Y'}]} | Y: {properties: {a: {}}}, X: {properties: {b: {}}}"},
		"alternatives that differ by a value":    {"{oneOf: [{properties: {k: {const: a}, v: {}}}, {properties: {k: {const: b}, v: {type: string}}}]}", "{oneOf: [{properties: {k: {const: b}, v: {type: string}}}, {properties: {k: {const: a}, v: {}}}]}"},
		"a component with another name":          {"{$ref: '#/components/schemas/A'} | A: {properties: {a: {}}}", "{$ref: '#/components/schemas/B'} | B: {properties: {a: {}}}"},
		"another name within not":                {"{not: {$ref: '#/components/schemas/A'}} | A: {required: [a]}", "{not: {$ref: '#/components/schemas/B'}} | B: {required: [a]}"},
		"an explicit mapping":                    {"{discriminator: {propertyName: kind}, oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]} | A: {properties: {a: {}}}, B: {properties: {b: {}}}", "{discriminator: {propertyName: kind, mapping: {A: '#/components/schemas/A', B: '#/components/schemas/B'}}, oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]} | A: {properties: {a: {}}}, B: {properties: {b: {}}}"},
		"a mapping to other names":               {"{discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/A', b: '#/components/schemas/B'}}, oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]} | A: {properties: {a: {}}}, B: {properties: {b: {}}}", "{discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/X', b: '#/components/schemas/Y'}}, oneOf: [{$ref: '#/components/schemas/X'}, {$ref: '#/components/schemas/Y'}]} | X: {properties: {a: {}}}, Y: {properties: {b: {}}}"},
		"choices of two parts in another order":  {"{allOf: [{anyOf: [{required: [a]}, {required: [b]}]}, {anyOf: [{required: [c]}, {required: [d]}]}]}", "{allOf: [{anyOf: [{required: [c]}, {required: [d]}]}, {anyOf: [{required: [a]}, {required: [b]}]}]}"},
		"a required property of what is no type": {"{type: array, properties: {a: {}}, required: [a]}", "{type: array}"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := append(schemaChanges(t, c[0], c[1]), schemaChanges(t, c[1], c[0])...); len(got) > 0 {
				t.Errorf("nothing changes, and this is told: %s", strings.Join(got, "; "))
			}
		})
	}
}

// TestParameterIsText holds that a parameter that takes any text takes numbers too: they are written as text.
func TestParameterIsText(t *testing.T) {
	doc := func(schema string) string {
		return "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {parameters: [{name: q, in: query, schema: " + schema + "}], responses: {'200': {description: d}}}}}\n"
	}
	for name, c := range map[string]struct {
		was, is string
		want    []string
	}{
		"a number becomes any text":    {"{type: integer}", "{type: string}", []string{"type widens  [integer -> string] in GET /a"}},
		"any text becomes a number":    {"{type: string}", "{type: integer}", []string{"type narrows  [string -> integer] in GET /a"}},
		"a number becomes one of some": {"{type: integer}", "{type: string, maxLength: 3}", []string{"type differs  [integer -> string] in GET /a"}},
		"a number becomes a list":      {"{type: integer}", "{type: array}", []string{"type differs  [integer -> array] in GET /a"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, changesBetween(t, doc(c.was), doc(c.is))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestSchemaChangesAreBounded compares schemas that are made of themselves, and choices within choices.
func TestSchemaChangesAreBounded(t *testing.T) {
	deep := func(leaf string) string {
		s := leaf
		for range 12 {
			s = "{anyOf: [{type: array, items: " + s + "}, {type: array, maxItems: 3, items: {anyOf: [{type: string}, {type: array, minItems: 2}]}}, {type: array, minItems: 1, items: {type: integer}}]}"
		}
		return s
	}
	for name, c := range map[string][2]string{
		"an alternative of itself": {"{$ref: '#/components/schemas/A'} | A: {anyOf: [{$ref: '#/components/schemas/A'}, {type: string}]}", "{$ref: '#/components/schemas/A'} | A: {oneOf: [{$ref: '#/components/schemas/A'}, {type: integer}]}"},
		"a part of itself":         {"{$ref: '#/components/schemas/A'} | A: {allOf: [{$ref: '#/components/schemas/A'}, {type: string}]}", "{$ref: '#/components/schemas/A'} | A: {allOf: [{$ref: '#/components/schemas/A'}, {type: integer}]}"},
		"not itself":               {"{$ref: '#/components/schemas/A'} | A: {not: {$ref: '#/components/schemas/A'}}", "{$ref: '#/components/schemas/A'} | A: {not: {anyOf: [{$ref: '#/components/schemas/A'}, {}]}}"},
		"choices in choices":       {deep("{type: string}"), deep("{type: integer}")},
	} {
		t.Run(name, func(t *testing.T) {
			if got := schemaChanges(t, c[0], c[1]); len(got) == 0 {
				t.Error("no change is seen")
			}
		})
	}
}
