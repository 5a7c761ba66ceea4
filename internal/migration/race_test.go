//go:build race

package migration

func init() { raceDetector = true }
