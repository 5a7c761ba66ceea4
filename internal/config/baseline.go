package config

import "path"

// Baseline is the name of the file, beside bdma.yaml, that records the findings which are owed.
const Baseline = ".bdma-baseline.json"

// Baseline returns the path of the file that records the findings which are owed.
func (c *Config) Baseline() string { return path.Join(c.Dir, Baseline) }
