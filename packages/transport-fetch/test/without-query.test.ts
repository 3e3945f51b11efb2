import { inspect } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { withoutQuery } from '../src/without-query'
import { quiet } from './helpers'

const test = suite('withoutQuery')
test.after.each(quiet)

const url = 'https://api.test/me?token=s3cret&q=a%20b'

test('K13 what quotes no query is the same object', () => {
  const raw = new TypeError('Failed to fetch')
  assert.is(withoutQuery(raw, url), raw)
  assert.is(withoutQuery(undefined, url), undefined)
  const quoting = new TypeError('what is https://api.test/me?')
  assert.is(withoutQuery(quoting, 'https://api.test/me'), quoting)
})

test('K13 a quoted query goes, name and words stay', () => {
  const raw = new TypeError(`error sending request for url (${url}): refused`)
  const clean = withoutQuery(raw, url) as Error
  assert.equal(
    [clean.name, clean.message],
    ['TypeError', 'error sending request for url (https://api.test/me?…): refused'],
  )
  assert.not.match(inspect(clean), 's3cret')
})

test('K13 it goes where the host has written it in its own way', () => {
  const raw = new Error('request to https://api.test/me?token=s3cret&q=a+b failed')
  assert.is(
    (withoutQuery(raw, url) as Error).message,
    'request to https://api.test/me?… failed',
  )
})

test('K13 what stands behind or beside the words is looked at, too', () => {
  const inside = Object.assign(new TypeError('Invalid URL'), { input: url })
  const raws = [
    Object.assign(new TypeError('failed'), { cause: inside }),
    Object.assign(new TypeError('failed'), { stack: `TypeError at ${url}` }),
    Object.assign(new TypeError('failed'), { cause: { cause: url } }),
    url,
  ]
  for (const raw of raws) assert.not.match(inspect(withoutQuery(raw, url)), 's3cret')
})

test('K13 an error behind itself is no end of it', () => {
  const raw = new TypeError('failed') as TypeError & { cause?: unknown }
  raw.cause = raw
  assert.is(withoutQuery(raw, url), raw)
})

test.run()
