import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { strings } from '../../src/page/strings'

const test = suite('strings')

const tally = {
  requests: 2,
  answered: 1,
  failed: 1,
  refused: 1,
  unsigned: 1,
  refreshes: 1,
  logouts: 1,
}

/** Every text of a table, by its path. */
function texts(from: object, path = ''): Array<[path: string, text: string]> {
  return Object.entries(from).flatMap(([name, value]) => {
    const at = `${path}/${name}`
    if (typeof value === 'string') return [[at, value]]
    if (typeof value !== 'function') return texts(value, at)
    return [[at, value(name === 'outcome' ? tally : 2, 3, 4, 5)]]
  })
}

test('says everything in both languages', () => {
  const [en, zh] = [texts(strings.en), texts(strings.zh)]
  assert.equal(
    zh.map(([path]) => path),
    en.map(([path]) => path),
  )
  for (const [path, text] of [...en, ...zh]) assert.ok(text.trim() !== '', path)
  const same = en.filter(([, text], index) => text === zh[index]?.[1])
  assert.ok(
    same.every(([path]) => path.startsWith('/backends/')),
    same.join(),
  )
  for (const [path, text] of en) assert.not.match(text, /\p{Script=Han}/u, path)
})

test.run()
