package coverage

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTable compares with a map under the orders in which reports list lines, and others.
func TestTable(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, order := range []string{"ascending", "descending", "random", "repeated"} {
		t.Run(order, func(t *testing.T) {
			for range 200 {
				var table table[lineHit]
				want := map[uint32]bool{}
				for section := range 4 {
					n := 1 + random.IntN(300)
					lines := make([]uint32, n)
					for i := range lines {
						lines[i] = uint32(1 + random.IntN(400))
						if order == "repeated" && section > 0 {
							lines[i] = uint32(1 + i)
						}
					}
					switch order {
					case "ascending":
						slices.Sort(lines)
					case "descending":
						slices.Sort(lines)
						slices.Reverse(lines)
					}
					table.rewind()
					for _, l := range lines {
						hit := random.IntN(3) == 0
						table.add(lineHit{l, uint32(bit(hit))})
						want[l] = want[l] || hit
					}
					if len(table.list) > 3*400+64 {
						t.Fatalf("%d entries for 400 lines", len(table.list))
					}
				}
				got := map[uint32]bool{}
				last := uint32(0)
				for _, e := range table.sorted() {
					if e.line <= last {
						t.Fatal("not ascending")
					}
					last = e.line
					got[last] = e.hit()
				}
				if d := cmp.Diff(want, got); d != "" {
					t.Fatal(d)
				}
			}
		})
	}
}

// TestLineView compares ranges with a plain array of lines.
func TestLineView(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		var f file
		const most = 40
		var all, hit [most + 2]bool
		mark := func(first, last uint32, isHit bool) {
			for l := first; l <= last; l++ {
				all[l] = true
				hit[l] = hit[l] || isHit
			}
		}
		for range random.IntN(8) {
			l, isHit := uint32(1+random.IntN(most)), random.IntN(2) == 0
			f.lines.add(lineHit{l, uint32(bit(isHit))})
			mark(l, l, isHit)
		}
		for range random.IntN(6) {
			first := uint32(1 + random.IntN(most))
			last := min(first+uint32(random.IntN(8)), most)
			isHit := random.IntN(2) == 0
			f.blocks.add(block{startLine: first, startCol: 1, endLine: last, endCol: uint32(9 + random.IntN(9)), statements: 1, hits: uint32(bit(isHit))})
			mark(first, last, isHit)
		}
		var covered, total int
		for l := range all {
			covered, total = covered+bit(hit[l]), total+bit(all[l])
		}
		if got := f.countLines(); got != (tally{covered, total}) {
			t.Fatalf("%+v: counted %v, want %d/%d", f, got, covered, total)
		}
		var want []span
		open := false
		for l := range uint32(len(all)) {
			switch {
			case hit[l]:
				open = false
			case all[l] && open:
				want[len(want)-1].last = l
			case all[l]:
				want, open = append(want, span{l, l}), true
			}
		}
		if got := f.view().uncovered(); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}

func TestPercent(t *testing.T) {
	for want, in := range map[string]tally{
		"":      {0, 0},
		"0":     {0, 7},
		"0.00":  {1, 1_000_000},
		"89.95": {1799, 2000},
		"89.99": {899_999, 1_000_000},
		"90.00": {9, 10},
		"99.99": {maxCount - 1, maxCount},
		"100":   {maxCount, maxCount},
	} {
		if got := in.percent(); got != want {
			t.Errorf("%v is %q, want %q", in, got, want)
		}
	}
}
