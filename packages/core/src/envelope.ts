import { type BusinessCode, BusinessError } from './business-error'
import { checkOptions, type OptionRules } from './check-options'
import { RequestError } from './errors'
import { failureOf } from './failure'
import type { AsNamed, Context, Layer, Next, Shape } from './layer'
import type { Nothing } from './types'

/** What the bodies look like, and what the caller gets of them. */
export interface EnvelopeOptions<
  Picked extends 'data' | 'body' = 'data' | 'body',
  Code extends string = string,
  Data extends string = string,
  Message extends string = string,
> {
  /** Codes of a good answer, compared as they are: `'0'` is not 0. @default [200] */
  readonly good?: readonly BusinessCode[] | undefined
  /** Where the body has its code; a dot leads deeper: `meta.code`. @default 'code' */
  readonly code?: Code | undefined
  /** Where the body has its data. @default 'data' */
  readonly data?: Data | undefined
  /** Where the body has a text for the user. @default 'msg' */
  readonly message?: Message | undefined
  /** What the caller gets of a good answer: the body's data, or all of it. @default 'data' */
  readonly pick?: Picked | undefined
}

/** What the layer adds to every request's options. */
export interface EnvelopeRequestOptions {
  /** `false` for an endpoint that answers without an envelope. @default true */
  readonly envelope?: boolean | undefined
}

/** A good answer's body, its fields where the options say. */
export type EnvelopeBody<
  Named,
  Code extends string = 'code',
  Data extends string = 'data',
  Message extends string = 'msg',
> = Field<Code, BusinessCode> & Field<Data, Named> & Field<Message, string | undefined>

type Field<Path extends string, Value> = Path extends `${infer Name}.${infer Rest}`
  ? { readonly [name in Name]: Field<Rest, Value> }
  : { readonly [name in Path]: Value }

/** `response.data` is the body, and what the caller names is the data in it. */
export interface Enveloped<
  Code extends string,
  Data extends string,
  Message extends string,
> extends Shape {
  readonly data: EnvelopeBody<this['named'], Code, Data, Message>
}

const aPath: OptionRules[string] = [
  value => typeof value === 'string' && value !== '',
  'the name of a field',
]

/**
 * Opens the envelope that a backend wraps its answers in, `{ code, data, msg }` say. A
 * code that is not good rejects with a `BusinessError`.
 *
 * Put it inside `loading` and outside `auth`, which is to see the answer as it came.
 *
 * @example
 * import { envelope } from '@allium/core'
 *
 * const api = client.use(envelope({ good: [0], message: 'message' }))
 * const { data: user } = await api.get<User>('/me')
 *
 * @throws TypeError for wrong options.
 */
export function envelope<
  Picked extends 'data' | 'body' = 'data',
  Code extends string = 'code',
  Data extends string = 'data',
  Message extends string = 'msg',
>(
  options: EnvelopeOptions<Picked, Code, Data, Message> = {},
): Layer<
  EnvelopeRequestOptions,
  Nothing,
  Picked extends 'body' ? Enveloped<Code, Data, Message> : AsNamed
> {
  checkOptions('envelope', options, {
    good: [isCodes, 'a list of codes: strings, numbers, true or false'],
    code: aPath,
    data: aPath,
    message: aPath,
    pick: [value => value === 'data' || value === 'body', '`data` or `body`'],
  })
  const { good = [200], code = 'code', data = 'data', message = 'msg', pick } = options
  // A method keeps its name, whatever a bundler makes of it.
  const named = {
    async envelope(ctx: Context<EnvelopeRequestOptions>, next: Next): Promise<void> {
      await next()
      const { request, response, attempt } = ctx
      // The status is judged before the body.
      if (response === undefined || !isExpected(ctx) || failureOf(ctx)) return
      const body = response.data
      // No content is an answer; it says all by its status.
      if (body === undefined || body === null) return
      const facts = { request, response, attempt }
      const businessCode = fieldAt(body, code)
      if (!isCode(businessCode)) {
        const fact = `${response.status}, and the body is no envelope: it has no \`${code}\``
        throw new RequestError('unreadable', { ...facts, message: fact })
      }
      if (!good.includes(businessCode)) {
        const text = fieldAt(body, message)
        const serverMessage = typeof text === 'string' ? text : undefined
        throw new BusinessError({ ...facts, businessCode, serverMessage })
      }
      if (pick !== 'body') ctx.response = { ...response, data: fieldAt(body, data) }
    },
  }
  return named.envelope
}

/** Whether a body is to be read that may be an envelope: no file, stream, text or bytes. */
function isExpected({ request, options }: Context<EnvelopeRequestOptions>): boolean {
  const { transfer, responseType } = request
  const isRead = transfer === undefined || transfer.kind === 'upload'
  return options.envelope !== false && isRead && responseType === 'json'
}

function fieldAt(body: unknown, path: string): unknown {
  return path.split('.').reduce((value, name) => Object(value)[name], body)
}

function isCode(value: unknown): value is BusinessCode {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

function isCodes(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isCode)
}
