package contract

import (
	"slices"
	"time"
)

// levels are the stability levels, from the one that promises least.
var levels = []string{"draft", "alpha", "beta", "stable"}

// level is the rank of a stability level; what says none is stable, and ok is false for what is none.
func (l Life) level() (rank int, ok bool) {
	if l.Stability == "" {
		return len(levels) - 1, true
	}
	rank = slices.Index(levels, l.Stability)
	return rank, rank >= 0
}

// Level is the stability level that holds: stable where none is given, or none that is known.
func (l Life) Level() string {
	if rank, ok := l.level(); ok {
		return levels[rank]
	}
	return "stable"
}

// unstable reports whether nothing is promised yet.
func (l Life) unstable() bool { return l.Stability == "draft" || l.Stability == "alpha" }

// Date reads a date as it is written beside x-sunset: a day, or a moment of RFC 3339.
func Date(s string) (time.Time, bool) {
	for _, layout := range [...]string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// life compares how long something is promised to stay; like is where it stands and what it is called.
func (c *comparison) life(p *pair, was, is Life, like func() Change) {
	if was.Deprecated == is.Deprecated && was.Sunset == is.Sunset && was.Stability == is.Stability {
		return
	}
	say := func(kind string, life Life, at, wasAt Place, from, to string) {
		ch := like()
		ch.Kind, ch.Effect, ch.Life, ch.From, ch.To = kind, Neutral, life, from, to
		if at != nil {
			ch.At = at
		}
		if wasAt != nil {
			ch.Was = wasAt
		}
		c.change(p, ch)
	}
	switch {
	case is.Deprecated && !was.Deprecated:
		say("deprecated", is, is.At, was.At, yes(false), yes(true))
	case was.Deprecated && !is.Deprecated:
		say("reactivated", was, is.At, was.At, yes(true), yes(false))
	case was.Sunset == is.Sunset:
	case was.Sunset == "":
		say("sunset-added", is, is.SunsetAt, was.At, "", is.Sunset)
	case is.Sunset == "":
		say("sunset-removed", was, is.At, was.SunsetAt, was.Sunset, "")
	case datesDiffer(was.Sunset, is.Sunset) != "":
		say(datesDiffer(was.Sunset, is.Sunset), is, is.SunsetAt, was.SunsetAt, was.Sunset, is.Sunset)
	}
	if was.Stability == is.Stability {
		return
	}
	from, known := was.level()
	to, ok := is.level()
	switch {
	case !ok:
		say("stability-unknown", is, is.StabilityAt, was.StabilityAt, was.Stability, is.Stability)
	case known && to < from:
		say("stability-decreased", is, is.StabilityAt, was.StabilityAt, levels[from], levels[to])
	case known && to > from:
		say("stability-increased", is, is.StabilityAt, was.StabilityAt, levels[from], levels[to])
	}
}

// datesDiffer is the kind of a change of a date, which is empty for two spellings of one.
func datesDiffer(was, is string) string {
	a, ok := Date(was)
	b, known := Date(is)
	switch {
	case !ok || !known:
		return "sunset-changed"
	case b.Before(a):
		return "sunset-earlier"
	case b.After(a):
		return "sunset-later"
	}
	return ""
}
