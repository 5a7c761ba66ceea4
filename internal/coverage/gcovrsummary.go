package coverage

import "strings"

// gcovrSummary is the JSON of "gcovr --json-summary": counts of each file, and no lines.
var gcovrSummary = &format{name: "gcovr-summary", read: readGcovrSummary}

func readGcovrSummary(in *input, r *report) error {
	r.tool = "gcovr"
	j := newJSONReader(in)
	err := j.object(func(key []byte) error {
		if string(key) != "files" {
			return gcovrCount(j, key, &r.declared)
		}
		return j.array(func(int) error {
			var f file
			var name []byte
			err := j.object(func(key []byte) (err error) {
				if string(key) == "filename" {
					name, err = jsonName(j)
					return err
				}
				return gcovrCount(j, key, &f.counters)
			})
			if err != nil {
				return err
			}
			for m, t := range f.counters {
				f.counters[m] = t.sane()
			}
			r.joinFile(j, name, &f)
			return nil
		})
	})
	if err != nil {
		return err
	}
	return j.end()
}

// gcovrCount reads the value of a key such as "branch_covered".
func gcovrCount(j *jsonReader, key []byte, to *tallies) (err error) {
	what, kind, _ := strings.Cut(string(key), "_")
	for m, name := range metricNames {
		if name != what {
			continue
		}
		switch kind {
		case "total":
			to[m].total, err = j.tally()
			return err
		case "covered":
			to[m].covered, err = j.tally()
			return err
		}
	}
	return j.skip()
}
