package source

// Base is the state of the repository that a change is compared with.
type Base struct {
	// Name is what people call it: origin/main.
	Name string
	// Fork is the repository where the change began, and Tip is what became of the base since. They are the same when nobody
	// else changed anything.
	Fork, Tip *Tree
}
