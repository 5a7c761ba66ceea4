package docs

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// editsPage says what each edit of each field of an OpenAPI document does to clients, from the table that a test of the reader holds.
func editsPage(root string) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(root, "internal", "openapi", "testdata", "edits.tsv"))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString(generated + `# What breaks a client

With ` + "`--base`" + `, bdma compares an OpenAPI document with what it was before the change, and says which clients break. What a client sends
must still be allowed, so that it breaks by what *narrows* a request; what it is sent must be what it knows, so that it breaks by what
*widens* a response. Requests of webhooks and callbacks go the other way.

This is every edit of every field of OpenAPI 3.0, 3.1 and 3.2: what the rules of the preset strict make of it, and the changes that they
see in ` + "`input.changes`" + `. *Breaking* is an error, since a client that uses it fails; *may break* is a warning, since it depends on the client;
*compatible* is what no rule reports, and *irrelevant* what is no part of what an API promises. The fields that a field needs beside
it are there before and after. Bodies of GET, HEAD and DELETE are compared as all others: OpenAPI says little of them, and clients send them. What means the same is no change: a reference and its target, ` + "`nullable`" + ` and a type list with null, an
` + "`allOf`" + ` of one and its member.
`)
	object := ""
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		col := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(col) != 7 {
			return nil, fmt.Errorf("edits.tsv: seven columns are needed: %s", line)
		}
		if col[0] != object {
			object = col[0]
			fmt.Fprintf(&b, "\n## %s\n\n| field | versions | edit | where | verdict | changes |\n|---|---|---|---|---|---|\n", strings.ToUpper(object[:1])+object[1:])
		}
		field := "`" + col[1] + "`"
		if col[1] == "*" {
			field = "any name"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", field, col[2], cell(prose(col[3])), col[4], col[5], cell(prose(col[6])))
	}
	return b.Bytes(), nil
}
