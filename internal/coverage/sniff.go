package coverage

import (
	"bytes"
	"path"
	"strings"

	"github.com/bdma-dev/bdma/internal/source"
)

// sniffSize is how much of a file is looked at to tell what it is.
const sniffSize = 64 << 10

// verdict is what a file is: a format that bdma reads, or one that it only knows by name, or neither.
type verdict struct {
	format  *format
	what    string // "is an OpenCover report"
	instead string // "write a Cobertura report beside it with …"
}

// sniffFile looks at the beginning of a file.
func sniffFile(tree *source.Tree, name string) (verdict, error) {
	in, closeFile, err := openReport(tree, name, sniffSize)
	if err != nil {
		return verdict{}, err
	}
	defer closeFile()
	for in.end-in.pos < sniffSize && in.more() {
	}
	if in.err != nil && in.end == in.pos {
		return verdict{}, in.err
	}
	return sniff(name, in.buf[in.pos:min(in.end, in.pos+sniffSize)]), nil
}

const (
	writeLCOV      = "write an lcov report beside it"
	writeCobertura = "write a Cobertura report beside it"
)

var binaries = []struct {
	magic string
	verdict
}{
	{"SQLite format 3\x00", verdict{what: "is coverage.py's database", instead: "write a report with coverage xml"}},
	{metaMagic, verdict{format: goCoverDir}}, {counterMagic, verdict{format: goCoverDir}},
	{"\x81rforpl\xff", profraw}, {"\xfflprofr\x81", profraw},
	{"\xfflprofi\x81", verdict{what: "is an LLVM profile", instead: "write a report with llvm-cov export -format=lcov"}},
	{"adcg", verdict{what: "is a gcov data file", instead: "write a report with lcov --capture or gcovr --cobertura"}},
	{"\x01\xc0\xc0", verdict{what: "is a JaCoCo execution data file", instead: "write the XML report with the jacoco:report goal or the jacocoTestReport task"}},
}

var (
	profraw = verdict{what: "is a raw LLVM profile", instead: "write a report with llvm-profdata merge and llvm-cov export -format=lcov"}
)

// sniff tells by the beginning of a file what it is. The tests exclude each other; nothing is tried.
func sniff(name string, head []byte) verdict {
	for _, b := range binaries {
		if bytes.HasPrefix(head, []byte(b.magic)) {
			return b.verdict
		}
	}
	if bytes.HasPrefix(head, []byte{0xff, 0xfe}) || bytes.HasPrefix(head, []byte{0xfe, 0xff}) {
		narrow := bytes.ReplaceAll(head[2:], []byte{0}, nil)
		if v := sniff(name, narrow); v.format != nil && v.format != noFormat {
			return verdict{what: "is UTF-16", instead: "save it as UTF-8"}
		}
		return verdict{}
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(head, byteOrderMark), " \t\r\n")
	if len(text) == 0 {
		if hasReportName(name) {
			return verdict{format: noFormat}
		}
		return verdict{}
	}
	switch text[0] {
	case '<':
		return sniffXML(text)
	case '{', '[':
		return sniffJSON(text)
	}
	return sniffText(text)
}

// hasReportName says whether a name is one that hardly anything but a coverage report has.
func hasReportName(name string) bool {
	base := strings.TrimSuffix(strings.ToLower(path.Base(name)), ".gz")
	switch base {
	case "coverage.out", "cover.out", "c.out", "lcov.info", "lcov.dat", "coverage.info", "coverage.lcov", "coverage.xml", "cobertura.xml",
		"cobertura-coverage.xml", "coverage.cobertura.xml", "jacoco.xml", "jacocotestreport.xml":
		return true
	}
	switch path.Ext(base) {
	case ".lcov", ".coverprofile":
		return true
	}
	return false
}

