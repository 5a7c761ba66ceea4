package runner

import (
	"path"
	"slices"
	"strings"
)

// Flyway has V1__x.sql, undo scripts U1__x.sql and repeatable ones R__x.sql, which run last. Refinery's names are the same.
var Flyway = &Runner{
	Name: "flyway",
	Detect: func(h *History) bool {
		return slices.ContainsFunc(h.Files, func(name string) bool {
			base := path.Base(name)
			v, rest, ok := strings.Cut(base, "__")
			return ok && rest != "" && len(v) > 1 && (v[0] == 'V' || v[0] == 'U') && isDigit(v[1])
		})
	},
	File: func(name string) (File, bool) {
		v, rest, ok := strings.Cut(stem(name), "__")
		if !ok || v == "" {
			return File{}, false
		}
		f := File{Path: name, Version: strings.ReplaceAll(v[1:], "_", "."), Name: rest, Direction: Up}
		switch v[0] {
		case 'V', 'B':
		case 'U':
			f.Direction = Down
		case 'R':
			f.Version, f.Name = "~", rest // after every digit
		default:
			return File{}, false
		}
		return f, true
	},
	Order: func(_ *History, files []File) {
		// U is an undo script only beside its V; refinery also uses it for versions out of order.
		versioned := make(map[string]bool)
		for _, f := range files {
			versioned[f.Version] = versioned[f.Version] || f.Direction == Up
		}
		for i, f := range files {
			if f.Direction == Down && !versioned[f.Version] {
				files[i].Direction = Up
			}
		}
	},
	FileMode: func(_, text string) Mode {
		if strings.Contains(strings.ToUpper(text), " CONCURRENTLY ") {
			return None // Flyway sees that the statement cannot run in a transaction
		}
		return InRunner
	},
	Mode:               InRunner,
	OutsideTransaction: "put it in a migration file of its own, which Flyway then runs without a transaction (set `flyway.postgresql.transactional.lock=false`)",
}

// Diesel has one folder per migration, with up.sql and down.sql.
var Diesel = &Runner{
	Name:               "diesel",
	Lexical:            true,
	Detect:             folders,
	File:               folder,
	Mode:               InRunner,
	OutsideTransaction: "put it in a migration of its own whose metadata.toml says `run_in_transaction = false`",
}

// Hasura has the same folders; it sends each up.sql as one run_sql call, which is one transaction.
var Hasura = &Runner{
	Name: "hasura",
	Detect: func(h *History) bool {
		return folders(h) && (strings.Contains("/"+h.Folder+"/", "/hasura/") || slices.ContainsFunc(h.Files, func(name string) bool {
			return len(digits(path.Base(path.Dir(name)))) == 13 // milliseconds
		}))
	},
	File:               folder,
	Mode:               InRunner,
	OutsideTransaction: "put the statement alone in a migration of its own",
}

// folders tells whether a history has a folder for each migration.
func folders(h *History) bool {
	return slices.ContainsFunc(h.Files, func(name string) bool { return path.Base(name) == "up.sql" && path.Dir(name) != "." })
}

func folder(name string) (File, bool) {
	f := File{Path: name}
	switch path.Base(name) {
	case "up.sql":
		f.Direction = Up
	case "down.sql":
		f.Direction = Down
	default:
		return File{}, false
	}
	f.Version, f.Name = version(path.Base(path.Dir(name)))
	return f, f.Version != ""
}

// Prisma is one folder per migration, with migration.sql, sent as one query.
var Prisma = &Runner{
	Name:    "prisma",
	Lexical: true,
	Detect: func(h *History) bool {
		return h.Near("migration_lock.toml") || slices.ContainsFunc(h.Files, func(name string) bool { return path.Base(name) == "migration.sql" })
	},
	File: func(name string) (File, bool) {
		if path.Base(name) != "migration.sql" {
			return File{}, false
		}
		v, rest := version(path.Base(path.Dir(name)))
		if v == "" {
			v, rest = path.Base(path.Dir(name)), ""
		}
		return File{Path: name, Version: v, Name: rest, Direction: Up}, true
	},
	Mode:               Implicit,
	OutsideTransaction: "put the statement alone in a migration of its own",
}

// Drizzle runs all pending migrations in one transaction.
var Drizzle = &Runner{
	Name: "drizzle",
	Detect: func(h *History) bool {
		return h.Near("meta/_journal.json") || anyHead(h, func(head string) bool { return strings.Contains(head, "--> statement-breakpoint") })
	},
	File: plainFile,
	Sections: func(text string) []Section {
		s := Section{End: len(text), Direction: Up, Mode: InRunner}
		lines(text, func(offset int, line string) bool {
			if i := strings.Index(line, "--> statement-breakpoint"); i >= 0 {
				s.Breaks = append(s.Breaks, offset+i)
			}
			return true
		})
		return []Section{s}
	},
	Mode:               InRunner,
	OutsideTransaction: "run it by hand before the deployment and write it with IF [NOT] EXISTS here: drizzle runs all migrations in one transaction",
}

