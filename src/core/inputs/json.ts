/** The value at a path of keys; undefined if anything on the way is missing or of another type. */
export function dig(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? (at as Record<string, unknown>)[key]
        : undefined,
    value,
  )
}

/** The string at a path, or null. */
export function textAt(value: unknown, ...path: string[]): string | null {
  const found = dig(value, ...path)
  return typeof found === 'string' ? found : null
}

/** The list at a path, or an empty one. */
export function listAt(value: unknown, ...path: string[]): unknown[] {
  const found = dig(value, ...path)
  return Array.isArray(found) ? found : []
}
