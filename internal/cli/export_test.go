package cli

// SetVersion makes this bdma a release until the returned function is called.
func SetVersion(v string) (restore func()) {
	old := version
	version = v
	return func() { version = old }
}
