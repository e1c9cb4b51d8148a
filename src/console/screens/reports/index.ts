/** Reports: sums over cases and money. Each bar of a chart leads to the list of its rows. */
import type { Screen } from '../../shell.ts'
import { agingReport } from './aging.ts'
import { behindList } from './behind.ts'
import { report } from './kit.ts'
import { moneyInReport, receivedList } from './money-in.ts'
import { stockReport } from './stock.ts'
import { feesReport, lossesReport, recoveryReport } from './sums.ts'

export const reports: Screen = {
  menu: { path: '/console/reports/stock', label: 'Reports', permission: 'report.read', group: 'Records' },
  routes(shell) {
    report(shell, stockReport)
    report(shell, agingReport)
    report(shell, moneyInReport)
    report(shell, recoveryReport)
    report(shell, lossesReport)
    report(shell, feesReport)
    receivedList(shell)
    behindList(shell)
  },
}
