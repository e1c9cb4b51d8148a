import { Type } from 'typebox'
import { searchFor } from '../../search/search-for.ts'
import { TEXT_CHARACTERS_MAX } from '../../search/search.ts'
import { tool } from '../tool.ts'
import { personOf } from '../words-of-others.ts'

export const search = tool({
  name: 'search',
  title: 'Find anything',
  description:
    'Finds cases, invoices, debtors, payments, deliveries, tasks, approvals, vouchers and clients by a number, a reference, an IBAN, an id, or the beginning of a name. Start here when the person names something.',
  permission: undefined,
  isReadOnly: true,
  input: Type.Object({ text: Type.String({ minLength: 1, maxLength: TEXT_CHARACTERS_MAX }) }),
  async run({ ctx, agent }, { text }) {
    const hits = await searchFor(ctx, { text, grants: agent.grants })
    return {
      hits: hits.map(({ kind, clientId, id, type, subject, person, title, by }) => ({
        ...{ kind, clientIdentifier: clientId === 0 ? null : clientId, id, type, subject },
        ...{ person: personOf(agent, person), state: title === '' ? null : title, foundBy: by },
      })),
    }
  },
})
