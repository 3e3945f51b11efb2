import { abortChecks } from './transport-contract/abort-checks'
import type { Checks } from './transport-contract/bench'
import { bodyChecks } from './transport-contract/body-checks'
import { checkOptions } from './transport-contract/check-options'
import { downloadChecks } from './transport-contract/download-checks'
import { failureChecks } from './transport-contract/failure-checks'
import { requestChecks } from './transport-contract/request-checks'
import { cookieChecks, responseChecks } from './transport-contract/response-checks'
import { runCheck } from './transport-contract/run-check'
import { settlementChecks } from './transport-contract/settlement-checks'
import { redirectChecks, statusChecks } from './transport-contract/status-checks'
import { streamChecks } from './transport-contract/stream-checks'
import type {
  ContractCheck,
  ContractTransport,
  TransportContractOptions,
} from './transport-contract/types'
import { uploadChecks } from './transport-contract/upload-checks'

/**
 * What every transport promises the kernel, as checks for any test runner. Each brings a
 * server of its own on 127.0.0.1, and closes it. Run them one after the other.
 *
 * @example
 * import { test } from 'node:test'
 * import { transportContract } from '@allium/testing'
 *
 * for (const { name, run } of transportContract({ transport: myTransport })) test(name, run)
 *
 * @throws TypeError for wrong options.
 */
export function transportContract(options: TransportContractOptions): ContractCheck[] {
  checkOptions(options)
  const { transport, patienceMs = 2_000 } = options
  return Object.entries(checksFor(options)).map(([name, check]) => ({
    name,
    run: async () => runCheck(check, made(transport), patienceMs),
  }))
}

function checksFor({
  cookies = false,
  redirectManual = false,
  hiddenStatuses,
  upload,
  download,
  stream = false,
}: TransportContractOptions): Checks {
  return {
    ...statusChecks(hiddenStatuses),
    ...(redirectManual && redirectChecks),
    ...requestChecks,
    ...responseChecks,
    ...(cookies && cookieChecks),
    ...bodyChecks,
    ...failureChecks,
    ...abortChecks,
    ...settlementChecks,
    ...(upload && uploadChecks(upload)),
    ...(download && downloadChecks(download)),
    ...(stream && streamChecks),
  }
}

function made(transport: TransportContractOptions['transport']): ContractTransport {
  if (!isFactory(transport)) return transport
  let fresh: unknown
  try {
    fresh = transport()
  } catch (thrown) {
    throw Object.assign(noMaker(`threw ${String(thrown)}`), { cause: thrown })
  }
  if (typeof fresh === 'function') return fresh as ContractTransport
  // A transport of unknown parameters, called without a request: the words below tell it all.
  if (isThenable(fresh)) fresh.then(undefined, () => {})
  throw noMaker(`made ${String(fresh)}`)
}

function noMaker(did: string): TypeError {
  const must = 'transport has no parameters, so it must make a transport'
  return new TypeError(`[transportContract] ${must}, and ${did}`)
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof Object(value).then === 'function'
}

/** A transport has two parameters. */
function isFactory(
  transport: TransportContractOptions['transport'],
): transport is () => ContractTransport {
  return transport.length === 0
}
