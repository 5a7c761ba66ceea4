from cart import Cart

cart = Cart()
cart.add(3)
cart.add(4)
try:
    cart.add(-1)
except ValueError:
    pass
assert cart.total() == 6
