package coverage

import (
	"bytes"
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/source"
)

// bigXML are reports of about a size in the formats whose parts repeat: a head, one part for each source file, an end.
var bigXML = []struct {
	name, head string
	part       func(b *bytes.Buffer, file int)
	end        string
	ceiling    float64 // allocations per source file
}{
	{"jacoco.xml", `<report name="shop"><sessioninfo id="a" start="1" dump="1700000000000"/><package name="shop">`, func(b *bytes.Buffer, file int) {
		fmt.Fprintf(b, `<class name="shop/C%d" sourcefilename="C%d.java">`, file, file)
		for n := range 40 {
			fmt.Fprintf(b, `<method name="m%d" desc="()V" line="%d"><counter type="INSTRUCTION" missed="2" covered="3"/><counter type="LINE" missed="0" covered="5"/><counter type="COMPLEXITY" missed="0" covered="1"/><counter type="METHOD" missed="0" covered="1"/></method>`, n, n*25+1)
		}
		fmt.Fprintf(b, `</class><sourcefile name="C%d.java">`, file)
		for n := range 1000 {
			fmt.Fprintf(b, `<line nr="%d" mi="%d" ci="%d" mb="0" cb="%d"/>`, n+1, n%3, n%7, n%2)
		}
		b.WriteString(`<counter type="LINE" missed="1" covered="999"/></sourcefile>`)
	}, `</package></report>`, 600},
	{"clover.xml", `<coverage generated="1700000000" clover="3.2.0"><project timestamp="1">`, func(b *bytes.Buffer, file int) {
		fmt.Fprintf(b, `<file name="f%d.ts" path="/w/src/f%d.ts"><metrics statements="1000" coveredstatements="500" conditionals="0" coveredconditionals="0" methods="9" coveredmethods="5"/>`, file, file)
		for n := range 1000 {
			fmt.Fprintf(b, "<line num=\"%d\" count=\"%d\" type=\"stmt\"/>\n", n+1, n%4)
		}
		b.WriteString("</file>\n")
	}, `</project></coverage>`, 240},
	{"opencover.xml", `<CoverageSession><Modules><Module>`, func(b *bytes.Buffer, file int) {
		fmt.Fprintf(b, `<Files><File uid="%d" fullPath="C:\w\src\F%d.cs"/></Files><Classes><Class><Methods>`, file, file)
		for m := range 40 {
			fmt.Fprintf(b, `<Method visited="true"><Name>System.Void Shop.F%d::M%d()</Name><FileRef uid="%d"/><SequencePoints>`, file, m, file)
			for n := range 25 {
				fmt.Fprintf(b, "<SequencePoint vc=\"%d\" uspid=\"%d\" ordinal=\"%d\" offset=\"%d\" sl=\"%d\" sc=\"9\" el=\"%d\" ec=\"40\" bec=\"0\" bev=\"0\" fileid=\"%d\"/>\n", n%3, n, n, n*4, m*25+n+1, m*25+n+1, file)
			}
			fmt.Fprintf(b, `</SequencePoints><BranchPoints><BranchPoint vc="1" ordinal="0" offset="8" sl="%d" path="0" offsetend="9" fileid="%d"/></BranchPoints></Method>`, m*25+1, file)
		}
		b.WriteString(`</Methods></Class></Classes>`)
	}, `</Module></Modules></CoverageSession>`, 300},
	{"dotcover.xml", `<Root CoveredStatements="1" TotalStatements="2" ReportType="DetailedXml">`, func(b *bytes.Buffer, file int) {
		fmt.Fprintf(b, `<FileIndices><File Index="%d" Name="C:\w\src\F%d.cs"/></FileIndices><Assembly Name="a"><Type Name="F%d"><Method Name="m">`, file, file, file)
		for n := range 1000 {
			fmt.Fprintf(b, "<Statement FileIndex=\"%d\" Line=\"%d\" Column=\"9\" EndLine=\"%d\" EndColumn=\"40\" Covered=\"True\"/>\n", file, n+1, n+1)
		}
		b.WriteString(`</Method></Type></Assembly>`)
	}, `</Root>`, 240},
	{"results.xml", `<results><modules>`, func(b *bytes.Buffer, file int) {
		b.WriteString(`<module name="shop.dll"><functions><function name="m" type_name="T">`)
		for n := range 1000 {
			fmt.Fprintf(b, "<range source_id=\"0\" start_line=\"%d\" end_line=\"%d\" start_column=\"9\" end_column=\"40\" covered=\"yes\"/>\n", n+1, n+1)
		}
		fmt.Fprintf(b, `</function></functions><source_files><source_file id="0" path="C:\w\src\F%d.cs"/></source_files></module>`, file)
	}, `</modules></results>`, 240},
	{"sonar.xml", `<coverage version="1">`, func(b *bytes.Buffer, file int) {
		fmt.Fprintf(b, `<file path="src/f%d.c">`, file)
		for n := range 1000 {
			fmt.Fprintf(b, "<lineToCover lineNumber=\"%d\" covered=\"true\" branchesToCover=\"2\" coveredBranches=\"1\"/>\n", n+1)
		}
		b.WriteString("</file>\n")
	}, `</coverage>`, 240},
	{"scoverage.xml", `<scoverage statement-count="1" statements-invoked="1"><packages>`, func(b *bytes.Buffer, file int) {
		fmt.Fprintf(b, `<class filename="shop/F%d.scala"><methods><method name="m"><statements>`, file)
		for n := range 1000 {
			fmt.Fprintf(b, "<statement package=\"shop\" class=\"F\" class-type=\"Class\" full-class-name=\"shop.F\" source=\"/w/src/main/scala/shop/F%d.scala\" method=\"m\" start=\"%d\" end=\"%d\" line=\"%d\" branch=\"false\" invocation-count=\"1\" ignored=\"false\">\n</statement>\n", file, n*40, n*40+30, n/2+1)
		}
		b.WriteString("</statements></method></methods></class>\n")
	}, `</packages></scoverage>`, 300},
	{"ncover.xml", `<coverage profilerVersion="1.5.8"><module>`, func(b *bytes.Buffer, file int) {
		b.WriteString(`<method name="m" class="C">`)
		for n := range 1000 {
			fmt.Fprintf(b, "<seqpnt visitcount=\"1\" line=\"%d\" column=\"9\" endline=\"%d\" endcolumn=\"40\" excluded=\"false\" document=\"C:\\w\\src\\F%d.cs\"/>\n", n+1, n+1, file)
		}
		b.WriteString("</method>\n")
	}, `</module></coverage>`, 240},
}

