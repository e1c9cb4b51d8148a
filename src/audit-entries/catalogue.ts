/**
 * The catalogue of acts that are audited: every action, its subject and its details. `audit.ts` is typed by it, a test
 * holds every stored entry to it, and the guide is printed from it. No entry holds a name, an address, an account or a free
 * text of a debtor: entries are kept for good. They hold ids, or a hash of words (`words.ts`).
 */
import type { Static } from 'typebox'
import { AGENCY_ACTS } from './agency-acts.ts'
import { CASE_ACTS } from './case-acts.ts'
import { CLIENT_ACTS } from './client-acts.ts'
import { DEBTOR_ACTS } from './debtor-acts.ts'
import { MONEY_ACTS } from './money-acts.ts'
import { TASK_ACTS } from './task-acts.ts'

export const ACTS = { ...CLIENT_ACTS, ...CASE_ACTS, ...MONEY_ACTS, ...AGENCY_ACTS, ...TASK_ACTS, ...DEBTOR_ACTS }

export type Act = keyof typeof ACTS
export type ActDetails<A extends Act> = Static<(typeof ACTS)[A]['details']>
