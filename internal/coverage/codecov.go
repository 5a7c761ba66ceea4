package coverage

// codecov is the custom format of codecov.io: {"coverage": {"a.go": {"1": 3, "2": "1/2"}}}, which cargo llvm-cov, elm-coverage
// and scripts write. An array begins with null as a placeholder, so that its indices are the numbers of lines; where a number
// stands there, it is the first line's.
var codecov = &format{name: "codecov", read: readCodecov}

func readCodecov(in *input, r *report) error {
	j := newJSONReader(in)
	err := j.object(func(key []byte) error {
		if string(key) != "coverage" {
			return j.skip()
		}
		return j.object(func(key []byte) error {
			var f file
			name := append([]byte(nil), cleanName(key)...)
			if err := (lineList{report: r, file: &f}).read(j, true); err != nil {
				return err
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
