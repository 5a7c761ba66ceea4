// Command bdma is a CI policy linter for backend teams.
package main

import (
	"os"

	"github.com/bdma-dev/bdma/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
