package openapi

import (
	"strings"
	"testing"
)

func TestProse(t *testing.T) {
	tests := []struct {
		name, text, want string
		open             bool
	}{
		{"no code", "plain text", "plain text", false},
		{"a span", "a `b` c", "a     c", false},
		{"a span of two ticks", "a ``b ` c`` d", "a           d", false},
		{"an open tick", "a ` b", "a ` b", false},
		{"ticks of other lengths", "a `` b ` c", "a `` b ` c", false},
		{"a block", "a\n```go\nb\n```\nc", "a\n     \n \n   \nc", false},
		{"a block of tildes", "~~~\n```\n~~~\nc", "   \n   \n   \nc", false},
		{"an open block", "a\n```\nb", "a\n   \n ", true},
		{"a closing fence with text", "```\nb\n``` c", "   \n \n     ", true},
		{"a longer closing fence", "```\nb\n`````\nc", "   \n \n     \nc", false},
		{"a block in a list", "- ```\n  b\n  ```\nc", "     \n   \n     \nc", false},
		{"a block in a numbered list", "12. ```\n    b\n    ```\nc", "       \n     \n       \nc", false},
		{"a block in a quotation", "> ```\n> b\n> ```\nc", "     \n   \n     \nc", false},
		{"a fence with ticks after it is a span", "``` b```\nc", "        \nc", false},
		{"a rule is no list", "---\n- a", "---\n- a", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, open := prose(tt.text)
			if got != tt.want || open != tt.open {
				t.Errorf("prose(%q) = %q, %v; want %q, %v", tt.text, got, open, tt.want, tt.open)
			}
		})
	}
}

func TestUnsafe(t *testing.T) {
	tests := []struct{ text, want string }{
		{"<script>alert(1)</script>", "<script>"},
		{"<SCRIPT src=x></SCRIPT>", "<script>"},
		{"</script>", ""},
		{"<scripture>", ""},
		{"a <iframe src=x>", "<iframe>"},
		{"<img src=x OnError = alert(1)>", "onerror="},
		{"<img/onload='x'>", "onload="},
		{"<b title='on time'>", ""},
		{"<button on>", ""},
		{"<a href='#' class=iconic>", ""},
		{"[a](javascript:alert(1))", "javascript:"},
		{"<javascript:alert(1)>", "javascript:"},
		{"written in JavaScript: fast", ""},
		{"eval(x)", "eval("},
		{"medieval(x)", ""},
		{"x_eval(x)", ""},
		{"1 < 2 and 3 > 2", ""},
		{"<script", "<script>"},
		{"a <b onclick=x", "onclick="},
		{"<<script>>", "<script>"},
		{strings.Repeat("<a ", 10_000), ""},
	}
	for _, tt := range tests {
		if got, _ := unsafe(tt.text); got != tt.want {
			t.Errorf("unsafe(%.40q) = %q; want %q", tt.text, got, tt.want)
		}
	}
}

// TestMarkdownIsLinear tries texts on which a careless search for the other end begins anew at every character.
func TestMarkdownIsLinear(t *testing.T) {
	for _, s := range []string{"`", "``` ", "<a", "<a on", "```\n", "javascript:", "TODO", "<a \n"} {
		text := strings.Repeat(s, 1<<20/len(s))
		said, _ := prose(text)
		unsafe(said)
		placeholder(said)
	}
}
