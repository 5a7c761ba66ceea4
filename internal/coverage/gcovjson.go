package coverage

import "cmp"

// gcovJSON is the JSON of "gcov --json-format" (GCC 9 and later), one report for each object file, and gcovrJSON that of
// "gcovr --json", which is made of it. The line of a template is listed once for every instance.
var (
	gcovJSON  = &format{name: "gcov-json", read: readGcovJSON}
	gcovrJSON = &format{name: "gcovr", read: readGcovJSON}
)

func readGcovJSON(in *input, r *report) error {
	g := gcovFiles{report: r, j: newJSONReader(in)}
	// With --stdout gcov writes one text behind the other.
	for {
		if err := g.export(); err != nil {
			return err
		}
		if g.tool != "gcov" || g.j.kind() != '{' {
			return g.j.end()
		}
	}
}

func (g *gcovFiles) export() error {
	return g.j.object(func(key []byte) error {
		switch string(key) {
		case "gcc_version":
			g.tool = "gcov"
		case "gcovr/format_version":
			g.tool = "gcovr"
		case "current_working_directory":
			name, err := jsonName(g.j)
			g.addSource(name)
			return err
		case "files":
			return g.j.array(func(int) error { return g.file() })
		}
		return g.j.skip()
	})
}

type gcovFiles struct {
	*report
	j *jsonReader

	taken []gcovBranch // of a line
}

type gcovBranch struct {
	hits    uint32
	skipped bool
}

func (g *gcovFiles) file() error {
	var f file
	var name []byte
	err := g.j.object(func(key []byte) (err error) {
		switch string(key) {
		case "file":
			name, err = jsonName(g.j)
			return err
		case "lines":
			return g.j.array(func(int) error { return g.line(&f) })
		case "functions":
			return g.j.array(func(int) error { return g.function(&f) })
		}
		return g.j.skip()
	})
	if err != nil {
		return err
	}
	g.joinFile(g.j, name, &f)
	return nil
}

// line reads a line with its branches. gcovr marks what a comment in the source excludes, and what is no code but a brace.
func (g *gcovFiles) line(f *file) error {
	var (
		number, hits uint32
		counted      bool
		skipped      bool
	)
	g.taken = g.taken[:0]
	err := g.j.object(func(key []byte) (err error) {
		switch string(key) {
		case "line_number":
			number, err = jsonLine(g.j)
			return err
		case "count":
			hits, counted, err = jsonHits(g.j)
			return err
		case "branches":
			return g.j.array(func(int) error { return g.branch() })
		case "gcovr/noncode", "gcovr/excluded":
			yes, err := jsonTruth(g.j)
			skipped = skipped || yes
			return err
		}
		return g.j.skip()
	})
	if err != nil || skipped {
		return err
	}
	if number == 0 || !counted {
		g.ignoreValue(g.j)
		return nil
	}
	f.lines.add(lineHit{number, hits})
	for i, b := range g.taken {
		if !b.skipped {
			f.outcomes.add(outcome{line: number, id: uint64(i), hits: b.hits})
		}
	}
	return nil
}

func (g *gcovFiles) branch() error {
	var b gcovBranch
	err := g.j.object(func(key []byte) (err error) {
		switch string(key) {
		case "count":
			b.hits, _, err = jsonHits(g.j)
			return err
		case "gcovr/excluded":
			b.skipped, err = jsonTruth(g.j)
			return err
		}
		return g.j.skip()
	})
	g.taken = append(g.taken, b)
	return cmp.Or(err, g.j.bounded(len(g.taken)))
}

// function reads a function. Instances of a template begin on one line and count once, as in an LCOV report.
func (g *gcovFiles) function(f *file) error {
	var (
		start, hits uint32
		name        uint64
		skipped     bool
	)
	err := g.j.object(func(key []byte) (err error) {
		switch string(key) {
		case "start_line", "lineno":
			start, err = jsonLine(g.j)
			return err
		case "execution_count":
			hits, _, err = jsonHits(g.j)
			return err
		case "name":
			t, err := g.j.text()
			name = hash(hashStart, t)
			return err
		case "gcovr/excluded":
			skipped, err = jsonTruth(g.j)
			return err
		}
		return g.j.skip()
	})
	if err != nil || skipped {
		return err
	}
	f.routines.add(routineAt(start, name, hits))
	return nil
}

// routineAt returns a function that is known by its line, or by its name when the report does not say where it begins.
func routineAt(start uint32, name uint64, hits uint32) routine {
	if start == 0 {
		return routine{id: name | named, hits: hits}
	}
	return routine{id: uint64(start), line: start, hits: hits}
}
