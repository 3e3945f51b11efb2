// What the tables of error codes say of `retryable` and `sessionEnded` is what errors of
// these codes have.
import { RequestError } from '@allium/core'
import { AuthError } from '@allium/middleware-auth'

const TABLE = /^<!-- codes (\S+) \S+ -->\n\|(.*)\|\n.*\n((?:\|.*\|\n)+)/gm
const request = { method: 'GET', url: 'https://api.test/' }
const kinds = { core: RequestError, 'middleware-auth': AuthError }
const columns = {
  retryable: 'retryable',
  可重试: 'retryable',
  'session ended': 'sessionEnded',
  会话结束: 'sessionEnded',
}
const words = { yes: true, no: false, 是: true, 否: false }

export function errorFaults(pages) {
  return pages.flatMap(({ path, text }) =>
    [...text.matchAll(TABLE)].flatMap(([, name, head, body]) => {
      const fields = cellsOf(head).map(title => columns[title])
      const rows = body.trim().split('\n')
      return rows
        .flatMap(row => rowFaults(kinds[name], fields, cellsOf(row.slice(1, -1))))
        .map(fault => `${path}: ${fault}`)
    }),
  )
}

function cellsOf(row) {
  return row.split('|').map(cell => cell.trim())
}

function rowFaults(Kind, fields, cells) {
  const code = cells[0].replaceAll('`', '')
  const error = new Kind(code, { request, message: '' })
  return fields.flatMap((field, at) => {
    if (field === undefined) return []
    const said = words[cells[at]]
    if (said === error[field]) return []
    // “Yes, unless …”, and the statuses that may pass.
    if (said === undefined && (code !== 'status' || passes(cells[at]))) return []
    return [`\`${code}\` is not “${cells[at]}” in \`${field}\``]
  })
}

/** Whether these statuses, and no others, are worth another try. */
function passes(cell) {
  const told = (cell.match(/\d{3}/g) ?? []).map(Number)
  const all = Array.from({ length: 500 }, (_, index) => index + 100)
  return all.every(status => {
    const error = new RequestError('status', {
      request,
      message: '',
      response: { status },
    })
    return error.retryable === told.includes(status)
  })
}
