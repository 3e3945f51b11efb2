import { type Answering, type ContractServer, contractServer } from './contract-server'
import { ContractFailure, show } from './expect'
import { type Flight, fly, type RequestParts } from './flight'
import type { Patience } from './patience'
import { errorOf, type TypedError } from './typed-error'
import type { ContractResponse, ContractTransport, ContractWire } from './types'

/** What a check works with. */
export interface Bench extends Patience {
  /** Serves until the check is over. */
  serve(answer: Answering): Promise<ContractServer>
  /** Hands a request to the transport. */
  start(parts: RequestParts, wire?: Partial<ContractWire>): Flight
  /** The same, for an answer; fails where there is none. */
  answer(parts: RequestParts, wire?: Partial<ContractWire>): Promise<ContractResponse>
  /** The same, for what it rejects with; fails where there is an answer. */
  rejection(parts: RequestParts, wire?: Partial<ContractWire>): Promise<unknown>
  /** The same, for an error of the family with this code. */
  failure(
    code: string,
    parts: RequestParts,
    wire?: Partial<ContractWire>,
  ): Promise<TypedError>
  /** Closes what was opened. */
  close(): Promise<void>
}

/** A theme's checks, by name. */
export type Checks = Readonly<Record<string, (bench: Bench) => Promise<void>>>

/** Makes what one check works with. */
export function createBench(transport: ContractTransport, patience: Patience): Bench {
  const servers: ContractServer[] = []
  const serve: Bench['serve'] = async answer => {
    const server = await contractServer(answer)
    servers.push(server)
    return server
  }
  const start: Bench['start'] = (parts, wire) => fly(transport, patience, parts, wire)
  const rejection: Bench['rejection'] = async (parts, wire) =>
    errorIn(start(parts, wire), parts)
  return {
    ...patience,
    serve,
    start,
    rejection,
    answer: async (parts, wire) => responseIn(start(parts, wire), parts),
    failure: async (code, parts, wire) =>
      errorOf(code, await rejection(parts, wire), `the error of ${told(parts)}`),
    async close() {
      await Promise.all(servers.map(server => server.close()))
    },
  }
}

async function responseIn(
  flight: Flight,
  parts: RequestParts,
): Promise<ContractResponse> {
  const ending = await flight.ending()
  if ('response' in ending) return ending.response
  throw new ContractFailure(
    `${told(parts)}: expected an answer, found an error: ${show(ending.error)}`,
  )
}

/** What a flight rejects with. */
export async function errorIn(flight: Flight, parts: RequestParts): Promise<unknown> {
  const ending = await flight.ending()
  if ('error' in ending) return ending.error
  const { status, data } = Object(ending.response) as Partial<ContractResponse>
  throw new ContractFailure(
    `${told(parts)}: expected an error, found an answer: ${show({ status, data })}`,
  )
}

function told({ method = 'GET', url }: RequestParts): string {
  return `${method} ${new URL(url).pathname}`
}
