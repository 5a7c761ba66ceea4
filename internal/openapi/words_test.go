package openapi

import (
	"strings"
	"testing"
)

func TestKebab(t *testing.T) {
	for name, want := range map[string]string{
		"users": "users", "user-accounts": "user-accounts", "userAccounts": "user-accounts", "UserAccounts": "user-accounts", "user_accounts": "user-accounts",
		"USERS": "users", "userIDs": "user-ids", "HTTPServer": "http-server", "OAuth2Clients": "oauth2-clients", "v1": "v1", "v1.1": "v1.1", "V1": "v1", "2010-04-01": "2010-04-01",
		".well-known": ".well-known", "@me": "@me", "$count": "$count", "$metaData": "$meta-data", "Accounts.json": "accounts.json", "chat.postMessage": "chat.post-message",
		"users:batchGet": "users:batchGet", "userAccounts:batchGet": "user-accounts:batchGet", "_search": "search", "a--b": "a-b", "-a": "a", "größe": "größe", "Größe": "größe",
		"x,y": "x,y", "lat=1": "lat=1", "a%20B": "a%20B", "~": "~", "...": "...", "": "",
	} {
		if got := kebab(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
		if got := kebab(want); got != want {
			t.Errorf("the suggestion %q is not kebab-case itself: %q", want, got)
		}
	}
}

func TestVerbs(t *testing.T) {
	for name, want := range map[string]string{
		"getUsers": "get GET users", "get_users": "get GET users", "delete": "delete DELETE ", "create-order": "create POST order", "updateOrder": "update PATCH order",
		"findByStatus": "find GET ", "get.json": "get GET ", "getStatus": "get GET status",
		"users": "", "search": "", "checkout": "", "posts": "", "postMessage": "", "updates": "", "update-channels": "", "add-ons": "", "addresses": "", "address": "",
		"getting-started": "", "get-together": "", "delete-markers": "", "edit-history": "", "lists": "", "cancel": "", "users:batchGet": "", ":batchGet": "", ".get": "", "": "",
	} {
		row := describe(name, true)
		got := strings.Join([]string{row.Verb, row.VerbMethod, row.Noun}, " ")
		if row.Verb == "" {
			got = ""
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
	if row := describe("update", false); row.Verb != "" {
		t.Errorf("update within a path is %q", row.Verb)
	}
}

func TestServerHosts(t *testing.T) {
	for url, want := range map[string]string{
		"https://api.example.com/v1": "https api.example.com public", "HTTP://API.example.com:80": "http api.example.com public", "http://localhost:8080": "http localhost local",
		"http://u:p@127.0.0.1/": "http 127.0.0.1 local", "http://[::1]:80/": "http ::1 local", "http://10.1.2.3": "http 10.1.2.3 local", "http://8.8.8.8": "http 8.8.8.8 public",
		"http://db": "http db local", "http://a.internal": "http a.internal local", "http://a.b.localhost": "http a.b.localhost local", "/v1": "  public", "": "  public",
		"http://": "http  public", "://x": "  public", "1http://x": "  public", "http://{host}": "http {host} public",
	} {
		scheme, host := schemeAndHost(url)
		got := scheme + " " + host + " public"
		if host != "" && isLocal(host) {
			got = scheme + " " + host + " local"
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", url, got, want)
		}
	}
}
