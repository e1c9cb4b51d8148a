/** The command line as a whole. Each command is a file in commands/. */
import { readFileSync } from 'node:fs'
import { LISTED_SETTINGS } from '../config/list-settings.ts'
import { Command } from 'commander'
import { agencyCommands } from './commands/agency.ts'
import { askWhoActs } from './acting.ts'
import { agentTokenCommands } from './commands/agent-token.ts'
import { approvalCommands } from './commands/approval.ts'
import { auditCommand } from './commands/audit.ts'
import { bankFileTakeCommand } from './commands/bank-file-take.ts'
import { caseImportCommand } from './commands/case-import.ts'
import { caseFindCommand } from './commands/case-find.ts'
import { caseObjectionCommand } from './commands/case-objection.ts'
import { caseRecordCommand } from './commands/case-record.ts'
import { caseReleaseCommand } from './commands/case-release.ts'
import { clockAdvanceCommand } from './commands/clock-advance.ts'
import { clockShowCommand } from './commands/clock-show.ts'
import { connectionListCommand } from './commands/connection-list.ts'
import { connectionSetCommand } from './commands/connection-set.ts'
import { connectionTestCommand } from './commands/connection-test.ts'
import { consoleOpenCommand } from './commands/console-open.ts'
import { contractEndCommand } from './commands/contract-end.ts'
import { contractExportCommand } from './commands/contract-export.ts'
import { contractHandBackCommand } from './commands/contract-hand-back.ts'
import { contractPutCommand } from './commands/contract-put.ts'
import { contractShowCommand } from './commands/contract-show.ts'
import { debtorCommands } from './commands/debtor.ts'
import { deliveryCommands } from './commands/delivery.ts'
import { doctorCommand } from './commands/doctor.ts'
import { lawConfirmCommand } from './commands/law-confirm.ts'
import { fundsAttributeCommand } from './commands/funds-attribute.ts'
import { fundsCheckCommand } from './commands/funds-check.ts'
import { fundsTrialBalanceCommand } from './commands/funds-trial-balance.ts'
import { lawFeesCommand } from './commands/law-fees.ts'
import { lawInterestCommand } from './commands/law-interest.ts'
import { lawLimitationCommand } from './commands/law-limitation.ts'
import { lawRegimeCommand } from './commands/law-regime.ts'
import { lawRulesCommand } from './commands/law-rules.ts'
import { migrateCommand } from './commands/migrate.ts'
import { partnerCreateCommand } from './commands/partner-create.ts'
import { partnerListCommand } from './commands/partner-list.ts'
import { paymentAllocateCommand } from './commands/payment-allocate.ts'
import { paymentCancelReturnCommand } from './commands/payment-cancel-return.ts'
import { paymentEndReturnCommand } from './commands/payment-end-return.ts'
import { paymentListCommand } from './commands/payment-list.ts'
import { paymentMoveCommand } from './commands/payment-move.ts'
import { paymentDecideCommand } from './commands/payment-decide.ts'
import { paymentDismissCommand } from './commands/payment-dismiss.ts'
import { paymentRecordDirectCommand } from './commands/payment-record-direct.ts'
import { paymentReturnCommand } from './commands/payment-return.ts'
import { paymentReturnsCommand } from './commands/payment-returns.ts'
import { paymentReverseCommand } from './commands/payment-reverse.ts'
import { paymentUnallocateCommand } from './commands/payment-unallocate.ts'
import { paymentUnallocatedCommand } from './commands/payment-unallocated.ts'
import { personalDataCommands } from './commands/personal-data.ts'
import { policyPutCommand } from './commands/policy-put.ts'
import { policyShowCommand } from './commands/policy-show.ts'
import { sessionCommands } from './commands/session.ts'
import { settlementListCommand } from './commands/settlement-list.ts'
import { settlementMarkPaidCommand } from './commands/settlement-mark-paid.ts'
import { settlementMarkRefusedCommand } from './commands/settlement-mark-refused.ts'
import { settlementPayAgainCommand } from './commands/settlement-pay-again.ts'
import { settlementRunCommand } from './commands/settlement-run.ts'
import { simulatorsCommand } from './commands/simulators.ts'
import { startCommand } from './commands/start.ts'
import { syncDropCommand } from './commands/sync-drop.ts'
import { syncRetryCommand } from './commands/sync-retry.ts'
import { syncStatusCommand } from './commands/sync-status.ts'
import { taskCommands } from './commands/task.ts'
import { tokenIssueCommand } from './commands/token-issue.ts'
import { tokenListCommand } from './commands/token-list.ts'
import { tokenRevokeCommand } from './commands/token-revoke.ts'
import { userCommands } from './commands/user.ts'
import { webhookCommands } from './commands/webhook.ts'

