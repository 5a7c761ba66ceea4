'use strict'
const assert = require('node:assert')
const { Cart, describe } = require('./cart.js')

const cart = new Cart()
cart.add(20)
cart.add(50, { quantity: 2 })
assert.strictEqual(cart.total(), 108)
assert.strictEqual(describe(cart), '2 items')
