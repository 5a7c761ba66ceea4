package coverage

import "strings"

const (
	// maxRoutineName is where the name of a routine is cut; those of templates have kilobytes.
	maxRoutineName = 256
	// maxNames bounds the bytes of all names.
	maxNames = 64 << 20
)

// nameLedger says that the names of functions are wanted, and how many bytes of them may still be kept. It is nil where nobody
// wants them: facts do not have names.
type nameLedger struct{ left int }

// call keeps the name of a routine, if names are wanted. The first name of a routine stays.
func (f *file) call(id uint64, name []byte) {
	if f.ledger == nil || len(name) == 0 || f.ledger.left < 0 || f.names[id] != "" {
		return
	}
	if f.names == nil {
		f.names = make(map[uint64]string)
	}
	text := strings.ToValidUTF8(string(name[:min(len(name), maxRoutineName)]), "\ufffd")
	f.ledger.left -= len(text) + 64
	f.names[id] = text
}

// callAsIn takes over the names of another report.
func (f *file) callAsIn(o *file) {
	if f.names == nil {
		f.names = o.names
		return
	}
	for id, name := range o.names {
		if f.names[id] == "" {
			f.names[id] = name
		}
	}
}
