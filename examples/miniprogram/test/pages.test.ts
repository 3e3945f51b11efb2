import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { openPhone, type Phone, until } from './phone'

const REFRESH = '/Login/RefreshToken'
const HOME = 'pages/home/home'
const LOGIN = 'pages/login/login'

const test = suite<{ phone: Phone }>('the mini program')

/** Runs a test on a phone that is closed whatever comes. */
function on(
  name: string,
  options: Parameters<typeof openPhone>[0],
  run: (phone: Phone) => Promise<void>,
): void {
  test(name, async () => {
    const phone = await openPhone(options)
    try {
      await run(phone)
      assert.equal(phone.network.swallowed, [])
    } finally {
      await phone.close()
    }
  })
}

const toasts = ({ screen }: Phone) =>
  screen.timeline.filter(({ event }) => event === 'showToast').map(({ title }) => title)
const shows = ({ screen }: Phone) =>
  screen.timeline.filter(({ event }) => event === 'showLoading').length
const form = (value: Record<string, string>) => ({ detail: { value } })
const isLoaded = (phone: Phone) => () =>
  phone.pages.stack[0] === HOME && phone.page().data.user === 'li'

on('loads several things at once, under one loading', {}, async phone => {
  await until(isLoaded(phone), 'the home page')
  assert.equal(phone.page().data.items, ['kind：水果', 'page：1', 'kind：茶', 'page：1'])
  assert.is(shows(phone), 1)
  await until(() => phone.screen.visible === undefined, 'the end of the loading')
  assert.is(phone.server.wire.count({ status: 401 }), 0)
})

on('serves all of them with one refresh where the token has expired', {}, async phone => {
  await until(isLoaded(phone), 'the home page')
  phone.server.expireAccess()
  await phone.page().load()
  assert.is(phone.server.wire.count({ path: REFRESH }), 1)
  assert.is(phone.server.wire.count({ status: 401 }), 3)
  assert.equal(toasts(phone), [])
  assert.equal(phone.pages.stack, [HOME])
})

on(
  'sends a form again, and nobody notices that the token had expired',
  {},
  async phone => {
    await until(isLoaded(phone), 'the home page')
    phone.server.expireAccess()
    await phone.page().submit(form({ note: '两箱苹果，周五送到' }))
    assert.is(phone.page().data.receipt, '两箱苹果，周五送到')
    assert.is(phone.server.wire.count({ path: '/orders', status: 201 }), 1)
    assert.equal(toasts(phone), [])
  },
)

on('says why the session has ended, and opens the login page once', {}, async phone => {
  await until(isLoaded(phone), 'the home page')
  phone.server.expireAccess()
  phone.server.revoke()
  await phone.page().load()
  await until(() => toasts(phone).length > 0, 'the toast')
  assert.equal(toasts(phone), ['登录已过期，请重新登录'])
  assert.equal(phone.pages.stack, [HOME])
  await until(() => phone.pages.stack.includes(LOGIN), 'the login page')
  assert.equal(phone.pages.stack, [HOME, LOGIN])
  assert.is(phone.wx.getStorageSync('refreshToken'), '')
})

on(
  'leads to login without a word where nobody is signed in, and from there home',
  {
    isSignedIn: false,
  },
  async phone => {
    await until(() => phone.pages.stack.includes(LOGIN), 'the login page')
    assert.equal(phone.pages.stack, [HOME, LOGIN])
    assert.equal(toasts(phone), [])

    await phone.page().submit(form({ user: 'li', password: 'wrong' }))
    assert.match(String(phone.page().data.fault), /\S/)
    assert.equal(toasts(phone), [])
    assert.equal(phone.pages.stack, [HOME, LOGIN])

    await phone.page().submit(form({ user: 'li', password: 'secret' }))
    await until(isLoaded(phone), 'the home page')
    assert.equal(phone.pages.stack, [HOME])
    assert.is(phone.server.wire.count({ path: REFRESH }), 0)
  },
)

on(
  'leads to login again who comes back from there without having signed in',
  {
    isSignedIn: false,
  },
  async phone => {
    await until(() => phone.pages.stack.includes(LOGIN), 'the login page')
    // The page is given its time to open.
    await new Promise(resolve => setTimeout(resolve, 1_100))
    phone.wx.navigateBack({ complete() {} })
    const opened = () =>
      phone.pages.timeline.filter(
        ({ route, event }) => route === LOGIN && event === 'onLoad',
      )
    await until(() => opened().length === 2, 'the login page again')
    assert.equal(phone.pages.stack, [HOME, LOGIN])
    assert.is(phone.server.wire.entries.length, 0)
  },
)

on('tells the user of a failure, and keeps the page as it was', {}, async phone => {
  await until(isLoaded(phone), 'the home page')
  phone.network.offline = true
  await phone.page().load()
  await until(() => toasts(phone).length > 0, 'the toast')
  assert.equal(toasts(phone), ['请求数据失败，请稍后重试。'])
  assert.is(phone.page().data.user, 'li')
})

on(
  'goes on when it comes back to the front, after two lost refreshes',
  { rotate: false },
  async phone => {
    await until(isLoaded(phone), 'the home page')
    phone.server.expireAccess()
    phone.server.dropRefreshAnswer(2)
    for (let tap = 0; tap < 3; tap += 1) await phone.page().load()
    assert.is(
      phone.server.wire.count({ path: REFRESH }),
      2,
      'two were lost, and no third',
    )
    phone.app.hide()
    phone.app.show()
    const answered = () => phone.server.wire.count({ path: '/me', status: 200 }) === 2
    await until(answered, 'the home page again')
    assert.is(phone.server.wire.count({ path: REFRESH }), 3)
    assert.equal(phone.pages.stack, [HOME])
  },
)

on('leaves nothing behind after a sign-out', {}, async phone => {
  await until(isLoaded(phone), 'the home page')
  await phone.page().leave()
  await until(() => phone.pages.stack[0] === LOGIN, 'the login page')
  assert.is(phone.wx.getStorageSync('accessToken'), '')
  assert.is(phone.wx.getStorageSync('refreshToken'), '')
})

test.run()
