package finding_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// hash returns a fingerprint that begins with some digits.
func hash(digits string) string { return digits + strings.Repeat("0", 32-len(digits)) }

// found is a finding of a rule that a baseline may have.
func found(standard, fingerprint, file, pointer string) finding.Finding {
	return finding.Finding{
		Rule: &policy.Rule{ID: "rest/x", Standard: standard, Suppressible: true}, Severity: policy.Warning, Kind: facts.OpenAPI,
		Node: facts.Node{File: file, Pointer: pointer}, Fingerprint: hash(fingerprint),
	}
}

func noContent(string) string { return "" }

func TestBaselineText(t *testing.T) {
	fs := []finding.Finding{
		found("rest/naming", "b", "api.yaml", "/paths/~1b"), found("rest/naming", "a", "api.yaml", "/paths/~1a"),
		found("rest/naming", "b", "api.yaml", "/paths/~1b"), found("rest/naming", "b", "other.yaml", "/paths/~1b"),
		found("input/readable", "c", "\xffodd \"name\".yaml", ""),
	}
	b, refused := finding.Record(fs, func(string) string { return hash("cc") })
	want := `{
  "version": 1,
  "findings": [
    {"rule": "rest/x", "subject": "", "file": "�odd \"name\".yaml", "fingerprint": "c0000000000000000000000000000000", "content": "cc000000000000000000000000000000"},
    {"rule": "rest/x", "subject": "/paths/~1a", "file": "api.yaml", "fingerprint": "a0000000000000000000000000000000"},
    {"rule": "rest/x", "subject": "/paths/~1b", "file": "api.yaml", "fingerprint": "b0000000000000000000000000000000", "count": 2},
    {"rule": "rest/x", "subject": "/paths/~1b", "file": "other.yaml", "fingerprint": "b0000000000000000000000000000000"},
    null
  ]
}
`
	text := b.AppendTo(nil)
	if d := cmp.Diff(want, string(text)); d != "" {
		t.Error(d)
	}
	if refused != nil || b.Size() != 5 {
		t.Errorf("%d findings, refused %v", b.Size(), refused)
	}
	read, err := finding.ParseBaseline(text)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(b, read); d != "" {
		t.Errorf("read otherwise than written: %s", d)
	}
	if gone := read.Mark(fs, func(string) string { return hash("cc") }); slices.Max(gone) > 0 {
		t.Errorf("what was just recorded is gone: %v", gone)
	}
	for i := range fs {
		if !fs[i].Owed {
			t.Errorf("finding %d is not owed", i)
		}
	}
}

// What a merge leaves behind when both sides are kept is read as if somebody had joined it by hand.
func TestBaselineJoined(t *testing.T) {
	line := func(fingerprint string, count int) string {
		return fmt.Sprintf("{\"rule\": \"rest/x\", \"subject\": \"s\", \"file\": \"f\", \"fingerprint\": %q, \"count\": %d},\n", hash(fingerprint), count)
	}
	b, err := finding.ParseBaseline([]byte("{\"version\": 1, \"findings\": [\n" + line("b", 1) + line("a", 2) + "null,\n" + line("a", 3) + line("b", 1) + "null]}"))
	if err != nil {
		t.Fatal(err)
	}
	want := []finding.Entry{
		{Rule: "rest/x", Subject: "s", File: "f", Fingerprint: hash("a"), Count: 3},
		{Rule: "rest/x", Subject: "s", File: "f", Fingerprint: hash("b"), Count: 1},
	}
	if d := cmp.Diff(want, b.Entries); d != "" {
		t.Error(d)
	}
}

