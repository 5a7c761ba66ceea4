package openapi

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/openapi/contract"
)

// TestXMLChanges compares two schemas S of a response in XML, and components beside it, both ways round.
func TestXMLChanges(t *testing.T) {
	for name, c := range map[string]struct {
		was, is string
		media   string
		want    []string
	}{
		"another name":                        {"S: {type: object, properties: {p: {type: string, xml: {name: a}}}}", "S: {type: object, properties: {p: {type: string, xml: {name: b}}}}", "", []string{"S.p xml-name differs <a>…</a> -> <b>…</b>"}},
		"its own name":                        {"S: {type: object, properties: {p: {type: string}}}", "S: {type: object, properties: {p: {type: string, xml: {name: p}}}}", "", nil},
		"in JSON":                             {"S: {type: object, properties: {p: {type: string, xml: {name: a}}}}", "S: {type: object, properties: {p: {type: string, xml: {name: b}}}}", "application/json", nil},
		"a suffix":                            {"S: {type: string, xml: {name: a}}", "S: {type: string, xml: {name: b}}", "application/atom+xml; charset=utf-8", []string{"S xml-name differs <a>…</a> -> <b>…</b>"}},
		"the component's own name":            {"S: {type: string}", "S: {type: string, xml: {name: S}}", "", nil},
		"a component in two properties":       {"S: {type: object, properties: {p: {$ref: '#/components/schemas/T'}, q: {$ref: '#/components/schemas/T'}}}, T: {type: string, xml: {name: a}}", "S: {type: object, properties: {p: {$ref: '#/components/schemas/T'}, q: {$ref: '#/components/schemas/T'}}}, T: {type: string, xml: {name: b}}", "", []string{"T xml-name differs <a>…</a> -> <b>…</b>"}},
		"a component that names one property": {"S: {type: object, properties: {p: {$ref: '#/components/schemas/T'}, q: {$ref: '#/components/schemas/T'}}}, T: {type: string}", "S: {type: object, properties: {p: {$ref: '#/components/schemas/T'}, q: {$ref: '#/components/schemas/T'}}}, T: {type: string, xml: {name: p}}", "", []string{"S.q xml-name differs <q>…</q> -> <p>…</p>"}},
		"beside a reference":                  {"S: {type: object, properties: {p: {$ref: '#/components/schemas/T'}}}, T: {type: string}", "S: {type: object, properties: {p: {$ref: '#/components/schemas/T', xml: {name: a}}}}, T: {type: string}", "", []string{"S.p xml-name differs <p>…</p> -> <a>…</a>"}},
		"a prefix of a namespace":             {"S: {type: object, properties: {p: {type: string, xml: {namespace: 'urn:a', prefix: a}}}}", "S: {type: object, properties: {p: {type: string, xml: {namespace: 'urn:a', prefix: b}}}}", "", []string{"S.p xml-prefix neutral <a:p xmlns:a=\"urn:a\">…</a:p> -> <b:p xmlns:b=\"urn:a\">…</b:p>"}},
		"a prefix of nothing":                 {"S: {type: object, properties: {p: {type: string}}}", "S: {type: object, properties: {p: {type: string, xml: {prefix: b}}}}", "", []string{"S.p xml-name differs <p>…</p> -> <b:p>…</b:p>"}},
		"text in place of an element":         {"S: {type: object, properties: {p: {type: string}}}", "S: {type: object, properties: {p: {type: string, xml: {nodeType: text}}}}", "", []string{"S.p xml-node differs <p>…</p> -> text"}},
		"text in another notation":            {"S: {type: object, properties: {p: {type: string, xml: {nodeType: cdata}}}}", "S: {type: object, properties: {p: {type: string, xml: {nodeType: text}}}}", "", nil},
		"an attribute in both notations":      {"S: {type: object, properties: {p: {type: string, xml: {attribute: true}}}}", "S: {type: object, properties: {p: {type: string, xml: {nodeType: attribute}}}}", "", nil},
		"wrapped in both notations":           {"S: {type: object, properties: {p: {type: array, items: {type: string}, xml: {wrapped: true}}}}", "S: {type: object, properties: {p: {type: array, items: {type: string}, xml: {nodeType: element}}}}", "", nil},
		"the name of a list without wrapping": {"S: {type: object, properties: {p: {type: array, items: {type: string}}}}", "S: {type: object, properties: {p: {type: array, items: {type: string}, xml: {name: a}}}}", "", nil},
		"wrapped":                             {"S: {type: object, properties: {p: {type: array, items: {type: string}}}}", "S: {type: object, properties: {p: {type: array, items: {type: string}, xml: {wrapped: true}}}}", "", []string{"S.p xml-wrapped differs <p>…</p> -> <p><p>…</p></p>"}},
		"the name of items":                   {"S: {type: object, properties: {p: {type: array, items: {type: string, xml: {name: a}}}}}", "S: {type: object, properties: {p: {type: array, items: {type: string}}}}", "", []string{"the items of S.p xml-name differs <a>…</a> -> <p>…</p>"}},
		"the name of an alternative":          {"S: {oneOf: [{$ref: '#/components/schemas/T'}, {type: integer}]}, T: {type: object, xml: {name: a}}", "S: {oneOf: [{$ref: '#/components/schemas/T'}, {type: integer}]}, T: {type: object, xml: {name: b}}", "", []string{"T xml-name differs <a>…</a> -> <b>…</b>"}},
		"alternatives in another order":       {"S: {oneOf: [{type: string, xml: {name: a}}, {type: string, xml: {name: b}}, {type: integer}]}", "S: {oneOf: [{type: string, xml: {name: b}}, {type: string, xml: {name: a}}, {type: integer}]}", "", nil},
		"an alternative without a name":       {"S: {oneOf: [{type: object, required: [k], properties: {k: {}}, xml: {name: a}}, {type: integer}]}", "S: {oneOf: [{type: object, required: [k], properties: {k: {}}, xml: {name: b}}, {type: integer}]}", "", []string{"S/oneOf/0 xml-name differs <a>…</a> -> <b>…</b>"}},
		"a part of a message":                 {"S: {type: object, properties: {p: {type: string, xml: {name: a}}}}", "S: {type: object, properties: {p: {type: string, xml: {name: b}}}}", "text/xml as a part", []string{"S.p xml-name differs <a>…</a> -> <b>…</b>"}},
		"a part of a message in JSON":         {"S: {type: object, properties: {p: {type: string, xml: {name: a}}}}", "S: {type: object, properties: {p: {type: string, xml: {name: b}}}}", "application/json as a part", nil},
		"a list in a list of itself":          {"S: {type: array, items: {$ref: '#/components/schemas/S'}, xml: {name: a, wrapped: true}}", "S: {type: array, items: {$ref: '#/components/schemas/S'}, xml: {name: b, wrapped: true}}", "", []string{"S xml-name differs <a>…</a> -> <b>…</b>"}},
	} {
		t.Run(name, func(t *testing.T) {
			document := func(schemas string) *contract.API {
				media := c.media
				if media == "" {
					media = "application/xml"
				}
				content := fmt.Sprintf("'%s': {schema: {$ref: '#/components/schemas/S'}}", media)
				if kind, ok := strings.CutSuffix(media, " as a part"); ok {
					content = fmt.Sprintf("multipart/mixed: {schema: {type: object, properties: {s: {$ref: '#/components/schemas/S'}}}, encoding: {s: {contentType: '%s'}}}", kind)
				}
				return promise(t, fmt.Sprintf("openapi: 3.2.0\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {responses: {'200': {description: d, content: {%s}}}}}}\ncomponents: {schemas: {%s}}\n", content, schemas))
			}
			was, is := document(c.was), document(c.is)
			var got []string
			there, _ := contract.Compare(was, is)
			for _, ch := range there {
				got = append(got, fmt.Sprintf("%s %s %s %s -> %s", ch.Subject, ch.Kind, ch.Effect, ch.From, ch.To))
				if ch.InRequest || !ch.InResponse {
					t.Errorf("%s: in requests %v, in responses %v", ch.Kind, ch.InRequest, ch.InResponse)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if back, _ := contract.Compare(is, was); len(back) != len(there) {
				t.Errorf("%d changes back, %d there", len(back), len(there))
			}
		})
	}
}
