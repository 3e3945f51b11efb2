import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createCookieJar } from './cookie-jar'
import { tidyUp } from './tidy-up'
import { stopTime } from './time'

const test = suite('the cookie jar of the tests')
test.after.each(tidyUp)

test('sends what it keeps, the later value of a name and path', () => {
  const jar = createCookieJar()
  jar.keep('a=1; Path=/')
  jar.keep('b=2=2')
  jar.keep('a=3; Path=/')
  assert.is(jar.headerFor('/me'), 'a=3; b=2=2')
})

test('sends a cookie below its path alone', () => {
  const jar = createCookieJar()
  jar.keep('a=1; Path=/api; SameSite=Lax')
  for (const path of ['/api', '/api/me', '/api/']) assert.is(jar.headerFor(path), 'a=1')
  for (const path of ['/', '/apis', '/me/api']) assert.is(jar.headerFor(path), '')
})

test('hides from scripts what is HttpOnly, or is not for the page', () => {
  const jar = createCookieJar()
  jar.keep('a=1; Path=/')
  jar.keep('b=2; Path=/; HttpOnly')
  jar.keep('c=3; Path=/api')
  assert.is(jar.readable(), 'a=1')
  assert.is(jar.headerFor('/api'), 'a=1; b=2; c=3')
})

test('drops a cookie when its `Max-Age` is over, at once for 0', async () => {
  const clock = stopTime()
  const jar = createCookieJar()
  jar.keep('a=1; Max-Age=10')
  await clock.advance(9_999)
  assert.is(jar.readable(), 'a=1')
  await clock.advance(1)
  assert.is(jar.readable(), '')
  jar.keep('b=2')
  jar.keep('b=; Max-Age=0')
  assert.is(jar.readable(), '')
})

test.run()
