package coverage

import "bytes"

// visualStudio is the XML that Visual Studio, vstest and dotnet-coverage write of a .coverage file: modules with
// functions, whose ranges refer to source files that are listed after them. A range that ran in part is code that ran.
// The totals of a module count a line once for each function on it, so that they are no totals of lines.
var visualStudio = &format{name: "visualstudio", read: readVisualStudio}

// visualStudioDataSet is the XML into which Visual Studio exports its data set: the same in a form of its own, with
// everything in elements.
var visualStudioDataSet = &format{name: "visualstudio", read: readVisualStudioDataSet}

// laterNamed are source files that a report speaks of by number before it names them.
type laterNamed struct {
	*report
	byID map[string]*file
	id   string // the number that was asked for last
	last *file
}

// get returns the file of a number.
func (l *laterNamed) get(id []byte) *file {
	if l.last != nil && l.id == string(id) {
		return l.last
	}
	f := l.byID[string(id)]
	if f == nil {
		if len(l.byID) >= maxFiles {
			l.beyond = &file{}
			return l.beyond
		}
		if l.byID == nil {
			l.byID = make(map[string]*file)
		}
		f = &file{}
		l.byID[string(id)] = f
	}
	l.id, l.last = string(id), f
	return f
}

// name gives a number its file. Files that nothing is said of do not enter the report.
func (l *laterNamed) name(id, name []byte) {
	f := l.byID[string(id)]
	if name = cleanName(name); f == nil || len(name) == 0 {
		return
	}
	named := l.report.file(name)
	if named != f {
		named.union(f)
	}
	l.byID[string(id)], l.last = named, nil
}

// forget begins a part of the report with numbers of its own.
func (l *laterNamed) forget() { l.byID, l.last = nil, nil }

func readVisualStudio(in *input, r *report) error {
	v := visualStudioReader{xmlReader: xmlReader{in: in}, laterNamed: laterNamed{report: r}}
	return v.each(func(token xmlToken) error {
		switch {
		case token == xmlStart:
			if err := v.start(); err != nil {
				return err
			}
		case token == xmlClose && string(v.xmlReader.name) == "function":
			if v.home != nil {
				v.home.routines.add(v.function)
			}
			v.home = nil
		}
		return nil
	})
}

type visualStudioReader struct {
	xmlReader
	laterNamed
	points

	function routine
	home     *file // of its first range
}

func (v *visualStudioReader) start() error {
	switch string(v.xmlReader.name) {
	case "range":
		return v.oneRange()
	case "function":
		id := hash(hash(hash(hashStart, v.attr("namespace")), slash), v.attr("type_name"))
		v.function, v.home = routine{id: hash(hash(id, slash), v.attr("name"))}, nil
	case "source_file":
		v.laterNamed.name(v.attr("id"), v.attr("path"))
	case "module":
		v.forget()
	}
	return nil
}

func (v *visualStudioReader) oneRange() error {
	var first, last, hits uint32
	var firstOK, known bool
	var id []byte
	for i := range v.attrs {
		a := &v.attrs[i]
		switch string(a.name) {
		case "source_id":
			id = a.raw
		case "covered":
			if hits, known = yes(a.raw); string(a.raw) == "partial" {
				hits, known = 1, true
			}
		case "start_line":
			first, firstOK = lineNumber(a.raw)
		case "end_line":
			last, _ = lineNumber(a.raw)
		}
	}
	if firstOK && hiddenLine(first) {
		return nil
	}
	if !firstOK || !known || len(id) == 0 {
		v.ignore(v.in, v.tagStart)
		return nil
	}
	f := v.get(id)
	if v.home == nil {
		v.home, v.function.line = f, first
	}
	v.function.hits = max(v.function.hits, hits)
	return v.put(f, first, last, hits)
}

func readVisualStudioDataSet(in *input, r *report) error {
	d := dataSetReader{xmlReader: xmlReader{in: in}, laterNamed: laterNamed{report: r}}
	return d.each(func(token xmlToken) error {
		switch {
		case token == xmlStart:
			d.value = d.value[:0]
			switch string(d.xmlReader.name) {
			case "Method":
				d.method, d.home = routine{}, nil
			case "Lines":
				d.first, d.last, d.hits, d.id = 0, 0, dataSetUnknown, d.id[:0]
			case "SourceFileNames":
				d.id, d.path = d.id[:0], d.path[:0]
			}
		case token == xmlText:
			d.value = append(d.value, d.text[:min(len(d.text), maxName-min(len(d.value), maxName))]...)
		case token == xmlClose:
			if err := d.finish(); err != nil {
				return err
			}
			d.value = d.value[:0]
		}
		return nil
	})
}

type dataSetReader struct {
	xmlReader
	laterNamed
	points

	value, id, path   []byte
	first, last, hits uint32

	method routine
	home   *file // of its first lines
}

const dataSetUnknown = 2

func (d *dataSetReader) finish() error {
	value := bytes.TrimSpace(d.value)
	switch string(d.xmlReader.name) {
	case "LnStart":
		d.first, _ = lineNumber(value)
	case "LnEnd":
		d.last, _ = lineNumber(value)
	case "Coverage":
		switch string(value) {
		case "0", "1": // all of it, a part
			d.hits = 1
		case "2":
			d.hits = 0
		}
	case "SourceFileID":
		d.id = append(d.id[:0], value...)
	case "SourceFileName":
		d.path = append(d.path[:0], unescapeXML(value)...)
	case "MethodKeyName":
		d.method.id = hash(hashStart, value)
	case "SourceFileNames":
		d.laterNamed.name(d.id, d.path)
	case "Lines":
		return d.lines()
	case "Method":
		if d.home != nil && d.method.id != 0 {
			d.home.routines.add(d.method)
		}
		d.home = nil
	}
	return nil
}

func (d *dataSetReader) lines() error {
	if hiddenLine(d.first) {
		return nil
	}
	if d.first == 0 || d.hits == dataSetUnknown || len(d.id) == 0 {
		d.ignore(d.in, d.in.pos)
		return nil
	}
	f := d.get(d.id)
	if d.home == nil {
		d.home, d.method.line = f, d.first
	}
	d.method.hits = max(d.method.hits, d.hits)
	return d.put(f, d.first, d.last, d.hits)
}
