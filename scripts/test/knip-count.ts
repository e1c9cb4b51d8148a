/** A reporter for knip that prints how many files it analyzed: a checker that finds no files passes too. */
import type { ReporterOptions } from 'knip'

export default function count({ counters }: ReporterOptions): void {
  console.log(`knip analyzed ${counters.processed} files`)
}
