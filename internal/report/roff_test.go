package report

import "testing"

func TestRoff(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"plain words", "plain words"},
		{".so /etc/passwd", `\&.so /etc/passwd`},
		{"'br", `\(aqbr`},
		{`\fBbold\fR`, `\efBbold\efR`},
		{"--fail-on", `\-\-fail\-on`},
		{`say "x" and ~/.y^`, `say \(dqx\(dq and \(ti/.y\(ha`},
		{"[PATH…]", `[PATH\&...]`},
		{"…", `\&...`},
		{"a\n.br", `a\en.br`},
	} {
		if got := Roff(test.in); got != test.want {
			t.Errorf("Roff(%q) = %q, not %q", test.in, got, test.want)
		}
	}
}
