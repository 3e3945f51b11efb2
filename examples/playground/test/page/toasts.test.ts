import { readdir, readFile } from 'node:fs/promises'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { toastIn } from '../../src/page/toasts'

const test = suite('toasts')

/** The texts of a folder's files that are in Chinese, or in a toast. */
async function textsOf(folder: string, pattern: RegExp): Promise<string[]> {
  const url = new URL(folder, import.meta.url)
  const files = (await readdir(url)).filter(file => file.endsWith('.ts'))
  const sources = await Promise.all(
    files.map(file => readFile(new URL(file, url), 'utf8')),
  )
  return sources.flatMap(source =>
    [...source.matchAll(pattern)].map(([, text]) => text ?? ''),
  )
}

const isChinese = (text: string) => /\p{Script=Han}/u.test(text)

test('what servers and set-ups say is said in the language of the page', async () => {
  const servers = await textsOf(
    '../../../backends/src/',
    /'([^'\n]*\p{Script=Han}[^'\n]*)'/gu,
  )
  const setUps = await textsOf('../../src/page/setups/', /(?:\|\||\?\?|Toast:) '(.*?)'/g)
  assert.ok(servers.length > 5 && setUps.length > 2)
  for (const text of [...servers, ...setUps]) {
    assert.not(isChinese(toastIn('en', text)), text)
    assert.ok(isChinese(toastIn('zh', text)), text)
  }
})

test('what is unknown stays as it is', () => {
  assert.is(toastIn('zh', 'teapot'), 'teapot')
})

test.run()
