package source

import (
	"io/fs"
	"os"
	"path"
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
	folder, ok := d.kept[dir]
	if !ok {
		var err error
		if folder, err = d.root.OpenRoot(dir[:len(dir)-1]); err != nil {
			return nil, ""
		}
		if len(d.kept) == maxFolders {
			d.closeAll()
		}
		if d.kept == nil {
			d.kept = make(map[string]*os.Root)
		}
		d.kept[dir] = folder
	}
	return folder, base
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
