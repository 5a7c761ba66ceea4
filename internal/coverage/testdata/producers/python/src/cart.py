"""A program to be measured."""


class Cart:
    def __init__(self, limit=3):
        self.limit = limit
        self.prices = []

    def add(self, price):
        if price < 0:
            raise ValueError("negative")
        if len(self.prices) >= self.limit:
            return False
        self.prices.append(price)
        return True

    def total(self):
        total = 0
        for price in self.prices:
            total += price
            if price > 1000:
                break
        else:
            total -= 1
        return total

    def debug(self):  # pragma: no cover
        print(self.prices)


def unused(values):
    while values:
        value = values.pop()
        if value:
            continue
        yield value
