/** The counter of the other province as files, and the options of `yinxin assess` that name them. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jwkOf } from '../../src/jose/index.ts'
import { keyOf } from '../jose/signers.ts'
import { ISSUER, PLATFORM, PURPOSE, ROOT, tokenOf } from '../recognition/counter.ts'
import { CONTEXT, FOLDER, TABLE } from '../recognition/world.ts'

export const fixture = (path: string): string => join(ROOT, 'fixtures', path)
/** What a file may say of an authorization: not whether it was used. */
export const PURPOSE_FILE = Object.fromEntries(Object.entries(PURPOSE).filter(([name]) => name !== 'use'))

/** Writes lists, token, keys, authorization and statuses of seals; the status of the license and the memory are the test's own. */
export async function counterFiles(folder: string): Promise<Readonly<Record<string, string>>> {
  const put = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  mkdirSync(join(folder, 'lists'))
  for (const file of TABLE.lists.files) copyFileSync(join(FOLDER, file), join(folder, file))
  return {
    trust: fixture('world/certificates/national-root.pem'), certs: fixture('world/certificates/east-ca.pem'),
    lists: join(folder, 'lists'), 'list-key': join(FOLDER, 'operator.pem'), rules: join(FOLDER, 'policy.json'), region: CONTEXT.region, matter: CONTEXT.matter, agency: CONTEXT.agency,
    presenter: put('token.txt', `${await tokenOf()}\n`), jwks: put('issuer.jwks', JSON.stringify({ keys: [jwkOf(keyOf(PLATFORM).key)] })), issuer: ISSUER, algorithms: 'SM2-SM3',
    purpose: put('purpose.json', JSON.stringify(PURPOSE_FILE)), 'seal-status': put('seals.json', JSON.stringify([{ sealId: '98010000000020', status: 'valid' }])), time: CONTEXT.time.toISOString(),
  }
}
