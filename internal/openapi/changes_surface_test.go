package openapi

import (
	"fmt"
	"strings"
	"testing"

	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/openapi/contract"
	"github.com/bdma-dev/bdma/internal/source"
)

// promise reads a document that is given as text.
func promise(t *testing.T, text string) *contract.API {
	t.Helper()
	tree := source.FromFS(fstest.MapFS{"openapi.yaml": {Data: []byte(text)}})
	api, ok := Contract(tree, source.Unit{Name: "openapi.yaml", Files: []string{"openapi.yaml"}})
	if !ok {
		t.Fatalf("this cannot be read:\n%s", text)
	}
	return api
}

// changesBetween compares two documents, and writes a line for each change: what, its effect, the part, from what to what, and the
// operations.
func changesBetween(t *testing.T, was, is string) (lines []string) {
	t.Helper()
	changes, complete := contract.Compare(promise(t, was), promise(t, is))
	if !complete {
		t.Error("the comparison is not complete")
	}
	for _, ch := range changes {
		line := fmt.Sprintf("%s %s %s", ch.Kind, ch.Effect, ch.Name)
		if ch.From != "" || ch.To != "" {
			line += fmt.Sprintf(" [%s -> %s]", ch.From, ch.To)
		}
		line += " in " + strings.Join(ch.Operations, ", ")
		if ch.Unstable {
			line += " (unstable)"
		}
		lines = append(lines, line)
	}
	return lines
}

