package coverage

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/source"
)

// bigLCOV writes a report of about size bytes, with sections as jest and geninfo write them.
func bigLCOV(size int) []byte {
	var b bytes.Buffer
	b.Grow(size + 64<<10)
	for file := 0; b.Len() < size; file++ {
		fmt.Fprintf(&b, "TN:\nSF:src/module%02d/file%04d.ts\n", file%50, file)
		for f := range 40 {
			fmt.Fprintf(&b, "FN:%d,handler%d\nFNDA:%d,handler%d\n", f*25+1, f, f%3, f)
		}
		for n := range 1000 {
			fmt.Fprintf(&b, "DA:%d,%d\n", n+1, (n*7+file)%11%4*137)
			if n%10 == 0 {
				fmt.Fprintf(&b, "BRDA:%d,%d,0,%d\nBRDA:%d,%d,1,-\n", n+1, n/10, n%3, n+1, n/10)
			}
		}
		b.WriteString("LF:1000\nLH:636\nend_of_record\n")
	}
	return b.Bytes()
}

// bigCobertura writes a report of about size bytes.
func bigCobertura(size int) []byte {
	var b bytes.Buffer
	b.Grow(size + 64<<10)
	b.WriteString("<?xml version=\"1.0\" ?>\n<coverage version=\"7.6.1\" line-rate=\"0.5\">\n<packages><package name=\"shop\"><classes>\n")
	for file := 0; b.Len() < size; file++ {
		fmt.Fprintf(&b, "<class name=\"file%d.py\" filename=\"src/module%02d/file%04d.py\" complexity=\"0\" line-rate=\"0.5\"><methods/><lines>\n", file, file%50, file)
		for n := range 1000 {
			if n%10 == 0 {
				fmt.Fprintf(&b, "\t<line number=\"%d\" hits=\"%d\" branch=\"true\" condition-coverage=\"50%% (1/2)\" missing-branches=\"%d\"/>\n", n+1, n%3, n+9)
				continue
			}
			fmt.Fprintf(&b, "\t<line number=\"%d\" hits=\"%d\"/>\n", n+1, (n*7+file)%11%4)
		}
		b.WriteString("</lines></class>\n")
	}
	b.WriteString("</classes></package></packages></coverage>\n")
	return b.Bytes()
}

// bigProfile writes the profile of "go test -coverpkg=./..." over many packages: the same blocks again and again.
func bigProfile(size int) []byte {
	var b bytes.Buffer
	b.Grow(size + 64<<10)
	b.WriteString("mode: atomic\n")
	for pass := 0; b.Len() < size; pass++ {
		for file := range 500 {
			for n := range 100 {
				fmt.Fprintf(&b, "example.com/shop/internal/module%02d/file%03d.go:%d.2,%d.14 3 %d\n", file%50, file, n*5+1, n*5+4, (n+pass)%3)
			}
		}
	}
	return b.Bytes()
}

func BenchmarkRead(b *testing.B) {
	const size = 100 << 20
	for _, c := range []struct {
		name     string
		generate func(int) []byte
	}{{"lcov.info", bigLCOV}, {"cobertura.xml", bigCobertura}, {"coverage.out", bigProfile},
		{"coverage-final.json", bigIstanbul}, {"coverage.json", bigCoveragePy}, {".resultset.json", bigSimpleCov}} {
		b.Run(c.name, func(b *testing.B) {
			data := c.generate(size)
			tree := source.FromFS(fstest.MapFS{c.name: {Data: data}})
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				readAll(b, tree, c.name)
			}
		})
	}
}

func readAll(t testing.TB, tree *source.Tree, names ...string) {
	doc := Read(tree, source.Unit{Name: ".", Files: names}, Settings{})
	if doc.Input() == nil {
		t.Fatal("no facts")
	}
}

// TestAllocations guards what streaming means: memory goes with the source files, whose rows take most of it, and not
// with the size of the report.
func TestAllocations(t *testing.T) {
	if testing.Short() {
		t.Skip("reads large reports")
	}
	for _, c := range []struct {
		name     string
		generate func(int) []byte
		files    func(report []byte) int
		ceiling  float64 // allocations per source file
	}{
		{"lcov.info", bigLCOV, func(b []byte) int { return bytes.Count(b, []byte("SF:")) }, 230},
		{"cobertura.xml", bigCobertura, func(b []byte) int { return bytes.Count(b, []byte("<class ")) }, 220},
		{"coverage.out", bigProfile, func([]byte) int { return 500 }, 150},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := c.generate(20 << 20)
			tree := source.FromFS(fstest.MapFS{c.name: {Data: data}})
			n := testing.AllocsPerRun(1, func() { readAll(t, tree, c.name) })
			if per := n / float64(c.files(data)); per > c.ceiling {
				t.Errorf("%.0f allocations per source file, at most %.0f are allowed", per, c.ceiling)
			}
		})
	}
}

// TestWriteBig writes the benchmark's reports into a folder, for measuring whole processes.
func TestWriteBig(t *testing.T) {
	dir := os.Getenv("BDMA_WRITE_BIG")
	if dir == "" {
		t.Skip("set BDMA_WRITE_BIG to a folder to write reports of 100 MB there")
	}
	for name, generate := range map[string]func(int) []byte{"lcov.info": bigLCOV, "cobertura.xml": bigCobertura, "coverage.out": bigProfile} {
		if err := os.MkdirAll(filepath.Join(dir, name), fs.ModePerm); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name, name), generate(100<<20), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