func sniffText(text []byte) verdict {
	first, _, _ := bytes.Cut(text, newline)
	first = bytes.TrimRight(first, " \t\r")
	switch mode, isMode := bytes.CutPrefix(first, []byte("mode: ")); {
	case isMode && (string(mode) == "set" || string(mode) == "count" || string(mode) == "atomic"):
		return verdict{format: goProfile}
	case bytes.HasPrefix(first, []byte("TN:")), bytes.HasPrefix(first, []byte("SF:")),
		bytes.Contains(text, []byte("\nSF:")) && (bytes.Contains(text, []byte("end_of_record")) || len(text) > sniffSize/2):
		return verdict{format: lcov}
	case bytes.HasPrefix(first, []byte("-:")) && bytes.Contains(first, []byte("0:Source:")):
		return verdict{what: "is a gcov text file", instead: "write one report of all files with lcov --capture or gcovr --cobertura"}
	case bytes.HasPrefix(first, []byte("file:")) && (bytes.Contains(text, []byte("\nfunction:")) || bytes.Contains(text, []byte("\nlcount:"))):
		return verdict{what: "is a gcov intermediate file", instead: "write one report of all files with lcov --capture or gcovr --cobertura"}
	case bytes.HasPrefix(first, []byte("GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED")):
		return verdict{what: "is a JaCoCo CSV report", instead: "write JaCoCo's XML report beside it"}
	case len(first) >= 5 && len(bytes.Trim(first, "=")) == 0 && bytes.Contains(text, []byte("\nSummary")):
		return verdict{what: "is a luacov report", instead: writeLCOV + " with luacov-reporter-lcov"}
	}
	return verdict{}
}

func sniffXML(text []byte) verdict {
	in := &input{buf: text, end: len(text), ended: true}
	x := xmlReader{in: in}
	var root string
	var attrs []string
	has := func(name string) bool {
		for _, a := range attrs {
			if a == name {
				return true
			}
		}
		return false
	}
	for range 1000 {
		token, err := x.next()
		if err != nil || token == xmlEnd {
			break
		}
		if token != xmlStart {
			continue
		}
		name := string(x.name)
		if root == "" {
			root = name
			for _, a := range x.attrs {
				attrs = append(attrs, string(a.name)+"="+string(a.raw), string(a.name))
			}
			if v, ok := sniffRoot(root, has); ok {
				return v
			}
			if root != "coverage" && root != "report" && root != "results" && root != "Root" {
				return verdict{}
			}
			continue
		}
		if v, ok := sniffElement(root, name, has); ok {
			return v
		}
	}
	if root == "report" && has("name") && bytes.Contains(text[:min(len(text), 1024)], []byte("-//JACOCO//")) {
		return verdict{format: jacoco} // an empty one
	}
	if root == "coverage" && (has("line-rate") || has("branch-rate") || has("lines-valid")) {
		return verdict{format: cobertura}
	}
	return verdict{}
}

func sniffRoot(root string, has func(string) bool) (verdict, bool) {
	switch {
	case root == "CoverageSession":
		return verdict{what: "is an OpenCover report", instead: writeCobertura}, true
	case root == "Root" && has("ReportType"):
		return verdict{what: "is a dotCover report", instead: writeCobertura}, true
	case root == "scoverage", root == "statements":
		return verdict{what: "is a scoverage report", instead: writeCobertura + " with coverageReport"}, true
	case root == "CoverageDSPriv":
		return verdict{what: "is a Visual Studio coverage report", instead: writeCobertura + " with dotnet-coverage merge -f cobertura"}, true
	case root == "BullseyeCoverage":
		return verdict{what: "is a BullseyeCoverage report", instead: writeCobertura}, true
	case root == "PartCoverReport":
		return verdict{what: "is a PartCover report", instead: writeCobertura}, true
	case root == "coverage" && has("profilerVersion"):
		return verdict{what: "is an NCover report", instead: writeCobertura}, true
	case root == "coverage" && (has("ctcreportVersion") || has("ctcreport")):
		return verdict{what: "is a Testwell CTC report", instead: writeCobertura}, true
	case root == "coverage" && (has("clover") || has("generated")):
		return clover, true
	}
	return verdict{}, false
}

var clover = verdict{what: "is a Clover report", instead: "write an lcov or Cobertura report beside it"}

func sniffElement(root, name string, has func(string) bool) (verdict, bool) {
	switch root {
	case "report":
		switch name {
		case "sessioninfo", "group", "package", "counter":
			return verdict{format: jacoco}, true
		}
		return verdict{}, true
	case "results":
		if name == "modules" || name == "module" {
			return verdict{what: "is a Visual Studio coverage report", instead: writeCobertura + " with dotnet-coverage merge -f cobertura"}, true
		}
		return verdict{}, true
	case "coverage":
		switch name {
		case "project", "testproject":
			return clover, true
		case "file", "lineToCover":
			if has("version=1") {
				return verdict{what: "is a SonarQube generic coverage report", instead: "write an lcov or Cobertura report beside it"}, true
			}
		case "assembly":
			return verdict{what: "is a Mono profiler report", instead: writeCobertura}, true
		case "packages", "sources":
			return verdict{format: cobertura}, true
		case "doc", "seqpnt":
			return verdict{what: "is an NCover report", instead: writeCobertura}, true
		}
	}
	return verdict{}, false
}
