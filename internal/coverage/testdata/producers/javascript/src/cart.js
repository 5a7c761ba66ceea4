'use strict'

class Cart {
  constructor(limit = 3) {
    this.limit = limit
    this.items = []
  }

  add(price, { quantity = 1, gift } = {}) {
    if (price < 0 || quantity < 1) throw new Error('nonsense')
    if (this.items.length >= this.limit) {
      return false
    }
    this.items.push({ price, quantity, gift: gift ?? false })
    return true
  }

  total() {
    let sum = 0
    for (const { price, quantity } of this.items) sum += price * quantity
    return sum > 100 ? sum * 0.9 : sum
  }
}

const describe = (cart) => { const n = cart.items.length; return n === 1 ? 'one item' : `${n} items` }

function unused(list) {
  switch (list.length) {
    case 0:
      return 'none'
    default:
      return list.join()
  }
}

module.exports = { Cart, describe, unused }
