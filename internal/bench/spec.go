package bench

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// WriteLargeSpec writes an OpenAPI 3.0 document of n operations as JSON, in the manner of the largest public ones: each
// operation has its own schema of many described properties, and an example of it. A thousand operations make 13 MB when
// they are indented.
func WriteLargeSpec(w io.Writer, n int, indented bool) error {
	out := bufio.NewWriterSize(w, 1<<20)
	fmt.Fprint(out, `{"openapi":"3.0.3","info":{"title":"Generated","version":"1.0.0"},"servers":[{"url":"https://api.example.com"}],"security":[{"token":[]}],"paths":{`)
	var one bytes.Buffer
	for i := range n {
		if i > 0 {
			out.WriteByte(',')
		}
		one.Reset()
		writeLargePath(&one, i)
		if !indented {
			out.Write(one.Bytes())
			continue
		}
		// The braces are for the indenter, which takes whole values only.
		var pretty bytes.Buffer
		if err := json.Indent(&pretty, append(append([]byte{'{'}, one.Bytes()...), '}'), "  ", "  "); err != nil {
			return err
		}
		out.Write(bytes.TrimSuffix(bytes.TrimPrefix(pretty.Bytes(), []byte{'{'}), []byte{'}'}))
	}
	fmt.Fprint(out, `},"components":{"securitySchemes":{"token":{"type":"http","scheme":"bearer"}},"schemas":{"Problem":{"type":"object","properties":{"title":{"type":"string"},"status":{"type":"integer"}}}}}}`)
	return out.Flush()
}

// largeProperties is how many properties the schema of an operation has.
const largeProperties = 28

func writeLargePath(out *bytes.Buffer, i int) {
	fmt.Fprintf(out, `"/resource-%d/{id}":{"get":{"operationId":"get-resource-%d","summary":"Get the resource %d","description":"Returns the resource %d with all that belongs to it, as it was when the request came in.",`+
		`"tags":["resources"],"parameters":[{"name":"id","in":"path","required":true,"description":"Which one.","schema":{"type":"string","format":"uuid"}},`+
		`{"name":"fields","in":"query","description":"Which properties to return.","schema":{"type":"array","maxItems":50,"items":{"type":"string"}}}],`+
		`"responses":{"200":{"description":"The resource.","content":{"application/json":{"schema":{"type":"object","required":["property_0","property_1"],"properties":{`, i, i, i, i)
	for p := range largeProperties {
		if p > 0 {
			out.WriteByte(',')
		}
		fmt.Fprintf(out, `"property_%d":%s`, p, [...]string{
			`{"type":"string","description":"What people call it, which need not be unique.","maxLength":120,"nullable":true}`,
			`{"type":"integer","format":"int64","description":"How many there are of it.","minimum":0,"maximum":1000000}`,
			`{"type":"string","format":"date-time","description":"When it came into being."}`,
			`{"type":"string","enum":["open","closed","merged"],"description":"How far it has come."}`,
			`{"type":"object","description":"Who made it.","required":["id"],"properties":{"id":{"type":"integer"},"url":{"type":"string","format":"uri"},"admin":{"type":"boolean"}}}`,
		}[p%5])
	}
	out.WriteString(`}},"example":{`)
	for p := range largeProperties {
		if p > 0 {
			out.WriteByte(',')
		}
		fmt.Fprintf(out, `"property_%d":%s`, p, [...]string{
			`"A name of some length"`, `42`, `"2025-05-31T18:30:00Z"`, `"closed"`, `{"id":1,"url":"https://api.example.com/users/1","admin":false}`,
		}[p%5])
	}
	out.WriteString(`}}}},"404":{"description":"There is none.","content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}}}}}`)
}
