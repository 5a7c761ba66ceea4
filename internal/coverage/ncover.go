package coverage

import "bytes"

// nCover is the XML of NCover 1.5: methods with sequence points, each with its source file.
var nCover = &format{name: "ncover", read: readNCover}

func readNCover(in *input, r *report) error {
	n := nCoverReader{xmlReader: xmlReader{in: in}, report: r}
	return n.each(func(token xmlToken) error {
		switch {
		case token == xmlStart:
			if err := n.start(); err != nil {
				return err
			}
		case token == xmlClose && string(n.xmlReader.name) == "method":
			if n.home != nil {
				n.home.routines.add(n.method)
			}
			n.home = nil
		}
		return nil
	})
}

type nCoverReader struct {
	xmlReader
	*report
	points

	f      *file
	name   []byte // of f
	method routine
	home   *file // of its first sequence point
}

func (n *nCoverReader) start() error {
	switch string(n.xmlReader.name) {
	case "seqpnt":
		return n.sequencePoint()
	case "method":
		if excluded, _ := yes(n.attr("excluded")); excluded == 1 {
			return n.leave()
		}
		id := hash(hash(hash(hashStart, n.attr("class")), slash), n.attr("name"))
		n.method, n.home = routine{id: hash(hash(id, slash), n.attr("sig"))}, nil
	case "coverage":
		n.written(n.attr("measureTime"))
	}
	return nil
}

func (n *nCoverReader) sequencePoint() error {
	var b block
	var startOK, hitsOK bool
	var document []byte
	for i := range n.attrs {
		a := &n.attrs[i]
		switch string(a.name) {
		case "visitcount":
			b.hits, hitsOK = hitCount(a.raw)
		case "line":
			b.startLine, startOK = lineNumber(a.raw)
		case "column":
			b.startCol = column(a.raw)
		case "endline":
			b.endLine, _ = lineNumber(a.raw)
		case "endcolumn":
			b.endCol = column(a.raw)
		case "document":
			document = a.raw
		case "excluded":
			if excluded, _ := yes(a.raw); excluded == 1 {
				return nil
			}
		}
	}
	if startOK && hiddenLine(b.startLine) {
		return nil
	}
	if !startOK || !hitsOK || len(document) == 0 {
		n.ignore(n.in, n.tagStart)
		return nil
	}
	if n.f == nil || !bytes.Equal(n.name, document) {
		name := cleanName(unescapeXML(document))
		if len(name) == 0 {
			n.ignore(n.in, n.tagStart)
			return nil
		}
		n.f, n.name = n.file(name), append(n.name[:0], document...)
	}
	if n.home == nil {
		n.home, n.method.line = n.f, b.startLine
	}
	n.method.hits = max(n.method.hits, b.hits)
	return n.statement(n.f, b)
}
