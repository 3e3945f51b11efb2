/** Whether a limit of axios limits anything: by default it is -1, and many write Infinity. */
export function isLimit(limit: number | undefined): limit is number {
  return limit !== undefined && limit > -1 && limit < Number.POSITIVE_INFINITY
}

export function isOver(limit: number | undefined, body: unknown): boolean {
  return isLimit(limit) && sizeOf(body) > limit
}

/** In bytes; of a text, those of UTF-8. */
export function sizeOf(body: unknown): number {
  if (typeof body !== 'string') return Number(Object(body).byteLength ?? 0)
  let size = 0
  for (const sign of body) {
    const code = sign.codePointAt(0) as number
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return size
}
