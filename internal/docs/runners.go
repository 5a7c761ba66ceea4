package docs

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/bdma-dev/bdma/internal/migration/runner"
)

// runnerPages adds a page for each migration tool: what bdma understands of it, and an example whose listing a test proves.
func runnerPages(root string, pages map[string][]byte) error {
	runners := runner.All()
	for _, r := range runners {
		file := filepath.Join(root, "internal", "migration", "runner", "testdata", r.Name, "example.txtar")
		example, err := txtar.ParseFile(file)
		if err != nil {
			return fmt.Errorf("the example of %s: %w", r.Name, err)
		}
		pages["runners/"+r.Name+".md"] = runnerPage(r, example)
	}
	pages["runners/README.md"] = runnerIndex(runners)
	return nil
}

func runnerPage(r *runner.Runner, example *txtar.Archive) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s# %s\n\nWhat bdma understands of its migrations. Rules see the name `%s` as `input.runner`.\n", generated, r.Doc.Title, r.Name)
	if r.Doc.URL != "" {
		fmt.Fprintf(&b, "The tool's own pages: <%s>\n", r.Doc.URL)
	}
	for _, part := range [...]struct{ title, text string }{
		{"How it is recognised", r.Doc.Recognised},
		{"Files", r.Doc.Files},
		{"Order", r.Doc.Order},
		{"Up and down", r.Doc.Directions},
		{"Marks and settings", r.Doc.Directives},
		{"Transactions", r.Doc.Transactions},
		{"To run a statement outside of a transaction", sentence(r.OutsideTransaction)},
		{"Not understood", r.Doc.Missing},
	} {
		if part.text != "" {
			fmt.Fprintf(&b, "\n## %s\n\n%s\n", part.title, part.text)
		}
	}
	fmt.Fprintf(&b, "\n## Example\n\n%s\n", strings.TrimSpace(string(example.Comment)))
	for _, f := range example.Files {
		if f.Name == "want" {
			fmt.Fprintf(&b, "\nbdma reads this as:\n\n```\n%s```\n", f.Data)
			continue
		}
		fmt.Fprintf(&b, "\n`%s`\n\n```%s\n%s```\n", f.Name, strings.TrimPrefix(filepath.Ext(f.Name), "."), f.Data)
	}
	return b.Bytes()
}

// sentence makes an instruction one.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

func runnerIndex(runners []*runner.Runner) []byte {
	var b bytes.Buffer
	b.WriteString(generated + `# Migration tools

What a statement locks, and whether it can be taken back, depends on how the migration tool runs it: in which order, in which
direction, in which transaction. bdma recognises the tool by the files alone, in the order of this table, and says which one it
took a folder for in ` + "`bdma facts`" + `.

| tool | how it is recognised | a migration can leave the transaction |
|---|---|---|
`)
	for _, r := range runners {
		leaves := "yes"
		if !r.Leaves {
			leaves = "no"
		}
		fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s |\n", r.Doc.Title, r.Name, cell(r.Doc.Recognised), leaves)
	}
	var list []string
	for _, r := range runners {
		if r.AllPending {
			list = append(list, r.Doc.Title)
		}
	}
	slices.Sort(list)
	fmt.Fprintf(&b, `
A transaction comes about in one of four ways, which `+"`input.statements[_].transaction`"+` names: the file says BEGIN (`+"`explicit`"+`), the
tool opens one (`+"`runner`"+`), several statements are sent in one query, which the server runs as one transaction (`+"`implicit`"+`), or
each statement commits by itself (`+"`none`"+`).

%s run all pending migrations in one transaction. Which are pending is not known from the files: a table that an earlier file
creates is taken to exist, with its rows, when a later one runs.

## Which database

Files for another database are skipped, never judged as PostgreSQL, and counted with the reason. What they are for is what the
tool's configuration says, else the deepest folder that names a database (`+"`migrations/mysql`"+`), the part of a name that does
(`+"`1_orders.mysql.up.sql`"+`), or words that no migration for PostgreSQL has. Whether a file parses says nothing: most SQLite is
PostgreSQL by grammar.

## What is left out of a file

A byte order mark; placeholders of templates (`+"`{{ … }}`, `${…}`, `:NAME`"+`), which become names; lines that only psql understands, and the data
behind `+"`COPY … FROM stdin`"+`. Lines and columns stay what they are in the file. A statement that does not parse costs that statement,
and is a finding of its own.
`, strings.Join(list, " and "))
	return b.Bytes()
}
