import type { SendOptions } from '@allium/core'
import { sizeOf } from './limits'
import type { Config } from './types'

/** Tells an axios code base how far a body has come. */
export interface ProgressTeller {
  /** What a transport tells, as bytes leave. */
  onProgress(progress: { readonly loaded: number; readonly total: number }): void
  /** The call is over; an answer, if there was one, is the sign that all has left. */
  end(sent: SendOptions, answer: unknown): void
}

export function progressTeller(config: Config): ProgressTeller {
  const { onUploadProgress, onDownloadProgress } = config
  let before = 0
  return {
    onProgress({ loaded, total }) {
      tell(onUploadProgress, { upload: true, loaded, total, bytes: loaded - before })
      before = loaded
    },
    end({ data }, answer) {
      if (answer === undefined) return
      const bytes = sizeOf(answer)
      const all = sizeOf(data)
      // What a transport has moved by itself is no `data`.
      if (all > 0) {
        tell(onUploadProgress, { upload: true, loaded: all, total: all, bytes: all })
      }
      tell(onDownloadProgress, { download: true, loaded: bytes, total: bytes, bytes })
    },
  }
}

interface Facts {
  readonly upload?: boolean
  readonly download?: boolean
  readonly loaded: number
  readonly total: number
  readonly bytes: number
}

/** A progress bar that fails is no end of a request. */
function tell(listener: Config['onUploadProgress'], { total, ...facts }: Facts): void {
  try {
    listener?.({
      ...facts,
      ...(total > 0 && { total, progress: facts.loaded / total }),
      lengthComputable: total > 0,
    })
  } catch {}
}
