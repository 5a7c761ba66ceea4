package coverage

import (
	"bytes"
	"encoding/binary"
	"path"
	"strings"
)

// jacoco is the XML of JaCoCo (report.dtd): packages with classes, which have methods, and source files, which have
// lines. Packages may be in groups, to any depth. Attributes of a line but its number are optional, and gcovr's writer
// leaves them out: counters of the source file stand in then.
var jacoco = &format{name: "jacoco", read: readJaCoCo}

func readJaCoCo(in *input, r *report) error {
	j := jacocoReader{xmlReader: xmlReader{in: in}, report: r}
	for {
		token, err := j.next()
		if err != nil {
			return err
		}
		switch token {
		case xmlEnd:
			for _, f := range r.files {
				f.discount()
			}
			return nil
		case xmlStart:
			j.start()
		case xmlClose:
			j.finish()
		}
	}
}

type jacocoReader struct {
	xmlReader
	*report

	groups  []jacocoGroup
	pkg     []byte
	key     []byte // scratch: the groups' hash and "package/file"
	f       *file  // inside of a sourcefile
	inClass bool
	inPkg   map[string]*file // the source files of the package, by name

	// The methods of a class are before the source files: they wait for these until the package ends.
	class    *jacocoClass
	classes  []*jacocoClass
	bySource map[string]*jacocoClass
	method   uint64
	inside   bool // a method
	// methodLine is where the method begins, if the report says so.
	methodLine uint32
	// methodName is "Class.method", and names those of the package by the methods' ids, when names are wanted.
	className, methodName string
	names                 map[uint64]string
}

type jacocoGroup struct {
	name string
	hash uint64 // of it and those around it
}

// jacocoClass are the classes of a package that are in one source file.
type jacocoClass struct {
	source   string // the file, or the outermost class when the report does not say
	guessed  bool
	hash     uint64 // of source
	methods  table[routine]
	counters tallies
}

// classOf returns the entry of the classes of a source file. Its name is a class's when it is guessed.
func (j *jacocoReader) classOf(source []byte, guessed bool) *jacocoClass {
	j.key = append(append(j.key[:0], byte(bit(guessed))), source...)
	c := j.bySource[string(j.key)]
	if c != nil {
		return c
	}
	c = &jacocoClass{source: string(source), guessed: guessed, hash: hash(hashStart, source)}
	if len(j.classes) == maxFiles {
		j.beyond = &file{}
		return c
	}
	if j.bySource == nil {
		j.bySource = make(map[string]*jacocoClass)
	}
	j.bySource[string(j.key)] = c
	j.classes = append(j.classes, c)
	return c
}

func (j *jacocoReader) start() {
	switch string(j.name) {
	case "line":
		if j.f != nil {
			j.line()
		}
	case "counter":
		j.counter()
	case "group":
		name := cleanName(j.attr("name"))
		j.groups = append(j.groups, jacocoGroup{name: string(name), hash: hash(j.around().hash*31+1, name)})
	case "package":
		j.pkg = append(j.pkg[:0], cleanName(j.attr("name"))...)
		j.forget()
		j.inPkg = make(map[string]*file)
	case "class":
		j.inClass = true
		source, guessed := cleanName(j.attr("sourcefilename")), false
		if len(source) == 0 {
			source, guessed = outermost(cleanName(j.attr("name"))), true
		}
		j.class = j.classOf(source, guessed)
		j.class.methods.rewind()
		if j.ledger != nil {
			name := cleanName(j.attr("name"))
			name = name[bytes.LastIndexByte(name, '/')+1:]
			j.className = string(name[:min(len(name), maxRoutineName)])
		}
	case "method":
		if j.inClass {
			j.inside = true
			j.methodLine, _ = lineNumber(j.attr("line"))
			j.method = hash(hash(hash(j.class.hash, j.attr("name")), j.attr("desc")), j.attr("line"))
			if j.ledger != nil {
				name := cleanName(j.attr("name"))
				j.methodName = j.className + "." + string(name[:min(len(name), maxRoutineName)])
			}
		}
	case "sessioninfo":
		j.written(j.attr("dump"))
	case "sourcefile":
		name := string(cleanName(j.attr("name")))
		if j.f = j.sourceFile(name); j.f != nil && j.inPkg != nil && j.f != j.beyond {
			j.inPkg[name] = j.f
		}
	}
}

// outermost returns the simple name of the class in whose file a class is: "shop/Cart$Line" is in the file of "Cart".
func outermost(class []byte) []byte {
	for i := len(class) - 1; i >= 0; i-- {
		if class[i] == '/' {
			class = class[i+1:]
			break
		}
	}
	for i := 1; i < len(class); i++ {
		if class[i] == '$' {
			return class[:i]
		}
	}
	return class
}

