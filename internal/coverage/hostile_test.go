package coverage

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/bdma-dev/bdma/internal/source"
)

// shape is how a format writes a report of many files with many lines. A format that bdma does not read is passed over.
type shape struct {
	format, name string
	head, tail   string
	open, shut   string // a file: %s is its name
	line         string // %[1]s is its number, %[2]s its hits, %[3]d one that no other line of the file has
	fileSep      string
	lineSep      string
	again        [2]string // once more for each line, and what is between
}

var shapes = []shape{
	{format: "go", name: "coverage.out", head: "mode: count\n", line: "%[4]s:%[1]s.2,%[1]s.9 1 %[2]s\n"},
	{format: "lcov", name: "lcov.info", head: "TN:\n", open: "SF:%s\n", line: "DA:%[1]s,%[2]s\n", shut: "end_of_record\n"},
	{format: "cobertura", name: "coverage.xml", head: `<?xml version="1.0"?><coverage line-rate="1"><packages><package name="p"><classes>`, open: `<class name="c" filename="%s"><lines>`,
		line: `<line number="%[1]s" hits="%[2]s"/>`, shut: `</lines></class>`, tail: `</classes></package></packages></coverage>`},
	{format: "jacoco", name: "jacoco.xml", head: `<report name="r"><package name="p">`, open: `<sourcefile name="%s">`, line: `<line nr="%[1]s" mi="0" ci="%[2]s"/>`, shut: `</sourcefile>`, tail: `</package></report>`},
	{format: "clover", name: "clover.xml", head: `<coverage generated="1" clover="3.2.0"><project timestamp="1">`, open: `<file name="a" path="%s">`, line: `<line num="%[1]s" count="%[2]s" type="stmt"/>`, shut: `</file>`, tail: `</project></coverage>`},
	{format: "sonarqube", name: "sonar-coverage.xml", head: `<coverage version="1">`, open: `<file path="%s">`, line: `<lineToCover lineNumber="%[1]s" covered="true"/>`, shut: `</file>`, tail: `</coverage>`},
	{format: "istanbul", name: "coverage-final.json", head: `{`, open: `"%[1]s":{"path":"%[1]s","fnMap":{},"branchMap":{},"f":{},"b":{},"statementMap":{`,
		line: `"%[3]d":{"start":{"line":%[1]s,"column":1},"end":{"line":%[1]s,"column":2}}`, again: [2]string{`},"s":{`, `"%[3]d":%[2]s`}, shut: `}}`, tail: `}`, fileSep: ",", lineSep: ","},
	{format: "coverage.py", name: "coverage.json", head: `{"meta":{"version":"7.6","branch_coverage":false},"files":{`, open: `"%s":{"executed_lines":[`, line: `%[1]s`, shut: `],"missing_lines":[],"excluded_lines":[]}`, tail: `},"totals":{}}`, fileSep: ",", lineSep: ","},
	{format: "coveralls", name: "coveralls.json", head: `{"source_files":[`, open: `{"name":"%s","coverage":[`, line: `%[2]s`, shut: `]}`, tail: `]}`, fileSep: ",", lineSep: ","},
	{format: "gcovr", name: "gcovr.json", head: `{"gcovr/format_version":"0.6","files":[`, open: `{"file":"%s","functions":[],"lines":[`, line: `{"line_number":%[1]s,"count":%[2]s,"branches":[]}`, shut: `]}`, tail: `]}`, fileSep: ",", lineSep: ","},
	{format: "simplecov", name: ".resultset.json", head: `{"RSpec":{"timestamp":1700000000,"coverage":{`, open: `"%s":{"lines":[`, line: `%[2]s`, shut: `]}`, tail: `}}}`, fileSep: ",", lineSep: ","},
}

// hit is a line of a report with its hits, as they are written.
type hit struct{ line, hits string }

