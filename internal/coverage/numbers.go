package coverage

import (
	"math"
	"strconv"
)

// maxLine is the largest line number that makes sense.
const maxLine = math.MaxUint32 >> 1

// number reads a run of digits at the start of b. Numbers that do not fit saturate: hit counts of 2^64-1 and beyond are
// written by llvm and gcov.
func number(b []byte) (n uint64, rest []byte, ok bool) {
	i := 0
	for ; i < len(b); i++ {
		d := uint64(b[i] - '0')
		if d > 9 {
			break
		}
		if n > (math.MaxUint64-9)/10 {
			n = math.MaxUint64
			continue
		}
		n = n*10 + d
	}
	return n, b[i:], i > 0
}

// whole reads b, all of it, as a number.
func whole(b []byte) (uint64, bool) {
	n, rest, ok := number(b)
	return n, ok && len(rest) == 0
}

// lineNumber reads b, all of it, as the number of a line.
func lineNumber(b []byte) (uint32, bool) {
	n, ok := whole(b)
	if !ok || n == 0 || n > maxLine {
		return 0, false
	}
	return uint32(n), true
}

// hitCount reads how often something ran. Counts are written as 1, 1.0, 1e+0, -2, 9223372036854775808; what is below zero
// did not run, and what does not fit saturates.
func hitCount(b []byte) (hits uint32, ok bool) {
	if n, ok := whole(b); ok {
		return uint32(min(n, math.MaxUint32)), true
	}
	if len(b) > 32 {
		return 0, false
	}
	f, err := strconv.ParseFloat(string(b), 64)
	if err != nil && !math.IsInf(f, 0) || math.IsNaN(f) {
		return 0, false
	}
	return uint32(math.Ceil(min(max(f, 0), math.MaxUint32))), true
}

// count reads an attribute that counts things. It is capped so that sums of many cannot overflow.
func count(b []byte) (int, bool) {
	n, rest, ok := number(b)
	if ok && len(rest) > 0 && rest[0] == '.' { // "1.0"
		ok = len(trimZeros(rest[1:])) == 0
		rest = nil
	}
	return int(min(n, maxCount)), ok && len(rest) == 0
}

func trimZeros(b []byte) []byte {
	for len(b) > 0 && b[0] == '0' {
		b = b[1:]
	}
	return b
}

// maxCount is the largest total. It is exact in JSON numbers.
const maxCount = 1 << 53

// hash is FNV-1a. It stands for names of functions and branches, of which only the identity within one file matters.
func hash(h uint64, b []byte) uint64 {
	for _, c := range b {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

const hashStart = 14695981039346656037
