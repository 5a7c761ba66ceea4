package report

import (
	"cmp"

	"github.com/bdma-dev/bdma/internal/finding"
)

// silenced says below the verdict how many findings are suppressed.
func (t *textWriter) silenced() {
	text := suppressedText(t.run)
	if text == "" {
		return
	}
	t.WriteString(text)
	if !t.opt.Verbose {
		t.WriteString("; --verbose lists them")
	}
	t.WriteString("\n")
}

// suppressed lists what is silenced, by whom and why, when everything is asked for.
func (t *textWriter) suppressed() {
	if !t.opt.Verbose || len(t.run.Suppressed) == 0 {
		return
	}
	t.WriteString("── " + suppressedText(t.run) + "\n\n")
	for i := range t.run.Suppressed {
		f := &t.run.Suppressed[i]
		t.item(f)
		if s := f.Suppression; s != nil {
			t.text("why", faint, "", cmp.Or(s.Reason, "nobody says why"))
			t.label("by", faint)
			t.WriteString(t.position(s.Node))
			if s.Tool != "" && s.Tool != ownTool {
				t.WriteString(" · a comment of " + Terminal(clip(s.Tool, maxName)))
			}
			if s.Until != "" {
				t.WriteString(" · until " + Terminal(clip(s.Until, maxName)))
			}
			if s.New {
				t.WriteString(" · new in this change")
			}
			t.WriteString("\n")
		}
	}
	t.WriteString("\n")
}

// ownTool is whose words a suppression is when it was written for bdma.
const ownTool = "bdma"

// past lists, when everything is asked for, what the change fixes and what it leaves as it was.
func (t *textWriter) past() {
	if !t.opt.Verbose {
		return
	}
	for _, l := range []struct {
		fs           []finding.Finding
		one, several string
	}{{t.run.Unchanged, "finding is as before", "findings are as before"}, {t.run.Fixed, "finding is fixed", "findings are fixed"}} {
		if len(l.fs) == 0 {
			continue
		}
		t.WriteString("── " + count(len(l.fs), l.one, l.several) + "\n\n")
		for i := range l.fs {
			t.item(&l.fs[i])
		}
		t.WriteString("\n")
	}
}

// item writes a finding as an item of a list.
func (t *textWriter) item(f *finding.Finding) {
	t.label("-", faint)
	t.short(f)
}
