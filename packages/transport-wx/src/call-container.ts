import {
  aBoolean,
  aFunction,
  anObject,
  aText,
  checkOptions,
  type Gate,
  invalidUse,
  originOf,
  type ParseJson,
  type Transport,
  type WireRequest,
} from '@allium/core'
import { described } from './describe-request'
import { eitherStyle } from './either-style'
import { aHost, hasMethod, hostOr } from './find-host'
import type { CloudHost, HostRequest } from './host'
import { wxTransport } from './wx-transport'

/** Which container answers, and how it is called. */
export interface CallContainerOptions {
  /** The service that answers; a request's own header `X-WX-SERVICE` wins. */
  readonly service: string
  /** The cloud environment of the service. @default that of the `cloud` */
  readonly env?: string | undefined
  /**
   * The origin of the client's `baseURL`, where it has one: URLs of this origin go to the
   * container by their path, and others are refused. @default none, the URLs are paths
   */
  readonly origin?: string | undefined
  /** `wx.cloud`, or a `new wx.cloud.Cloud(…)` that is ready. @default `wx.cloud`, looked up at each request */
  readonly cloud?: CloudHost | undefined
  /** Reads JSON, another way than `JSON.parse` say. */
  readonly parseJson?: ParseJson | undefined
  /** Sends `PATCH` as `POST` with `X-HTTP-Method-Override`. @default false */
  readonly tunnelPatch?: boolean | undefined
  /** How many go at once, as `wxTransport` takes it. @default 10 */
  readonly maxConcurrent?: number | Gate | undefined
  /** More of the host's own options for every call: `{ verbose: true }`. */
  readonly hostOptions?: Readonly<Record<string, unknown>> | undefined
}

/** What the transport says itself, beside what `wx.request` is told. */
const taken = `${described}, path, config, service`

/**
 * `wx.cloud.callContainer` at the core of the onion: no domain to allow, and the server
 * knows the user. It moves no files, gives no chunks, and cannot be told to stop.
 *
 * @example
 * import { createClient } from '@allium/core'
 * import { callContainerTransport } from '@allium/transport-wx'
 *
 * wx.cloud.init()
 * const api = createClient({
 *   baseURL: '/api',
 *   transport: callContainerTransport({ env: 'prod-01', service: 'shop' }),
 * })
 *
 * @throws TypeError for wrong options.
 */
export function callContainerTransport(options: CallContainerOptions): Transport {
  check(options)
  const { service, env, origin = '', cloud, ...rest } = options
  // The ways to the host's words and back are those of `wx.request`.
  const send = wxTransport({
    ...rest,
    host: {
      request: ({ url, header, headers: _, ...told }: HostRequest) => {
        const { 'x-wx-service': named = service, ...fields } = header
        const call = {
          ...told,
          ...(env !== undefined && { config: { env } }),
          path: pathOf(url),
          // The host looks for this spelling.
          header: { ...fields, 'X-WX-SERVICE': named },
        }
        return eitherStyle(cloudOr(cloud).callContainer(call), told.fail)
      },
    },
  })
  const transport: Transport = async (request, wire) => {
    refuse(request, origin, cloud)
    return send(request, wire)
  }
  return Object.assign(transport, { gate: send.gate })
}

/** The URL without its origin, from `/`. */
function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/')
}

/** Refuses what the host cannot do, before it is asked. */
function refuse(
  request: WireRequest,
  origin: string,
  cloud: CloudHost | undefined,
): void {
  if (request.transfer !== undefined) {
    throw invalidUse(request, 'callContainer moves no files, and gives no chunks')
  }
  if (originOf(request.url) !== origin) {
    const whose = origin === '' ? 'paths' : `URLs of ${origin}`
    throw invalidUse(request, `callContainer takes ${whose} alone`)
  }
  try {
    cloudOr(cloud)
  } catch (none) {
    throw invalidUse(request, (none as Error).message, none)
  }
}

function cloudOr(given: CloudHost | undefined): CloudHost {
  if (given !== undefined) return given
  const { cloud } = hostOr<{ cloud?: CloudHost }>(undefined)
  if (!hasMethod(cloud, 'callContainer')) {
    throw new TypeError('there is no `wx.cloud.callContainer` here; give a `cloud`')
  }
  return cloud as CloudHost
}

function check(options: CallContainerOptions): void {
  checkOptions(
    'callContainerTransport',
    options,
    {
      service: aText,
      env: aText,
      origin: [
        value => typeof value === 'string' && originOf(value) === value,
        'an origin such as `https://api.example.com`',
      ],
      cloud: aHost('callContainer'),
      parseJson: aFunction,
      tunnelPatch: aBoolean,
      maxConcurrent: [() => true, 'what `wxTransport` takes'],
      hostOptions: [
        value =>
          anObject[0](value) &&
          !taken.split(', ').some(name => name in (value as object)),
        `an object, without ${taken}`,
      ],
    },
    ['service'],
  )
}
