/** Calls back when nothing more comes of a stream, however it ended. */
export function whenOver(ended: Promise<void>, run: () => void): void {
  Promise.resolve(ended).then(run, run)
}
