import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { words } from '../../src/dom/words'

const test = suite('words')

/** Every text of a table, by its path. */
function texts(from: object, path = ''): Array<[path: string, text: string]> {
  return Object.entries(from).flatMap(([name, value]) => {
    const at = `${path}/${name}`
    if (typeof value === 'object') return texts(value, at)
    return [[at, typeof value === 'function' ? value(2, '200', '5 ms') : value]]
  })
}

test('says everything in both languages', () => {
  const [en, zh] = [texts(words.en), texts(words.zh)]
  assert.equal(
    zh.map(([path]) => path),
    en.map(([path]) => path),
  )
  for (const [path, text] of [...en, ...zh]) assert.ok(text.trim() !== '', path)
  const same = en.filter(([, text], index) => text === zh[index]?.[1])
  assert.equal(
    same.map(([path]) => path),
    ['/passes'],
  )
})

test.run()
