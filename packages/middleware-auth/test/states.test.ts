import { readFileSync } from 'node:fs'
import { createAbortController } from '@allium/core'
import * as assert from 'uvu/assert'
import * as transitions from '../src/session-state'
import { a, contract } from './bench'

const test = contract('the states, as the README draws them')

type State = transitions.SessionState

const { unknownSession: unread, loaded, signedIn, departed } = transitions
const flight = {
  landed: new Promise<never>(() => {}),
  abort: createAbortController().abort,
}
const signedOut = loaded(unread, undefined, undefined)
const user = signedIn(unread, a(0), undefined)

/** One state of each name. */
const examples: Readonly<Record<string, State>> = {
  unread,
  'signed out': signedOut,
  'signed in': user,
  refreshing: departed(user, flight, 0, 1),
  'signing in': departed(signedOut, flight, 0, 1),
}

function nameOf({ isKnown, flight, credential }: State): string {
  if (!isKnown) return 'unread'
  if (flight !== undefined) return credential ? 'refreshing' : 'signing in'
  return credential ? 'signed in' : 'signed out'
}

const failure = { cause: undefined, at: 0, askedMs: 0, lost: 0 }

/** Each transition with what it needs; `loaded` twice, for it has two ends. */
const acts: Readonly<Record<string, ReadonlyArray<(state: State) => State>>> = {
  loaded: [s => loaded(s, a(0), undefined), s => loaded(s, undefined, undefined)],
  signedIn: [s => signedIn(s, a(1), undefined)],
  departed: [s => departed(s, flight, 0, 1)],
  renewed: [s => transitions.renewed(s, a(1), undefined)],
  landed: [transitions.landed],
  failed: [s => transitions.failed(s, failure, 0)],
  refused: [transitions.refused],
  resumed: [s => transitions.resumed(s, 'shown')],
  ended: [s => transitions.ended(s, 'app')],
}

interface Row {
  readonly name: string
  readonly from: readonly string[]
  readonly to: readonly string[]
}

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const rows = [...readme.matchAll(/^\| `(\w+)` \| [^|]+ \| ([^|]+) \| ([^|]+) \|$/gm)]
  .map(([, name = '', from = '', to = '']): Row => {
    const starts = from.trim() === 'any' ? Object.keys(examples) : from.trim().split('; ')
    return { name, from: starts, to: to.trim().split('; ') }
  })
  .filter(({ name }) => name in acts)

test('the table has every transition of the code, and no other', () => {
  const functions = Object.entries(transitions).filter(
    ([, value]) => typeof value === 'function',
  )
  assert.equal(
    rows.map(({ name }) => name).sort(),
    functions.map(([name]) => name).sort(),
  )
})

for (const { name, from, to } of rows) {
  test(`${name} leads from ${from.join(', ')} to ${to.join(', ')}`, () => {
    for (const [at, start] of from.entries()) {
      const state = examples[start]
      assert.ok(state, `there is no state "${start}"`)
      assert.is(nameOf(state), start)
      const said = to[to.length === 1 ? 0 : at] as string
      for (const act of acts[name] ?? []) {
        const end = nameOf(act(state))
        if (said === 'the same') assert.is(end, start)
        else
          assert.ok(
            said.split(', or ').some(each => each.startsWith(end)),
            `${start} → ${end}`,
          )
      }
    }
  })
}

test('who begins another epoch or version is who the page says', () => {
  for (const [name, [act]] of Object.entries(acts)) {
    const state = examples.refreshing as State
    const after = act?.(state) as State
    assert.is(after.epoch > state.epoch, ['signedIn', 'ended'].includes(name), name)
    const isNew = ['signedIn', 'renewed', 'ended', 'loaded'].includes(name)
    assert.is(after.version > state.version, isNew, name)
  }
})

test.run()