func (s shape) write(b *bytes.Buffer, i int, file string, lines ...hit) {
	if i > 0 {
		b.WriteString(s.fileSep)
	}
	if s.open != "" {
		fmt.Fprintf(b, s.open, file)
	}
	s.list(b, s.line, file, lines)
	if s.again[0] != "" {
		b.WriteString(s.again[0])
		s.list(b, s.again[1], file, lines)
	}
	b.WriteString(s.shut)
}

func (s shape) list(b *bytes.Buffer, format, file string, lines []hit) {
	for n, l := range lines {
		if n > 0 {
			b.WriteString(s.lineSep)
		}
		text := fmt.Sprintf(format, l.line, l.hits, n+1, file)
		text, _, _ = strings.Cut(text, "%!(EXTRA")
		b.WriteString(text)
	}
}

func (s shape) report(file string, lines ...hit) string {
	var b bytes.Buffer
	b.WriteString(s.head)
	s.write(&b, 0, file, lines...)
	b.WriteString(s.tail)
	return b.String()
}

// eachShape calls do for every format that bdma reads.
func eachShape(t *testing.T, do func(*testing.T, shape)) {
	t.Helper()
	for _, s := range shapes {
		t.Run(s.format, func(t *testing.T) {
			if v := sniff(s.name, []byte(s.report("a", hit{"1", "1"}))); v.format == nil {
				t.Skip("there is no reader for it")
			}
			do(t, s)
		})
	}
}

func (s shape) read(t *testing.T, text string) *Facts {
	t.Helper()
	return readModel(t, treeOf(map[string]string{s.name: text}), s.name)
}

// raceDetector says that the test was built with the race detector, under which large inputs take ten times as long and prove
// nothing: a report is read by one goroutine.
var raceDetector bool

func withoutRaceDetector(t *testing.T) {
	t.Helper()
	if raceDetector {
		t.Skip("large inputs are read without the race detector")
	}
}

// TestHostileNumbers holds every reader to what numbers without sense amount to.
func TestHostileNumbers(t *testing.T) {
	eachShape(t, func(t *testing.T, s shape) {
		listsOnly := s.format == "coverage.py" || s.format == "sonarqube" // a line ran or did not
		counted := s.format == "coveralls" || s.format == "simplecov"     // lines are counted by their order
		for _, h := range []struct {
			hits string
			ran  bool
		}{{"18446744073709551615", true}, {"18446744073709551616", true}, {"99999999999999999999999999999", true}, {"4294967296", true}, {"-1", false}, {"-9223372036854775808", false}} {
			if listsOnly {
				break
			}
			t.Run("hits "+h.hits, func(t *testing.T) {
				m := s.read(t, s.report("a", hit{"1", "1"}, hit{"2", h.hits}))
				c, lost := m.Totals["line"], len(m.Problems) > 0 || m.Reports[0].IgnoredRecords > 0
				if want := 1 + bit(h.ran); c.Covered != want && (h.ran || !lost) {
					t.Errorf("%d of %d lines ran, %d were expected (%v)", c.Covered, c.Total, want, m.Problems)
				}
			})
		}
		for _, line := range []string{"0", "-1", "-4294967295", "4294967297", "18446744073709551617", "2147483648"} {
			if counted {
				break
			}
			t.Run("line "+line, func(t *testing.T) {
				m := s.read(t, s.report("a", hit{"1", "1"}, hit{line, "1"}))
				if c := m.Totals["line"]; c.Total != 1 && len(m.Problems) == 0 {
					t.Errorf("%d lines were counted", c.Total)
				}
				if len(m.Problems) == 0 && m.Reports[0].IgnoredRecords == 0 && m.Totals["statement"].Total < 2 {
					t.Error("the line that makes no sense is not said to be ignored")
				}
			})
		}
		t.Run("the last line", func(t *testing.T) {
			m := s.read(t, s.report("a", hit{"1", "1"}, hit{"2147483647", "1"}))
			if c := m.Totals["line"]; c.Total != 2 {
				t.Errorf("%d lines were counted", c.Total)
			}
		})
	})
}

