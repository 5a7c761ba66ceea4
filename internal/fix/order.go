package fix

// follows says behind which keys people put a key: behind the last of them that is there.
var follows = map[string][]string{
	"operationId": {"tags", "summary", "description"},
	"required":    {"name", "in", "description"},
	"format":      {"type"},
}
