export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly cents: number;
}

/** The product of a line of the price list, "SKU;name;cents"; null for a line that is none. */
export function parse(line: string): Product | null {
  const [sku, name, cents] = line.split(";");
  if (sku === undefined || name === undefined || cents === undefined || !/^[0-9]{1,9}$/.test(cents)) {
    return null;
  }

  return { sku, name, cents: Number(cents) };
}
