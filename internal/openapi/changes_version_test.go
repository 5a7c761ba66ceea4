package openapi

import "testing"

func TestVersionStep(t *testing.T) {
	tests := map[string]struct{ was, is, want string }{
		"major":             {"1.9.9", "2.0.0", "major"},
		"minor":             {"1.4.9", "1.5.0", "minor"},
		"patch":             {"1.4.0", "1.4.1", "patch"},
		"none":              {"1.4.0", "v1.4", "none"},
		"down":              {"2.0.0", "1.9.9", "down"},
		"a prerelease":      {"1.4.0", "2.0.0-rc.1+5", "major"},
		"dates":             {"2025-11-23", "2026-11-23", ""},
		"a date with words": {"2025-11-23", "2026-04-22.dahlia", ""},
		"years":             {"2025.3.1", "2026.1.0", ""},
		"words":             {"1.0.0", "latest", ""},
		"nothing":           {"", "1.0.0", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := versionStep(test.was, test.is); got != test.want {
				t.Errorf("from %q to %q: got %q, want %q", test.was, test.is, got, test.want)
			}
		})
	}
}
