/** Debtors, by what they do. Each story is a list of deeds on days; what a deed comes to is seen on its day. */
import type { Random } from '../crash/random.ts'

/** How much: of the invoice's total, or of all that is owed on the day, in parts of a hundred. */
export interface HowMuch {
  of: 'INVOICE' | 'OWED'
  hundredths: number
  /** On top, major units. */
  more?: number
}

/** The payer's way of naming the invoice. */
export type Written = 'REFERENCE' | 'SPACED' | 'IN_TEXT' | 'NUMBER' | 'WRONG' | 'NOTHING'

export type Deed = { day: number } & (
  | {
      do: 'PAY'
      much: HowMuch
      written: Written
      id?: string
      currency?: string /** Before the file comes. */
      ago: number
    }
  /** The bank takes a payment back. */
  | { do: 'REVERSE'; of: string }
  /** To the creditor, who says so. */
  | { do: 'DIRECT'; much: HowMuch; ago: number; statesZero?: boolean }
  | { do: 'OBJECT'; hundredths: number | null }
  | { do: 'PLAN'; instalments: number; firstAfter: number }
  /** Pays the plan's next instalment. */
  | { do: 'INSTALMENT' }
  | { do: 'PAUSE'; days: number | null }
  /** Approves an invoice that waits for it. */
  | { do: 'APPROVE' }
  /** The creditor lets legal steps begin; refused where none wait for it. */
  | { do: 'LEGAL' }
  | { do: 'RESUME' | 'WITHDRAW' | 'COMMENT' | 'NEW_EMAIL' | 'NEW_ADDRESS' }
  | { do: 'DUEDATE'; days: number }
  | { do: 'CREDIT'; hundredths: number }
  /** A person at the agency gives what waits to the case, or sends back what was too much. */
  | { do: 'ALLOCATE' | 'RETURN' }
)

interface Setting {
  /** The day on which it is sent. */
  day: number
  due: number
  type: string
  country: string
}

type Tell = (setting: Setting, random: Random) => Deed[]

const WHOLE: HowMuch = { of: 'INVOICE', hundredths: 100 }
const ALL: HowMuch = { of: 'OWED', hundredths: 100 }

const pay = (day: number, random: Random, more: Partial<Extract<Deed, { do: 'PAY' }>> = {}): Deed => ({
  do: 'PAY',
  day,
  much: WHOLE,
  written: random.pick(['REFERENCE', 'REFERENCE', 'REFERENCE', 'SPACED', 'IN_TEXT']),
  // A payer of today's claim mostly pays today: a day less of interest makes it too much.
  ago: random.chance(more.much === ALL ? 0.8 : 0.3) ? 0 : random.integer(1, 2),
  ...more,
})
/** The day after it was sent at the earliest: only then is there a case. */
const onTime = ({ day, due }: Setting, random: Random) =>
  random.integer(Math.min(day + 4, Math.max(day + 2, due)), Math.max(day + 4, due))

