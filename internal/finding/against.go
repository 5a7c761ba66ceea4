package finding

// Against is [Compare] for findings some of which are silenced. What the base silences and the change no longer does is introduced;
// what the change silences and the base does not says so, and is not fixed. What was silenced is never fixed: nobody was to mend it.
func Against(before, now []Finding) (fixed []Finding) {
	silencedBefore, openBefore := divideSilenced(before)
	silencedNow, openNow := divideSilenced(now)
	if len(silencedBefore)+len(silencedNow) == 0 {
		return Compare(before, now)
	}
	// What is open is held against what was open, and what is silenced against what was.
	fixed = compareSome(pick(before, openBefore), now, openNow)
	compareSome(pick(before, silencedBefore), now, silencedNow)
	var late []int
	for _, i := range silencedNow {
		if now[i].Class == Introduced {
			now[i].Suppression.New = true
			late = append(late, i)
		}
	}
	// What is left of both was open, and is silenced from now on, or was never there.
	return compareSome(fixed, now, late)
}

// divideSilenced returns the places of findings that are silenced, and of all others.
func divideSilenced(fs []Finding) (silenced, open []int) {
	for i := range fs {
		if fs[i].Suppression != nil {
			silenced = append(silenced, i)
		} else {
			open = append(open, i)
		}
	}
	return silenced, open
}

func pick(fs []Finding, places []int) []Finding {
	some := make([]Finding, len(places))
	for k, i := range places {
		some[k] = fs[i]
	}
	return some
}

// compareSome is Compare for some of the findings of now.
func compareSome(before, now []Finding, places []int) (fixed []Finding) {
	some := pick(now, places)
	fixed = Compare(before, some)
	for k, i := range places {
		now[i].Class = some[k].Class
	}
	return fixed
}
