import type { Progress } from '@allium/core'

/** Called with how far a transfer has come. */
export type OnProgress = ((progress: Progress) => unknown) | undefined

/** The caller's code never runs inside a host's callback. */
export async function tell(onProgress: OnProgress, progress: Progress): Promise<void> {
  await undefined
  try {
    await onProgress?.(progress)
  } catch {
    // A progress bar that fails is no end of the transfer.
  }
}
