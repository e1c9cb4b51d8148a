/** Checks the machine that this process runs on: key, folders, disks, and who may operate. */
import { join } from 'node:path'
import { isLoopbackName } from '@saatava/core/loopback.ts'
import type { Config } from '../config/config.ts'
import { embeddedFolder } from '../embedded-postgres/open-database.ts'
import { createSecrets } from '../platform/secrets.ts'
import { type Check, fail, failIf, ok, warn } from './check.ts'
import { freeBytes, unwritable } from './folder.ts'

const FREE_BYTES_FAIL = 256 * 1024 * 1024
const FREE_BYTES_WARN = 2 * 1024 * 1024 * 1024

export async function checkMachine(config: Config, dataDirectory: string | undefined): Promise<Check[]> {
  return [
    masterKeyCheck(config),
    operatorCheck(config),
    ...simulatorsCheck(config),
    await foldersCheck(config),
    ...(await disks(config, dataDirectory)),
  ]
}

function masterKeyCheck({ masterKey, dataDir }: Config): Check {
  const name = 'master key'
  if (masterKey === undefined) return ok(name, `The sandbox's own, in ${join(dataDir, 'master.key')}.`)
  try {
    createSecrets(masterKey)
    const ids = masterKey.split(',').map((key) => key.split(':')[0] ?? '')
    return ok(name, `${ids.length === 1 ? 'One key' : `${ids.length} keys; the first one seals`} (${ids.join(', ')}).`)
  } catch (error) {
    return fail(
      name,
      (error as Error).message,
      'Correct SAATAVA_MASTER_KEY: "k1:" and the output of openssl rand -base64 32.',
    )
  }
}

/** They ask for no token: whoever reaches them reads every mail and letter of the sandbox. */
function simulatorsCheck({ simulators, simulatorsUrl, host }: Config): Check[] {
  if (!simulators || simulatorsUrl !== undefined || isLoopbackName(host)) return []
  return [
    warn(
      'simulators',
      `Everybody who reaches ${host} can read the mails, letters and books of the sandbox without a token.`,
      'Set HOST=127.0.0.1, or block /simulators at the proxy.',
    ),
  ]
}

function operatorCheck({ operatorToken, environment }: Config): Check {
  const name = 'operator token'
  if (operatorToken !== undefined) return ok(name, 'OPERATOR_TOKEN is set.')
  const says =
    'OPERATOR_TOKEN is not set: bank files cannot be sent over HTTP, only by BANK_INBOX and the command line.'
  return environment === 'sandbox'
    ? ok(name, says)
    : warn(name, says, 'Set OPERATOR_TOKEN to at least 16 random characters.')
}

/** Folders that must be writable, by the setting that names them. */
function foldersOf({ dataDir, bank, bankInbox, mail }: Config): [setting: string, folder: string, stops: string][] {
  return [
    ['DATA_DIR', dataDir, 'the service cannot store its files'],
    ['BANK_OUTBOX', bank.outbox, 'payment files are not written, and clients are not paid'],
    ...(bankInbox === undefined
      ? []
      : [['BANK_INBOX', bankInbox, 'bank files are not read'] as [string, string, string]]),
    ...(mail.bounceFolder === undefined
      ? []
      : [['BOUNCE_FOLDER', mail.bounceFolder, 'returned mails are not noticed'] as [string, string, string]]),
  ]
}

async function foldersCheck(config: Config): Promise<Check> {
  const name = 'folders'
  const folders = foldersOf(config)
  const problems: string[] = []
  for (const [setting, folder, stops] of folders) {
    const why = await unwritable(folder)
    if (why !== undefined) problems.push(`${setting} (${folder}): ${why}, so ${stops}`)
  }
  const unset = [
    ...(config.bankInbox === undefined
      ? ['BANK_INBOX is not set: bank files can only be given by command or over HTTP']
      : []),
    ...(config.mail.bounceFolder === undefined && config.mail.smtpUrl !== undefined
      ? ['BOUNCE_FOLDER is not set: returned mails are not noticed']
      : []),
  ]
  if (problems.length > 0)
    return fail(name, `${problems.join('; ')}.`, 'Give this user the right to write there, or name other folders.')
  if (unset.length > 0) return warn(name, `${unset.join('; ')}.`, 'Set it to a folder that this user may write.')
  return ok(name, `${folders.map(([setting]) => setting).join(', ')} can be written.`)
}

async function disks(config: Config, dataDirectory: string | undefined): Promise<Check[]> {
  const database = config.databaseUrl === undefined ? embeddedFolder(config.dataDir) : dataDirectory
  const checks = [await diskCheck('disk of DATA_DIR', config.dataDir)]
  if (database !== undefined) checks.push(await diskCheck('disk of the database', database))
  return checks
}

async function diskCheck(name: string, folder: string): Promise<Check> {
  const free = await freeBytes(folder).catch(() => undefined)
  if (free === undefined) return ok(name, `${folder} is on another machine, or this user cannot see it.`)
  const says = `${shown(free)} free`
  if (free >= FREE_BYTES_WARN) return ok(name, `${says}.`)
  return failIf(
    free < FREE_BYTES_FAIL,
    name,
    `${says} at ${folder}: once it is full, the service can neither store nor send anything.`,
    'Make room, or enlarge the disk.',
  )
}

function shown(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`
}
