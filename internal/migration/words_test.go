package migration

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/migration/pgtest"
)

// TestReserved asks a server which of its key words need quotes as the name of a column and table.
func TestReserved(t *testing.T) {
	s := pgtest.Start(t)
	want := s.Query(t, "postgres", "SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T')")
	got := make([]string, 0, len(reserved))
	for w := range reserved {
		got = append(got, w)
	}
	slices.Sort(got)
	slices.Sort(want)
	// Words of later servers stay free on this one, and the other way round.
	want = slices.DeleteFunc(want, func(w string) bool { return w == "system_user" })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reserved words (-server +bdma):\n%s", diff)
	}
}

func TestEndings(t *testing.T) {
	for name, want := range map[string]string{
		"password": "password", "old_api_keys": "key api_key old_api_key", "userEmailNormalized": "email user_email", "address_line_2": "line address_line",
		"token1": "token", "raw": "raw", "status": "status", "companies": "company", "addresses": "address", "a_b_c_d": "d c_d b_c_d",
	} {
		if got := strings.Join(endings(strings.Split(snake(name), "_")), " "); got != want {
			t.Errorf("%s ends in %q, want %q", name, got, want)
		}
	}
}

func TestNumber(t *testing.T) {
	for name, want := range map[string]string{
		"users": "plural", "user": "singular", "UserAccounts": "plural", "policies": "plural", "order_status": "", "metadata": "", "news": "", "address": "", "box": "",
		"boxes": "plural", "people": "plural", "billing": "", "archived": "", "t1": "", "schema_migrations": "plural", "_": "", "bus": "", "campus": "",
	} {
		if got := number(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestTicket(t *testing.T) {
	for text, want := range map[string]string{
		"-- OPS-123: gone": "OPS-123", "/* see (#17) */": "#17", "--https://a.example/1.": "https://a.example/1", "-- UTF-8, no. 3-4, a-1, X-1": "", "-- #abc": "", "--": "",
	} {
		if got := ticket(text); got != want {
			t.Errorf("%s names %q, want %q", text, got, want)
		}
	}
}

func TestAPISchemas(t *testing.T) {
	for text, want := range map[string][]string{
		"[api]\nenabled = true\nschemas = [\"public\", \"shop\"]\n":           {"public", "shop"},
		"[db]\nschemas = [\"x\"]\n[api]\nport = 1\n":                          nil,
		"project_id = \"a\"\n[api]\nschemas = [\n  'a', # first\n]\n[auth]\n": {"a"},
		"[api]\nschemas = []":     {},
		"[api]\nschemas = [\"a\"": nil,
		"":                        nil,
	} {
		if diff := cmp.Diff(want, apiSchemas(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