func TestMark(t *testing.T) {
	list := func(places ...string) (fs []finding.Finding) {
		for _, p := range places {
			var fingerprint, file, pointer string
			fmt.Sscanf(p, "%s %s %s", &fingerprint, &file, &pointer)
			fs = append(fs, found("rest/naming", fingerprint, file, pointer))
		}
		return fs
	}
	for name, c := range map[string]struct {
		then, now []finding.Finding
		owed      string // o: owed, n: not
		gone      int
	}{
		"nothing":                     {},
		"as it was":                   {then: list("a x", "b y"), now: list("b y", "a x"), owed: "oo"},
		"one more":                    {then: list("a x"), now: list("a x", "b x"), owed: "on"},
		"one more alike":              {then: list("a x", "a x"), now: list("a x", "a x", "a x"), owed: "oon"},
		"one less alike":              {then: list("a x", "a x", "a x"), now: list("a x"), owed: "o", gone: 2},
		"a file moved":                {then: list("a x"), now: list("a y"), owed: "o"},
		"a file was copied":           {then: list("a y"), now: list("a x", "a y"), owed: "no"},
		"some of the whole is mended": {then: list("a x /openapi"), now: list("b x /paths/~1p", "c x /paths/~1q"), owed: "oo"},
		"the whole is elsewhere":      {then: list("a y /openapi"), now: list("b x /paths/~1p"), owed: "n", gone: 1},
		"a part of a part":            {then: list("a x /paths/~1p"), now: list("b x /paths/~1p/get", "c x /paths/~1pq"), owed: "on"},
	} {
		t.Run(name, func(t *testing.T) {
			b, _ := finding.Record(c.then, noContent)
			gone := 0
			for _, n := range b.Mark(c.now, noContent) {
				gone += n
			}
			owed := ""
			for _, f := range c.now {
				if f.Owed {
					owed += "o"
				} else {
					owed += "n"
				}
			}
			if owed != c.owed || gone != c.gone {
				t.Errorf("owed %s and %d gone, want %s and %d", owed, gone, c.owed, c.gone)
			}
		})
	}
}

// Some findings are never owed, whatever the file says.
func TestNotOwable(t *testing.T) {
	stubborn := found("rest/naming", "a", "f", "")
	stubborn.Rule.Suppressible = false
	suppressed := found("rest/naming", "a", "f", "")
	suppressed.Suppression = &finding.Suppression{}
	coverage := func(standard string) finding.Finding {
		f := found(standard, "a", "f", "")
		f.Kind = facts.Coverage
		return f
	}
	for name, c := range map[string]struct {
		f            finding.Finding
		content      string
		owed, refuse bool
	}{
		"an ordinary one":                    {f: found("rest/naming", "a", "f", ""), owed: true},
		"a rule that nobody may silence":     {f: stubborn, refuse: true},
		"one that is suppressed":             {f: suppressed},
		"coverage that fell":                 {f: coverage("coverage/ratchet"), refuse: true},
		"lines of a change":                  {f: coverage("coverage/patch"), refuse: true},
		"evidence that is not sound":         {f: coverage("coverage/integrity"), refuse: true},
		"a report that cannot be read":       {f: coverage("input/readable"), content: hash("f"), refuse: true},
		"coverage below the threshold":       {f: coverage("coverage/threshold"), owed: true},
		"a file that cannot be parsed":       {f: found("input/readable", "a", "f", ""), content: hash("f"), owed: true},
		"a file that cannot be read at all":  {f: found("input/readable", "a", "f", ""), refuse: true},
		"a file that is parsed, yet another": {f: found("rest/naming", "a", "f", ""), content: hash("f"), owed: true},
	} {
		t.Run(name, func(t *testing.T) {
			content := func(string) string { return c.content }
			fs := []finding.Finding{c.f}
			b, refused := finding.Record(fs, content)
			if got := len(refused) > 0; got != c.refuse {
				t.Errorf("refused: %v", got)
			}
			if c.refuse || c.f.Suppression != nil {
				// Somebody writes it by hand.
				b = &finding.Baseline{Entries: []finding.Entry{
					{Rule: "rest/x", File: "f", Fingerprint: hash("a"), Count: 1}, {Rule: "rest/x", File: "f", Fingerprint: hash("a"), Content: hash("f"), Count: 1},
				}}
			}
			b.Mark(fs, content)
			if fs[0].Owed != c.owed {
				t.Errorf("owed: %v", fs[0].Owed)
			}
		})
	}
}

// What cannot be read is owed for as long as it is the same.
func TestMarkByContent(t *testing.T) {
	fs := []finding.Finding{found("input/readable", "a", "f", "")}
	b, _ := finding.Record(fs, func(string) string { return hash("1") })
	if gone := b.Mark(fs, func(string) string { return hash("2") }); fs[0].Owed || gone[0] != 1 {
		t.Errorf("owed %v and %d gone, though the file is another", fs[0].Owed, gone[0])
	}
	if b.Mark(fs, func(string) string { return hash("1") }); !fs[0].Owed {
		t.Error("not owed, though the file is the same")
	}
}

