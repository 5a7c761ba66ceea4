package policy

import (
	"slices"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Every builtin function of the OPA in use is either allowed or denied with a reason: an upgrade that brings a new one
// must decide.
func TestEveryBuiltinIsDecided(t *testing.T) {
	for _, b := range ast.CapabilitiesForThisVersion().Builtins {
		_, isDenied := denial(b.Name)
		switch isAllowed := slices.Contains(allowed, b.Name); {
		case isAllowed && isDenied:
			t.Errorf("%s is both allowed and denied", b.Name)
		case !isAllowed && !isDenied:
			t.Errorf("%s is neither allowed nor denied", b.Name)
		case isAllowed && b.Nondeterministic:
			t.Errorf("%s is allowed, and does not give the same result each time", b.Name)
		}
	}
}
