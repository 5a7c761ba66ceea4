package openapi

import (
	"strings"
	"testing"
)

func TestURLProblem(t *testing.T) {
	for url, want := range map[string]string{
		"https://api.example.com/v1": "", "/": "", "/v1": "", "./v1": "", "../api.json": "", "v1": "", "v1.0": "", "//host/v1": "", "wss://x": "", "unix:///run/x": "",
		"https://{host}/v1": "", "{host}/v1": "", "http://[::1]:80": "", "https-gateway/v1": "", "httpbin": "", "docs/api.com": "", "api.v1": "",
		"": "it is empty", " https://x": "it has a space around it", "https://x/a b": "it has a space in it", `https:\\x`: "it has a backslash in it",
		"https://": "it has no host", "https:///v1": "it has no host", "api.example.com": "without a scheme", "localhost": "without a scheme",
		"localhost:8080/v1": "without a scheme", "10.0.0.1:80": "without a scheme", "https:/x": "what follows", "http//x": "what follows", "https:x": "what follows",
	} {
		if got, _ := urlProblem(url); (got == "") != (want == "") || !strings.HasPrefix(got, want) {
			t.Errorf("%q: got %q, want %q", url, got, want)
		}
	}
}

func TestBasePath(t *testing.T) {
	for url, want := range map[string]string{
		"https://x.com": "", "https://x.com/": "", "https://x.com/v1/": "/v1", "/v1": "/v1", "v1/": "/v1", "https://x.com/{v}": "-", "{x}": "-", "https://{x}.com/a": "/a", "https://x.com?a=/b": "",
		"//x.com/a": "/a", "/a//b": "/a//b",
	} {
		got := "-"
		if p := basePath(url); p != nil {
			got = *p
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", url, got, want)
		}
	}
}
