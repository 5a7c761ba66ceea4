package runner

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// Liquibase is formatted SQL: changesets, each in a transaction, with rollbacks in comments.
var Liquibase = register(&Runner{
	Name: "liquibase",
	Doc: Doc{
		Title: "Liquibase formatted SQL", URL: "https://docs.liquibase.com/concepts/changelogs/sql-format.html",
		Recognised:   "`--liquibase formatted sql` on the first line of one of the first files.",
		Files:        "Every `.sql` file of the folder, or of the folder of the changelog that lists it when the path has `changelog` or `liquibase` in it.",
		Order:        "As a changelog in XML, YAML or JSON in the folder or above it lists them with `include`, `includeAll` and `sqlFile`; files that it does not list, and all when there is none, by name.",
		Directions:   "A changeset is up. Its `--rollback` lines and its `/* liquibase rollback … */` block are down.",
		Directives:   "`runInTransaction`, `splitStatements`, `endDelimiter`, `ignore` and `dbms` of a changeset: one for other databases only, or ignored, does not run. `--ignoreLines`. Properties `${name}` are placeholders.",
		Transactions: "Each changeset is a transaction; with `runInTransaction:false` every statement commits by itself, or all are sent as one query when `splitStatements:false` says so.",
		Missing:      "Changes that are written in XML, YAML and JSON themselves; contexts, labels and preconditions, which are taken to hold.",
	},
	Priority: byMarks,
	Detect:   func(h *History) bool { return h.anyHead(isLiquibase) },
	Dialect: func(h *History) string {
		text, _ := h.above("liquibase.properties")
		if s := scheme(setting(text, "url")); s != "" {
			return s
		}
		if h.anyHead(func(head string) bool { return liquibaseForPostgres.MatchString(head) }) {
			return "postgresql"
		}
		return ""
	},
	File: func(name string) (File, bool) {
		f, _ := both(name)
		return f, true
	},
	Order:              changelogOrder,
	Script:             liquibaseScript,
	Sections:           liquibaseSections,
	Mode:               InRunner,
	OutsideTransaction: "put it in a changeset of its own with `runInTransaction:false`",
	Leaves:             true,
	Leave:              withOption("runInTransaction:false"),
})

// liquibaseForPostgres is in a script that has a changeset for PostgreSQL.
var liquibaseForPostgres = regexp.MustCompile(`(?mi)^[ \t]*--[ \t]*changeset[ \t].*\bdbms:"?[^"\n]*\bpostgresql\b`)

func isLiquibase(head string) bool {
	first, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(head)), "\n")
	rest, ok := strings.CutPrefix(first, "--")
	rest, ok2 := strings.CutPrefix(strings.TrimSpace(rest), "liquibase")
	return ok && ok2 && strings.HasPrefix(strings.TrimSpace(rest), "formatted")
}

// changeset is the line that begins one.
type changeset struct {
	noTransaction, whole, skipped bool
	delimiter                     string
}

var changesetAttribute = regexp.MustCompile(`(\w+):(?:"([^"]*)"|(\S+))`)

// liquibaseMark reads the key word of a comment line of Liquibase's: changeset, rollback, ignoreLines, ….
func liquibaseMark(line string) (word, rest string) {
	text, ok := strings.CutPrefix(strings.TrimLeft(line, " \t"), "--")
	if !ok {
		return "", ""
	}
	text = strings.TrimLeft(text, " \t-")
	i := 0
	for i < len(text) && (text[i] >= 'a' && text[i] <= 'z' || text[i] >= 'A' && text[i] <= 'Z') {
		i++
	}
	if i == 0 || i < len(text) && text[i] != ' ' && text[i] != '\t' && text[i] != ':' {
		return "", ""
	}
	return strings.ToLower(text[:i]), text[i:]
}

func readChangeset(attributes string) changeset {
	var c changeset
	for _, m := range changesetAttribute.FindAllStringSubmatch(attributes, 40) {
		value := m[2] + m[3]
		switch strings.ToLower(m[1]) {
		case "runintransaction":
			c.noTransaction = strings.EqualFold(value, "false")
		case "splitstatements":
			c.whole = strings.EqualFold(value, "false")
		case "enddelimiter":
			c.delimiter = value
		case "ignore":
			c.skipped = c.skipped || strings.EqualFold(value, "true")
		case "dbms":
			c.skipped = c.skipped || !forPostgres(value)
		}
	}
	return c
}