func TestSurfaceChanges(t *testing.T) {
	const (
		head    = "openapi: 3.1.0\ninfo: {title: Shop, version: 1.0.0}\n"
		schemes = "components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}, oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: https://id.shop.com/token, scopes: {read: r, write: w}}}}}}\n"
		pets    = "paths: {/pets: {get: {responses: {'200': {description: d}}}, post: {responses: {'201': {description: d}}}}}\n"
	)
	op := func(fields string) string {
		return head + schemes + "paths: {/pets: {get: {" + fields + " responses: {'200': {description: d}}}}}\n"
	}
	tests := map[string]struct {
		was, is string
		want    []string
	}{
		"a method goes": {head + pets, head + "paths: {/pets: {get: {responses: {'200': {description: d}}}}}", []string{"operation-removed narrows POST /pets in POST /pets"}},
		"a path goes": {head + pets + "  \n", head + "paths: {/cats: {get: {responses: {'200': {description: d}}}}}", []string{
			"path-removed narrows /pets in GET /pets, POST /pets", "path-added widens /cats in GET /cats"}},
		"a path of drafts goes": {head + "paths: {/a: {get: {}}, /b: {get: {x-stability-level: draft}}}", head + "paths: {/a: {get: {}}}", []string{"path-removed narrows /b in GET /b (unstable)"}},
		"a path parameter is renamed": {head + "paths: {'/a/{id}': {get: {parameters: [{name: id, in: path, required: true, schema: {}}]}}}",
			head + "paths: {'/a/{a_id}': {get: {parameters: [{name: a_id, in: path, required: true, schema: {}}]}}}", []string{"path-parameter-renamed neutral a_id [id -> a_id] in GET /a/{a_id}"}},
		"an operation moves": {head + "paths: {/a: {get: {operationId: listA}}, /b: {get: {}}}", head + "paths: {/as: {get: {operationId: listA}}, /b: {get: {}}}", []string{
			"operation-moved differs GET /a [GET /a -> GET /as] in GET /a"}},
		"an operation gets another method": {head + "paths: {/a: {put: {operationId: setA}, get: {}}}", head + "paths: {/a: {patch: {operationId: setA}, get: {}}}", []string{
			"operation-moved differs PUT /a [PUT /a -> PATCH /a] in PUT /a"}},
		"a path moves": {head + "paths: {/b: {get: {}}, '/a/{id}': {get: {operationId: getA}, put: {operationId: setA}}}", head + "paths: {/b: {get: {}}, '/as/{id}': {get: {operationId: getA}, put: {operationId: setA}}}", []string{
			"path-moved differs /a/{id} [/a/{id} -> /as/{id}] in GET /a/{id}, PUT /a/{id}"}},
		"a moved operation changes too": {head + "paths: {/a: {get: {operationId: listA}}, /b: {get: {}}}", head + "paths: {/as: {get: {operationId: listA, parameters: [{name: q, in: query, required: true, schema: {}}]}}, /b: {get: {}}}", []string{
			"operation-moved differs GET /a [GET /a -> GET /as] in GET /a", "parameter-added narrows q in GET /as"}},
		"ids that are there twice tell nothing": {head + "paths: {/a: {get: {operationId: x}, put: {operationId: x}}, /b: {get: {}}}", head + "paths: {/c: {get: {operationId: x}}, /b: {get: {}}}", []string{
			"path-removed narrows /a in GET /a, PUT /a", "path-added widens /c in GET /c"}},
		"all paths begin with something else": {head + "paths: {/v1/a: {get: {}}, /v1/b: {get: {}}}", head + "paths: {/v2/a: {get: {}}, /v2/b: {get: {}}, /v2/c: {get: {}}}", []string{
			"path-moved differs /v1/… [/v1/… -> /v2/…] in GET /v1/a, GET /v1/b", "path-added widens /v2/c in GET /v2/c"}},
		"the version goes from the server to the paths": {head + "servers: [{url: https://api.shop.com/v1}]\npaths: {/a: {get: {}}, /b: {get: {}}}", head + "servers: [{url: https://api.shop.com/}]\npaths: {/v1/a: {get: {}}, /v1/b: {get: {}}}", nil},
		"the version goes from the paths to the server": {head + "servers: [{url: https://api.shop.com/}]\npaths: {/v1/a: {get: {}}}", "swagger: '2.0'\ninfo: {title: Shop, version: 1.0.0}\nhost: api.shop.com\nbasePath: /v1/\nschemes: [https]\npaths: {/a: {get: {}}}", nil},
		"paths without a slash": {head + "paths: {a: {get: {}}, b/c: {get: {}}}", head + "paths: {x: {get: {}}, y/c: {get: {}}}", []string{
			"path-removed narrows a in GET a", "path-removed narrows b/c in GET b/c", "path-added widens x in GET x", "path-added widens y/c in GET y/c"}},
		"a webhook goes":  {head + "webhooks: {sold: {post: {}}, bought: {post: {}}}", head + "webhooks: {sold: {post: {}}}", []string{"webhook-removed narrows bought in POST bought"}},
		"a callback goes": {head + "paths: {/a: {post: {callbacks: {done: {'{$request.body#/url}': {post: {}}}}}}}", head + "paths: {/a: {post: {}}}", []string{"callback-removed narrows POST done {$request.body#/url} in POST /a"}},
		"an additional method goes": {strings.Replace(head, "3.1", "3.2", 1) + "paths: {/a: {get: {}, additionalOperations: {COPY: {}}}}", strings.Replace(head, "3.1", "3.2", 1) + "paths: {/a: {get: {}}}", []string{
			"operation-removed narrows COPY /a in COPY /a"}},
		"the operationId is another": {op("operationId: a,"), op("operationId: b,"), []string{"operation-id-changed neutral a [a -> b] in GET /pets"}},
		"the operationId goes":       {op("operationId: a,"), op(""), []string{"operation-id-removed neutral a [a -> ] in GET /pets"}},
		"a tag is another":           {op("tags: [a, b],"), op("tags: [b, c],"), []string{"tag-added neutral c [ -> c] in GET /pets", "tag-removed neutral a [a -> ] in GET /pets"}},

		"nothing was asked for":            {op(""), op("security: [{key: []}],"), []string{"security-required narrows key [nothing -> key] in GET /pets"}},
		"nothing was asked for, at will":   {op("security: [{}, {key: []}],"), op("security: [{key: []}],"), []string{"security-required narrows key [nothing, or key -> key] in GET /pets"}},
		"nothing is asked for any more":    {op("security: [{key: []}],"), op("security: [],"), []string{"security-removed widens key [key -> nothing] in GET /pets"}},
		"a way in goes":                    {op("security: [{key: []}, {oauth: [read]}],"), op("security: [{oauth: [read]}],"), []string{"security-alternative-removed narrows key [key, or oauth (read) -> oauth (read)] in GET /pets"}},
		"a way in comes":                   {op("security: [{key: []}],"), op("security: [{oauth: [read]}, {key: []}],"), []string{"security-alternative-added widens oauth (read) [key -> oauth (read), or key] in GET /pets"}},
		"a second key is asked for":        {op("security: [{key: []}],"), op("security: [{oauth: [], key: []}],"), []string{"security-alternative-removed narrows key [key -> key and oauth] in GET /pets"}},
		"only one of two is asked for":     {op("security: [{oauth: [], key: []}],"), op("security: [{key: []}],"), []string{"security-alternative-added widens key [key and oauth -> key] in GET /pets"}},
		"a way in that another one spared": {op("security: [{key: []}, {key: [], oauth: []}],"), op("security: [{key: []}],"), nil},
		"a scope is asked for":             {op("security: [{oauth: [read]}],"), op("security: [{oauth: [write, read]}],"), []string{"security-scope-added narrows write [oauth (read) -> oauth (read, write)] in GET /pets"}},
		"a scope is no longer asked for":   {op("security: [{oauth: [read, write]}],"), op("security: [{oauth: [read]}],"), []string{"security-scope-removed widens write [oauth (read, write) -> oauth (read)] in GET /pets"}},
		"another scope is asked for": {op("security: [{oauth: [read]}],"), op("security: [{oauth: [write]}],"), []string{
			"security-scope-added narrows write [oauth (read) -> oauth (write)] in GET /pets", "security-scope-removed widens read [oauth (read) -> oauth (write)] in GET /pets"}},
		"the document's security is one cause":                   {head + schemes + pets, head + schemes + "security: [{key: []}]\n" + pets, []string{"security-required narrows key [nothing -> key] in GET /pets, POST /pets"}},
		"the document's security goes":                           {head + schemes + "security: [{key: []}]\n" + pets, head + schemes + pets, []string{"security-removed widens key [key -> nothing] in GET /pets, POST /pets"}},
		"security moves to the operation":                        {head + schemes + "security: [{key: []}]\npaths: {/pets: {get: {}}}", head + schemes + "paths: {/pets: {get: {security: [{key: []}]}}}", nil},
		"the document's security does not reach who has its own": {head + schemes + "paths: {/pets: {get: {security: []}}}", head + schemes + "security: [{key: []}]\npaths: {/pets: {get: {security: []}}}", nil},
		"a webhook does not inherit":                             {head + schemes + "webhooks: {sold: {post: {}}}", head + schemes + "security: [{key: []}]\nwebhooks: {sold: {post: {}}}", nil},
		"a webhook asks for something":                           {head + schemes + "webhooks: {sold: {post: {}}}", head + schemes + "webhooks: {sold: {post: {security: [{key: []}]}}}", []string{"webhook-security differs POST sold [ -> key] in POST sold"}},
		"a scheme is renamed":                                    {op("security: [{key: []}],"), strings.ReplaceAll(op("security: [{key: []}],"), "key:", "apiKey:"), nil},
		"a scheme is renamed and is another": {op("security: [{key: []}],"), strings.ReplaceAll(strings.ReplaceAll(op("security: [{key: []}],"), "key:", "apiKey:"), "X-Key", "X-Token"), []string{
			"security-alternative-added widens apiKey [key -> apiKey] in GET /pets", "security-alternative-removed narrows key [key -> apiKey] in GET /pets"}},
		"a key has another name":       {op("security: [{key: []}],"), strings.ReplaceAll(op("security: [{key: []}],"), "X-Key", "X-Token"), []string{"security-scheme-key-name differs key [X-Key -> X-Token] in GET /pets"}},
		"a header's name has no case":  {op("security: [{key: []}],"), strings.ReplaceAll(op("security: [{key: []}],"), "X-Key", "x-key"), nil},
		"a key is elsewhere":           {op("security: [{key: []}],"), strings.ReplaceAll(op("security: [{key: []}],"), "in: header", "in: query"), []string{"security-scheme-in differs key [header -> query] in GET /pets"}},
		"a scheme is of another type":  {op("security: [{key: []}],"), strings.ReplaceAll(op("security: [{key: []}],"), "type: apiKey, in: header, name: X-Key", "type: http, scheme: Bearer"), []string{"security-scheme-type differs key [apiKey -> http bearer] in GET /pets"}},
		"a scheme that nobody uses":    {op(""), strings.ReplaceAll(op(""), "X-Key", "X-Token"), nil},
		"a flow is another":            {op("security: [{oauth: []}],"), strings.ReplaceAll(op("security: [{oauth: []}],"), "clientCredentials", "password"), []string{"security-flow-removed narrows clientCredentials [clientCredentials -> password] in GET /pets", "security-flow-added widens password [clientCredentials -> password] in GET /pets"}},
		"tokens are given elsewhere":   {op("security: [{oauth: []}],"), strings.ReplaceAll(op("security: [{oauth: []}],"), "id.shop", "login.shop"), []string{"security-token-url differs clientCredentials [https://id.shop.com/token -> https://login.shop.com/token] in GET /pets"}},
		"a scope is no longer offered": {op("security: [{oauth: []}],"), strings.ReplaceAll(op("security: [{oauth: []}],"), ", write: w", ""), []string{"security-scheme-scope-removed narrows write in GET /pets"}},

		"a server goes": {head + "servers: [{url: https://a.shop.com}, {url: https://b.shop.com}]\n" + pets, head + "servers: [{url: https://a.shop.com/}]\n" + pets, []string{
			"server-removed narrows https://b.shop.com [https://a.shop.com, https://b.shop.com -> https://a.shop.com/] in GET /pets, POST /pets"}},
		"a server is another": {head + "servers: [{url: https://a.shop.com}]\n" + pets, head + "servers: [{url: https://b.shop.com}]\n" + pets, []string{
			"servers-replaced differs https://a.shop.com [https://a.shop.com -> https://b.shop.com] in GET /pets, POST /pets"}},
		"servers are in another order": {head + "servers: [{url: https://a.shop.com}, {url: https://b.shop.com}]\n" + pets, head + "servers: [{url: https://b.shop.com:443}, {url: HTTPS://a.Shop.com}]\n" + pets, nil},
		"a variable is written out":    {head + "servers: [{url: 'https://{region}.shop.com', variables: {region: {default: eu, enum: [eu, us]}}}]\n" + pets, head + "servers: [{url: https://eu.shop.com}, {url: https://us.shop.com}]\n" + pets, nil},
		"a value of a variable goes": {head + "servers: [{url: 'https://{region}.shop.com', variables: {region: {default: eu, enum: [eu, us]}}}]\n" + pets, head + "servers: [{url: 'https://{area}.shop.com', variables: {area: {default: eu, enum: [eu]}}}]\n" + pets, []string{
			"server-removed narrows https://us.shop.com [https://eu.shop.com, https://us.shop.com -> https://eu.shop.com] in GET /pets, POST /pets"}},
		"any value may be given": {head + "servers: [{url: https://eu.shop.com/api}]\n" + pets, head + "servers: [{url: 'https://{region}.shop.com/api', variables: {region: {default: eu}}}]\n" + pets, []string{
			"server-added widens https://{region}.shop.com/api [https://eu.shop.com/api -> https://{region}.shop.com/api] in GET /pets, POST /pets"}},
		"a relative server":          {head + "servers: [{url: /api}]\n" + pets, head + "servers: [{url: https://shop.com/api}]\n" + pets, nil},
		"a server moves to the path": {head + "servers: [{url: https://a.shop.com}]\npaths: {/a: {get: {}}}", head + "paths: {/a: {servers: [{url: https://a.shop.com}], get: {}}}", nil},
		"a path has a server of its own": {head + "servers: [{url: https://a.shop.com}]\npaths: {/a: {get: {}, put: {}}, /b: {get: {}}}", head + "servers: [{url: https://a.shop.com}]\npaths: {/a: {servers: [{url: https://b.shop.com}], get: {}, put: {}}, /b: {get: {}}}", []string{
			"servers-replaced differs https://a.shop.com [https://a.shop.com -> https://b.shop.com] in GET /a, PUT /a"}},

		"deprecated":             {op(""), op("deprecated: true, x-sunset: '2030-01-01',"), []string{"deprecated neutral GET /pets [no -> yes] in GET /pets"}},
		"no longer deprecated":   {op("deprecated: true,"), op(""), []string{"reactivated neutral GET /pets [yes -> no] in GET /pets"}},
		"a date comes":           {op("deprecated: true,"), op("deprecated: true, x-sunset: '2030-01-01',"), []string{"sunset-added neutral GET /pets [ -> 2030-01-01] in GET /pets"}},
		"a date goes":            {op("deprecated: true, x-sunset: '2030-01-01',"), op("deprecated: true,"), []string{"sunset-removed neutral GET /pets [2030-01-01 -> ] in GET /pets"}},
		"a date is earlier":      {op("deprecated: true, x-sunset: '2030-01-01',"), op("deprecated: true, x-sunset: '2029-12-31T00:00:00Z',"), []string{"sunset-earlier neutral GET /pets [2030-01-01 -> 2029-12-31T00:00:00Z] in GET /pets"}},
		"a date is later":        {op("deprecated: true, x-sunset: '2030-01-01',"), op("deprecated: true, x-sunset: '2031-01-01',"), []string{"sunset-later neutral GET /pets [2030-01-01 -> 2031-01-01] in GET /pets"}},
		"a date is none":         {op("deprecated: true, x-sunset: '2030-01-01',"), op("deprecated: true, x-sunset: soon,"), []string{"sunset-changed neutral GET /pets [2030-01-01 -> soon] in GET /pets"}},
		"a date is a list":       {op(""), op("deprecated: true, x-sunset: [2030],"), []string{"deprecated neutral GET /pets [no -> yes] in GET /pets"}},
		"a date in another form": {op("deprecated: true, x-sunset: '2030-01-01',"), op("deprecated: true, x-sunset: '2030-01-01T00:00:00Z',"), nil},
		"less is promised":       {op(""), op("x-stability-level: beta,"), []string{"stability-decreased neutral GET /pets [stable -> beta] in GET /pets"}},
		"more is promised":       {op("x-stability-level: draft,"), op("x-stability-level: alpha,"), []string{"stability-increased neutral GET /pets [draft -> alpha] in GET /pets (unstable)"}},
		"nobody knows":           {op(""), op("x-stability-level: solid,"), []string{"stability-unknown neutral GET /pets [ -> solid] in GET /pets"}},
		"a parameter is deprecated": {op("parameters: [{name: q, in: query, schema: {}}],"), op("parameters: [{name: q, in: query, deprecated: true, schema: {}}],"), []string{
			"deprecated neutral q [no -> yes] in GET /pets"}},
		"a property's date goes": {head + "components: {schemas: {Pet: {properties: {age: {type: integer, deprecated: true, x-sunset: '2030-01-01'}}}}}\npaths: {/a: {post: {requestBody: {content: {a/b: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}",
			head + "components: {schemas: {Pet: {properties: {age: {type: integer, deprecated: true}}}}}\npaths: {/a: {post: {requestBody: {content: {a/b: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}", []string{
				"sunset-removed neutral  [2030-01-01 -> ] in POST /a"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, changesBetween(t, test.was, test.is)); diff != "" {
				t.Errorf("the changes are not as expected (-want +got):\n%s", diff)
			}
		})
	}
}
