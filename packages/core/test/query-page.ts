import { inspect } from 'node:util'
import { queryTable } from './query-table'

/** The page that shows the golden table, made from the table itself. */
export function queryPage(): string {
  const rows = queryTable.map(({ rule, input, options, expected }) => {
    const cells = [
      rule,
      code(options),
      code(input),
      `\`${expected.replace(/\|/g, '\\|')}\``,
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [
    '# How a query is written',
    '',
    'The rules of the `query` layer, the same on every transport, for URLs and form bodies. This table is the one that the tests run; `npm run docs:query` writes it anew.',
    '',
    '| rule | options | input | query |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    'Data that holds itself is refused as `invalid` before anything is sent. A query that stands in the URL already is kept; a `#hash` is never sent.',
    '',
  ].join('\n')
}

function code(value: unknown): string {
  const text = inspect(value, { depth: 9, breakLength: Number.POSITIVE_INFINITY })
  return `\`${text.replace(/\|/g, '\\|').replace(/`/g, '’')}\``
}