// forPostgres tells whether a list of databases, some perhaps excluded with "!", is for PostgreSQL.
func forPostgres(list string) bool {
	included, others := false, false
	for db := range strings.SplitSeq(strings.ToLower(list), ",") {
		switch db = strings.TrimSpace(db); {
		case db == "all":
			included = true
		case db == "none", db == "!postgresql":
			return false
		case db == "postgresql":
			included = true
		case db != "" && db[0] != '!':
			others = true
		}
	}
	return included || !others
}

// liquibaseScript blanks ignored lines, and writes other delimiters as semicolons.
func liquibaseScript(_ File, text string) string {
	lower := strings.ToLower(text)
	if !strings.Contains(lower, "ignorelines") && !strings.Contains(lower, "enddelimiter") {
		return text
	}
	b := blanks{text: text}
	delimiter := ""
	ignored, until := 0, false
	lines(text, func(offset int, line string) bool {
		word, rest := liquibaseMark(line)
		switch {
		case word == "ignorelines":
			n, what := 0, strings.TrimLeft(rest, ": \t")
			for i := 0; i < len(what) && isDigit(what[i]) && n < 1<<20; i++ {
				n = n*10 + int(what[i]-'0')
			}
			ignored, until = n, strings.HasPrefix(strings.ToLower(what), "start")
		case ignored > 0 || until:
			b.fill(offset, offset+len(line), ' ')
			ignored = max(ignored-1, 0)
		case word == "changeset":
			delimiter = strings.TrimPrefix(strings.TrimPrefix(readChangeset(rest).delimiter, `\n`), `\r\n`)
		case delimiter != "" && delimiter != ";":
			if end := strings.TrimRight(line, " \t"); strings.HasSuffix(end, delimiter) {
				i := offset + len(end) - len(delimiter)
				b.fill(i, i+len(delimiter), ' ')
				b.put(i, ";")
			}
		}
		return true
	})
	return b.String()
}

// liquibaseSections divides a script at its changesets. Rollbacks stand in comments: their text is the script with all but
// them blanked.
func liquibaseSections(text string) []Section {
	m := marks{text: text}
	var back blanks
	var down []Section
	block := false // within /* liquibase rollback
	skipped := false
	any := false
	undo := func(from, to int) {
		if from >= to || skipped {
			return
		}
		if back.buf == nil {
			back.text = text
			back.fill(0, len(text), ' ')
		}
		copy(back.buf[from:to], text[from:to])
		if n := len(down); n > 0 && len(m.sections) > 0 && down[n-1].Start >= m.sections[len(m.sections)-1].Start {
			down[n-1].End = to
		} else {
			mode := InRunner
			if len(m.sections) > 0 {
				mode = m.sections[len(m.sections)-1].Mode
			}
			down = append(down, Section{Start: from, End: to, Direction: Down, Mode: mode})
		}
	}
	lines(text, func(offset int, line string) bool {
		end := offset + len(line)
		if block {
			if i := strings.Index(line, "*/"); i >= 0 {
				end, block = offset+i, false
			}
			undo(offset, end)
			return true
		}
		if trimmed := strings.TrimLeft(line, " \t"); strings.HasPrefix(trimmed, "/*") {
			word, rest := firstWords(trimmed[2:])
			if word == "liquibase rollback" {
				from := end - len(rest)
				if i := strings.Index(rest, "*/"); i >= 0 {
					undo(from, from+i)
				} else {
					block = true
					undo(from, end)
				}
			}
			return true
		}
		word, rest := liquibaseMark(line)
		switch word {
		case "changeset":
			any = true
			c := readChangeset(rest)
			m.end(offset)
			if skipped = c.skipped; skipped {
				return true
			}
			mode := InRunner
			if c.noTransaction && c.whole {
				mode = Implicit
			} else if c.noTransaction {
				mode = None
			}
			m.begin(offset, Up, mode)
		case "rollback":
			if isUndo(rest) {
				undo(end-len(strings.TrimLeft(rest, " \t")), end)
			}
		}
		return true
	})
	if !any {
		return nil
	}
	if back.buf != nil {
		undone := back.String()
		for i := range down {
			down[i].Text = undone
		}
	}
	out := append(make([]Section, 0, len(m.sections)+len(down)), m.sections...)
	return append(out, down...)
}

// firstWords returns the first two words of a text, with one blank between and in lower case, and what follows them.
func firstWords(s string) (words, rest string) {
	fields := strings.Fields(s)
	if len(fields) < 2 {
		return "", ""
	}
	i := strings.Index(s, fields[0]) + len(fields[0])
	i += strings.Index(s[i:], fields[1]) + len(fields[1])
	return strings.ToLower(fields[0] + " " + fields[1]), s[i:]
}

