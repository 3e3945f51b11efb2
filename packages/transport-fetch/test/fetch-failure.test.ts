import { inspect } from 'node:util'
import { isRequestError } from '@allium/core'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fetchFailure } from '../src/fetch-failure'
import { quiet, wireRequest, withGlobals } from './helpers'

const test = suite('fetchFailure')
test.after.each(quiet)

/** Node's: the system's error behind its own. */
const behind = (code: string, message = 'fetch failed') =>
  Object.assign(new TypeError(message), {
    cause: Object.assign(new Error(code), { code }),
  })

const named = (name: string) => Object.assign(new Error('x'), { name })

type Row = [from: string, raw: unknown, code: string, sent: boolean, retryable: boolean]

const rows: readonly Row[] = [
  ['Chrome', new TypeError('Failed to fetch'), 'network', true, true],
  ['Safari', new TypeError('Load failed'), 'network', true, true],
  ['Firefox', new TypeError('NetworkError when …'), 'network', true, true],
  ['Node, refused', behind('ECONNREFUSED'), 'network', false, true],
  ['Node, unknown host', behind('ENOTFOUND'), 'network', false, true],
  ['Node, DNS that fails for now', behind('EAI_AGAIN'), 'network', false, true],
  ['Node, no connection', behind('UND_ERR_CONNECT_TIMEOUT'), 'network', false, true],
  ['Node, reset', behind('ECONNRESET'), 'network', true, true],
  ['Node, timed out, perhaps while reading', behind('ETIMEDOUT'), 'network', true, true],
  ['Node, closed', behind('UND_ERR_SOCKET'), 'network', true, true],
  ['Node, no head', behind('UND_ERR_HEADERS_TIMEOUT'), 'timeout', true, true],
  ['Node, no body', behind('UND_ERR_BODY_TIMEOUT', 'terminated'), 'timeout', true, true],
  ['Node, certificate', behind('DEPTH_ZERO_SELF_SIGNED_CERT'), 'tls', false, false],
  ['Node, certificate', behind('CERT_HAS_EXPIRED'), 'tls', false, false],
  ['Node, certificate', behind('ERR_TLS_CERT_ALTNAME_INVALID'), 'tls', false, false],
  ['Node, certificate', behind('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'tls', false, false],
  ['Node, no TLS there', behind('ERR_SSL_WRONG_VERSION_NUMBER'), 'tls', false, false],
  [
    'Node, no cipher in common',
    behind('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'),
    'tls',
    false,
    false,
  ],
  [
    'Node, broken in the middle',
    behind('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'),
    'network',
    true,
    true,
  ],
  [
    'node-fetch',
    Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
    'network',
    false,
    true,
  ],
  [
    'Bun',
    Object.assign(new Error('x'), { code: 'ConnectionRefused' }),
    'network',
    false,
    true,
  ],
  ['a page that is left', named('AbortError'), 'aborted', true, false],
  ['a DOMException', new DOMException('x', 'AbortError'), 'aborted', true, false],
  ['nothing', undefined, 'network', true, true],
  ['a text', 'boom', 'network', true, true],
]

for (const [from, raw, code, sent, retryable] of rows) {
  test(`T01 ${from}: ${inspect(raw).split('\n', 1)[0]} is \`${code}\``, () => {
    const error = fetchFailure(wireRequest(), raw, 3)
    assert.ok(isRequestError(error))
    assert.equal([error.code, error.sent, error.retryable], [code, sent, retryable])
    assert.equal([error.attempt, error.response], [3, undefined])
    assert.is(error.cause, raw)
  })
}

test('T01 whether it has left may be known better', () => {
  for (const sent of [true, false]) {
    const error = fetchFailure(wireRequest(), behind('ECONNREFUSED'), 1, sent)
    assert.equal([error.code, error.sent], ['network', sent])
  }
})

test('T01 without a network it is `offline`, whatever the host says', async () => {
  await withGlobals({ navigator: { onLine: false } }, () => {
    const error = fetchFailure(wireRequest(), behind('ENOTFOUND'), 1)
    assert.equal([error.code, error.sent], ['offline', true])
  })
  await withGlobals({ navigator: { onLine: true } }, () => {
    assert.is(fetchFailure(wireRequest(), behind('ENOTFOUND'), 1).code, 'network')
  })
})

test('K13 a message says the fact, then the likely cause', () => {
  const messageOf = (raw: unknown) => fetchFailure(wireRequest(), raw, 1).message
  assert.equal(
    [
      new TypeError('Failed to fetch'),
      behind('ECONNREFUSED'),
      behind('CERT_HAS_EXPIRED'),
      behind('UND_ERR_HEADERS_TIMEOUT'),
      named('AbortError'),
    ].map(messageOf),
    [
      'GET /me: the connection failed, or a CORS rule forbids it',
      'GET /me: no connection to the server',
      'GET /me: no secure connection; check the server’s certificate',
      'GET /me: no answer in time, says the host',
      'GET /me: aborted by the host',
    ],
  )
})

test('K13 the query stands nowhere, not even in the cause', () => {
  const url = 'https://api.test/me?token=s3cret'
  const raw = new TypeError(`error sending request for url (${url}): refused`)
  const error = fetchFailure(wireRequest({ url }), raw, 1)
  const shown = [error.message, error.stack, JSON.stringify(error), inspect(error)]
  assert.not.match(`${shown} ${inspect(error.cause)}`, 's3cret')
})

test.run()
