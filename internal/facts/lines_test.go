package facts_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bdma-dev/bdma/internal/facts"
)

func TestLinesAgreeWithCounting(t *testing.T) {
	for name, text := range map[string]string{
		"empty":         "",
		"ascii":         "a\nbc\n\nd",
		"crlf":          "a\r\nb\r\n",
		"multibyte":     "é\n日本語x\n😀y",
		"one long line": strings.Repeat("é日x", 3000) + "\n" + strings.Repeat("y", 3000),
	} {
		t.Run(name, func(t *testing.T) {
			l := facts.NewLines([]byte(text))
			for i := range text + "x" {
				if i > len(text) {
					break
				}
				before := text[:i]
				lineStart := strings.LastIndexByte(before, '\n') + 1
				want := facts.Position{Line: strings.Count(before, "\n") + 1, Column: utf8.RuneCountInString(before[lineStart:]) + 1}
				got := l.Position(i)
				if got != want {
					t.Fatalf("Position(%d) = %v, want %v", i, got, want)
				}
				if back := l.Offset(got); back != i {
					t.Fatalf("Offset(%v) = %d, want %d", got, back, i)
				}
			}
		})
	}
}

func TestLinesOffsetStaysOnTheLine(t *testing.T) {
	for name, text := range map[string]string{"ascii": "ab\ncd\n", "multibyte": "é日\ncd\n" + strings.Repeat("日", 2000)} {
		t.Run(name, func(t *testing.T) {
			l := facts.NewLines([]byte(text))
			start, end := l.Offset(facts.Position{Line: 1, Column: 1}), strings.IndexByte(text, '\n')
			for column, want := range map[int]int{-1 << 63: start, 0: start, 4: end, 1<<63 - 1: end} {
				if got := l.Offset(facts.Position{Line: 1, Column: column}); got != want {
					t.Errorf("column %d: offset %d, want %d", column, got, want)
				}
			}
		})
	}
}

func TestLinesLine(t *testing.T) {
	l := facts.NewLines([]byte("a\r\n\nlast\n"))
	for n, want := range map[int]string{-1: "", 0: "", 1: "a", 2: "", 3: "last", 4: ""} {
		if got := string(l.Line(n)); got != want {
			t.Errorf("Line(%d) = %q, want %q", n, got, want)
		}
	}
}

func BenchmarkLinesOnOneLongLine(b *testing.B) {
	text := bytes.Repeat([]byte("é{\"key\":1}"), 100_000)
	l := facts.NewLines(text)
	b.ReportAllocs()
	for b.Loop() {
		for i := 0; i < len(text); i += 11 * 100 {
			l.Offset(l.Position(i))
		}
	}
}
