/**
 * Prints the result of a command: a table for people, or one line of JSON for programs. Results go to standard output
 * only.
 */

export type Cell = string | number | boolean | Date | null | undefined

/** @param text the same for people; asked for only where it is shown */
export function print(json: boolean | undefined, value: unknown, text: () => string): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${text().trimEnd()}\n`)
}

/** Columns as wide as their widest cell, numbers to the right; the last column may be of any length. */
export function table(columns: string[], rows: Cell[][]): string {
  const lines = [columns, ...rows.map((row) => row.map(shown))]
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => lengthOf(line[i] ?? ''))))
  const isNumeric = columns.map((_, i) => rows.some((row) => typeof row[i] === 'number'))
  const line = (cells: string[]) =>
    cells
      .map((cell, i) => {
        const space = ' '.repeat((widths[i] ?? 0) - lengthOf(cell))
        return isNumeric[i] ? space + cell : cell + space
      })
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '─'.repeat(Math.min(width, RULE_MAX)))
  return [columns, rule, ...lines.slice(1)].map(line).join('\n')
}

const RULE_MAX = 40

/** Name and value of one thing, a line each. */
export function facts(entries: [string, Cell][]): string {
  const width = Math.max(...entries.map(([name]) => name.length))
  return entries.map(([name, value]) => `${name.padEnd(width)}  ${shown(value)}`).join('\n')
}

function shown(cell: Cell): string {
  if (cell === null || cell === undefined || cell === '') return '–'
  if (cell instanceof Date) return cell.toISOString()
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  return plain(String(cell))
}

/** On one line, and without what a terminal would obey: some words here are those of other systems. */
export function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').trim()
}

function lengthOf(text: string): number {
  return Array.from(text).length
}
