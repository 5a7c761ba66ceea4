package openapi

import (
	"math/big"
	"strconv"
	"strings"
)

// Limits of numbers that are computed with; a few bytes may write one of a million digits.
const (
	maxDigits   = 400
	maxExponent = 400
)

// ratio is the exact value of a number as JSON or YAML write it. It is not known of infinities and of monsters.
func ratio(s string) (*big.Rat, bool) {
	if len(s) > maxDigits {
		return nil, false
	}
	if i, ok := decimal(s); ok {
		return new(big.Rat).SetInt64(i), true
	}
	if rest, ok := strings.CutPrefix(s, "0o"); ok {
		i, ok := new(big.Int).SetString(rest, 8)
		return new(big.Rat).SetInt(orZero(i)), ok
	}
	if rest, ok := strings.CutPrefix(s, "0x"); ok {
		i, ok := new(big.Int).SetString(rest, 16)
		return new(big.Rat).SetInt(orZero(i)), ok
	}
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		if e, err := strconv.Atoi(s[i+1:]); err != nil || e > maxExponent || e < -maxExponent {
			return nil, false
		}
	}
	if strings.ContainsAny(s, "nN_pP/xXoObB") {
		return nil, false
	}
	return new(big.Rat).SetString(strings.TrimPrefix(s, "+"))
}

func orZero(i *big.Int) *big.Int {
	if i == nil {
		return new(big.Int)
	}
	return i
}

// decimal is the quick way for what most numbers are.
func decimal(s string) (int64, bool) {
	if len(s) == 0 || len(s) > 18 {
		return 0, false
	}
	i, err := strconv.ParseInt(s, 10, 64)
	return i, err == nil
}

// compare orders two numbers.
func compare(a, b string) (order int, known bool) {
	x, ok := ratio(a)
	if !ok {
		return 0, false
	}
	y, ok := ratio(b)
	if !ok {
		return 0, false
	}
	return x.Cmp(y), true
}

func compareInt(a int, b string) (order int, known bool) {
	y, ok := ratio(b)
	if !ok {
		return 0, false
	}
	return new(big.Rat).SetInt64(int64(a)).Cmp(y), true
}

// isWhole reports whether a number has no fraction: 1.0 has none.
func isWhole(s string) (whole, known bool) {
	if _, ok := decimal(s); ok {
		return true, true
	}
	x, ok := ratio(s)
	return ok && x.IsInt(), ok
}

func isMultiple(a, of string) (ok, known bool) {
	x, ok := ratio(a)
	if !ok {
		return false, false
	}
	y, ok := ratio(of)
	if !ok || y.Sign() == 0 {
		return false, false
	}
	return new(big.Rat).Quo(x, y).IsInt(), true
}

// canonicalNumber writes equal numbers alike.
func canonicalNumber(s string) (string, bool) {
	x, ok := ratio(s)
	if !ok {
		return "", false
	}
	return x.RatString(), true
}

// numeral is a number as JSON writes it; YAML also knows 007, +1, .5, 0x1F and 0o17.
func numeral(s string) string {
	if _, ok := decimal(s); ok || len(s) > maxDigits || strings.HasPrefix(s, "0x") || strings.HasPrefix(s, "0o") {
		if x, ok := ratio(s); ok {
			return x.RatString()
		}
		return s
	}
	sign := ""
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		sign, s = "-", rest
	}
	whole, rest := digits(strings.TrimPrefix(s, "+"))
	s = strings.TrimLeft(strings.TrimPrefix(s, "+")[:whole], "0")
	if s == "" {
		s = "0"
	}
	if after, ok := strings.CutPrefix(rest, "."); ok {
		if n, _ := digits(after); n == 0 {
			rest = after
		}
	}
	return sign + s + rest
}
