package coverage

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/source"
)

// goCoverDir is a folder that programs built with "go build -cover" write to when GOCOVERDIR names it: a covmeta file for
// each program, which says where its blocks are, and covcounters files, one for each process that ended by itself, which
// say how often they ran. The folder is one report, and the first of its files stands for it among the found.
var goCoverDir = &format{name: "gocoverdir", read: func(*input, *report) error {
	return &syntaxError{message: "it is a part of a Go coverage folder, but has another name than go build -cover gives it",
		hint: "keep the names covmeta.HASH and covcounters.HASH.PID.TIME, or write a profile with go tool covdata textfmt"}
}}

const (
	metaPrefix    = "covmeta."
	counterPrefix = "covcounters."
	// maxCoverParts bounds the files of one folder. Tests that start a program for each case leave thousands.
	maxCoverParts = 200_000
	// maxMeta bounds a covmeta file; that of a program with a million blocks has 20 MiB.
	maxMeta = 64 << 20

	tryTextFormat = "if its programs can still be run, run them anew into an empty folder; go tool covdata textfmt -i=%s -o=coverage.out says whether Go can read it"
)

// isCoverPart reports whether a file's name is that of a part of a Go coverage folder.
func isCoverPart(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, metaPrefix) || strings.HasPrefix(base, counterPrefix)
}

// coverFolder is what people know a Go coverage folder by, given one of its parts.
func coverFolder(part string) string {
	if dir := path.Dir(part); dir != "." {
		return dir
	}
	return part // a root has no name
}

// oneForEachFolder keeps, of the parts of each Go coverage folder, the first covmeta file, or else the first.
func oneForEachFolder(parts []string) []string {
	chosen := make(map[string]string)
	for _, p := range parts {
		dir, old := path.Dir(p), chosen[path.Dir(p)]
		isMeta, wasMeta := strings.HasPrefix(path.Base(p), metaPrefix), strings.HasPrefix(path.Base(old), metaPrefix)
		if old == "" || isMeta && !wasMeta || isMeta == wasMeta && p < old {
			chosen[dir] = p
		}
	}
	return slices.DeleteFunc(parts, func(p string) bool { return chosen[path.Dir(p)] != p })
}

// readCoverDir reads the folder that a part is in.
func readCoverDir(tree *source.Tree, part string) (*report, error) {
	c := coverReader{tree: tree, dir: path.Dir(part), report: newReport()}
	c.tool = "go"
	var metas, counters []string
	entries, err := fs.ReadDir(tree.FS(), c.dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		switch name := path.Join(c.dir, e.Name()); {
		case !e.Type().IsRegular():
		case strings.HasPrefix(e.Name(), metaPrefix):
			metas = append(metas, name)
		case strings.HasPrefix(e.Name(), counterPrefix):
			counters = append(counters, name)
		}
	}
	if len(metas)+len(counters) > maxCoverParts {
		return nil, &syntaxError{message: fmt.Sprintf("it has more than %d files", maxCoverParts), hint: "join them with go tool covdata merge"}
	}
	if len(metas) == 0 {
		return nil, &syntaxError{message: "it has counters of Go programs, but no covmeta file that says what they count",
			hint: "copy the whole folder that GOCOVERDIR named: programs write the covmeta file when they start"}
	}
	if err := c.pair(counters); err != nil {
		return nil, err
	}
	for _, name := range metas {
		if err := c.program(name); err != nil {
			return nil, err
		}
	}
	c.orphans()
	c.settleModes()
	return c.report, nil
}

// coverReader reads a Go coverage folder, one program after the other.
type coverReader struct {
	tree *source.Tree
	dir  string
	*report
	counters map[metaHash][]string // those that no program has claimed yet
	order    []metaHash
	seen     map[metaHash]bool
}

type metaHash [16]byte

// pair sorts the counters by the program that they are of, which they say themselves.
func (c *coverReader) pair(names []string) error {
	c.counters, c.seen = make(map[metaHash][]string), make(map[metaHash]bool)
	for _, name := range names {
		r, err := c.openCounters(name)
		if err != nil {
			return err
		}
		r.close()
		if _, ok := c.counters[r.hash]; !ok {
			c.order = append(c.order, r.hash)
		}
		c.counters[r.hash] = append(c.counters[r.hash], name)
	}
	return nil
}

// program reads a covmeta file and its counters.
func (c *coverReader) program(meta string) error {
	data, err := c.tree.Read(meta, maxMeta)
	if err != nil {
		return err
	}
	m, err := decodeMeta(data)
	if err != nil {
		return c.broken(meta, err)
	}
	if c.seen[m.hash] {
		return nil // the same program under another name
	}
	c.seen[m.hash] = true
	c.mode(m.mode)
	names := c.counters[m.hash]
	if len(names) == 0 {
		c.state(meta, "no process of this program wrote its counters, so that all of its code counts as not run",
			"let it end by itself: return from main when a signal tells it to stop, or call coverage.WriteCountersDir of runtime/coverage before; if it is none of yours, delete this file")
	}
	for _, n := range names {
		if err := c.count(n, m); err != nil {
			return err
		}
	}
	for _, p := range m.packages {
		for _, fn := range p {
			name := cleanName([]byte(fn.source))
			if len(name) == 0 {
				return c.broken(meta, errDamaged("it has a function without a source file"))
			}
			f := c.file(name)
			for _, b := range fn.blocks {
				f.blocks.add(b)
			}
		}
	}
	return nil
}

// orphans states the counters whose program is missing.
func (c *coverReader) orphans() {
	for _, h := range c.order {
		if c.seen[h] {
			continue
		}
		names := c.counters[h]
		more := ""
		if len(names) > 1 {
			more = fmt.Sprintf(", nor what %d more files beside it count", len(names)-1)
		}
		c.state(names[0], fmt.Sprintf("nobody knows what it counts%s: the file covmeta.%x is missing", more, h[:]),
			"copy the whole folder that GOCOVERDIR named, or delete the counters of earlier builds")
	}
}

// count adds the counters of one process, or of several after another.
func (c *coverReader) count(name string, m *goMeta) error {
	r, err := c.openCounters(name)
	if err != nil {
		return err
	}
	defer r.close()
	if err := r.into(m); err != nil {
		return c.broken(name, err)
	}
	return nil
}

// state notes what is wrong with a part though the rest is right.
func (c *coverReader) state(name, message, hint string) {
	c.notes = append(c.notes, &syntaxError{message: message, hint: hint, file: name})
}

// broken puts a part's name to what is wrong with it.
func (c *coverReader) broken(name string, err error) error {
	var e *syntaxError
	if errors.As(err, &e) {
		e.file = name
		if e.hint == "" {
			e.hint = fmt.Sprintf(tryTextFormat, c.dir)
		}
		return e
	}
	return err
}

func errDamaged(format string, args ...any) error {
	return &syntaxError{message: "it is damaged or cut off: " + fmt.Sprintf(format, args...)}
}
