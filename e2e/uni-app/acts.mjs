import assert from 'node:assert/strict'

const REFRESH = '/Login/RefreshToken'

/** What the example's acts come to, on whatever platform; `act` does one by its name. */
export async function checkActs(server, act) {
  const refreshes = () => server.wire.count({ path: REFRESH })
  assert.equal(await act('signIn'), 'li')

  server.expireAccess()
  server.wire.clear()
  assert.deepEqual(await act('storm'), [200])
  assert.equal(refreshes(), 1)
  assert.equal(server.wire.count({ path: '/items', status: 200 }), 20)
  assert(server.wire.count({ path: '/items', status: 401 }) > 0)

  server.expireAccess()
  assert.deepEqual(await act('order'), [201, '两箱苹果 😀'])
  assert.equal(server.wire.count({ path: '/orders', status: 201 }), 1)
  assert.equal(refreshes(), 2)

  assert.deepEqual(await act('search'), [
    ['kind', '水果'],
    ['n', '1'],
    ['n', '2'],
  ])
  assert.deepEqual(await act('failures'), [
    'aborted',
    'timeout',
    'network',
    'unreadable',
    'status',
  ])
  const slow = server.wire.entries.filter(({ path }) => path === '/slow')
  assert.deepEqual(
    slow.map(({ status, endedAt }) => [status, typeof endedAt]),
    [
      [0, 'number'],
      [0, 'number'],
    ],
    'the server sees that nobody waits any more',
  )

  server.expireAccess()
  server.revoke()
  assert.deepEqual(await act('refused'), ['refresh-rejected', null])
  assert.equal(server.stats.reuses, 0)
}
