// Package store is a program to be measured.
package store

import "errors"

// Cart holds prices in cents.
type Cart struct{ prices []int }

var errNegative = errors.New("negative price")

// Discount is a function literal outside of every function, as handlers often are.
var Discount = func(total int) int {
	if total > 100 {
		return total - total/10
	}
	return total
}

// Add puts a price into the cart.
func (c *Cart) Add(price int) error {
	if price < 0 {
		return errNegative
	}
	c.prices = append(c.prices, price)
	return nil
}

// Total sums the prices.
func (c *Cart) Total() (sum int) {
	for _, p := range c.prices {
		sum += p
	}
	switch {
	case sum > 1000:
		sum -= 50
	case sum > 500:
		sum -= 20
	default:
	}
	return sum
}

// Unused is never called.
func Unused[T any](list []T) int {
	if len(list) == 0 {
		return 0
	}
	return len(list)
}
