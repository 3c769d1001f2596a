/** What runs beside each other on one origin: services, each with its routes, its files and what `world.json` says of it. */
import type { DevRoute } from './routes.ts'
import type { DevWorld } from './world.ts'

/** A value of JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

export interface DevService {
  /** Its member of `world.json`. */
  readonly name: string
  readonly routes: readonly DevRoute[]
  /** What programs have to know: addresses, names of files, numbers. Whole addresses begin with `DevWorld.origin`. */
  readonly about: Json
  /** Written into the folder, by name; what holds private keys goes into `secrets`. @default none */
  readonly files?: Readonly<Record<string, Uint8Array | string>>
  /** As `files`, for the owner's eyes only. @default none */
  readonly secrets?: Readonly<Record<string, Uint8Array | string>>
}

/** Makes a service for a world: its addresses are known, its parties have keys and certificates. */
export type DevServiceMaker = (world: DevWorld) => DevService | Promise<DevService>
