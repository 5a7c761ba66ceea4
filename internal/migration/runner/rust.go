package runner

import (
	"regexp"
	"strings"
)

var cargoFeature = regexp.MustCompile(`"([a-z0-9_-]+)"`)

// cargoDialect reads which database a crate is built for from the nearest Cargo.toml that names features of it.
func cargoDialect(crate string) func(h *History) string {
	return func(h *History) string {
		text, _ := h.above("Cargo.toml")
		found := ""
		lines(text, func(_ int, line string) bool {
			if name, _, ok := strings.Cut(line, "="); !ok || strings.Trim(name, " \t\"") != crate {
				return true
			}
			for _, m := range cargoFeature.FindAllStringSubmatch(line, 50) {
				for _, db := range [...]string{"postgres", "mysql", "sqlite"} {
					if strings.Contains(m[1], db) {
						if found != "" && found != db {
							found = ""
							return false // built for several
						}
						found = db
					}
				}
			}
			return false
		})
		return found
	}
}
