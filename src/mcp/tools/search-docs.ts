import { Type } from 'typebox'
import { tool } from '../tool.ts'

const RESULTS_MAX = 8
const TEXT_CHARACTERS_MAX = 1_500

export const searchDocs = tool({
  name: 'search_docs',
  title: 'Search the guides',
  description: 'Searches the guides: how something works, what a status, a setting or an error code means.',
  permission: undefined,
  isReadOnly: true,
  input: Type.Object({ query: Type.String({ minLength: 1, maxLength: 200 }) }),
  run({ services }, { query }) {
    const found = services.docs.find(query).slice(0, RESULTS_MAX)
    return {
      sections: found.map(({ id, page, title, text }) => ({
        ...{ address: id, page, title, text: text.trim().slice(0, TEXT_CHARACTERS_MAX) },
      })),
    }
  },
})
