package migration

import (
	"github.com/bdma-dev/bdma/internal/migration/runner"
	"github.com/bdma-dev/bdma/internal/source"
)

// Tool returns the name of the tool that runs a history: "golang-migrate", "goose", "plain", ….
func Tool(tree *source.Tree, unit source.Unit) string {
	return runner.Detect(view(tree, unit, Settings{})).Name
}
