/** Programs that read PDFs and bar codes independently of us; tests that need one say so where it is absent. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Tool = 'pdftotext' | 'pdftoppm' | 'pdffonts' | 'pdfinfo' | 'zbarimg' | 'qpdf'

/** Why a test cannot run here, or false where it can. */
export function absent(...tools: Tool[]): string | false {
  const missing = tools.filter((tool) => spawnSync(tool, ['--version']).error !== undefined)
  return missing.length === 0 ? false : `not installed here: ${missing.join(', ')}`
}

/** Returns a program's output about a file. */
export function about(tool: Tool, pdf: Uint8Array, before: string[] = [], after: string[] = []): string {
  return inFolder(pdf, (path) => execFileSync(tool, [...before, path, ...after], { encoding: 'utf8' }))
}

/** The text of a page, or of all, as it lies on the page. */
export function textOf(pdf: Uint8Array, page?: number): string {
  const which = page === undefined ? [] : ['-f', String(page), '-l', String(page)]
  return about('pdftotext', pdf, [...which, '-layout'], ['-'])
}

export function pageCount(pdf: Uint8Array): number {
  return Number(/^Pages:\s+(\d+)/m.exec(about('pdfinfo', pdf))?.[1])
}

/** Every code that a scanner finds on the pages printed at 200 dots an inch. */
export function scanned(pdf: Uint8Array): { kind: string; text: string }[] {
  return inFolder(pdf, (path, folder) => {
    execFileSync('pdftoppm', ['-r', '200', '-png', path, join(folder, 'page')])
    const pictures = readdirSync(folder).filter((name) => name.endsWith('.png'))
    return pictures.flatMap((name) => codesOf(join(folder, name)))
  })
}

function codesOf(picture: string): { kind: string; text: string }[] {
  // Exit code 4 says that there is no code on the page.
  const { stdout } = spawnSync('zbarimg', ['-q', '--xml', picture], { encoding: 'utf8' })
  const found = stdout.matchAll(/<symbol type='([^']+)'.*?<!\[CDATA\[(.*?)\]\]>/gs)
  return [...found].map(([, kind = '', text = '']) => ({ kind, text }))
}

function inFolder<T>(pdf: Uint8Array, use: (path: string, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'saatava-pdf-'))
  try {
    const path = join(folder, 'document.pdf')
    writeFileSync(path, pdf)
    return use(path, folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
