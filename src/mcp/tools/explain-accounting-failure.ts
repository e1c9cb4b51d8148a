import { minorToNumber } from '@saatava/core/money.ts'
import { Type } from 'typebox'
import { findDocuments } from '../../accounting/find-documents.ts'
import { showDocument } from '../../accounting/show-document.ts'
import { clientIdentifier, tool } from '../tool.ts'

const FOUND_MAX = 5

export const explainAccountingFailure = tool({
  name: 'explain_accounting_failure',
  title: 'Why a voucher is not in the books',
  description:
    'Finds vouchers of a client by identifier, invoice number, id of the accounting system, or amount ("124,00"). It says whether each is in the books, and if not, why and what helps.',
  permission: 'accounting.read',
  isReadOnly: true,
  input: Type.Object({
    clientIdentifier: clientIdentifier(),
    words: Type.String({ minLength: 1, maxLength: 200 }),
  }),
  async run({ ctx }, { clientIdentifier: clientId, words }) {
    const found = await findDocuments(ctx, { clientId, words, limit: FOUND_MAX })
    const documents = await Promise.all(found.map(({ kind, seq }) => showDocument(ctx, { clientId, kind, seq })))
    return {
      documents: documents.map(({ kind, seq, identifier, status, code, description, ...row }) => ({
        ...{ kind, identifier, status, code, explanation: description },
        ...{ row: `${clientId}.${kind}.${identifier}`, number: seq, documentDate: row.documentDate },
        ...{ totalAmount: minorToNumber(BigInt(row.total)), attempts: row.attempts, remoteIds: row.remoteIds },
        mayBeThere: status !== 'synced' && row.maybeStored,
        connection: row.connection && {
          ...{ system: row.connection.system, state: row.connection.state, reason: row.connection.reason },
        },
      })),
    }
  },
})
