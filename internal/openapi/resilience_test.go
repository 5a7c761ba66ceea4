package openapi

import (
	"strings"
	"testing"
)

func TestHealth(t *testing.T) {
	for want, ops := range map[bool]string{
		true:  "get:/health head:/healthz get:/v1/readyz get:/api/v1/status get:/ping get:/status get:/actuator/health get:/health/live get:/-/ready get:/system/status/",
		false: "post:/health get:/orders/status get:/orders/{id}/status get:/ get:/orders/{id}/health get:/videos/live get:/a/b/c/d/health",
	} {
		for pair := range strings.FieldsSeq(ops) {
			method, path, _ := strings.Cut(pair, ":")
			if got := isHealth(method, path); got != want {
				t.Errorf("%s: got %v", pair, got)
			}
		}
	}
}

func TestHeaders(t *testing.T) {
	uses := make(headerUses)
	for want, names := range map[headerUse]string{
		{trace: true}:     "traceparent x-request-id request-id x-correlation-id x-flow-id x-b3-traceid b3 x-amzn-requestid x-datadog-trace-id uber-trace-id",
		{rateLimit: true}: "ratelimit ratelimit-policy x-ratelimit-limit x-rate-limit-remaining",
		{sunset: true}:    "sunset deprecation",
		{}:                "retry-after location x-request x-user-id etag access-control-allow-origin",
	} {
		for name := range strings.FieldsSeq(names) {
			if got := uses.of(name); got != want {
				t.Errorf("%s: got %+v", name, got)
			}
		}
	}
	for want, names := range map[bool]string{true: "retry-after ratelimit ratelimit-reset x-rate-limit-reset", false: "ratelimit-limit x-ratelimit-remaining password-reset"} {
		for name := range strings.FieldsSeq(names) {
			if got := tellsWhen(name); got != want {
				t.Errorf("%s: got %v", name, got)
			}
		}
	}
}
