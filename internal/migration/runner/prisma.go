package runner

import (
	"path"
	"strings"
)

// Prisma is one folder per migration, with migration.sql, sent as one query.
var Prisma = register(&Runner{
	Name: "prisma",
	Doc: Doc{
		Title: "Prisma Migrate", URL: "https://www.prisma.io/docs/orm/prisma-migrate",
		Recognised:   "`migration_lock.toml` in the folder, or folders with `migration.sql`.",
		Files:        "`<14 digits>_<title>/migration.sql`.",
		Order:        "By the folder's name, as text.",
		Directions:   "Up only.",
		Directives:   "`provider` in `migration_lock.toml` names the database.",
		Transactions: "A file is sent as one query, which the server runs as one transaction when it has several statements. A statement alone in its file runs outside of one.",
	},
	Priority: byNames,
	Lexical:  true,
	Detect: func(h *History) bool {
		return h.Near("migration_lock.toml") || h.anyName(func(name string) bool { return path.Base(name) == "migration.sql" && path.Dir(name) != "." })
	},
	Dialect:            func(h *History) string { return setting(h.Read("migration_lock.toml"), "provider") },
	File:               migrationFolder,
	Mode:               Implicit,
	OutsideTransaction: "put the statement alone in a migration of its own",
	Leaves:             true,
	Leave:              alone,
})

// migrationFolder reads <version>_<title>/migration.sql.
func migrationFolder(name string) (File, bool) {
	dir := path.Dir(name)
	if path.Base(name) != "migration.sql" || dir == "." || strings.Contains(dir, "/") {
		return File{}, false
	}
	v, rest := version(dir)
	if v == "" {
		v, rest = dir, ""
	}
	return File{Path: name, Version: v, Name: rest, Direction: Up}, true
}
