package coverage

import (
	"bytes"
	"slices"
	"strconv"
)

// simpleCov is what Ruby's SimpleCov writes: .resultset.json, by the name of each command that ran tests, and coverage.json
// of its JSON formatter, old ("files") and new ("coverage"). Lines are an array with the count of each line, null for one
// that cannot run.
var simpleCov = &format{name: "simplecov", read: readSimpleCov}

func readSimpleCov(in *input, r *report) error {
	r.tool = "simplecov"
	s := simpleCovReader{report: r, in: in, j: newJSONReader(in), idle: make(map[*file][]span)}
	err := s.j.object(func(key []byte) error {
		switch string(key) {
		case "meta":
			return s.meta()
		case "total":
			return s.total()
		case "timestamp":
			return s.timestamp()
		case "coverage":
			return s.files()
		case "files":
			return s.oldFiles()
		case "groups", "errors", "contexts", "command_name", "$schema", "metrics", "messages":
			return s.j.skip()
		}
		return s.command()
	})
	if err != nil {
		return err
	}
	s.settle()
	return s.j.end()
}

type simpleCovReader struct {
	*report
	in *input
	j  *jsonReader
	// idle are the lines that some command says cannot run.
	idle     map[*file][]span
	name     []byte
	outcomes []outcome
	routines []routine
}

// command reads the results of one command.
func (s *simpleCovReader) command() error {
	return s.j.object(func(key []byte) error {
		switch string(key) {
		case "coverage":
			return s.files()
		case "timestamp":
			return s.timestamp()
		}
		return s.j.skip()
	})
}

// timestamp keeps the latest.
func (s *simpleCovReader) timestamp() error {
	text, err := s.j.text()
	if err != nil {
		return err
	}
	before := s.generatedAt
	if seconds, err := strconv.ParseFloat(string(text[:min(len(text), 32)]), 64); err == nil {
		s.unixTime(seconds)
	} else {
		s.isoTime(text)
	}
	if s.generatedAt.Before(before) {
		s.generatedAt = before
	}
	return nil
}

func (s *simpleCovReader) meta() error {
	return s.j.object(func(key []byte) error {
		switch string(key) {
		case "simplecov_version":
			text, err := s.j.text()
			s.version = word(text)
			return err
		case "commit":
			text, err := s.j.text()
			s.commit = word(text)
			return err
		case "timestamp":
			return s.timestamp()
		}
		return s.j.skip()
	})
}

var simpleCovMetrics = map[string]metric{"lines": line, "branches": branch, "methods": function}

func (s *simpleCovReader) total() error {
	return s.j.object(func(key []byte) error {
		m, ok := simpleCovMetrics[string(key)]
		if !ok {
			return s.j.skip()
		}
		var err error
		s.declared[m], err = jsonTally(s.j, "covered", "total")
		return err
	})
}

func (s *simpleCovReader) files() error {
	return s.j.object(func(key []byte) error {
		name := cleanName(key)
		if len(name) == 0 {
			return s.j.skip()
		}
		return s.file(s.report.file(name))
	})
}

// oldFiles reads an array of {"filename": …, "coverage": […]}; the name may come last.
func (s *simpleCovReader) oldFiles() error {
	return s.j.array(func(int) error {
		s.name = s.name[:0]
		var read file
		err := s.j.object(func(key []byte) error {
			switch string(key) {
			case "filename":
				text, err := s.j.text()
				s.name = append(s.name, cleanName(text)...)
				return err
			case "coverage":
				return s.file(&read)
			}
			return s.j.skip()
		})
		if err != nil || len(s.name) == 0 {
			delete(s.idle, &read)
			return err
		}
		f := s.report.file(s.name)
		f.union(&read)
		s.idle[f] = append(s.idle[f], s.idle[&read]...)
		delete(s.idle, &read)
		return nil
	})
}

// file reads a source file: its lines, or an object with them, branches and methods.
func (s *simpleCovReader) file(f *file) error {
	if s.j.kind() == '[' {
		return s.lines(f)
	}
	s.outcomes, s.routines = s.outcomes[:0], s.routines[:0]
	err := s.j.object(func(key []byte) error {
		switch string(key) {
		case "lines":
			return s.lines(f)
		case "branches":
			return s.branches()
		case "methods":
			return s.methods()
		}
		return s.j.skip()
	})
	if err != nil {
		return err
	}
	// Branches have no names: those with the same place are told apart by their order.
	slices.SortStableFunc(s.outcomes, outcome.compare)
	same := 0
	for i, o := range s.outcomes {
		if same++; i == 0 || s.outcomes[i-1].compare(o) != 0 {
			same = 0
		}
		o.id = hash(o.id, strconv.AppendInt(nil, int64(same), 10))
		f.outcomes.add(o)
	}
	slices.SortStableFunc(s.routines, routine.compare)
	for _, r := range s.routines {
		f.routines.add(r)
	}
	return nil
}

