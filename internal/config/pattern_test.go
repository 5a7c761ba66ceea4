package config

import (
	"testing"

	"github.com/bmatcuk/doublestar/v4"
)

func TestMatchPattern(t *testing.T) {
	for _, pattern := range []string{"**/*.sql", "**/lcov.info", "**/*.{yaml,yml,json}", "**/cover*.out", "**/**", "**", "*.sql", "**/a/*.sql", "**/*", "**/.x*", "**/[ab].sql", "**/*.s?l", "a/**/b", "**/**.sql", `**/a\*.sql`, "**/"} {
		for _, file := range []string{"a.sql", "x/a.sql", "x/y/b.sql", ".sql", "x/.sql", "x.sql/y", "lcov.info", "a/lcov.info", "xlcov.info", "a/b.yml", "a/cover.out", "a/b", "a/c/b", "x/a/b.sql", ".x", "d/.xy", "a*.sql"} {
			if got, want := matchPattern(pattern, file), doublestar.MatchUnvalidated(pattern, file); got != want {
				t.Errorf("matchPattern(%q, %q) = %v, want %v", pattern, file, got, want)
			}
		}
	}
}
