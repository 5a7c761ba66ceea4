// Package orders prices what customers buy.
package orders

import "errors"

// Line is one article of an order.
type Line struct {
	SKU      string
	Quantity int
	Cents    int
}

// ErrEmpty is returned for an order without lines.
var ErrEmpty = errors.New("the order is empty")

// Total returns what an order costs, in cents.
func Total(lines []Line) (int, error) {
	if len(lines) == 0 {
		return 0, ErrEmpty
	}
	total := 0
	for _, l := range lines {
		total += l.Quantity * l.Cents
	}
	return total, nil
}

// Discount returns a total less a percentage, rounded in favour of the customer.
func Discount(total, percent int) (int, error) {
	if percent < 0 || percent > 100 {
		return 0, errors.New("a discount is between 0 and 100 percent")
	}
	return total * (100 - percent) / 100, nil
}
