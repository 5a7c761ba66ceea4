package source

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
)

// maxFolders bounds how many folders are kept open.
const maxFolders = 32

// folders are the folders of a tree that were last used. Going to one anew for each of its files costs more than to read
// them. What such a folder refuses, as a link out of it, is a question for the whole tree.
type folders struct {
	root *os.Root
	mu   sync.Mutex
	kept map[string]*os.Root
}

// open returns the folder of a file, and the file's name in it; nil when there is no such folder.
func (d *folders) open(file string) (*os.Root, string) {
	dir, base := path.Split(file)
	if d == nil || dir == "" || !fs.ValidPath(file) {
		return nil, ""
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	folder := d.folder(dir[:len(dir)-1])
	if folder == nil {
		return nil, ""
	}
	return folder, base
}

// folder opens a folder by way of the one that it is in, where its neighbours will be looked for.
func (d *folders) folder(dir string) *os.Root {
	if folder, ok := d.kept[dir]; ok {
		return folder
	}
	above, name := d.root, dir
	if i := strings.LastIndexByte(dir, '/'); i >= 0 {
		if above, name = d.folder(dir[:i]), dir[i+1:]; above == nil {
			return nil
		}
	}
	folder, err := above.OpenRoot(name)
	if err != nil {
		return nil
	}
	if len(d.kept) >= maxFolders {
		d.closeAll()
	}
	if d.kept == nil {
		d.kept = make(map[string]*os.Root)
	}
	d.kept[dir] = folder
	return folder
}

func (d *folders) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closeAll()
}

// closeAll may close a folder that another goroutine is about to use: that one is told so, and asks the whole tree.
func (d *folders) closeAll() {
	for _, f := range d.kept {
		f.Close()
	}
	clear(d.kept)
}
