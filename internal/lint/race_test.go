//go:build race

package lint_test

func init() { raceDetector = true }
