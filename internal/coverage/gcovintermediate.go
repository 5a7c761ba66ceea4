package coverage

import "bytes"

// gcovIntermediate is what "gcov --intermediate-format" of GCC 4.9 to 8 writes: records "tag:values" of many source files.
var gcovIntermediate = &format{name: "gcov-intermediate", read: readGcovIntermediate}

func readGcovIntermediate(in *input, r *report) error {
	r.tool = "gcov"
	var (
		f    *file
		last uint64 // the line of the last branch
		id   uint64 // and its number on that line
	)
	for {
		text, ok := in.nextLine()
		if !ok {
			return in.err
		}
		tag, value, ok := bytes.Cut(text, colon)
		if !ok {
			continue
		}
		switch string(tag) {
		case "file":
			f, last = nil, 0
			if value = cleanName(value); len(value) > 0 {
				f = r.file(value)
			}
			continue
		case "cwd":
			r.addSource(value)
			continue
		case "lcount", "branch", "function":
		default:
			continue
		}
		if f == nil {
			continue
		}
		n, rest, _ := number(value)
		if n == 0 || n > maxLine || len(rest) < 2 || rest[0] != ',' {
			r.ignore(in, in.lineStart)
			continue
		}
		rest = rest[1:]
		switch tag[0] {
		case 'l':
			last = 0
			// The count, and since GCC 8 whether a part of the line never ran.
			count, _, _ := bytes.Cut(rest, comma)
			hits, ok := hitCount(bytes.TrimSpace(count))
			if !ok {
				r.ignore(in, in.lineStart)
				continue
			}
			f.lines.add(lineHit{uint32(n), hits})
		case 'b':
			if n != last {
				last, id = n, 0
			}
			f.outcomes.add(outcome{line: uint32(n), id: id, hits: uint32(bit(string(bytes.TrimSpace(rest)) == "taken"))})
			id++
		case 'f':
			// "count,name", and since GCC 8 "end,count,name".
			count, name, _ := bytes.Cut(rest, comma)
			if c, after, ok := bytes.Cut(name, comma); ok {
				if _, isCount := hitCount(c); isCount {
					count, name = c, after
				}
			}
			hits, ok := hitCount(count)
			if !ok {
				r.ignore(in, in.lineStart)
				continue
			}
			f.routines.add(routineAt(uint32(n), hash(hashStart, name), hits))
		}
	}
}
