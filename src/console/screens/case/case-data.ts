/** A case as its page shows it: the answers of the verbs of the API, with their types. */
import type { CaseId, ClientId } from '@saatava/core/ids.ts'
import type { CivilDate } from '@saatava/core/dates.ts'
import type { Static } from 'typebox'
import { type PossibleAction, possibleActions } from '../../../case-api/actions/possible-actions.ts'
import { listLetters } from '../../../case-api/letters/list-letters.ts'
import type { Letters } from '../../../case-api/letters/schemas.ts'
import { type ShownTransaction, listCaseJournal } from '../../../case-api/view/case-journal.ts'
import { caseVersion } from '../../../case-api/view/case-version.ts'
import { getCase } from '../../../case-api/view/get-case.ts'
import type { CaseView } from '../../../case-api/view/schemas.ts'
import { type ClientCtx, clientCtx } from '../../../platform/context.ts'
import { AppError, type Fault } from '../../../platform/errors.ts'
import { listQuestions } from '../../../questions/list-questions.ts'
import type { Question } from '../../../questions/question.ts'
import type { ConsoleCtx } from '../../shell.ts'

const QUESTIONS_MAX = 100

export type ShownCase = Static<typeof CaseView>['case']
export type ShownLetter = Static<typeof Letters>['letters'][number]

/** The part of the invoice that the page shows. */
export interface CaseInvoice {
  invoiceId: string
  invoiceNumber: number
  invoiceDate: CivilDate
  dueDate: CivilDate
  caseDueDate: CivilDate
  paymentReference: string | null
}

export function invoiceIn({ invoice }: ShownCase): CaseInvoice {
  return invoice as unknown as CaseInvoice
}

export interface CaseData {
  clientId: ClientId
  caseId: CaseId
  /** The case on the day that is asked for, else today. */
  view: ShownCase
  /** The amounts of today. */
  today: ShownCase['balance']
  /** Undefined where the debtor was erased. */
  letters: ShownLetter[] | undefined
  journal: ShownTransaction[]
  actions: PossibleAction[]
  questions: Question[]
  version: string
  /** Faults of the day that is asked for. */
  faults: readonly Fault[]
}

/** The page names the client in its path, so there is one. */
export function ctxOfClient(ctx: ConsoleCtx): ClientCtx {
  if (ctx.clientId === undefined) throw new AppError('NOT_FOUND', 'There is no such page.')
  return clientCtx(ctx, ctx.clientId)
}

export async function readCase(ctx: ClientCtx, caseId: CaseId, asOf?: CivilDate): Promise<ShownCase> {
  const { body } = await getCase(ctx, { caseId, ...(asOf === undefined ? {} : { asOf }) })
  return (body as unknown as Static<typeof CaseView>).case
}

/** @param asOf a day for which the amounts are computed; one that cannot be computed is a fault of its field */
export async function loadCase(ctx: ClientCtx, caseId: CaseId, asOf: CivilDate | undefined): Promise<CaseData> {
  const version = await caseVersion(ctx, caseId)
  const now = await readCase(ctx, caseId)
  const { view, faults } = asOf === undefined ? { view: now, faults: [] } : await onDay(ctx, caseId, asOf, now)
  return {
    ...{ clientId: ctx.clientId, caseId, view, today: now.balance, version, faults },
    letters: await lettersOf(ctx, caseId),
    journal: await listCaseJournal(ctx, caseId),
    actions: await possibleActions(ctx, caseId),
    questions: (await listQuestions(ctx, { clientId: ctx.clientId, subject: `case:${caseId}`, limit: QUESTIONS_MAX }))
      .questions,
  }
}

async function lettersOf(ctx: ClientCtx, caseId: CaseId): Promise<ShownLetter[] | undefined> {
  try {
    const { body } = await listLetters(ctx, { caseId })
    return (body as unknown as Static<typeof Letters>).letters
  } catch (error) {
    if (error instanceof AppError && error.code === 'GONE') return undefined
    throw error
  }
}

async function onDay(
  ctx: ClientCtx,
  caseId: CaseId,
  asOf: CivilDate,
  now: ShownCase,
): Promise<{ view: ShownCase; faults: readonly Fault[] }> {
  try {
    return { view: await readCase(ctx, caseId, asOf), faults: [] }
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'INVALID' && error.code !== 'RULE')) throw error
    return { view: now, faults: error.faults ?? [{ pointer: '?asOf', code: error.code, message: error.message }] }
  }
}