// isUndo tells whether what follows --rollback is SQL, and not a reference to a changeset or the word that nothing is to do.
func isUndo(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	return s != "" && s != "empty" && s != "not required" && !strings.HasPrefix(s, "changesetid:") && !strings.HasPrefix(s, "changesetauthor:")
}

// changelogEntry finds what a changelog in any of its formats lists: file="x", file: x, "path": "x".
var changelogEntry = regexp.MustCompile(`\b(?:file|path)["']?\s*[:=]\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'<>{},]+))`)

// Limits of what one set of changelogs may cost.
const (
	maxChangelogs       = 200
	maxChangelogEntries = 20_000
)

// IsChangelog tells whether a file's name is that of a changelog that lists others.
func IsChangelog(name string) bool {
	lower := strings.ToLower(name)
	switch path.Ext(lower) {
	case ".xml", ".yaml", ".yml", ".json":
		return strings.Contains(lower, "changelog") || strings.Contains(lower, "master") || strings.Contains(lower, "liquibase")
	}
	return false
}

// changelogOrder puts files in the order in which a changelog lists them. What it does not list comes last.
func changelogOrder(h *History, files []File) []File {
	master := ""
	up := ""
	for range min(strings.Count(h.Folder, "/")+2, 4) {
		for _, name := range h.list(strings.TrimSuffix(path.Join(".", up), "/")) {
			// The one that includes the others is called master, root, or like the folder's default.
			if IsChangelog(name) && (master == "" || path.Dir(master) == path.Dir(up+name) && strings.Contains(strings.ToLower(name), "master")) {
				master = up + name
			}
		}
		if master != "" || h.Folder == "." {
			break
		}
		up += "../"
	}
	if master == "" {
		return files
	}
	l := changelog{h: h, files: files, place: make(map[string]int), seen: make(map[string]bool), byName: make(map[string][]string)}
	for _, f := range files {
		l.byName[path.Base(f.Path)] = append(l.byName[path.Base(f.Path)], path.Clean(f.Path))
	}
	l.read(master)
	at := func(f File) int {
		if p, ok := l.place[path.Clean(f.Path)]; ok {
			return p
		}
		return maxChangelogEntries + 1
	}
	slices.SortStableFunc(files, func(a, b File) int { return at(a) - at(b) })
	return files
}

// changelog collects the order of files from changelogs that include each other.
type changelog struct {
	h       *History
	files   []File
	byName  map[string][]string // clean paths by their last element
	place   map[string]int
	seen    map[string]bool
	entries int
}

func (l *changelog) read(name string) {
	if l.seen[name] || len(l.seen) >= maxChangelogs {
		return
	}
	l.seen[name] = true
	for _, m := range changelogEntry.FindAllStringSubmatch(l.h.Read(name), maxChangelogEntries) {
		if l.entries++; l.entries > maxChangelogEntries {
			return
		}
		target := path.Clean(strings.TrimPrefix(m[1]+m[2]+m[3], "classpath:"))
		switch path.Ext(target) {
		case ".sql":
			l.list(name, target)
		case ".xml", ".yaml", ".yml", ".json":
			// Paths are relative to the changelog or to a root that is not known: the nearest folder that has it.
			for dir := path.Dir(name); ; dir = path.Join(dir, "..") {
				if next := path.Join(dir, target); l.h.Read(next) != "" {
					l.read(next)
					break
				}
				if strings.Count(dir, "..") > 6 {
					break
				}
			}
		default:
			l.all(name, target)
		}
	}
}

// list gives a file its place: the one at the path, or the one whose path ends so.
func (l *changelog) list(from, target string) {
	relative := path.Join(path.Dir(from), target)
	same := l.byName[path.Base(target)]
	l.entries += len(same) / 8
	for _, f := range same {
		full := path.Join(l.h.Folder, f)
		if f == relative || full == target || strings.HasSuffix(full, "/"+target) {
			if _, ok := l.place[f]; !ok {
				l.place[f] = len(l.place)
			}
			return
		}
	}
}

// all gives the files of a folder their places, by name.
func (l *changelog) all(from, target string) {
	relative := path.Join(path.Dir(from), target)
	l.entries += len(l.files) / 8
	var names []string
	for _, f := range l.files {
		name := path.Clean(f.Path)
		full := path.Join(l.h.Folder, name)
		if strings.HasPrefix(name, relative+"/") || relative == "." || strings.HasPrefix(full, target+"/") || strings.Contains(full, "/"+target+"/") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, f := range names {
		if _, ok := l.place[f]; !ok {
			l.place[f] = len(l.place)
		}
	}
}
