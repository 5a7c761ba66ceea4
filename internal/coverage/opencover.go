package coverage

import (
	"bytes"
	"sort"
)

// openCover is the XML of OpenCover, which coverlet and AltCover write too: modules with numbered files and classes, whose
// methods have sequence points (statements with their places) and branch points. What a filter skipped is named in it and
// does not count. A statement is on all lines from its first to its last.
var openCover = &format{name: "opencover", read: readOpenCover}

func readOpenCover(in *input, r *report) error {
	o := openCoverReader{xmlReader: xmlReader{in: in}, sourceFiles: sourceFiles{report: r}}
	err := o.each(func(token xmlToken) error {
		switch {
		case token == xmlStart:
			if err := o.start(); err != nil {
				return err
			}
		case token == xmlText:
			if o.inName {
				o.method = hash(o.method, o.text)
			}
		case token == xmlClose:
			o.finish()
		}
		return nil
	})
	if err != nil {
		return err
	}
	o.declare()
	return nil
}

type openCoverReader struct {
	xmlReader
	sourceFiles
	points

	ref    []byte // the number of the method's file
	inName bool
	method uint64 // the hash of its name
	visits uint32
	home   *file  // the file of its first sequence point
	line   uint32 // of that
	inSpan []openCoverPoint

	methods tally // with sequence points
	all     int   // methods
	stated  tallies
}

// openCoverPoint is a sequence point by its place in the method's code. Branch points of old versions have no other.
type openCoverPoint struct {
	offset uint64
	f      *file
	line   uint32
}

func (o *openCoverReader) start() error {
	switch string(o.name) {
	case "SequencePoint":
		return o.sequencePoint()
	case "BranchPoint":
		o.branchPoint()
	case "File":
		o.define(o.attr("uid"), o.attr("fullPath"))
	case "FileRef":
		o.ref = append(o.ref[:0], o.attr("uid")...)
	case "Method":
		if o.attr("skippedDueTo") != nil {
			return o.leave()
		}
		o.all++
		o.ref, o.method, o.visits, o.home, o.line, o.inSpan = o.ref[:0], hashStart, 0, nil, 0, o.inSpan[:0]
	case "Module", "Class":
		if o.attr("skippedDueTo") != nil {
			return o.leave()
		}
	case "Name":
		o.inName = true
	case "Summary":
		if len(o.openAt) == 2 {
			o.summary()
		}
	}
	return nil
}

func (o *openCoverReader) finish() {
	switch string(o.name) {
	case "Name":
		o.inName = false
	case "Method":
		if o.home != nil {
			o.home.routines.add(routine{id: o.method, line: o.line, hits: o.visits})
			o.methods.count(o.visits > 0)
		}
		o.home, o.inSpan = nil, o.inSpan[:0]
	}
}

func (o *openCoverReader) sequencePoint() error {
	var b block
	var offset uint64
	var startOK, hitsOK bool
	id := o.ref
	for i := range o.attrs {
		a := &o.attrs[i]
		switch string(a.name) {
		case "vc":
			b.hits, hitsOK = hitCount(a.raw)
		case "sl":
			b.startLine, startOK = lineNumber(a.raw)
		case "sc":
			b.startCol = column(a.raw)
		case "el":
			b.endLine, _ = lineNumber(a.raw)
		case "ec":
			b.endCol = column(a.raw)
		case "offset":
			offset, _ = whole(a.raw)
		case "fileid":
			id = a.raw
		}
	}
	if startOK && hiddenLine(b.startLine) {
		return nil
	}
	f := o.get(id)
	switch {
	case f == nil && len(o.attrs) > 0 && (len(id) == 0 || string(id) == "0"):
		return nil // code without a source
	case f == nil, !startOK, !hitsOK:
		o.ignore(o.in, o.tagStart)
		return nil
	}
	o.visits = max(o.visits, b.hits)
	if o.home == nil {
		o.home, o.line = f, b.startLine
	}
	if len(o.inSpan) < maxSpan {
		o.inSpan = append(o.inSpan, openCoverPoint{offset: offset, f: f, line: b.startLine})
	}
	return o.statement(f, b)
}

// branchPoint adds one way out of a decision, known by its method and its place in the code.
func (o *openCoverReader) branchPoint() {
	var hits, n uint32
	var offset uint64
	var hitsOK bool
	var from, to, way, order []byte
	id := o.ref
	for i := range o.attrs {
		a := &o.attrs[i]
		switch string(a.name) {
		case "vc":
			hits, hitsOK = hitCount(a.raw)
		case "sl":
			n, _ = lineNumber(a.raw)
		case "offset":
			from = a.raw
			offset, _ = whole(a.raw)
		case "offsetend":
			to = a.raw
		case "path":
			way = a.raw
		case "ordinal":
			order = a.raw
		case "fileid":
			id = a.raw
		}
	}
	if !hitsOK {
		o.ignore(o.in, o.tagStart)
		return
	}
	f := o.get(id)
	if n == 0 || hiddenLine(n) || f == nil {
		// It belongs to the statement in whose code it is.
		i := sort.Search(len(o.inSpan), func(i int) bool { return o.inSpan[i].offset > offset })
		if len(o.inSpan) == 0 {
			return // of a method without source
		}
		p := o.inSpan[max(i-1, 0)]
		f, n = p.f, p.line
	}
	key := hash(hash(o.method, from), slash)
	key = hash(hash(hash(key, to), slash), way)
	if len(way) == 0 {
		key = hash(hash(key, slash), order)
	}
	f.outcomes.add(outcome{line: n, id: key, hits: hits})
}

var slash = []byte{'/'}

// column reads the number of a column, which nothing depends on.
func column(b []byte) uint32 {
	n, _ := whole(bytes.TrimSpace(b))
	return uint32(min(n, maxLine))
}

func (o *openCoverReader) summary() {
	for _, s := range []struct {
		metric
		total, covered string
	}{
		{statement, "numSequencePoints", "visitedSequencePoints"},
		{branch, "numBranchPoints", "visitedBranchPoints"},
		{function, "numMethods", "visitedMethods"},
	} {
		total, ok1 := count(o.attr(s.total))
		covered, ok2 := count(o.attr(s.covered))
		if ok1 && ok2 {
			o.stated[s.metric] = tally{covered: covered, total: total}.sane()
		}
	}
}

// declare keeps the summary. OpenCover itself, unlike coverlet, counts the way into each method as a branch of its own.
func (o *openCoverReader) declare() {
	o.declared = o.stated
	o.points.declare(o.report, o.stated[statement])
	var listed tally
	for _, f := range o.files {
		listed.add(f.countBranches())
	}
	b := o.stated[branch]
	if ways := b.total - listed.total; listed.total > 0 && ways >= o.methods.total && ways <= o.all {
		o.declared[branch] = tally{}
		if covered := b.covered - o.methods.covered; covered >= 0 { // AltCover adds the ways to the total alone
			o.declared[branch] = tally{covered: covered, total: listed.total}.sane()
		}
	}
}
