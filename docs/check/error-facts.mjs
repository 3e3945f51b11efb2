// What the tables of error codes say of `retryable` and `sessionEnded`, on the site and in
// the packages' READMEs, is what errors of these codes have. Where that is not always the
// same, a cell begins with the usual, and goes on with when it is otherwise.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RequestError } from '@allium/core'
import { facts } from '../../packages/middleware-auth/test/error-facts.ts'

const TABLE = /^<!-- codes (\S+) \S+ -->\n+\|(.*)\|\n.*\n((?:\|.*\|\n)+)/gm
const packages = join(import.meta.dirname, '../../packages')
const request = { method: 'GET', url: 'https://api.test/' }

/** What errors of a code say of themselves, the usual first. */
const kinds = {
  core: code => [new RequestError(code, { request, message: '' })],
  'middleware-auth': code => facts[code],
}
const columns = {
  retryable: 'retryable',
  可重试: 'retryable',
  'session ended': 'sessionEnded',
  会话结束: 'sessionEnded',
}
const words = { yes: true, no: false, 是: true, 否: false }

export function errorFaults(pages) {
  return [...pages, ...readmes()].flatMap(({ path, text }) =>
    [...text.matchAll(TABLE)].flatMap(([, name, head, body]) => {
      const fields = cellsOf(head).map(title => columns[title])
      const rows = body.trim().split('\n')
      return rows
        .flatMap(row => rowFaults(kinds[name], fields, cellsOf(row.slice(1, -1))))
        .map(fault => `${path}: ${fault}`)
    }),
  )
}

function readmes() {
  return readdirSync(packages)
    .map(name => ({ path: `packages/${name}/README.md`, file: `${name}/README.md` }))
    .filter(({ file }) => existsSync(join(packages, file)))
    .map(({ path, file }) => ({ path, text: readFileSync(join(packages, file), 'utf8') }))
}

function cellsOf(row) {
  return row.split('|').map(cell => cell.trim())
}

function rowFaults(kindOf, fields, cells) {
  const codes = [...cells[0].matchAll(/`([\w-]+)`/g)].map(([, code]) => code)
  return codes.flatMap(code =>
    fields.flatMap((field, at) => {
      if (field === undefined) return []
      const found = (kindOf(code) ?? []).map(error => error[field])
      const isTrue = code === 'status' ? passes(cells[at]) : says(cells[at], found)
      return isTrue ? [] : [`\`${code}\` is not “${cells[at]}” in \`${field}\``]
    }),
  )
}

/** “Yes” alone where it is always so; “yes, unless …” where it is mostly so. */
function says(cell, [usual, ...others]) {
  const [, word, more] = /^(yes|no|是|否)(?:$|[,;，；]\s*(.+))/.exec(cell) ?? []
  const isMixed = others.some(other => other !== usual)
  return words[word] === usual && (more !== undefined) === isMixed
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
