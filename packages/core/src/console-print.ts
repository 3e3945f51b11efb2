/**
 * How an object is told to print itself in Node's console, which would else show all that
 * is in it: headers, the raw error of a host, a token in either.
 */
export const consolePrint: symbol = Symbol.for('nodejs.util.inspect.custom')
