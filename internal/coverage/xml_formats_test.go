package coverage

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// readCases reads one report each and compares what it says of files.
func readCases(t *testing.T, name, frame string, cases map[string]struct {
	body string
	want []string
}) {
	for what, c := range cases {
		t.Run(what, func(t *testing.T) {
			m := readModel(t, treeOf(map[string]string{name: fmt.Sprintf(frame, c.body)}), name)
			if d := cmp.Diff(c.want, describe(m)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestReadClover(t *testing.T) {
	line := func(n int, rest string) string { return fmt.Sprintf(`<line num="%d" %s/>`, n, rest) }
	readCases(t, "clover.xml", `<coverage generated="1700000000" clover="4.5"><project>%s</project></coverage>`, map[string]struct {
		body string
		want []string
	}{
		"statements":        {`<file name="a.php">` + line(3, `type="stmt" count="2"`) + line(4, `type="stmt" count="0"`) + `</file>`, []string{"a.php line 1/2 missing 4"}},
		"methods":           {`<file name="a.php">` + line(1, `type="method" name="f" count="2"`) + line(5, `type="method" name="g" count="0"`) + line(3, `type="stmt" count="2"`) + `</file>`, []string{"a.php line 1/1 function 1/2"}},
		"how often true":    {`<package name="shop"><file name="A.java" path="/w/shop/A.java">` + line(3, `type="cond" truecount="0" falsecount="7"`) + line(4, `type="cond" truecount="2" falsecount="3"`) + line(5, `type="cond" truecount="0" falsecount="0"`) + `</file></package>`, []string{"/w/shop/A.java line 2/3 branch 3/6 missing 5"}},
		"how many taken":    {`<file name="a.js" path="/w/a.js">` + line(3, `type="cond" count="4" truecount="3" falsecount="1"`) + line(4, `type="cond" count="0" truecount="0" falsecount="2"`) + `</file>`, []string{"/w/a.js line 1/2 branch 3/6 missing 4"}},
		"a line twice":      {`<file name="a.java">` + line(3, `type="stmt" count="1"`) + line(3, `type="cond" truecount="1" falsecount="0"`) + line(3, `type="cond" truecount="1" falsecount="1"`) + line(3, `type="stmt" count="0"`) + `</file>`, []string{"a.java line 1/1 branch 3/4"}},
		"a package's path":  {`<package name="com.shop"><file name="Cart.java">` + line(3, `type="stmt" count="1"`) + `</file></package><file name="b.php">` + line(3, `type="stmt" count="1"`) + `</file>`, []string{"b.php line 1/1", "com/shop/Cart.java line 1/1"}},
		"an absolute name":  {`<package name="App\Libs"><file name="C:\app\Util.php">` + line(3, `type="stmt" count="1"`) + `</file></package>`, []string{`C:\app\Util.php line 1/1`}},
		"tests":             {`<file name="a.php">` + line(3, `type="stmt" count="1"`) + `</file></project><testproject><package name="p"><file name="t.php">` + line(3, `type="stmt" count="0"`) + `</file></package></testproject><project>`, []string{"a.php line 1/1"}},
		"functions counted": {`<file name="a.js"><metrics statements="1" coveredstatements="1" methods="3" coveredmethods="2" conditionals="0" coveredconditionals="0"/>` + line(3, `type="stmt" count="1"`) + `</file>`, []string{"a.js line 1/1 function 2/3"}},
		"branches counted":  {`<file name="a.php">` + line(3, `type="stmt" count="1"`) + `<class name="A"><metrics conditionals="9" coveredconditionals="9"/></class><metrics conditionals="7" coveredconditionals="3"/></file>`, []string{"a.php line 1/1 branch 3/7"}},
		"no lines":          {`<file name="a.php"><metrics statements="3" coveredstatements="2"/></file>`, []string{"a.php line 2/3"}},
		"several on a line": {`<file name="A.java"><metrics statements="4" coveredstatements="2"/>` + line(3, `type="stmt" count="1"`) + line(4, `type="stmt" count="0"`) + `</file>`, []string{"A.java line 1/2 statement 2/4 missing 4"}},
		"nonsense":          {`<file name="a.php">` + line(0, `type="stmt" count="1"`) + line(1, `type="stmt" count="x"`) + line(2, `type="goto" count="1"`) + line(3, `type="stmt"`) + line(4, `type="stmt" count="99999999999999999999"`) + `</file>`, []string{"a.php line 1/1", "ignored 4"}},
		"no file name":      {`<file>` + line(1, `type="stmt" count="1"`) + `</file>`, nil},
	})
}

func TestCloverTotals(t *testing.T) {
	const metrics = `<metrics statements="3" coveredstatements="2" conditionals="4" coveredconditionals="1" methods="2" coveredmethods="1" elements="9" coveredelements="4"/>`
	for name, c := range map[string]struct{ text, want string }{
		"statements are lines":    {`<coverage generated="1"><project><file name="a.php"/>` + metrics + `</project></coverage>`, "map[branch:{1 4 25.00} function:{1 2 50.00} line:{2 3 66.66}]"},
		"but not in Java":         {`<coverage generated="1"><project>` + metrics + `<package><file name="A.java"/></package></project></coverage>`, "map[branch:{1 4 25.00} function:{1 2 50.00} statement:{2 3 66.66}]"},
		"and not of the packages": {`<coverage generated="1"><project><package>` + metrics + `<file name="a.php"/></package></project></coverage>`, "map[]"},
	} {
		t.Run(name, func(t *testing.T) {
			m := readModel(t, treeOf(map[string]string{"clover.xml": c.text}), "clover.xml")
			if got := fmt.Sprint(m.Reports[0].Declared); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestReadOpenCover(t *testing.T) {
	class := func(body string) string { return `<Classes><Class><Methods>` + body + `</Methods></Class></Classes>` }
	const method = `<Method><Name>Shop.Cart::Add()</Name><FileRef uid="1"/>`
	readCases(t, "coverage.opencover.xml", `<CoverageSession><Modules><Module><Files><File uid="1" fullPath="C:\shop\Cart.cs"/><File uid="2" fullPath="/_/src/Item.cs"/></Files>%s</Module></Modules></CoverageSession>`, map[string]struct {
		body string
		want []string
	}{
		"statements":          {class(method + `<SequencePoints><SequencePoint vc="3" sl="4" sc="9" el="4" ec="20" fileid="1"/><SequencePoint vc="0" sl="4" sc="21" el="4" ec="30" fileid="1"/><SequencePoint vc="0" sl="5" sc="9" el="7" ec="11" fileid="1"/></SequencePoints></Method>`), []string{`C:\shop\Cart.cs line 1/4 function 1/1 statement 1/3 missing 5-7`}},
		"a file of a method":  {class(method + `<SequencePoints><SequencePoint vc="1" sl="4" sc="9"/></SequencePoints></Method>`), []string{`C:\shop\Cart.cs line 1/1 function 1/1 statement 1/1`}},
		"files of points":     {class(method + `<SequencePoints><SequencePoint vc="1" sl="4" fileid="1"/><SequencePoint vc="0" sl="9" fileid="2"/></SequencePoints></Method>`), []string{`/_/src/Item.cs line 0/1 statement 0/1 missing 9`, `C:\shop\Cart.cs line 1/1 function 1/1 statement 1/1`}},
		"hidden code":         {class(method + `<SequencePoints><SequencePoint vc="1" sl="16707566" el="16707566" fileid="1"/><SequencePoint vc="1" sl="15732480" fileid="1"/><SequencePoint vc="0" sl="3" fileid="1"/></SequencePoints></Method>`), []string{`C:\shop\Cart.cs line 0/1 function 0/1 statement 0/1 missing 3`}},
		"no source":           {class(`<Method><Name>x</Name><SequencePoints><SequencePoint vc="1" sl="4" fileid="0"/><SequencePoint vc="1" sl="4"/></SequencePoints><BranchPoints><BranchPoint vc="1" offset="3" path="0"/></BranchPoints></Method>`), nil},
		"branches":            {class(method + `<SequencePoints><SequencePoint vc="1" sl="4" fileid="1"/></SequencePoints><BranchPoints><BranchPoint vc="1" sl="4" offset="8" path="0" ordinal="0" fileid="1"/><BranchPoint vc="0" sl="4" offset="8" path="1" ordinal="1" fileid="1"/></BranchPoints></Method>`), []string{`C:\shop\Cart.cs line 1/1 branch 1/2 function 1/1 statement 1/1`}},
		"branches by offset":  {class(method + `<SequencePoints><SequencePoint vc="1" offset="0" sl="4"/><SequencePoint vc="0" offset="10" sl="6"/></SequencePoints><BranchPoints><BranchPoint vc="1" offset="9" path="0"/><BranchPoint vc="0" offset="12" path="1"/></BranchPoints></Method>`), []string{`C:\shop\Cart.cs line 1/2 branch 1/2 function 1/1 statement 1/2 missing 6`}},
		"one in two methods":  {class(method + `<SequencePoints><SequencePoint vc="0" sl="4" sc="2" fileid="1"/></SequencePoints></Method><Method><Name>other</Name><FileRef uid="1"/><SequencePoints><SequencePoint vc="2" sl="4" sc="2" fileid="1"/></SequencePoints></Method>`), []string{`C:\shop\Cart.cs line 1/1 function 1/2 statement 1/1`}},
		"what is skipped":     {`</Module><Module skippedDueTo="Filter"><Files><File uid="1" fullPath="no.cs"/></Files>` + class(method+`<SequencePoints><SequencePoint vc="1" sl="4" fileid="1"/></SequencePoints></Method>`) + `</Module><Module>` + class(`<Method skippedDueTo="Attribute"><SequencePoints><SequencePoint vc="0" sl="9" fileid="1"/></SequencePoints></Method>`+method+`<SequencePoints><SequencePoint vc="1" sl="4" fileid="1"/></SequencePoints></Method>`), []string{`C:\shop\Cart.cs line 1/1 function 1/1 statement 1/1`}},
		"backwards":           {class(method + `<SequencePoints><SequencePoint vc="1" sl="10" el="6" fileid="1"/></SequencePoints></Method>`), []string{`C:\shop\Cart.cs line 1/1 function 1/1 statement 1/1`}},
		"nonsense":            {class(method + `<SequencePoints><SequencePoint vc="1" sl="x" fileid="1"/><SequencePoint vc="1" sl="3" fileid="9"/><SequencePoint vc="x" sl="3" fileid="1"/><SequencePoint/><SequencePoint vc="1" sl="3" fileid="1"/></SequencePoints></Method>`), []string{`C:\shop\Cart.cs line 1/1 function 1/1 statement 1/1`, "ignored 4"}},
		"a statement too far": {class(method + `<SequencePoints><SequencePoint vc="1" sl="1" el="2000000000" fileid="1"/></SequencePoints></Method>`), []string{"problem: its statements span far more lines than code has: one of them line 1 to 2000000000"}},
	})
}

func TestOpenCoverTotals(t *testing.T) {
	const points = `<SequencePoints><SequencePoint vc="1" sl="4" fileid="1"/><SequencePoint vc="0" sl="5" fileid="1"/></SequencePoints><BranchPoints><BranchPoint vc="1" sl="4" offset="8" path="0" fileid="1"/><BranchPoint vc="0" sl="4" offset="8" path="1" fileid="1"/></BranchPoints></Method>`
	const frame = `<CoverageSession><Summary numSequencePoints="%d" visitedSequencePoints="%d" numBranchPoints="%d" visitedBranchPoints="%d"/><Modules><Module><Files><File uid="1" fullPath="a.cs"/></Files><Classes><Class><Summary numSequencePoints="77" visitedSequencePoints="7"/><Methods><Method><Name>f</Name>` + points + `<Method><Name>g</Name>` + points + `</Methods></Class></Classes></Module></Modules></CoverageSession>`
	for name, c := range map[string]struct {
		stated [4]any
		want   string
	}{
		"with the ways into methods": {[4]any{4, 2, 6, 4}, "map[branch:{2 4 50.00} statement:{1 2 50.00}]"},
		"with those into the total":  {[4]any{4, 2, 6, 1}, "map[statement:{1 2 50.00}]"},
		"without":                    {[4]any{4, 2, 4, 2}, "map[branch:{2 4 50.00} statement:{1 2 50.00}]"},
		"of something else":          {[4]any{9, 7, 90, 80}, "map[branch:{80 90 88.88} statement:{7 9 77.77}]"},
	} {
		t.Run(name, func(t *testing.T) {
			m := readModel(t, treeOf(map[string]string{"o.xml": fmt.Sprintf(frame, c.stated[:]...)}), "o.xml")
			if got := fmt.Sprint(m.Reports[0].Declared); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestReadDotCover(t *testing.T) {
	readCases(t, "dotcover.xml", `<Root CoveredStatements="2" TotalStatements="4" ReportType="DetailedXml"><FileIndices><File Index="1" Name="C:\shop\Cart.cs"/><File Index="2" Name="Item.cs"/></FileIndices><Assembly Name="Shop"><Namespace Name="Shop"><Type Name="Cart">%s</Type></Namespace></Assembly></Root>`, map[string]struct {
		body string
		want []string
	}{
		"statements": {`<Method Name="Add()"><Statement FileIndex="1" Line="3" Column="1" EndLine="4" EndColumn="2" Covered="True"/><Statement FileIndex="1" Line="6" Column="1" EndLine="6" EndColumn="2" Covered="False"/></Method>`, []string{`C:\shop\Cart.cs line 2/3 function 1/1 statement 1/2 missing 6`}},
		"members":    {`<Member Name="Add"><Statement FileIndex="2" Line="3" Covered="False"/></Member><Member Name="None"/>`, []string{"Item.cs line 0/1 function 0/1 statement 0/1 missing 3"}},
		"nonsense":   {`<Method Name="m"><Statement FileIndex="9" Line="3" Covered="True"/><Statement FileIndex="1" Line="-1" Covered="True"/><Statement FileIndex="1" Line="3"/><Statement FileIndex="1" Line="3" Covered="True"/></Method>`, []string{`C:\shop\Cart.cs line 1/1 function 1/1 statement 1/1`, "ignored 3"}},
	})
}

func TestReadNCover(t *testing.T) {
	readCases(t, "ncover.xml", `<coverage profilerVersion="1.5.8"><module name="shop.dll">%s</module></coverage>`, map[string]struct {
		body string
		want []string
	}{
		"points":   {`<method name="m" class="A"><seqpnt visitcount="2" line="3" column="1" endline="4" document="C:\a.cs"/><seqpnt visitcount="0" line="6" document="C:\a.cs"/></method>`, []string{`C:\a.cs line 2/3 function 1/1 statement 1/2 missing 6`}},
		"excluded": {`<method name="m" class="A" excluded="true"><seqpnt visitcount="0" line="9" document="C:\a.cs"/></method><method name="n" class="A"><seqpnt visitcount="0" line="8" excluded="true" document="C:\a.cs"/><seqpnt visitcount="1" line="3" excluded="false" document="C:\a.cs"/></method>`, []string{`C:\a.cs line 1/1 function 1/1 statement 1/1`}},
		"hidden":   {`<method name="m"><seqpnt visitcount="1" line="16707566" document="C:\a.cs"/></method>`, nil},
		"nonsense": {`<method name="m"><seqpnt visitcount="1" line="3"/><seqpnt visitcount="1" document="a"/><seqpnt visitcount="1" line="3" document="a"/></method>`, []string{"a line 1/1 function 1/1 statement 1/1", "ignored 2"}},
	})
}

func TestReadSonar(t *testing.T) {
	readCases(t, "sonar.xml", `<coverage version="1">%s</coverage>`, map[string]struct {
		body string
		want []string
	}{
		"lines":        {`<file path="a.c"><lineToCover lineNumber="1" covered="true"/><lineToCover lineNumber="2" covered="false"/></file>`, []string{"a.c line 1/2 missing 2"}},
		"branches":     {`<file path="a.c"><lineToCover lineNumber="1" covered="true" branchesToCover="4" coveredBranches="3"/><lineToCover lineNumber="2" covered="true" branchesToCover="0"/><lineToCover lineNumber="3" covered="true" branchesToCover="2" coveredBranches="9"/></file>`, []string{"a.c line 3/3 branch 5/6"}},
		"a line twice": {`<file path="a.c"><lineToCover lineNumber="1" covered="false"/><lineToCover lineNumber="1" covered="true"/></file>`, []string{"a.c line 1/1"}},
		"nonsense":     {`<file path="a.c"><lineToCover lineNumber="0" covered="true"/><lineToCover lineNumber="1" covered="maybe"/><lineToCover lineNumber="1" covered="true"/></file><file><lineToCover lineNumber="1" covered="true"/></file>`, []string{"a.c line 1/1", "ignored 2"}},
		"no files":     {"", nil},
	})
}

func TestReadScoverage(t *testing.T) {
	readCases(t, "scoverage.xml", `<scoverage statement-count="3" statements-invoked="1" branch-rate="50.00"><packages><package><classes><class name="C" filename="shop/Cart.scala"><methods><method name="m"><statements>%s</statements></method></methods></class></classes></package></packages></scoverage>`, map[string]struct {
		body string
		want []string
	}{
		"statements":       {`<statement source="/w/Cart.scala" start="10" end="20" line="3" branch="false" invocation-count="2">x</statement><statement source="/w/Cart.scala" start="21" end="30" line="3" branch="false" invocation-count="0"/><statement source="/w/Cart.scala" start="40" end="50" line="5" branch="false" invocation-count="0"/>`, []string{"/w/Cart.scala line 1/2 function 1/1 statement 1/3 missing 5"}},
		"branches":         {`<statement source="a.scala" start="1" end="2" line="3" branch="true" invocation-count="2"/><statement source="a.scala" start="3" end="4" line="3" branch="true" invocation-count="0"/>`, []string{"a.scala line 1/1 branch 1/2 function 1/1 statement 1/2"}},
		"several of one":   {`<statement source="a.scala" start="7" end="7" line="3" branch="false" invocation-count="2"/><statement source="a.scala" start="7" end="7" line="3" branch="false" invocation-count="0"/>`, []string{"a.scala line 1/1 function 1/1 statement 1/2"}},
		"ignored":          {`<statement source="a.scala" start="1" end="2" line="3" invocation-count="0" ignored="true"/>`, nil},
		"without a source": {`<statement start="1" end="2" line="3" invocation-count="1"/>`, []string{"shop/Cart.scala line 1/1 function 1/1 statement 1/1"}},
		"nonsense":         {`<statement source="a" line="0" invocation-count="1"/><statement source="a" line="2"/><statement source="a" line="2" invocation-count="1"/>`, []string{"a line 1/1 function 1/1 statement 1/1", "ignored 2"}},
	})
	readCases(t, "scoverage.xml", `<statements>%s</statements>`, map[string]struct {
		body string
		want []string
	}{
		"elements": {`<statement> <source>a &amp; b.scala</source> <line>3</line> <branch>true</branch> <count>0</count> <ignored>false</ignored> </statement><statement><source>x</source><line>9</line><count>0</count><ignored>true</ignored></statement>`, []string{"a & b.scala line 0/1 branch 0/1 statement 0/1 missing 3"}},
		"nonsense": {`<statement><source>x</source><line>9</line></statement><statement><source>x</source><line>9</line><count>1</count></statement>`, []string{"x line 1/1 statement 1/1", "ignored 1"}},
	})
}

func TestReadVisualStudio(t *testing.T) {
	const files = `<source_files><source_file id="0" path="C:\shop\Cart.cs"/><source_file id="1" path="Item.cs"/></source_files>`
	readCases(t, "results.xml", `<results><modules><module name="shop.dll">%s</module></modules></results>`, map[string]struct {
		body string
		want []string
	}{
		"ranges":           {`<functions><function name="Add" type_name="Cart"><ranges><range source_id="0" covered="yes" start_line="3" end_line="4"/><range source_id="0" covered="no" start_line="6" end_line="6"/></ranges></function></functions>` + files, []string{`C:\shop\Cart.cs line 2/3 function 1/1 missing 6`}},
		"in part":          {`<functions><function name="Add"><ranges><range source_id="1" covered="partial" start_line="3" end_line="3"/></ranges></function></functions>` + files, []string{"Item.cs line 1/1 function 1/1"}},
		"numbers of their": {`<functions><function name="a"><ranges><range source_id="0" covered="no" start_line="3" end_line="3"/></ranges></function></functions>` + files + `</module><module><functions><function name="b"><ranges><range source_id="0" covered="yes" start_line="9" end_line="9"/></ranges></function></functions><source_files><source_file id="0" path="Other.cs"/></source_files>`, []string{`C:\shop\Cart.cs line 0/1 function 0/1 missing 3`, "Other.cs line 1/1 function 1/1"}},
		"hidden":           {`<functions><function name="a"><ranges><range source_id="0" covered="no" start_line="15732480" end_line="15732480"/></ranges></function></functions>` + files, nil},
		"a file of two":    {`<functions><function name="a"><ranges><range source_id="0" covered="no" start_line="3" end_line="3"/></ranges></function></functions>` + files + `</module><module><functions><function name="a"><ranges><range source_id="5" covered="yes" start_line="3" end_line="3"/></ranges></function></functions><source_files><source_file id="5" path="C:\shop\Cart.cs"/></source_files>`, []string{`C:\shop\Cart.cs line 1/1 function 1/1`}},
		"nonsense":         {`<functions><function name="a"><ranges><range covered="no" start_line="3"/><range source_id="0" covered="x" start_line="3"/><range source_id="0" covered="no"/><range source_id="0" covered="no" start_line="3" end_line="3"/></ranges></function></functions>` + files, []string{`C:\shop\Cart.cs line 0/1 function 0/1 missing 3`, "ignored 3"}},
	})
	lines := func(first, last, coverage, file string) string {
		return `<Lines><LnStart>` + first + `</LnStart><LnEnd>` + last + `</LnEnd><Coverage>` + coverage + `</Coverage><SourceFileID>` + file + `</SourceFileID></Lines>`
	}
	readCases(t, "vs.xml", `<CoverageDSPriv>%s<SourceFileNames><SourceFileID>1</SourceFileID><SourceFileName>C:\shop\A &amp; B.cs</SourceFileName></SourceFileNames></CoverageDSPriv>`, map[string]struct {
		body string
		want []string
	}{
		"lines":    {lines("3", "4", "0", "1") + lines("6", "6", "1", "1") + lines("8", "9", "2", "1"), []string{`C:\shop\A & B.cs line 3/5 missing 8-9`}},
		"methods":  {`<Module><Method><MethodKeyName>m1</MethodKeyName>` + lines("3", "3", "2", "1") + `</Method><Method><MethodKeyName>m2</MethodKeyName>` + lines("5", "5", "0", "1") + `</Method></Module>`, []string{`C:\shop\A & B.cs line 1/2 function 1/2 missing 3`}},
		"no file":  {lines("3", "3", "0", "7"), nil},
		"nonsense": {lines("x", "3", "0", "1") + lines("3", "3", "7", "1") + lines("3", "3", "2", "1"), []string{`C:\shop\A & B.cs line 0/1 missing 3`, "ignored 2"}},
	})
}

func TestReadJaCoCoCSV(t *testing.T) {
	readCases(t, "jacoco.csv", "GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED,INSTRUCTION_COVERED,BRANCH_MISSED,BRANCH_COVERED,LINE_MISSED,LINE_COVERED,COMPLEXITY_MISSED,COMPLEXITY_COVERED,METHOD_MISSED,METHOD_COVERED\n%s", map[string]struct {
		body string
		want []string
	}{
		"a class":         {"shop,com.shop,Cart,5,10,1,3,2,4,0,0,1,2\n", []string{"com/shop/Cart line 4/6 branch 3/4 function 2/3 instruction 10/15"}},
		"nested classes":  {"shop,com.shop,Cart,5,10,0,0,2,4,0,0,1,2\r\nshop,com.shop,Cart.Line,1,1,0,0,0,1,0,0,0,1\r\nshop,com.shop,Cart.new Comparator() {...},1,0,0,0,1,0,0,0,1,0\r\n", []string{"com/shop/Cart line 5/8 function 3/5 instruction 11/18"}},
		"default package": {"shop,default,Main,0,3,0,0,0,1,0,0,0,1", []string{"Main line 1/1 function 1/1 instruction 3/3"}},
		"two groups":      {"a,p,Main,0,3,0,0,0,1,0,0,0,1\nb,p,Main,3,0,0,0,1,0,0,0,1,0\n", []string{"p/Main line 1/1 function 1/1 instruction 3/3", "p/Main line 0/1 function 0/1 instruction 0/3"}},
		"quotes":          {"\"a,b\",p,\"Main \"\"x\"\", y\",0,3,0,0,0,1,0,0,0,1\n", []string{`p/Main "x", y line 1/1 function 1/1 instruction 3/3`}},
		"nonsense":        {"a,p,Main,x,3,0,0,0,1,0,0,0,1\na,p,,0,3,0,0,0,1,0,0,0,1\n\na,p,B,0,3,0,0,0,1,0,0,0,1\n", []string{"p/B line 1/1 function 1/1 instruction 3/3", "ignored 2"}},
		"cut off":         {"a,p,Main,0,3,0,", []string{"problem: it is not a JaCoCo table here: the row has 7 fields, and its head names 13"}},
	})
}

// Classes stand for the file that they are in.
func TestClassesAreMatched(t *testing.T) {
	const head = "GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED,INSTRUCTION_COVERED\n"
	tree := treeOf(map[string]string{
		"jacoco.csv":                        head + "shop,com.shop,Cart,5,10\nshop,com.shop,ItemsKt,1,1\nshop,com.shop,Gone,1,1\n",
		"src/main/java/com/shop/Cart.java":  "class Cart {}\n",
		"src/main/kotlin/com/shop/Items.kt": "fun f() {}\n",
		"src/main/java/com/shop/Cart.xml":   "",
	})
	m := readModel(t, tree, "jacoco.csv")
	want := []string{"com/shop/Gone instruction 1/2", "src/main/java/com/shop/Cart.java instruction 10/15", "src/main/kotlin/com/shop/Items.kt instruction 1/2"}
	if d := cmp.Diff(want, describe(m)); d != "" {
		t.Error(d)
	}
}

// The module in whose group a class is tells apart what is named alike.
func TestClassesOfModules(t *testing.T) {
	const head = "GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED,INSTRUCTION_COVERED\n"
	tree := treeOf(map[string]string{
		"jacoco.csv":                    head + "shop/api,p,Main,5,10\nshop/web,p,Main,1,1\n",
		"api/src/main/java/p/Main.java": "class Main {}\n",
		"web/src/main/java/p/Main.java": "class Main {}\n",
	})
	want := []string{"api/src/main/java/p/Main.java instruction 10/15", "web/src/main/java/p/Main.java instruction 1/2"}
	if d := cmp.Diff(want, describe(readModel(t, tree, "jacoco.csv"))); d != "" {
		t.Error(d)
	}
}

// Paths as builds for .NET write them: from a root that does not exist, and at an address.
func TestSourceLinkPaths(t *testing.T) {
	for _, name := range []string{"/_/src/Shop/Cart.cs", "https://raw.githubusercontent.com/shop/shop/0123456789abcdef0123456789abcdef01234567/src/Shop/Cart.cs", `D:\a\1\s\src\Shop\Cart.cs`} {
		tree := treeOf(map[string]string{
			"coverage.xml":     `<coverage line-rate="1"><packages><package><classes><class name="C" filename="` + name + `"><lines><line number="1" hits="1"/></lines></class></classes></package></packages></coverage>`,
			"src/Shop/Cart.cs": "class Cart {}\n",
		})
		if m := readModel(t, tree, "coverage.xml"); m.Files[0].Path != "src/Shop/Cart.cs" || !m.Files[0].Matched {
			t.Errorf("%s is %s", name, m.Files[0].Path)
		}
	}
}

// PHPUnit states branches and lists none.
func TestBranchesWithoutLines(t *testing.T) {
	text := `<coverage line-rate="0.5" lines-covered="1" lines-valid="2" branches-covered="3" branches-valid="7"><packages><package><classes><class name="A" filename="a.php"><lines><line number="1" hits="1"/><line number="2" hits="0"/>%s</lines></class></classes></package></packages></coverage>`
	for extra, want := range map[string]int{"": 0, `<line number="2" hits="0" branch="true" condition-coverage="50%% (1/2)"/>`: 1} {
		m := readModel(t, treeOf(map[string]string{"coverage.xml": fmt.Sprintf(text, extra)}), "coverage.xml")
		if got := len(m.DeclaredMismatches); got != want {
			t.Errorf("%q: %d mismatches, want %d", extra, got, want)
		}
	}
}

// What a tool's own figure counts is the headline.
func TestHeadlineOfStatements(t *testing.T) {
	files := map[string]string{
		"scoverage.xml": `<scoverage><statement source="a.scala" start="1" end="2" line="1" invocation-count="1"/></scoverage>`,
		"dotcover.xml":  `<Root ReportType="DetailedXml"><File Index="1" Name="a.cs"/><Statement FileIndex="1" Line="1" Covered="True"/></Root>`,
		"sonar.xml":     `<coverage version="1"><file path="a.c"><lineToCover lineNumber="1" covered="true"/></file></coverage>`,
	}
	for want, names := range map[string][]string{"statement": {"dotcover.xml", "scoverage.xml"}, "line": {"dotcover.xml", "sonar.xml"}} {
		if got := readModel(t, treeOf(files), names...).Headline; got != want {
			t.Errorf("%v: the headline is %s, want %s", names, got, want)
		}
	}
}

// Statements of many lines do not cost more than the report.
func TestManyLongStatements(t *testing.T) {
	var b strings.Builder
	b.WriteString(`<Root ReportType="DetailedXml"><File Index="1" Name="a.cs"/>`)
	for n := range 2000 {
		fmt.Fprintf(&b, `<Statement FileIndex="1" Line="%d" EndLine="%d" Covered="True"/>`, n+1, n+9000)
	}
	b.WriteString(`</Root>`)
	got := describe(readModel(t, treeOf(map[string]string{"dotcover.xml": b.String()}), "dotcover.xml"))
	if len(got) != 1 || !strings.HasPrefix(got[0], "problem: its statements span far more lines than code has") {
		t.Errorf("got %v", got)
	}
}
