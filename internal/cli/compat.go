package cli

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/othertools"
	"github.com/bdma-dev/bdma/policies"
)

// ours returns what finds our rules that say what a rule of another tool says; nil when bdma.yaml asks for no other tool.
func (w *workspace) ours() (func(tool, rule string) []string, error) {
	keys := w.cfg.Compat()
	for _, c := range w.nested {
		keys = append(slices.Clone(keys), c.Compat()...)
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	if len(keys) == 0 {
		return nil, nil
	}
	catalogue, err := othertools.Load(policies.FS)
	if err != nil {
		return nil, err
	}
	ids := make(map[string][]string)
	for _, key := range keys {
		tool, ok := catalogue.Tool(key)
		if !ok {
			continue
		}
		for _, d := range tool.Decide(w.set) {
			for _, r := range d.Rules {
				ids[key+":"+d.ID] = append(ids[key+":"+d.ID], r.ID)
			}
		}
	}
	return func(tool, rule string) []string { return ids[tool+":"+rule] }, nil
}
