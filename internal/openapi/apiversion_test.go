package openapi

import (
	"fmt"
	"strings"
	"testing"
)

func TestVersionSegment(t *testing.T) {
	for segment, want := range map[string]string{
		"v1": "v1", "V2": "V1", "v1.2": "v1.0", "v1_2": "v1.0", "v1.2.3": "v1.0.0", "v1beta1": "v1", "2.0": "1.0", "2010-04-01": "a date",
		"v": "", "v1a": "", "1": "", "2010": "", "va1": "", "v12345": "", "1.2.3.4": "", "2010-13-01x": "",
	} {
		got := ""
		if versionSegment.MatchString(segment) {
			got = form(segment)
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", segment, got, want)
		}
	}
}

func TestVersionParameter(t *testing.T) {
	for want, names := range map[bool]string{
		true:  "header:X-API-Version header:Api-Version header:Stripe-Version header:Accept-Version header:version header:X-GitHub-Api-Version query:api-version query:apiVersion query:apiversion",
		false: "header:X-Client-Version header:User-Agent header:X-SDK-Version header:TLS-Version header:If-Match header:X-My-App-Version query:version query:document_version path:api_version header:versions",
	} {
		for pair := range strings.FieldsSeq(names) {
			in, name, _ := strings.Cut(pair, ":")
			if got := isVersionParameter(in, name); got != want {
				t.Errorf("%s: got %v", pair, got)
			}
		}
	}
}

func TestAPIVersions(t *testing.T) {
	m, _ := readFacts(t, map[string]string{"openapi.yaml": `openapi: 3.1.0
info: {title: t, version: '1'}
servers: [{url: 'https://x.com/v1'}, {url: 'https://v2.api.x.com'}, {url: 'http://10.1.2.3/'}, {url: 'https://mail.v8.dev'}]
paths:
  /v1/a: {get: {parameters: [{name: Api-Version, in: header, schema: {}}], responses: {'200': {description: ok, content: {application/x.a+json;version=2: {}, text/plain;version=1: {}}}}}}
  /{version}/b: {get: {parameters: [{name: api-version, in: header, schema: {}}]}}
`})
	var got []string
	for _, v := range m.APIVersions {
		got = append(got, fmt.Sprintf("%s %s differs=%v", v.Place, v.Version, v.Differs != ""))
	}
	want := "server v1 differs=false; server v2 differs=false; path v1 differs=true; path {version} differs=true; header Api-Version differs=true; media-type 2 differs=true"
	if g := strings.Join(got, "; "); g != want {
		t.Errorf("got  %s\nwant %s", g, want)
	}
	if g := fmt.Sprint(m.API.VersionPlaces); g != "[header media-type path server]" {
		t.Errorf("got %s", g)
	}
}

func TestSharedPrefix(t *testing.T) {
	for paths, want := range map[string]string{
		"/api/v1/a /api/v1/b": "/api/v1", "/api/v1/a /api/v2/b": "/api", "/api/a /apis/b": "", "/api/a": "", "/a /a/b": "", "/v1 /v1/b": "/v1", "/v1/a /v10/b": "", "/ /a": "", "/API/a /API/b": "/API",
	} {
		var rows []Path
		for p := range strings.FieldsSeq(paths) {
			rows = append(rows, Path{Path: p})
		}
		if got := sharedPrefix(rows); got != want {
			t.Errorf("%s: got %q, want %q", paths, got, want)
		}
	}
}
