/** The tools, in the order in which programs list them. */
import { performAction, previewAction } from './tools/act.ts'
import { caseSumOnDay, getCaseTool } from './tools/case.ts'
import { explainAccountingFailure } from './tools/explain-accounting-failure.ts'
import { getInvoiceStatus } from './tools/get-invoice-status.ts'
import { getSettlement } from './tools/get-settlement.ts'
import { listUnmatchedPayments } from './tools/list-unmatched-payments.ts'
import { listWork } from './tools/list-work.ts'
import { listWebhookFailures } from './tools/list-webhook-failures.ts'
import { search } from './tools/search.ts'
import { searchDocs } from './tools/search-docs.ts'
import type { Tool } from './tool.ts'

export const TOOLS: readonly Tool[] = [
  search,
  getCaseTool,
  caseSumOnDay,
  getInvoiceStatus,
  listWork,
  listUnmatchedPayments,
  explainAccountingFailure,
  getSettlement,
  listWebhookFailures,
  previewAction,
  performAction,
  searchDocs,
]
