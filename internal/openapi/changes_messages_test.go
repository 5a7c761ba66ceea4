package openapi

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/openapi/contract"
)

// messageChanges compares two documents, and writes a line for each change: what, its effect, the part, from what to what, and who
// sends it.
func messageChanges(t *testing.T, was, is string) (lines []string) {
	t.Helper()
	changes, _ := contract.Compare(promise(t, was), promise(t, is))
	for _, ch := range changes {
		line := fmt.Sprintf("%s %s %s", ch.Kind, ch.Effect, ch.Name)
		if ch.From != "" || ch.To != "" {
			line += fmt.Sprintf(" [%s -> %s]", ch.From, ch.To)
		}
		if ch.CoveredBy != "" {
			line += " covered by " + ch.CoveredBy
		}
		if ch.Success {
			line += " success"
		}
		if ch.InRequest {
			line += ", sent"
		}
		if ch.InResponse {
			line += ", received"
		}
		lines = append(lines, line)
	}
	return lines
}

func TestChangesOfMessages(t *testing.T) {
	const head = "openapi: 3.1.0\ninfo: {title: Shop, version: 1.0.0}\n"
	operation := func(fields string) string { return head + "paths: {/orders: {post: {" + fields + "}}}" }
	webhook := func(fields string) string { return head + "webhooks: {sold: {post: {" + fields + "}}}" }
	parameter := func(fields string) string { return operation("parameters: [{name: ids, in: query, " + fields + "}]") }
	array := func(fields string) string {
		return parameter("schema: {type: array, items: {type: integer}}, " + fields)
	}
	body := func(fields string) string { return operation("requestBody: {content: {" + fields + "}}") }
	answer := func(fields string) string { return operation("responses: {'200': {" + fields + "}}") }
	answers := func(fields string) string { return operation("responses: {" + fields + "}") }
	const a, b = "{content: {application/json: {schema: {type: string}}}}", "{content: {application/json: {schema: {type: integer}}}}"
	swagger := func(types string) string {
		return "swagger: '2.0'\ninfo: {title: Shop, version: 1.0.0}\nconsumes: [" + types + "]\nproduces: [" + types + "]\npaths:\n  /a: {post: {parameters: [{in: body, name: a, schema: {}}], responses: {'200': {schema: {}}, '404': {schema: {}}}}}\n" +
			"  /b: {post: {parameters: [{in: body, name: b, schema: {}}], responses: {'200': {schema: {}}}}}\n"
	}
	swaggerForm := func(field string) string {
		return "swagger: '2.0'\ninfo: {title: Shop, version: 1.0.0}\npaths: {/orders: {post: {consumes: [application/x-www-form-urlencoded], parameters: [{in: formData, name: ids, " + field + "}]}}}\n"
	}
	tests := map[string]struct {
		was, is string
		want    []string
	}{
		"a parameter comes":                         {operation(""), parameter("schema: {}"), []string{"parameter-added neutral ids, sent"}},
		"a required parameter comes":                {operation(""), parameter("required: true, schema: {}"), []string{"parameter-added narrows ids, sent"}},
		"a parameter goes":                          {parameter("schema: {}"), operation(""), []string{"parameter-removed neutral ids, sent"}},
		"a required parameter goes":                 {parameter("required: true, schema: {}"), operation(""), []string{"parameter-removed widens ids, sent"}},
		"a parameter is required":                   {parameter("schema: {}"), parameter("required: true, schema: {}"), []string{"parameter-required narrows ids [optional -> required], sent"}},
		"a parameter is optional":                   {parameter("required: true, schema: {}"), parameter("schema: {}"), []string{"parameter-optional widens ids [required -> optional], sent"}},
		"a parameter is elsewhere":                  {parameter("schema: {}"), strings.Replace(parameter("schema: {}"), "in: query", "in: header", 1), []string{"parameter-moved differs ids [query -> header], sent"}},
		"a parameter is spelt otherwise":            {parameter("schema: {}"), strings.Replace(parameter("schema: {}"), "name: ids", "name: 'IDs[]'", 1), []string{"parameter-renamed differs IDs[] [ids -> IDs[]], sent"}},
		"a deprecated parameter is spelt otherwise": {parameter("deprecated: true, schema: {}"), strings.Replace(parameter("schema: {}"), "name: ids", "name: IDs", 1), []string{"parameter-removed neutral ids, sent", "parameter-added neutral IDs, sent"}},
		"a schema of itself": {head + "components: {schemas: {A: {anyOf: [{type: string}, {$ref: '#/components/schemas/A'}]}}}\npaths: {/a: {get: {parameters: [{name: q, in: query, schema: {$ref: '#/components/schemas/A'}}]}}}",
			head + "components: {schemas: {A: {anyOf: [{type: string}, {$ref: '#/components/schemas/A'}]}}}\npaths: {/a: {get: {parameters: [{name: q, in: query, style: spaceDelimited, schema: {$ref: '#/components/schemas/A'}}]}}}", []string{"parameter-style differs q [q=1&q=2 -> q=1%202], sent"}},
		"two could be what it became":               {parameter("schema: {}"), operation("parameters: [{name: IDS, in: query, schema: {}}, {name: Ids, in: query, schema: {}}]"), []string{"parameter-removed neutral ids, sent", "parameter-added neutral IDS, sent", "parameter-added neutral Ids, sent"}},
		"a header in another case":                  {operation("parameters: [{name: X-Tenant, in: header, schema: {}}]"), operation("parameters: [{name: x-tenant, in: header, schema: {}}]"), nil},
		"a header that says nothing":                {operation("parameters: [{name: Authorization, in: header, required: true, schema: {}}]"), operation(""), nil},
		"a parameter for all methods":               {parameter("schema: {}"), head + "paths: {/orders: {parameters: [{name: ids, in: query, schema: {}}], post: {}}}", nil},
		"a parameter that overrides":                {parameter("schema: {}"), head + "paths: {/orders: {parameters: [{name: ids, in: query, required: true, schema: {}}], post: {parameters: [{name: ids, in: query, schema: {}}]}}}", nil},
		"a part of the path is described":           {head + "paths: {'/a/{id}': {get: {}}}", head + "paths: {'/a/{id}': {get: {parameters: [{name: id, in: path, schema: {}}]}}}", []string{"parameter-added neutral id, sent"}},
		"a part of the path is said to be required": {head + "paths: {'/a/{id}': {get: {parameters: [{name: id, in: path, schema: {}}]}}}", head + "paths: {'/a/{id}': {get: {parameters: [{name: id, in: path, required: true, schema: {}}]}}}", nil},

		"explode of a list":                 {array(""), array("explode: false"), []string{"parameter-explode differs ids [ids=1&ids=2 -> ids=1,2], sent"}},
		"the default is written":            {array(""), array("style: form, explode: true"), nil},
		"another style of a list":           {array(""), array("style: pipeDelimited"), []string{"parameter-style differs ids [ids=1&ids=2 -> ids=1|2], sent"}},
		"another style, the same text":      {array(""), array("style: spaceDelimited, explode: true"), nil},
		"explode of a string":               {parameter("schema: {type: string}"), parameter("explode: false, schema: {type: string}"), nil},
		"explode of an alternative":         {parameter("schema: {anyOf: [{type: string}, {type: array}]}"), parameter("explode: false, schema: {anyOf: [{type: string}, {type: array}]}"), []string{"parameter-explode differs ids [ids=1&ids=2 -> ids=1,2], sent"}},
		"explode of a deep object":          {parameter("style: deepObject, explode: true, schema: {type: object}"), parameter("style: deepObject, schema: {type: object}"), nil},
		"style of an object":                {parameter("style: deepObject, schema: {type: object}"), parameter("schema: {type: object}"), []string{"parameter-style differs ids [ids[a]=1&ids[b]=2 -> a=1&b=2], sent"}},
		"style of a part of the path":       {head + "paths: {'/a/{id}': {get: {parameters: [{name: id, in: path, schema: {type: string}}]}}}", head + "paths: {'/a/{id}': {get: {parameters: [{name: id, in: path, style: label, schema: {type: string}}]}}}", []string{"parameter-style differs id [1 -> .1], sent"}},
		"a text becomes a document":         {parameter("schema: {type: object}"), parameter("content: {application/json: {schema: {type: object}}}"), []string{`parameter-style differs ids [a=1&b=2 -> ids={"a":1,"b":2}], sent`}},
		"a document in another syntax":      {parameter("content: {application/xml: {schema: {type: object}}}"), parameter("content: {application/json: {schema: {type: object}}}"), []string{`parameter-style differs ids [ids=(application/xml) -> ids={"a":1,"b":2}], sent`}},
		"a number becomes a document":       {parameter("schema: {type: integer}"), parameter("content: {application/json: {schema: {type: integer}}}"), nil},
		"a header becomes a document":       {answer("headers: {X-Rate: {schema: {type: integer}}}"), answer("headers: {X-Rate: {content: {text/plain: {schema: {type: integer}}}}}"), nil},
		"Swagger's lists":                   {"swagger: '2.0'\ninfo: {title: Shop, version: 1.0.0}\npaths: {/orders: {post: {parameters: [{name: ids, in: query, type: array, items: {type: integer}}]}}}", array("explode: false"), nil},
		"a number becomes a text":           {parameter("schema: {type: integer}"), parameter("schema: {type: string}"), []string{"type widens  [integer -> string], sent"}},
		"a text becomes a number":           {parameter("schema: {type: string}"), parameter("schema: {type: integer}"), []string{"type narrows  [string -> integer], sent"}},
		"a number becomes a date":           {parameter("schema: {type: integer}"), parameter("schema: {type: string, format: date}"), []string{"type differs  [integer -> string], sent"}},
		"numbers become texts":              {array(""), parameter("schema: {type: array, maxItems: 3, items: {type: string}}"), []string{"type widens  [integer -> string], sent", "max-items narrows maxItems [no limit -> 3], sent"}},
		"a number in a body":                {body("application/json: {schema: {type: integer}}"), body("application/json: {schema: {type: string}}"), []string{"type differs  [integer -> string], sent"}},
		"a text becomes a list of them":     {parameter("schema: {type: string}"), parameter("schema: {type: array, items: {type: string}}"), []string{"type widens  [string -> array], sent"}},
		"a text becomes a list of numbers":  {parameter("schema: {type: string}"), array(""), []string{"type narrows  [string -> integer], sent", "type widens  [string -> array], sent"}},
		"a text becomes a list of two":      {parameter("schema: {type: string}"), parameter("schema: {type: array, minItems: 2, items: {type: string}}"), []string{"type differs  [string -> array], sent"}},
		"a list becomes a text":             {parameter("schema: {type: array, items: {type: string}}"), parameter("schema: {type: string}"), []string{"type narrows  [array -> string], sent"}},
		"a text becomes a list with commas": {parameter("schema: {type: string}"), array("explode: false"), []string{"type differs  [string -> array], sent"}},
		"reserved characters":               {parameter("allowReserved: true, schema: {}"), parameter("schema: {}"), []string{"parameter-allow-reserved narrows ids [with reserved characters as they are -> with reserved characters encoded], sent"}},
		"empty values":                      {parameter("allowEmptyValue: true, schema: {}"), parameter("schema: {}"), []string{"parameter-allow-empty narrows ids [without a value -> with a value], sent"}},

		"a body comes":                     {operation(""), body("application/json: {}"), []string{"request-body-added widens , sent"}},
		"a required body comes":            {operation(""), operation("requestBody: {required: true, content: {application/json: {}}}"), []string{"request-body-added differs , sent"}},
		"a body goes":                      {body("application/json: {}"), operation(""), []string{"request-body-removed narrows , sent"}},
		"a body is required":               {body("application/json: {}"), operation("requestBody: {required: true, content: {application/json: {}}}"), []string{"request-body-required narrows , sent"}},
		"a body is optional":               {operation("requestBody: {required: true, content: {application/json: {}}}"), body("application/json: {}"), []string{"request-body-optional widens , sent"}},
		"a body beside a broken parameter": {operation("parameters: [{$ref: '#/gone'}], requestBody: {content: {application/json: {}}}"), operation("parameters: [{$ref: '#/gone'}]"), []string{"request-body-removed narrows , sent"}},
		"a webhook's body goes":            {webhook("requestBody: {required: true, content: {application/json: {}}}"), webhook(""), []string{"request-body-removed differs , received"}},
		"a webhook's header goes":          {webhook("parameters: [{name: X-Signature, in: header, required: true, schema: {}}]"), webhook(""), []string{"parameter-removed widens X-Signature, received"}},
		"a webhook's answer goes":          {webhook("responses: {'200': {}, '204': {}}"), webhook("responses: {'200': {}}"), []string{"response-removed narrows 204 success, sent"}},
		"a callback's body is another":     {operation("callbacks: {done: {'{$request.body#/url}': {post: {requestBody: " + a + "}}}}"), operation("callbacks: {done: {'{$request.body#/url}': {post: {requestBody: " + b + "}}}}"), []string{"type differs  [string -> integer], received"}},

		"a media type comes":                  {body("application/json: {}"), body("application/json: {}, application/xml: {}"), []string{"media-type-added widens application/xml, sent"}},
		"a media type goes":                   {body("application/json: {}, application/xml: {}"), body("application/json: {}"), []string{"media-type-removed narrows application/xml, sent"}},
		"a media type in other words":         {body("application/json; charset=UTF-8: {}"), body("application/JSON: {}"), nil},
		"a range in place of a media type":    {body("application/json: {schema: {type: string}}"), body("'*/*': {schema: {type: integer}}"), []string{"media-type-name widens application/json [application/json -> */*], sent", "type differs  [string -> integer], sent"}},
		"a media type in place of a range":    {body("'*/*': {}"), body("application/json: {}, text/csv: {}"), []string{"media-type-name narrows */* [*/* -> application/json, text/csv], sent"}},
		"a media type that a range has goes":  {body("application/json: {schema: {type: string}}, 'application/*': {schema: {type: integer}}"), body("'application/*': {schema: {type: integer}}"), []string{"media-type-removed neutral application/json covered by application/*, sent", "type differs  [string -> integer], sent"}},
		"a media type that a range has comes": {body("'application/*': {schema: {type: integer}}"), body("application/json: {schema: {type: string}}, 'application/*': {schema: {type: integer}}"), []string{"media-type-added neutral application/json covered by application/*, sent", "type differs  [integer -> string], sent"}},
		"a parameter of it comes":             {body("application/json: {}"), body("application/json;v=2: {}"), []string{"media-type-parameter narrows application/json [application/json -> application/json;v=2], sent"}},
		"a parameter of it goes":              {body("application/json;v=2: {}"), body("application/json: {}"), []string{"media-type-parameter widens application/json;v=2 [application/json;v=2 -> application/json], sent"}},
		"a parameter of it is another":        {body("application/json;v=2: {}"), body("application/json; v=3: {}"), []string{"media-type-parameter differs application/json;v=2 [application/json;v=2 -> application/json; v=3], sent"}},
		"a vendor's name":                     {body("application/json: {schema: {type: string}}"), body("application/vnd.shop+json: {schema: {type: integer}}"), []string{"media-type-renamed differs application/json [application/json -> application/vnd.shop+json], sent", "type differs  [string -> integer], sent"}},
		"another syntax":                      {body("application/json: {}"), body("application/xml: {}"), []string{"media-type-removed narrows application/json, sent", "media-type-added widens application/xml, sent"}},
		"a media type of all operations goes": {swagger("application/json, text/csv"), swagger("application/json"), []string{"media-type-removed narrows text/csv, sent", "media-type-removed narrows text/csv, received"}},
		"a form's list":                       {swaggerForm("type: array, items: {type: string}"), swaggerForm("type: array, collectionFormat: multi, items: {type: string}"), []string{"encoding-style differs ids [ids=1,2 -> ids=1&ids=2], sent"}},
		"a form's list as supposed":           {swaggerForm("type: array, items: {type: string}"), swaggerForm("type: array, collectionFormat: csv, items: {type: string}"), nil},
		"a form's list in other words":        {swaggerForm("type: array, items: {type: string}"), body("application/x-www-form-urlencoded: {schema: {type: object, properties: {ids: {type: array, items: {type: string}}}}, encoding: {ids: {explode: false}}}"), nil},
		"a form's field is required":          {swaggerForm("type: string"), swaggerForm("type: string, required: true"), []string{"property-required narrows ids, sent"}},
		"a body that nobody needs to expect":  {strings.Replace(body("application/json: {}"), "post:", "get:", 1), strings.Replace(operation(""), "post:", "get:", 1), []string{"request-body-removed narrows , sent"}},
		"a schema comes":                      {body("application/json: {}"), body("application/json: {schema: {type: object, properties: {a: {}}}}"), []string{"media-schema narrows  [anything -> object with a], sent"}},
		"a schema goes":                       {answer("content: {application/json: {schema: {type: string}}}"), answer("content: {application/json: {}}"), []string{"media-schema widens  [string -> anything], received"}},
		"a schema that says nothing":          {body("application/json: {}"), body("application/json: {schema: true}"), nil},
		"bytes in two ways":                   {body("application/pdf: {schema: {type: string, format: binary}}"), body("application/pdf: {}"), nil},
		"a stream in two ways":                {body("text/event-stream: {schema: {type: array, items: {type: string}}}"), body("text/event-stream: {itemSchema: {type: string}}"), nil},
		"a schema for items comes":            {body("text/event-stream: {}"), body("text/event-stream: {itemSchema: {type: string}}"), []string{"media-schema narrows itemSchema [anything -> string], sent"}},

		"an encoding's type":                  {body("multipart/form-data: {schema: {properties: {logo: {type: string}}}, encoding: {logo: {contentType: 'image/png, image/jpeg'}}}"), body("multipart/form-data: {schema: {properties: {logo: {type: string}}}, encoding: {logo: {contentType: image/png}}}"), []string{"encoding-content-type narrows logo [image/jpeg, image/png -> image/png], sent"}},
		"an encoding that is supposed":        {body("multipart/form-data: {schema: {properties: {logo: {type: object}}}}"), body("multipart/form-data: {schema: {properties: {logo: {type: object}}}, encoding: {logo: {contentType: application/json}}}"), nil},
		"an encoding's range":                 {body("multipart/form-data: {encoding: {logo: {contentType: image/png}}}"), body("multipart/form-data: {encoding: {logo: {contentType: image/*}}}"), []string{"encoding-content-type widens logo [image/png -> image/*], sent"}},
		"an encoding's style":                 {body("application/x-www-form-urlencoded: {schema: {properties: {ids: {type: array}}}}"), body("application/x-www-form-urlencoded: {schema: {properties: {ids: {type: array}}}, encoding: {ids: {explode: false}}}"), []string{"encoding-style differs ids [ids=1&ids=2 -> ids=1,2], sent"}},
		"an encoding's style, supposed":       {body("application/x-www-form-urlencoded: {schema: {properties: {ids: {type: array}}}}"), body("application/x-www-form-urlencoded: {schema: {properties: {ids: {type: array}}}, encoding: {ids: {explode: true}}}"), nil},
		"an encoding of a new field":          {body("application/x-www-form-urlencoded: {schema: {properties: {a: {}}}}"), body("application/x-www-form-urlencoded: {schema: {properties: {a: {}, ids: {type: array}}}, encoding: {ids: {explode: false}}}"), []string{"property-added neutral ids, sent"}},
		"the default of what may be left out": {parameter("schema: {type: string, default: a}"), parameter("schema: {type: string, default: b}"), []string{"default neutral  [a -> b], sent"}},
		"the default of what is required":     {parameter("required: true, schema: {type: string, default: a}"), parameter("required: true, schema: {type: string, default: b}"), nil},
		"the default of a required property":  {body("a/json: {schema: {type: object, required: [a], properties: {a: {default: 1}}}}"), body("a/json: {schema: {type: object, required: [a], properties: {a: {default: 2}}}}"), nil},
		"an encoding's reserved characters":   {body("application/x-www-form-urlencoded: {schema: {properties: {url: {type: string}}}, encoding: {url: {allowReserved: true}}}"), body("application/x-www-form-urlencoded: {schema: {properties: {url: {type: string}}}}"), []string{"encoding-allow-reserved narrows url [text with reserved characters as they are -> text with reserved characters encoded], sent"}},
		"an encoding's header":                {body("multipart/form-data: {encoding: {logo: {contentType: a/b}}}"), body("multipart/form-data: {encoding: {logo: {contentType: a/b, headers: {X-Size: {required: true, schema: {}}}}}}"), []string{"header-added narrows X-Size, sent"}},
		"an encoding of what is no form":      {body("application/json: {}"), body("application/json: {encoding: {logo: {contentType: a/b}}}"), nil},

		"success goes":                           {answers("'200': {}, '201': {}"), answers("'200': {}"), []string{"response-removed narrows 201 success, received"}},
		"an error goes":                          {answers("'200': {}, '404': {}"), answers("'200': {}"), []string{"response-removed narrows 404, received"}},
		"success goes, beside default":           {answers("'200': {}, default: {}"), answers("default: {}"), []string{"response-removed narrows 200 success, received"}},
		"an error goes, beside default":          {answers("'200': {}, '404': " + a + ", default: " + b), answers("'200': {}, default: " + b), []string{"response-removed neutral 404 covered by default, received", "type differs  [string -> integer], received"}},
		"success comes":                          {answers("'200': {}"), answers("'200': {}, '202': {}"), []string{"response-added widens 202 success, received"}},
		"an error comes, beside default":         {answers("'200': {}, default: " + a), answers("'200': {}, default: " + a + ", '404': " + b), []string{"response-added neutral 404 covered by default, received", "type differs  [string -> integer], received"}},
		"success comes, beside default":          {answers("'200': {}, default: " + a), answers("'200': {}, default: " + a + ", '202': " + b), []string{"response-added widens 202 success, received"}},
		"default was success":                    {answers("default: " + a), answers("'200': " + a + ", '404': " + b + ", default: " + b), []string{"response-added widens 404, received", "response-added widens default, received"}},
		"codes in place of a range":              {answers("2XX: " + a), answers("'200': " + a + ", '201': " + b), []string{"response-removed narrows 2XX covered by 200, 201 success, received", "response-added neutral 200 covered by 2XX success, received", "response-added neutral 201 covered by 2XX success, received", "type differs  [string -> integer], received"}},
		"a range in place of a code":             {answers("'200': " + a), answers("2xx: " + a), []string{"response-removed neutral 200 covered by 2xx success, received", "response-added widens 2xx covered by 200 success, received"}},
		"the body goes":                          {answer("content: {application/json: {}}"), answer(""), []string{"response-body-removed differs , received"}},
		"the body comes":                         {answer(""), answer("content: {application/json: {}}"), []string{"response-body-added widens , received"}},
		"a header comes":                         {answer(""), answer("headers: {X-Rate: {schema: {}}}"), []string{"header-added neutral X-Rate, received"}},
		"a header goes":                          {answer("headers: {X-Rate: {schema: {}}}"), answer(""), []string{"header-removed neutral X-Rate, received"}},
		"a required header goes":                 {answer("headers: {X-Rate: {required: true, schema: {}}}"), answer(""), []string{"header-removed widens X-Rate, received"}},
		"a header is optional":                   {answer("headers: {X-Rate: {required: true, schema: {}}}"), answer("headers: {X-Rate: {schema: {}}}"), []string{"header-optional widens X-Rate [required -> optional], received"}},
		"a header in another case, again":        {answer("headers: {X-Rate: {schema: {}}}"), answer("headers: {x-rate: {schema: {}}}"), nil},
		"the header Content-Type":                {answer("headers: {Content-Type: {required: true, schema: {}}}"), answer(""), nil},
		"a header's object is written otherwise": {answer("headers: {X-Rate: {schema: {type: object}}}"), answer("headers: {X-Rate: {explode: true, schema: {type: object}}}"), []string{"header-explode differs X-Rate [a,1,b,2 -> a=1,b=2], received"}},
		"a link goes":                            {answer("links: {next: {operationId: x}}"), answer(""), []string{"link-removed neutral next, received"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, messageChanges(t, test.was, test.is)); diff != "" {
				t.Errorf("the changes are not as expected (-want +got):\n%s", diff)
			}
		})
	}
}

