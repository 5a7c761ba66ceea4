package openapi

import (
	"fmt"
	"testing"
)

func TestSecurityFacts(t *testing.T) {
	m, doc := readFacts(t, map[string]string{"openapi.yaml": `openapi: 3.1.0
info: {title: t, version: '1'}
security: [{login: [b]}, {key: []}]
paths:
  /a:
    get: {security: [{login: [a, lost]}], responses: {}}
    post: {responses: {}}
    delete: {security: [{login: []}], responses: {}}
  /b: {put: {security: [{login: [lost]}, {open: [x]}], responses: {}}}
components:
  securitySchemes:
    key: {type: apiKey, in: query, name: k}
    token: {type: http, scheme: Bearer, bearerFormat: jwt, description: As RFC-8725 says.}
    odd: {type: http, scheme: token}
    open: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token}}}
    login:
      type: oauth2
      flows:
        implicit: {authorizationUrl: 'HTTP://localhost/a', scopes: {a: A., c: C.}}
        authorizationCode: {authorizationUrl: 'https://x.com/a', tokenUrl: 'http://x.com/t', refreshUrl: /r, scopes: {b: B., a: A.}}
`})
	pointer := func(i int) string { return doc.Nodes()[i].Pointer }
	for name, c := range map[string]struct{ got, want string }{
		"scopes": {func() (s string) {
			for _, x := range m.Scopes {
				s += fmt.Sprintf("%s declared=%v used=%v first=%v %s\n", x.Name, x.IsDeclared, x.IsUsed, x.IsFirst, pointer(int(x.At)))
			}
			return
		}(), `a declared=true used=true first=true /components/securitySchemes/login/flows/authorizationCode/scopes/a
c declared=true used=false first=false /components/securitySchemes/login/flows/implicit/scopes/c
b declared=true used=true first=false /components/securitySchemes/login/flows/authorizationCode/scopes/b
lost declared=false used=true first=false /paths/~1a/get/security/0/login/1
`},
		"requirements": {func() (s string) {
			for _, x := range m.SecurityRequirements {
				s += fmt.Sprintf("%s %s %s %v\n", x.Where, x.Scheme, x.SchemeType, x.Writes)
			}
			return
		}(), `the document login oauth2 true
the document key apiKey true
GET /a login oauth2 false
DELETE /a login oauth2 true
PUT /b login oauth2 true
PUT /b open oauth2 true
`},
		"schemes": {func() (s string) {
			for _, x := range m.SecuritySchemes {
				s += fmt.Sprintf("%s jwt=%v 8725=%v unregistered=%v asks=%v writes=%v\n", x.Name, x.IsJWT, x.MentionsRFC8725, x.IsUnregistered, x.AsksForScopes, x.GuardsWrites)
			}
			return
		}(), `key jwt=false 8725=false unregistered=false asks=false writes=true
token jwt=true 8725=true unregistered=false asks=false writes=false
odd jwt=false 8725=false unregistered=true asks=false writes=false
open jwt=false 8725=false unregistered=false asks=true writes=true
login jwt=false 8725=false unregistered=false asks=true writes=true
`},
		"urls": {func() (s string) {
			for _, x := range m.SecurityURLs {
				s += fmt.Sprintf("%s.%s %s %q %v\n", x.Flow, x.Field, x.URL, x.HTTPS, x.IsLocal)
			}
			return
		}(), `clientCredentials.tokenUrl /token "" false
implicit.authorizationUrl HTTP://localhost/a "https://localhost/a" true
authorizationCode.authorizationUrl https://x.com/a "" false
authorizationCode.tokenUrl http://x.com/t "https://x.com/t" false
authorizationCode.refreshUrl /r "" false
`},
	} {
		if c.got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, c.got, c.want)
		}
	}
}

func TestSharesSecurity(t *testing.T) {
	m, _ := readFacts(t, map[string]string{"openapi.yaml": `openapi: 3.1.0
info: {title: t, version: '1'}
security: [{b: [y, x]}, {a: []}]
paths:
  /z: {get: {security: [{a: []}, {b: [x, y]}]}}
  /y: {get: {}}
  /admin/c: {get: {}, put: {security: [{a: []}, {b: [x, y]}]}}
  /admin/d: {get: {security: []}, put: {security: [{a: []}]}}
`})
	for _, op := range m.Operations {
		if want := map[string]string{"GET /admin/c": "GET /y"}[op.Label]; op.SharesSecurity != want {
			t.Errorf("%s: got %q, want %q", op.Label, op.SharesSecurity, want)
		}
	}
}
