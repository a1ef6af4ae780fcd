/** Shows how many pieces are in the cart. */
export function showCount(element, lines) {
  const count = lines.reduce((sum, line) => sum + line.count, 0);
  element.hidden = count === 0;
  element.textContent = count > 99 ? "99+" : String(count);
}
