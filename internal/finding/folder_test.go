package finding_test

import (
	"testing"

	"github.com/bdma-dev/bdma/internal/facts"
)

// TestFingerprintOfMovedFiles holds that a file which moves to another folder takes its findings along, whatever their values have
// in common with the name of a folder.
func TestFingerprintOfMovedFiles(t *testing.T) {
	a, _ := rules(t)
	in := func(file, value string) string {
		return make1(t, a, facts.Node{File: file, Pointer: "/x"}, map[string]string{"name": value, "good": "g"}).Fingerprint
	}
	for name, c := range map[string]struct {
		before, after string
		same          bool
	}{
		"a file beside it":         {"api/b.yaml", "services/api/b.yaml", true},
		"files beside it":          {"api/b.yaml and api/c.yaml (api/d.yaml)", "services/api/b.yaml and services/api/c.yaml (services/api/d.yaml)", true},
		"an address":               {"http://localhost/api/v2", "http://localhost/api/v2", true},
		"a path of the API":        {"/api/orders", "/api/orders", true},
		"a folder of another name": {"my-api/b.yaml", "my-api/b.yaml", true},
		"another file beside it":   {"api/b.yaml", "services/api/c.yaml", false},
	} {
		if same := in("api/a.yaml", c.before) == in("services/api/a.yaml", c.after); same != c.same {
			t.Errorf("%s: the same is %v", name, same)
		}
	}
}
