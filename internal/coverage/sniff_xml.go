package coverage

import (
	"bytes"
	"strings"
)

// sniffXML tells by the root element of a document, and where several formats share it by its attributes and the
// elements below, what it is.
func sniffXML(name string, text []byte) verdict {
	x := xmlReader{in: &input{buf: text, end: len(text), ended: true}}
	root := xmlRoot{file: name}
	for range 1000 {
		token, err := x.next()
		if err != nil || token == xmlEnd {
			break
		}
		if token != xmlStart {
			continue
		}
		if root.name == "" {
			root.name = string(x.name)
			for _, a := range x.attrs {
				root.attrs = append(root.attrs, string(a.name)+"="+string(a.raw), string(a.name))
			}
			if v, ok := root.sniff(); ok {
				return v
			}
			continue
		}
		if v, ok := root.sniffElement(string(x.name)); ok {
			return v
		}
	}
	return root.sniffEmpty(text)
}

// xmlRoot is the root element of a document.
type xmlRoot struct {
	file  string
	name  string
	attrs []string // "name" and "name=value" of each
}

func (r *xmlRoot) has(attr string) bool {
	for _, a := range r.attrs {
		if a == attr {
			return true
		}
	}
	return false
}

// value returns the value of an attribute.
func (r *xmlRoot) value(attr string) string {
	for _, a := range r.attrs {
		if v, ok := strings.CutPrefix(a, attr+"="); ok {
			return v
		}
	}
	return ""
}

// sniff decides by the root element alone, where that is enough or all that matters.
func (r *xmlRoot) sniff() (verdict, bool) {
	switch r.name {
	case "CoverageSession":
		return verdict{format: openCover}, true
	case "Root":
		switch kind := r.value("ReportType"); {
		case strings.EqualFold(kind, "DetailedXml"):
			return verdict{format: dotCover}, true
		case r.has("DotCoverVersion") || strings.HasSuffix(strings.ToLower(kind), "xml"):
			return verdict{what: "is a dotCover summary without lines", instead: "write the detailed form with dotCover report --Source=coverage.dcvr --ReportType=DetailedXML --Output=coverage.xml"}, true
		}
	case "scoverage":
		return verdict{format: scoverage}, true
	case "statements", "report", "results", "listing":
		return verdict{}, false
	case "CoverageDSPriv":
		return verdict{format: visualStudioDataSet}, true
	case "BullseyeCoverage":
		return verdict{what: "is a BullseyeCoverage report", instead: withGcovr}, true
	case "PartCoverReport":
		return verdict{what: "is a PartCover report", instead: `write a Cobertura report instead with dotnet-coverage collect -f cobertura -o coverage.cobertura.xml "dotnet test"`}, true
	case "phpunit":
		if strings.Contains(r.value("xmlns"), "schema.phpunit.de/coverage") {
			return verdict{what: "is the index of PHPUnit's coverage in XML, whose lines are in other files", instead: "write them as one with phpunit --coverage-clover clover.xml"}, true
		}
	case "testsuites", "testsuite":
		return testReport("is a JUnit test report"), true
	case "testExecutions":
		return testReport("is SonarQube's report of tests"), true
	case "TestRun":
		return testReport("is a Visual Studio test report"), true
	case "coverage":
		switch {
		case r.has("profilerVersion"):
			return verdict{format: nCover}, true
		case r.has("ctcreportVersion"):
			return r.convert("is a Testwell CTC++ report"), true
		case r.has("clover"), r.has("generated"):
			return verdict{format: clover}, true
		}
		return verdict{}, false
	default:
		if strings.HasPrefix(r.name, trace32Prefix) {
			return trace32, true
		}
	}
	return verdict{}, true
}

const (
	withGcovr     = "build with gcc or clang and --coverage beside it, and write a report with gcovr --cobertura coverage.xml"
	trace32Prefix = "COVerage.EXPORT."
)

var trace32 = verdict{what: "is a TRACE32 coverage export", instead: withGcovr}

// convert is the verdict on a format that ReportGenerator turns into one that bdma reads.
func (r *xmlRoot) convert(what string) verdict {
	return verdict{what: what, instead: "convert it with reportgenerator -reports:" + r.file + " -targetdir:coverage -reporttypes:Cobertura"}
}

func testReport(what string) verdict {
	return verdict{what: what, instead: "name the coverage report that the test run can write beside it", foreign: true}
}

// sniffElement decides by an element below the root.
func (r *xmlRoot) sniffElement(element string) (verdict, bool) {
	switch r.name {
	case "report":
		switch element {
		case "sessioninfo", "group", "package", "counter":
			return verdict{format: jacoco}, true
		}
		return verdict{}, true
	case "results":
		if element == "modules" || element == "module" {
			return verdict{format: visualStudio}, true
		}
		return verdict{}, true
	case "statements":
		if element == "statement" {
			return verdict{format: scoverage}, true
		}
		return verdict{}, true
	case "listing":
		if strings.HasPrefix(element, trace32Prefix) {
			return trace32, true
		}
	case "coverage":
		switch element {
		case "project", "testproject":
			return verdict{format: clover}, true
		case "file", "lineToCover":
			if r.has("version=1") {
				return verdict{format: sonar}, true
			}
		case "assembly":
			return r.convert("is a report of Mono's profiler"), true
		case "packages", "sources":
			return verdict{format: cobertura}, true
		case "doc", "seqpnt":
			return verdict{format: nCover}, true
		}
	}
	return verdict{}, false
}

// sniffEmpty decides on a document whose beginning has no element that tells.
func (r *xmlRoot) sniffEmpty(text []byte) verdict {
	switch {
	case r.name == "report" && r.has("name") && bytes.Contains(text[:min(len(text), 1024)], []byte("-//JACOCO//")):
		return verdict{format: jacoco}
	case r.name != "coverage":
	case r.has("line-rate"), r.has("branch-rate"), r.has("lines-valid"):
		return verdict{format: cobertura}
	case r.has("version=1"):
		return verdict{format: sonar}
	}
	return verdict{}
}