// bigXMLReport writes the report number i of bigXML, and says of how many source files it is.
func bigXMLReport(i, size int) (report []byte, files int) {
	c := bigXML[i]
	var b bytes.Buffer
	b.Grow(size + 256<<10)
	b.WriteString(c.head)
	for ; b.Len() < size; files++ {
		c.part(&b, files)
	}
	b.WriteString(c.end)
	return b.Bytes(), files
}

func BenchmarkReadXML(b *testing.B) {
	for i, c := range bigXML {
		b.Run(c.name, func(b *testing.B) {
			data, _ := bigXMLReport(i, 100<<20)
			tree := source.FromFS(fstest.MapFS{c.name: {Data: data}})
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				readAll(b, tree, c.name)
			}
		})
	}
}

// TestXMLAllocations guards that no reader allocates for each of the lines.
func TestXMLAllocations(t *testing.T) {
	if testing.Short() {
		t.Skip("reads large reports")
	}
	for i, c := range bigXML {
		t.Run(c.name, func(t *testing.T) {
			data, files := bigXMLReport(i, 4<<20)
			tree := source.FromFS(fstest.MapFS{c.name: {Data: data}})
			n := testing.AllocsPerRun(1, func() { readAll(t, tree, c.name) })
			if per := n / float64(files); per > c.ceiling {
				t.Errorf("%.0f allocations per source file, at most %.0f are allowed", per, c.ceiling)
			}
		})
	}
}
