package coverage

// dotCover is the XML that dotCover calls detailed: numbered files, and assemblies down to methods with their statements.
// A statement is on all lines from its first to its last.
var dotCover = &format{name: "dotcover", read: readDotCover}

func readDotCover(in *input, r *report) error {
	d := dotCoverReader{xmlReader: xmlReader{in: in}, sourceFiles: sourceFiles{report: r}}
	err := d.each(func(token xmlToken) error {
		switch {
		case token == xmlStart:
			if err := d.start(); err != nil {
				return err
			}
		case token == xmlClose && isDotCoverMember(d.name):
			if d.home != nil {
				d.home.routines.add(d.member)
			}
			d.home = nil
		}
		return nil
	})
	if err != nil {
		return err
	}
	d.declare(r, d.stated)
	return nil
}

type dotCoverReader struct {
	xmlReader
	sourceFiles
	points

	typeName uint64
	member   routine
	home     *file // of its first statement
	stated   tally
}

// isDotCoverMember says whether an element is a method; versions before 2017 call it a member.
func isDotCoverMember(name []byte) bool { return string(name) == "Method" || string(name) == "Member" }

func (d *dotCoverReader) start() error {
	switch string(d.name) {
	case "Statement":
		return d.oneStatement()
	case "File":
		d.define(d.attr("Index"), d.attr("Name"))
	case "Assembly", "Namespace":
		d.typeName = hash(hashStart, d.attr("Name"))
	case "Type":
		d.typeName = hash(hash(d.typeName, slash), d.attr("Name"))
	case "Method", "Member":
		d.member, d.home = routine{id: hash(hash(d.typeName, slash), d.attr("Name"))}, nil
	case "Root":
		total, ok1 := count(d.attr("TotalStatements"))
		covered, ok2 := count(d.attr("CoveredStatements"))
		if ok1 && ok2 {
			d.stated = tally{covered: covered, total: total}.sane()
		}
	}
	return nil
}

func (d *dotCoverReader) oneStatement() error {
	var b block
	var startOK, known bool
	var id []byte
	for i := range d.attrs {
		a := &d.attrs[i]
		switch string(a.name) {
		case "FileIndex":
			id = a.raw
		case "Line":
			b.startLine, startOK = lineNumber(a.raw)
		case "Column":
			b.startCol = column(a.raw)
		case "EndLine":
			b.endLine, _ = lineNumber(a.raw)
		case "EndColumn":
			b.endCol = column(a.raw)
		case "Covered":
			b.hits, known = yes(a.raw)
		}
	}
	f := d.get(id)
	if f == nil || !startOK || !known {
		d.ignore(d.in, d.tagStart)
		return nil
	}
	if d.home == nil {
		d.home, d.member.line = f, b.startLine
	}
	d.member.hits = max(d.member.hits, b.hits)
	return d.statement(f, b)
}

// yes reads a truth, as 1 or 0.
func yes(b []byte) (uint32, bool) {
	switch string(b) {
	case "True", "true", "1", "yes":
		return 1, true
	case "False", "false", "0", "no":
		return 0, true
	}
	return 0, false
}
