package openapi

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestInCases(t *testing.T) {
	for name, want := range map[string]string{
		"user_id":          "kebab-case user-id, camelCase userId, PascalCase UserId, UPPER_SNAKE_CASE USER_ID",
		"userId":           "snake_case user_id, kebab-case user-id, PascalCase UserId, UPPER_SNAKE_CASE USER_ID",
		"UserID":           "snake_case user_id, kebab-case user-id, camelCase userId, UPPER_SNAKE_CASE USER_ID",
		"userID":           "snake_case user_id, kebab-case user-id, PascalCase UserId, UPPER_SNAKE_CASE USER_ID",
		"USER_ID":          "snake_case user_id, kebab-case user-id, camelCase userId, PascalCase UserId",
		"user":             "PascalCase User, UPPER_SNAKE_CASE USER",
		"ID":               "snake_case id, kebab-case id, camelCase id",
		"_links":           "PascalCase _Links, UPPER_SNAKE_CASE _LINKS",
		"$filter":          "PascalCase $Filter, UPPER_SNAKE_CASE $FILTER",
		"line_1_2":         "kebab-case line-1-2, camelCase line1_2, PascalCase Line1_2, UPPER_SNAKE_CASE LINE_1_2",
		"page[maxSize]":    "snake_case page[max_size], kebab-case page[max-size], PascalCase Page[MaxSize], UPPER_SNAKE_CASE PAGE[MAX_SIZE]",
		"created__gte":     "PascalCase Created__Gte, UPPER_SNAKE_CASE CREATED__GTE",
		"user.name":        "PascalCase User.Name, UPPER_SNAKE_CASE USER.NAME",
		"First name":       "snake_case first_name, kebab-case first-name, camelCase firstName, PascalCase FirstName, UPPER_SNAKE_CASE FIRST_NAME",
		"application/json": "", "https://a.b/c": "", "+1": "", "": "", "...": "", "42": "", "x=y": "",
	} {
		var got []string
		in := inCases(name, nameSpellings)
		for _, s := range nameSpellings {
			if instead, ok := in[s.name]; ok {
				got = append(got, s.name+" "+instead)
				if again := inCases(instead, []spelling{s}); again != nil {
					t.Errorf("%q is not %s itself: %v", instead, s.name, again)
				}
			}
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q: got %s, want %s", name, strings.Join(got, ", "), want)
		}
	}
}

