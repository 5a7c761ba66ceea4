package coverage

import (
	"os"
	"path/filepath"
	"testing"
)

// FuzzReport feeds reports of every format, told by their content alone, beginning with the real ones of the corpus where it is.
func FuzzReport(f *testing.F) {
	var seeds []string
	for _, s := range shapes {
		seeds = append(seeds, s.report("src/a.go", hit{"1", "1"}, hit{"3", "0"}))
	}
	dir := os.Getenv("BDMA_CORPUS")
	if dir == "" {
		dir = filepath.FromSlash("../../../shared/corpus")
	}
	files, err := filepath.Glob(filepath.Join(dir, "coverage", "*", "*"))
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		// Mutations of large ones are slow and seldom meet the records that matter.
		if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() || info.Size() > 16<<10 {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		seeds = append(seeds, string(data))
	}
	fuzzReader(f, "coverage.report", "", seeds...)
}
