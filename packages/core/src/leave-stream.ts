/** Leaves a stream; a layer may have made something else of the data. */
export function leaveStream(data: unknown): void {
  const { return: leave } = Object(data)
  if (typeof leave === 'function') leave.call(data)
}
