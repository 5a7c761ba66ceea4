// Package runner knows the conventions of migration tools: which files are migrations, in which order and direction they
// run, and in which transaction. One tool is one file; adding one touches nothing but the list in All.
package runner

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// Mode is how a statement comes to be in a transaction, or not.
type Mode string

// The four modes.
const (
	// Explicit: the file says BEGIN.
	Explicit Mode = "explicit"
	// InRunner: the runner opens a transaction around the migration.
	InRunner Mode = "runner"
	// Implicit: the script is sent as one simple query, which the server runs as one transaction when it holds several
	// statements (manual, §55.2.2.1).
	Implicit Mode = "implicit"
	// None: every statement commits by itself.
	None Mode = "none"
)

// Directions of a migration or a part of one.
const (
	Up   = "up"
	Down = "down"
	// Other is neither: a verification script, a repeatable one that is not part of the schema's history.
	Other = "other"
)

// File is a file of a history.
type File struct {
	// Path is relative to the history's folder.
	Path string
	// Version is the part of the name that orders the migration and identifies it; Name is the rest.
	Version, Name string
	Direction     string
}

// Section is a part of a script with its own direction and transaction.
type Section struct {
	Start, End int // bytes; End is exclusive
	Direction  string
	Mode       Mode
	// Breaks are offsets at which a statement ends without a semicolon.
	Breaks []int
}

// History is the folder of migrations that a runner is asked about.
type History struct {
	// Files are the paths of the SQL files below the folder, relative to it, sorted.
	Files []string
	// Head returns the first 4 KiB of one of the files.
	Head func(file string) string
	// Has tells whether the folder, or one above it in the tree, has a file of that name; Near whether the folder itself has.
	Has, Near func(name string) bool
	// Read returns a file of the folder other than a migration, such as a plan or a journal.
	Read func(name string) string
	// Folder is the folder's path in the tree.
	Folder string
}

// Runner is a migration tool.
type Runner struct {
	// Name is the tool's name.
	Name string
	// Detect tells whether a history is this tool's.
	Detect func(h *History) bool
	// File reads a file's name. It reports false for files that the tool does not run.
	File func(name string) (File, bool)
	// Lexical says that versions are ordered as text, dashes aside, and not by the value of their numbers.
	Lexical bool
	// Order sorts the files of a history; nil means by version, numbers by value.
	Order func(h *History, files []File)
	// Sections divides a script; nil means that all of it has the file's direction and the tool's mode.
	Sections func(text string) []Section
	// FileMode reads the transaction mode off a file's name and text; nil means Mode.
	FileMode func(name, text string) Mode
	// Mode is what surrounds a migration when nothing in it says otherwise.
	Mode Mode
	// OutsideTransaction says how to have a statement run outside of a transaction, as an instruction.
	OutsideTransaction string
}

// All returns the runners in the order in which they are asked; the last accepts everything.
func All() []*Runner {
	return []*Runner{Sqitch, Goose, SQLMigrate, Dbmate, Tern, GraphileMigrate, Liquibase, Atlas, Prisma, Drizzle, Supabase, Flyway, Sqlx, Hasura, Diesel, Pop, GolangMigrate, Plain}
}

// Detect returns the runner of a history.
func Detect(h *History) *Runner {
	for _, r := range All() {
		if r.Detect(h) {
			return r
		}
	}
	return Plain
}

// Sort returns the files that the runner runs, in the order in which a new database would run them; down files come right
// after their up files.
func (r *Runner) Sort(h *History) []File {
	var files []File
	for _, name := range h.Files {
		if f, ok := r.File(name); ok {
			files = append(files, f)
		}
	}
	versions := Compare
	if r.Lexical {
		versions = func(a, b string) int {
			return strings.Compare(strings.ReplaceAll(a, "-", ""), strings.ReplaceAll(b, "-", ""))
		}
	}
	slices.SortStableFunc(files, func(a, b File) int {
		return cmp.Or(versions(a.Version, b.Version), strings.Compare(path.Dir(a.Path), path.Dir(b.Path)), Compare(a.Name, b.Name),
			cmp.Compare(rank(a.Direction), rank(b.Direction)), Compare(a.Path, b.Path))
	})
	if r.Order != nil {
		r.Order(h, files)
	}
	return files
}

func rank(direction string) int {
	switch direction {
	case Up:
		return 0
	case Other:
		return 1
	}
	return 2
}

// Split divides the script of a file.
func (r *Runner) Split(f File, text string) []Section {
	mode := r.Mode
	if r.FileMode != nil {
		mode = r.FileMode(f.Path, text)
	}
	if r.Sections != nil && f.Direction == Up {
		if s := r.Sections(text); len(s) > 0 {
			return s
		}
	}
	return []Section{{Start: 0, End: len(text), Direction: f.Direction, Mode: mode}}
}

// Compare compares names naturally: runs of digits by value, all else byte by byte.
func Compare(a, b string) int {
	for a != "" && b != "" {
		if isDigit(a[0]) && isDigit(b[0]) {
			x, y := digits(a), digits(b)
			m, n := strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
			if c := cmp.Or(cmp.Compare(len(m), len(n)), strings.Compare(m, n)); c != 0 {
				return c
			}
			a, b = a[len(x):], b[len(y):]
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func digits(s string) string {
	i := 0
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return s[:i]
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

// anyHead tells whether any of a history's files has a text among its first bytes. Few files are enough to tell.
func anyHead(h *History, found func(head string) bool) bool {
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

func stem(name string) string { return strings.TrimSuffix(path.Base(name), path.Ext(name)) }
