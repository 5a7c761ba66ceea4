package runner

import (
	"regexp"
	"strings"
)

var (
	atlasMode       = regexp.MustCompile(`(?m)^-- atlas:txmode[ \t]+(none|file|all)[ \t]*\r?$`)
	atlasCheckpoint = regexp.MustCompile(`(?m)^-- atlas:checkpoint\b`)
	atlasDelimiter  = regexp.MustCompile(`^-- atlas:delimiter[ \t]+(.+?)[ \t]*(?:\r?\n|$)`)
	atlasPart       = regexp.MustCompile(`^-- ([\w./-]+) --$`)
	atlasDialect    = regexp.MustCompile(`"(?:docker(?:\+\w+)?://)?(postgres|postgresql|mysql|mariadb|sqlite|sqlserver|clickhouse|libsql|cockroach)[:/+]`)
)

// atlasHeader returns the header of a file, in which directives count: its first lines as long as they are comments, when an
// empty line follows them.
func atlasHeader(text string) string {
	header := ""
	lines(text, func(offset int, line string) bool {
		if strings.TrimSpace(line) == "" {
			header = text[:offset]
			return false
		}
		return strings.HasPrefix(line, "--")
	})
	return header
}

// maxBreaks bounds the pieces of a script that are parsed one by one.
const maxBreaks = 100_000

// Atlas runs a file in a transaction unless a header line says otherwise.
var Atlas = register(&Runner{
	Name: "atlas",
	Doc: Doc{
		Title: "Atlas", URL: "https://atlasgo.io/versioned/intro",
		Recognised:   "`atlas.sum` in the folder, or `-- atlas:` directives that change how a file runs. When the files are those of golang-migrate, goose, dbmate, Flyway or Liquibase, which `atlas.hcl` can set as `format`, they are read as that tool reads them.",
		Files:        "`<version>_<title>.sql` in the folder itself.",
		Order:        "By version, as text.",
		Directions:   "Up only. In a file of `-- atlas:txtar`, `migration.sql` is up and `down.sql` down. A file with `-- atlas:checkpoint` is the schema that those before it led to: the replay begins anew with it.",
		Directives:   "`-- atlas:txmode`, `-- atlas:delimiter`, `-- atlas:checkpoint` and `-- atlas:txtar` in the header of a file: the comments that it begins with, when an empty line follows them. Without that line Atlas does not see them, nor a delimiter that is not on the first line.",
		Transactions: "A file is a transaction. With `-- atlas:txmode none` every statement commits by itself.",
		Missing:      "`--tx-mode` of the command line, and checks before a migration.",
	},
	Priority: byConfiguration,
	Lexical:  true,
	Detect: func(h *History) bool {
		if h.anyName(func(name string) bool { return isGolangMigrate(name) || isFlyway(name) }) {
			return false
		}
		return h.Near("atlas.sum") || h.anyHead(func(head string) bool {
			header := atlasHeader(head)
			return atlasMode.MatchString(header) || atlasCheckpoint.MatchString(header) || strings.HasPrefix(head, "-- atlas:txtar")
		})
	},
	Configure: func(r *Runner, h *History) {
		file := r.File
		r.File = func(name string) (File, bool) {
			f, ok := file(name)
			if ok && atlasCheckpoint.MatchString(atlasHeader(h.Head(name))) {
				f.Direction = Base
			}
			return f, ok
		}
	},
	Dialect: func(h *History) string {
		text, _ := h.above("atlas.hcl")
		found := ""
		for _, m := range atlasDialect.FindAllStringSubmatch(text, 50) {
			word := strings.Replace(m[1], "postgresql", "postgres", 1)
			if found != "" && found != word {
				return ""
			}
			found = word
		}
		return found
	},
	File: func(name string) (File, bool) {
		f, _ := both(name)
		return f, f.Version != "" && !strings.Contains(name, "/")
	},
	Script:             atlasScript,
	Sections:           atlasSections,
	FileMode:           func(_, text string) Mode { return modeOfAtlas(text) },
	Mode:               InRunner,
	OutsideTransaction: "put it in a migration file of its own that begins with `-- atlas:txmode none` and an empty line",
	Leaves:             true,
})

func modeOfAtlas(text string) Mode {
	if m := atlasMode.FindStringSubmatch(atlasHeader(text)); m != nil && m[1] == "none" {
		return None
	}
	return InRunner
}

// atlasDelimiterOf returns what ends a statement when the first line sets it, and where that line ends.
func atlasDelimiterOf(text string) (delimiter string, after int) {
	m := atlasDelimiter.FindStringSubmatchIndex(text)
	if m == nil {
		return "", 0
	}
	return strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\r`, "\r").Replace(text[m[2]:m[3]]), m[1]
}

// atlasScript blanks the delimiter that a header sets when it is text.
func atlasScript(_ File, text string) string {
	delimiter, after := atlasDelimiterOf(text)
	word := strings.TrimSpace(delimiter)
	if word == "" || word == ";" || strings.HasPrefix(word, "--") {
		return text
	}
	b := blanks{text: text}
	for i := after; ; {
		j := strings.Index(text[i:], word)
		if j < 0 {
			return b.String()
		}
		i += j
		b.fill(i, i+len(word), ' ')
		b.put(i, ";")
		i += len(word)
	}
}

func atlasSections(text string) []Section {
	mode := modeOfAtlas(text)
	if strings.HasPrefix(text, "-- atlas:txtar") {
		m := marks{text: text}
		lines(text, func(offset int, line string) bool {
			part := atlasPart.FindStringSubmatch(line)
			if part == nil {
				return true
			}
			switch part[1] {
			case "migration.sql":
				m.begin(offset, Up, mode)
			case "down.sql":
				m.begin(offset, Down, mode)
			default:
				m.end(offset)
			}
			return true
		})
		if m.sections == nil {
			return []Section{}
		}
		return m.sections
	}
	delimiter, after := atlasDelimiterOf(text)
	if delimiter == "" || delimiter == ";" {
		return nil
	}
	s := Section{End: len(text), Direction: Up, Mode: mode}
	for i := after; ; {
		j := strings.Index(text[i:], delimiter)
		if j < 0 || len(s.Breaks) == maxBreaks {
			return []Section{s}
		}
		i += j + len(delimiter)
		s.Breaks = append(s.Breaks, i)
	}
}
