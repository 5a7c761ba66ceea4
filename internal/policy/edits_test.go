package policy

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestMends(t *testing.T) {
	const with, without = `{"at": d.at, "edits": [{"at": d.at, "delete": true}]}`, `{"at": d.at}`
	for _, c := range []struct{ name, mends, head, want string }{
		{"safe", "safe", with, ""},
		{"unsafe", "unsafe", with, ""},
		{"neither", "", without, ""},
		{"edits alone", "", with, `this finding gives edits, and METADATA does not say how far they go`},
		{"the word alone", "safe", without, `METADATA says "mends: safe", and no finding gives "edits"`},
		{"another word", "often", with, `custom.mends is "often"; it is safe or unsafe`},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := "# METADATA\n# title: x\n# description: x\n# custom:\n#   severity: info\n#   message: 'x'\n#   fix: 'x'\n#   standard: team/x\n#   inputs: [openapi]\n"
			if c.mends != "" {
				text += "#   mends: " + c.mends + "\n"
			}
			text += "package bdma.team.x\n\ndeny contains " + c.head + " if {\n\td := input.document\n}\n"
			set, err := Load(Folder{FS: fstest.MapFS{"team/x.rego": {Data: []byte(text)}}, Name: "rules", Custom: true})
			if err == nil {
				_, err = Compile(set.Rules(), nil)
			}
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
