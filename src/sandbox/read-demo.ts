import type { Platform } from '../platform/context.ts'
import type { Demo } from './demo-record.ts'
import { readSetting } from '../clock/setting-queries.ts'

export const DEMO_SETTING = 'demo'

/** The demo of this sandbox; undefined where none has been played. */
export async function readDemo({ pool, secrets }: Pick<Platform, 'pool' | 'secrets'>): Promise<Demo | undefined> {
  const sealed = await readSetting(pool, DEMO_SETTING)
  return sealed ? (JSON.parse(secrets.open(DEMO_SETTING, sealed)) as Demo) : undefined
}
