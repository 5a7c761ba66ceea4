package coverage

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/source"
)

// TestRepetitionIsFree guards that saying the same thing again and again costs no memory.
func TestRepetitionIsFree(t *testing.T) {
	withoutRaceDetector(t)
	for name, c := range map[string]struct{ head, again, end string }{
		"JaCoCo classes":    {`<report name="r"><package name="p">`, `<class name="p/A"><method name="m" desc="()V" line="1"><counter type="METHOD" missed="0" covered="1"/></method><counter type="LINE" missed="0" covered="1"/></class>`, `</package></report>`},
		"JaCoCo files":      {`<report name="r"><package name="p">`, `<sourcefile name="A.java"><line nr="1" ci="1"/></sourcefile>`, `</package></report>`},
		"Cobertura methods": {`<coverage line-rate="1"><packages><class name="A" filename="a">`, `<method name="m"><lines><line number="1" hits="1" branch="true" condition-coverage="50% (1/2)"/></lines></method>`, `</class></packages></coverage>`},
		"Clover files":      {`<coverage generated="1"><project>`, `<file path="a.js"><metrics methods="1" coveredmethods="1"/><line num="1" type="stmt" count="1"/></file>`, `</project></coverage>`},
		"OpenCover points":  {`<CoverageSession><File uid="1" fullPath="a.cs"/><Method><Name>m</Name><FileRef uid="1"/>`, `<SequencePoint vc="1" offset="0" sl="1" sc="1" el="1" ec="2"/><BranchPoint vc="1" offset="0" path="0"/>`, `</Method></CoverageSession>`},
		"OpenCover files":   {`<CoverageSession>`, `<File uid="1" fullPath="a.cs"/>`, `</CoverageSession>`},
		"Visual Studio":     {`<results><modules>`, `<module><function name="f"><range source_id="1" covered="yes" start_line="1" end_line="2"/></function></module>`, `</modules></results>`},
		"its data set":      {`<CoverageDSPriv>`, `<Lines><LnStart>1</LnStart><LnEnd>1</LnEnd><Coverage>0</Coverage><SourceFileID>1</SourceFileID></Lines>`, `</CoverageDSPriv>`},
		"scoverage files":   {`<scoverage>`, `<class filename="a"><statement start="1" end="1" line="1" invocation-count="1" ignored="true"/></class>`, `</scoverage>`},
		"NCover points":     {`<coverage profilerVersion="1">`, `<method name="m"><seqpnt visitcount="1" line="1" document="a"/></method>`, `</coverage>`},
		"SonarQube lines":   {`<coverage version="1">`, `<file path="a"><lineToCover lineNumber="1" covered="true"/></file>`, `</coverage>`},
		"JaCoCo rows":       {"GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED,INSTRUCTION_COVERED\n", "g,p,A,1,1\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			const times = 20_000
			report := c.head + strings.Repeat(c.again, times) + c.end
			tree := source.FromFS(fstest.MapFS{"coverage.xml": {Data: []byte(report)}})
			allocations := testing.AllocsPerRun(1, func() { readAll(t, tree, "coverage.xml") })
			// A module and the files that it numbers are worth a few.
			if ceiling := 8.0 * times; allocations > ceiling {
				t.Errorf("%.0f allocations, at most %.0f are allowed", allocations, ceiling)
			}
			r, _, err := readReport(tree, "coverage.xml")
			if err != nil {
				t.Fatal(err)
			}
			if kept := weight(r); kept > 100 {
				t.Errorf("%d entries are kept", kept)
			}
		})
	}
}

// weight counts what a report keeps in memory.
func weight(r *report) (n int) {
	for _, f := range r.files {
		n += 1 + cap(f.lines.open.list) + cap(f.lines.packed) + cap(f.branches.list) + cap(f.outcomes.list) + cap(f.routines.list) + cap(f.statements.list) + cap(f.instructions.list)
	}
	return n
}

// An element that is cut off anywhere is a failure with a place, or says what it said so far.
func TestCutOffAnywhere(t *testing.T) {
	for name, text := range map[string]string{
		"clover.xml":     `<coverage generated="1"><project><file path="a.js"><line num="1" type="stmt" count="1"/></file></project></coverage>`,
		"opencover.xml":  `<CoverageSession><File uid="1" fullPath="a.cs"/><Method><Name>m</Name><FileRef uid="1"/><SequencePoint vc="1" sl="1"/></Method></CoverageSession>`,
		"dotcover.xml":   `<Root ReportType="DetailedXml"><File Index="1" Name="a.cs"/><Statement FileIndex="1" Line="1" Covered="True"/></Root>`,
		"results.xml":    `<results><modules><module><range source_id="1" covered="yes" start_line="1"/><source_file id="1" path="a.cs"/></module></modules></results>`,
		"dspriv.xml":     `<CoverageDSPriv><Lines><LnStart>1</LnStart><Coverage>0</Coverage><SourceFileID>1</SourceFileID></Lines></CoverageDSPriv>`,
		"sonar.xml":      `<coverage version="1"><file path="a"><lineToCover lineNumber="1" covered="true"/></file></coverage>`,
		"scoverage.xml":  `<scoverage><statement source="a" start="1" end="2" line="1" invocation-count="1"/></scoverage>`,
		"statements.xml": `<statements><statement><source>a</source><line>1</line><count>1</count></statement></statements>`,
		"ncover.xml":     `<coverage profilerVersion="1"><method name="m"><seqpnt visitcount="1" line="1" document="a"/></method></coverage>`,
	} {
		for n := 1; n < len(text); n++ {
			_, format, err := readReport(treeOf(map[string]string{name: text[:n]}), name)
			if err == nil {
				t.Errorf("%s: %q is a report", name, text[:n])
			}
			if e, ok := err.(*syntaxError); format != nil && (!ok || e.at.Line != 1 || e.at.Column == 0) {
				t.Errorf("%s: %q has no place: %v", name, text[:n], err)
			}
		}
		if _, _, err := readReport(treeOf(map[string]string{name: text}), name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