// TestHostileNames reads files whose names hold what terminals, XML and JSON choke on.
func TestHostileNames(t *testing.T) {
	names := map[string]string{
		"invalid UTF-8": "a\xff\xfeb.c", "NUL": "a\x00b.c", "an escape sequence": "a\x1b[31mb.c", "bidirectional marks": "a\u202eb.c",
		"up and out": "../../../etc/passwd", "a very long one": strings.Repeat("a/", 100_000), "dots": "./././a", "a folder": "/", "a drive": `C:\\x`,
	}
	eachShape(t, func(t *testing.T, s shape) {
		for what, name := range names {
			t.Run(what, func(t *testing.T) {
				m := s.read(t, s.report(name, hit{"1", "1"}))
				for _, f := range m.Files {
					if f.Matched || len(f.Path) > maxName {
						t.Errorf("matched %v, a path of %d bytes", f.Matched, len(f.Path))
					}
				}
			})
		}
	})
}

// TestHostileXML holds every XML reader to refuse what XML can do beyond a report, and to reach for nothing.
func TestHostileXML(t *testing.T) {
	const secret = "the secret"
	eachShape(t, func(t *testing.T, s shape) {
		if !strings.HasPrefix(s.head, "<") {
			t.Skip("it is not XML")
		}
		root := strings.TrimPrefix(s.head, `<?xml version="1.0"?>`)
		report := func(doctype, file string) string {
			return `<?xml version="1.0"?>` + doctype + root + s.report(file, hit{"1", "1"})[len(s.head):]
		}
		laughs := `<!DOCTYPE r [<!ENTITY a0 "ha">`
		for i := range 60 {
			laughs += fmt.Sprintf(`<!ENTITY a%d "&a%d;&a%d;">`, i+1, i, i)
		}
		for name, c := range map[string]struct{ text, want string }{
			"external entity":  {report(`<!DOCTYPE r [<!ENTITY x SYSTEM "file:///secret">]>`, "&x;"), "entities"},
			"parameter entity": {report(`<!DOCTYPE r [<!ENTITY % x SYSTEM "secret"> %x;]>`, "a"), "entities"},
			"entity bomb":      {report(laughs+"]>", "&a60;"), "entities"},
			"undeclared":       {report("", "&x;"), ""},
			"external DTD":     {report(`<!DOCTYPE r SYSTEM "http://127.0.0.1:1/r.dtd">`, "a"), ""},
			"DTD":              {report(`<!DOCTYPE r [<!ELEMENT r ANY><!ATTLIST r a CDATA "b">]>`, "a"), ""},
			"many tags":        {s.head + strings.Repeat("<x>", 1_000_000), "deep"},
			"many attributes":  {s.head + "<x " + strings.Repeat(`a="" `, 1_000_000) + "/>" + s.tail, "1 MiB"},
			"a long tag":       {s.head + "<x a=\"" + strings.Repeat("a", 5<<20) + "\"/>" + s.tail, "1 MiB"},
			"a long name":      {s.head + "<" + strings.Repeat("a", 5<<20) + "/>" + s.tail, "1 MiB"},
			"open DTD":         {"<!DOCTYPE r [" + strings.Repeat(" ", 5<<20), ""},
			"twice the same":   {report("", `a" filename="b" path="b" name="b`), ""},
			"two roots":        {report("", "a") + s.head, "root"},
			"text behind":      {report("", "a") + "x", "outside"},
			"NUL":              {report("", "a") + "\x00", "outside"},
		} {
			t.Run(name, func(t *testing.T) {
				tree := treeOf(map[string]string{s.name: c.text, "secret": secret})
				m := readModel(t, tree, s.name)
				said := ""
				for _, p := range m.Problems {
					said += p.Message
				}
				if !strings.Contains(said, c.want) || (c.want == "") != (said == "") && name != "open DTD" {
					t.Errorf("it says %q, and should say %q", said, c.want)
				}
				for _, f := range m.Files {
					if strings.Contains(f.Path, secret) {
						t.Errorf("it reads another file: %s", f.Path)
					}
				}
			})
		}
	})
}

