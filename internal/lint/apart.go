package lint

import "github.com/bdma-dev/bdma/internal/finding"

// apart tells files that are still there and are no part of a unit from those that are gone, and from its own.
func (r *runner) apart() finding.Apart {
	files := make(map[string]map[string]bool)
	for key, u := range r.judged {
		of := files[key.name]
		if of == nil {
			of = make(map[string]bool)
			files[key.name] = of
		}
		for _, list := range [...][]string{u.files, u.read} {
			for _, f := range list {
				of[f] = true
			}
		}
	}
	there := make(map[string]bool)
	return func(file, unit string) bool {
		if files[unit][file] {
			return false
		}
		is, known := there[file]
		if !known {
			is = r.opt.Tree.Has(file)
			there[file] = is
		}
		return is
	}
}
