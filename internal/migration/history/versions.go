package history

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// names are the file names that a tool takes for migrations, with the version as the first group, for tools that have one
// folder of files. They are the tools' own patterns, which bdma's reading of names is more lenient than: what a pattern
// does not take, its tool overlooks.
var names = map[string]*regexp.Regexp{
	"golang-migrate":   regexp.MustCompile(`^([0-9]+)_.*\.(?:down|up)\..*$`),
	"voyager":          regexp.MustCompile(`^([0-9]+)_.*\.(?:down|up)\.(?:sql|go)$`),
	"goose":            regexp.MustCompile(`^0*([1-9][0-9]*)_.*\.(?:sql|go)$`),
	"dbmate":           regexp.MustCompile(`^([0-9]+).*\.sql$`),
	"flyway":           regexp.MustCompile(`^[VU]([0-9](?:[0-9._]*[0-9])?)__.*\.sql$`),
	"refinery":         regexp.MustCompile(`^[VU]([0-9]+(?:\.[0-9]+)?)__\w+\.(?:sql|rs)$`),
	"sqlx":             regexp.MustCompile(`^([0-9]+)_.*\.sql$`),
	"tern":             regexp.MustCompile(`^([0-9]+)_.+\.sql$`),
	"supabase":         regexp.MustCompile(`^([0-9]+)_.*\.sql$`),
	"pop":              regexp.MustCompile(`^([0-9]+)_[^.]+(?:\.[a-z0-9]+)?(?:\.autocommit)?\.(?:up|down)\.(?:sql|fizz)$`),
	"atlas":            regexp.MustCompile(`^([^_]+)(?:_.*)?\.sql$`),
	"graphile-migrate": committed,
}

// folders are the same for tools that have a folder for each migration.
var folders = map[string]*regexp.Regexp{
	"diesel": regexp.MustCompile(`^([0-9-]+)_.*$`),
	"hasura": regexp.MustCompile(`^([0-9]+)_.*$`),
	"prisma": regexp.MustCompile(`^(.+)$`),
}

// shapes say what names look like, for people, and how to make a good one of a bad one's parts.
var shapes = map[string]struct {
	want string
	make func(p parts) string
}{
	"golang-migrate":   {"<version>_<title>.up.sql", func(p parts) string { return p.version + "_" + p.title + "." + p.direction + ".sql" }},
	"pop":              {"<version>_<title>.up.sql", func(p parts) string { return p.version + "_" + p.title + "." + p.direction + ".sql" }},
	"goose":            {"<version>_<title>.sql", plainShape},
	"dbmate":           {"<version>_<title>.sql", plainShape},
	"sqlx":             {"<version>_<title>.sql", plainShape},
	"tern":             {"<version>_<title>.sql", plainShape},
	"supabase":         {"<version>_<title>.sql", plainShape},
	"flyway":           {"V<version>__<description>.sql", flywayShape},
	"refinery":         {"V<version>__<name>.sql", flywayShape},
	"graphile-migrate": {"<version>-<message>.sql", func(p parts) string { return p.version + "-" + p.title + ".sql" }},
	"diesel":           {"<version>_<title>/up.sql", func(p parts) string { return p.version + "_" + p.title + "/" + p.direction + ".sql" }},
	"hasura":           {"<version>_<title>/up.sql", func(p parts) string { return p.version + "_" + p.title + "/" + p.direction + ".sql" }},
	"prisma":           {"<version>_<title>/migration.sql", func(p parts) string { return p.version + "_" + p.title + "/migration.sql" }},
}

func plainShape(p parts) string {
	if p.directed {
		return p.version + "_" + p.title + "." + p.direction + ".sql"
	}
	return p.version + "_" + p.title + ".sql"
}

func flywayShape(p parts) string {
	letter := "V"
	if strings.EqualFold(p.letter, "u") {
		letter = "U"
	}
	return letter + p.version + "__" + p.title + ".sql"
}

// parts are what a name that looks like a migration's is made of.
type parts struct {
	letter, version, title, direction string
	directed                          bool
}

var (
	looksLike = regexp.MustCompile(`^([VUvu]?)([0-9]+(?:[._][0-9]+)*)[-_. ]*(.*?)(?i:\.(up|down))?\.(?i:sql)$`)
	unclean   = regexp.MustCompile(`[^A-Za-z0-9_]+`)
)

// Ignored is a file that looks like a migration and that the tool never runs.
type Ignored struct {
	File string
	// Want is what names look like, and Suggestion a name for this file.
	Want, Suggestion string
}

