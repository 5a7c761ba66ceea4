package openapi

import "testing"

// Only a step of a semantic version is one: a new year promises nothing.
func TestVersionStep(t *testing.T) {
	for _, c := range [][3]string{
		{"1.4.0", "2.0.0", "major"}, {"v1", "v2", "major"}, {"1.4", "1.5.1", "minor"}, {"1.4.0", "1.4.1", "patch"}, {"1.4.0", "1.4.0", "none"}, {"2.0.0", "1.9.9", "down"},
		{"1.0.0-beta", "1.0.0", "none"}, {"2022-04-01", "2023-08-16", ""}, {"2022.4", "2023.1", ""}, {"20220401", "20230816", ""}, {"1.0.0", "2023-08-16", ""}, {"one", "two", ""},
	} {
		if got := versionStep(c[0], c[1]); got != c[2] {
			t.Errorf("%s → %s: %q, want %q", c[0], c[1], got, c[2])
		}
	}
}
