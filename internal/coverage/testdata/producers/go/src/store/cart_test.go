package store

import "testing"

func TestCart(t *testing.T) {
	var c Cart
	for _, p := range []int{400, 200} {
		if err := c.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	if got := c.Total(); got != 580 {
		t.Errorf("got %d", got)
	}
}
