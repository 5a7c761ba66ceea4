package policy

// ReadsPlainly reports whether the METADATA of a rule's text needs no YAML.
func ReadsPlainly(src []byte) bool {
	_, ok := plainMetadata(src)
	return ok
}