// FindIgnored lists the files of a folder, given by their names, that look like migrations and have a name that the tool
// does not take for one. Where those are more than the others, the tool or its configuration is another one, and there are none.
func FindIgnored(tool string, entries []string) []Ignored {
	shape, known := shapes[tool]
	if !known {
		return nil
	}
	var out []Ignored
	good := 0
	for _, e := range entries {
		dir, base := path.Split(e)
		pattern := names[tool]
		if tool == "graphile-migrate" && dir != "committed/" || tool != "graphile-migrate" && dir != "" {
			if folders[tool] != nil {
				good++
			}
			continue
		}
		if pattern != nil && pattern.MatchString(base) {
			good++
			continue
		}
		m := looksLike.FindStringSubmatch(base)
		if m == nil || m[1] != "" && tool != "flyway" && tool != "refinery" || tool == "goose" && strings.Trim(m[2], "0") == "" {
			continue
		}
		p := parts{letter: m[1], version: m[2], title: strings.Trim(unclean.ReplaceAllString(m[3], "_"), "_"), direction: strings.ToLower(m[4]), directed: m[4] != ""}
		if p.title == "" {
			p.title = "migration"
		}
		if p.direction == "" {
			p.direction = "up"
		}
		out = append(out, Ignored{File: e, Want: shape.want, Suggestion: path.Join(dir, shape.make(p))})
	}
	if len(out) > good {
		return nil
	}
	return out[:min(len(out), maxFaults)]
}

// Version returns the version by which a tool knows a file, relative to the history's folder. Files with equal versions of
// one direction are duplicates.
func Version(tool, file string) (version string, ok bool) {
	dir, base := path.Split(file)
	pattern := names[tool]
	if p := folders[tool]; p != nil {
		dir = strings.TrimSuffix(dir, "/")
		if dir == "" || strings.Contains(dir, "/") {
			return "", false
		}
		base, pattern = dir, p
	} else if dir != "" && tool != "graphile-migrate" {
		return "", false
	}
	if pattern == nil {
		return "", false
	}
	m := pattern.FindStringSubmatch(base)
	if m == nil {
		return "", false
	}
	version = m[1]
	switch tool {
	case "golang-migrate", "voyager", "goose", "sqlx", "tern":
		version = number(version)
	case "flyway", "refinery":
		version = dotted(version)
	case "diesel":
		version = strings.ReplaceAll(version, "-", "")
	}
	return version, true
}

// number drops the zeros that do not count.
func number(s string) string {
	if s = strings.TrimLeft(s, "0"); s == "" {
		return "0"
	}
	return s
}

// dotted brings a version of several numbers to one form: 1.0 is 1, and 1_02 is 1.2.
func dotted(s string) string {
	list := strings.FieldsFunc(s, func(c rune) bool { return c == '.' || c == '_' })
	for i := range list {
		list[i] = number(list[i])
	}
	for len(list) > 1 && list[len(list)-1] == "0" {
		list = list[:len(list)-1]
	}
	return strings.Join(list, ".")
}

// Duplicates returns, for each file that has the version and the direction of an earlier one, that one. The files are those
// of the folder, sorted.
func Duplicates(tool string, files []string) map[string]string {
	if d := Of(tool).Duplicate; d == "" || d == Runs {
		return nil
	}
	first, out := make(map[string]string), make(map[string]string)
	for _, f := range files {
		version, ok := Version(tool, f)
		if !ok {
			continue
		}
		key := version + " " + side(tool, f)
		if other, ok := first[key]; ok {
			out[f] = other
		} else {
			first[key] = f
		}
	}
	return out
}

// side tells apart files that may share a version: the two directions, and those of several databases.
func side(tool, file string) string {
	base := path.Base(file)
	switch tool {
	case "flyway":
		return base[:1]
	case "diesel", "hasura":
		return strings.TrimSuffix(base, ".sql")
	case "golang-migrate", "voyager", "sqlx", "pop":
		words := strings.Split(base, ".")
		if n := len(words); n > 2 && (words[n-2] == "up" || words[n-2] == "down") {
			if tool == "pop" && n > 3 {
				return strings.Join(words[1:n-1], ".")
			}
			return words[n-2]
		}
		return "up"
	}
	return ""
}

// Gap is a version that a tool misses.
type Gap struct {
	// File is the file that follows it.
	File string
	// Missing is the version.
	Missing int
}

// Gaps lists the versions that are missing in a history of consecutive numbers, one for each place.
func Gaps(tool string, files []string) []Gap {
	if !Of(tool).Sequence {
		return nil
	}
	type numbered struct {
		n    int
		file string
	}
	var list []numbered
	for _, f := range files {
		if v, ok := Version(tool, f); ok {
			if n, err := strconv.Atoi(v); err == nil {
				list = append(list, numbered{n, f})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b numbered) int { return a.n - b.n })
	var out []Gap
	want := 1
	for _, f := range list {
		if f.n > want && len(out) < maxFaults {
			out = append(out, Gap{f.file, want})
		}
		want = max(want, f.n+1)
	}
	return out
}
