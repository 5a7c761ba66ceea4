package report

import (
	"bufio"
	"fmt"
	"path"

	"github.com/bdma-dev/bdma/internal/coverage"
)

// writeCobertura writes XML that is valid by coverage-04.dtd, a package for each folder and a class for each source file.
// It has lines, branches and functions. A branch needs a line: where the line of a branch does not count, the branch is
// with the nearest line above that does, which is where its statement begins.
func writeCobertura(w *bufio.Writer, j *coverage.Joined, c Conversion) error {
	line, branch := j.Summary.Count("line"), j.Summary.Count("branch")
	w.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" +
		"<!DOCTYPE coverage SYSTEM \"http://cobertura.sourceforge.net/xml/coverage-04.dtd\">\n")
	fmt.Fprintf(w, "<coverage %s lines-covered=\"%d\" lines-valid=\"%d\" branches-covered=\"%d\" branches-valid=\"%d\" complexity=\"0\" version=\"bdma %s\" timestamp=\"%d\">\n",
		coberturaRates(line, branch), line.Covered, line.Total, branch.Covered, branch.Total, xmlText(c.Version), c.Time.UnixMilli())
	w.WriteString("<sources><source>.</source></sources>\n<packages>\n")
	var folder []*coverage.SourceFile
	flush := func() {
		if len(folder) == 0 {
			return
		}
		var lines, branches coverage.Count
		for _, f := range folder {
			lines, branches = lines.Add(f.Count("line")), branches.Add(f.Count("branch"))
		}
		fmt.Fprintf(w, "<package name=\"%s\" %s complexity=\"0\"><classes>\n", xmlText(path.Dir(fileName(folder[0]))), coberturaRates(lines, branches))
		for _, f := range folder {
			writeCoberturaClass(w, f)
		}
		w.WriteString("</classes></package>\n")
		folder = folder[:0]
	}
	for f := range countedFiles(j) {
		if len(folder) > 0 && path.Dir(fileName(folder[0])) != path.Dir(fileName(f)) {
			flush()
		}
		folder = append(folder, f)
	}
	flush()
	w.WriteString("</packages>\n</coverage>\n")
	return nil
}

func writeCoberturaClass(w *bufio.Writer, f *coverage.SourceFile) {
	lines, branches := f.Count("line"), f.Count("branch")
	name := fileName(f)
	fmt.Fprintf(w, "<class name=\"%s\" filename=\"%s\" %s complexity=\"0\">\n<methods>", xmlText(path.Base(name)), xmlText(name), coberturaRates(lines, branches))
	functions, hasLines := f.Functions(), f.Extent() > 0
	names := functionNames(functions)
	for i, fn := range functions {
		rate := "0"
		if fn.Hits > 0 {
			rate = "1"
		}
		fmt.Fprintf(w, "\n<method name=\"%s\" signature=\"\" line-rate=\"%s\" branch-rate=\"%s\" complexity=\"0\"><lines>", xmlText(names[i]), rate, rate)
		if fn.Line > 0 && hasLines {
			fmt.Fprintf(w, "<line number=\"%d\" hits=\"%d\"/>", fn.Line, fn.Hits)
		}
		w.WriteString("</lines></method>")
	}
	w.WriteString("</methods>\n<lines>\n")
	var waiting coverage.Line // a line, with the branches of those after it that do not count
	put := func() {
		if waiting.Number == 0 {
			return
		}
		fmt.Fprintf(w, "<line number=\"%d\" hits=\"%d\"", waiting.Number, waiting.Hits)
		if waiting.Branches > 0 {
			fmt.Fprintf(w, " branch=\"true\" condition-coverage=\"%d%% (%d/%d)\"", 100*waiting.Taken/waiting.Branches, waiting.Taken, waiting.Branches)
		}
		w.WriteString("/>\n")
	}
	for l := range f.Lines(allLines) {
		switch {
		case !l.Code:
			waiting.Branches += l.Branches
			waiting.Taken += l.Taken
			continue
		case waiting.Number == 0: // the branches before the first line are its
			l.Branches += waiting.Branches
			l.Taken += waiting.Taken
		}
		put()
		waiting = l
	}
	put()
	w.WriteString("</lines></class>\n")
}

func coberturaRates(line, branch coverage.Count) string {
	return fmt.Sprintf("line-rate=\"%s\" branch-rate=\"%s\"", rate(line), rate(branch))
}

// rate writes a share as a number from 0 to 1, cut to four decimals; what cannot be covered is covered.
func rate(c coverage.Count) string {
	switch c.Total {
	case 0, c.Covered:
		return "1"
	}
	n := 0 // found by halves: exact, and no product overflows
	for step := 8192; step > 0; step /= 2 {
		if c.ReachesOf(n+step, 10_000) {
			n += step
		}
	}
	return fmt.Sprintf("0.%04d", n)
}
