// Renders the receipt that goes out with an order.
export function receipt(order) {
  if (!order.lines.length) {
    throw new Error('an empty order has no receipt');
  }
  const total = order.lines.reduce((sum, l) => sum + l.quantity * l.cents, 0);
  if (order.locale === 'de') {
    return `Summe: ${format(total, ',')} €`;
  }
  return `Total: €${format(total, '.')}`;
}

function format(cents, point) {
  return `${Math.floor(cents / 100)}${point}${String(cents % 100).padStart(2, '0')}`;
}
