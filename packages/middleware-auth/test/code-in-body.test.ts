import { readBody } from '@allium/core'
import * as assert from 'uvu/assert'
import { type ExpiredOnOptions, expiredOn, type Verdict } from '../src/index'
import { a, bench, contract, drain, type Exchange } from './bench'

const test = contract('a code in the body')

const ask = { method: 'POST', url: 'https://api.test/a' } as Parameters<
  ReturnType<typeof expiredOn>
>[1]

/** The verdict on such an answer. */
function verdict(options: ExpiredOnOptions, data: unknown, status = 200): Verdict {
  const answer = { status, data, headers: {}, cookies: [], url: ask.url, raw: undefined }
  return expiredOn(options)(answer, ask)
}

const codes = ['0002', '2', 2, '408', 408, '', 0, '0', 'TokenExpired'] as const

for (const wanted of codes) {
  test(`A02 the code ${JSON.stringify(wanted)} is itself and no other`, () => {
    for (const given of [...codes, null, true, [wanted], { code: wanted }]) {
      const fate = given === wanted ? 'expired' : 'ok'
      const bodies = [{ code: given }, JSON.stringify({ code: given })]
      for (const body of bodies) {
        assert.is(verdict({ codes: [wanted] }, body), fate, JSON.stringify(body))
      }
    }
  })
}

/** Bodies that have no code of their own, whatever else stands in them. */
const without: ReadonlyArray<[name: string, body: unknown]> = [
  ['an empty object', {}],
  ['a code deeper in', { data: { code: '0002' } }],
  ['a code in other letters', { Code: '0002', CODE: 408 }],
  ['a list of codes', ['0002', 408]],
  ['a list of objects', [{ code: '0002' }]],
  ['null', null],
  ['nothing', undefined],
  ['an empty text', ''],
  ['a number', 408],
  ['a truth', true],
  ['the code alone as text', '0002'],
  ['HTML', '<html><body>{"code":"0002"}</body></html>'],
  ['broken JSON', '{"code":"0002"'],
  ['a JSON list as text', '[{"code":"0002"}]'],
  ['bytes', new TextEncoder().encode('{"code":"0002"}').buffer],
  ['the path of a file', 'wxfile://tmp_0002.json'],
  ['the path of a file in braces', '{0002}/408.json'],
]

for (const [name, body] of without) {
  test(`A02 ${name} is safe, and has no code`, () => {
    const options = { codes: ['0002', 408, '', true as never] }
    assert.is(verdict(options, body, 200), 'ok')
    assert.is(verdict(options, body, 500), 'other')
    assert.is(verdict(options, body, 401), 'expired')
  })
}

test('A02 who asks for text gets the refusal as text, and it is read', () => {
  for (const text of [
    '{"code":"0002"}',
    ' \n{ "code": "0002" }\n',
    '{"code":"\\u0030002"}',
  ]) {
    assert.is(verdict({ codes: ['0002'] }, text), 'expired', text)
    assert.is(verdict({ codes: ['0002'] }, `x${text}`), 'ok', text)
  }
})

test('A02 the HTTP status 408 is no body code 408, nor the other way round', async () => {
  const t = bench({ auth: { classify: expiredOn({ codes: [408, '408'] }) } })
  const [slow, dead] = [t.post('/slow'), t.post('/dead')]
  await drain()
  await t.at('/slow').reply(408, { msg: 'slow' })
  assert.is(slow.error.code as string, 'status')
  assert.is(t.all('/refresh').length, 0)
  await t.at('/dead').reply(200, { code: '408' })
  await t.renew(a(1))
  await t.at('/dead').reply(200, { code: 200 })
  assert.is(dead.state, 'resolved')
  assert.is(t.all('/slow').length, 1)
})

test('A02 a status of the server’s own takes the place of 401', () => {
  assert.is(verdict({ statuses: [419, 440] }, undefined, 440), 'expired')
  assert.is(verdict({ statuses: [419, 440] }, undefined, 401), 'other')
  assert.is(verdict({ statuses: [], codes: [1] }, { code: 1 }, 401), 'expired')
})

