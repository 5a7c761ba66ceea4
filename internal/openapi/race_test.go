//go:build race

package openapi

func init() { raceDetector = true }
