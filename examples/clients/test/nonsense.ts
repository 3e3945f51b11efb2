import { HTML_PAGE, type Reply } from '@allium/example-backends'
import { isAuthError } from '@allium/middleware-auth'
import type { Test } from 'uvu'
import * as assert from 'uvu/assert'
import { answersOf, askMany, assertNoToken, errorOf, rest } from './bench'
import type { Facts } from './facts'

/** What a refresh is answered with, and the code of the error that this makes. */
export type Nonsense = readonly [name: string, reply: Reply, code: string]

export const INVALID = 'invalid-refresh-answer'

/** A credential whose token is no text, in the body that `replyWith` makes of it. */
export function oddTokens(replyWith: (token: unknown) => Reply): Nonsense[] {
  const tokens = [42, 0, true, false, null, '', [], ['a.b'], { token: 'a.b' }]
  return tokens.map(token => [
    `the token ${JSON.stringify(token)}`,
    replyWith(token),
    INVALID,
  ])
}

/** For backends that tell by a code how it went: what stands there is none. */
export const oddCodes: Nonsense[] = [null, {}].map(code => [
  `the code ${JSON.stringify(code)}`,
  { status: 200, body: { code } },
  INVALID,
])

const oddBodies: Nonsense[] = [
  ['HTML for JSON', HTML_PAGE, 'refresh-ambiguous'],
  ['half of a JSON text', { status: 200, body: '{"data":' }, 'refresh-ambiguous'],
  ['an empty body', { status: 200 }, INVALID],
  ['no content', { status: 204 }, INVALID],
  ['null', { status: 200, body: 'null' }, INVALID],
  ['a number', { status: 200, body: '42' }, INVALID],
  ['a text', { status: 200, body: '"ok"' }, INVALID],
  ['a list', { status: 200, body: [] }, INVALID],
  ['an empty object', { status: 200, body: {} }, INVALID],
  ['a gateway’s page', { ...HTML_PAGE, status: 502 }, 'refresh-transient'],
  ['408 as HTTP status', { status: 408, body: { msg: 'late' } }, 'refresh-transient'],
  ['429', { status: 429, body: { msg: 'later' } }, 'refresh-transient'],
]

/** Each answer that makes no sense ends in a typed error, and the session goes on. */
export function nonsense(test: Test, facts: Facts, more: readonly Nonsense[]): void {
  const { open, refreshPath, listOf } = facts

  for (const [name, reply, code] of [...oddBodies, ...more]) {
    test(`a refresh answered with ${name} is \`${code}\`, and the session goes on`, async () => {
      const bench = await open()
      const { server, session, events } = bench
      const [before, credential] = [bench.stored(), session.credential()]
      server.expireAccess()
      server.answerRefreshWith(reply)
      const error = await errorOf(bench.ask('/items'))
      assert.is(error.code, code)
      assert.ok(isAuthError(error))
      assert.equal([error.retryable, error.sessionEnded], [true, false])
      assert.equal(events.types(), ['refresh:start', 'refresh:error'])
      assert.equal([bench.stored(), session.credential()], [before, credential])
      assertNoToken(error, events.log)

      server.answerRefreshWith(undefined)
      const answers = await answersOf(askMany(bench, 1))
      assert.equal(answers.map(listOf), [[['i', '0']]])
      assert.is(server.wire.count({ path: refreshPath }), 2)
      assert.equal(events.types().slice(2), ['refresh:start', 'refresh'])
      await rest(bench)
    })
  }

  for (const [url, code] of [
    ['/html', 'unreadable'],
    ['/status/503', 'status'],
  ] as const) {
    test(`a request answered with ${url} is \`${code}\`, and nothing of the session`, async () => {
      const bench = await open()
      const { server, session, events } = bench
      const error = await errorOf(bench.ask(url))
      assert.equal([error.code, isAuthError(error)], [code, false])
      assertNoToken(error)
      assert.equal([events.types(), server.wire.count()], [[], 1])
      assert.ok(session.credential())
      await rest(bench)
    })
  }
}
