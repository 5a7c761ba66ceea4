// Package report writes what a run found, in the format that a reader wants. It is the only package that escapes text:
// every word that comes from a file, a path or a rule goes through the escaper of its target (escape.go).
package report

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Options decide about appearance only: what is reported does not depend on them.
type Options struct {
	// Color and Hyperlinks allow ANSI colours and OSC 8 links in the text format.
	Color, Hyperlinks bool
	// Width is the number of columns of the terminal; 0 when it is not known.
	Width int
	// Quiet leaves everything out of the text format but one line for each finding. Verbose adds what is usually left out:
	// why each rule exists, and every file that could not be judged.
	Quiet, Verbose bool
	// Path says how the text format shows a file of the tree, so that a terminal makes it clickable; nil shows it as it is.
	Path func(file string) string
	// AbsPath returns the absolute path of a file of the tree, which hyperlinks to files need; nil makes no such links.
	AbsPath func(file string) string
	// MaxBytes limits the markdown format, and 0 stands for DefaultMarkdownBytes; the format comment has CommentBytes at most.
	MaxBytes int
}

const (
	// DefaultMarkdownBytes keeps a report below the 1,024 KiB that GitHub accepts as a step summary; it shows nothing of a longer one.
	DefaultMarkdownBytes = 900 << 10
	// CommentBytes is the length that GitHub accepts as a comment.
	CommentBytes = 65_536
)

// formats are the writers by the name of their format.
var formats = map[string]func(*bufio.Writer, *Run, Options) error{
	"checkstyle": writeCheckstyle,
	"comment":    writeComment,
	"github":     writeGitHub,
	"gitlab":     writeGitLab,
	"html":       writeFindingsHTML,
	"json":       writeJSON,
	"junit":      writeJUnit,
	"markdown":   writeMarkdown,
	"outputs":    writeOutputs,
	"rdjson":     writeRDJSON,
	"sarif":      writeSARIF,
	"sarif-full": writeFullSARIF,
	"text":       writeText,
}

// Formats returns the names of the formats, sorted.
func Formats() []string { return slices.Sorted(maps.Keys(formats)) }

// Write writes a run in a format.
func Write(w io.Writer, format string, run *Run, opt Options) error {
	write, ok := formats[format]
	if !ok {
		return fmt.Errorf("there is no report format %q; the formats are %s", format, strings.Join(Formats(), ", "))
	}
	buf := bufio.NewWriterSize(w, 64<<10)
	if err := write(buf, run, opt); err != nil {
		return err
	}
	return buf.Flush()
}
