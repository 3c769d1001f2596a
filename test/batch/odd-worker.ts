/** The worker of a batch, but for items whose ids ask for an accident. */
import type { Outcome, Task } from '../../src/batch/item.ts'
import work from '../../src/batch/worker.ts'

const never = new Promise<never>(() => undefined)
const held: number[][] = []

export default async function oddWork(task: Task | null): Promise<Outcome | null> {
  switch (task?.id.split(' ')[0]) {
    case 'exit':
      process.exit(7)
      break
    case 'throw':
      setTimeout(() => { throw new RangeError('thrown beside the task') })
      return never
    case 'reject':
      throw new RangeError('a defect')
    case 'loop':
      for (;;) held.length = 0
    case 'sleep':
      return never
    case 'memory':
      for (;;) held.push(new Array<number>(1_000_000).fill(held.length))
    case 'slow':
      await new Promise((resolve) => { setTimeout(resolve, 100) })
      return work(task)
    default:
      return work(task)
  }
}
