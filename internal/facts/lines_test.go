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

func BenchmarkLinesOnOneLongLine(b *testing.B) {
	text := bytes.Repeat([]byte("é{\"key\":1}"), 100_000)
	l := facts.NewLines(text)
	b.ReportAllocs()
	for b.Loop() {
		for i := 0; i < len(text); i += 11 * 100 {
			l.Position(i)
		}
	}
}
