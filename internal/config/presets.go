package config

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/bdma-dev/bdma/internal/policy"
)

// presetVersions returns the newest version of each preset that the rules know of.
func presetVersions(set *policy.Set) map[string]int {
	newest := map[string]int{"recommended": 1, "all": 1}
	for _, r := range set.Rules() {
		for name, first := range r.Presets {
			if !r.Custom {
				newest[name] = max(newest[name], first)
			}
		}
	}
	return newest
}

// presetNames returns every preset as it is written in extends.
func presetNames(set *policy.Set) []string {
	var all []string
	newest := presetVersions(set)
	for _, name := range slices.Sorted(maps.Keys(newest)) {
		for n := range newest[name] {
			all = append(all, fmt.Sprintf("bdma:%s@%d", name, n+1))
		}
	}
	return all
}

func splitPreset(text string) (name string, version int, ok bool) {
	text, ok = strings.CutPrefix(text, "bdma:")
	name, number, at := strings.Cut(text, "@")
	version, err := strconv.Atoi(number)
	return name, version, ok && at && err == nil
}