// sourceFile returns the entry of a file of the current group and package; nil when it has no name.
func (j *jacocoReader) sourceFile(name string) *file {
	if name == "" {
		return nil
	}
	group := j.around()
	j.key = binary.LittleEndian.AppendUint64(j.key[:0], group.hash)
	from := len(j.key)
	if len(j.pkg) > 0 {
		j.key = append(append(j.key, j.pkg...), '/')
	}
	j.key = append(j.key, name...)
	f := j.file(j.key)
	f.name, f.group = strings.ToValidUTF8(string(j.key[from:]), "\ufffd"), strings.ToValidUTF8(group.name, "\ufffd")
	return f
}

// around returns the innermost group.
func (j *jacocoReader) around() jacocoGroup {
	if n := len(j.groups); n > 0 {
		return j.groups[n-1]
	}
	return jacocoGroup{}
}

func (j *jacocoReader) line() {
	var n uint32
	var ok, counted bool
	var mi, ci, mb, cb uint64
	for i := range j.attrs {
		a := &j.attrs[i]
		switch string(a.name) {
		case "nr":
			n, ok = lineNumber(a.raw)
		case "mi":
			mi, counted = whole(a.raw)
		case "ci":
			ci, counted = whole(a.raw)
		case "mb":
			mb, _ = whole(a.raw)
		case "cb":
			cb, _ = whole(a.raw)
		}
	}
	if !ok {
		j.ignore(j.in, j.tagStart)
		return
	}
	if t := newLineTally(n, cb, mb); t.total > 0 {
		j.f.branches.add(t)
	}
	if counted {
		j.f.lines.add(lineHit{n, uint32(bit(ci > 0))})
		if t := newLineTally(n, ci, mi); t.total > 0 {
			j.f.instructions.add(t)
		}
	}
}

func newLineTally(n uint32, covered, missed uint64) lineTally {
	c, m := min(covered, maxLine), min(missed, maxLine)
	return lineTally{line: n, covered: uint32(c), total: uint32(c + m)}
}

func (j *jacocoReader) counter() {
	var m metric
	switch string(j.attr("type")) {
	case "LINE":
		m = line
	case "BRANCH":
		m = branch
	case "METHOD":
		m = function
	case "INSTRUCTION":
		m = instruction
	default:
		return
	}
	missed, ok1 := count(j.attr("missed"))
	covered, ok2 := count(j.attr("covered"))
	if !ok1 || !ok2 {
		j.ignore(j.in, j.tagStart)
		return
	}
	t := tally{covered: covered, total: min(covered+missed, maxCount)}
	switch {
	case j.inside:
		if m == function {
			j.class.methods.add(routine{id: j.method, line: j.methodLine, hits: uint32(bit(covered > 0))})
			if j.ledger != nil {
				if j.names == nil {
					j.names = make(map[uint64]string)
				}
				j.names[j.method] = j.methodName
			}
		}
	case j.inClass:
		j.class.counters[m].add(t)
	case j.f != nil:
		j.f.counters[m] = j.f.counters[m].richer(t)
	case len(j.openAt) == 2: // report/counter
		j.declared[m] = t
	}
}

func (j *jacocoReader) finish() {
	switch string(j.name) {
	case "group":
		if n := len(j.groups); n > 0 {
			j.groups = j.groups[:n-1]
		}
	case "method":
		j.inside = false
	case "class":
		j.inClass = false
	case "sourcefile":
		j.f = nil
	case "package":
		j.attribute()
		j.pkg = j.pkg[:0]
	}
}

// attribute gives the methods of a package's classes to the source files. A class whose file is not listed, which is
// what a build without debug information yields, stands for itself with its counters.
func (j *jacocoReader) attribute() {
	stems := make(map[string]*file, len(j.inPkg))
	for name, f := range j.inPkg {
		stem := strings.TrimSuffix(name, path.Ext(name))
		if other := stems[stem]; other == nil || f.name < other.name {
			stems[stem] = f
		}
	}
	for _, c := range j.classes {
		f := j.inPkg[c.source]
		if f == nil && c.guessed {
			f = stems[c.source]
		}
		if f == nil {
			if c.counters.empty() {
				continue
			}
			if f = j.sourceFile(c.source); f == nil {
				continue
			}
			f.isClass = c.guessed
			c.counters[function] = tally{}
			f.counters.add(&c.counters)
		}
		f.routines.union(&c.methods)
		if j.names != nil {
			for _, m := range c.methods.sorted() {
				f.call(m.id, []byte(j.names[m.id]))
			}
		}
	}
	j.forget()
}

// forget ends what is known of a package.
func (j *jacocoReader) forget() {
	clear(j.bySource)
	clear(j.classes)
	j.classes, j.inPkg, j.names = j.classes[:0], nil, nil
}