// lines reads an array that has the count of line 1 first.
func (s *simpleCovReader) lines(f *file) error {
	idle := s.idle[f]
	f.lines.rewind()
	err := s.j.array(func(i int) error {
		n := uint32(i) + 1
		if err := s.j.bounded(i + 1); err != nil {
			return err
		}
		switch s.j.kind() {
		case 'n':
			if k := len(idle); k > 0 && idle[k-1].last+1 == n {
				idle[k-1].last = n
			} else {
				idle = append(idle, span{n, n})
			}
			return s.j.skip()
		case '"':
			return s.j.skip() // "ignored"
		}
		hits, ok, err := s.j.hits()
		if err != nil {
			return err
		}
		if !ok {
			s.ignore(s.in, s.in.pos)
			return nil
		}
		f.lines.add(lineHit{n, hits})
		return nil
	})
	s.idle[f] = idle
	return err
}

// settle joins the commands as SimpleCov does.
func (s *simpleCovReader) settle() {
	for f, idle := range s.idle {
		f.idle = join(idle)
		f.dropIdle()
	}
}

// dropIdle takes out the lines that did not run and that cannot in the eyes of one run: for a file that no test loads, SimpleCov
// guesses which lines can run, and Ruby knows better where one does.
func (f *file) dropIdle() {
	i := 0
	f.lines.drop(func(l lineHit) bool {
		for i < len(f.idle) && f.idle[i].last < l.line {
			i++
		}
		return !l.hit() && i < len(f.idle) && f.idle[i].first <= l.line
	})
}

// branches reads {"[:if, 0, 3, 4, 5, 7]": {"[:then, 1, 4, 6, 4, 9]": 1, …}} of the result set, and [{"type": "then",
// "start_line": 4, "end_line": 4, "coverage": 1}, …] of the formatter. Both are known by the type and the lines.
func (s *simpleCovReader) branches() error {
	if s.j.kind() == '[' {
		return s.j.array(func(int) error {
			var o outcome
			var kind uint64
			var end uint32
			counted, err := s.place(func(key []byte) (err error) {
				if string(key) == "type" {
					var text []byte
					text, err = s.j.text()
					kind = hash(hashStart, text)
					return err
				}
				return s.j.skip()
			}, &o.line, &end, &o.hits)
			if err != nil || !counted || o.line == 0 {
				return err
			}
			o.id = hash(kind, strconv.AppendUint(nil, uint64(end), 10))
			s.outcomes = append(s.outcomes, o)
			return s.j.bounded(len(s.outcomes))
		})
	}
	return s.j.object(func([]byte) error {
		return s.j.object(func(key []byte) error {
			kind, start, end, ok := rubyPlace(key)
			hits, counted, err := s.j.hits()
			if err != nil || !counted {
				return err
			}
			if !ok {
				s.ignore(s.in, s.in.pos)
				return nil
			}
			id := hash(hash(hashStart, bytes.TrimPrefix(kind, colon)), strconv.AppendUint(nil, uint64(end), 10))
			s.outcomes = append(s.outcomes, outcome{id: id, line: start, hits: hits})
			return s.j.bounded(len(s.outcomes))
		})
	})
}

// methods reads {"[Cart, :total, 3, 2, 9, 5]": 1} and [{"name": "Cart#total", "start_line": 3, "coverage": 1}]. A method is
// known by its lines: names are written in many ways.
func (s *simpleCovReader) methods() error {
	add := func(start, end, hits uint32) error {
		s.routines = append(s.routines, routine{id: uint64(start)<<32 | uint64(end), line: start, hits: hits})
		return s.j.bounded(len(s.routines))
	}
	if s.j.kind() == '[' {
		return s.j.array(func(int) error {
			var start, end, hits uint32
			counted, err := s.place(func([]byte) error { return s.j.skip() }, &start, &end, &hits)
			if err != nil || !counted || start == 0 {
				return err
			}
			return add(start, end, hits)
		})
	}
	return s.j.object(func(key []byte) error {
		_, start, end, ok := rubyPlace(key)
		hits, counted, err := s.j.hits()
		if err != nil || !counted {
			return err
		}
		if !ok {
			s.ignore(s.in, s.in.pos)
			return nil
		}
		return add(start, end, hits)
	})
}

// place reads an object with lines and a count, and hands other keys to rest. What is "ignored" is not counted.
func (s *simpleCovReader) place(rest func(key []byte) error, start, end, hits *uint32) (counted bool, err error) {
	err = s.j.object(func(key []byte) (err error) {
		ok := true
		switch string(key) {
		case "start_line":
			if *start, ok, err = s.j.line(); !ok {
				*start = 0
			}
		case "end_line":
			*end, _, err = s.j.line()
		case "coverage":
			*hits, counted, err = s.j.hits()
		default:
			err = rest(key)
		}
		return err
	})
	return counted, err
}

// rubyPlace reads a key such as "[:then, 1, 4, 6, 4, 9]": four numbers at the end, of which the first and the third are
// lines. The kind is what stands first.
func rubyPlace(key []byte) (kind []byte, start, end uint32, ok bool) {
	key = bytes.Trim(key, "[] ")
	kind, _, _ = bytes.Cut(key, comma)
	for i := range 4 {
		at := bytes.LastIndexByte(key, ',')
		if at < 0 {
			return nil, 0, 0, false
		}
		n, isNumber := whole(bytes.TrimSpace(key[at+1:]))
		if !isNumber || n > maxLine {
			return nil, 0, 0, false
		}
		switch i {
		case 1:
			end = uint32(n)
		case 3:
			start = uint32(n)
		}
		key = key[:at]
	}
	return kind, start, end, start > 0
}
