package finding_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/finding"
)

// A finding is written as its fingerprint and its file, and silenced behind a hash.
func TestAgainst(t *testing.T) {
	list := func(text string) (fs []finding.Finding) {
		for _, p := range strings.Fields(text) {
			var f finding.Finding
			name, silenced := strings.CutSuffix(p, "#")
			f.Fingerprint, f.File, _ = strings.Cut(name, "@")
			if silenced {
				f.Suppression = &finding.Suppression{}
			}
			fs = append(fs, f)
		}
		return fs
	}
	for name, c := range map[string]struct{ before, now, want, fixed string }{
		"nothing is silenced":           {"a@x b@x", "b@x c@x", "b unchanged, c introduced", "a@x"},
		"silenced before and now":       {"a@x#", "a@x#", "a# unchanged", ""},
		"silenced now":                  {"a@x", "a@x#", "a# unchanged new", ""},
		"silenced at birth":             {"", "a@x#", "a# introduced new", ""},
		"no longer silenced":            {"a@x#", "a@x", "a introduced", ""},
		"what was silenced is gone":     {"a@x#", "", "", ""},
		"one of two is silenced":        {"a@x a@x", "a@x a@x#", "a unchanged, a# unchanged new", ""},
		"one of two was silenced":       {"a@x# a@x", "a@x a@x", "a unchanged, a introduced", ""},
		"one silenced, the other moved": {"a@x# a@y", "a@x# a@z", "a# unchanged, a unchanged", ""},
		"silenced in a renamed file":    {"a@x#", "a@y#", "a# unchanged", ""},
		"one mended, another silenced":  {"a@x b@x", "b@x#", "b# unchanged new", "a@x"},
	} {
		t.Run(name, func(t *testing.T) {
			now := list(c.now)
			fixed := finding.Against(list(c.before), now)
			var got, gone []string
			for _, f := range now {
				text := f.Fingerprint
				if f.Suppression != nil {
					text += "#"
				}
				text += " " + string(f.Class)
				if f.Suppression != nil && f.Suppression.New {
					text += " new"
				}
				got = append(got, text)
			}
			for _, f := range fixed {
				gone = append(gone, fmt.Sprintf("%s@%s", f.Fingerprint, f.File))
			}
			if d := cmp.Diff([2]string{c.want, c.fixed}, [2]string{strings.Join(got, ", "), strings.Join(gone, " ")}); d != "" {
				t.Error(d)
			}
		})
	}
}
