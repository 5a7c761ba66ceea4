package main

import "testing"

func TestPrints(t *testing.T) { main() }
