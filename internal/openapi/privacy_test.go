package openapi

import (
	"fmt"
	"strings"
	"testing"
)

func TestSensitive(t *testing.T) {
	for want, names := range map[string]string{
		"credential": "password userPassword new-password passwd passphrase secret client_secret X-Client-Secret apikey api_key APIKey apiKeys accessToken access_token token privateKey credentials",
		"personal":   "email customer_email EmailAddress emails phone phoneNumber msisdn iban ssn date_of_birth dob birthday firstName last_name credit_card_number",
		"": `page_token nextToken continuation_token cursor_token token_type tokens_used token_id reset_token password_expires has_password
			is_password reset-password secret_name api_key_id public_key publicApiKey maskedPassword email_verified email_template with_email
			name id key keys phone_type sort_key`,
	} {
		for name := range strings.FieldsSeq(names) {
			if got := sensitive(words(name)); got != want {
				t.Errorf("%s: got %q, want %q", name, got, want)
			}
		}
	}
}

func TestPurpose(t *testing.T) {
	for _, c := range []struct{ path, want string }{
		{"/login", "in out"}, {"/users/sign-up", "in"}, {"/auth/refresh/", "in out"}, {"/sessions/{id}", "in out"}, {"/oauth2/introspect", "in out"}, {"/password-resets", "in out"},
		{"/auth/users/{id}", "out"}, {"/orders", ""}, {"/orders/{token}", ""}, {"/api-keys/{id}", "out"}, {"/admin/users", "admin"}, {"/users/admin", ""},
		{"/admins/{id}", ""}, {"/v1/admin/tokens", "in admin out"}, {"/categories/get", "asks"}, {"/orders/_search/", "asks"}, {"/search/{id}", ""},
		{"/get/orders", ""}, {"/orders/list-unsubscribe", ""}, {"/", ""}, {"", ""},
	} {
		p := purposeOf(c.path)
		var got []string
		for name, is := range map[string]bool{"in": p.signIn, "admin": p.admin, "out": p.handsOut, "asks": p.asks} {
			if is {
				got = append(got, name)
			}
		}
		for _, word := range strings.Fields(c.want) {
			if !strings.Contains(strings.Join(got, " "), word) {
				t.Errorf("%s: got %v, want %s", c.path, got, c.want)
			}
		}
		if len(got) != len(strings.Fields(c.want)) {
			t.Errorf("%s: got %v, want %s", c.path, got, c.want)
		}
	}
}

func TestCredentialProperties(t *testing.T) {
	m, _ := readFacts(t, map[string]string{"openapi.yaml": `openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /z: {get: {responses: {'200': {$ref: '#/components/responses/Any'}}}}
  /b:
    put:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Request'}}}}
      responses: {2XX: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/List'}}}}, '404': {$ref: '#/components/responses/Error'}}
  /tokens: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Token'}}}}}}}
components:
  responses:
    Any: {description: ok, content: {application/json: {schema: {oneOf: [{$ref: '#/components/schemas/List'}, {$ref: '#/components/schemas/Missing'}]}}}}
    Error: {description: no, content: {application/json: {schema: {properties: {password: {}}}}}}
  schemas:
    List: {type: array, items: {$ref: '#/components/schemas/User', title: siblings}}
    User:
      properties:
        password: {type: [string, 'null'], writeOnly: true}
        old: {writeOnly: true, properties: {password: {type: string}}}
        client_secret: {$ref: '#/components/schemas/Text'}
        next: {$ref: '#/components/schemas/List'}
        passphrase: {type: integer}
        pin: {type: string, format: password}
    Text: {type: string}
    Request: {properties: {secret: {type: string}}}
    Token: {properties: {refresh_token: {type: string}}}
`})
	var got []string
	for _, p := range m.CredentialProperties {
		got = append(got, fmt.Sprintf("%s %v %s", p.Name, p.IsWriteOnly, p.ReturnedBy))
	}
	want := "password true PUT /b; client_secret false PUT /b; pin false PUT /b; "
	for _, w := range append(strings.Split(strings.TrimSuffix(want, "; "), "; "), "secret false ", "refresh_token false ") {
		if !strings.Contains(strings.Join(got, "; ")+"; ", w+"; ") {
			t.Errorf("%q is missing in %q", w, got)
		}
	}
	if len(got) != 7 {
		t.Errorf("got %q", got)
	}
}
