/** The profiles that come with this package. A test reads each as a profile of outside would be read. */
import type { IdentityProfile } from './profile.ts'
import guangdong from './data/cn-gd-tyrz.json' with { type: 'json' }
import jiangsu from './data/cn-js-jis.json' with { type: 'json' }
import networkIdentity from './data/cn-netid.json' with { type: 'json' }
import relay from './data/cn-relay.json' with { type: 'json' }
import shandong from './data/cn-sd-jis.json' with { type: 'json' }
import zhejiangApp from './data/cn-zj-app.json' with { type: 'json' }
import zhejiangSso from './data/cn-zj-sso.json' with { type: 'json' }

const PROFILES: ReadonlyMap<string, IdentityProfile> = new Map(
  [guangdong, zhejiangSso, zhejiangApp, shandong, jiangsu, relay, networkIdentity].map((json) => {
    const profile = frozen(json as unknown as IdentityProfile)
    return [profile.id, profile]
  }),
)

export const IDENTITY_PROFILE_IDS: readonly string[] = Object.freeze([...PROFILES.keys()])

/** A profile that comes with this package; undefined for an id that none has. */
export function identityProfile(id: string): IdentityProfile | undefined {
  return PROFILES.get(id)
}

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}
