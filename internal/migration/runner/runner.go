// Package runner knows the conventions of migration tools: which files are migrations, in which order and direction they
// run, and in which transaction. One tool is one file, which registers itself, and a folder of examples in testdata;
// adding one touches nothing else.
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
	// Base is a state and not a step: a dump, a checkpoint or a baseline, which a new database gets in place of what
	// precedes it.
	Base = "base"
	// Other is neither: a verification script, a check.
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
	// Text is what to read in place of the script when the section's statements stand in comments of it. It is as long as
	// the script, with its lines. Sections of a script that have one share it.
	Text string
}

// Runner is a migration tool.
type Runner struct {
	// Name is the tool's name.
	Name string
	// Doc is what users read about it.
	Doc Doc
	// Priority says when it is asked whether a history is its own: the lower, the sooner.
	Priority int
	// Detect tells whether a history is this tool's.
	Detect func(h *History) bool
	// Weak says that Detect goes by names that other files may have, too: that the folder holds migrations has to be known
	// otherwise.
	Weak bool
	// Configure adapts a copy of the runner to what a history's configuration says; nil when there is none that matters.
	Configure func(r *Runner, h *History)
	// Dialect returns the word by which the tool's configuration names the database, "" when it does not.
	Dialect func(h *History) string
	// File reads a file's name. It reports false for files that the tool does not run.
	File func(name string) (File, bool)
	// Lexical says that versions are ordered as text, dashes aside, and not by the value of their numbers.
	Lexical bool
	// Order sorts and chooses the files of a history, which come by version, numbers by value; nil leaves them so.
	Order func(h *History, files []File) []File
	// Script blanks what the tool takes out of a script before it runs it. The result has the script's length and lines.
	Script func(f File, text string) string
	// Sections divides a script; nil means that all of it has the file's direction and the tool's mode. A result that is
	// empty and not nil says that nothing of the script runs.
	Sections func(text string) []Section
	// FileMode reads the transaction mode off a file's name and text; nil means Mode.
	FileMode func(name, text string) Mode
	// Mode is what surrounds a migration when nothing in it says otherwise.
	Mode Mode
	// OutsideTransaction says how to have a statement run outside of a transaction, as an instruction.
	OutsideTransaction string
	// Leaves says that a migration of this tool can run outside of a transaction. When none can, OutsideTransaction says to run the
	// statement by hand.
	Leaves bool
	// AllPending says that the tool runs all pending migrations in one transaction. Which are pending is not known from the
	// files, so that the transaction of a statement is at least its file.
	AllPending bool
	// Leave is what to write into a file in order to leave the transaction; nil when that stands elsewhere, or nowhere.
	Leave Leave
}

// Doc is what users read about a runner. Each field is a paragraph; empty ones are left out.
type Doc struct {
	// Title is the tool's name as it writes it; URL its home.
	Title, URL string
	// Recognised says what gives its histories away.
	Recognised string
	// Files says which are migrations, and what their names mean; Order how they are ordered.
	Files, Order string
	// Directions says where up and down stand, Directives which marks and settings count, Transactions what is one.
	Directions, Directives, Transactions string
	// Missing says what is not understood.
	Missing string
}

// The order in which runners are asked: by what is hard to mistake first.
const (
	byFolder        = 10 * (iota + 1) // a file of the tool's own lies in the folder, or the folder's path is the tool's
	byMarks                           // its marks stand in the migrations
	byConfiguration                   // names like the tool's, and its configuration above the folder
	byNames                           // names like the tool's
	last
)

var all []*Runner

// register adds a runner to those that Detect asks.
func register(r *Runner) *Runner {
	all = append(all, r)
	return r
}

// All returns the runners in the order in which they are asked; the last accepts everything.
func All() []*Runner {
	out := slices.Clone(all)
	slices.SortFunc(out, func(a, b *Runner) int { return cmp.Or(a.Priority-b.Priority, strings.Compare(a.Name, b.Name)) })
	return out
}

// Detect returns the runner of a history, adapted to its configuration.
func Detect(h *History) *Runner {
	for _, r := range All() {
		if !r.Detect(h) {
			continue
		}
		if r.Configure != nil {
			own := *r
			own.Configure(&own, h)
			return &own
		}
		return r
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
		files = r.Order(h, files)
	}
	return h.withBase(files)
}

func rank(direction string) int {
	switch direction {
	case Up:
		return 0
	case Base:
		return 1
	case Other:
		return 2
	}
	return 3
}

// Prepare returns the script of a file without what the tool takes out of it, as long as before.
func (r *Runner) Prepare(f File, text string) string {
	if r.Script == nil || f.Direction == Other {
		return text
	}
	return r.Script(f, text)
}

// Split divides the script of a file.
func (r *Runner) Split(f File, text string) []Section {
	mode := r.Mode
	if r.FileMode != nil {
		mode = r.FileMode(f.Path, text)
	}
	if r.Sections != nil && (f.Direction == Up || f.Direction == Base) {
		if sections := r.Sections(text); sections != nil {
			for i := range sections {
				if sections[i].Direction == Up {
					sections[i].Direction = f.Direction
				}
			}
			return sections
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

func stem(name string) string { return strings.TrimSuffix(path.Base(name), path.Ext(name)) }
