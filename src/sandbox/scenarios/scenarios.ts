/**
 * Scenario debtors of a sandbox: what they do, chosen by the debtor's name. Days are civil days of the case's country, by the
 * sandbox's clock.
 */

/** From when the days of a step are counted. PREVIOUS: the day on which the step before was done. */
type Anchor = 'OPENED' | 'DUE' | 'FIRST_REMINDER' | 'FIRST_INSTALMENT' | 'PREVIOUS'

export type Deed =
  | 'PAY_ALL'
  | 'PAY_HALF'
  | 'PAY_AGAIN'
  | 'TAKE_BACK'
  | 'OBJECT'
  | 'ASK_PLAN'
  | 'PAY_INSTALMENT'
  | 'MOVE'

export interface Step {
  after: Anchor
  days: number
  deed: Deed
}

export interface Scenario {
  /** The debtor's whole name, in whatever case. */
  name: string
  /** For people who test. */
  does: string
  steps: readonly Step[]
}

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'Pays At Once',
    does: 'pays all on the day on which the case is opened',
    steps: [{ after: 'OPENED', days: 0, deed: 'PAY_ALL' }],
  },
  {
    name: 'Pays Half',
    does: 'pays half on the due date, but never the rest',
    steps: [{ after: 'DUE', days: 0, deed: 'PAY_HALF' }],
  },
  {
    name: 'Pays After The Reminder',
    does: 'pays all, the fee of the reminder included, three days after the first reminder',
    steps: [{ after: 'FIRST_REMINDER', days: 3, deed: 'PAY_ALL' }],
  },
  {
    name: 'Pays Twice',
    does: 'pays all on the due date, and the same sum again the day after',
    steps: [
      { after: 'DUE', days: 0, deed: 'PAY_ALL' },
      { after: 'PREVIOUS', days: 1, deed: 'PAY_AGAIN' },
    ],
  },
  {
    name: 'Objects',
    does: 'objects to the whole claim three days after the first reminder',
    steps: [{ after: 'FIRST_REMINDER', days: 3, deed: 'OBJECT' }],
  },
  {
    name: 'Asks For A Plan And Breaks It',
    does: 'asks for a payment plan three days after the first reminder, pays the first instalment on its day, and none after it',
    steps: [
      { after: 'FIRST_REMINDER', days: 3, deed: 'ASK_PLAN' },
      { after: 'FIRST_INSTALMENT', days: 0, deed: 'PAY_INSTALMENT' },
    ],
  },
  {
    name: 'Moves',
    does: 'has moved: the post returns its letters, and the debtor gives its new address a week after the first reminder',
    steps: [{ after: 'FIRST_REMINDER', days: 7, deed: 'MOVE' }],
  },
  { name: 'Never Pays', does: 'does nothing', steps: [] },
  {
    name: 'The Bank Takes It Back',
    does: 'pays all on the due date; two days later the bank takes the payment back',
    steps: [
      { after: 'DUE', days: 0, deed: 'PAY_ALL' },
      { after: 'PREVIOUS', days: 2, deed: 'TAKE_BACK' },
    ],
  },
]

export function scenarioOf(name: string): Scenario | undefined {
  return SCENARIOS.find((one) => one.name.toLowerCase() === name.toLowerCase())
}
