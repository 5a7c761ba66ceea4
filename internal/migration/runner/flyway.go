package runner

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
)

// Flyway has V1__x.sql, undo scripts U1__x.sql, repeatable ones R__x.sql, which run last, and baselines B1__x.sql.
var Flyway = register(&Runner{
	Name: "flyway",
	Doc: Doc{
		Title: "Flyway", URL: "https://documentation.red-gate.com/flyway",
		Recognised: "Names like `V1__orders.sql`. `flyway.conf` or `flyway.toml` in the folder or above it, or in a folder `conf` there, tells it from refinery.",
		Files:      "`V<version>__<title>.sql`, `U…` for undo, `R__<title>.sql` for repeatable and `B…` for baseline migrations, in the folder and in those below it, unless two of those have the same version. Configured prefixes and separators count, and suffixes that end in `.sql`.",
		Order:      "By version, part by part and by value: `1_10` and `1.10` come after `1.9`. Repeatable migrations run last, by name.",
		Directions: "`U` is down when there is a `V` of its version. A baseline is the schema that the versions up to its own led to: the replay begins anew with it.",
		Directives: "Beside a migration, `<name>.sql.conf` with `executeInTransaction` and `shouldExecute=false`. In the configuration and in `application.properties`: `group`, the names, `placeholderPrefix` and `placeholderSuffix`. Placeholders `${name}` stand for names.",
		Transactions: "A file is a transaction, unless one of its statements is among those that Flyway itself runs without one: `CREATE` and `DROP INDEX CONCURRENTLY`, `CREATE` and `DROP DATABASE`, `TABLESPACE` and `SUBSCRIPTION`, `ALTER SYSTEM`, `REINDEX` of a schema or database, `VACUUM`, `DISCARD ALL`, " +
			"and before PostgreSQL 12 `ALTER TYPE … ADD VALUE`. All of the file then runs without a transaction; that it has other statements, too, Flyway refuses unless `mixed=true`. `group=true` makes one transaction of all pending migrations.",
		Missing: "Java migrations, callbacks, YAML configuration, and settings of the command line.",
	},
	Priority: byNames,
	Detect: func(h *History) bool {
		return h.anyName(isFlyway) || flywayNames(h) != nil && h.anyName(flywayNames(h).is)
	},
	Configure:          configureFlyway,
	Dialect:            func(h *History) string { return scheme(flywaySetting(h, "url")) },
	File:               (&flywayNaming{}).file,
	Order:              flywayOrder,
	FileMode:           func(_, text string) Mode { return flywayMode(text, 0) },
	Mode:               InRunner,
	OutsideTransaction: "put it in a migration file of its own, which Flyway then runs without a transaction (set `flyway.postgresql.transactional.lock=false`)",
	Leaves:             true,
})

// isFlyway tells whether a name has the shape V1__x or U1__x, which refinery has, too.
func isFlyway(name string) bool {
	base := path.Base(name)
	v, rest, ok := strings.Cut(base, "__")
	return ok && rest != "" && len(v) > 1 && (v[0] == 'V' || v[0] == 'U' || v[0] == 'B') && isDigit(v[1])
}

// flywayNaming is how names are made up.
type flywayNaming struct {
	versioned, undo, repeatable, baseline, separator string
	suffixes                                         []string
}

func (n *flywayNaming) is(name string) bool {
	f, ok := n.file(name)
	return ok && (f.Version != repeatable || n.repeatable != "")
}

// repeatable is the version of repeatable migrations, which orders after every digit.
const repeatable = "~"

func (n *flywayNaming) file(name string) (File, bool) {
	base := path.Base(name)
	if i := slices.IndexFunc(n.suffixes, func(s string) bool { return strings.HasSuffix(base, s) }); i >= 0 {
		base = strings.TrimSuffix(base, n.suffixes[i])
	} else if len(n.suffixes) > 0 {
		return File{}, false
	} else {
		base = strings.TrimSuffix(base, ".sql")
	}
	v, rest, ok := strings.Cut(base, cmp.Or(n.separator, "__"))
	if !ok || v == "" {
		return File{}, false
	}
	for _, p := range [...]struct{ prefix, direction string }{
		{cmp.Or(n.versioned, "V"), Up}, {cmp.Or(n.undo, "U"), Down}, {cmp.Or(n.baseline, "B"), Base}, {cmp.Or(n.repeatable, "R"), ""},
	} {
		number, ok := strings.CutPrefix(v, p.prefix)
		switch {
		case !ok:
		case p.direction == "" && number == "":
			return File{Path: name, Version: repeatable, Name: rest, Direction: Up}, true
		case p.direction != "" && number != "" && strings.Trim(number, "0123456789._") == "":
			return File{Path: name, Version: strings.ReplaceAll(number, "_", "."), Name: rest, Direction: p.direction}, true
		}
	}
	return File{}, false
}

// flywayFiles are where Flyway's settings stand; Spring's are above the migrations in a Java project.
var flywayFiles = []string{"flyway.toml", "flyway.conf", "conf/flyway.toml", "conf/flyway.conf", "application.properties"}

func flywaySetting(h *History, key string) string {
	for _, name := range flywayFiles {
		if text, _ := h.above(name); text != "" && (path.Base(name) != "application.properties" || strings.Contains(text, "spring.flyway.")) {
			if v := setting(text, key); v != "" {
				return v
			}
		}
	}
	return ""
}

