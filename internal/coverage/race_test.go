//go:build race

package coverage

func init() { raceDetector = true }
