import type { SignalLike } from '../fake-transport'

/** How far a transfer has come. */
export interface ContractProgress {
  /** Bytes moved so far. */
  readonly loaded: number
  /** Bytes in all; 0 where it is not known. */
  readonly total: number
}

/** What is moved, where it is more than a plain exchange. */
export type ContractTransfer =
  | {
      readonly kind: 'upload'
      /** The file, as the host names it. */
      readonly filePath: string
      /** The form field that holds the file. */
      readonly name?: string | undefined
      /** The form's other fields. */
      readonly formData?: Readonly<Record<string, string>> | undefined
      /** Called as bytes leave. */
      readonly onProgress?: ((progress: ContractProgress) => void) | undefined
    }
  | {
      readonly kind: 'download'
      /** Where to keep the file; absent where the host may choose. */
      readonly filePath?: string | undefined
      /** Called as bytes come. */
      readonly onProgress?: ((progress: ContractProgress) => void) | undefined
    }
  | { readonly kind: 'stream' }

/** A finished request, as a transport gets it. */
export interface ContractRequest {
  /** In upper case. */
  readonly method: string
  /** Complete, query included. */
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Finished; `undefined` where there is none. */
  readonly body: string | ArrayBuffer | undefined
  /** What the answer's data is wanted as. */
  readonly responseType: 'json' | 'text' | 'arraybuffer'
  /** In ms; the kernel ends the attempt, the host may be told. */
  readonly timeout: number
  /** Absent where it is a plain exchange. */
  readonly transfer?: ContractTransfer | undefined
}

/** A signal with the error to reject with. */
export interface ContractSignal extends SignalLike {
  /** The error to reject with, once it has fired. */
  readonly reason?: unknown
}

/** What a transport is given beside the request. */
export interface ContractWire {
  /** Ends the exchange. */
  readonly signal: ContractSignal
  /** Which attempt this is, from 1. */
  readonly attempt: number
}

/** What a transport resolves with. */
export interface ContractResponse {
  /** Any HTTP status is an answer. */
  readonly status: number
  /** Names in lower case; repeated fields joined by a comma. */
  readonly headers: Readonly<Record<string, string>>
  /** The `Set-Cookie` values, one by one. */
  readonly cookies: readonly string[]
  /** The body, as the request wants it; a path, a file or a stream for a transfer. */
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
