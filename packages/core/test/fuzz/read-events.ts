import type { ServerSentEvent } from '../../src/index'

/**
 * Reads a whole text of server-sent events by WHATWG HTML, §9.2.5 and §9.2.6, character by
 * character, with nothing of the code under test. The byte order mark is gone already.
 */
export function readEvents(text: string): ServerSentEvent[] {
  const events: ServerSentEvent[] = []
  let [data, type, lastId] = ['', '', '']
  let retry: number | undefined
  for (const line of endedLines(text)) {
    if (line === '') {
      // "If the data buffer is an empty string, set [both] to the empty string and return."
      if (data !== '') {
        const event = type === '' ? 'message' : type
        events.push({ event, data: data.slice(0, -1), id: lastId, retry })
      }
      data = ''
      type = ''
      continue
    }
    const [field, value] = fieldOf(line)
    switch (field) {
      case 'event':
        type = value
        break
      case 'data':
        data += `${value}\n`
        break
      case 'id':
        if (value.indexOf('\0') === -1) lastId = value
        break
      case 'retry':
        if (value !== '' && [...value].every(isDigit)) retry = Number.parseInt(value, 10)
    }
  }
  return events
}

const isDigit = (sign: string) => sign >= '0' && sign <= '9'

/** The lines that have an end; "any pending data must be discarded" where one has none. */
function endedLines(text: string): string[] {
  const lines: string[] = []
  let line = ''
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at)
    if (sign !== '\n' && sign !== '\r') {
      line += sign
      continue
    }
    if (sign === '\r' && text.charAt(at + 1) === '\n') at += 1
    lines.push(line)
    line = ''
  }
  return lines
}

function fieldOf(line: string): [field: string, value: string] {
  const colon = line.indexOf(':')
  if (colon === -1) return [line, '']
  const from = line.charAt(colon + 1) === ' ' ? colon + 2 : colon + 1
  return [line.slice(0, colon), line.slice(from)]
}
