/** Walks the console by its own links, so that a new screen is looked at without being named. */
import assert from 'node:assert/strict'
import type { Visitor } from './visitor.ts'

/** Links that give a file, and no page. */
const FILES = /[?&](?:as=json|as=csv)|\.(?:csv|pdf|xml|zip)(?:\?|$)|\/(?:pdf|document|file)(?:\?|$)/
const PAGES_MAX = 150

/**
 * Finds one page of each kind that links lead to: two pages are of one kind if their addresses differ by numbers, ids and
 * the values of the query alone. Each page is HTML without a fault.
 * @returns the addresses in the order of the walk, and the links that led to no page
 */
export async function onePageOfEachKind(
  visitor: Visitor,
  start = '/console',
): Promise<{ pages: string[]; broken: string[] }> {
  const kinds = new Set([kindOf(start)])
  const pages = [start]
  const broken: string[] = []
  for (const url of pages) {
    const { status, text } = await visitor.get(url)
    if (status !== 200) broken.push(`${url} answers ${status}`)
    for (const link of linksIn(text)) {
      const kind = kindOf(link)
      if (kinds.has(kind) || FILES.test(link)) continue
      kinds.add(kind)
      pages.push(link)
    }
    assert.ok(pages.length <= PAGES_MAX, `more than ${PAGES_MAX} kinds of pages: ${pages.slice(-5).join(' ')}`)
  }
  return { pages: pages.filter((url) => !broken.some((line) => line.startsWith(`${url} `))), broken }
}

function linksIn(text: string): string[] {
  const links = [...text.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
  return links.flatMap((link) => {
    const path = link.split('#', 1)[0] ?? ''
    return /^\/console(?:[/?]|$)/.test(path) ? [path] : []
  })
}

/** The path without its numbers and ids. A query makes no other kind: filters and pages are the same page. */
function kindOf(url: string): string {
  const [path = ''] = url.split('?', 1)
  return path
    .split('/')
    .map((part) => (/[\dA-Z]/.test(part) || part.length > 30 ? ':id' : part))
    .join('/')
}
