package finding_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/finding"
)

// Matching by queues says the same as looking through the whole past for each finding, in the words of the promise.
func TestCompareAgreesWithAPlainSearch(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	list := func() (fs []finding.Finding) {
		for range random.IntN(12) {
			pointer := []string{"/openapi", "/paths/~1p", "/paths/~1p/get", "/paths/~1q"}[random.IntN(4)]
			fs = append(fs, found("rest/naming", fmt.Sprint(random.IntN(4)), fmt.Sprint(random.IntN(3)), pointer))
		}
		return fs
	}
	for range 5000 {
		before, now := list(), list()
		want := plainSearch(before, now)
		finding.Compare(before, now)
		for i, f := range now {
			if f.Class != want[i] {
				t.Fatalf("finding %d is %s, want %s\nbefore%s\nnow%s", i, f.Class, want[i], places(before), places(now))
			}
		}
	}
}

func plainSearch(before, now []finding.Finding) []finding.Class {
	classes := make([]finding.Class, len(now))
	gone := slices.Repeat([]bool{true}, len(before))
	match := func(same func(b, f *finding.Finding) bool, uses bool) {
		for i := range now {
			for k := range before {
				if classes[i] == "" && gone[k] && same(&before[k], &now[i]) {
					classes[i], gone[k] = finding.Unchanged, !uses
				}
			}
		}
	}
	match(func(b, f *finding.Finding) bool { return b.Fingerprint == f.Fingerprint && b.File == f.File }, true)
	match(func(b, f *finding.Finding) bool { return b.Fingerprint == f.Fingerprint }, true)
	match(func(b, f *finding.Finding) bool {
		return b.File == f.File && b.Pointer != f.Pointer && (b.Pointer == "/openapi" || strings.HasPrefix(f.Pointer, b.Pointer+"/"))
	}, false)
	for i := range classes {
		if classes[i] == "" {
			classes[i] = finding.Introduced
		}
	}
	return classes
}

func places(fs []finding.Finding) (text string) {
	for _, f := range fs {
		text += fmt.Sprintf("\n  %s %s %s", f.Fingerprint[:1], f.File, f.Pointer)
	}
	return text
}
