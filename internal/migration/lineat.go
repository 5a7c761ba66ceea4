package migration

import (
	"regexp"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/runner"
)

// toolMark is a comment that a tool reads, and that begins a part of the file.
var toolMark = regexp.MustCompile(`(?i)^--(?:[-+!>{]|[ \t]*(?:[-+!>{]|migrate:|changeset|liquibase|precondition|property|atlas:|no[-_]transaction))`)

// lineAt is where a statement that is to run before another one can go: at the beginning of its line, above the comments that belong to it.
func (r *reader) lineAt(s *pgparse.Statement, row *Statement) *facts.ID {
	text := r.asWritten.source
	n := len(r.asWritten.sections)
	// What runs outside of a transaction only has to stay alone, and Drizzle sends what stands between its marks as one statement.
	if n == 0 || row.OutsideOnly != "" || concurrent(s) || r.runner.Name == runner.Drizzle.Name || !r.isPlain(s.Span) {
		return nil
	}
	line := strings.LastIndexByte(text[:s.Span.Start], '\n') + 1
	if strings.TrimSpace(text[line:s.Span.Start]) != "" {
		return nil
	}
	above := line
	for above > 0 {
		start := strings.LastIndexByte(text[:above-1], '\n') + 1
		comment := strings.TrimSpace(text[start:above])
		if strings.HasSuffix(comment, "*/") || toolMark.MatchString(comment) && strings.Contains(strings.ToLower(comment), "statementbegin") {
			return nil
		}
		if start < r.asWritten.sections[n-1].start || !strings.HasPrefix(comment, "--") || toolMark.MatchString(comment) {
			break
		}
		above = start
	}
	id := r.node(r.lines.Range(above, above), "")
	return &id
}

// concurrent reports whether a statement is better done CONCURRENTLY, for which many tools want it alone in its file, than under a limit.
func concurrent(s *pgparse.Statement) bool {
	switch s.Kind {
	case "CREATE INDEX", "DROP INDEX", "REINDEX", "REFRESH MATERIALIZED VIEW":
		return true
	}
	n, ok := s.Node.(*pgparse.AlterTable)
	return ok && len(n.Actions) == 1 && n.Actions[0].Kind == "DETACH PARTITION"
}