// TestHostileJSON holds every JSON reader to bounded depth and strings.
func TestHostileJSON(t *testing.T) {
	withoutRaceDetector(t)
	eachShape(t, func(t *testing.T, s shape) {
		if !strings.HasPrefix(s.head, "{") {
			t.Skip("it is not JSON")
		}
		whole := s.report("a", hit{"1", "1"})
		with := func(extra string) string { return whole[:len(whole)-1] + `,"zzz":` + extra + "}" }
		for name, c := range map[string]struct {
			text  string
			wrong bool // or right, when it is long and passed over
		}{
			"arrays":        {with(strings.Repeat("[", 1_000_000)), true},
			"arrays, ended": {with(strings.Repeat("[", 1_000_000) + strings.Repeat("]", 1_000_000)), true},
			"objects":       {with(strings.Repeat(`{"a":`, 1_000_000)), true},
			"a long string": {with(`"` + strings.Repeat("a", 40<<20) + `"`), false}, // nobody asks for it
			"a long number": {with(strings.Repeat("1", 40<<20)), true},
			"the same key":  {with(strings.TrimPrefix(strings.Repeat(`,"zzz":1`, 100_000), `,"zzz":`)), false},
			"text behind":   {whole + "x", true},
			"another value": {whole + whole, true},
			"NUL":           {whole + "\x00", true},
			"invalid UTF-8": {s.report("a\xff", hit{"1", "1"}), false},
		} {
			t.Run(name, func(t *testing.T) {
				m := s.read(t, c.text)
				if got := len(m.Problems) > 0; got != c.wrong && !strings.HasPrefix(name, "a long") {
					t.Errorf("problems: %v", m.Problems)
				}
			})
		}
	})
}

// TestCutAtEveryByte cuts a small report of each format at every byte. What is left says that something is wrong, and where, unless
// it is right as far as it goes.
func TestCutAtEveryByte(t *testing.T) {
	eachShape(t, func(t *testing.T, s shape) {
		var b bytes.Buffer
		b.WriteString(s.head)
		for i, name := range []string{"src/a.go", "src/b.go"} {
			s.write(&b, i, name, hit{"1", "1"}, hit{"2", "0"}, hit{"12", "30"})
		}
		b.WriteString(s.tail)
		whole := b.String()
		full := s.read(t, whole).Totals["line"]
		if full.Total < 5 {
			t.Fatalf("the report as a whole has %d lines", full.Total)
		}
		closed := s.tail != "" // the format has an end that can be missed
		for n := range len(whole) {
			if rest := strings.TrimSpace(whole[n:]); rest == "" {
				continue
			}
			b := newBuilder(treeOf(map[string]string{s.name: whole[:n], "src/a.go": strings.Repeat("x\n", 20)}))
			b.add(s.name)
			m := b.finish()
			if len(m.Problems) > 0 {
				// A beginning that could be that of anything has no place to be wrong at.
				if p := b.nodes.Get(m.Problems[0].At); p.Range.Start.Line == 0 && m.Reports[0].Format != "" {
					t.Errorf("%q: %s, but not where", whole[:n], m.Problems[0].Message)
				}
				continue
			}
			if got := m.Totals["line"]; closed && m.Reports[0].Format != "none" || got.Total > full.Total || got.Covered > full.Covered {
				t.Errorf("%q is read as %d/%d, and the whole as %d/%d", whole[:n], got.Covered, got.Total, full.Covered, full.Total)
			}
		}
	})
}

// endless is a report of any size that is made as it is read. It watches the memory meanwhile.
type endless struct {
	head, tail []byte
	section    func(b *bytes.Buffer, i int)
	left       int64 // sections to come
	i          int
	buf        bytes.Buffer
	read       int64
	measured   int64 // bytes read when the memory was last measured
	peak       uint64
}

var heapObjects = []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}

// heap returns the bytes of objects that are in use. It collects first: garbage that the collector has not come to yet is a matter
// of the machine's other work.
func heap() uint64 {
	runtime.GC()
	metrics.Read(heapObjects)
	return heapObjects[0].Value.Uint64()
}

