package bench

import (
	"bytes"
	"fmt"
	"io"
)

// Report is a kind of coverage report that is generated at any size.
type Report struct {
	// What tells it from the others, and Name is a file name that its tool gives it.
	What, Name string
	// Write writes one of at least size bytes.
	Write func(w io.Writer, size int) error
}

// Reports are large coverage reports as their tools write them.
var Reports = []Report{
	{"LCOV, lines", "lcov.info", WriteLCOV},
	{"LCOV, functions and branches", "lcov.info", WriteBranchLCOV},
	{"Cobertura", "cobertura.xml", WriteCobertura},
	{"JaCoCo", "jacoco.xml", WriteJaCoCo},
	{"Go profile, every block once", "coverage.out", WriteProfile},
	{"Go profile, few blocks often", "coverage.out", WriteRepeatedProfile},
	{"Istanbul", "coverage-final.json", WriteIstanbul},
}

// repeat writes a head, sections until there are size bytes, and a tail.
func repeat(w io.Writer, size int, head string, section func(b *bytes.Buffer, i int), tail string) error {
	var b bytes.Buffer
	b.WriteString(head)
	for i, written := 0, 0; written < size; i++ {
		section(&b, i)
		if b.Len() < 1<<20 && written+b.Len() < size {
			continue
		}
		n, err := w.Write(b.Bytes())
		if err != nil {
			return err
		}
		written += n
		b.Reset()
	}
	_, err := io.WriteString(w, tail)
	return err
}

// hits varies how often lines ran; a quarter did not.
func hits(file, line int) int { return (line*7 + file) % 11 % 4 * 137 }

// WriteBranchLCOV writes a tracefile with functions and branches, as jest and geninfo do.
func WriteBranchLCOV(w io.Writer, size int) error {
	return repeat(w, size, "", func(b *bytes.Buffer, file int) {
		fmt.Fprintf(b, "TN:\nSF:src/module%02d/file%04d.ts\n", file%50, file)
		for f := range 40 {
			fmt.Fprintf(b, "FN:%d,handler%d\nFNDA:%d,handler%d\n", f*25+1, f, f%3, f)
		}
		for n := range 1000 {
			fmt.Fprintf(b, "DA:%d,%d\n", n+1, hits(file, n))
			if n%10 == 0 {
				fmt.Fprintf(b, "BRDA:%d,%d,0,%d\nBRDA:%d,%d,1,-\n", n+1, n/10, n%3, n+1, n/10)
			}
		}
		b.WriteString("LF:1000\nLH:636\nend_of_record\n")
	}, "")
}

// WriteCobertura writes a report as coverage.py does.
func WriteCobertura(w io.Writer, size int) error {
	return repeat(w, size, "<?xml version=\"1.0\" ?>\n<coverage version=\"7.6.1\" line-rate=\"0.5\">\n<packages><package name=\"shop\"><classes>\n", func(b *bytes.Buffer, file int) {
		fmt.Fprintf(b, "<class name=\"file%d.py\" filename=\"src/module%02d/file%04d.py\" complexity=\"0\" line-rate=\"0.5\"><methods/><lines>\n", file, file%50, file)
		for n := range 1000 {
			if n%10 == 0 {
				fmt.Fprintf(b, "\t<line number=\"%d\" hits=\"%d\" branch=\"true\" condition-coverage=\"50%% (1/2)\" missing-branches=\"%d\"/>\n", n+1, n%3, n+9)
				continue
			}
			fmt.Fprintf(b, "\t<line number=\"%d\" hits=\"%d\"/>\n", n+1, hits(file, n))
		}
		b.WriteString("</lines></class>\n")
	}, "</classes></package></packages></coverage>\n")
}

