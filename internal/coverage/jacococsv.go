package coverage

import (
	"bytes"
	"fmt"
	"strings"
)

// jacocoCSV is the table that JaCoCo writes: a row for each class with its counters. It names no source files, so that a
// class counts for the file that its outermost class would be in.
var jacocoCSV = &format{name: "jacoco-csv", read: readJaCoCoCSV}

const jacocoCSVHead = "GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED"

func readJaCoCoCSV(in *input, r *report) error {
	head, _ := in.nextLine()
	columns := strings.Split(string(bytes.TrimSpace(head[:min(len(head), 4096)])), ",")
	var fields [][]byte
	var key []byte
	for {
		text, ok := in.nextLine()
		if !ok {
			return in.err
		}
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		if fields = splitCSV(fields[:0], text); len(fields) != len(columns) {
			return &syntaxError{at: in.place(in.lineStart), message: fmt.Sprintf("it is not a JaCoCo table here: the row has %d fields, and its head names %d", len(fields), len(columns)),
				hint: rewriteHint}
		}
		var group, pkg, class []byte
		var missed, covered tallies
		sound := true
		for i, name := range columns {
			switch name {
			case "GROUP":
				group = fields[i]
			case "PACKAGE":
				pkg = fields[i]
			case "CLASS":
				class = fields[i]
			default:
				m, part, ok := jacocoColumn(name)
				if !ok {
					continue
				}
				n, ok := count(fields[i])
				sound = sound && ok
				if part == "MISSED" {
					missed[m].total = n
				} else {
					covered[m].total = n
				}
			}
		}
		if class = outermostName(class); !sound || len(class) == 0 {
			r.ignore(in, in.lineStart)
			continue
		}
		key = append(append(key[:0], group...), 0)
		from := len(key)
		key = append(append(key, packageFolder(cleanName(pkg))...), class...)
		f := r.file(key)
		if !f.isClass {
			f.name = strings.ToValidUTF8(string(key[from:]), "\ufffd")
			// Of "product/module" the module is the innermost.
			f.group = strings.ToValidUTF8(string(cleanName(group[bytes.LastIndexByte(group, '/')+1:])), "\ufffd")
			f.isClass = true
		}
		for m := range f.counters {
			f.counters[m].add(tally{covered: covered[m].total, total: min(covered[m].total+missed[m].total, maxCount)})
		}
	}
}

func jacocoColumn(name string) (m metric, part string, ok bool) {
	what, part, _ := strings.Cut(name, "_")
	switch what {
	case "INSTRUCTION":
		m = instruction
	case "BRANCH":
		m = branch
	case "LINE":
		m = line
	case "METHOD":
		m = function
	default:
		return 0, "", false
	}
	return m, part, part == "MISSED" || part == "COVERED"
}

// outermostName returns the class in whose file a class is, by its name in the language: "Cart.Line" is in that of "Cart",
// and so is "Cart.new Comparator() {...}".
func outermostName(class []byte) []byte {
	class = cleanName(class)
	if i := bytes.IndexByte(class, '.'); i >= 0 {
		class = class[:i]
	}
	return class
}

// splitCSV splits a row at its commas but those in quotes.
func splitCSV(fields [][]byte, row []byte) [][]byte {
	for {
		if len(row) > 0 && row[0] == '"' {
			field, rest, ok := quotedField(row[1:])
			fields = append(fields, field)
			if !ok {
				return fields
			}
			row = rest
			continue
		}
		field, rest, more := bytes.Cut(row, comma)
		fields = append(fields, bytes.TrimSpace(field))
		if !more {
			return fields
		}
		row = rest
	}
}

// quotedField reads to the closing quote; a quote in the field is written twice. It reports whether there are more fields.
func quotedField(b []byte) (field, rest []byte, more bool) {
	for i := 0; i < len(b); i++ {
		if b[i] != '"' {
			continue
		}
		if i+1 < len(b) && b[i+1] == '"' {
			i++
			continue
		}
		_, rest, more = bytes.Cut(b[i+1:], comma)
		return bytes.ReplaceAll(b[:i], []byte(`""`), []byte{'"'}), rest, more
	}
	return b, nil, false
}

// jvmExtensions are the languages whose classes JaCoCo sees.
var jvmExtensions = []string{".java", ".kt", ".scala", ".groovy"}

// sourceNames are the names that a class's source file may have. The file of Kotlin's top-level functions is named
// without the suffix of its class.
func sourceNames(classes []string) (names []string) {
	for _, c := range classes {
		for _, e := range jvmExtensions {
			names = append(names, c+e)
		}
		if stem, ok := strings.CutSuffix(c, "Kt"); ok {
			names = append(names, stem+".kt")
		}
	}
	return names
}
