package coverage

import (
	"fmt"
	"math/bits"
)

// metric is one way to count.
type metric int

const (
	line metric = iota
	branch
	function
	statement
	instruction
	numMetrics
)

var metricNames = [numMetrics]string{"line", "branch", "function", "statement", "instruction"}

func (m metric) String() string { return metricNames[m] }

// tally is how many of a metric's units there are, and how many of them ran.
type tally struct{ covered, total int }

func (t *tally) add(u tally) {
	t.covered = min(t.covered+u.covered, maxCount)
	t.total = min(t.total+u.total, maxCount)
}

func (t *tally) count(covered bool) {
	t.total++
	if covered {
		t.covered++
	}
}

// richer returns the count that knows of more units, and of two such the one that more of ran in.
func (t tally) richer(u tally) tally {
	if u.total > t.total || u.total == t.total && u.covered > t.covered {
		return u
	}
	return t
}

// sane moves what a file claims into what is possible.
func (t tally) sane() tally {
	t.total = max(t.total, 0)
	t.covered = min(max(t.covered, 0), t.total)
	return t
}

type tallies [numMetrics]tally

func (t *tallies) add(u *tallies) {
	for m := range t {
		t[m].add(u[m])
	}
}

func (t *tallies) empty() bool { return *t == tallies{} }

// percent writes covered/total in percent, cut (not rounded) to two decimals, so that 89.999 never reads as 90. It is
// "100" only if everything is covered and "0" only if nothing is.
func (t tally) percent() string {
	switch {
	case t.total <= 0:
		return ""
	case t.covered == t.total:
		return "100"
	case t.covered == 0:
		return "0"
	}
	n := t.scaled(10_000)
	return fmt.Sprintf("%d.%02d", n/100, n%100)
}

// scaled returns floor(covered × scale ÷ total) without overflow.
func (t tally) scaled(scale uint64) uint64 {
	if t.total <= 0 {
		return 0
	}
	hi, lo := bits.Mul64(uint64(t.covered), scale)
	q, _ := bits.Div64(hi%uint64(t.total), lo, uint64(t.total))
	return q
}
