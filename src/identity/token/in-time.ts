/** Waits for somebody who was asked, but not for ever. */

export type InTime<Value> = { readonly value: Value; readonly late: false } | { readonly value?: undefined; readonly late: true }

/**
 * What is answered, unless the time is over first; a later answer is not looked at.
 * @throws what `ask` throws, at once or later
 */
export async function inTime<Value>(ask: () => Value | PromiseLike<Value>, seconds: number): Promise<InTime<Value>> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const over = new Promise<InTime<Value>>((resolve) => { timer = setTimeout(() => { resolve({ late: true }) }, seconds * 1000) })
  try {
    return await Promise.race([over, Promise.resolve(ask()).then((value): InTime<Value> => ({ value, late: false }))])
  } finally {
    clearTimeout(timer)
  }
}
