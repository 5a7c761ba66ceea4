package report

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/bdma-dev/bdma/internal/coverage"
)

// Conversion says what a converted coverage report states of itself.
type Conversion struct {
	// Version is bdma's own version.
	Version string
	// Time is when the report is written.
	Time time.Time
}

// conversions are the writers of coverage by the name of their format.
var conversions = map[string]func(*bufio.Writer, *coverage.Joined, Conversion) error{
	"cobertura": writeCobertura,
	"json":      writeCoverageJSON,
	"lcov":      writeLCOV,
}

// Conversions returns the names of the formats that coverage is converted to, sorted.
func Conversions() []string { return slices.Sorted(maps.Keys(conversions)) }

// maxConverted bounds the lines and branches of a converted report. A line of a Go profile may claim billions of lines, and one
// of a Cobertura report billions of branches.
const maxConverted = 50_000_000

// Convert writes the coverage of all reports, joined, in a format.
func Convert(w io.Writer, format string, j *coverage.Joined, c Conversion) error {
	write, ok := conversions[format]
	if !ok {
		return fmt.Errorf("there is no format %q to convert coverage to; the formats are %s", format, strings.Join(Conversions(), ", "))
	}
	lines := 0
	for f := range j.Files() {
		if lines += f.Extent() + f.Count("branch").Total; lines > maxConverted {
			return fmt.Errorf("the reports speak of more than %s lines and branches, in %s among others: no source file is like that", thousands(maxConverted), f.Path)
		}
	}
	buf := bufio.NewWriterSize(w, 64<<10)
	if err := write(buf, j, c); err != nil {
		return err
	}
	return buf.Flush()
}

// countedFiles are the source files that count: what generated and excluded ones would add, other tools could not tell from the
// rest.
func countedFiles(j *coverage.Joined) iter.Seq[*coverage.SourceFile] {
	return func(yield func(*coverage.SourceFile) bool) {
		for f := range j.Files() {
			if f.NotCounted() == "" && !yield(f) {
				return
			}
		}
	}
}

// allLines is the last of all lines.
const allLines = math.MaxInt32

// fileName is the name of a source file in a converted report. JaCoCo's files of one name in several modules keep apart.
func fileName(f *coverage.SourceFile) string {
	if !f.Matched && f.Group != "" {
		return f.Group + "/" + f.Path
	}
	return f.Path
}
