package coverage

import "bytes"

// luacov is the text report of LuaCov: the annotated source of each file below its name, and at the end a summary. Before
// each line stand its hits, asterisks and a zero, or blanks, all equally wide in one file.
var luacov = &format{name: "luacov", read: readLuacov}

func readLuacov(in *input, r *report) error {
	r.tool = "luacov"
	l := luacovFile{report: r}
	var (
		name  []byte
		state int // the rulers since the last source line
	)
	for {
		text, ok := in.nextLine()
		if !ok {
			l.end()
			return in.err
		}
		if len(text) >= 70 && len(bytes.Trim(text, "=")) == 0 {
			if state == 2 {
				l.end()
				state = 0
			}
			state++
			if state == 2 {
				l.begin(name)
			}
			continue
		}
		switch {
		case state == 1:
			name = bytes.Clone(cleanName(text))
		case state == 2 && l.summary:
			l.total(text)
		case state == 2:
			l.line(text)
		}
	}
}

type luacovFile struct {
	*report
	f       *file
	summary bool
	number  uint32

	// found are the lines that begin with a number. Where the source itself does, it stands further to the right.
	found []luacovLine
	width int
}

type luacovLine struct {
	lineHit
	end int
}

func (l *luacovFile) begin(name []byte) {
	l.summary = string(name) == "Summary"
	l.f, l.number, l.found, l.width = nil, 0, l.found[:0], maxName
	if !l.summary && len(name) > 0 {
		l.f = l.report.file(name)
	}
}

// line reads "  12 source", "***0 source" and "     source".
func (l *luacovFile) line(text []byte) {
	l.number++
	if l.f == nil || l.number > mostPlaces {
		return
	}
	rest := bytes.TrimLeft(text, " *")
	_, after, ok := number(rest)
	end := len(text) - len(after)
	if !ok || end > l.width || len(after) > 0 && after[0] != ' ' {
		return
	}
	hits, _ := hitCount(rest[:len(rest)-len(after)])
	l.width = end
	l.found = append(l.found, luacovLine{lineHit{l.number, hits}, end})
}

func (l *luacovFile) end() {
	for _, f := range l.found {
		if f.end == l.width {
			l.f.lines.add(f.lineHit)
		}
	}
	l.found = l.found[:0]
}

// total reads the last row of the summary: "Total  hits missed percent".
func (l *luacovFile) total(text []byte) {
	fields := bytes.Fields(text)
	if len(fields) != 4 || string(fields[0]) != "Total" {
		return
	}
	hits, ok := count(fields[1])
	missed, isCount := count(fields[2])
	if ok && isCount {
		l.declared[line] = tally{covered: hits, total: hits + missed}
	}
}
