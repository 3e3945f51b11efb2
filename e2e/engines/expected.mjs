const TEA = 'GET /tea: 418'
const REFUSED = '登录已过期，请重新登录'

/** What the program finds, in whatever engine. */
export const EXPECTED = {
  host: 'undefined,undefined,undefined,undefined,undefined',
  signIn: ['a0', 'r0'],
  // Eight with the old token, one refresh, eight again.
  storm: ['/1/2/3/4/5/6/7/8', ['POST /refresh'], 17, 'a2'],
  query:
    '/search?%E5%9F%8E%E5%B8%82=%E5%8C%97%E4%BA%AC&%E5%9F%8E%E5%B8%82=%F0%9F%98%80%20' +
    '&half=%EF%BF%BD&n=1&n=2',
  form: '%E5%A4%87%E6%B3%A8=%E4%B8%A4%E7%AE%B1%E8%8B%B9%E6%9E%9C%20%26%20%E6%A2%A8',
  retried: ['/busy', true],
  failures: [
    'RequestError aborted',
    'RequestError timeout',
    'RequestError timeout',
    'RequestError network',
    'RequestError unreadable',
    'RequestError status',
  ],
  errorsAreOfTheirClass: [
    true,
    true,
    `RequestError: ${TEA}`,
    JSON.stringify({
      name: 'RequestError',
      code: 'status',
      message: TEA,
      method: 'GET',
      url: 'https://api.test/tea',
      status: 418,
      attempt: 1,
      retryable: false,
    }),
  ],
  stream: ['你好', '😀'],
  refused: [
    'AuthError refresh-rejected',
    'AuthError refresh-rejected',
    [`rejected ${REFUSED}`],
    {},
  ],
  screen: ['loading 加载中', 'hidden', 'toast 我是茶壶', `toast ${REFUSED}`],
}
