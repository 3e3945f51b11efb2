/**
 * Bytes to text, with characters that a chunk cuts in two kept whole: phones have no
 * `TextDecoder`. The algorithm, and what becomes of wrong bytes, is WHATWG's (Encoding
 * Standard, §8.1.1).
 */
export class Utf8Decoder {
  private needed = 0
  private point = 0
  private lower = 0x80
  private upper = 0xbf
  private isFirst = true

  /** The text of these bytes, as far as it is complete. */
  decode(bytes: Uint8Array): string {
    let text = ''
    for (const byte of bytes) text += this.take(byte)
    return this.withoutMark(text)
  }

  /** What is left: the replacement character, where a character was never completed. */
  flush(): string {
    if (this.needed === 0) return ''
    this.reset()
    return this.withoutMark('\uFFFD')
  }

  private take(byte: number): string {
    if (this.needed === 0) return this.begin(byte)
    if (byte < this.lower || byte > this.upper) {
      this.reset()
      // The byte that does not belong begins the next character.
      return `\uFFFD${this.begin(byte)}`
    }
    this.lower = 0x80
    this.upper = 0xbf
    this.point = (this.point << 6) | (byte & 0x3f)
    this.needed -= 1
    return this.needed === 0 ? String.fromCodePoint(this.point) : ''
  }

  private begin(byte: number): string {
    if (byte < 0x80) return String.fromCharCode(byte)
    if (byte >= 0xc2 && byte <= 0xdf) return this.expect(1, byte & 0x1f)
    if (byte >= 0xe0 && byte <= 0xef) {
      if (byte === 0xe0) this.lower = 0xa0
      if (byte === 0xed) this.upper = 0x9f
      return this.expect(2, byte & 0x0f)
    }
    if (byte >= 0xf0 && byte <= 0xf4) {
      if (byte === 0xf0) this.lower = 0x90
      if (byte === 0xf4) this.upper = 0x8f
      return this.expect(3, byte & 0x07)
    }
    return '\uFFFD'
  }

  private expect(needed: number, point: number): string {
    this.needed = needed
    this.point = point
    return ''
  }

  private reset(): void {
    this.needed = 0
    this.lower = 0x80
    this.upper = 0xbf
  }

  /** A byte order mark at the very beginning is no text. */
  private withoutMark(text: string): string {
    if (!this.isFirst || text === '') return text
    this.isFirst = false
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  }
}
