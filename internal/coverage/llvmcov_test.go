package coverage

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// testdata/native holds what llvm-cov 14 and 19 export of one run of branches.cpp, built by clang 14. Its LCOV export lists the
// lines as LLVM derives them from segments: both exports must have the same, as often.
func TestLLVMCovAgreesWithItsLCOV(t *testing.T) {
	read := func(name string) *report {
		data, err := os.ReadFile("testdata/native/" + name)
		if err != nil {
			t.Fatal(err)
		}
		r, _, err := readReport(treeOf(map[string]string{name: string(data)}), name)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	lcov := read("llvm-cov-lcov.txt")
	if lcov.tool != "llvm-cov" || !lcov.declared.empty() {
		t.Errorf("the LCOV export is of %q and declares %v", lcov.tool, lcov.declared)
	}
	for _, name := range []string{"llvm-cov-14.json", "llvm-cov-19.json"} {
		t.Run(name, func(t *testing.T) {
			f := read(name).files[0]
			if d := cmp.Diff(lcov.files[0].lines.sorted(), f.lines.sorted(), cmp.AllowUnexported(lineHit{})); d != "" {
				t.Error(d)
			}
			got := f.tallies()
			// "llvm-cov report" says 5 functions of which 4 ran, and 18 branches. It counts the best instance of a template
			// (10 branches taken) where we count what any instance did.
			if want := (tally{4, 5}); got[function] != want {
				t.Errorf("functions: %v, want %v", got[function], want)
			}
			if want := (tally{11, 18}); got[branch] != want {
				t.Errorf("branches: %v, want %v", got[branch], want)
			}
		})
	}
}
