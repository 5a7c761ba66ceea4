package runner

import (
	"cmp"
	"encoding/json"
	"path"
	"slices"
	"strings"
)

// Temporal keeps a folder for each version, with a manifest that lists its files.
var Temporal = register(&Runner{
	Name: "temporal-sql-tool",
	Doc: Doc{
		Title: "temporal-sql-tool", URL: "https://github.com/temporalio/temporal",
		Recognised:   "Folders such as `v1.9` with a `manifest.json`.",
		Files:        "The `.sql` files of those folders that the manifests list.",
		Order:        "By the folder's version, and then as `SchemaUpdateCqlFiles` in its manifest has it.",
		Directions:   "Up only.",
		Transactions: "Each statement is sent by itself.",
	},
	Priority: byConfiguration,
	Detect: func(h *History) bool {
		return h.anyName(func(name string) bool {
			dir, _, ok := strings.Cut(name, "/")
			return ok && strings.HasPrefix(dir, "v") && strings.Contains(h.Read(dir+"/manifest.json"), "SchemaUpdateCqlFiles")
		})
	},
	File:               both,
	Order:              temporalOrder,
	Mode:               None,
	OutsideTransaction: "leave it as it is: temporal-sql-tool opens no transaction",
	Leaves:             true,
	Leave:              alone,
})

// temporalOrder puts the files of a version in the order of its manifest, and leaves out those that it does not list.
func temporalOrder(h *History, files []File) []File {
	manifests := make(map[string][]string)
	at := func(f File) int {
		dir := path.Dir(f.Path)
		list, known := manifests[dir]
		if !known {
			var m struct{ SchemaUpdateCqlFiles []string }
			_ = json.Unmarshal([]byte(h.Read(dir+"/manifest.json")), &m)
			list = m.SchemaUpdateCqlFiles
			manifests[dir] = list
		}
		if list == nil {
			return 0
		}
		return slices.Index(list, path.Base(f.Path))
	}
	files = slices.DeleteFunc(files, func(f File) bool { return at(f) < 0 })
	slices.SortStableFunc(files, func(a, b File) int {
		return cmp.Or(Compare(path.Dir(a.Path), path.Dir(b.Path)), cmp.Compare(at(a), at(b)))
	})
	return files
}
