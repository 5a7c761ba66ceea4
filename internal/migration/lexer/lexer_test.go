package lexer_test

import (
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
)

func tokens(f *lexer.File) []string {
	out := []string{}
	for _, t := range f.Tokens {
		out = append(out, f.Of(t))
	}
	return out
}

func TestScanTokens(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"comments are dropped", "a -- b\n/* c /* d */ e */ f", "a|f"},
		{"doubled quote", `'it''s;' x`, `'it''s;'|x`},
		{"no escapes in plain strings", `'a\' x`, `'a\'|x`},
		{"escape string", `E'a\'b' x`, `E'a\'b'|x`},
		{"string on two lines", "'a'\n  'b;' x", "'a'\n  'b;'|x"},
		{"escape string on two lines", "E'a' --c\n'b\\';' x", "E'a' --c\n'b\\';'|x"},
		{"two strings on one line", "'a' 'b'", "'a'|'b'"},
		{"quoted identifier", `"a;""b".c`, `"a;""b"|.|c`},
		{"unicode string and identifier", `U&'d\0061' u&"x;"`, `U&'d\0061'|u&"x;"`},
		{"dollar quotes", "$$a;b$$ $x$ $$ $x$ c", "$$a;b$$|$x$ $$ $x$|c"},
		{"dollar inside of a name", "a$b$ c", "a$b$|c"},
		{"parameter", "$1+$2", "$1|+|$2"},
		{"operators end at comments", "a+--b\nc*/*d*/e", "a|+|c|*|e"},
		{"casts", "a::int := b", "a|::|int|:=|b"},
		{"slice", "a[1:n]", "a|[|1|:|n|]"},
		{"numbers", "1.5e-3 .5 1..2 1_000", "1.5e-3|.5|1|.|.2|1_000"},
		{"unterminated string", "a 'b;", "a|'b;"},
		{"unterminated dollar quote", "a $$b;", "a|$$b;"},
		{"unterminated comment", "a /* b", "a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(tokens(lexer.Scan(c.in)), "|"); got != c.want {
				t.Errorf("tokens of %q\n got %s\nwant %s", c.in, got, c.want)
			}
		})
	}
}

