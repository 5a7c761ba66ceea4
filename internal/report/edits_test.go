package report

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// mendedBy is a finding with edits of a file, and what reads that.
func mendedBy(text string, edits ...finding.Edit) (*finding.Finding, *sources) {
	f := &finding.Finding{Rule: &policy.Rule{Mends: policy.Unsafe}, Edits: edits, Fix: "mend it"}
	f.File = "a.sql"
	for i := range edits {
		edits[i].File = "a.sql"
	}
	return f, &sources{read: func(name string) ([]byte, error) {
		if name != "a.sql" {
			return nil, os.ErrNotExist
		}
		return []byte(text), nil
	}}
}

func TestSuggestionBlock(t *testing.T) {
	for _, c := range []struct {
		name, text string
		edits      []finding.Edit
		want       string // the block; empty when there is none
	}{
		{"a line", "a\n\tb c\nd\n", []finding.Edit{{First: 3, Last: 4, Text: "x"}}, "line 2 becomes, if you agree\n\n```suggestion\n\tx c\n```\n\n"},
		{"several lines", "a\nb\nc", []finding.Edit{{First: 0, Last: 1, Text: "x"}, {First: 4, Last: 5, Text: "y"}}, "lines 1 to 3 become, if you agree\n\n```suggestion\nx\nb\ny\n```\n\n"},
		{"backticks", "a ```` b\n", []finding.Edit{{First: 0, Last: 1, Text: "```"}}, "line 1 becomes, if you agree\n\n`````suggestion\n``` ```` b\n`````\n\n"},
		{"a byte order mark", "\ufeffa\nb\n", []finding.Edit{{First: 5, Last: 6, Text: "c"}}, "line 2 becomes, if you agree\n\n```suggestion\nc\n```\n\n"},
		{"line ends", "a\r\nb\r\n", []finding.Edit{{First: 3, Last: 3, Text: "c\r\n"}}, "line 2 becomes, if you agree\n\n```suggestion\nc\nb\n```\n\n"},
		{"what cannot be shown", "a \x1b[31m\u202e\n", []finding.Edit{{First: 0, Last: 1, Text: "x"}}, ""},
		{"a command", "a\n", []finding.Edit{{First: 0, Last: 1, Text: "##[add-mask]x"}}, ""},
		{"a file that has changed", "a\n", []finding.Edit{{First: 7, Last: 9, Text: "x"}}, ""},
		{"edits that run backwards", "a b\n", []finding.Edit{{First: 2, Last: 3, Text: "x"}, {First: 0, Last: 1, Text: "y"}}, ""},
		{"more than people look at", strings.Repeat("a\n", 40), []finding.Edit{{First: 0, Last: 60, Text: ""}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, src := mendedBy(c.text, c.edits...)
			if got := (&markdownWriter{sources: *src}).edit(f); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Reports for programs give the text as it is, at places that programs count.
func TestEditsForPrograms(t *testing.T) {
	text := "\ufeffé\u202e\n\tü `x`\n"
	at := strings.Index(text, "`x`")
	const evil = "</script>```\n::error::\x1b[31m\u202e"
	f, src := mendedBy(text, finding.Edit{First: at, Last: at + 3, Text: evil})
	write := func(v any) string {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(jsonText(b))
	}
	var sarif []struct {
		ArtifactChanges []struct {
			Replacements []struct {
				DeletedRegion   struct{ StartLine, StartColumn, EndLine, EndColumn int }
				InsertedContent struct{ Text string }
			}
		}
	}
	if err := json.Unmarshal([]byte(write(sarifFixes(f, src))), &sarif); err != nil {
		t.Fatal(err)
	}
	r := sarif[0].ArtifactChanges[0].Replacements[0]
	if d := r.DeletedRegion; d.StartLine != 2 || d.EndLine != 2 || d.StartColumn != 4 || d.EndColumn != 7 || r.InsertedContent.Text != evil {
		t.Errorf("sarif: %+v", r)
	}
	got := suggestions(f, src)
	if len(got) != 1 || got[0].Range.Start != (rdPosition{Line: 2, Column: 5}) || *got[0].Range.End != (rdPosition{Line: 2, Column: 8}) || got[0].Text != evil {
		t.Errorf("rdjson counts bytes: %+v", got)
	}
	if edits := editsJSON(f, src); len(edits) != 1 || edits[0].Text != evil || edits[0].Mends != "unsafe" {
		t.Errorf("json: %+v", edits)
	}
	f.File = "b.sql"
	if got := suggestions(f, src); got != nil {
		t.Errorf("a suggestion for another file: %+v", got)
	}
	f.File, f.Edits[0].Last = "a.sql", len(text)+1
	if sarifFixes(f, src) != nil || editsJSON(f, src) != nil || suggestions(f, src) != nil {
		t.Error("an edit behind the end of the file is reported")
	}
}
