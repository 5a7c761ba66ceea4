package migration

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/pgtest"
)

func TestLimitOf(t *testing.T) {
	for value, want := range map[string]string{
		"0": "off 0", "'0'": "off 0", "'0ms'": "off 0", "5000": "on 5000", "'5s'": "on 5000", "5 s": "on 5000", "2min": "on 120000", "1h": "on 3600000",
		"1d": "on 86400000", "1.5s": "on 1500", "500us": "off 0", "600us": "on 1", "100us": "off 0", ".5s": "on 500",
		"-1": "on ?", "5 parsecs": "on ?", ":timeout": "on ?", "{{ .Timeout }}": "on ?", "9999d": "on ?", "s": "on ?",
	} {
		l := limitOf(value)
		got := map[bool]string{true: "on ", false: "off "}[l.on]
		if l.ms == nil {
			got += "?"
		} else {
			got += fmt.Sprint(*l.ms)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", value, got, want)
		}
	}
}

// A server reads the same times from values.
func TestLimitOfOnServer(t *testing.T) {
	s := pgtest.Start(t)
	for _, value := range []string{"0", "5000", "5s", "5 s", "2min", "1h", "1d", "1.5s", "500us", "100us", ".5s", "0.2ms", "1.6"} {
		rows := s.Query(t, "postgres", "SELECT set_config('lock_timeout', '"+value+"', false); SELECT setting FROM pg_settings WHERE name = 'lock_timeout'")
		if l := limitOf(value); l.ms == nil || fmt.Sprint(*l.ms) != rows[len(rows)-1] {
			t.Errorf("%s: %v here, %s on the server", value, l, rows[len(rows)-1])
		}
	}
}

func timeoutsOf(t *testing.T, archive string) string {
	t.Helper()
	var b strings.Builder
	f, _ := load(t, archive)
	for _, s := range f.Statements {
		b.WriteString(s.Kind + ":")
		for _, ms := range []*int{s.LockTimeoutMs, s.StatementTimeoutMs, s.IdleTimeoutMs, s.TransactionTimeoutMs} {
			if ms == nil {
				b.WriteString(" -")
			} else {
				fmt.Fprintf(&b, " %d", *ms)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestTimeoutValues(t *testing.T) {
	got := timeoutsOf(t, `-- m/1_a.sql --
SET lock_timeout = '2s';
SELECT set_config('statement_timeout', '1min', false);
RESET lock_timeout;
BEGIN;
SET LOCAL idle_in_transaction_session_timeout TO 300;
SET SESSION transaction_timeout TO '1h';
COMMIT;
RESET ALL;
ALTER DATABASE shop SET lock_timeout = '4s';
SELECT 1;
-- m/2_b.sql --
SELECT 1;
SET lock_timeout TO DEFAULT;
SET lock_timeout = 0;
DISCARD ALL;
ALTER ROLE app RESET lock_timeout;
-- m/3_c.sql --
SELECT 1;
`)
	want := `SET: 2000 - - -
SELECT: 2000 60000 - -
RESET: - 60000 - -
BEGIN: - 60000 - -
SET: - 60000 300 -
SET: - 60000 300 3600000
COMMIT: - 60000 300 3600000
RESET: - - - -
ALTER DATABASE: - - - -
SELECT: - - - -
SELECT: 4000 - - -
SET: 4000 - - -
SET: 0 - - -
DISCARD: 4000 - - -
ALTER ROLE: 4000 - - -
SELECT: - - - -
`
	if got != want {
		t.Errorf("got\n%s", got)
	}
}
