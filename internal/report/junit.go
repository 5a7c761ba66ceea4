package report

import (
	"bufio"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

const (
	// maxJUnitBytes keeps a report below 30 MB, which is what GitLab reads of one file.
	maxJUnitBytes = 25 << 20
	// maxCaseFindings is the number of findings that a test case lists. GitLab reads no text of 10 MB.
	maxCaseFindings = 100
	// junitReserve is the share of the bytes that is kept for the rules that found nothing and the files that were not judged: one
	// in so many.
	junitReserve = 8
	// junitSuite is the suite, and the class, of what is about no file: the rules that found nothing.
	junitSuite = "bdma"
)

// writeJUnit writes XML that is valid by the schema of Jenkins' xUnit plugin (junit-10.xsd): a suite for each file with
// findings, with a test case for each rule that has some there. A case fails when one of its findings fails the run, and is
// skipped when none does: CI services show it then, and do not count it as a failure. Rules that found nothing are cases
// that pass, so that the tab is never empty; files that were not judged are skipped, and so is what somebody silenced.
//
// Nothing is written as output of a test: GitLab and Jenkins take [[ATTACHMENT|path]] in it for a file to fetch. Times are
// zero, so that two reports of the same files are equal.
func writeJUnit(w *bufio.Writer, run *Run, opt Options) error {
	return junitReport(w, run, maxJUnitBytes)
}

// junitCase is a test case with the findings of one rule in one file.
type junitCase struct {
	findings []int
	failed   bool
}

func junitReport(w *bufio.Writer, run *Run, limit int) error {
	j := junitWriter{Writer: w, run: run}
	own := slices.Concat(j.own(limit/junitReserve/2), j.suppressed(limit/junitReserve/2))
	cases := j.cases(limit - limit/junitReserve)
	if cut := j.cut + run.Unlisted; cut > 0 {
		own = append(own, junitOwn{junitSuite, "findings", count(cut, "more finding is", "more findings are") + " left out of this report"})
	}
	if len(own)+len(cases) == 0 {
		own = append(own, junitOwn{junitSuite, "checked", "nothing was checked"})
	}
	failures := 0
	for _, c := range cases {
		if c.failed {
			failures++
		}
	}
	fmt.Fprintf(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" time=\"0\">\n",
		junitSuite, len(own)+len(cases), failures)
	j.writeOwn(own)
	for len(cases) > 0 {
		n := 1
		for n < len(cases) && j.first(cases[n]).File == j.first(cases[0]).File {
			n++
		}
		j.suite(cases[:n])
		cases = cases[n:]
	}
	w.WriteString("</testsuites>\n")
	return nil
}

type junitWriter struct {
	*bufio.Writer
	run *Run
	buf []byte
	cut int // findings that do not fit
}

func (j *junitWriter) first(c junitCase) *finding.Finding { return &j.run.Findings[c.findings[0]] }

// fails reports whether a finding fails the run.
func (j *junitWriter) fails(f *finding.Finding) bool {
	return j.run.fails(f)
}

// cases returns the test cases of the gravest findings that fit into a number of bytes, by file and rule.
func (j *junitWriter) cases(limit int) []junitCase {
	type key struct{ file, rule string } // a suite has no rule
	listed := make(map[key]int)
	kept := within(j.run.Findings, limit, func(f *finding.Finding) int {
		suite, in := key{file: f.File}, key{f.File, f.Rule.ID}
		size := 0
		if listed[suite]++; listed[suite] == 1 {
			size += maxFrame/4 + 2*len(xmlText(f.File))
		}
		if listed[in]++; listed[in] == 1 {
			size += maxFrame/4 + len(xmlText(f.File)) + len(xmlText(f.Rule.ID)) + len(xmlText(clip(f.Message, maxText)))
		}
		if listed[in] <= maxCaseFindings {
			j.buf = j.line(j.buf[:0], f)
			size += len(j.buf)
		}
		return size
	})
	j.cut = len(j.run.Findings) - len(kept)
	slices.SortStableFunc(kept, func(a, b int) int {
		x, y := &j.run.Findings[a], &j.run.Findings[b]
		return cmp.Or(strings.Compare(x.File, y.File), strings.Compare(x.Rule.ID, y.Rule.ID))
	})
	var cases []junitCase
	for len(kept) > 0 {
		n, failed := 0, false
		first := &j.run.Findings[kept[0]]
		for ; n < len(kept); n++ {
			f := &j.run.Findings[kept[n]]
			if f.File != first.File || f.Rule.ID != first.Rule.ID {
				break
			}
			failed = failed || j.fails(f)
		}
		// The gravest of them gives the case its message.
		slices.SortStableFunc(kept[:n], func(a, b int) int {
			return cmp.Compare(j.run.Findings[b].Severity.Rank(), j.run.Findings[a].Severity.Rank())
		})
		cases = append(cases, junitCase{kept[:n], failed})
		kept = kept[n:]
	}
	return cases
}

// junitOwn is a test case without findings. It passes unless it says why it does not. The id of a rule has a slash and the other
// names have none, so that no two cases of a class have one name.
type junitOwn struct{ class, name, skipped string }

// own returns the rules that found nothing in what was judged, and as many files that were not judged as fit into a number
// of bytes.
func (j *junitWriter) own(limit int) []junitOwn {
	found := make(map[*policy.Rule]bool)
	for i := range j.run.Findings {
		found[j.run.Findings[i].Rule] = true
	}
	var own []junitOwn
	aside := j.aside()
	for _, r := range j.run.Rules {
		for _, k := range r.Inputs {
			if j.run.Judged[k] > 0 && !found[r] {
				own = append(own, junitOwn{class: junitSuite, name: r.ID, skipped: aside[r]})
				break
			}
		}
	}
	for i, s := range j.run.Skipped {
		reason := clip(s.Reason, maxText)
		if limit -= maxFrame/4 + maxGrowth*(len(s.File)+len(reason)); limit < 0 {
			own = append(own, junitOwn{junitSuite, "files", count(len(j.run.Skipped)-i, "more file was", "more files were") + " found but not judged"})
			break
		}
		own = append(own, junitOwn{cmp.Or(s.File, "."), "judged", reason})
	}
	return own
}

func (j *junitWriter) writeOwn(own []junitOwn) {
	if len(own) == 0 {
		return
	}
	skipped := 0
	for _, o := range own {
		if o.skipped != "" {
			skipped++
		}
	}
	fmt.Fprintf(j, "<testsuite name=\"%s\" tests=\"%d\" failures=\"0\" errors=\"0\" skipped=\"%d\" time=\"0\">\n", junitSuite, len(own), skipped)
	for _, o := range own {
		b := appendXML(append(j.buf[:0], "<testcase classname=\""...), o.class)
		b = appendXML(append(b, "\" name=\""...), o.name)
		b = append(b, "\" time=\"0\""...)
		if o.skipped != "" {
			b = append(appendXML(append(b, "><skipped message=\""...), o.skipped), "\"/></testcase>\n"...)
		} else {
			b = append(b, "/>\n"...)
		}
		j.Write(b)
		j.buf = b
	}
	j.WriteString("</testsuite>\n")
}

// suite writes the cases of a file.
func (j *junitWriter) suite(cases []junitCase) {
	failures := 0
	for _, c := range cases {
		if c.failed {
			failures++
		}
	}
	name := xmlText(fileOf(j.first(cases[0]).Node))
	fmt.Fprintf(j, "<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\" time=\"0\" file=\"%s\">\n",
		name, len(cases), failures, len(cases)-failures, name)
	for _, c := range cases {
		element := "skipped"
		if c.failed {
			element = "failure"
		}
		f := j.first(c)
		message := clip(f.Message, maxText)
		if more := len(c.findings) - 1; more > 0 {
			message += " (and " + thousands(more) + " more)"
		}
		b := append(append(j.buf[:0], "<testcase classname=\""...), name...)
		b = appendXML(append(b, "\" name=\""...), f.Rule.ID)
		b = append(append(b, "\" time=\"0\">\n<"...), element...)
		b = append(append(b, " type=\""...), f.Severity...)
		b = append(appendXML(append(b, "\" message=\""...), message), "\">\n"...)
		for i, at := range c.findings {
			if i == maxCaseFindings {
				b = append(b, "  … and "+count(len(c.findings)-i, "more finding", "more findings")+"\n"...)
				break
			}
			b = j.line(b, &j.run.Findings[at])
		}
		b = append(append(append(b, "</"...), element...), ">\n</testcase>\n"...)
		j.Write(b)
		j.buf = b
	}
	j.WriteString("</testsuite>\n")
}

// line appends a finding as a line that begins with its place, and its fix as another that is indented.
func (j *junitWriter) line(b []byte, f *finding.Finding) []byte {
	b = appendXML(b, place(fileOf(f.Node)))
	if at := f.Range.Start; at.Line > 0 {
		b = strconv.AppendInt(append(b, ':'), int64(at.Line), 10)
		if at.Column > 0 {
			b = strconv.AppendInt(append(b, ':'), int64(at.Column), 10)
		}
	}
	b = append(append(append(b, ": "...), f.Severity...), ": "...)
	b = append(appendXML(b, clip(f.Message, maxText)), '\n')
	if f.Fix != "" {
		b = append(appendXML(append(b, "  fix: "...), clip(f.Fix, maxText)), '\n')
	}
	return b
}
