package contract

import "testing"

func TestReaches(t *testing.T) {
	tests := map[string]struct {
		pattern, url string
		want         bool
	}{
		"the same":               {"https://a.com/v1", "https://a.com/v1/", true},
		"a default port":         {"http://A.com:80", "http://a.com", true},
		"https after http":       {"https://a.com", "http://a.com", true},
		"http after https":       {"http://a.com", "https://a.com", false},
		"without a scheme":       {"//a.com/v1", "http://a.com/v1", true},
		"relative":               {"/v1", "https://a.com/v1", true},
		"relative, another path": {"/v1", "https://a.com/v2", false},
		"without a slash":        {"v1", "/v1", true},
		"any value":              {"https://{}.a.com", "https://eu.a.com", true},
		"no value":               {"https://{}.a.com", "https://.a.com", false},
		"a value with a slash":   {"https://a.com/{}", "https://a.com/b/c", false},
		"two values":             {"https://{}.a.com/{}/x", "https://eu.a.com/v1/x", true},
		"only one":               {"https://eu.a.com", "https://{}.a.com", false},
		"any value for any":      {"https://{}.a.com", "https://{}.a.com", true},
		"empty":                  {"", "/", true},
		"a query":                {"?a//b", "/?a//b", true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := reaches(plainURL(test.pattern), plainURL(test.url)); got != test.want {
				t.Errorf("%s reaches %s: got %t, want %t", test.pattern, test.url, got, test.want)
			}
		})
	}
}

func FuzzMatches(f *testing.F) {
	f.Add("{}a{}b", "xaybab")
	f.Fuzz(func(t *testing.T, pattern, url string) {
		if len(pattern)+len(url) > 1000 {
			return
		}
		p, u := plainURL(pattern), plainURL(url)
		if plainURL(p) != p {
			t.Errorf("plainURL(%q) is %q, and that is %q", pattern, p, plainURL(p))
		}
		reaches(p, u)
		moveOf(pattern, url)
		prefixes([]*Operation{{Path: pattern}, {Path: url}})
	})
}
