package runner

import (
	"path"
	"slices"
	"strings"
)

// History is the folder of migrations that a runner is asked about.
type History struct {
	// Files are the paths of the SQL files below the folder, relative to it, sorted.
	Files []string
	// Head returns the first 4 KiB of one of the files.
	Head func(file string) string
	// Has tells whether the folder, or one above it in the tree, has a file of that name; Near whether the folder itself has.
	Has, Near func(name string) bool
	// Read returns a file other than a migration, such as a plan or a journal, by its path relative to the folder; "" when
	// there is none.
	Read func(name string) string
	// List returns the names of the files and folders in a folder that is given relative to the history's.
	List func(dir string) []string
	// Folder is the folder's path in the tree.
	Folder string
	// PostgresVersion is the server's major version, 0 when it is of no matter.
	PostgresVersion int
	// Base is the path, relative to the folder, of a dump of the whole schema that stands for migrations that are gone; ""
	// when there is none.
	Base string
}

// maxClimb bounds how many folders above a history's are searched for configuration.
const maxClimb = 16

// above returns a file of the folder or of the nearest one above it that has one, with its path relative to the folder.
func (h *History) above(names ...string) (text, name string) {
	up := ""
	for range min(strings.Count(h.Folder, "/")+2, maxClimb) {
		for _, n := range names {
			if text := h.Read(up + n); text != "" {
				return text, up + n
			}
		}
		if h.Folder == "." {
			break
		}
		up += "../"
	}
	return "", ""
}

// list is List, which may be missing.
func (h *History) list(dir string) []string {
	if h.List == nil {
		return nil
	}
	return h.List(dir)
}

// anyHead tells whether any of a history's files has a text among its first bytes. Few files are enough to tell.
func (h *History) anyHead(found func(head string) bool) bool {
	for i, f := range h.Files {
		if i == 8 {
			break
		}
		if found(h.Head(f)) {
			return true
		}
	}
	return false
}

// anyName tells whether any of a history's files has such a name.
func (h *History) anyName(found func(name string) bool) bool {
	return slices.ContainsFunc(h.Files, found)
}

// withBase adds the dump that a history rests on behind the last of the migrations that it holds: it is what they led to.
func (h *History) withBase(files []File) []File {
	if h.Base == "" {
		return files
	}
	applied := make(map[string]bool)
	for _, v := range dumpedVersions(h.Read(h.Base)) {
		applied[v] = true
	}
	at := 0
	for i, f := range files {
		if applied[f.Version] {
			at = i + 1
		}
	}
	return slices.Insert(files, at, File{Path: h.Base, Name: stem(h.Base), Direction: Base})
}

// lines calls f for each line of a text with its offset, until f returns false.
func lines(text string, f func(offset int, line string) bool) {
	for i := 0; i < len(text); {
		end := strings.IndexByte(text[i:], '\n')
		next := i + end + 1
		if end < 0 {
			next = len(text)
		}
		if !f(i, strings.TrimRight(text[i:next], "\r\n")) {
			return
		}
		i = next
	}
}

// marks divides a text at lines that a runner reads as marks. What precedes the first is of no direction.
type marks struct {
	text     string
	sections []Section
}

func (m *marks) begin(offset int, direction string, mode Mode) {
	m.end(offset)
	m.sections = append(m.sections, Section{Start: offset, End: len(m.text), Direction: direction, Mode: mode})
}

func (m *marks) end(offset int) {
	if n := len(m.sections); n > 0 && m.sections[n-1].End == len(m.text) {
		m.sections[n-1].End = offset
	}
}

func (m *marks) breakAt(offset int) {
	if n := len(m.sections); n > 0 {
		s := &m.sections[n-1]
		s.Breaks = append(s.Breaks, offset)
	}
}

// annotation reads a line such as "-- +goose Up" and returns what follows the prefix.
func annotation(line, prefix string) (string, bool) {
	rest, ok := strings.CutPrefix(line, "--")
	if !ok {
		return "", false
	}
	rest = strings.TrimLeft(rest, " \t")
	if len(rest) < len(prefix) || !strings.EqualFold(rest[:len(prefix)], prefix) {
		return "", false
	}
	return strings.Join(strings.Fields(rest[len(prefix):]), " "), true
}

// blanks is a text of which parts are overwritten, with its length and lines kept.
type blanks struct {
	text string
	buf  []byte
}

// fill overwrites [i, j) but for line ends.
func (b *blanks) fill(i, j int, with byte) {
	if b.buf == nil {
		b.buf = []byte(b.text)
	}
	for k := i; k < j; k++ {
		if b.buf[k] != '\n' && b.buf[k] != '\r' {
			b.buf[k] = with
		}
	}
}

// put overwrites the text at i.
func (b *blanks) put(i int, s string) {
	b.fill(i, i, ' ')
	copy(b.buf[i:], s)
}

func (b *blanks) String() string {
	if b.buf == nil {
		return b.text
	}
	return string(b.buf)
}

// settings calls f for each line "key = value" or "key: value" of a configuration file. Keys are lower case, without dashes
// and without what stands before their last dot; quotes around values are removed.
func settings(text string, f func(key, value string)) {
	lines(text, func(_ int, line string) bool {
		i := strings.IndexAny(line, "=:")
		if i < 0 || strings.HasPrefix(strings.TrimSpace(line), "#") {
			return true
		}
		key := strings.TrimPrefix(strings.Trim(line[:i], " \t\"'-"), "export ")
		key = strings.ToLower(strings.ReplaceAll(key[strings.LastIndexByte(key, '.')+1:], "-", ""))
		value := strings.TrimSpace(line[i+1:])
		if len(value) > 1 && (value[0] == '"' || value[0] == '\'') {
			if end := strings.IndexByte(value[1:], value[0]); end >= 0 {
				value = value[1 : end+1]
			}
		}
		f(key, strings.TrimRight(value, ","))
		return true
	})
}

// setting returns the value of a key, which is lower case, when the file gives it one and not several.
func setting(text, key string) string {
	found, several := "", false
	settings(text, func(k, value string) {
		if k == key && value != "" {
			several = several || found != "" && found != value
			found = value
		}
	})
	if several {
		return ""
	}
	return found
}

// scheme returns what names the database in a connection string: postgres://…, jdbc:mysql://….
func scheme(url string) string {
	s, _, _ := strings.Cut(strings.TrimPrefix(url, "jdbc:"), ":")
	return s
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

// numbered reads N_title.sql in the folder itself: digits, an underscore, a title.
func numbered(name string) (File, bool) {
	base, ok := strings.CutSuffix(name, ".sql")
	v := digits(base)
	if !ok || v == "" || !strings.HasPrefix(base[len(v):], "_") || strings.Contains(base, "/") {
		return File{}, false
	}
	return File{Path: name, Version: v, Name: base[len(v)+1:], Direction: Up}, true
}

// folders tells whether a history has a folder for each migration.
func folders(h *History) bool {
	return h.anyName(func(name string) bool { return path.Base(name) == "up.sql" && path.Dir(name) != "." })
}

// folder reads up.sql and down.sql in a folder that is named for the migration.
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
