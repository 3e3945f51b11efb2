import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createCookieJar } from '../src/cookie-jar'

const test = suite('cookie jar')

test('sends a cookie to its path and below, and nowhere else', () => {
  const jar = createCookieJar()
  jar.set('a=1; Path=/; SameSite=Lax')
  jar.set('r=2; Path=/api; HttpOnly')
  assert.is(jar.sentTo('/'), 'a=1')
  assert.is(jar.sentTo('/api'), 'a=1; r=2')
  assert.is(jar.sentTo('/api/refresh'), 'a=1; r=2')
  assert.is(jar.sentTo('/apis'), 'a=1')
})

test('shows a script no HttpOnly cookie', () => {
  const jar = createCookieJar()
  jar.set('a=1; Path=/')
  jar.set('r=2; Path=/; HttpOnly')
  assert.is(jar.seen, 'a=1')
})

test('keeps the last of two, and forgets what the server takes away', () => {
  const jar = createCookieJar()
  jar.set('a=1')
  jar.set('a=2')
  assert.is(jar.sentTo('/x'), 'a=2')
  jar.set('a=; Path=/; Max-Age=0')
  assert.is(jar.sentTo('/x'), '')
})

test.run()
