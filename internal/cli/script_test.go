package cli_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/bdma-dev/bdma/internal/cli"
)

var update = flag.Bool("update", false, "write the output that the scripts compare with")

func TestMain(m *testing.M) {
	// These tests are of no pull request, even when one is checked by them. What a script runs has what the script sets.
	if filepath.Base(os.Args[0]) != "bdma" {
		for _, name := range ciVariables {
			os.Unsetenv(name)
		}
	}
	testscript.Main(m, map[string]func(){
		"bdma": func() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the command line as a user does, by the scripts of testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "../../testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			for _, name := range []string{"NO_COLOR", "FORCE_COLOR"} {
				env.Setenv(name, "")
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"code": code, "commit": commit, "fill": fill},
	})
}
