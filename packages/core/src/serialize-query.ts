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

/** Takes a parameter as it is written: values that are joined have bare commas between. */
type Take = (name: string, value: string) => void

/** Parameters as `a=1&b=2`, encoded by RFC 3986: a space is `%20`. */
export function serializeQuery(input: QueryInput, style: QueryStyle): string {
  let text = ''
  const take: Take = (name, value) => {
    text += `${text && '&'}${encode(name)}=${value}`
  }
  for (const key of Object.keys(input)) write(key, input[key], style, take)
  return text
}

/** Writes a value, or what it holds, in its order. */
function write(name: string, value: unknown, style: QueryStyle, take: Take): void {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'bigint':
      take(name, encode(String(value)))
      break
    case 'object':
      if (value === null) {
        if (style.nulls === 'empty') take(name, '')
      } else if (hasToJSON(value)) write(name, value.toJSON(), style, take)
      else if (Array.isArray(value)) writeArray(name, value, style, take)
      else writeObject(name, value as QueryInput, style, take)
      break
    // No others: `undefined` says nothing, functions and symbols have no text.
  }
}

function writeArray(
  name: string,
  members: readonly unknown[],
  style: QueryStyle,
  take: Take,
): void {
  const { arrays } = style
  if (arrays === 'json') take(name, encode(json(members)))
  else if (arrays === 'comma') {
    const values: string[] = []
    const flat: QueryStyle = { ...style, objects: 'json' }
    for (const member of members)
      write(name, member, flat, (_, value) => values.push(value))
    if (values.length > 0) take(name, values.join(','))
  } else {
    members.forEach((member, at) => {
      const index = arrays === 'indices' ? `[${at}]` : arrays === 'brackets' ? '[]' : ''
      write(name + index, member, style, take)
    })
  }
}

function writeObject(
  name: string,
  members: QueryInput,
  style: QueryStyle,
  take: Take,
): void {
  const { objects } = style
  if (objects === 'json') {
    take(name, encode(json(members)))
    return
  }
  for (const key of Object.keys(members)) {
    const inside = objects === 'dots' ? `${name}.${key}` : `${name}[${key}]`
    write(inside, members[key], style, take)
  }
}

/** JSON has no big integers; their digits are kept as text. */
function json(value: unknown): string {
  return JSON.stringify(value, (_, member) =>
    typeof member === 'bigint' ? String(member) : member,
  )
}

/** RFC 3986: of the signs, only `-._~` stand as they are. */
function encode(text: string): string {
  if (/^[\w.~-]*$/.test(text)) return text
  return escaped(text).replace(
    /[!'()*]/g,
    sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function escaped(text: string): string {
  try {
    return encodeURIComponent(text)
  } catch {
    return encodeURIComponent(wellFormed(text))
  }
}