for (const [field, body, fate] of [
  ['error.code', { error: { code: 'E1' } }, 'expired'],
  ['error.code', '{"error":{"code":"E1"}}', 'expired'],
  ['a.b.c.d', { a: { b: { c: { d: 'E1' } } } }, 'expired'],
  ['list.0.code', { list: [{ code: 'E1' }] }, 'expired'],
  ['error.code', { error: null }, 'ok'],
  ['error.code', { error: 'E1' }, 'ok'],
  ['error.code', { code: 'E1' }, 'ok'],
  ['error.code', { error: { Code: 'E1' } }, 'ok'],
  ['error.code', 'E1', 'ok'],
  ['error.code', undefined, 'ok'],
] as const) {
  test(`A02 the field ${field} of ${JSON.stringify(body)}: ${fate}`, () => {
    assert.is(verdict({ codes: ['E1'], codeField: field }, body), fate)
  })
}

/** P2's rule: expired where `success` is false or absent. */
const cookieSession: ExpiredOnOptions = {
  codes: ['0002'],
  unless: body => (body as { success?: boolean }).success === true,
}

for (const [name, fields, fate] of [
  ['absent', {}, 'expired'],
  ['false', { success: false }, 'expired'],
  ['true', { success: true }, 'ok'],
] as const) {
  test(`A02 \`unless\`: with success ${name} the code is ${fate}`, () => {
    assert.is(verdict(cookieSession, { code: '0002', ...fields }), fate)
  })
  test(`A02 \`unless\`: so it is where the body came as text (success ${name})`, () => {
    const text = JSON.stringify({ code: '0002', ...fields })
    assert.is(verdict(cookieSession, text), fate)
  })
}

test('A02 `unless` is asked of nothing but a code that says expired', () => {
  const asked: unknown[] = []
  const unless = (body: unknown) => asked.push(body) > 0
  for (const body of [undefined, null, '', { code: 2 }, { code: '0002' }, [1]]) {
    assert.is(verdict({ codes: ['0002'], unless }, body), 'ok')
  }
  assert.equal(asked, [{ code: '0002' }])
  assert.is(verdict({ codes: ['0002'], unless }, { code: '0002' }, 401), 'expired')
  assert.is(asked.length, 1)
})

test('A02 the answer to an upload is text: it is parsed first, and the file sent again', async () => {
  const t = bench({ auth: { classify: expiredOn({ codes: ['0002'] }) } })
  const transfer = { kind: 'upload', filePath: 'wxfile://photo' } as const
  const call = t.request({ method: 'POST', url: '/photo', transfer })
  await drain()
  const answer = (text: string) => {
    const { request, reply } = t.at('/photo')
    const data = { status: 200, headers: {}, cookies: [], url: request.url, raw: text }
    return reply(200, readBody(request, { ...data, data: text }, 1).data)
  }
  await answer('\uFEFF{"code":"0002"}')
  await t.renew(a(1))
  await answer('{"code":0,"id":7}')
  assert.equal(call.response.data, { code: 0, id: 7 })
  const [first, second] = t.all('/photo') as [Exchange, Exchange]
  assert.equal(second.request.transfer, first.request.transfer)
  assert.is(second.token, 'a1')
})

test('A02 of a download only the status can be judged', async () => {
  const t = bench({ auth: { classify: expiredOn({ codes: ['0002', 'wxfile://0002'] }) } })
  const transfer = { kind: 'download' } as const
  const good = t.request({ method: 'GET', url: '/good', transfer })
  const dead = t.request({ method: 'GET', url: '/dead', transfer })
  await drain()
  await t.at('/good').reply(200, 'wxfile://0002')
  assert.is(good.response.data, 'wxfile://0002')
  await t.at('/dead').reply(401, 'wxfile://body')
  await t.renew(a(1))
  await t.at('/dead').reply(200, 'wxfile://file')
  assert.is(dead.response.data, 'wxfile://file')
})

test.run()
