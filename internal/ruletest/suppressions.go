package ruletest

import (
	"bytes"
	"slices"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/policy"
)

// Today is the day on which cases take place, so that dates in them mean the same for ever.
var Today = time.Date(2026, time.July, 1, 12, 0, 0, 0, time.UTC)

// silencedIn returns the flags with which a rule about suppressions judges a case: beside it run the rules that the case mentions,
// because what silences them is used only when they find something.
func silencedIn(set *policy.Set, r *policy.Rule, c Case) config.Flags {
	flags := config.Flags{Severity: []string{r.ID + "=" + string(r.Severity)}}
	for _, other := range set.Rules() {
		mentioned := slices.ContainsFunc(c.Files, func(f txtar.File) bool {
			return slices.ContainsFunc(append([]string{other.ID, other.Group() + "/*"}, other.Aliases...), func(name string) bool {
				return bytes.Contains(f.Data, []byte(name))
			})
		})
		if other != r && other.Suppressible && !mentioned {
			flags.Skip = append(flags.Skip, other.ID)
		}
	}
	return flags
}
