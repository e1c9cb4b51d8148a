/** The style sheet and the script of the console, each with the hash of its content in its name. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { LOOK } from '../look/look.ts'
import type { Shell } from './shell.ts'

interface Asset {
  path: string
  text: string
  type: string
}

export const STYLE = asset('css', 'text/css; charset=utf-8', LOOK)
export const SCRIPT = asset('js', 'text/javascript; charset=utf-8')

function asset(extension: string, type: string, before = ''): Asset {
  const text = before + readFileSync(new URL(`assets/console.${extension}`, import.meta.url), 'utf8')
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)
  return { path: `/console/assets/${hash}.${extension}`, text, type }
}

export function assetRoutes({ app }: Shell): void {
  for (const { path, text, type } of [STYLE, SCRIPT])
    app.get(path.replace('/console', ''), { config: { console: 'door' } }, (_request, reply) =>
      reply.type(type).header('cache-control', 'public, max-age=31536000, immutable').send(text),
    )
}
