/** The search of the docs. The index is made at the first search, in this process, and holds the guides alone. */
import MiniSearch from 'minisearch'
import type { Platform } from '../../platform/context.ts'
import { GUIDES } from '../guide-list.ts'
import { guideText } from '../guides.ts'
import { withoutOtherTabs } from '../tabs.ts'
import type { Document } from '../reference/document.ts'
import { type Section, operationSections, sectionsOf } from './sections.ts'

const RESULTS_MAX = 30
/** Shorter words are not completed, and those below the second length not corrected. */
const COMPLETED_LETTERS_MIN = 3
const CORRECTED_LETTERS_MIN = 5
const CORRECTED_SHARE = 0.2
/** A row of a table is short, so its words weigh much: sections come before it. */
const ROW_WEIGHT = 0.35

export interface Found extends Section {
  /** Words of the section that were found. */
  words: string[]
}

export interface DocsSearch {
  find(query: string): Found[]
}

/** @param documentOf the OpenAPI description, where the operations are to be found too */
export function createSearch(platform: Platform, documentOf?: () => Document): DocsSearch {
  let index: MiniSearch<Section> | undefined
  return {
    find(query) {
      index ??= indexOf([
        ...guideSections(platform),
        ...(documentOf === undefined ? [] : operationSections(documentOf())),
      ])
      const all = search(index, query, 'AND')
      return (all.length > 0 ? all : search(index, query, 'OR')).slice(0, RESULTS_MAX)
    },
  }
}

function indexOf(sections: readonly Section[]): MiniSearch<Section> {
  const index = new MiniSearch<Section>({
    fields: ['title', 'page', 'text'],
    storeFields: ['page', 'title', 'text', 'isRow'],
  })
  index.addAll(sections)
  return index
}

function guideSections(platform: Platform): Section[] {
  return GUIDES.flatMap(({ slug, title }) =>
    sectionsOf(slug, title, withoutOtherTabs(guideText(slug, platform), 'curl')),
  )
}

function search(index: MiniSearch<Section>, query: string, combineWith: 'AND' | 'OR'): Found[] {
  const results = index.search(query, {
    combineWith,
    boost: { title: 4, page: 2 },
    prefix: (term) => term.length >= COMPLETED_LETTERS_MIN,
    fuzzy: (term) => (term.length >= CORRECTED_LETTERS_MIN && !/\d/.test(term) ? CORRECTED_SHARE : false),
    boostDocument: (_id, _term, stored) => (stored?.['isRow'] === true ? ROW_WEIGHT : 1),
    weights: { prefix: 0.5, fuzzy: 0.2 },
  })
  return results.map(({ id, terms, ...stored }) => ({
    ...(stored as unknown as Omit<Section, 'id'>),
    id: String(id),
    words: terms,
  }))
}
