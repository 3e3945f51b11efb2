import type { OptionRules } from './check-options'
import { MAX_TIMER_MS } from './clock'

/** What one option may be, and that in words. */
type Rule = OptionRules[string]

/** The rule of a callback. */
export const aFunction: Rule = [value => typeof value === 'function', 'a function']

/** The rule of a switch. */
export const aBoolean: Rule = [value => typeof value === 'boolean', 'true or false']

/** The rule of a limit: a span that a timer of the host can keep. */
export const aLimit: Rule = [
  value => typeof value === 'number' && value > 0 && value <= MAX_TIMER_MS,
  `a number of ms above 0 and up to ${MAX_TIMER_MS}`,
]

/** The rule of a span that may be none. */
export const aStay: Rule = [
  value => value === 0 || aLimit[0](value),
  `a number of ms from 0 to ${MAX_TIMER_MS}`,
]

/** The rule of a number of things. */
export const aCount: Rule = [
  value => Number.isInteger(value) && (value as number) > 0,
  'a whole number above 0',
]

/** The rule of a name or the like. */
export const aText: Rule = [value => typeof value === 'string' && value !== '', 'a text']

/** The rule of a host or the like. */
export const anObject: Rule = [
  value => typeof value === 'object' && value !== null,
  'an object',
]

/** The rule of fields by name: no `Map`, `Headers` or `URLSearchParams`, and no list. */
export const aRecord: Rule = [
  value => Object.prototype.toString.call(value) === '[object Object]',
  'a plain object',
]

/** The rule of an option that takes a clock. */
export const aClock: Rule = [
  value =>
    ['now', 'setTimeout', 'clearTimeout'].every(
      name => typeof Object(value)[name] === 'function',
    ),
  'a clock: `now`, `setTimeout` and `clearTimeout`',
]
