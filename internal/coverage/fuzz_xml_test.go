package coverage

import "testing"

func FuzzClover(f *testing.F) {
	fuzzReader(f, "clover.xml", `<coverage generated="1">`,
		`<project timestamp="1"><metrics statements="2" coveredstatements="1" conditionals="2" coveredconditionals="1" methods="1" coveredmethods="1"/><package name="src"><file name="a.go"><metrics statements="2" coveredstatements="1"/><line num="1" type="method" count="1"/><line num="1" type="stmt" count="1"/><line num="3" type="cond" truecount="1" falsecount="0"/><line num="3" type="cond" count="9" truecount="1" falsecount="9999999999999"/></file></package></project><testproject><file/></testproject></coverage>`,
		`<project><file path="A.java"><metrics statements="9007199254740993" coveredstatements="9"/>`)
}

func FuzzOpenCover(f *testing.F) {
	fuzzReader(f, "coverage.xml", `<CoverageSession>`,
		`<Summary numSequencePoints="3" visitedSequencePoints="1" numBranchPoints="3" visitedBranchPoints="2"/><Modules><Module><Files><File uid="1" fullPath="src/a.go"/></Files><Classes><Class><Methods><Method><Name>f</Name><FileRef uid="1"/><SequencePoints><SequencePoint vc="1" offset="0" sl="1" sc="1" el="3" ec="2" fileid="1"/><SequencePoint vc="0" sl="2"/></SequencePoints><BranchPoints><BranchPoint vc="1" offset="3" path="0"/><BranchPoint vc="0" sl="1" offset="3" path="1" fileid="1"/></BranchPoints></Method></Methods></Class></Classes></Module><Module skippedDueTo="Filter"><x/></Module></Modules></CoverageSession>`,
		`<Summary numSequencePoints="1" visitedSequencePoints="1"/><File uid="" fullPath="a"/><Method><SequencePoint vc="1" sl="16707566"/><SequencePoint vc="99999999999" sl="1" el="9999"/>`)
}

func FuzzDotCover(f *testing.F) {
	fuzzReader(f, "coverage.xml", `<Root ReportType="DetailedXml" `,
		`CoveredStatements="1" TotalStatements="3"><FileIndices><File Index="1" Name="src/a.go"/></FileIndices><Assembly Name="a"><Type Name="t"><Method Name="m"><Statement FileIndex="1" Line="1" Column="1" EndLine="3" EndColumn="2" Covered="True"/><Statement FileIndex="1" Line="3" Column="1" EndLine="1" EndColumn="2" Covered="False"/></Method></Type></Assembly></Root>`,
		`><Statement FileIndex="1" Line="1" Covered="True"/></Root>`)
}

func FuzzVisualStudio(f *testing.F) {
	fuzzReader(f, "coverage.xml", `<results><modules>`,
		`<module><functions><function name="f"><ranges><range source_id="0" covered="partial" start_line="1" end_line="3"/><range source_id="1" covered="no" start_line="1" end_line="1"/></ranges></function></functions><source_files><source_file id="0" path="src/a.go"/><source_file id="1" path="src/a.go"/></source_files></module></modules></results>`)
}

func FuzzVisualStudioDataSet(f *testing.F) {
	fuzzReader(f, "coverage.xml", `<CoverageDSPriv>`,
		`<Method><MethodKeyName>m</MethodKeyName><Lines><LnStart>1</LnStart><LnEnd>3</LnEnd><Coverage>1</Coverage><SourceFileID>1</SourceFileID></Lines></Method><SourceFileNames><SourceFileID>1</SourceFileID><SourceFileName>src/a.go</SourceFileName></SourceFileNames></CoverageDSPriv>`)
}

func FuzzSonar(f *testing.F) {
	fuzzReader(f, "coverage.xml", `<coverage version="1">`,
		`<file path="src/a.go"><lineToCover lineNumber="1" covered="true" branchesToCover="4" coveredBranches="5"/><lineToCover lineNumber="3" covered="false"/></file></coverage>`)
}

func FuzzScoverage(f *testing.F) {
	fuzzReader(f, "coverage.xml", "",
		`<scoverage statement-count="2" statements-invoked="1" branch-rate="50.00" timestamp="1700000000000"><class filename="src/a.go"><method name="m"><statement start="1" end="2" line="1" branch="true" invocation-count="1"/><statement start="1" end="2" line="1" branch="true" invocation-count="0">x</statement></method></class></scoverage>`,
		`<statements><statement><source>a</source><line>1</line><branch>true</branch><count>2</count></statement></statements>`)
}

func FuzzNCover(f *testing.F) {
	fuzzReader(f, "coverage.xml", `<coverage profilerVersion="1">`,
		`<module><method name="m" class="C"><seqpnt visitcount="1" line="1" column="1" endline="3" endcolumn="2" excluded="false" document="src/a.go"/></method><method excluded="true"><seqpnt/></method></module></coverage>`)
}

func FuzzJaCoCoCSV(f *testing.F) {
	fuzzReader(f, "jacoco.csv", "GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED,INSTRUCTION_COVERED,LINE_MISSED",
		",LINE_COVERED\ng,src,a,1,2,3,4\ng,src,a.b,1,2,3,4\n\"g,\"\"\",default,\"x\",1,9007199254740993,3,4\n", "\ng,,,", ",GROUP,GROUP\n,,,,,,,\n")
}

func FuzzUTF16(f *testing.F) {
	fuzzReader(f, "lcov.info", "\xff\xfe", "S\x00F\x00:\x00a\x00\n\x00D\x00A\x00:\x001\x00,\x001\x00\n\x00", "\x3d\xd8\x00\xde")
}
