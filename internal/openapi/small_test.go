package openapi

import "testing"

// raceDetector says that the test was built with the race detector, which makes reading ten times as slow.
var raceDetector bool

// small reports that what is large is to be left out: with -short, and with the race detector, for which size proves
// nothing, since one document is read by one goroutine.
func small() bool { return testing.Short() || raceDetector }
