package coverage

import "bytes"

// covdir is the tree of folders that grcov writes: {"children": {"src": {"children": {"a.c": {"coverage": [-1, 3, 0]}}}}}. A line
// with -1 cannot run.
var covdir = &format{name: "covdir", read: readCovdir}

func readCovdir(in *input, r *report) error {
	j := newJSONReader(in)
	c := covdirTree{report: r, j: j}
	if err := c.node(nil); err != nil {
		return err
	}
	r.declared[line] = c.declared
	return j.end()
}

type covdirTree struct {
	*report
	j        *jsonReader
	declared tally // by the node that was read last, in the end the root
}

// node reads a file, or a folder with all that is in it.
func (c *covdirTree) node(name []byte) error {
	var f file
	var total tally
	isFile := false
	err := c.j.object(func(key []byte) (err error) {
		switch string(key) {
		case "children":
			return c.j.object(func(key []byte) error {
				return c.node(within(name, key))
			})
		case "coverage":
			isFile = true
			return c.j.array(func(i int) error {
				if err := c.j.bounded(i + 1); err != nil {
					return err
				}
				t, err := c.j.text()
				if err != nil || string(t) == "-1" || t == nil {
					return err
				}
				if hits, ok := hitCount(t); ok {
					f.lines.add(lineHit{uint32(i) + 1, hits})
				} else {
					c.ignoreValue(c.j)
				}
				return nil
			})
		case "linesTotal":
			total.total, err = c.j.tally()
			return err
		case "linesCovered":
			total.covered, err = c.j.tally()
			return err
		}
		return c.j.skip()
	})
	if err != nil {
		return err
	}
	if isFile {
		c.joinFile(c.j, name, &f)
	}
	c.declared = total.sane()
	return nil
}

// within returns the path of a child; one that is too long to be a path stays so.
func within(folder, name []byte) []byte {
	switch {
	case len(folder) > maxName:
		return folder
	case len(folder)+len(name) > maxName:
		return make([]byte, maxName+1)
	case len(folder) == 0:
		return bytes.Clone(name)
	case folder[len(folder)-1] == '/':
		return append(bytes.Clone(folder), name...)
	}
	return append(append(bytes.Clone(folder), '/'), name...)
}