const STORIES: [weight: number, name: string, tell: Tell][] = [
  [22, 'pays on time', (at, random) => [pay(onTime(at, random), random)]],
  [12, 'pays late what is owed', (at, random) => [pay(at.due + random.integer(3, 90), random, { much: ALL })]],
  [9, 'pays late what the invoice says, then vanishes', (at, random) => [pay(at.due + random.integer(3, 80), random)]],
  [
    7,
    'pays late what the invoice says, the rest later',
    (at, random) => {
      const first = at.due + random.integer(3, 60)
      return [pay(first, random), pay(first + random.integer(10, 70), random, { much: ALL })]
    },
  ],
  [
    8,
    'pays in parts',
    (at, random) => {
      const parts = random.integer(2, 4)
      let day = at.due + random.integer(-3, 30)
      return Array.from({ length: parts }, (_, i) => {
        day = Math.max(at.day + 3, day) + random.integer(4, 35)
        return i + 1 < parts
          ? pay(day, random, { much: { of: 'OWED', hundredths: random.integer(10, 70) } })
          : pay(day, random, { much: ALL })
      })
    },
  ],
  [
    5,
    'pays twice',
    (at, random) => {
      const day = onTime(at, random)
      return [
        pay(day, random),
        pay(day + random.integer(3, 20), random),
        ...(random.chance(0.5) ? [{ do: 'RETURN' as const, day: day + 25 }] : []),
      ]
    },
  ],
  [
    3,
    'pays too much',
    (at, random) => [pay(onTime(at, random), random, { much: { ...WHOLE, more: random.integer(1, 40) } })],
  ],
  [4, 'pays by the invoice number', (at, random) => [pay(onTime(at, random), random, { written: 'NUMBER' })]],
  [
    5,
    'pays with the wrong reference',
    (at, random) => {
      const day = at.due + random.integer(-2, 40)
      const start = Math.max(at.day + 3, day)
      const written = random.pick(['WRONG', 'NOTHING'] as const)
      return [
        pay(start, random, { written }),
        ...(random.chance(0.7) ? [{ do: 'ALLOCATE' as const, day: start + random.integer(1, 20) }] : []),
      ]
    },
  ],
  [2, 'pays in another currency', (at, random) => [pay(onTime(at, random), random, { currency: 'EUR' })]],
  [
    7,
    'pays the creditor',
    (at, random) => {
      const day = Math.max(at.day + 4, at.due + random.integer(-4, 60))
      const much = random.pick([WHOLE, ALL, { of: 'OWED' as const, hundredths: 40 }])
      return [
        { do: 'DIRECT', day, much, ago: random.integer(0, 3), ...(random.chance(0.3) ? { statesZero: true } : {}) },
      ]
    },
  ],
  [
    3,
    'objects, and is left alone',
    (at, random) => {
      const day = at.due + random.integer(2, 60)
      return [
        { do: 'OBJECT', day, hundredths: null },
        { do: 'COMMENT', day: day + 2 },
        { do: 'WITHDRAW', day: day + random.integer(10, 40) },
      ]
    },
  ],
  [
    4,
    'objects, and pays in the end',
    (at, random) => {
      const day = at.due + random.integer(2, 60)
      const resumed = day + random.integer(5, 30)
      return [
        { do: 'OBJECT', day, hundredths: null },
        { do: 'RESUME', day: resumed },
        pay(resumed + random.integer(3, 40), random, { much: ALL }),
      ]
    },
  ],
  [
    3,
    'objects to a part, which is credited',
    (at, random) => {
      const day = at.due + random.integer(2, 50)
      return [
        { do: 'OBJECT', day, hundredths: 30 },
        { do: 'CREDIT', day: day + 12, hundredths: 30 },
        { do: 'RESUME', day: day + 14 },
        pay(day + random.integer(20, 60), random, { much: ALL }),
      ]
    },
  ],
  [
    6,
    'keeps a plan',
    (at, random) => {
      const day = at.due + random.integer(5, 50)
      const instalments = random.integer(2, 6)
      const days = Array.from({ length: instalments }, (_, i) => day + 10 + i * 30 + random.integer(-3, 4))
      const last = day + 10 + instalments * 30
      return [
        { do: 'PLAN', day, instalments, firstAfter: 10 },
        ...days.map((one): Deed => ({ do: 'INSTALMENT', day: one })),
        pay(last, random, { much: ALL }),
        pay(last + 30, random, { much: ALL }),
      ]
    },
  ],
  [
    5,
    'breaks a plan',
    (at, random) => {
      const day = at.due + random.integer(5, 50)
      const paid = random.integer(0, 2)
      const days = Array.from({ length: paid }, (_, i) => day + 10 + i * 30)
      return [
        { do: 'PLAN', day, instalments: random.integer(3, 6), firstAfter: 10 },
        ...days.map((one): Deed => ({ do: 'INSTALMENT', day: one })),
        ...(random.chance(0.4) ? [pay(day + 90 + random.integer(0, 60), random, { much: ALL })] : []),
      ]
    },
  ],
  [7, 'vanishes', () => []],
  [
    4,
    'vanishes, until the creditor lets legal steps begin',
    (at, random) => {
      const day = at.due + random.integer(85, 160)
      return [
        { do: 'LEGAL', day },
        ...(random.chance(0.6) ? [pay(day + random.integer(5, 60), random, { much: ALL })] : []),
      ]
    },
  ],
  [
    4,
    'pays, and the bank takes it back',
    (at, random) => {
      const day = Math.max(at.day + 3, at.due + random.integer(-3, 40))
      const id = 'p'
      return [
        pay(day, random, {
          id,
          written: 'REFERENCE',
          much: random.pick([WHOLE, ALL, { of: 'INVOICE' as const, hundredths: 50 }]),
        }),
        { do: 'REVERSE', day: day + random.integer(2, 25), of: id },
        ...(random.chance(0.6) ? [pay(day + 30 + random.integer(0, 40), random, { much: ALL })] : []),
      ]
    },
  ],
  [
    3,
    'is credited',
    (at, random) => [{ do: 'CREDIT', day: Math.max(at.day + 2, at.due + random.integer(-5, 30)), hundredths: 100 }],
  ],
  [
    4,
    'is credited a part, and pays the rest',
    (at, random) => {
      const day = Math.max(at.day + 2, at.due + random.integer(-5, 30))
      return [
        { do: 'CREDIT', day, hundredths: random.integer(10, 60) },
        pay(day + random.integer(3, 40), random, { much: ALL }),
      ]
    },
  ],
  [
    4,
    'gets more time',
    (at, random) => {
      const day = Math.max(at.day + 3, at.due - random.integer(-15, 3))
      return [
        { do: 'DUEDATE', day, days: random.integer(5, 40) },
        { do: 'COMMENT', day: day + 1 },
        ...(random.chance(0.6) ? [pay(day + random.integer(20, 70), random, { much: ALL })] : []),
      ]
    },
  ],
  [
    4,
    'is left in peace for a while',
    (at, random) => {
      const day = Math.max(at.day + 3, at.due + random.integer(1, 50))
      const days = random.chance(0.6) ? random.integer(3, 30) : null
      return [
        { do: 'PAUSE', day, days },
        ...(days === null ? [{ do: 'RESUME' as const, day: day + random.integer(5, 40) }] : []),
        ...(random.chance(0.5) ? [pay(day + random.integer(35, 90), random, { much: ALL })] : []),
      ]
    },
  ],
  [
    3,
    'moves',
    (at, random) => {
      const day = Math.max(at.day + 3, at.due + random.integer(-3, 40))
      return [
        { do: random.pick(['NEW_EMAIL', 'NEW_ADDRESS'] as const), day },
        ...(random.chance(0.5) ? [pay(day + random.integer(20, 80), random, { much: ALL })] : []),
      ]
    },
  ],
]

const WEIGHTS = STORIES.reduce((sum, [weight]) => sum + weight, 0)

export function storyOf(setting: Setting, random: Random): { story: string; deeds: Deed[] } {
  let dice = random.next() * WEIGHTS
  for (const [weight, name, tell] of STORIES) {
    dice -= weight
    if (dice >= 0) continue
    // In Finland and Sweden the euro is a currency that people mistake for the invoice's; in Finland it is the invoice's.
    const deeds = tell(setting, random).map((deed) =>
      deed.do === 'PAY' && deed.currency !== undefined && setting.country === 'FI'
        ? { ...deed, currency: 'SEK' }
        : deed,
    )
    return { story: name, deeds }
  }
  return { story: 'vanishes', deeds: [] }
}
