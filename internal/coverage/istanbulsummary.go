package coverage

// istanbulSummary is coverage-summary.json: the totals of each source file, and of all under "total". It lists no places.
var istanbulSummary = &format{name: "istanbul-summary", read: readIstanbulSummary}

func readIstanbulSummary(in *input, r *report) error {
	j := newJSONReader(in)
	err := j.object(func(key []byte) error {
		if string(key) == "total" {
			return istanbulCounts(j, &r.declared)
		}
		name := cleanName(key)
		if len(name) == 0 || j.kind() != '{' {
			return j.skip()
		}
		f := r.file(name)
		f.counters = tallies{}
		return istanbulCounts(j, &f.counters)
	})
	if err != nil {
		return err
	}
	return j.end()
}

var istanbulMetrics = map[string]metric{"lines": line, "statements": statement, "functions": function, "branches": branch}

func istanbulCounts(j *jsonReader, to *tallies) error {
	return j.object(func(key []byte) error {
		m, ok := istanbulMetrics[string(key)]
		if !ok {
			return j.skip() // "branchesTrue" are of truth values, not of ways
		}
		var err error
		to[m], err = jsonTally(j, "covered", "total")
		return err
	})
}

// jsonTally reads an object with two counts.
func jsonTally(j *jsonReader, covered, total string) (t tally, err error) {
	err = j.object(func(key []byte) (err error) {
		switch string(key) {
		case covered:
			t.covered, err = j.tally()
		case total:
			t.total, err = j.tally()
		default:
			err = j.skip()
		}
		return err
	})
	return t.sane(), err
}
