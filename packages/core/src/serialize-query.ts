import { hasToJSON } from './snapshot'
import type { QueryInput } from './types'
import { wellFormed } from './well-formed'

/** How nested and empty values are written. */
export interface QueryStyle {
  /**
   * `repeat` a=1&a=2 · `brackets` a[]=1&a[]=2 · `indices` a[0]=1&a[1]=2 ·
   * `comma` a=1,2 · `json` a=[1,2]. @default 'repeat'
   */
  readonly arrays: 'repeat' | 'brackets' | 'indices' | 'comma' | 'json'
  /** `brackets` o[x]=1 · `dots` o.x=1 · `json` o={"x":1}. @default 'brackets' */
  readonly objects: 'brackets' | 'dots' | 'json'
  /** What becomes of `null`: left out, or `n=`. @default 'drop' */
  readonly nulls: 'drop' | 'empty'
}

/** One parameter, before it is encoded; several values are joined by a bare comma. */
type Pair = readonly [name: string, values: readonly string[]]

/** Parameters as `a=1&b=2`, encoded by RFC 3986: a space is `%20`. */
export function serializeQuery(input: QueryInput, style: QueryStyle): string {
  return fields(input, key => key, style)
    .map(([name, values]) => `${encode(name)}=${values.map(encode).join(',')}`)
    .join('&')
}

/** The parameters of an object's or array's members, in their order. */
function fields(
  members: QueryInput | readonly unknown[],
  nameOf: (key: string) => string,
  style: QueryStyle,
): Pair[] {
  const pairs: Pair[] = []
  for (const [key, value] of Object.entries(members)) {
    for (const pair of pairsOf(nameOf(key), value, style)) pairs.push(pair)
  }
  return pairs
}

function pairsOf(name: string, value: unknown, style: QueryStyle): Pair[] {
  if (value === null) return style.nulls === 'empty' ? [[name, ['']]] : []
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'bigint':
      return [[name, [String(value)]]]
    case 'object':
      if (hasToJSON(value)) return pairsOf(name, value.toJSON(), style)
      if (Array.isArray(value)) return arrayPairs(name, value, style)
      return objectPairs(name, value as QueryInput, style)
    default:
      // `undefined`, and what has no text: functions and symbols.
      return []
  }
}

function arrayPairs(
  name: string,
  members: readonly unknown[],
  style: QueryStyle,
): Pair[] {
  switch (style.arrays) {
    case 'json':
      return [[name, [json(members)]]]
    case 'comma': {
      const flat = fields(members, () => name, { ...style, objects: 'json' })
      const values: string[] = []
      for (const [, some] of flat) values.push(...some)
      return values.length === 0 ? [] : [[name, values]]
    }
    case 'indices':
      return fields(members, index => `${name}[${index}]`, style)
    case 'brackets':
      return fields(members, () => `${name}[]`, style)
    default:
      return fields(members, () => name, style)
  }
}

function objectPairs(name: string, members: QueryInput, style: QueryStyle): Pair[] {
  if (style.objects === 'json') return [[name, [json(members)]]]
  const dots = style.objects === 'dots'
  return fields(members, key => (dots ? `${name}.${key}` : `${name}[${key}]`), style)
}

/** JSON has no big integers; their digits are kept as text. */
function json(value: unknown): string {
  return JSON.stringify(value, (_, member) =>
    typeof member === 'bigint' ? String(member) : member,
  )
}

/** RFC 3986: of the signs, only `-._~` stand as they are. */
function encode(text: string): string {
  return encodeURIComponent(wellFormed(text)).replace(
    /[!'()*]/g,
    sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
