package git

import "slices"

// Between returns the paths of the files that are not the same in two trees, and of those that only one of them has. A symbolic link
// is known by where it leads.
func Between(before, after *Tree) (edited, moved []string) {
	was := before.entriesByPath()
	for name, file := range after.entriesByPath() {
		switch old, ok := was[name]; {
		case !ok:
			moved = append(moved, name)
		case old.Blob != file.Blob:
			edited = append(edited, name)
		}
		delete(was, name)
	}
	for name := range was {
		moved = append(moved, name)
	}
	slices.Sort(edited)
	slices.Sort(moved)
	return edited, moved
}

// entriesByPath returns the files and the symbolic links.
func (t *Tree) entriesByPath() map[string]File {
	all := make(map[string]File, len(t.files)+len(t.links))
	for _, f := range t.files {
		all[f.Path] = f
	}
	for name, f := range t.links {
		all[name] = f
	}
	return all
}
