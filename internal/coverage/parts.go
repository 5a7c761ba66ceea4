package coverage

import (
	"path"
	"strings"
)

// gcov and D write one report for each source file or each object file, hundreds in a folder. They are parts of one report:
// a header without code is no empty report, and no person wants to hear of each one.

// partSuffixes are those of the names that they give.
var partSuffixes = []string{".gcov", ".gcov.json", ".gcov.json.gz", ".lst"}

// inParts groups reports that belong together; the others stand alone.
func inParts(files []string) [][]string {
	var out [][]string
	first := make(map[string]int)
	for _, name := range files {
		key := ""
		for _, suffix := range partSuffixes {
			if strings.HasSuffix(name, suffix) {
				key = path.Dir(name) + "/*" + suffix
			}
		}
		i, ok := first[key]
		if ok && key != "" {
			out[i] = append(out[i], name)
			continue
		}
		first[key] = len(out)
		out = append(out, []string{name})
	}
	return out
}

// readParts reads the other parts of a report into it. One that cannot be read is a report of its own, with the problem.
func (b *builder) readParts(r *report, f *format, parts []string) (*report, *format, error) {
	for _, name := range parts {
		part, g, err := readReport(b.tree, name)
		if err != nil || g != f {
			b.add(name)
			continue
		}
		b.files = append(b.files, name)
		r.join(part)
		r.parts = max(r.parts, 1) + 1
	}
	if r.beyond != nil {
		return nil, f, tooManyFiles()
	}
	return r, f, nil
}

// join adds what another part of the report says.
func (r *report) join(o *report) {
	for _, f := range o.files {
		r.file([]byte(f.name)).union(f)
	}
	for _, s := range o.sources {
		r.addSource([]byte(s))
	}
	r.ignored += o.ignored
}