func TestNameCase(t *testing.T) {
	for name, want := range map[string]string{
		"user_id": "snake_case", "userId": "camelCase", "user-id": "kebab-case", "UserId": "PascalCase", "USER_ID": "UPPER_SNAKE_CASE", "user": "", "User": "", "ID": "", "Links-Booking": "mixed",
		"user_Id": "mixed", "Bank Accounts": "mixed", "_userId": "camelCase", "filter[user_id]": "snake_case", "a.userId.b_c": "mixed", "a/bC": "", "": "",
	} {
		if got := nameCase(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestHeaderCases(t *testing.T) {
	for name, want := range map[string]string{
		"ETag": "Header-Case ", "X-RateLimit-Limit": "Header-Case ", "Location": "Header-Case ", "X-Request-ID": "Header-Case ", "etag": "kebab-case ETag", "x-request-id": "kebab-case X-Request-Id",
		"api_key": "snake_case Api-Key", "userAgent": "camelCase User-Agent", "X_Trace-id": "mixed X-Trace-Id", "X-{name}": " ", "": "Header-Case ", "www-authenticate": "kebab-case WWW-Authenticate",
	} {
		of, in := headerCases(name)
		if got := of + " " + in["Header-Case"]; got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	for _, same := range [][2]string{{"userId", "user_id"}, {"UserID", "userid"}, {"user.id", "USER-ID"}, {"größe", "Größe"}} {
		if fold(same[0]) != fold(same[1]) {
			t.Errorf("%q and %q differ: %q, %q", same[0], same[1], fold(same[0]), fold(same[1]))
		}
	}
	for _, other := range [][2]string{{"id", "_id"}, {"type", "@type"}, {"v1.1", "v11"}, {"a", "b"}} {
		if fold(other[0]) == fold(other[1]) {
			t.Errorf("%q and %q are one: %q", other[0], other[1], fold(other[0]))
		}
	}
	if fold("+1") != "" {
		t.Error("+1 is a name")
	}
}

func TestPlural(t *testing.T) {
	for word, want := range map[string]string{
		"user": "users", "policy": "policies", "address": "addresses", "person": "people", "index": "indexes", "batch": "batches", "entity": "entities", "analysis": "analyses", "sku": "skus", "child": "children",
		"menu": "menus", "listing": "listings", "booking": "bookings", "feed": "feeds", "status": "", "health": "", "metadata": "", "config": "", "oauth": "", "users": "", "people": "", "skus": "", "series": "",
		"data": "", "recent": "", "archived": "", "billing": "", "me": "", "cancel": "", "": "", "x": "", "v1": "", "größe": "", "news": "", "information": "", "addresses": "", "statuses": "", "apis": "", "indices": "",
	} {
		if got := new(inflector).plural(word); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
	for _, c := range [][4]string{
		{"order-line", "line", "lines", "order-lines"}, {"orderLine", "line", "lines", "orderLines"}, {"OrderPerson", "person", "people", "OrderPeople"},
		{"USER", "user", "users", "USERS"}, {"userID", "id", "ids", "userIDs"}, {"x", "y", "ys", "ys"},
	} {
		if got := inflected(c[0], c[1], c[2]); got != c[3] {
			t.Errorf("%q: got %q, want %q", c[0], got, c[3])
		}
	}
}

func TestArrayPlural(t *testing.T) {
	for name, want := range map[string]string{
		"tag": "tags", "order_line": "order_lines", "tags": "", "attributesToCrop": "", "attributeToCrop": "attributesToCrop", "dates_of_birth": "", "date_of_birth": "dates_of_birth", "allowlist": "", "unavailable": "",
		"dictionary": "", "$nin": "", "controlledExternally": "", "family": "families", "variable": "variables", "created_by": "", "order_by": "", "color_by_groups": "", "application/json": "", "": "", "ITEM": "ITEMS",
	} {
		if got := new(inflector).array(name, words(name)); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

// pathsDocument has operations that answer with nothing in particular.
func pathsDocument(paths ...string) string {
	var b strings.Builder
	b.WriteString("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n")
	for _, p := range paths {
		b.WriteString("  '" + p + "': {get: {responses: {'200': {description: ok}}}}\n")
	}
	return b.String()
}

func TestCollectionSegments(t *testing.T) {
	for path, want := range map[string]string{
		"/pet/{id}": "pet pets", "/pets/{id}": "", "/status/{id}": "", "/users/email/{email}": "", "/users/{id}/order/{order}/cancel": "order orders", "/v1/{id}": "", "/board/{row}/{column}": "",
		"/customer/{id}.json": "", "/external-id/{external_id}": "", "/search/{term}": "", "/getUser/{id}": "", "/tests/mobile/{id}": "", "/catalog/entity/{id}": "entity entities", "/by-name/{name}": "",
		"/a//person/{id}/x": "person people",
	} {
		m, doc := readFacts(t, map[string]string{"openapi.yaml": pathsDocument(path)})
		got := ""
		for _, s := range m.PathSegments {
			if s.Plural != "" {
				got += s.Name + " " + s.Plural
				at := doc.Nodes()[int(*s.CollectionAt)].Range
				if text := strings.Split(pathsDocument(path), "\n")[at.Start.Line-1][at.Start.Column-1 : at.End.Column-1]; text != s.Name {
					t.Errorf("%s: the place is %q", path, text)
				}
			}
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}

func TestAmbiguous(t *testing.T) {
	for _, c := range []struct {
		paths []string
		want  string
	}{
		{[]string{"/{a}/x", "/y/{b}"}, "/y/{b} = /{a}/x by /y/x"},
		{[]string{"/y/{b}", "/{a}/x"}, "/y/{b} = /{a}/x by /y/x"},
		{[]string{"/a/{x}", "/a/b"}, ""},
		{[]string{"/a/{x}/c", "/a/b/{y}", "/a/b/c"}, "/a/b/{y} = /a/{x}/c by /a/b/c"},
		{[]string{"/{a}/x", "/y/{b}/z"}, ""},
		{[]string{"/{a}/x/{c}", "/y/{b}/{d}"}, "/y/{b}/{d} = /{a}/x/{c} by /y/x/{c}"},
		{[]string{"/{a}.json/x", "/y/{b}"}, ""},
		{[]string{"/a:get/{b}", "/{x}/c"}, ""},
	} {
		m, _ := readFacts(t, map[string]string{"openapi.yaml": pathsDocument(c.paths...)})
		var got []string
		for _, p := range m.Paths {
			if p.Ambiguous != nil {
				got = append(got, fmt.Sprintf("%s = %s by %s", p.Path, p.Ambiguous.Path, p.Ambiguous.Example))
			}
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%v: got %v, want %s", c.paths, got, c.want)
		}
	}
	paths := make([]string, 0, 3000)
	for i := range 1500 {
		paths = append(paths, fmt.Sprintf("/{a}/{b}/{c}/x%d", i), fmt.Sprintf("/y%d/{b}/{c}/{d}", i))
	}
	m, _ := readFacts(t, map[string]string{"openapi.yaml": pathsDocument(paths...)})
	if len(m.Paths) != len(paths) {
		t.Error(len(m.Paths))
	}
}

func TestChangeWord(t *testing.T) {
	for id, want := range map[string]string{"deleteUser": "delete", "users/delete": "delete", "users.delete_all": "delete", "listUsers": "", "updateHistory": "", "addOns": "", "updates": "", "": "", "usersDelete": ""} {
		if got := change(words(id[strings.LastIndexAny(id, "/.")+1:])); got != want {
			t.Errorf("%q: got %q, want %q", id, got, want)
		}
	}
}

func TestNamingTables(t *testing.T) {
	m, _ := readFacts(t, map[string]string{"openapi.yaml": `openapi: 3.1.0
info: {title: t, version: '1'}
paths: {}
components:
  parameters:
    A: {name: isOpen, in: query, schema: {type: boolean}}
    B: {name: id, in: path, required: true, schema: {type: string, enum: ['a', 'b c']}}
  schemas:
    order_line: {type: object, properties: {userId: {type: string}, user_id: {type: string}, tag: {type: [array, 'null']}, sent: {type: string, format: date-time}, USERID: {}}}
    OrderLine: {type: string, enum: [in_progress, done, null]}
    State: {type: string, enum: [EUR, USD]}
    Mode: {type: string, enum: [OPEN, CLOSED]}
`})
	var got []string
	for _, n := range slices.Concat(m.Named.Array, m.Named.Boolean, m.Named.DateTime) {
		got = append(got, fmt.Sprint(n.Name, n.Words, n.Plural))
	}
	for _, c := range m.NameClashes {
		got = append(got, fmt.Sprint("clash ", c.Kind, " ", c.Name, " ", c.Other, " ", c.Schema))
	}
	for _, e := range m.StringEnums {
		got = append(got, fmt.Sprint("enum ", e.Name, " ", e.Case, " ", e.Odd["UPPER_SNAKE_CASE"]))
	}
	for _, c := range m.NameCases {
		got = append(got, fmt.Sprint("case ", c.Kind, " ", c.Case, " ", c.Names, " ", c.Percent, " ", c.Top))
	}
	for _, p := range m.Parameters {
		got = append(got, "unsafe "+p.UnsafeValue)
	}
	want := []string{
		"tag[tag]tags", "isOpen[is open]", "sent[sent]",
		"clash property userId USERID order_line", "clash property user_id USERID order_line", "clash schema order_line OrderLine ",
		"enum OPEN UPPER_SNAKE_CASE { }", "enum in_progress snake_case {in_progress IN_PROGRESS}",
		"case property camelCase 1 50 camelCase", "case property snake_case 1 50 camelCase", "case query camelCase 1 100 camelCase",
		"case schema PascalCase 1 50 PascalCase", "case schema snake_case 1 50 PascalCase",
		"case enum UPPER_SNAKE_CASE 1 50 UPPER_SNAKE_CASE", "case enum snake_case 1 50 UPPER_SNAKE_CASE",
		"unsafe ", "unsafe b c",
	}
	if a, b := strings.Join(got, "\n"), strings.Join(want, "\n"); a != b {
		t.Errorf("got\n%s\nwant\n%s", a, b)
	}
}
