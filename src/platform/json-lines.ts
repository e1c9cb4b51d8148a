/**
 * Encodes values as one parameter of a statement that writes many rows, for `string_to_table($n, E'\n')::json`: JSON text
 * holds no line break, so nothing has to be quoted in an array's text and unquoted again, which costs more than the JSON
 * itself.
 */
export function jsonLines(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join('\n')
}
