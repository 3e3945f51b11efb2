import fc from 'fast-check'
import type { Command, Deed, EventName, Outcome, Pace, Reaction } from './commands'
import { often } from './setup'

type Fields<Name extends Deed['do']> = {
  readonly [Key in keyof Omit<Extract<Deed, { do: Name }>, 'do'>]: fc.Arbitrary<
    Extract<Deed, { do: Name }>[Key]
  >
}

const pace = fc.constantFrom<Pace['ticks']>(
  'all',
  'all',
  'all',
  'all',
  0,
  1,
  2,
  3,
  5,
  8,
  13,
)
const pick = fc.nat({ max: 5 })

/** So often among all, and with these fields. */
function deed<Name extends Deed['do']>(weight: number, name: Name, fields: Fields<Name>) {
  const arbitrary = fc.record({ do: fc.constant(name), ...fields, ticks: pace })
  return { weight, arbitrary: arbitrary as unknown as fc.Arbitrary<Command> }
}

const outcomes: fc.Arbitrary<Outcome> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Outcome>('renewed') },
  { weight: 2, arbitrary: fc.constant<Outcome>('kept') },
  { weight: 2, arbitrary: fc.constantFrom<Outcome>('lost', 'empty', 'stranger') },
  { weight: 2, arbitrary: fc.constantFrom<Outcome>('down', 'busy', 'unsent', 'refused') },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Outcome>('unauthorized', 'forbidden', 'invalid-grant'),
  },
)

const events = fc.constantFrom<EventName>(
  'refresh:start',
  'refresh',
  'refresh:error',
  'logout',
)
const reactions = fc.constantFrom<Reaction>(
  'throw',
  'reject',
  'send',
  'refresh',
  'sign-in',
  'sign-out',
)

const command: fc.Arbitrary<Command> = fc.oneof(
  deed(60, 'release', { count: fc.integer({ min: 1, max: 3 }) }),
  deed(40, 'answer', {
    pick,
    status: often(401, 50, 200, 200, 200, 403, 500),
    next: often(true, 80, false),
  }),
  deed(36, 'answer-refresh', { outcome: outcomes }),
  deed(30, 'send', {
    by: fc.nat({ max: 1 }),
    isExempt: often(false, 93, true),
    deadline: often(0, 90, 5_000),
  }),
  deed(10, 'pass', {
    ms: fc.constantFrom(1, 1_000, 2_000, 3_000, 10_000, 30_000, 59_000, 60_000),
  }),
  deed(5, 'refresh', {}),
  deed(3, 'drop', { pick }),
  deed(3, 'abort', { pick, how: fc.constantFrom('call', 'signal') }),
  deed(3, 'sign-in', { user: fc.constantFrom('A', 'B'), isBare: often(false, 90, true) }),
  deed(3, 'react', { on: events, by: reactions }),
  deed(1, 'sign-out', {}),
  deed(1, 'reload', {}),
  deed(2, 'resume', { what: fc.constantFrom('shown', 'online') }),
  deed(2, 'storage-fails', {}),
  deed(1, 'lock-fails', {}),
)

export const programs: fc.Arbitrary<Command[]> = fc.array(command, {
  minLength: 1,
  maxLength: 60,
  size: 'max',
})