/** The settings that most commands need. */
const SETTINGS_SHOWN = ['DATABASE_URL', 'DATA_DIR', 'SAATAVA_ENV', 'SAATAVA_MASTER_KEY']
const SETTINGS = LISTED_SETTINGS.filter(({ name }) => SETTINGS_SHOWN.includes(name))
  .map(({ name, meaning, default: value }) => `  ${name.padEnd(20)}${meaning} (default: ${value})`)
  .join('\n')

const HELP = `
Settings come from the environment; the service uses the same:
${SETTINGS}
Commands work with or without a running service.

Commands that change data take --as "Jane Doe", the person's name for the audit. Production requires it.

Example:
  npx saatava partner create --code QUICK3 --name "Our ERP"`

export function createProgram(): Command {
  const program = new Command('saatava')
    .description('Saatava, the receivables integration platform: its command line')
    .version(version(), '--version')
    .addHelpText('after', HELP)
    .showHelpAfterError('(add --help for what it takes)')
    .exitOverride()
    // An option that stands after the name of a command is that command's: "audit verify --client" is not that of "audit".
    .enablePositionalOptions()
  startCommand(program)
  migrateCommand(program)
  simulatorsCommand(program)
  doctorCommand(program)
  agencyCommands(program)
  const partner = program.command('partner').description('Partners, who onboard clients')
  partnerCreateCommand(partner)
  partnerListCommand(partner)
  const token = program.command('token').description('Tokens of partners and clients')
  tokenIssueCommand(token)
  tokenRevokeCommand(token)
  tokenListCommand(token)
  userCommands(program)
  sessionCommands(program)
  agentTokenCommands(program)
  consoleOpenCommand(program.command('console').description('The console, where people work in a browser'))
  approvalCommands(program)
  const connection = program.command('connection').description('Connections to accounting systems')
  connectionSetCommand(connection)
  connectionTestCommand(connection)
  connectionListCommand(connection)
  const sync = program.command('sync').description('Documents for accounting systems, and their state')
  syncStatusCommand(sync)
  syncRetryCommand(sync)
  syncDropCommand(sync)
  taskCommands(program)
  webhookCommands(program)
  deliveryCommands(program)
  personalDataCommands(program)
  bankFileTakeCommand(program.command('bank-file').description('Bank files with payments'))
  const caseCommand = program
    .command('case')
    .description('Cases: search, acts that a person of the agency records, and cases taken over from another agency')
  caseImportCommand(caseCommand)
  caseReleaseCommand(caseCommand)
  caseRecordCommand(caseCommand)
  caseObjectionCommand(caseCommand)
  caseFindCommand(caseCommand)
  debtorCommands(program)
  const payment = program.command('payment').description('Payments, and money that needs review')
  paymentUnallocatedCommand(payment)
  paymentAllocateCommand(payment)
  paymentReturnCommand(payment)
  paymentReverseCommand(payment)
  paymentListCommand(payment)
  paymentMoveCommand(payment)
  paymentUnallocateCommand(payment)
  paymentReturnsCommand(payment)
  paymentCancelReturnCommand(payment)
  paymentEndReturnCommand(payment)
  paymentDecideCommand(payment)
  paymentRecordDirectCommand(payment)
  paymentDismissCommand(payment)
  const settlement = program.command('settlement').description('Settlements and payouts of clients')
  settlementRunCommand(settlement)
  settlementListCommand(settlement)
  settlementMarkPaidCommand(settlement)
  settlementMarkRefusedCommand(settlement)
  settlementPayAgainCommand(settlement)
  const funds = program
    .command('funds')
    .description('Client funds: balances at the banks, balances in the books, and the owners')
  fundsCheckCommand(funds)
  fundsTrialBalanceCommand(funds)
  fundsAttributeCommand(funds)
  const contract = program.command('contract').description('Contracts with clients')
  contractPutCommand(contract)
  contractShowCommand(contract)
  contractEndCommand(contract)
  contractExportCommand(contract)
  contractHandBackCommand(contract)
  const policy = program.command('policy').description('Dunning policies: the steps and their days')
  policyPutCommand(policy)
  policyShowCommand(policy)
  const law = program
    .command('law')
    .description('Law rules on interest, fees and expiry; only confirm needs a database')
  lawInterestCommand(law)
  lawFeesCommand(law)
  lawLimitationCommand(law)
  lawRulesCommand(law)
  lawConfirmCommand(law)
  lawRegimeCommand(law)
  auditCommand(program)
  const clock = program.command('clock').description('The clock of a sandbox')
  clockShowCommand(clock)
  clockAdvanceCommand(clock)
  askWhoActs(program)
  return program
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