func (e *endless) Read(p []byte) (int, error) {
	for e.buf.Len() == 0 {
		switch {
		case e.head != nil:
			e.buf.Write(e.head)
			e.head = nil
		case e.left > 0:
			for e.left > 0 && e.buf.Len() < 64<<10 {
				e.section(&e.buf, e.i)
				e.i++
				e.left--
			}
			if e.read >= e.measured+8<<20 {
				e.measured = e.read
				e.peak = max(e.peak, heap())
			}
		case e.tail != nil:
			e.buf.Write(e.tail)
			e.tail = nil
		default:
			return 0, io.EOF
		}
	}
	n, err := e.buf.Read(p)
	e.read += int64(n)
	return n, err
}

func (e *endless) Close() error               { return nil }
func (e *endless) Stat() (fs.FileInfo, error) { return e, nil }
func (e *endless) Name() string               { return "endless" }
func (e *endless) Size() int64                { return 1 }
func (e *endless) Mode() fs.FileMode          { return 0o644 }
func (e *endless) ModTime() time.Time         { return time.Time{} }
func (e *endless) IsDir() bool                { return false }
func (e *endless) Sys() any                   { return nil }

// endlessFS is a file system of one report.
type endlessFS struct {
	rest fs.FS
	name string
	make func() *endless
	last *endless
}

func (f *endlessFS) Open(name string) (fs.File, error) {
	if name == f.name {
		f.last = f.make()
		return f.last, nil
	}
	return f.rest.Open(name)
}

// readEndless reads a report and returns the most memory that was in use meanwhile, beyond what was before.
func readEndless(t *testing.T, name string, make func() *endless) (*Facts, int64) {
	t.Helper()
	fsys := &endlessFS{rest: fstest.MapFS{}, name: name, make: make}
	before := heap()
	b := newBuilder(source.FromFS(fsys))
	b.add(name)
	after := max(fsys.last.peak, heap())
	m := b.finish()
	return m, int64(after) - int64(before)
}

func TestHostileSizes(t *testing.T) {
	withoutRaceDetector(t)
	if testing.Short() {
		t.Skip("reads large reports; -short leaves them out")
	}
	scale := int64(1)
	if os.Getenv("BDMA_HOSTILE") == "all" {
		scale = 10
	}
	eachShape(t, func(t *testing.T, s shape) {
		for _, c := range []struct {
			name    string
			reading func() *endless
			limit   int64 // MiB
			want    string
		}{
			{"a line without end", func() *endless {
				return &endless{head: []byte(s.head), left: scale * 400, section: func(b *bytes.Buffer, _ int) { b.WriteString(strings.Repeat("x", 100<<10)) }}
			}, 64, "?"},
			{"blanks without end", func() *endless {
				return &endless{head: []byte(s.head), left: scale * 400, section: func(b *bytes.Buffer, _ int) { b.WriteString(strings.Repeat(" ", 100<<10)) }}
			}, 64, "?"},
			{"one file again and again", func() *endless {
				return &endless{head: []byte(s.head), tail: []byte(s.tail), left: scale * 100_000, section: func(b *bytes.Buffer, i int) {
					s.write(b, i, "a", hit{"7", "1"}, hit{"3", "0"})
				}}
			}, 32, ""},
			{"two files in turn", func() *endless {
				return &endless{head: []byte(s.head), tail: []byte(s.tail), left: scale * 50_000, section: func(b *bytes.Buffer, i int) {
					s.write(b, i, [2]string{"a", "b"}[i%2], hit{fmt.Sprint((i * 7919 % 50_021) + 1), "1"})
				}}
			}, 32, ""},
			{"lines in any order", func() *endless {
				return &endless{head: []byte(s.head), tail: []byte(s.tail), left: scale * 100_000, section: func(b *bytes.Buffer, i int) {
					s.write(b, i, "a", hit{fmt.Sprint((i*1_000_003)%300_007 + 1), "1"})
				}}
			}, 64, ""},
			{"files without end", func() *endless {
				return &endless{head: []byte(s.head), tail: []byte(s.tail), left: 100_000 + scale*150_000, section: func(b *bytes.Buffer, i int) {
					s.write(b, i, fmt.Sprintf("src/module/file%d", i), hit{"1", "1"})
				}}
			}, 400, "200000 source files"},
		} {
			t.Run(c.name, func(t *testing.T) {
				m, used := readEndless(t, s.name, c.reading)
				t.Logf("%d MiB of memory", used>>20)
				if used > c.limit<<20 {
					t.Errorf("%d MiB of memory were in use, more than %d", used>>20, c.limit)
				}
				said := ""
				for _, p := range m.Problems {
					said += p.Message
				}
				if c.want != "?" && (!strings.Contains(said, c.want) || c.want == "" && said != "") {
					t.Errorf("it says %q, and should say %q", said, c.want)
				}
			})
		}
	})
}

