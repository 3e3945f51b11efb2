import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { outcome, withP1 } from './helpers'
import { ask, headerNameOf } from './p1-bench'

const test = suite('P1 rotation')

const NOT_GOOD = ['GET /nowhere', 'GET /status/500', 'GET /sold-out', 'GET /slow?ms=x']

test(
  'spends the token for nothing on an answer that is not good',
  withP1(async server => {
    for (const line of NOT_GOOD) {
      const token = server.signIn()
      assert.is((await ask(server, line, token)).next, null)
      assert.is((await ask(server, 'GET /me', token)).json.code, 408)
    }
    assert.is(server.stats.tokenReuses, NOT_GOOD.length)
  }),
)

test(
  'carries the next token with every answer as an option',
  withP1(
    async server => {
      let token = server.signIn()
      for (const line of NOT_GOOD) token = (await ask(server, line, token)).next ?? ''
      assert.is((await ask(server, 'GET /me', token)).json.code, 200)
      assert.is(server.stats.tokenReuses, 0)
    },
    { onError: 'rotate' },
  ),
)

test(
  'leaves the token good after an answer that is not as an option',
  withP1(
    async server => {
      const token = server.signIn()
      for (const line of NOT_GOOD) assert.is((await ask(server, line, token)).next, null)
      assert.is((await ask(server, 'GET /me', token)).json.code, 200)
      assert.is((await ask(server, 'GET /me', token)).json.code, 408)
      assert.is(server.stats.tokenReuses, 1)
    },
    { onError: 'keep' },
  ),
)

test(
  'carries the next token with pages and redirections, too',
  withP1(async server => {
    const page = await ask(server, 'GET /html', server.signIn())
    assert.match(page.text, '<!doctype html>')
    const away = await ask(server, 'GET /redirect?to=/me', page.next ?? '')
    assert.is(away.status, 302)
    assert.is((await ask(server, 'GET /me', away.next ?? '')).json.code, 200)
  }),
)

test(
  'loses the answer of a request it carried out, and the next token with it',
  withP1(async server => {
    const token = server.signIn()
    server.loseNextToken()
    assert.is(await outcome(ask(server, 'POST /orders', token)), 'lost')
    assert.is(server.wire.count({ path: '/orders', status: 0 }), 1)
    assert.is((await ask(server, 'GET /me', token)).json.code, 408)
    assert.is(server.stats.tokenReuses, 1)
    assert.is((await ask(server, 'GET /me', server.signIn())).json.code, 200)
  }),
)

test(
  'loses the next token in an empty header or without one, as often as asked for',
  withP1(async server => {
    for (const [how, header] of [['empty', ''] as const, ['missing', null] as const]) {
      server.loseNextToken(2, how)
      for (const _ of [1, 2]) {
        const { json, next } = await ask(server, 'GET /me', server.signIn())
        assert.equal([json.code, next], [200, header])
      }
      assert.ok((await ask(server, 'GET /me', server.signIn())).next)
    }
    server.loseNextToken(2)
    server.loseNextToken(0)
    assert.ok((await ask(server, 'GET /me', server.signIn())).next)
  }),
)

test(
  'writes its header as B-T',
  withP1(async server => {
    assert.is(await headerNameOf(server, server.signIn()), 'B-T')
  }),
)

test(
  'writes its header in another letter case as an option',
  withP1(
    async server => {
      assert.is(await headerNameOf(server, server.signIn()), 'b-t')
    },
    { header: 'b-t' },
  ),
)

test.run()