// Supabase sends a file as one pipeline, which is one transaction.
var Supabase = &Runner{
	Name:               "supabase",
	Lexical:            true,
	Detect:             func(h *History) bool { return strings.HasSuffix("/"+h.Folder, "/supabase/migrations") },
	File:               numbered,
	Mode:               Implicit,
	OutsideTransaction: "put the statement alone in a migration file of its own",
}

// Sqlx runs a file in a transaction unless it begins with "-- no-transaction".
var Sqlx = &Runner{
	Name: "sqlx",
	Detect: func(h *History) bool {
		return anyHead(h, func(head string) bool { return strings.HasPrefix(head, "-- no-transaction") }) ||
			h.Has("Cargo.toml") && slices.ContainsFunc(h.Files, func(name string) bool {
				v, _ := version(path.Base(name))
				return v != "" && !strings.Contains(name, "/")
			})
	},
	File: numbered,
	FileMode: func(_, text string) Mode {
		if strings.HasPrefix(text, "-- no-transaction") {
			return None
		}
		return InRunner
	},
	Mode:               InRunner,
	OutsideTransaction: "put it in a migration file of its own that begins with `-- no-transaction`",
}

// Atlas runs a file in a transaction unless a header line says otherwise.
var Atlas = &Runner{
	Name:    "atlas",
	Lexical: true,
	Detect:  func(h *History) bool { return h.Near("atlas.sum") && !GolangMigrate.Detect(h) },
	File:    numbered,
	FileMode: func(_, text string) Mode {
		if strings.Contains(text, "-- atlas:txmode none") {
			return None
		}
		return InRunner
	},
	Mode:               InRunner,
	OutsideTransaction: "put it in a migration file of its own that begins with `-- atlas:txmode none`",
}

// GraphileMigrate has committed migrations with a header.
var GraphileMigrate = &Runner{
	Name: "graphile-migrate",
	Detect: func(h *History) bool {
		return anyHead(h, func(head string) bool { return strings.HasPrefix(head, "--! Previous:") })
	},
	File: plainFile,
	FileMode: func(_, text string) Mode {
		if strings.Contains(text, "--! no-transaction") {
			return None
		}
		return InRunner
	},
	Mode:               InRunner,
	OutsideTransaction: "put it alone in a migration that begins with `--! no-transaction`",
}

// Pop is gobuffalo/pop: N_title.dialect.up.sql, in a transaction unless the name says autocommit.
var Pop = &Runner{
	Name: "pop",
	Detect: func(h *History) bool {
		return slices.ContainsFunc(h.Files, func(name string) bool {
			return strings.HasSuffix(name, ".postgres.up.sql") || strings.HasSuffix(name, ".autocommit.up.sql")
		}) || GolangMigrate.Detect(h) && anyHead(h, func(head string) bool { return strings.Contains(head, "index .Options \"Namespace\"") })
	},
	File: func(name string) (File, bool) { return upDown(name) },
	FileMode: func(name, _ string) Mode {
		if strings.Contains(name, ".autocommit.") {
			return None
		}
		return InRunner
	},
	Mode:               InRunner,
	OutsideTransaction: "put it in a migration file of its own whose name ends in `.autocommit.up.sql`",
}

// Sqitch orders its scripts by sqitch.plan; psql runs them, so that only their own BEGIN makes a transaction.
var Sqitch = &Runner{
	Name:   "sqitch",
	Detect: func(h *History) bool { return h.Near("sqitch.plan") },
	File: func(name string) (File, bool) {
		kind, rest, ok := strings.Cut(name, "/")
		f := File{Path: name, Name: strings.TrimSuffix(rest, ".sql"), Direction: Other}
		switch kind {
		case "deploy":
			f.Direction = Up
		case "revert":
			f.Direction = Down
		case "verify":
		default:
			return File{}, false
		}
		f.Version = f.Name
		return f, ok
	},
	Order: func(h *History, files []File) {
		// A change that was reworked after a tag is deployed from change@tag.sql at its first place.
		place := make(map[string]int)
		n := 0
		lines(h.Read("sqitch.plan"), func(_ int, line string) bool {
			fields := strings.Fields(line)
			if len(fields) == 0 || strings.HasPrefix(line, "%") || strings.HasPrefix(line, "#") {
				return true
			}
			n++
			name := fields[0]
			if tag, ok := strings.CutPrefix(name, "@"); ok {
				for c, p := range place {
					if !strings.Contains(c, "@") {
						if _, ok := place[c+"@"+tag]; !ok {
							place[c+"@"+tag] = p
						}
					}
				}
				return true
			}
			place[name] = n
			return true
		})
		at := func(f File) int {
			if p, ok := place[f.Name]; ok {
				return p
			}
			return n + 1
		}
		slices.SortStableFunc(files, func(a, b File) int {
			if c := at(a) - at(b); c != 0 {
				return c
			}
			return rank(a.Direction) - rank(b.Direction)
		})
	},
	Mode:               None,
	OutsideTransaction: "put it in a change of its own without BEGIN and COMMIT",
}

// numbered accepts files whose name begins with a version.
func numbered(name string) (File, bool) {
	f, _ := plainFile(name)
	return f, f.Version != ""
}
