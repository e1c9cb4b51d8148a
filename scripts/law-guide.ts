/** Prints docs/guides/law.md from the law packs: npm run law-guide. A test holds the page to them. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { lawGuide } from '../src/docs/law-guide.ts'
import { PACKS } from '@saatava/law/packs/index.ts'

writeFileSync(fileURLToPath(new URL('../docs/guides/law.md', import.meta.url)), lawGuide(PACKS))
