import type { SignalLike } from '../fake-transport'

/** How far a transfer has come. */
export interface ContractProgress {
  readonly loaded: number
  /** 0 where it is not known. */
  readonly total: number
}

/** What is moved, where it is more than a plain exchange. */
export type ContractTransfer =
  | {
      readonly kind: 'upload'
      readonly filePath: string
      readonly name?: string | undefined
      readonly formData?: Readonly<Record<string, string>> | undefined
      readonly onProgress?: ((progress: ContractProgress) => void) | undefined
    }
  | {
      readonly kind: 'download'
      readonly filePath?: string | undefined
      readonly onProgress?: ((progress: ContractProgress) => void) | undefined
    }
  | { readonly kind: 'stream' }

/** A finished request, as a transport gets it. */
export interface ContractRequest {
  readonly method: string
  /** Complete, query included. */
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | ArrayBuffer | undefined
  readonly responseType: 'json' | 'text' | 'arraybuffer'
  /** In ms; the kernel ends the attempt, the host may be told. */
  readonly timeout: number
  readonly transfer?: ContractTransfer | undefined
}

/** A signal with the error to reject with. */
export interface ContractSignal extends SignalLike {
  readonly reason?: unknown
}

/** What a transport is given beside the request. */
export interface ContractWire {
  readonly signal: ContractSignal
  /** From 1. */
  readonly attempt: number
}

/** What a transport resolves with. */
export interface ContractResponse {
  readonly status: number
  /** Names in lower case; repeated fields joined by a comma. */
  readonly headers: Readonly<Record<string, string>>
  /** The `Set-Cookie` values, one by one. */
  readonly cookies: readonly string[]
  readonly data: unknown
  /** The URL as sent. */
  readonly url: string
  /** What the host gave, untouched. */
  readonly raw: unknown
  /** Of a stream: settles when nothing more comes. */
  readonly ended?: Promise<void> | undefined
}

/** A transport by its shape; `Transport` of `@allium/core` fits. */
export type ContractTransport = (
  request: ContractRequest,
  wire: ContractWire,
) => Promise<ContractResponse>

/** What is checked, and what the transport can do besides plain exchanges. */
export interface TransportContractOptions {
  /**
   * The transport; or a function without parameters that makes one, called for each check.
   * A transport whose parameters JavaScript cannot count (`(...args) => …`, a mock) is given
   * by a function that makes it.
   */
  readonly transport: ContractTransport | (() => ContractTransport)
  /** Whether the host lets a program see `Set-Cookie`. @default false */
  readonly cookies?: boolean | undefined
  /** Whether the transport leaves redirects alone, as an answer like others. @default false */
  readonly redirectManual?: boolean | undefined
  /**
   * Statuses that the host shows to no program, as browsers do with 407: such an answer has
   * to be a `network` error, and the check names those that it does not see. @default none
   */
  readonly hiddenStatuses?: readonly number[] | undefined
  /** A file that can be uploaded: its path, and what is in it. @default none */
  readonly upload?: { readonly filePath: string; readonly bytes: Uint8Array } | undefined
  /** How downloads are looked at. @default none */
  readonly download?:
    | {
        /**
         * Reads what a download gave: `(path: string) => …` its file, `(blob: Blob) => …`.
         * Left out, nobody looks into it, and the check is named so.
         */
        read?(data: never): Uint8Array | undefined | Promise<Uint8Array | undefined>
        /** A path of one's own that the host lets a download be kept under. @default none */
        readonly filePath?: string | undefined
      }
    | undefined
  /** Whether answers can be streamed. @default false */
  readonly stream?: boolean | undefined
  /** How long a check waits for what has to come, in ms. @default 2_000 */
  readonly patienceMs?: number | undefined
}

/** One check, for any test runner. */
export interface ContractCheck {
  /** The ids of the contract, and a sentence. */
  readonly name: string
  /** Rejects with an Error that says what was expected and what was found. */
  run(): Promise<void>
}
