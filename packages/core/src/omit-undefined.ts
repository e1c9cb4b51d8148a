type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Leaves out the properties that are undefined: an optional property is absent, never undefined. */
export function omitUndefined<T extends object>(record: T): Defined<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Defined<T>
}
