package finding

import (
	"maps"
	"slices"

	"github.com/bdma-dev/bdma/internal/policy"
)

// Restore makes a finding of what a report says of it. Its place, texts, class and suppression are left to the caller.
func Restore(r *policy.Rule, severity policy.Severity, fingerprint string, values map[string]string) Finding {
	f := Finding{Rule: r, Severity: severity, Fingerprint: fingerprint, values: make([]string, 0, 2*len(values))}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		f.values = append(f.values, name, values[name])
	}
	return f
}
