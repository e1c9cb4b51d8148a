/** Folders and disks of this machine. Nothing is left behind. */
import { randomUUID } from 'node:crypto'
import { open, stat, statfs, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Writes a file and removes it.
 * @returns why that does not work, in a few words; undefined where it does. A folder that is not there yet is made later by who
 * uses it: its nearest parent counts.
 */
export async function unwritable(folder: string): Promise<string | undefined> {
  const there = await nearest(folder)
  const file = join(there, `.saatava-doctor-${randomUUID()}`)
  try {
    const handle = await open(file, 'wx')
    await handle.close()
    await unlink(file)
    return undefined
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return (
      { EACCES: 'this user has no right to write there', EROFS: 'it is mounted read-only', ENOSPC: 'the disk is full' }[
        code ?? ''
      ] ??
      code ??
      'it cannot be written'
    )
  }
}

/** Bytes that this user may still write where the folder is, or will be. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(await nearest(folder))
  return bavail * bsize
}

async function nearest(folder: string): Promise<string> {
  const isThere = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  )
  const parent = dirname(folder)
  return isThere || parent === folder ? folder : nearest(parent)
}
