package finding

import (
	"cmp"
	"slices"

	"github.com/bdma-dev/bdma/internal/policy"
)

// Share are the findings of one standard or of one owner, counted.
type Share struct {
	// Name is the standard or the owner; empty for those that have none.
	Name string
	// Findings is their number, and BySeverity the number of each severity.
	Findings   int
	BySeverity map[policy.Severity]int
}

// ByStandard counts findings by the line of the charter that their rules enforce, most first.
func ByStandard(fs []Finding) []Share {
	return shares(fs, func(f *Finding) []string { return []string{f.Rule.Standard} })
}

// ByOwner counts findings by the owners of their files, most first. A file may have several owners, each of whom owes all that is in it:
// the shares may add up to more than there is.
func ByOwner(fs []Finding, owners func(file string) []string) []Share {
	of := make(map[string][]string)
	return shares(fs, func(f *Finding) []string {
		list, known := of[f.File]
		if !known {
			if list = owners(f.File); len(list) == 0 {
				list = []string{""}
			}
			of[f.File] = list
		}
		return list
	})
}

func shares(fs []Finding, names func(*Finding) []string) []Share {
	index := make(map[string]int)
	var list []Share
	for i := range fs {
		for _, name := range names(&fs[i]) {
			k, known := index[name]
			if !known {
				k = len(list)
				index[name] = k
				list = append(list, Share{Name: name, BySeverity: make(map[policy.Severity]int)})
			}
			list[k].Findings++
			list[k].BySeverity[fs[i].Severity]++
		}
	}
	slices.SortFunc(list, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Findings, a.Findings), cmp.Compare(a.Name, b.Name))
	})
	return list
}
