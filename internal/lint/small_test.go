package lint_test

import "testing"

// raceDetector says that the test was built with the race detector, which makes a run ten times as slow.
var raceDetector bool

// small reports that what is large is to be left out: with -short, and with the race detector, for which size proves
// nothing.
func small() bool { return testing.Short() || raceDetector }
