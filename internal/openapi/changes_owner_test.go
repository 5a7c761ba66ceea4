package openapi

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/openapi/contract"
)

// TestChangesNameTheirOwner says of what is composed which part a change belongs to, and whose clients it concerns which way.
func TestChangesNameTheirOwner(t *testing.T) {
	doc := func(limits, rest string) *contract.API {
		return promise(t, `openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /boxes/{id}:
    put:
      requestBody: {content: {application/json: {schema: {allOf: [{$ref: '#/components/schemas/Limits'}, {type: object, properties: {restart: {type: string}}}]}}}}
      responses: {'204': {description: d}}
    get:
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Box'}}}}}
components:
  schemas:
    Limits: `+limits+`
    Box:
      allOf: [{$ref: '#/components/schemas/Limits'}, `+rest+`]
`)
	}
	const box = "{type: object, properties: {name: {type: string}}}"
	for name, c := range map[string]struct {
		was, is *contract.API
		want    []string
	}{
		"a property of a part that goes": {doc("{type: object, properties: {cpu: {type: integer}, swap: {type: integer}}}", box), doc("{type: object, properties: {cpu: {type: integer}}}", box),
			[]string{"property-removed neutral Limits.swap: PUT /boxes/{id} -> GET /boxes/{id}"}},
		"a keyword of a part": {doc("{type: object}", box), doc("{type: object, minProperties: 2}", box),
			[]string{"min-properties narrows Limits: PUT /boxes/{id} -> GET /boxes/{id}"}},
		"a keyword of a part that goes": {doc("{type: object, minProperties: 2}", box), doc("{type: object}", box),
			[]string{"min-properties widens Limits: PUT /boxes/{id} -> GET /boxes/{id}"}},
		"a keyword of the whole": {doc("{type: object}", box), doc("{type: object}", "{type: object, minProperties: 2, properties: {name: {type: string}}}"),
			[]string{"min-properties narrows Box:  -> GET /boxes/{id}"}},
		"what one of the users requires": {doc("{type: object, properties: {swap: {type: integer}}}", "{type: object, required: [swap]}"), doc("{type: object}", "{type: object}"),
			[]string{"property-removed neutral Limits.swap: PUT /boxes/{id} -> ", "property-removed widens Limits.swap:  -> GET /boxes/{id}"}},
	} {
		t.Run(name, func(t *testing.T) {
			changes, _ := contract.Compare(c.was, c.is)
			var got []string
			for _, ch := range changes {
				got = append(got, ch.Kind+" "+string(ch.Effect)+" "+ch.Subject+": "+strings.Join(ch.Senders, ", ")+" -> "+strings.Join(ch.Receivers, ", "))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
