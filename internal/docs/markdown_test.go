package docs

import "testing"

func TestProse(t *testing.T) {
	for text, want := range map[string]string{
		"plain text, a-b":          "plain text, a-b",
		"snake_case and _private":  `snake_case and \_private`,
		"type <script> or `<b>`":   "type &lt;script> or `<b>`",
		"*/* is any, `*/*` too":    `\*/\* is any, ` + "`*/*` too",
		"text like `^[1-5]_`, [x]": "text like `^[1-5]_`, \\[x]",
		`a\b`:                      `a\\b`,
	} {
		if got := prose(text); got != want {
			t.Errorf("prose(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestFence(t *testing.T) {
	for code, want := range map[string]string{"a: 1\n": "```", "`a`": "```", "```\nx\n```": "````", "a ````` b": "``````"} {
		if got := fence([]byte(code)); got != want {
			t.Errorf("fence(%q) = %s, want %s", code, got, want)
		}
	}
}

func TestAnchor(t *testing.T) {
	for heading, want := range map[string]string{
		"rest/naming: Resources are named consistently":            "restnaming-resources-are-named-consistently",
		"rest/gateway: Routing, rate limiting and monitoring work": "restgateway-routing-rate-limiting-and-monitoring-work",
		"bdma:strict@1":         "bdmastrict1",
		"IBM OpenAPI Validator": "ibm-openapi-validator",
	} {
		if got := Anchor(heading); got != want {
			t.Errorf("Anchor(%q) = %s, want %s", heading, got, want)
		}
	}
}