// flywayNames returns the names that the configuration sets, nil when it leaves them alone.
func flywayNames(h *History) *flywayNaming {
	text, _ := h.above(flywayFiles[:4]...)
	if text == "" {
		if text, _ = h.above(flywayFiles[4]); !strings.Contains(text, "spring.flyway.") {
			return nil
		}
	}
	n := &flywayNaming{}
	set := false
	settings(text, func(key, value string) {
		if value == "" {
			return
		}
		switch key {
		case "sqlmigrationprefix":
			n.versioned = value
		case "undosqlmigrationprefix":
			n.undo = value
		case "repeatablesqlmigrationprefix":
			n.repeatable = value
		case "baselinemigrationprefix":
			n.baseline = value
		case "sqlmigrationseparator":
			n.separator = value
		case "sqlmigrationsuffixes":
			for s := range strings.SplitSeq(strings.Trim(value, "[]"), ",") {
				if s = strings.Trim(s, " \"'"); s != "" {
					n.suffixes = append(n.suffixes, s)
				}
			}
		default:
			return
		}
		set = true
	})
	if !set {
		return nil
	}
	return n
}

func configureFlyway(r *Runner, h *History) {
	if n := flywayNames(h); n != nil {
		r.File = n.file
	}
	beside := make(map[string]bool)
	read := make(map[string]bool)
	conf := func(name string) string {
		dir := path.Dir(name)
		if !read[dir] {
			read[dir] = true
			for _, n := range h.list(dir) {
				if strings.HasSuffix(n, ".conf") {
					beside[path.Join(dir, n)] = true
				}
			}
		}
		if !beside[path.Clean(name+".conf")] {
			return ""
		}
		return h.Read(name + ".conf")
	}
	file := r.File
	r.File = func(name string) (File, bool) {
		if setting(conf(name), "shouldexecute") == "false" {
			return File{}, false
		}
		return file(name)
	}
	r.FileMode = func(name, text string) Mode {
		switch setting(conf(name), "executeintransaction") {
		case "false":
			return None
		case "true":
			return InRunner
		}
		return flywayMode(text, h.PostgresVersion)
	}
	if flywaySetting(h, "lock") == "false" {
		r.OutsideTransaction, r.Leave = "put it in a migration file of its own, which Flyway then runs without a transaction", alone
	}
	if flywaySetting(h, "group") == "true" {
		r.AllPending, r.Leaves, r.Mode, r.FileMode, r.Leave = true, false, InRunner, nil, nil
		r.OutsideTransaction = "run it by hand before the deployment, since `group=true` makes one transaction of all pending migrations"
	}
	if prefix, suffix := flywaySetting(h, "placeholderprefix"), cmp.Or(flywaySetting(h, "placeholdersuffix"), "}"); len(prefix) > 0 && prefix != "${" {
		r.Script = func(_ File, text string) string { return fillPlaceholders(text, prefix, suffix) }
	}
}

// fillPlaceholders writes placeholders that begin and end otherwise than those that the lexer knows as :name.
func fillPlaceholders(text, prefix, suffix string) string {
	const longest = 256
	b := blanks{text: text}
	for i := 0; ; {
		j := strings.Index(text[i:], prefix)
		if j < 0 {
			return b.String()
		}
		i += j
		end := strings.Index(text[i+len(prefix):min(i+len(prefix)+longest, len(text))], suffix)
		if end < 0 || strings.IndexByte(text[i:i+len(prefix)+end], '\n') >= 0 {
			i += len(prefix)
			continue
		}
		stop := i + len(prefix) + end + len(suffix)
		b.fill(i, stop, 'x')
		b.put(i, ":")
		i = stop
	}
}

// flywayOrder takes U for an undo script only beside its V; refinery also uses it for versions out of order.
func flywayOrder(_ *History, files []File) []File {
	versioned := make(map[string]bool)
	for _, f := range files {
		versioned[f.Version] = versioned[f.Version] || f.Direction == Up
	}
	for i, f := range files {
		if f.Direction == Down && !versioned[f.Version] {
			files[i].Direction = Up
		}
	}
	after := func(f File) int {
		if f.Direction == Base {
			return 1 // of what led to it
		}
		return 0
	}
	slices.SortStableFunc(files, func(a, b File) int { return cmp.Or(Compare(a.Version, b.Version), after(a)-after(b)) })
	return files
}

// flywayAlone are the beginnings of the statements that Flyway runs without a transaction, as words with a blank between.
var flywayAlone = regexp.MustCompile(`^((create|drop) (database|tablespace|subscription)\b|alter system\b|(create|drop)( unique)? index concurrently\b|reindex( verbose)? (schema|database|system)\b|vacuum\b|discard all\b)`)

var flywayAddValue = regexp.MustCompile(`^alter type( .*)? add value\b`)

// flywayWords are in every script that the patterns above may match.
var flywayWords = regexp.MustCompile(`(?i)concurrently|database|tablespace|subscription|alter\s+system|reindex|vacuum|discard|add\s+value`)

// firstAddValue is the first version of PostgreSQL that adds values to an enum within a transaction.
const firstAddValue = 12

func flywayMode(text string, postgres int) Mode {
	if !flywayWords.MatchString(text) {
		return InRunner
	}
	f := lexer.Scan(text)
	for _, s := range f.Split(0, len(f.Tokens)) {
		const words = 12
		var b strings.Builder
		for _, t := range f.Tokens[s.First:min(s.First+words, s.Last+1)] {
			if t.Kind == lexer.Word {
				b.WriteString(strings.ToLower(f.Of(t)))
			} else {
				b.WriteByte('_')
			}
			b.WriteByte(' ')
		}
		if begin := b.String(); flywayAlone.MatchString(begin) || postgres > 0 && postgres < firstAddValue && flywayAddValue.MatchString(begin) {
			return None
		}
	}
	return InRunner
}