// TestChangesOfManyMessages holds that the number of comparisons grows with the number of things, and not with its square.
func TestChangesOfManyMessages(t *testing.T) {
	n := 10_000
	if raceDetector {
		n = 1_000 // it takes ten times as long
	}
	document := func(name string) string {
		var b strings.Builder
		b.WriteString("openapi: 3.1.0\ninfo: {title: Shop, version: 1.0.0}\npaths:\n  /a:\n    parameters:\n")
		for i := range n {
			fmt.Fprintf(&b, "    - {name: %s%d, in: query, schema: {}}\n", name, i)
		}
		b.WriteString("    post:\n      parameters:\n")
		for i := range n {
			fmt.Fprintf(&b, "      - {name: %s%d, in: header, schema: {}}\n", name, i)
		}
		b.WriteString("      requestBody:\n        content:\n          multipart/form-data:\n            encoding:\n")
		for i := range n {
			fmt.Fprintf(&b, "              %s%d: {contentType: a/b}\n", name, i)
		}
		for i := range n {
			fmt.Fprintf(&b, "          application/%s%d+json: {}\n", name, i)
		}
		b.WriteString("      responses:\n        '200':\n          headers:\n")
		for i := range n {
			fmt.Fprintf(&b, "            %s%d: {schema: {}}\n", name, i)
		}
		for i := range n {
			fmt.Fprintf(&b, "        %s%d: {}\n", name, i)
		}
		return b.String()
	}
	was, is := promise(t, document("a")), promise(t, document("b"))
	changes, complete := contract.Compare(was, is)
	if !complete || len(changes) < 8*n {
		t.Errorf("%d changes, complete: %v", len(changes), complete)
	}
	if pairs := contract.Pairs(was, is); pairs > 20*n {
		t.Errorf("%d pairs were compared of %d things", pairs, n)
	}
}
