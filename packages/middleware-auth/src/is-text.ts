import { aText } from '@allium/core'

/** Whether it is a text, and not the empty one. */
export const isText: (value: unknown) => value is string = aText[0] as (
  value: unknown,
) => value is string
