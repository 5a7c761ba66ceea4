package coverage

import (
	"bytes"
)

// lineLists is a JSON format in which a list of source files holds, for each, how often its lines ran.
type lineLists struct {
	files, name, lines string // keys
	first              int    // the line that the first element of an array speaks of
}

var (
	// coveralls is what coveralls.io is sent: excoveralls, php-coveralls, gcovr, luacov-coveralls.
	coveralls = lineLists{files: "source_files", name: "name", lines: "coverage", first: 1}.format("coveralls")
	// codacy is what codacy.com is sent: sbt-codacy-coverage, codacy-coverage-reporter.
	codacy = lineLists{files: "fileReports", name: "filename", lines: "coverage"}.format("codacy")
	// covr is what the R package of this name sends to codecov.io.
	covr = lineLists{files: "files", name: "name", lines: "coverage"}.format("covr")
)

func (l lineLists) format(name string) *format { return &format{name: name, read: l.read} }

func (l lineLists) read(in *input, r *report) error {
	j := newJSONReader(in)
	err := j.object(func(key []byte) error {
		if string(key) != l.files {
			return j.skip()
		}
		return j.array(func(int) error {
			var f file
			var name []byte
			err := j.object(func(key []byte) (err error) {
				switch string(key) {
				case l.name:
					name, err = jsonName(j)
					return err
				case l.lines:
					return (lineList{report: r, file: &f, first: l.first}).read(j, true)
				case "branches":
					return readCoverallsBranches(j, r, &f)
				}
				return j.skip()
			})
			if err != nil {
				return err
			}
			r.joinFile(j, name, &f)
			return nil
		})
	})
	if err != nil {
		return err
	}
	return j.end()
}

// lineList is where the counts of a file's lines go.
type lineList struct {
	*report
	file  *file
	first int // the line of an array's first element
}

// read takes an array with a count for each line, an object with counts by line, or the text of either in a string.
func (l lineList) read(j *jsonReader, nested bool) error {
	switch j.kind() {
	case '[':
		return j.array(func(i int) error {
			if i == 0 && j.kind() != jsonNull {
				l.first = 1 // there is no placeholder
			}
			if err := j.bounded(i + 1); err != nil {
				return err
			}
			return l.line(j, uint64(i)+uint64(l.first))
		})
	case '{':
		return j.object(func(key []byte) error {
			if n, ok := whole(key); ok {
				return l.line(j, n+uint64(l.first))
			}
			return j.skip()
		})
	case '"':
		if !nested {
			return j.skip()
		}
		t, err := j.text()
		if err != nil {
			return err
		}
		in := newInput(bytes.NewReader(bytes.Clone(t)), sniffSize)
		in.placeless = true
		return l.read(newJSONReader(in), false)
	}
	return j.skip()
}

// line reads the count of a line: a number, "1/2" when that many of its branches ran, true when some did, or null and
// words for a line that cannot run.
func (l lineList) line(j *jsonReader, n uint64) error {
	if n == 0 || n > maxLine || j.kind() == jsonNull {
		return j.skip()
	}
	number := uint32(n)
	t, err := j.text()
	if err != nil {
		return err
	}
	switch string(t) {
	case "true":
		t = []byte{'1'}
	case "", "false", "ignored", "skipped", "null":
		return nil
	}
	part, whole, isPart := bytes.Cut(t, []byte{'/'})
	hits, ok := hitCount(part)
	if !ok {
		l.ignoreValue(j)
		return nil
	}
	if isPart {
		c, _ := count(part)
		w, ok := count(whole)
		if !ok {
			l.ignoreValue(j)
			return nil
		}
		t := tally{covered: min(c, maxLine), total: min(w, maxLine)}.sane()
		l.file.branches.add(lineTally{line: number, covered: uint32(t.covered), total: uint32(t.total)})
	}
	l.file.lines.add(lineHit{number, hits})
	return nil
}

// readCoverallsBranches reads "line, block, branch, hits" over and over in one array, or such arrays within it, of which
// the last element is the hits.
func readCoverallsBranches(j *jsonReader, r *report, f *file) error {
	var flat coverallsBranch
	return j.array(func(int) error {
		if j.kind() == '[' {
			var b coverallsBranch
			if err := j.array(func(int) error { return b.read(j) }); err != nil {
				return err
			}
			b.put(r, j, f)
			return nil
		}
		if err := flat.read(j); err != nil {
			return err
		}
		if flat.n == 4 {
			flat.put(r, j, f)
			flat = coverallsBranch{}
		}
		return nil
	})
}

type coverallsBranch struct {
	n    int
	line uint32
	id   uint64
	hits []byte
}

// read takes the next number. All but the first and the last tell one branch from another.
func (b *coverallsBranch) read(j *jsonReader) error {
	t, err := j.text()
	if err != nil {
		return err
	}
	switch b.n {
	case 0:
		b.line, _ = lineNumber(t)
		b.id = hashStart
	default:
		if b.n > 1 {
			b.id = hash(hash(b.id, b.hits), comma)
		}
		b.hits = append(b.hits[:0], t...)
	}
	b.n++
	return nil
}

func (b *coverallsBranch) put(r *report, j *jsonReader, f *file) {
	hits, ok := hitCount(b.hits)
	if b.n < 4 || b.line == 0 || !ok && len(b.hits) > 0 && string(b.hits) != "-" {
		r.ignoreValue(j)
		return
	}
	f.outcomes.add(outcome{line: b.line, id: b.id, hits: hits})
}
