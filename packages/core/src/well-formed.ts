/**
 * Text that can be written as UTF-8: half of a surrogate pair stands for nothing, and
 * `encodeURIComponent` throws at it.
 */
export function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g, unit =>
    unit.length === 2 ? unit : '\uFFFD',
  )
}
