import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { groupOf, sentenceOf, toneOf } from '../../src/dom/entry-words'
import { type Entry, entryTypes } from '../../src/entry'

const test = suite('entry words')

const entry = (type: Entry['type'], more: Partial<Entry> = {}): Entry => ({
  ...{ seq: 1, type, at: 0, client: 'a' },
  ...more,
})

test('has a sentence in both languages, a group and a colour for every event', () => {
  for (const type of entryTypes) {
    const one = entry(type, { layer: 'auth', step: 'in' })
    const [en, zh] = [sentenceOf(one, 'en'), sentenceOf(one, 'zh')]
    assert.ok(en !== '' && zh !== '', type)
    if (type !== 'layer') assert.is.not(en, zh)
    assert.ok(groupOf(one) && toneOf(one), type)
  }
})

test('says what is known, and nothing of what is not', () => {
  const refused = { code: 'refresh-rejected', status: 401 }
  assert.is(sentenceOf(entry('error', refused), 'en'), 'failed · refresh-rejected · 401')
  assert.is(sentenceOf(entry('error'), 'en'), 'failed')
  assert.is(sentenceOf(entry('attempt', { attempt: 2 }), 'en'), 'sent again (2)')
  assert.is(sentenceOf(entry('wire:answer'), 'en'), 'the server answers nothing')
  assert.is(sentenceOf(entry('retry', { delayMs: 120.4 }), 'en'), 'again in 120 ms')
})

test('an answer of the wire is coloured by its status', () => {
  const tones = [200, 401, undefined].map(status =>
    toneOf(entry('wire:answer', status === undefined ? {} : { status })),
  )
  assert.equal(tones, ['sent', 'failed', 'failed'])
})

test.run()
