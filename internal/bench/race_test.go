//go:build race

package bench_test

func init() { raceDetector = true }
