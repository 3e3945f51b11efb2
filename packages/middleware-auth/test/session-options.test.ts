import * as assert from 'uvu/assert'
import { createSession, type SessionOptions } from '../src/index'
import { sessionRules } from '../src/session-options'
import { contract, p0 } from './bench'

const test = contract('session-options')

const storage = { load() {}, save() {}, clear() {} }
const wrong: ReadonlyArray<[string, object, RegExp]> = [
  ['C04 retries that are a number', { refreshRetries: 5 }, /a `max` of retries/],
  ['C04 retries without a `max`', { refreshRetries: {} }, /a `max` of retries/],
  ['C04 fewer than no retries', { refreshRetries: { max: -1 } }, /a `max` of retries/],
  ['C04 one and a half', { refreshRetries: { max: 1.5 } }, /a `max` of retries/],
  ['C04 no pause', { refreshRetries: { max: 1, delayMs: 0 } }, /`delayMs`/],
  [
    'C04 an endless budget',
    { refreshRetries: { max: 1, budgetMs: 1 / 0 } },
    /`budgetMs`/,
  ],
  ['C04 a number for `random`', { random: 0.5 }, /a function/],
  ...[
    5,
    null,
    {},
    { max: 1 },
    { ms: 100 },
    { max: 0, ms: 100 },
    { max: 1.5, ms: 100 },
  ].map((refreshWindow): [string, object, RegExp] => [
    `F04 the window ${JSON.stringify(refreshWindow)}`,
    { refreshWindow },
    /`refreshWindow` must be a `max` of refreshes, above 0, within `ms`/,
  ]),
  ['F04 a window of no time', { refreshWindow: { max: 1, ms: 0 } }, /`refreshWindow`/],
  ['C07 an unknown policy', { whenAnswerIsLost: 'again' }, /try-again, retry-once/],
  ['C07 no policy', { whenAnswerIsLost: null }, /try-again, retry-once/],
  ['G07 an event for `onResume`', { onResume: 'shown' }, /a function/],
  ['J01 an object for a lock', { lock: {} }, /a function/],
  ['J01 no time for the lock', { lockTimeout: 0 }, /`lockTimeout`/],
  ['J01 text for that time', { lockTimeout: '5' }, /`lockTimeout`/],
  ['J02 a storage for `isStorageShared`', { isStorageShared: storage }, /true or false/],
]

for (const [name, options, fault] of wrong) {
  test(`${name} is refused`, () => {
    assert.throws(
      () => createSession({ refresh: p0, ...options } as SessionOptions),
      (error: Error) =>
        error instanceof TypeError &&
        error.message.startsWith('[createSession]') &&
        fault.test(error.message),
    )
  })
}

test('C04 C07 F04 J01 J02 each as it should be is taken', () => {
  const lock = () => Promise.resolve(() => {})
  const onResume = () => () => {}
  for (const options of [
    { refreshRetries: { max: 0 }, random: () => 0, onResume },
    { refreshRetries: { max: 1, delayMs: 1, budgetMs: 1 } },
    { refreshWindow: { max: 1, ms: 1 } },
    { whenAnswerIsLost: p0, lock, lockTimeout: 1 },
    { whenAnswerIsLost: 'retry-once', isStorageShared: true, storage },
  ] as const) {
    createSession({ refresh: p0, ...options }).dispose()
  }
})

test('each that is there and undefined is as good as left out', async () => {
  const names = Object.keys(sessionRules).filter(name => name !== 'refresh')
  const nothing = Object.fromEntries(names.map(name => [name, undefined]))
  const session = createSession({ refresh: p0, ...nothing })
  await session.signIn({ accessToken: 'a0.secret' })
  assert.is(session.credential()?.accessToken, 'a0.secret')
  session.dispose()
})

test.run()
