package report

import (
	"cmp"

	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// suppressed returns a skipped case for each rule that is silenced in a file, as many as fit into a number of bytes. Its name has a
// blank, which no id of a rule has.
func (j *junitWriter) suppressed(limit int) []junitOwn {
	type key struct {
		file string
		rule *policy.Rule
	}
	numbers := make(map[key]int)
	for i := range j.run.Suppressed {
		f := &j.run.Suppressed[i]
		numbers[key{f.File, f.Rule}]++
	}
	var own []junitOwn
	told := 0
	for i := range j.run.Suppressed {
		f := &j.run.Suppressed[i]
		k := key{f.File, f.Rule}
		n := numbers[k]
		if n == 0 {
			continue // it was told of already
		}
		numbers[k] = 0
		text := count(n, "finding", "findings") + " suppressed"
		if s := f.Suppression; s != nil {
			text += ": " + clip(cmp.Or(s.Reason, "nobody says why"), maxReason)
			if s.Until != "" {
				text += " (until " + clip(s.Until, maxName) + ")"
			}
		}
		if limit -= maxFrame/4 + maxGrowth*(len(f.File)+len(f.Rule.ID)+len(text)); limit < 0 {
			return append(own, junitOwn{junitSuite, "suppressed", count(len(j.run.Suppressed)-told, "more finding is", "more findings are") + " suppressed"})
		}
		told += n
		own = append(own, junitOwn{fileOf(f.Node), f.Rule.ID + " suppressed", text})
	}
	return own
}

// aside says of the rules of which something is found that does not count how much it is: they do not pass.
func (j *junitWriter) aside() map[*policy.Rule]string {
	texts := make(map[*policy.Rule]string)
	for _, l := range []struct {
		fs           []finding.Finding
		one, several string
	}{{j.run.Suppressed, "finding is suppressed", "findings are suppressed"}, {j.run.Owed, "finding is owed", "findings are owed"}, {j.run.Unchanged, "finding is as before", "findings are as before"}} {
		numbers := make(map[*policy.Rule]int)
		for i := range l.fs {
			numbers[l.fs[i].Rule]++
		}
		for r, n := range numbers {
			if texts[r] != "" {
				texts[r] += ", "
			}
			texts[r] += count(n, l.one, l.several)
		}
	}
	return texts
}
