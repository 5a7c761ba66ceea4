package migration

import "github.com/bdma-dev/bdma/internal/migration/pgparse"

// noteEnum remembers the names that enums are given. A type that is made under the name of a former enum counts as one.
func (r *reader) noteEnum(s *pgparse.Statement) {
	name := ""
	switch n := s.Node.(type) {
	case *pgparse.CreateType:
		if n.Enum {
			name = n.Name.Name
		}
	case *pgparse.Rename:
		if n.Object == "TYPE" && r.enums[n.Name.Name] {
			name = n.To
		}
	}
	if name == "" {
		return
	}
	if r.enums == nil {
		r.enums = make(map[string]bool)
	}
	r.enums[name] = true
}
