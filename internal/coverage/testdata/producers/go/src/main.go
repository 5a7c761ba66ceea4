// Command shop prints what a cart costs.
package main

import (
	"fmt"
	"os"

	"example.com/shop/store"
)

func main() {
	var c store.Cart
	if err := c.Add(120); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(c.Total(), store.Discount(c.Total()))
}
