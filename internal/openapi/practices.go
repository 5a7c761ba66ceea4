package openapi

import "strings"

// practices finds what most parts of the API do, so that a rule can tell one that is unlike the others from a habit that the API
// does not have.
func (a *assembly) practices() {
	m := a.model
	var clientErrors, unauthorized, serverErrors, examples, parameters, bodies practice
	for i := range m.Operations {
		op := &m.Operations[i]
		if op.Kind != "path" || op.ResponsesUnknown {
			continue
		}
		if op.HasSuccess {
			clientErrors.count(op.HasClientError || op.HasDefault)
		}
		serverErrors.count(op.HasServerError || op.HasDefault)
		if op.Security == "required" && op.HasClientError {
			_, exact := op.Responses["401"]
			_, all := op.Responses["4XX"]
			unauthorized.count(exact || all || op.HasDefault)
		}
		if b := op.RequestBody; b != nil && b.RequiresProperties {
			bodies.count(b.Required)
		}
	}
	for i := range m.MediaTypes {
		if row := &m.MediaTypes[i]; row.Carries != "" && row.HasSchema && strings.Contains(row.Name, "json") {
			examples.count(row.ShowsExample)
		}
	}
	for i := range m.Parameters {
		parameters.count(m.Parameters[i].HasDescription || m.Parameters[i].SchemaIsDescribed)
	}
	api := &m.API
	api.ClientErrors, api.Unauthorized, api.ServerErrors = clientErrors.String(), unauthorized.String(), serverErrors.String()
	api.Examples, api.DescribedParameters, api.RequiredBodies = examples.String(), parameters.String(), bodies.String()
}

// practice is a share of which too few parts are none: what one part of two or three lacks is told of that part.
type practice struct{ share }

func (p practice) String() string {
	if s := p.share.String(); s == "none" && p.all > 1 || s == "some" && p.all > 3 || s == "" {
		return s
	}
	return "most"
}
