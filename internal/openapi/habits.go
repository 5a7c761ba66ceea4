package openapi

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// ExampleHabit is a mistake that several examples of a document make in the same way, such as dates without an offset. Examples
// that are meant to be refused do not count, nor do defaults and enums.
type ExampleHabit struct {
	// Problem says what is wrong with all of them: "null stands where an integer is wanted".
	Problem string `json:"problem"`
	// Hint says how to mend it.
	Hint string `json:"hint"`
	// Places is the number of values that make it.
	Places int `json:"places"`
	// PlacesAt are the first of them, by file and pointer, ten at most.
	PlacesAt []facts.ID `json:"places_at"`
}

// maxPlaces is how many places of a habit are named.
const maxPlaces = 10

// habit says what a fault has in common with others of its kind; "" for one that stands alone.
func habit(f fault) (problem, hint string) {
	if f.alternatives > 1 {
		return "", ""
	}
	switch f.keyword {
	case "type":
		is := typeNames[plainType(f.value)]
		types := typesOf(f.schema)
		want := make([]string, len(types))
		for i, t := range types {
			want[i] = typeNames[t]
		}
		if is == "" || len(want) == 0 {
			return "", ""
		}
		slices.Sort(want)
		wanted := strings.Join(want, " or ")
		switch {
		case f.value.kind == null:
			hint = "give them values, or allow null in the schemas"
		case wanted == "a string" && f.value.body == nil:
			hint = "put them in quotes"
		case f.value.kind == text && (wanted == "a number" || wanted == "an integer" || wanted == "a boolean"):
			hint = "write " + wanted + " without quotes, or correct the schemas"
		default:
			hint = "write " + wanted + ", or correct the schemas"
		}
		return is + " stands where " + wanted + " is wanted", hint
	case "format":
		name := f.schema.text("format")
		format, ok := formats[name]
		if !ok {
			return "", ""
		}
		if name == "date-time" && isDateTime(f.value.value+"Z") {
			return "dates and times lack the offset that RFC 3339 asks for (format: date-time)", "write them like " + quote(format.example)
		}
		_, hint = explainFormat("", f)
		return say("what stands there is not %s (format: %s)", format.name, name), strings.Replace(hint, "write it like", "write them like", 1)
	case "pattern":
		return "what stands there does not match the pattern " + brief(f.schema.text("pattern")), "correct the values, or the pattern"
	}
	return "", ""
}

// plainType is the type of a value, as JSON Schema calls it.
func plainType(n *node) string {
	switch n.kind {
	case object:
		return "object"
	case array:
		return "array"
	case text:
		return "string"
	case number:
		return "number"
	case boolean:
		return "boolean"
	case null:
		return "null"
	}
	return ""
}

// habits are the examples that make a mistake in the same way, as rows of the table of violations.
type habits map[[2]string][]int

// note adds the row that a fault has just become.
func (h habits) note(f fault, row int) {
	if problem, hint := habit(f); problem != "" {
		key := [2]string{problem, hint}
		h[key] = append(h[key], row)
	}
}

// fill makes the table of what several examples do, and says in each of them how many they are.
func (h habits) fill(r *reader) {
	rows := r.model.ExampleViolations
	keys := slices.SortedFunc(maps.Keys(h), func(a, b [2]string) int { return cmp.Or(strings.Compare(a[0], b[0]), strings.Compare(a[1], b[1])) })
	for _, key := range keys {
		places := h[key]
		if len(places) < 2 {
			continue
		}
		at := make([]facts.ID, len(places))
		for i, row := range places {
			rows[row].Alike = len(places)
			at[i] = rows[row].At
		}
		r.model.ExampleHabits = append(r.model.ExampleHabits, ExampleHabit{Problem: key[0], Hint: key[1], Places: len(places), PlacesAt: r.firstPlaces(at)})
	}
}

// firstPlaces returns the places that are named of many.
func (r *reader) firstPlaces(at []facts.ID) []facts.ID {
	r.sortPlaces(at)
	return at[:min(len(at), maxPlaces)]
}

// formatHabits makes the table of formats that several schemas have with the wrong type.
func (r *reader) formatHabits() {
	rows := r.model.MisfitFormats
	alike := make(map[[3]string][]int)
	for i, m := range rows {
		key := [3]string{m.Format, m.For, m.Type}
		alike[key] = append(alike[key], i)
	}
	for _, key := range slices.SortedFunc(maps.Keys(alike), func(a, b [3]string) int { return slices.Compare(a[:], b[:]) }) {
		places := alike[key]
		at := make([]facts.ID, len(places))
		for i, row := range places {
			rows[row].Alike = len(places)
			at[i] = rows[row].At
		}
		if len(at) > 1 {
			r.model.FormatHabits = append(r.model.FormatHabits, FormatHabit{Format: key[0], For: key[1], Type: key[2], Places: len(at), PlacesAt: r.firstPlaces(at)})
		}
	}
}
