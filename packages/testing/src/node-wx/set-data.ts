import { deepCopy } from './deep-copy'

/** Copies the values of a patch into `data`; an `undefined` is passed over, as on WeChat. */
export function setData(data: object, patch: object): void {
  for (const [path, value] of Object.entries(patch)) {
    if (value !== undefined) put(data, stepsOf(path), deepCopy(value))
  }
}

/** `list[2].name` as `list`, `2` and `name`. */
function stepsOf(path: string): string[] {
  return path.split(/\.|\[|\]\.?/).filter(step => step !== '')
}

/** Puts a value at a path, and makes what is missing on the way. */
function put(data: object, steps: readonly string[], value: unknown): void {
  let place = data as Record<string, unknown>
  for (const [at, step] of steps.entries()) {
    if (at === steps.length - 1) place[step] = value
    else {
      const isArray = /^\d+$/.test(steps[at + 1] as string)
      if (typeof place[step] !== 'object' || place[step] === null) {
        place[step] = isArray ? [] : {}
      }
      place = place[step] as Record<string, unknown>
    }
  }
}
