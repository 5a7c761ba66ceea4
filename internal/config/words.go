package config

// Scalar returns text as it is written in YAML, plain where every reader of YAML takes it for text, else quoted.
func Scalar(text string) string { return scalar(text) }
