import { startP0 } from '@allium/example-backends'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { LOGIN_PAGE, openPhone } from '../src/phone'

const test = suite('phone')

const globals = ['wx', 'uni', 'getCurrentPages'] as const
const types = () => globals.map(name => typeof Reflect.get(globalThis, name))

test('has the globals of a mini program, and takes them away with it', () => {
  const before = types()
  const phone = openPhone()
  assert.equal(types(), ['object', 'object', 'function'])
  phone.close()
  assert.equal(types(), before)
})

test('has a first page, and a login page to go to', async () => {
  const phone = openPhone()
  await new Promise<void>((resolve, reject) => {
    const url = `/${LOGIN_PAGE}`
    phone.device.wx.navigateTo({ url, success: () => resolve(), fail: reject })
  })
  assert.equal(phone.device.pages.stack, ['pages/home/home', LOGIN_PAGE])
  phone.close()
})

test('takes what is sent to one origin to another, and cuts the way to URLs', async () => {
  const server = await startP0()
  const phone = openPhone()
  phone.forward('https://api.example.com', server.url)
  const ask = () =>
    new Promise<unknown>(resolve => {
      uni.request({
        url: 'https://api.example.com/html',
        success: answer => resolve(Object(answer).statusCode),
        fail: failure => resolve(Object(failure).errMsg),
      } as Parameters<typeof uni.request>[0])
    })
  try {
    assert.is(await ask(), 200)
    phone.cut(url => url.endsWith('/html'))
    assert.match(String(await ask()), /^request:fail/)
    phone.cut(undefined)
    assert.is(await ask(), 200)
    assert.is(server.wire.count({ path: '/html' }), 2)
  } finally {
    phone.close()
    await server.close()
  }
})

test.run()
