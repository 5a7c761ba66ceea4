package migration

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// What a change of type does to values that the new type does not hold.
const (
	fails     = "fails"
	cuts      = "cuts"
	rounds    = "rounds"
	dropsTime = "drops time"
	dropsDate = "drops date"
)

// narrows tells what a change of type does to values that do not fit the new type. A USING clause that is more than a
// cast says what its author wants, and is left alone.
func (r *reader) narrows(from, to catalog.Type, using *pgparse.Expr) string {
	explicit := false
	if using != nil && using.Cast != nil {
		cast, _ := r.cat.Resolve(*using.Cast)
		if explicit = cast.Equal(to); !explicit {
			return ""
		}
	}
	if using != nil && !using.Trivial {
		return ""
	}
	if dom := r.cat.Domain(from); dom != nil && from.Array == 0 {
		from = dom.Base
	}
	if from.Schema != "" || to.Schema != "" || (from.Array > 0) != (to.Array > 0) {
		return ""
	}
	return narrower(from, to, explicit)
}

// digits are the most decimal digits before the point of the whole numbers.
var digits = map[string]int{"int2": 5, "int4": 10, "int8": 19}

// without are the values that a change between types of time leaves out.
var without = map[[2]string]string{
	{"timestamp", "date"}: dropsTime, {"timestamptz", "date"}: dropsTime,
	{"timestamp", "time"}: dropsDate, {"timestamptz", "time"}: dropsDate, {"timestamptz", "timetz"}: dropsDate,
}

// inexact are the changes between numbers that round.
var inexact = map[[2]string]bool{
	{"float8", "float4"}: true, {"numeric", "float4"}: true, {"numeric", "float8"}: true, {"int8", "float8"}: true, {"int8", "float4"}: true, {"int4", "float4"}: true,
}

func narrower(from, to catalog.Type, explicit bool) string {
	pair := [2]string{from.Name, to.Name}
	if how := without[pair]; how != "" {
		return how
	}
	if inexact[pair] {
		return rounds
	}
	cut := fails
	if explicit {
		cut = cuts
	}
	switch to.Name {
	case "varchar", "bpchar":
		if !slices.Contains([]string{"text", "varchar", "bpchar", "citext"}, from.Name) || len(to.Mods) == 0 {
			return ""
		}
		if from.Name == "text" || from.Name == "citext" || len(from.Mods) == 0 || from.Mods[0] > to.Mods[0] {
			return cut
		}
	case "varbit":
		if (from.Name == "varbit" || from.Name == "bit") && len(to.Mods) > 0 && (len(from.Mods) == 0 || from.Mods[0] > to.Mods[0]) {
			return cut
		}
	case "int2", "int4", "int8":
		switch from.Name {
		case "int2", "int4", "int8":
			if digits[from.Name] > digits[to.Name] {
				return fails
			}
		case "numeric":
			if len(from.Mods) != 2 || from.Mods[1] > 0 {
				return rounds
			}
			if from.Mods[0] >= digits[to.Name] {
				return fails
			}
		case "float4", "float8":
			return rounds
		}
	case "numeric":
		return narrowerNumeric(from, to)
	case "timestamp", "timestamptz", "time", "timetz", "interval":
		if sameClock(from.Name, to.Name) && precision(from) > precision(to) {
			return rounds
		}
	}
	return ""
}

func narrowerNumeric(from, to catalog.Type) string {
	if len(to.Mods) != 2 {
		return ""
	}
	whole, scale := to.Mods[0]-to.Mods[1], to.Mods[1]
	switch from.Name {
	case "int2", "int4", "int8":
		switch {
		case scale < 0:
			return rounds
		case whole < digits[from.Name]:
			return fails
		}
	case "float4", "float8":
		return rounds
	case "numeric":
		switch {
		case len(from.Mods) != 2 || from.Mods[1] > scale:
			return rounds
		case from.Mods[0]-from.Mods[1] > whole:
			return fails
		}
	}
	return ""
}

// sameClock tells whether a change between two types of time keeps what both have.
func sameClock(from, to string) bool {
	trim := map[string]string{"timestamptz": "timestamp", "timetz": "time"}
	base := func(s string) string {
		if b, ok := trim[s]; ok {
			return b
		}
		return s
	}
	return base(from) == base(to)
}

// precision is the number of digits of seconds that a type of time keeps.
func precision(t catalog.Type) int {
	if len(t.Mods) == 0 {
		return 6
	}
	return t.Mods[0]
}
