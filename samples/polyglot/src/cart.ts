import type { Product } from "./product.js";

export interface CartLine {
  readonly product: Product;
  readonly count: number;
}

/** Adds pieces of a product to those that are already there. */
export function add(lines: readonly CartLine[], product: Product, count: number): CartLine[] {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`no number of pieces: ${count}`);
  }

  const known = lines.find((line) => line.product.sku === product.sku);
  return known === undefined
    ? [...lines, { product, count }]
    : lines.map((line) => (line === known ? { product, count: line.count + count } : line));
}

/** What all of it costs, in cents. */
export function subtotal(lines: readonly CartLine[]): number {
  return lines.reduce((sum, line) => sum + line.product.cents * line.count, 0);
}
