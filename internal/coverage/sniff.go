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
	further bool   // what it is may stand further behind: see sniffFurther
	foreign bool   // it says nothing of coverage
}

// refusal says what a file is that bdma does not read.
func (v verdict) refusal() string {
	if v.foreign {
		return v.what + ", which says nothing of coverage"
	}
	return v.what + ", which bdma does not read yet"
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
	v := sniff(name, in.buf[in.pos:min(in.end, in.pos+sniffSize)])
	if v.further {
		return sniffFurther(tree, name)
	}
	return v, nil
}

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
	text := bytes.TrimLeft(bytes.TrimPrefix(head, byteOrderMark), " \t\r\n")
	if len(text) == 0 {
		if hasReportName(name) {
			return verdict{format: noFormat}
		}
		return verdict{}
	}
	if isDListing(bytes.TrimPrefix(head, byteOrderMark)) {
		return verdict{format: dListing}
	}
	switch text[0] {
	case '<':
		return sniffXML(name, text)
	case '{', '[':
		if hasReportName(name) && isEmptyJSON(text) {
			return verdict{format: noFormat}
		}
		return sniffJSON(text)
	}
	return sniffText(text)
}

// hasReportName says whether a name is one that hardly anything but a coverage report has.
func hasReportName(name string) bool {
	base := strings.TrimSuffix(strings.ToLower(path.Base(name)), ".gz")
	switch base {
	case "coverage.out", "cover.out", "c.out", "lcov.info", "lcov.dat", "coverage.info", "coverage.lcov", "coverage.xml", "cobertura.xml",
		"cobertura-coverage.xml", "coverage.cobertura.xml", "jacoco.xml", "jacocotestreport.xml",
		"coverage-final.json", "coverage-summary.json", ".resultset.json", "clover.xml", "coverage.opencover.xml", "scoverage.xml":
		return true
	}
	switch path.Ext(base) {
	case ".lcov", ".coverprofile", ".gcov":
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
	case bytes.HasPrefix(first, []byte("TN:")), bytes.HasPrefix(first, []byte("SF:")), bytes.HasPrefix(first, []byte("KF:")),
		bytes.Contains(text, []byte("\nSF:")) && (bytes.Contains(text, []byte("end_of_record")) || len(text) > sniffSize/2):
		return verdict{format: lcov}
	case bytes.HasPrefix(first, []byte("-:")) && bytes.Contains(first, []byte("0:Source:")):
		return verdict{format: gcovText}
	case isGcovIntermediate(first, text):
		return verdict{format: gcovIntermediate}
	case bytes.HasPrefix(first, []byte(jacocoCSVHead)):
		return verdict{format: jacocoCSV}
	case isLuacov(text):
		return verdict{format: luacov}
	case isAnnotated(text):
		return verdict{what: "is the annotated source of llvm-cov show", instead: "write a report with llvm-cov export -format=lcov"}
	}
	return verdict{}
}
