/** For a person who looks for what went wrong: a case's whole story, and a list that gathers all mistakes at once. */
import { minorToText } from '@saatava/core/money.ts'
import type { Books } from './books.ts'
import type { Lived } from './living.ts'

const FAULTS_SHOWN = 12

export class Faults {
  readonly #list: { text: string; of: { clientId: number; caseId: number } | undefined }[] = []

  /** @param of the case that it is about */
  add(text: string, named?: { clientId: number; caseId: number }): void {
    this.#list.push({ text, of: named })
  }

  /** An amount that is not what it must be, minor units. */
  amount(
    what: string,
    is: bigint,
    mustBe: bigint,
    currency: string,
    about?: { clientId: number; caseId: number },
  ): void {
    if (is === mustBe) return
    const difference = minorToText(is - mustBe)
    this.add(
      `${what}: it is ${minorToText(is)} ${currency}, must be ${minorToText(mustBe)}; ${difference} too much`,
      about,
    )
  }

  get count(): number {
    return this.#list.length
  }

  /** All faults, and the story of the shortest-lived case among them. */
  reported(books: Books, lived: Lived): string {
    const lines = this.#list
      .slice(0, FAULTS_SHOWN)
      .map(
        ({ text, of: about }) =>
          `- ${text}${about === undefined ? '' : ` (client ${about.clientId}, case ${about.caseId})`}`,
      )
    if (this.#list.length > FAULTS_SHOWN) lines.push(`… and ${this.#list.length - FAULTS_SHOWN} more`)
    const [smallest] = [...new Set(this.#list.flatMap(({ of: about }) => about ?? []))]
      .map((about) => storyOf(about, books, lived))
      .toSorted((a, b) => a.length - b.length)
    return [`${this.#list.length} faults`, ...lines, ...(smallest === undefined ? [] : ['', ...smallest])].join('\n')
  }
}

function storyOf({ clientId, caseId }: { clientId: number; caseId: number }, books: Books, lived: Lived): string[] {
  const own = <T extends { clientId: number; caseId: number }>(list: T[]) =>
    list.filter((one) => one.clientId === clientId && one.caseId === caseId)
  const [debt] = own(books.cases)
  const invoice = lived.invoices.find((one) => one.invoiceId === debt?.invoiceId)
  const transactions = books.transactions
    .filter((one) => one.clientId === clientId && one.postings.some((posting) => posting.caseId === caseId))
    .map(({ at, bookingDate, kind, source, corrects, postings }) => {
      const amounts = postings.map(({ account, amount }) => `${account} ${minorToText(amount)}`).join(', ')
      return `  ${at.toISOString()} on ${bookingDate} ${kind} ${source}${corrects === null ? '' : ` corrects ${corrects}`}: ${amounts}`
    })
  return [
    `The story of case ${caseId} of client ${clientId} (${invoice?.client.country}, ${invoice?.client.service}):`,
    `  ${JSON.stringify(debt, (_key, value: unknown) => (typeof value === 'bigint' ? minorToText(value) : value))}`,
    'as the scenario tells it:',
    ...(invoice?.reported ?? []).map((line) => `  ${line}`),
    'events:',
    ...own(books.events).map(({ at, kind, data }) => `  ${at.toISOString()} ${kind} ${JSON.stringify(data)}`),
    'postings:',
    ...transactions,
  ]
}