// TestGzipBombs unfolds what unfolds without measure.
func TestGzipBombs(t *testing.T) {
	withoutRaceDetector(t)
	eachShape(t, func(t *testing.T, s shape) {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = io.WriteString(z, strings.TrimSuffix(s.report("a", hit{"1", "1"}), s.tail))
		blanks := bytes.Repeat([]byte("\n"), 1<<20)
		for range ratioFloor>>20 + 4 { // more costs time and proves nothing
			_, _ = z.Write(blanks)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		m := s.read(t, b.String())
		if len(m.Problems) == 0 || !strings.Contains(m.Problems[0].Message, "times its size") {
			t.Errorf("%d bytes that unfold to 20 MiB: %v", b.Len(), m.Problems)
		}
		whole := s.report("a", hit{"1", "1"}, hit{"2", "1"})
		b.Reset()
		z = gzip.NewWriter(&b)
		_, _ = io.WriteString(z, whole)
		_ = z.Close()
		if m := s.read(t, b.String()); m.Totals["line"].Total == 0 {
			t.Errorf("an honest one is not read: %v", m.Problems)
		}
		for n := 0; n < b.Len(); n += 7 {
			m := s.read(t, b.String()[:n])
			if len(m.Problems) == 0 && m.Reports[0].Format != "none" {
				t.Errorf("%d of %d compressed bytes are read as %v", n, b.Len(), m.Totals)
			}
		}
	})
}

// TestHostileRecords repeats what readers keep for later: memory is that of the distinct places and not of the records, and no
// order of them takes more than its share of time.
func TestHostileRecords(t *testing.T) {
	withoutRaceDetector(t)
	if testing.Short() {
		t.Skip("reads large reports; -short leaves them out")
	}
	cobertura := [2]string{`<coverage line-rate="1"><packages><package name="p"><classes>`, `</classes></package></packages></coverage>`}
	jacoco := [2]string{`<report name="r"><package name="p">`, `</package></report>`}
	scattered := func(i int) int { return i*1_000_003%500_009 + 1 }
	for name, c := range map[string]struct {
		file, head, tail string
		times            int64
		record           func(b *bytes.Buffer, i int)
		limit            int64 // MiB
		want             string
	}{
		"functions of a section": {"lcov.info", "SF:a\n", "end_of_record\n", 2_000_000, func(b *bytes.Buffer, i int) { fmt.Fprintf(b, "FN:1,f\nFNDA:1,f\n") }, 8, "a function 1/1"},
		"branches of a line":     {"lcov.info", "SF:a\n", "end_of_record\n", 2_000_000, func(b *bytes.Buffer, i int) { fmt.Fprintf(b, "BRDA:%d,0,0,1\n", i%2+1) }, 8, "a branch 2/2"},
		"functions by section":   {"lcov.info", "", "", 200_000, func(b *bytes.Buffer, i int) { fmt.Fprintf(b, "SF:a\nFN:%d,f%[1]d\nend_of_record\n", scattered(i)) }, 64, "a function 0/200000"},
		"folders": {"coverage.xml", `<coverage line-rate="1"><sources>`, `</sources><packages><package name="p"><classes><class filename="a"><lines><line number="1" hits="1"/></lines></class></classes></package></packages></coverage>`,
			1_000_000, func(b *bytes.Buffer, i int) { fmt.Fprintf(b, "<source>/home/%d</source>", i) }, 8, "a line 1/1"},
		"a folder of many pieces": {"coverage.xml", `<coverage line-rate="1"><sources><source>`, `</source></sources><packages><package name="p"><classes><class filename="a"><lines><line number="1" hits="1"/></lines></class></classes></package></packages></coverage>`,
			1_000_000, func(b *bytes.Buffer, i int) { b.WriteString("<![CDATA[" + strings.Repeat("/home/dev", 10) + "]]>") }, 8, "a line 1/1"},
		"lines of a method": {"coverage.xml", cobertura[0] + `<class filename="a"><methods><method name="m"><lines>`, `</lines></method></methods></class>` + cobertura[1],
			2_000_000, func(b *bytes.Buffer, i int) { fmt.Fprintf(b, `<line number="%d" hits="1"/>`, i%2+1) }, 8, "a line 2/2 function 1/1"},
		"classes with a method's line each": {"coverage.xml", cobertura[0], cobertura[1], 200_000, func(b *bytes.Buffer, i int) {
			fmt.Fprintf(b, `<class filename="a"><methods><method name="m"><lines><line number="%d" hits="1"/></lines></method></methods></class>`, scattered(i))
		}, 64, "a line 200000/200000 function 1/1"},
		"classes of one file": {"jacoco.xml", jacoco[0], jacoco[1], 500_000, func(b *bytes.Buffer, i int) {
			b.WriteString(`<class name="A" sourcefilename="a"><counter type="LINE" missed="0" covered="1"/></class>`)
		}, 8, "p/a line 500000/500000"},
		"methods of one file": {"jacoco.xml", jacoco[0], `<sourcefile name="a"/>` + jacoco[1], 200_000, func(b *bytes.Buffer, i int) {
			fmt.Fprintf(b, `<class name="A" sourcefilename="a"><method name="m%d" desc="()V"><counter type="METHOD" missed="0" covered="1"/></method></class>`, scattered(i))
		}, 64, "p/a function 200000/200000"},
		"classes of many files": {"jacoco.xml", jacoco[0], jacoco[1], 300_000, func(b *bytes.Buffer, i int) {
			fmt.Fprintf(b, `<class name="A" sourcefilename="a%d"><counter type="LINE" missed="0" covered="1"/></class>`, i)
		}, 400, "problem: it names more than 200000 source files"},
		"groups": {"jacoco.xml", `<report name="r">`, `</report>`, 300, func(b *bytes.Buffer, i int) { b.WriteString(`<group name="g">`) }, 8, "problem: it nests elements more than 256 deep"},
		"long names of elements": {"jacoco.xml", jacoco[0], "", 200, func(b *bytes.Buffer, i int) { b.WriteString("<" + strings.Repeat("a", 900_000) + ">") }, 16,
			"problem: it has an element with a name of more than 4096 bytes"},
		"blocks": {"coverage.out", "mode: set\n", "", 500_000, func(b *bytes.Buffer, i int) { fmt.Fprintf(b, "a.go:%d.1,%[1]d.9 1 1\n", scattered(i)) }, 96, "a.go line 500000/500000 statement 500000/500000"},
	} {
		t.Run(name, func(t *testing.T) {
			m, used := readEndless(t, c.file, func() *endless {
				return &endless{head: []byte(c.head), tail: []byte(c.tail), left: c.times, section: c.record}
			})
			if used > c.limit<<20 {
				t.Errorf("%d MiB of memory were in use, more than %d", used>>20, c.limit)
			}
			if got := strings.Join(describe(m), "; "); got != c.want {
				t.Errorf("got %.300s, want %s", got, c.want)
			}
		})
	}
}
