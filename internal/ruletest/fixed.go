package ruletest

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/fix"
	"github.com/bdma-dev/bdma/internal/policy"
)

// fixedFolder is where a .txtar file has, behind the findings, what the bad cases become once they are mended.
const fixedFolder = "fixed/"

// rounds bounds how often a case is mended, as a run does it.
const rounds = 5

// mend makes the edits of a case until there are none, and returns the files that they change. What they do not mend is a fault.
func mend(ctx context.Context, set *policy.Set, r *policy.Rule, c Case) (fixed []txtar.File, faults []string, err error) {
	before := c.Files
	c.Files = slices.Clone(c.Files)
	for range rounds {
		found, err := runCase(ctx, set, r, c, nil)
		if err != nil {
			return nil, nil, fmt.Errorf("mended: %w", err)
		}
		var own []finding.Finding
		for _, f := range found {
			if f.Rule == r {
				own = append(own, f)
			} else if f.Rule.Group() == "parse" {
				faults = append(faults, fmt.Sprintf("case %s: mended, %s:%d: %s", c.Name, f.File, f.Range.Start.Line, f.Message))
			}
		}
		fix.Resolve(func(file string) ([]byte, error) {
			for _, f := range c.Files {
				if f.Name == file {
					return f.Data, nil
				}
			}
			return nil, fmt.Errorf("%s does not exist", file)
		}, own)
		chosen := fix.Choose(own)
		if len(chosen) == 0 {
			break
		}
		for _, m := range chosen {
			i := slices.IndexFunc(c.Files, func(f txtar.File) bool { return f.Name == m.Name })
			if i < 0 {
				return nil, nil, fmt.Errorf("mended: %s is no file of the case", m.Name)
			}
			if c.Files[i].Data, err = fix.Apply(c.Files[i].Data, m.Edits); err != nil {
				return nil, nil, err
			}
		}
		left, err := runCase(ctx, set, r, c, nil)
		if err != nil {
			return nil, nil, fmt.Errorf("mended: %w", err)
		}
		if got := countOf(left, r); got >= len(own) && sameFindings(left, own, r) {
			faults = append(faults, fmt.Sprintf("case %s: its edits leave %d of %d findings", c.Name, got, len(own)))
			break
		}
	}
	for i, f := range c.Files {
		if !bytes.Equal(f.Data, before[i].Data) {
			fixed = append(fixed, txtar.File{Name: c.Name + "/" + f.Name, Data: f.Data})
		}
	}
	return fixed, faults, nil
}

// sameFindings reports whether a rule finds no more than it did: what one edit uncovers the next one mends.
func sameFindings(left, before []finding.Finding, r *policy.Rule) bool {
	known := make(map[string]bool)
	for _, f := range before {
		known[f.Fingerprint] = true
	}
	return !slices.ContainsFunc(left, func(f finding.Finding) bool { return f.Rule == r && !known[f.Fingerprint] })
}

func countOf(found []finding.Finding, r *policy.Rule) int {
	n := 0
	for _, f := range found {
		if f.Rule == r {
			n++
		}
	}
	return n
}

// Holds reports whether the file has what running its cases gave.
func (cs *Cases) Holds(out *Outcome) bool {
	return cs.Want == out.Got && slices.EqualFunc(cs.Fixed, out.Fixed, func(a, b txtar.File) bool {
		return a.Name == b.Name && bytes.Equal(a.Data, b.Data)
	})
}

// With returns the file's text with what running its cases gave.
func (cs *Cases) With(out *Outcome) []byte {
	ar := *cs.archive
	ar.Files = nil
	for _, f := range cs.archive.Files {
		if f.Name == wantFile {
			f.Data = []byte(out.Got)
		}
		if !strings.HasPrefix(f.Name, fixedFolder) {
			ar.Files = append(ar.Files, f)
		}
	}
	for _, f := range out.Fixed {
		ar.Files = append(ar.Files, txtar.File{Name: fixedFolder + f.Name, Data: f.Data})
	}
	return txtar.Format(&ar)
}

// FixedText is what mended cases become, as the file has it.
func FixedText(files []txtar.File) string { return string(txtar.Format(&txtar.Archive{Files: files})) }

// FixedOf returns what the files of a case become once they are mended, those that stay as they are left out.
func (cs *Cases) FixedOf(c *Case) []txtar.File {
	var out []txtar.File
	for _, f := range cs.Fixed {
		if name, ok := strings.CutPrefix(f.Name, c.Name+"/"); ok {
			out = append(out, txtar.File{Name: name, Data: f.Data})
		}
	}
	return out
}
