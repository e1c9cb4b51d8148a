import { Type } from 'typebox'
import { readSetting } from '../clock/setting-queries.ts'
import type { Platform } from '../platform/context.ts'
import { storedText } from '../platform/stored.ts'
import type { Demo } from './demo-record.ts'

export const DEMO_SETTING = 'demo'

const StoredDemo = Type.Object({
  partnerCode: Type.String(),
  provisioningToken: Type.String(),
  clientIdentifier: Type.Integer(),
  clientToken: Type.String(),
})
const readStored = storedText(StoredDemo, 'sandbox_setting')

/** The demo of this sandbox; undefined where none has been played. */
export async function readDemo({ pool, secrets }: Pick<Platform, 'pool' | 'secrets'>): Promise<Demo | undefined> {
  const sealed = await readSetting(pool, DEMO_SETTING)
  return sealed ? readStored(secrets.open(DEMO_SETTING, sealed), DEMO_SETTING) : undefined
}