// WriteJaCoCo writes a report in one line, a class to a source file and a hundred source files to a package.
func WriteJaCoCo(w io.Writer, size int) error {
	const files, methods, lines = 100, 30, 400
	head := `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd"><report name="shop"><sessioninfo id="ci" start="1790000000000" dump="1790000001000"/>`
	return repeat(w, size, head, func(b *bytes.Buffer, pkg int) {
		fmt.Fprintf(b, `<package name="com/example/shop/module%d">`, pkg)
		for file := range files {
			fmt.Fprintf(b, `<class name="com/example/shop/module%d/Handler%d" sourcefilename="Handler%d.java">`, pkg, file, file)
			for m := range methods {
				fmt.Fprintf(b, `<method name="handle%d" desc="(Ljava/lang/String;I)V" line="%d">`, m, m*12+10)
				jacocoCounters(b, 12, m%3 > 0)
				b.WriteString(`<counter type="METHOD" missed="` + [2]string{"0", "1"}[bit(m%3 == 0)] + `" covered="` + [2]string{"0", "1"}[bit(m%3 > 0)] + `"/></method>`)
			}
			b.WriteString(`</class>`)
		}
		for file := range files {
			fmt.Fprintf(b, `<sourcefile name="Handler%d.java">`, file)
			for n := range lines {
				covered := hits(file, n) > 0
				fmt.Fprintf(b, `<line nr="%d" mi="%d" ci="%d" mb="%d" cb="%d"/>`, n+10, 4*bit(!covered), 4*bit(covered), bit(n%9 == 0), bit(n%9 == 0 && covered))
			}
			jacocoCounters(b, lines, true)
			b.WriteString(`</sourcefile>`)
		}
		b.WriteString(`</package>`)
	}, `</report>`)
}

func jacocoCounters(b *bytes.Buffer, lines int, covered bool) {
	for _, name := range [...]string{"INSTRUCTION", "LINE", "COMPLEXITY"} {
		fmt.Fprintf(b, `<counter type="%s" missed="%d" covered="%d"/>`, name, lines*bit(!covered), lines*bit(covered))
	}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// WriteProfile writes a Go profile in which every block is listed once.
func WriteProfile(w io.Writer, size int) error {
	return repeat(w, size, "mode: atomic\n", func(b *bytes.Buffer, file int) {
		for n := range 130 {
			fmt.Fprintf(b, "example.com/shop/internal/module%02d/service/handler_with_a_name%05d.go:%d.%d,%d.14 3 %d\n", file%50, file, n*5+1, n%7+2, n*5+4, hits(file, n))
		}
	}, "")
}

// WriteRepeatedProfile writes the profile of "go test -coverpkg=./..." over many packages: the same blocks again and again.
func WriteRepeatedProfile(w io.Writer, size int) error {
	return repeat(w, size, "mode: atomic\n", func(b *bytes.Buffer, i int) {
		file := i % 500
		for n := range 117 {
			fmt.Fprintf(b, "example.com/shop/internal/module%02d/service/handler_with_a_name%05d.go:%d.2,%d.14 3 %d\n", file%50, file, n*5+1, n*5+4, (n+i/500)%3)
		}
	}, "")
}

// WriteIstanbul writes a coverage-final.json.
func WriteIstanbul(w io.Writer, size int) error {
	return repeat(w, size, "{\n", func(b *bytes.Buffer, file int) {
		const statements = 300
		if file > 0 {
			b.WriteString(",\n")
		}
		name := fmt.Sprintf("/home/dev/shop/src/module%02d/file%05d.ts", file%50, file)
		fmt.Fprintf(b, `%q: {"path":%q,"statementMap":{`, name, name)
		each := func(n int, write func(i int)) {
			for i := range n {
				if i > 0 {
					b.WriteByte(',')
				}
				fmt.Fprintf(b, `"%d":`, i)
				write(i)
			}
		}
		place := func(line, length int) string {
			return fmt.Sprintf(`{"start":{"line":%d,"column":4},"end":{"line":%d,"column":%d}}`, line, line, 4+length)
		}
		each(statements, func(i int) { b.WriteString(place(i*2+3, 30)) })
		b.WriteString(`},"fnMap":{`)
		each(statements/10, func(i int) {
			fmt.Fprintf(b, `{"name":"handle%d","decl":%s,"loc":%s,"line":%d}`, i, place(i*20+2, 9), place(i*20+2, 90), i*20+2)
		})
		b.WriteString(`},"branchMap":{`)
		each(statements/6, func(i int) {
			at := place(i*12+3, 20)
			fmt.Fprintf(b, `{"loc":%s,"type":"if","locations":[%s,%s],"line":%d}`, at, at, at, i*12+3)
		})
		b.WriteString(`},"s":{`)
		each(statements, func(i int) { fmt.Fprint(b, hits(file, i)) })
		b.WriteString(`},"f":{`)
		each(statements/10, func(i int) { fmt.Fprint(b, i%3) })
		b.WriteString(`},"b":{`)
		each(statements/6, func(i int) { fmt.Fprintf(b, "[%d,%d]", i%2, i%3) })
		b.WriteString(`},"_coverageSchema":"1a1c01bbd47fc00a2c39e90264f33305004495a9","hash":"4d2f"}`)
	}, "\n}\n")
}