func TestWithoutAndBeyond(t *testing.T) {
	b := &finding.Baseline{Entries: []finding.Entry{{Rule: "a", Fingerprint: hash("a"), Count: 3}, {Rule: "b", Fingerprint: hash("b"), Count: 1}}}
	rest := b.Without([]int{1, 1})
	want := &finding.Baseline{Entries: []finding.Entry{{Rule: "a", Fingerprint: hash("a"), Count: 2}}}
	if d := cmp.Diff(want, rest); d != "" {
		t.Error(d)
	}
	if n, m := b.Beyond(rest), rest.Beyond(b); n != 2 || m != 0 {
		t.Errorf("%d more and %d less, want 2 and 0", n, m)
	}
	if d := cmp.Diff(b, rest.With(b.Entries)); d != "" {
		t.Error(d)
	}
}

func TestParseBaselineSaysWhatIsWrong(t *testing.T) {
	entry := func(members string) string {
		return "{\n  \"version\": 1,\n  \"findings\": [\n    " + members + ",\n    null\n  ]\n}\n"
	}
	fingerprint := `"fingerprint": "` + hash("a") + `"`
	for name, c := range map[string]struct{ text, want string }{
		"empty":             {"", "it is empty"},
		"cut off":           {`{"version": 1, "findings": [`, "line 1: this is not JSON: unexpected EOF"},
		"another thing":     {`[]`, "line 1: this should be an object with version and findings"},
		"no version":        {`{"findings": []}`, "it lacks the version"},
		"no findings":       {`{"version": 1}`, "it lacks the findings"},
		"of the future":     {"{\n\"version\": 2, \"findings\": {}}", "line 2: its version is 2, and this bdma reads version 1"},
		"an unknown key":    {`{"version": 1, "finding": []}`, `line 1: "finding" is no key of a baseline; it has version and findings`},
		"findings as map":   {`{"version": 1, "findings": {}}`, "line 1: this should be a list of findings"},
		"two documents":     {`{"version": 1, "findings": []} {}`, "line 1: something follows behind the end"},
		"a text":            {entry(`"x"`), "line 4: this should be an entry"},
		"an unknown member": {entry(`{"rule": "a", ` + fingerprint + `, "reason": "x"}`), `line 4: "reason" is not what an entry has there: unknown object member name`},
		"a wrong type":      {entry(`{"rule": 1, ` + fingerprint + `}`), `line 4: "rule" is not what an entry has there`},
		"no rule":           {entry(`{` + fingerprint + `}`), "line 4: an entry lacks the rule"},
		"no fingerprint":    {entry(`{"rule": "a"}`), `line 4: "" is no fingerprint, which has 32 digits from 0 to f`},
		"no content":        {entry(`{"rule": "a", ` + fingerprint + `, "content": "X"}`), `line 4: "X" is no content, which has 32 digits from 0 to f`},
		"a count of none":   {entry(`{"rule": "a", ` + fingerprint + `, "count": 0}`), "line 4: the count 0 is not between 1 and 1000000"},
		"a negative count":  {entry(`{"rule": "a", ` + fingerprint + `, "count": -1}`), "line 4: the count -1 is not between 1 and 1000000"},
		"a huge count":      {entry(`{"rule": "a", ` + fingerprint + `, "count": 1000001}`), "line 4: the count 1000001 is not between 1 and 1000000"},
		"an absurd count":   {entry(`{"rule": "a", ` + fingerprint + `, "count": 1e99}`), `line 4: "count" is not what an entry has there: invalid syntax`},
		"twice a member":    {entry(`{"rule": "a", "rule": "b", ` + fingerprint + `}`), `line 4: this is not JSON: duplicate object member name`},
		"a merge":           {entry("\n<<<<<<< HEAD\n=======\n>>>>>>> topic\n"), "line 5: a merge left its marks here: <<<<<<< HEAD"},
		"half of a merge":   {entry(`{"rule": "a", ` + fingerprint + "},\n>>>>>>> topic\n"), "line 5: a merge left its marks here: >>>>>>> topic"},
		"too many":          {"{\"version\": 1, \"findings\": [" + strings.Repeat(`{"rule": "a", `+fingerprint+"},\n", finding.MaxOwed+1) + "null]}", fmt.Sprintf("line %d: it has more than %d entries", finding.MaxOwed, finding.MaxOwed)},
		"too large":         {strings.Repeat(" ", finding.MaxBaseline+1), "it has more than 64 MiB"},
		"too deep":          {entry(strings.Repeat("[", 100_000)), "line 4: "},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := finding.ParseBaseline([]byte(c.text))
			var bad *finding.BaselineError
			if !errors.As(err, &bad) {
				t.Fatalf("got %v", err)
			}
			if name != "too deep" && err.Error() != c.want || !strings.HasPrefix(err.Error(), c.want) || bad.Hint == "" {
				t.Errorf("got  %q (hint: %q)\nwant %q", err, bad.Hint, c.want)
			}
		})
	}
}

