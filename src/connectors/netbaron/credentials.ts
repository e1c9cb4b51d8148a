import { type Static, Type } from 'typebox'
import type { SftpCredentials } from '../../drops/sftp-connect.ts'
import { notLetIn } from './errors.ts'

/** Flat with optional fields, so that a wrong one is named by its own pointer; `requireField` asks for what each delivery needs. */
export const Credentials = Type.Object(
  {
    delivery: Type.Union([Type.Literal('FOLDER'), Type.Literal('SFTP'), Type.Literal('SIMULATOR')], {
      description:
        'FOLDER: a folder of this service, from which a person or a program imports the files. SFTP: an SFTP drop. SIMULATOR: the built-in simulator.',
    }),
    organisation: Type.String({
      minLength: 1,
      maxLength: 100,
      description:
        'The NetBaron organisation, and the name of its folder in the drop: letters, digits, dot, dash, underscore.',
    }),
    host: Type.Optional(
      Type.String({ minLength: 1, maxLength: 253, description: 'SFTP: host name or address. Required.' }),
    ),
    port: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 65_535, default: 22, description: 'SFTP: TCP port. Default 22.' }),
    ),
    username: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'SFTP: user. Required.' })),
    password: Type.Optional(
      Type.String({ minLength: 1, maxLength: 1_000, description: 'SFTP: password, or a privateKey.' }),
    ),
    privateKey: Type.Optional(
      Type.String({ minLength: 1, maxLength: 20_000, description: 'SFTP: private key, PEM or OpenSSH.' }),
    ),
    passphrase: Type.Optional(
      Type.String({ minLength: 1, maxLength: 1_000, description: 'SFTP: passphrase of an encrypted privateKey.' }),
    ),
    hostFingerprint: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description:
          'SFTP: SHA-256 fingerprint of the server’s host key, as `ssh-keygen -lf` prints it (SHA256:…) or in hex. Required, so that nothing is sent to another server.',
      }),
    ),
    directory: Type.Optional(
      Type.String({
        maxLength: 500,
        default: '.',
        description:
          'SFTP: folder that holds the organisation’s folder. Default: the folder in which the user logs in.',
      }),
    ),
    dropKey: Type.Optional(Type.String({ maxLength: 200, description: 'SIMULATOR: key of the simulated drop.' })),
  },
  { additionalProperties: false },
)
export type Credentials = Static<typeof Credentials>

/** Throws auth, naming the credential that delivery by SFTP still needs. */
export function sftpCredentials(given: Credentials): SftpCredentials {
  const { password, privateKey, passphrase } = given
  if (password === undefined && privateKey === undefined)
    throw missing('password or privateKey', 'the secret for the login')
  return {
    host: required(given.host, 'host', 'where to deliver'),
    port: given.port ?? 22,
    username: required(given.username, 'username', 'the user that logs in'),
    hostFingerprint: required(given.hostFingerprint, 'hostFingerprint', 'the fingerprint that identifies the server'),
    directory: `${withoutSlash(given.directory)}/${folderName(given.organisation)}`,
    ...(password === undefined ? {} : { password }),
    ...(privateKey === undefined ? {} : { privateKey }),
    ...(passphrase === undefined ? {} : { passphrase }),
  }
}

// "/" itself becomes "", so that the organisation's folder stands at the root.
function withoutSlash(directory: string | undefined): string {
  return directory === undefined || directory === '' ? '.' : directory.replace(/\/+$/, '')
}

const FOLDER_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

/** The organisation as one safe path segment; throws auth for anything that could lead elsewhere. */
export function folderName(organisation: string): string {
  if (FOLDER_NAME.test(organisation)) return organisation
  throw notLetIn(
    'ORGANISATION_NAME',
    `credentials.organisation is ${JSON.stringify(organisation)}, which is not a folder name.`,
    'Use letters, digits, dots, dashes and underscores, beginning with a letter or digit, at most 100.',
  )
}

function required(value: string | undefined, name: string, what: string): string {
  if (value === undefined) throw missing(name, what)
  return value
}

function missing(name: string, what: string): Error {
  return notLetIn(
    'CREDENTIALS_INCOMPLETE',
    `credentials.${name} is missing: delivery SFTP does not know ${what}.`,
    `Give credentials.${name} to the connection.`,
  )
}
