/** The screens, in the order of the menu. A new screen is one file in screens/ and one line here. */
import { accounting } from './screens/accounting/index.ts'
import { accountingDocument } from './screens/accounting/document.ts'
import { approvals } from './screens/approvals.ts'
import { audit } from './screens/audit.ts'
import { contracts } from './screens/contracts.ts'
import { bulkJob } from './screens/bulk-job.ts'
import { caseScreen } from './screens/case.ts'
import { cases } from './screens/cases.ts'
import { debtor } from './screens/debtor.ts'
import { debtors } from './screens/debtors.ts'
import { clients } from './screens/clients.ts'
import { clock } from './screens/clock.ts'
import { decisions, questions } from './screens/decisions.ts'
import { deliveries } from './screens/deliveries.ts'
import { delivery } from './screens/delivery.ts'
import { events } from './screens/events.ts'
import { firstSteps } from './screens/first-steps.ts'
import { invoice } from './screens/invoice.ts'
import { invoices } from './screens/invoices.ts'
import { payments } from './screens/payments.ts'
import { reports } from './screens/reports/index.ts'
import { question } from './screens/question.ts'
import { search } from './screens/search.ts'
import { bankFiles } from './screens/bank-files.ts'
import { funds } from './screens/funds.ts'
import { payoutRuns } from './screens/payout-runs.ts'
import { settlements } from './screens/settlements.ts'
import { settlementsNext } from './screens/settlements-next.ts'
import { law } from './screens/law.ts'
import { policies } from './screens/policies.ts'
import { plans } from './screens/plans.ts'
import { task } from './screens/task.ts'
import { tokens } from './screens/tokens.ts'
import { users } from './screens/users.ts'
import { webhooks } from './screens/webhooks.ts'
import { workQueue } from './screens/work-queue.ts'
import type { Screen } from './shell.ts'

export const SCREENS: readonly Screen[] = [
  workQueue,
  firstSteps,
  decisions,
  questions,
  question,
  task,
  cases,
  caseScreen,
  debtors,
  debtor,
  plans,
  approvals,
  deliveries,
  delivery,
  accounting,
  accountingDocument,
  audit,
  tokens,
  clock,
  invoices,
  invoice,
  payments,
  search,
  settlements,
  settlementsNext,
  payoutRuns,
  bulkJob,
  funds,
  bankFiles,
  reports,
  events,
  clients,
  users,
  policies,
  contracts,
  webhooks,
  law,
]
