package orders

import "testing"

func TestTotal(t *testing.T) {
	got, err := Total([]Line{{"pen", 2, 150}, {"ink", 1, 700}})
	if err != nil || got != 1000 {
		t.Errorf("Total = %d, %v", got, err)
	}
	if _, err := Total(nil); err != ErrEmpty {
		t.Errorf("Total of nothing: %v", err)
	}
}
