package suppression

// Literal returns the glob of bdma.yaml that matches a path and nothing else.
func Literal(path string) string { return literal(path) }
