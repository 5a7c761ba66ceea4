package runner

import "strings"

// Supabase sends a file as one pipeline, which is one transaction.
var Supabase = register(&Runner{
	Name: "supabase",
	Doc: Doc{
		Title: "Supabase CLI", URL: "https://supabase.com/docs/guides/deployment/database-migrations",
		Recognised:   "The folder `supabase/migrations`.",
		Files:        "`<number>_<title>.sql` in the folder itself. What lies in `supabase/` otherwise, `seed.sql`, `schemas/`, `tests/`, is not a migration.",
		Order:        "By the number, as text.",
		Directions:   "Up only.",
		Transactions: "A file is sent as one pipeline, which the server runs as one transaction when it has several statements. A statement alone in its file runs outside of one.",
	},
	Priority:           byFolder,
	Lexical:            true,
	Detect:             func(h *History) bool { return strings.HasSuffix("/"+h.Folder, "/supabase/migrations") },
	Dialect:            func(*History) string { return "postgresql" },
	File:               numbered,
	Mode:               Implicit,
	OutsideTransaction: "put the statement alone in a migration file of its own",
	Leaves:             true,
	Leave:              alone,
})
