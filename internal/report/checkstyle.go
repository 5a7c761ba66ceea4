package report

import (
	"bufio"
	"strconv"

	"github.com/bdma-dev/bdma/internal/policy"
)

// checkstyleSource stands before the id of a rule: tools that read the format take the source for the name of a Java class, and
// what stands behind its last dot for the type of the finding.
const checkstyleSource = "bdma."

var checkstyleSeverities = map[policy.Severity]string{policy.Error: "error", policy.Warning: "warning", policy.Info: "info"}

// writeCheckstyle writes XML by checkstyle-report-1.0.0.xsd: a file element for each file, an error element for each
// finding. A finding about a file as a whole has no line.
func writeCheckstyle(w *bufio.Writer, run *Run, opt Options) error {
	b := []byte("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n")
	for i := range run.Findings {
		f := &run.Findings[i]
		if i == 0 || f.File != run.Findings[i-1].File {
			b = append(appendXML(append(b, "<file name=\""...), fileOf(f.Node)), "\">\n"...)
		}
		b = append(b, "<error"...)
		if at := f.Range.Start; at.Line > 0 {
			b = append(strconv.AppendInt(append(b, " line=\""...), int64(at.Line), 10), '"')
			if at.Column > 0 {
				b = append(strconv.AppendInt(append(b, " column=\""...), int64(at.Column), 10), '"')
			}
		}
		b = append(append(b, " severity=\""...), checkstyleSeverities[f.Severity]...)
		b = appendXML(append(b, "\" message=\""...), oneLine(f))
		b = appendXML(append(b, "\" source=\""...), checkstyleSource+f.Rule.ID)
		b = append(b, "\"/>\n"...)
		if i == len(run.Findings)-1 || f.File != run.Findings[i+1].File {
			b = append(b, "</file>\n"...)
		}
		w.Write(b)
		b = b[:0]
	}
	w.Write(b)
	w.WriteString("</checkstyle>\n")
	return nil
}