func TestScanBlanks(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"go template as a name", "CREATE TABLE {{.prefix}}_users", "CREATE TABLE xxxxxxxxxxx_users"},
		{"go template within a name", "idx_{{.p}}_a(b)", "idx_xxxxxx_a(b)"},
		{"control action", "{{ if .x }}a{{ end }}", "           a         "},
		{"action on two lines", "{{ .a\n.b }}", "x    \n     "},
		{"template in a string stays", "'{{.x}}'", "'{{.x}}'"},
		{"flyway placeholder", "${schema}.users", "xxxxxxxxx.users"},
		{"psql variable", "SET ROLE :OWNER;", "SET ROLE xOWNER;"},
		{"psql quoted variable", "SELECT :'a'", "SELECT  'a'"},
		{"psql meta-command", "\\set x 1\na", "        \na"},
		{"a meta-command that sends the statement", "SELECT 1 \\gexec\na", "SELECT 1 ;     \na"},
		{"a semicolon that waits", "SELECT 1\\; SELECT 2;", "SELECT 1 ; SELECT 2;"},
		{"one that does not", "SELECT 1 \\gone\na", "SELECT 1      \na"},
		{"copy data", "COPY t (a) FROM stdin;\n1\t'\n\\.\nSELECT 1;", "COPY t (a) FROM stdin;\n   \n  \nSELECT 1;"},
		{"copy from a program is no data", "COPY t FROM 'f';\na", "COPY t FROM 'f';\na"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := lexer.Scan(c.in).Text
			if got != c.want {
				t.Errorf("text of %q\n got %q\nwant %q", c.in, got, c.want)
			}
			if len(got) != len(c.in) {
				t.Errorf("the length changed from %d to %d", len(c.in), len(got))
			}
		})
	}
}

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"comments do not belong", "-- x\n a 1; -- y\n/* z */ b;", []string{"a 1", "b"}},
		{"empty statements", ";;a;;", []string{"a"}},
		{"no final semicolon", "a; b", []string{"a", "b"}},
		{"begin atomic", "CREATE FUNCTION f() BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END; b", []string{"CREATE FUNCTION f() BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END", "b"}},
		{"rule", "CREATE OR REPLACE RULE r AS ON INSERT TO t DO (a; b); c", []string{"CREATE OR REPLACE RULE r AS ON INSERT TO t DO (a; b)", "c"}},
		{"missing parenthesis", "CREATE TABLE t (a int; b", []string{"CREATE TABLE t (a int", "b"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := lexer.Scan(c.in)
			var got []string
			for _, s := range f.Split(0, len(f.Tokens)) {
				got = append(got, f.Text[f.Tokens[s.First].Start:f.Tokens[s.Last].End])
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestGuard(t *testing.T) {
	rep := strings.Repeat
	for _, c := range []struct {
		name, in string
		refused  bool
	}{
		{"plus", "SELECT 1" + rep("+1", 5000), true},
		{"cast", "SELECT 1" + rep("::int", 5000), true},
		{"parentheses do not reset", "SELECT (1)" + rep("+(1)", 5000), true},
		{"commas of an inner list do not reset", "SELECT f(1,2)" + rep("+f(1,2)", 5000), true},
		{"nested chains add up", rep("(", 10) + "1" + rep(rep("+1", 500)+")", 10), true},
		{"union with lists", "SELECT 1,2" + rep(" UNION SELECT 1,2", 5000), true},
		{"join", "SELECT * FROM a" + rep(" JOIN b ON true", 5000), true},
		{"tests", "SELECT a" + rep(" IS NULL", 5000), true},
		{"between", "SELECT a" + rep(" BETWEEN 1 AND 1 IS NULL", 5000), true},
		{"named operator", "SELECT 1" + rep(" OPERATOR(pg_catalog.+) 1", 5000), true},
		{"conditions are flat", "SELECT 1 WHERE a=1" + rep(" OR a=1", 100000), false},
		{"rows are flat", "INSERT INTO t VALUES (1+1)" + rep(",(1+1)", 100000), false},
		{"statements are apart", rep("SELECT 1+1;", 100000), false},
		{"a string is no chain", "SELECT '" + rep("+1", 100000) + "'", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := lexer.Scan(c.in)
			refused := false
			for _, s := range f.Split(0, len(f.Tokens)) {
				refused = refused || s.Err != nil
			}
			if refused != c.refused {
				t.Errorf("refused = %v, want %v", refused, c.refused)
			}
		})
	}
	if f := lexer.Scan("a; " + rep("/*", 101)); f.Err == nil || f.Err.Offset != 3 {
		t.Errorf("deep comments: %v", f.Err)
	}
	if f := lexer.Scan(rep("/*", 100) + rep("*/", 100)); f.Err != nil {
		t.Errorf("100 comments deep: %v", f.Err)
	}
}

func FuzzScanGuard(f *testing.F) {
	for _, s := range []string{"SELECT 1+1;", "COPY t FROM stdin;\n1\n\\.\n", "E'\\", "$x$ $", "{{if}}{{x}}", "/*/**/*/", ":'a':x::y:=", "U&'", "a${b}c", "'a'\n--\n'b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l := lexer.Scan(s)
		if len(l.Text) != len(s) || strings.Count(l.Text, "\n") != strings.Count(s, "\n") {
			t.Fatalf("the text changed its shape: %q → %q", s, l.Text)
		}
		last := int32(0)
		for _, tok := range l.Tokens {
			if tok.Start < last || tok.End <= tok.Start || int(tok.End) > len(s) {
				t.Fatalf("token %v after %d in %q", tok, last, s)
			}
			last = tok.End
		}
		l.Split(0, len(l.Tokens))
	})
}

func BenchmarkScan(b *testing.B) {
	text := strings.Repeat("ALTER TABLE orders ADD COLUMN total numeric(12,2) NOT NULL DEFAULT 0; -- a comment\nUPDATE orders SET total = a + b WHERE id IN (1, 2, 'x');\n", 1000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		f := lexer.Scan(text)
		f.Split(0, len(f.Tokens))
	}
}

// Placeholders are called what the original has in their place.
func TestScanPrepared(t *testing.T) {
	f := lexer.ScanPrepared("CREATE TABLE :xxxxx.a", "CREATE TABLE @[sch].a")
	if !f.Templated || f.Placeholders["xxxxxx"] != "@[sch]" {
		t.Errorf("placeholders %v", f.Placeholders)
	}
}
