package policy

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// Standard is a line of the charter that rules enforce. Its title is empty when the charter does not have it, as for
// standards of a team's own.
type Standard struct {
	ID    string `yaml:"id"`
	Title string `yaml:"title"`
	// Demands is what the line asks for, as a list of clauses without a full stop. That bdma can judge all of it is not said.
	Demands string `yaml:"demands"`
	// Evidence names what the line needs beside files of its kind: [ChangeEvidence], [PastEvidence] or [DataEvidence]; empty when the
	// files are enough.
	Evidence string `yaml:"evidence"`
}

// What a line of the charter may need beside files of its kind.
const (
	// ChangeEvidence is a change: something to compare with.
	ChangeEvidence = "change"
	// PastEvidence is coverage of the past.
	PastEvidence = "past"
	// DataEvidence are coverage reports that hold data.
	DataEvidence = "data"
)

// Inputs are the kinds of facts that the rules of the standard see; nil for a standard of a team's own.
func (s Standard) Inputs() []facts.Kind {
	group, _, _ := strings.Cut(s.ID, "/")
	return groupInputs[group]
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

// Charter returns the lines of the charter, which is the file standards.yaml of a folder.
func Charter(charter fs.FS) ([]Standard, error) {
	data, err := fs.ReadFile(charter, "standards.yaml")
	if err != nil {
		return nil, err
	}
	var standards []Standard
	if err := strictyaml.Decode(data, &standards); err != nil {
		return nil, fmt.Errorf("standards.yaml:%w", err)
	}
	return standards, nil
}

func (s *Set) standards(charter fs.FS) ([]StandardRules, error) {
	standards, err := Charter(charter)
	if err != nil {
		return nil, err
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
