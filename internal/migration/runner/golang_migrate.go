package runner

import (
	"path"
	"strings"
)

// GolangMigrate is github.com/golang-migrate/migrate: N_title.up.sql and N_title.down.sql, ordered by number. A file is
// sent as one simple query.
var GolangMigrate = &Runner{
	Name: "golang-migrate",
	Detect: func(h *History) bool {
		for _, f := range h.Files {
			if _, ok := upDown(f); ok && digits(path.Base(f)) != "" && strings.HasPrefix(strings.TrimPrefix(path.Base(f), digits(path.Base(f))), "_") {
				return true
			}
		}
		return false
	},
	File: func(name string) (File, bool) {
		if f, ok := upDown(name); ok {
			return f, true
		}
		return File{}, false
	},
	FileMode: func(_, text string) Mode {
		// voyager, whose files have these names too, reads this mark on the first line.
		if strings.HasPrefix(text, "-- NO_TRANSACTION") {
			return None
		}
		return Implicit
	},
	Mode:               Implicit,
	OutsideTransaction: "put the statement alone in a migration file of its own",
}

// upDown reads names that end in .up.sql or .down.sql and begin with a version.
func upDown(name string) (File, bool) {
	base := path.Base(name)
	f := File{Path: name}
	switch {
	case strings.HasSuffix(base, ".up.sql"):
		f.Direction, base = Up, strings.TrimSuffix(base, ".up.sql")
	case strings.HasSuffix(base, ".down.sql"):
		f.Direction, base = Down, strings.TrimSuffix(base, ".down.sql")
	default:
		return File{}, false
	}
	f.Version, f.Name = version(base)
	return f, f.Version != ""
}

// version splits a name into its leading version and the rest: digits, with dots and dashes between them as in dates.
func version(base string) (version, name string) {
	i := 0
	if len(base) > 1 && (base[0] == 'V' || base[0] == 'v' || base[0] == 'U') && isDigit(base[1]) {
		i = 1
	}
	start := i
	for i < len(base) && (isDigit(base[i]) || i > start && i+1 < len(base) && (base[i] == '.' || base[i] == '-') && isDigit(base[i+1])) {
		i++
	}
	return base[start:i], strings.TrimLeft(base[i:], "_-. ")
}
