package openapi

import (
	"slices"
	"strings"
)

// isRateLimit reports whether a header, in lower case, says how many requests are left.
func isRateLimit(name string) bool {
	return strings.Contains(name, "ratelimit") || strings.Contains(name, "rate-limit")
}

// tellsWhen reports whether a header, in lower case, tells when to call again. That of RFC drafts since 2024, RateLimit, has
// the time as a parameter.
func tellsWhen(name string) bool {
	return name == "retry-after" || name == "ratelimit" || isRateLimit(name) && strings.Contains(name, "reset")
}

// traceEnds are how the names of headers end that identify a request, in lower case and without punctuation.
var traceEnds = []string{"traceparent", "requestid", "correlationid", "traceid", "flowid", "tracecontext", "transactionid", "b3"}

func isTrace(name string) bool {
	name = strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(name))
	return slices.ContainsFunc(traceEnds, func(end string) bool { return strings.HasSuffix(name, end) })
}

// headerUse is what a header is for, by its name.
type headerUse struct{ rateLimit, trace, sunset bool }

// headerUses looks at each name once: operations share responses, and so names.
type headerUses map[string]headerUse

func (u headerUses) of(name string) headerUse {
	use, ok := u[name]
	if !ok {
		use = headerUse{rateLimit: isRateLimit(name), trace: isTrace(cutText(name)), sunset: name == "sunset" || name == "deprecation"}
		u[name] = use
	}
	return use
}

var healthSegments = nameSet("health healthz healthcheck health-check health_check livez live liveness readyz ready readiness ping heartbeat alive status up _health _status")

// isHealth tells whether an operation says that the service runs.
func isHealth(method, path string) bool {
	if method != "get" && method != "head" || strings.ContainsAny(path, "{}") || strings.Count(path, "/") > 4 {
		return false
	}
	segments := strings.Split(strings.ToLower(strings.Trim(path, "/")), "/")
	last := segments[len(segments)-1]
	// /orders/status is about orders.
	if (last == "status" || last == "up" || last == "live") && len(segments) > 1 {
		before := segments[len(segments)-2]
		return versionSegment.MatchString(before) || routingWords[before] || healthSegments[before] || before == "system" || before == "server"
	}
	return healthSegments[last] || slices.Contains(segments, "health")
}

// resilience fills in what holds for operations as callers and gateways see them, and what holds for the API as a whole.
func (a *assembly) resilience() {
	m := a.model
	api := &m.API
	uses := make(headerUses)
	var tooMany, unavailable, rateLimit, trace, flow, sunset share
	for i := range m.Operations {
		op := &m.Operations[i]
		purpose := a.purpose(op.Path)
		op.IsSignIn, op.IsQuestion = purpose.signIn, purpose.asks && op.Method == "post"
		op.IsHealth = isHealth(op.Method, op.Path)
		for _, name := range op.Parameters["header"] {
			op.HasTraceHeader = op.HasTraceHeader || uses.of(name).trace
			op.HasFlowID = op.HasFlowID || strings.EqualFold(name, "X-Flow-ID")
		}
		for status, r := range op.Responses {
			success := strings.HasPrefix(status, "2")
			for _, name := range r.Headers {
				use := uses.of(name)
				op.HasTraceHeader = op.HasTraceHeader || use.trace
				op.HasSunset = op.HasSunset || use.sunset
				op.HasRateLimitHeaders = op.HasRateLimitHeaders || (success || status == "429" || status == "4XX") && use.rateLimit
			}
			op.DocumentsTooManyRequests = op.DocumentsTooManyRequests || status == "429" || status == "4XX"
			op.DocumentsUnavailable = op.DocumentsUnavailable || status == "503" || status == "5XX"
		}
		if n := a.operations[i].at.node; n.has("x-sunset") || n.has("x-sunset-date") || n.has("x-deprecation") {
			op.HasSunset = true
		}
		if op.Kind != "path" {
			continue
		}
		api.PathOperations++
		api.HasHealthOperation = api.HasHealthOperation || op.IsHealth
		if op.IsDeprecated {
			sunset.count(op.HasSunset)
		}
		if op.IsHealth {
			continue
		}
		tooMany.count(op.DocumentsTooManyRequests)
		unavailable.count(op.DocumentsUnavailable)
		rateLimit.count(op.HasRateLimitHeaders)
		trace.count(op.HasTraceHeader)
		flow.count(op.HasFlowID)
	}
	api.TooManyRequests, api.Unavailable, api.RateLimitHeaders = tooMany.String(), unavailable.String(), rateLimit.String()
	api.TraceHeader, api.FlowID, api.Sunset = trace.String(), flow.String(), sunset.String()
	a.retries()
}

// share counts how many of some things have a property.
type share struct{ have, all int }

func (s *share) count(has bool) {
	s.all++
	if has {
		s.have++
	}
}

func (s share) String() string {
	switch {
	case s.all == 0:
		return ""
	case s.have == 0:
		return "none"
	case 2*s.have < s.all:
		return "some"
	}
	return "most"
}

// retries finds the responses that ask callers to come back later.
func (a *assembly) retries() {
	m := a.model
	var times share
	for i := range m.Operations {
		responses, ok := a.child(a.operations[i].at, "responses")
		if !ok || m.Operations[i].Kind != "path" {
			continue
		}
		for _, status := range [...]string{"429", "503"} {
			p, ok := responses.child(status)
			if !ok {
				continue
			}
			t := a.follow(p, "")
			row, ok := a.rows[t.node]
			if t.failure != resolved || !ok {
				continue
			}
			r := &m.Responses[row]
			if r.RetryStatus != "" {
				r.RetryStatus = min(r.RetryStatus, status)
				continue
			}
			r.RetryStatus = status
			r.TellsWhenToRetry = r.TellsWhenToRetry || slices.ContainsFunc(r.Headers, tellsWhen)
			times.count(r.TellsWhenToRetry)
		}
	}
	m.API.RetryTime = times.String()
}
