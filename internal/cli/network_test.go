package cli_test

import (
	"bytes"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/bdma-dev/bdma/internal/cli"
)

// Every way in which a file can name an address leads to a listener, which must not hear of it.
func TestLintMakesNoConnection(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skipf("this machine has no loopback interface: %v", err)
	}
	defer listener.Close()
	var heard atomic.Int32
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			heard.Add(1)
			c.Close()
		}
	}()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"openapi.yaml": `openapi: 3.1.0
jsonSchemaDialect: http://ADDR/dialect
info: {title: T, version: "1", termsOfService: http://ADDR/tos, license: {name: L, url: http://ADDR/licence}}
externalDocs: {url: http://ADDR/docs}
servers: [{url: http://ADDR}]
paths:
  /a: {$ref: 'http://ADDR/path.yaml'}
  /b:
    get:
      responses:
        '200': {$ref: 'http://ADDR/response.yaml#/x'}
components:
  securitySchemes: {o: {type: openIdConnect, openIdConnectUrl: http://ADDR/openid}}
  examples: {e: {externalValue: http://ADDR/example}}
  schemas:
    A: {$id: http://ADDR/a, $schema: http://ADDR/schema, $ref: 'http://ADDR/b'}
    B: {$ref: '//ADDR/c'}
`,
		"coverage.xml": `<?xml version="1.0"?>
<!DOCTYPE coverage SYSTEM "http://ADDR/coverage.dtd">
<coverage line-rate="1" version="1"><sources><source>http://ADDR/</source></sources><packages/></coverage>
`,
		"migrations/0001_a.up.sql": "CREATE EXTENSION dblink; SELECT dblink_connect('host=127.0.0.1'); COPY t FROM PROGRAM 'curl http://ADDR/';\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(strings.ReplaceAll(text, "ADDR", listener.Addr().String())), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var stdout, stderr bytes.Buffer
	if code := cli.Main([]string{"lint", "--only", "*", "--report", "json", dir}, nil, &stdout, &stderr); code != cli.ExitFindings {
		t.Fatalf("exit code %d\n%s%s", code, &stdout, &stderr)
	}
	if n := heard.Load(); n > 0 {
		t.Errorf("the run made %d connections", n)
	}
}
