//go:build race

package action

// Nothing here runs at the same time as anything else of this module: what the race detector would watch is bdma, which other tests
// run many times faster.
func init() { watched = true }
