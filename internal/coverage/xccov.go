package coverage

// xccov is the JSON of "xccov view --report": targets with their source files, for each of which lines are counted and
// functions listed. xccovArchive is that of "xccov view --archive", source files with their lines.
var (
	xccov        = &format{name: "xccov", read: readXccov}
	xccovArchive = &format{name: "xccov-archive", read: readXccovArchive}
)

func readXccov(in *input, r *report) error {
	r.tool = "xccov"
	j := newJSONReader(in)
	x := xccovTargets{report: r, j: j}
	var err error
	if j.kind() == '[' {
		err = j.array(func(int) error { return x.target() })
	} else {
		var stated tally
		err = j.object(func(key []byte) error {
			if string(key) == "targets" {
				return j.array(func(int) error { return x.target() })
			}
			return xccovCount(j, key, &stated)
		})
		if !x.shared {
			r.declared[line] = stated.sane()
		}
	}
	if err != nil {
		return err
	}
	return j.end()
}

type xccovTargets struct {
	*report
	j      *jsonReader
	shared bool // a source file is in several targets, which all count it
}

func (x *xccovTargets) target() error {
	return x.j.object(func(key []byte) error {
		if string(key) != "files" {
			return x.j.skip()
		}
		return x.j.array(func(int) error { return x.file() })
	})
}

func xccovCount(j *jsonReader, key []byte, to *tally) (err error) {
	switch string(key) {
	case "executableLines":
		to.total, err = j.tally()
		return err
	case "coveredLines":
		to.covered, err = j.tally()
		return err
	}
	return j.skip()
}

func (x *xccovTargets) file() error {
	var f file
	var name []byte
	err := x.j.object(func(key []byte) (err error) {
		switch string(key) {
		case "path":
			name, err = jsonName(x.j)
			return err
		case "functions":
			return x.j.array(func(int) error { return x.function(&f) })
		}
		return xccovCount(x.j, key, &f.counters[line])
	})
	if err != nil {
		return err
	}
	f.counters[line] = f.counters[line].sane()
	x.shared = x.shared || x.byName[string(name)] != nil
	x.joinFile(x.j, name, &f)
	return nil
}

func (x *xccovTargets) function(f *file) error {
	var start, hits uint32
	id := uint64(hashStart)
	err := x.j.object(func(key []byte) (err error) {
		switch string(key) {
		case "lineNumber":
			start, err = jsonLine(x.j)
			return err
		case "executionCount":
			hits, _, err = jsonHits(x.j)
			return err
		case "name":
			t, err := x.j.text()
			id = hash(id, t)
			return err
		}
		return x.j.skip()
	})
	// Closures have a name each and may share a line.
	f.routines.add(routine{id: (id + uint64(start)) | named, line: start, hits: hits})
	return err
}

func readXccovArchive(in *input, r *report) error {
	r.tool = "xccov"
	j := newJSONReader(in)
	err := j.object(func(key []byte) error {
		var f file
		name := append([]byte(nil), cleanName(key)...)
		err := j.array(func(int) error {
			var number, hits uint32
			executable := false
			err := j.object(func(key []byte) (err error) {
				switch string(key) {
				case "line":
					number, err = jsonLine(j)
					return err
				case "executionCount":
					hits, _, err = jsonHits(j)
					return err
				case "isExecutable":
					executable, err = jsonTruth(j)
					return err
				}
				return j.skip()
			})
			if err != nil {
				return err
			}
			switch {
			case number == 0:
				r.ignoreValue(j)
			case executable:
				f.lines.add(lineHit{number, hits})
			}
			return nil
		})
		if err != nil {
			return err
		}
		r.joinFile(j, name, &f)
		return nil
	})
	if err != nil {
		return err
	}
	return j.end()
}