// A hostile baseline with one fingerprint in very many files is matched as fast as any other; each entry is looked at once.
func TestMarkManyAlike(t *testing.T) {
	const n = 100_000
	b := &finding.Baseline{}
	var fs []finding.Finding
	for i := range n {
		b.Entries = append(b.Entries, finding.Entry{Rule: "rest/x", File: fmt.Sprint("then", i), Fingerprint: hash("a"), Count: 1})
		fs = append(fs, found("rest/naming", "a", fmt.Sprint("now", i%7), "/a/b/c"))
	}
	if gone := b.Mark(fs, noContent); slices.Max(gone) != 0 {
		t.Error("some are gone")
	}
	if i := slices.IndexFunc(fs, func(f finding.Finding) bool { return !f.Owed }); i >= 0 {
		t.Errorf("finding %d is not owed", i)
	}
}

func TestShares(t *testing.T) {
	fs := []finding.Finding{
		found("rest/naming", "a", "x", ""), found("rest/naming", "b", "y", ""), found("rest/status", "c", "y", ""), found("", "d", "z", ""),
	}
	fs[0].Severity = policy.Error
	text := func(list []finding.Share) string {
		var parts []string
		for _, s := range list {
			parts = append(parts, fmt.Sprintf("%q %d %d", s.Name, s.Findings, s.BySeverity[policy.Warning]))
		}
		return strings.Join(parts, ", ")
	}
	if got, want := text(finding.ByStandard(fs)), `"rest/naming" 2 1, "" 1 1, "rest/status" 1 1`; got != want {
		t.Errorf("by standard: got %s, want %s", got, want)
	}
	owners := map[string][]string{"x": {"@a", "@b"}, "y": {"@b"}}
	if got, want := text(finding.ByOwner(fs, func(file string) []string { return owners[file] })), `"@b" 3 2, "" 1 1, "@a" 1 0`; got != want {
		t.Errorf("by owner: got %s, want %s", got, want)
	}
}

// Whatever is read as a baseline is written in one way, and what is not has a remedy.
func FuzzParseBaseline(f *testing.F) {
	b, _ := finding.Record([]finding.Finding{found("rest/naming", "a", "f", "/p"), found("rest/naming", "a", "f", "/p")}, noContent)
	f.Add(b.AppendTo(nil))
	f.Add([]byte("{\"version\": 1, \"findings\": [null]}"))
	f.Add([]byte("{\"version\": 1, \"findings\": [\n<<<<<<< HEAD\n"))
	f.Add([]byte(`{"findings": [{"rule": "a", "fingerprint": "` + hash("1") + `", "content": "` + hash("2") + `", "count": 7}], "version": 1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := finding.ParseBaseline(data)
		if err != nil {
			var bad *finding.BaselineError
			if !errors.As(err, &bad) || bad.Hint == "" || bad.Message == "" {
				t.Fatalf("%#v", err)
			}
			return
		}
		text := b.AppendTo(nil)
		again, err := finding.ParseBaseline(text)
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		if !bytes.Equal(again.AppendTo(nil), text) {
			t.Fatalf("written otherwise the second time:\n%s", text)
		}
	})
}

func BenchmarkBaseline(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		fs := make([]finding.Finding, n)
		for i := range fs {
			fs[i] = found("rest/naming", fmt.Sprintf("%x", i), fmt.Sprintf("services/s%d/openapi.yaml", i/100), fmt.Sprintf("/paths/~1orders~1%d/get/responses", i))
		}
		base, _ := finding.Record(fs, noContent)
		text := base.AppendTo(nil)
		b.Run(fmt.Sprint("read/", n), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, err := finding.ParseBaseline(text); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprint("match/", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				base.Mark(fs, noContent)
			}
		})
	}
}
