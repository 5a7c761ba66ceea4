// Package bench measures bdma against its budgets: whole processes on inputs that it generates or finds, and allocation
// counts, which do not depend on the machine and are guarded.
package bench

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// SmallSpec is an OpenAPI document of one operation.
const SmallSpec = `openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
servers: [{url: https://api.shop.example}]
security: [{token: []}]
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        '200': {description: The orders}
        '401': {description: Not signed in}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
`

// WriteSpec writes an OpenAPI 3.1 document of n operations, four to a resource, with a schema of twelve properties for
// each resource and faults here and there.
func WriteSpec(w io.Writer, n int) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, "openapi: 3.1.0\ninfo: {title: Generated, version: 1.0.0}\nservers: [{url: https://api.example.com}]\nsecurity: [{token: []}]\npaths:\n")
	for r := range n / 4 {
		name := fmt.Sprintf("resource-%d", r)
		if r%50 == 0 {
			name = fmt.Sprintf("badResource%d", r)
		}
		fmt.Fprintf(out, "  /%s:\n", name)
		writeOperation(out, "get", "list", r, false)
		writeOperation(out, "post", "create", r, true)
		fmt.Fprintf(out, "  /%s/{id}:\n    parameters:\n      - {name: id, in: path, required: true, schema: {type: string, format: uuid}}\n", name)
		writeOperation(out, "get", "show", r, false)
		writeOperation(out, "put", "replace", r, true)
	}
	fmt.Fprint(out, "components:\n  securitySchemes:\n    token: {type: http, scheme: bearer}\n  schemas:\n    Problem:\n      type: object\n      properties:\n        title: {type: string}\n        status: {type: integer}\n")
	for r := range n / 4 {
		fmt.Fprintf(out, "    Resource%d:\n      type: object\n      required: [id]\n      properties:\n        id: {type: string, format: uuid}\n", r)
		for p := range 11 {
			fmt.Fprintf(out, "        property_%d:\n          type: string\n          description: The property %d of the resource %d\n          maxLength: %d\n", p, p, r, 10*p+1)
		}
	}
	return out.Flush()
}

func writeOperation(out *bufio.Writer, method, verb string, r int, body bool) {
	fmt.Fprintf(out, "    %s:\n      operationId: %sResource%d\n      summary: %s the resource %d\n      tags: [resources]\n", method, verb, r, verb, r)
	if body {
		fmt.Fprintf(out, "      requestBody:\n        required: true\n        content:\n          application/json:\n            schema: {$ref: '#/components/schemas/Resource%d'}\n", r)
	}
	fmt.Fprintf(out, "      responses:\n        '200':\n          description: The resource\n          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/Resource%d'}\n        '404':\n          description: There is none\n          content:\n            application/problem+json:\n              schema: {$ref: '#/components/schemas/Problem'}\n", r)
}

// Migrations returns a history of n golang-migrate files in five shapes, by file name.
func Migrations(n int) map[string]string {
	files := make(map[string]string, n)
	for i := range n {
		table := fmt.Sprintf("table_%d", i/5)
		var sql string
		switch i % 5 {
		case 0:
			sql = fmt.Sprintf("CREATE TABLE %s (\n    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n    name text NOT NULL,\n    created_at timestamptz NOT NULL DEFAULT now()\n);\n", table)
		case 1:
			sql = fmt.Sprintf("ALTER TABLE %s ADD COLUMN state text NOT NULL DEFAULT 'new';\n", table)
		case 2:
			sql = fmt.Sprintf("CREATE INDEX %s_name_idx ON %s (name);\n", table, table)
		case 3:
			sql = fmt.Sprintf("ALTER TABLE %s ADD COLUMN parent_id bigint REFERENCES table_0 (id);\n", table)
		case 4:
			sql = fmt.Sprintf("UPDATE %s SET state = 'old' WHERE created_at < now() - interval '1 year';\n", table)
		}
		files[fmt.Sprintf("%06d_step.up.sql", i+1)] = sql
	}
	return files
}

// History returns a golang-migrate history, by file name: one that makes a thousand tables, and n that each change one of them.
func History(n int) map[string]string {
	const tables = 1000
	files := make(map[string]string, n+1)
	var base strings.Builder
	for i := range tables {
		fmt.Fprintf(&base, "CREATE TABLE table_%d (\n    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n    name text NOT NULL,\n    parent_id bigint REFERENCES table_%d (id)\n);\nCREATE INDEX table_%d_parent_idx ON table_%d (parent_id);\n", i, i/2, i, i)
	}
	files["000000_tables.up.sql"] = base.String()
	for i := 1; i <= n; i++ {
		table := fmt.Sprintf("table_%d", i*7%tables)
		var sql string
		switch i % 8 {
		case 0:
			sql = fmt.Sprintf("ALTER TABLE %s ADD COLUMN c%d int NOT NULL DEFAULT 0;\nALTER TABLE %s DROP COLUMN c%d;\n", table, i, table, i)
		case 1:
			sql = fmt.Sprintf("CREATE INDEX i%d ON %s (name);\nDROP INDEX i%d;\n", i, table, i)
		case 2:
			sql = fmt.Sprintf("CREATE TABLE n%d (id serial PRIMARY KEY, parent_id bigint REFERENCES %s);\nDROP TABLE n%d CASCADE;\n", i, table, i)
		case 3:
			sql = fmt.Sprintf("ALTER TABLE %s RENAME TO r%d;\nALTER TABLE r%d RENAME TO %s;\n", table, i, i, table)
		case 4:
			sql = fmt.Sprintf("UPDATE %s SET name = 'x' WHERE id = %d;\nDELETE FROM %s WHERE name IS NULL;\n", table, i, table)
		case 5:
			sql = fmt.Sprintf("ALTER TABLE %s ADD CONSTRAINT k%d CHECK (id > 0) NOT VALID;\nALTER TABLE %s VALIDATE CONSTRAINT k%d;\nALTER TABLE %s DROP CONSTRAINT k%d;\n", table, i, table, i, table, i)
		case 6:
			sql = fmt.Sprintf("ALTER TABLE %s ALTER COLUMN name TYPE varchar(%d);\nALTER TABLE %s ALTER COLUMN name TYPE text;\n", table, i, table)
		default:
			sql = fmt.Sprintf("DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM %s) THEN TRUNCATE %s; END IF; END $$;\n", table, table)
		}
		files[fmt.Sprintf("%06d_change.up.sql", i)] = sql
	}
	return files
}

// WriteLCOV writes a tracefile of at least size bytes, with 1,000 lines to a file.
func WriteLCOV(w io.Writer, size int) error {
	out := bufio.NewWriterSize(w, 1<<20)
	written := 0
	var section strings.Builder
	for file := 0; written < size; file++ {
		section.Reset()
		fmt.Fprintf(&section, "TN:\nSF:src/module%d/file%d.c\n", file/50, file)
		hit := 0
		for line := 1; line <= 1000; line++ {
			hits := (line * 7919 % 13) * 3
			if hits > 0 {
				hit++
			}
			fmt.Fprintf(&section, "DA:%d,%d\n", line, hits)
		}
		fmt.Fprintf(&section, "LF:1000\nLH:%d\nend_of_record\n", hit)
		n, err := out.WriteString(section.String())
		if err != nil {
			return err
		}
		written += n
	}
	return out.Flush()
}
