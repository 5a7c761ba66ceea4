package policy

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// Standard is a line of the charter that rules enforce. Its title is empty when the charter does not have it, as for
// standards of a team's own.
type Standard struct {
	ID    string `yaml:"id"`
	Title string `yaml:"title"`
	// Demands is what the line asks for, as a list of clauses without a full stop. That bdma can judge all of it is not said.
	Demands string `yaml:"demands"`
}

// StandardRules are the rules that enforce a standard, sorted by id.
type StandardRules struct {
	Standard
	Rules []*Rule
}

// ByStandard groups the rules by the standard that they enforce, in the order of the charter, which is the file
// standards.yaml of a folder. Standards that the charter does not have come last; those without rules are left out.
func (s *Set) ByStandard(charter fs.FS) ([]StandardRules, error) {
	groups, err := s.standards(charter)
	return slices.DeleteFunc(groups, func(g StandardRules) bool { return len(g.Rules) == 0 }), err
}

// WithoutRules returns the lines of the charter that no rule enforces yet.
func (s *Set) WithoutRules(charter fs.FS) ([]Standard, error) {
	groups, err := s.standards(charter)
	var list []Standard
	for _, g := range groups {
		if len(g.Rules) == 0 {
			list = append(list, g.Standard)
		}
	}
	return list, err
}

func (s *Set) standards(charter fs.FS) ([]StandardRules, error) {
	data, err := fs.ReadFile(charter, "standards.yaml")
	if err != nil {
		return nil, err
	}
	var standards []Standard
	if err := strictyaml.Decode(data, &standards); err != nil {
		return nil, fmt.Errorf("standards.yaml:%w", err)
	}
	var groups []StandardRules
	index := make(map[string]int)
	for _, standard := range standards {
		index[standard.ID] = len(groups)
		groups = append(groups, StandardRules{Standard: standard})
	}
	for _, r := range s.rules {
		i, ok := index[r.Standard]
		if !ok {
			i = len(groups)
			index[r.Standard] = i
			groups = append(groups, StandardRules{Standard: Standard{ID: r.Standard}})
		}
		groups[i].Rules = append(groups[i].Rules, r)
	}
	return groups, nil
}
