package git

import (
	"io/fs"
	"path"
	"strings"
)

// Limits on symbolic links: how many are followed for one path, and how long what they say may be.
const (
	maxLinks    = 40
	maxLinkText = 4 << 10
)

// follow returns the path that another one leads to once its symbolic links are followed, which goes wrong when one leads out of the
// tree.
func (t *Tree) follow(name string) (string, bool) {
	if len(t.links) == 0 {
		return name, true
	}
	for range maxLinks {
		link, rest := t.firstLink(name)
		if link == "" {
			return name, true
		}
		from := t.links[link]
		text, err := from.repo.Read(from.Blob, maxLinkText)
		if err != nil || path.IsAbs(string(text)) {
			return "", false
		}
		if name = path.Join(path.Dir(link), string(text), rest); !fs.ValidPath(name) {
			return "", false
		}
	}
	return "", false
}

// firstLink returns the part of a path that is the first symbolic link on its way, and what follows it.
func (t *Tree) firstLink(name string) (link, rest string) {
	for i := 0; i <= len(name); i++ {
		if i == len(name) || name[i] == '/' {
			if _, ok := t.links[name[:i]]; ok {
				return name[:i], strings.TrimPrefix(name[i:], "/")
			}
		}
	}
	return "", ""
}

// Lstat returns what is known of a file, a folder or a symbolic link, of which the last one is not followed.
func (t *Tree) Lstat(name string) (fs.FileInfo, error) {
	if real, ok := t.follow(path.Dir(name)); ok && fs.ValidPath(name) {
		if _, ok := t.links[path.Join(real, path.Base(name))]; ok {
			return info{name: path.Base(name), link: true}, nil
		}
	}
	return t.Stat(name)
}

// ReadLink returns where a symbolic link leads.
func (t *Tree) ReadLink(name string) (string, error) {
	if real, ok := t.follow(path.Dir(name)); ok && fs.ValidPath(name) {
		if link, ok := t.links[path.Join(real, path.Base(name))]; ok {
			text, err := link.repo.Read(link.Blob, maxLinkText)
			return string(text), err
		}
	}
	return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
}
