type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Without the properties that are undefined: optional properties are absent, never undefined. */
export function given<T extends object>(record: T): Given<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Given<T>
}
