package coverage

import "testing"

func TestLinkedCommit(t *testing.T) {
	const a, b = "0123456789abcdef0123456789abcdef01234567", "89abcdef0123456789abcdef0123456789abcdef"
	for name, c := range map[string]struct {
		files []string
		want  string
	}{
		"an address":    {[]string{"https://raw.githubusercontent.com/shop/shop/" + a + "/src/Cart.cs"}, a},
		"one of two":    {[]string{"/_/src/Cart.cs", "https://example.com/" + a + "/Cart.cs", "https://example.com/" + a + "/Item.cs"}, a},
		"two commits":   {[]string{"https://example.com/" + a + "/Cart.cs", "https://example.com/" + b + "/Item.cs", "https://example.com/" + b + "/Line.cs"}, ""},
		"a path":        {[]string{"/cache/" + a + "/Cart.cs"}, ""},
		"a branch":      {[]string{"https://example.com/main/Cart.cs"}, ""},
		"not a commit":  {[]string{"https://example.com/" + a[:39] + "g/Cart.cs"}, ""},
		"nothing at it": {[]string{"https://"}, ""},
	} {
		r := newReport()
		for _, f := range c.files {
			r.file([]byte(f))
		}
		if r.commit != c.want {
			t.Errorf("%s: got %q, want %q", name, r.commit, c.want)
		}
	}
}
