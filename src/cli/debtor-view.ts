import type { Command } from 'commander'
import { clientNumber, nonEmpty } from './options.ts'
import { type Cell, facts, print, table } from './output.ts'

/** The debtor of a command, and the client that its id needs. */
export function debtorArgument(command: Command): Command {
  return command
    .argument('<debtor>', 'its id, or the number of one of its cases', nonEmpty)
    .option('--client <number>', 'the client of the debtor, where its id is given', clientNumber)
}

interface Shown {
  contact: { address: Record<string, string> | null; email: string | null; phone: string | null }
  customerNumbers: string[]
  marks: string[]
  balances: { currency: string; openAmount: number; openCases: number }[]
  cases: { caseId: number; invoiceNumber: number; status: string; statusReason: string | null; openAmount: number }[]
  letters: unknown[]
}

/** Prints one debtor. */
export function printDebtor(json: boolean | undefined, shown: Record<string, unknown>): void {
  const { contact, customerNumbers, marks, balances, cases, letters } = shown as unknown as Shown
  const { address, email, phone } = contact
  const about: [string, Cell][] = ['debtorId', 'kind', 'name', 'nationalId', 'businessCode'].map((name) => [
    name,
    shown[name] as Cell,
  ])
  print(json, shown, () =>
    [
      facts([
        ...about,
        ['customerNumbers', customerNumbers.join(' ')],
        ['marks', marks.join(' ')],
        ['address', address === null ? null : Object.values(address).join(', ')],
        ['email', email],
        ['phone', phone],
        ['open', balances.map(({ openAmount, currency }) => `${openAmount.toFixed(2)} ${currency}`).join(', ')],
        ['letters', letters.length],
      ]),
      ...(cases.length === 0
        ? []
        : [
            '',
            table(
              ['CASE', 'INVOICE', 'OPEN', 'STATUS', 'REASON'],
              cases.map(({ caseId, invoiceNumber, openAmount, status, statusReason }) => [
                ...[String(caseId), String(invoiceNumber), openAmount.toFixed(2), status, statusReason],
              ]),
            ),
          ]),
    ].join('\n'),
  )
}
