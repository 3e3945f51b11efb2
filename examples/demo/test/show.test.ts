import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Act } from '../src/act'
import { createShow, type Play } from '../src/show'
import type { Stage } from '../src/stage'

const test = suite('show')

function bench(...acts: Play<Stage>[]) {
  const log: string[] = []
  const stage = { close: async () => log.push('close') } as unknown as Stage
  const show = createShow('P7', 'what it is about', async () => stage, acts)
  const play = () => show.play(({ title }, number) => log.push(`${number} ${title}`))
  return { log, play }
}

const act = (title: string) => async (): Promise<Act> => ({
  title,
  story: '',
  rows: [],
  checks: [],
})

test('plays its acts one after the other, and closes its stage', async () => {
  const { log, play } = bench(act('one'), act('two'))
  await play()
  assert.equal(log, ['1 one', '2 two', 'close'])
})

test('closes its stage where an act throws, and hides nothing', async () => {
  const fault = new Error('a fault')
  const { log, play } = bench(act('one'), () => Promise.reject(fault), act('three'))
  assert.is(await play().catch(error => error), fault)
  assert.equal(log, ['1 one', 'close'])
})

test.run()
