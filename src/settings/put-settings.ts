import type { ClientId } from '@saatava/core/ids.ts'
import { archive } from '../archive/archive.ts'
import { demandApproval, gated, isSameJson } from '../approvals/demand.ts'
import { audit } from '../audit-entries/audit.ts'
import { words } from '../audit-entries/words.ts'
import type { ClientCtx } from '../platform/context.ts'
import type { Tx } from '../platform/database.ts'
import { AppError, invalid } from '../platform/errors.ts'
import { emit } from '../events/emit.ts'
import type { Answer, Idempotency } from '../platform/http/route.ts'
import { idempotently } from '../platform/idempotency.ts'
import { applyChange } from './apply-change.ts'
import { type ChangedPath, changedPaths } from './changed-paths.ts'
import { checkSettings } from './check-settings.ts'
import { type SettingsInForce, clientSettings, forgetSettings } from './client-settings.ts'
import { lockClient, nextNumber, raiseCounter, storeSettings } from './queries.ts'
import { type NewLogo, checkSameLogo, readLogo } from './read-logo.ts'
import type { SettingsInput } from './schemas.ts'
import type { StoredSettings } from './stored.ts'
import { INVOICE_COUNTER } from './take-numbers.ts'
import { viewOf } from './view.ts'

/**
 * Changes the client's settings section by section, and answers with what is in force. Where nothing differs nothing is
 * stored, and the version stays.
 * Errors: 400 with every fault; 409 a version that is not the present one; 422 another reference prefix, or a next
 * number below the present one.
 */
export async function putSettings(ctx: ClientCtx, input: SettingsInput, idempotency?: Idempotency): Promise<Answer> {
  const { faults, identifierFaults } = checkSettings(input)
  if (ctx.platform.config.identifierChecks === 'enforce') faults.push(...identifierFaults)
  const logo = await readLogo(input)
  if (logo !== undefined && 'pointer' in logo) faults.push(logo)
  if (faults.length > 0) throw invalid(faults)
  const image = logo === undefined || 'pointer' in logo ? undefined : logo
  const scope = { clientId: ctx.clientId, scope: 'PUT /client/settings' }
  const answer = await gated(ctx, () => idempotently(ctx, scope, idempotency, (tx) => change(ctx, tx, input, image)))
  forgetSettings(ctx.platform.pool, ctx.clientId)
  return {
    ...answer,
    warnings: identifierFaults.map(({ code, message, pointer }) => ({ code, message, pointer })),
  }
}

async function change(ctx: ClientCtx, tx: Tx, input: SettingsInput, logo: NewLogo | undefined): Promise<Answer> {
  const { clientId } = ctx
  const at = ctx.platform.clock.now()
  await lockClient(tx, clientId)
  const before = await clientSettings(tx, clientId)
  checkVersion(before, input)
  checkPrefix(before, input)
  checkSameLogo(input, before.stored.logo)
  const shownBefore = await viewOf(tx, clientId, before)
  const kept = logo && (await keepLogo(ctx, tx, logo, at))
  const stored = applyChange(before.stored, input, kept ?? presentLogo(before, input))
  const raised = await raiseNext(tx, clientId, input)
  if (!raised && changedPaths(before.stored, stored).length === 0) return { body: shownBefore }
  if (!isSameJson(before.stored.bankAccounts, stored.bankAccounts))
    await demandApproval(ctx, tx, {
      // The version of the request is the one of that time; the approval may come later.
      ...{ action: 'client.accounts', clientId, subject: `client:${clientId}` },
      input: { settings: { ...input, version: undefined } },
      preview: { before: before.stored.bankAccounts ?? null, after: stored.bankAccounts ?? null },
    })
  await storeSettings(tx, clientId, stored, before.version + 1, at)
  const shown = await viewOf(tx, clientId, await clientSettings(tx, clientId))
  const { version, updatedAt: _when, ...content } = shown
  const { version: _version, updatedAt: _whenBefore, ...contentBefore } = shownBefore
  const changed = changedPaths(contentBefore, content)
  const subject = `client:${clientId}`
  await audit(ctx, tx, clientId, 'client.settings.changed', subject, {
    version,
    changed: changed.map(withoutWords),
  })
  await emit(ctx, tx, clientId, 'client.settings.changed', subject, {
    version,
    changed: changed.map(({ path }) => path),
  })
  return { body: shown }
}

/** Texts and addresses of mails may name a person: the audit entry holds their hash. */
function withoutWords({ path, before, after }: ChangedPath): ChangedPath {
  if (!path.startsWith('/email/')) return { path, before, after }
  const hidden = (value: unknown) =>
    value === null ? null : words(typeof value === 'string' ? value : JSON.stringify(value))
  return { path, before: hidden(before), after: hidden(after) }
}

function checkVersion(before: SettingsInForce, input: SettingsInput): void {
  if (input.version === undefined || input.version === before.version) return
  throw new AppError(
    'CONFLICT',
    `The change is based on version ${input.version} of the settings, but the present version is ${before.version}: read them again, and send the change with that version.`,
    { extra: { version: before.version } },
  )
}

// Two clients with one prefix would get each other's payments.
function checkPrefix({ settings }: SettingsInForce, input: SettingsInput): void {
  const prefix = input.references?.prefix
  if (prefix === undefined || prefix === settings.references.prefix) return
  throw new AppError(
    'RULE',
    `references.prefix is ${settings.references.prefix} since onboarding and cannot be changed to ${prefix}; leave it out.`,
  )
}

async function keepLogo(ctx: ClientCtx, tx: Tx, logo: NewLogo, at: Date): Promise<StoredSettings['logo']> {
  const { bytes, mediaType } = logo
  const object = { clientId: ctx.clientId, bytes, mediaType, owner: undefined }
  const hash = await archive(ctx.platform, tx, object, at)
  return { mediaType: logo.mediaType, hash: hash.toString('hex') }
}

// A logo that came as it was answered stays, also where the section was reset in the same breath.
function presentLogo(before: SettingsInForce, input: SettingsInput): StoredSettings['logo'] {
  return input.logo === undefined ? undefined : before.stored.logo
}

/** @returns whether the counter moved */
async function raiseNext(tx: Tx, clientId: ClientId, input: SettingsInput): Promise<boolean> {
  const next = input.numbering?.next
  if (next === undefined) return false
  const present = await nextNumber(tx, clientId, INVOICE_COUNTER)
  if (next === present) return false
  // Somebody may have taken numbers since: the counter itself says whether it is raised.
  if (next > present && (await raiseCounter(tx, clientId, INVOICE_COUNTER, next))) return true
  throw new AppError(
    'RULE',
    `numbering.next is ${await nextNumber(tx, clientId, INVOICE_COUNTER)} and cannot go back to ${next}: two invoices would get the same number.`,
  )
}
