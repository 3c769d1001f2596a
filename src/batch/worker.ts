/** A worker thread of a batch: gets the settings once, then one item after the other. Run by `worker-pool.ts`. */
import { workerData } from 'node:worker_threads'
import type { VerifyOptions } from '../verify/index.ts'
import type { Outcome, Task } from './item.ts'
import { verifyOptions } from './settings.ts'
import type { SettingsData } from './settings.ts'
import { verifyTask } from './verify-task.ts'

export interface WorkerSettings {
  readonly settings: SettingsData
  readonly cacheBytes: number
}

let options: Promise<VerifyOptions> | undefined

/** Made once for all items. */
function optionsOfBatch(): Promise<VerifyOptions> {
  const { settings, cacheBytes } = workerData as WorkerSettings
  options ??= verifyOptions(settings, cacheBytes)
  return options
}

/** @param task none: only shows that the worker can work */
export default async function work(task: Task | null): Promise<Outcome | null> {
  const given = await optionsOfBatch()
  return task === null ? null : verifyTask(task, given)
}
