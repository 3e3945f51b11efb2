import { inspect } from 'node:util'
import { type FailureRow, failureTables } from './failure-table'

/** The page that shows what is made of hosts' failures, from the table of the tests. */
export function errorsPage(): string {
  const sections = Object.entries(failureTables).flatMap(([title, rows]) => [
    `## ${title}`,
    '',
    '| host | gives `fail` | code | seen by the server | again may help |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(written),
    '',
  ])
  return [
    '# What is made of a host’s failure',
    '',
    'The kernel’s own abort and timeout stand before everything here: what they end is `aborted` or `timeout`, whatever the host calls it. After them `errno` decides, then the words (`errMsg`, `errorMessage`, `message`), then the numbers of other lists, each by the field they come in (Alipay’s and DingTalk’s `error`, the cloud’s and Baidu’s `errCode`, Douyin’s `errNo`, Baidu’s `errorCode`). Unknown words, in whatever language, are `network`, maybe seen. A status makes it an answer, also when it comes through `fail`.',
    '',
    'These tables are those that the tests run; `npm run docs:errors` writes them anew. The rows of WeChat, uni, Taro and mpx were measured, or reported by their users; those of Alipay, DingTalk, QQ, Douyin, Baidu and of `callContainer` are read from the documentation of their platforms (Douyin’s numbers from that of TikTok’s mini games, which run on the same), and no device has confirmed them.',
    '',
    ...sections,
  ].join('\n')
}

function written({ from, raw, code, sent, retryable }: FailureRow): string {
  const cells = [
    from,
    `\`${shown(raw)}\``,
    `\`${code}\``,
    sent ? 'maybe' : 'no',
    retryable ? 'yes' : 'no',
  ]
  return `| ${cells.join(' | ')} |`
}

function shown(raw: unknown): string {
  const line = { breakLength: Number.POSITIVE_INFINITY }
  const text = raw instanceof Error ? `${raw.name}: ${raw.message}` : inspect(raw, line)
  return text.replace(/\|/g, '\\|').replace(/`/g, '’')
}
