package coverage

// sonar is the XML that SonarQube and SonarCloud take from any tool: files with the lines that can run, and how many
// branches these have.
var sonar = &format{name: "sonarqube", read: readSonar}

func readSonar(in *input, r *report) error {
	s := sonarReader{xmlReader: xmlReader{in: in}, report: r}
	return s.each(func(token xmlToken) error {
		switch {
		case token == xmlStart:
			switch string(s.name) {
			case "lineToCover":
				if s.f != nil {
					s.line()
				}
			case "file":
				s.f = nil
				if name := cleanName(s.attr("path")); len(name) > 0 {
					s.f = s.file(name)
				}
			}
		}
		return nil
	})
}

type sonarReader struct {
	xmlReader
	*report
	f *file
}

func (s *sonarReader) line() {
	var n, hits uint32
	var numberOK, known bool
	var branches, taken uint64
	for i := range s.attrs {
		a := &s.attrs[i]
		switch string(a.name) {
		case "lineNumber":
			n, numberOK = lineNumber(a.raw)
		case "covered":
			hits, known = yes(a.raw)
		case "branchesToCover":
			branches, _ = whole(a.raw)
		case "coveredBranches":
			taken, _ = whole(a.raw)
		}
	}
	if !numberOK || !known {
		s.ignore(s.in, s.tagStart)
		return
	}
	s.f.lines.add(lineHit{n, hits})
	if total := min(branches, maxLine); total > 0 {
		s.f.branches.add(lineTally{line: n, covered: uint32(min(taken, total)), total: uint32(total)})
	}
}
