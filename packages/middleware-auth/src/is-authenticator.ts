/** Whether it can say how a credential travels. */
export function isAuthenticator(value: unknown): boolean {
  const methods = ['attach', 'isSuppliedBy']
  return methods.every(name => typeof Object(value)[name] === 'function')
}
