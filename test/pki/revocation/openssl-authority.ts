/** A certificate authority run by the `openssl` command: an independent maker of certificates, CRLs and OCSP responses. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parsePem } from '../../../src/encoding/pem.ts'
import type { Certificate } from '../../../src/pki/index.ts'
import { read } from '../certificate-maker.ts'
import type { KeyKind } from '../certificate-maker.ts'

function hasOpenssl(): boolean {
  try {
    return execFileSync('openssl', ['version'], { encoding: 'utf8' }).startsWith('OpenSSL 3')
  } catch {
    return false
  }
}
export const HAS_OPENSSL = hasOpenssl()
export const OPENSSL_SKIPPED = HAS_OPENSSL ? '' : ' (skipped: no openssl 3 command)'

const DISTID = ['-sigopt', 'distid:1234567812345678']

const CONFIG = `
[ca]
default_ca = d
[d]
database = index.txt
serial = serial
crlnumber = crlnumber
new_certs_dir = .
policy = p
default_crl_days = 7
default_md = default
unique_subject = no
copy_extensions = none
[p]
commonName = supplied
[req]
distinguished_name = n
prompt = no
[n]
commonName = x
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[sub]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[leaf]
keyUsage = critical,digitalSignature
authorityKeyIdentifier = keyid
subjectKeyIdentifier = hash
crlDistributionPoints = URI:http://crl.example/a
[responder]
keyUsage = critical,digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
[stamp]
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[signer]
keyUsage = critical,digitalSignature
subjectKeyIdentifier = hash
[crl]
authorityKeyIdentifier = keyid
[users]
issuingDistributionPoint = critical,@users_idp
[users_idp]
onlyuser = TRUE
[authorities]
issuingDistributionPoint = critical,@authorities_idp
[authorities_idp]
onlyCA = TRUE
[named]
issuingDistributionPoint = critical,@named_idp
[named_idp]
fullname = URI:http://crl.example/a
[elsewhere]
issuingDistributionPoint = critical,@elsewhere_idp
[elsewhere_idp]
fullname = URI:http://crl.example/b
[reasons]
issuingDistributionPoint = critical,@reasons_idp
[reasons_idp]
onlysomereasons = keyCompromise,CACompromise
`

/** A folder with a root authority in it, and whatever it is told to make. Files are named by their common names. */
export class OpensslAuthority {
  readonly folder: string
  readonly kind: KeyKind
  readonly #distid: readonly string[]
  readonly #digest: readonly string[]

  constructor(kind: KeyKind) {
    this.folder = mkdtempSync(join(tmpdir(), 'yinxin-openssl-'))
    this.kind = kind
    this.#distid = kind === 'SM2' ? DISTID : []
    this.#digest = kind === 'SM2' ? ['-sm3'] : ['-sha256']
    for (const [name, text] of [['ca.cnf', CONFIG], ['index.txt', ''], ['serial', '1000'], ['crlnumber', '01']] as const) writeFileSync(this.file(name), text)
    this.#key('root')
    this.run('req', '-x509', '-new', '-config', 'ca.cnf', '-extensions', 'root', '-key', 'root.key', ...this.#digest, ...this.#distid, '-subj', '/CN=root', '-days', '3650', '-out', 'root.crt')
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  file(name: string): string {
    return join(this.folder, name)
  }

  octets(name: string): Uint8Array {
    const octets = new Uint8Array(readFileSync(this.file(name)))
    return octets[0] === 0x30 ? octets : (parsePem(Buffer.from(octets).toString('latin1'))[0]?.bytes ?? octets)
  }

  certificate(name: string): Certificate {
    return read(this.octets(`${name}.crt`), name)
  }

  run(...words: readonly string[]): string {
    return execFileSync('openssl', words, { cwd: this.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  }

  /** Exit code and all that was said. */
  ask(...words: readonly string[]): { readonly ok: boolean; readonly said: string } {
    const { status, stdout, stderr } = spawnSync('openssl', words, { cwd: this.folder, encoding: 'utf8' })
    return { ok: status === 0, said: stdout + stderr }
  }

  #key(name: string): void {
    if (this.kind === 'RSA') this.run('genrsa', '-out', `${name}.key`, '2048')
    else this.run('ecparam', '-genkey', '-noout', '-name', this.kind === 'SM2' ? 'SM2' : 'prime256v1', '-out', `${name}.key`)
  }

  /** Issues a certificate with an extension section of the configuration. */
  issue(name: string, section: string, by = 'root'): Certificate {
    this.#key(name)
    this.run('req', '-new', '-config', 'ca.cnf', '-key', `${name}.key`, ...this.#digest, ...this.#distid, '-subj', `/CN=${name}`, '-out', `${name}.csr`)
    const verify = this.kind === 'SM2' ? ['-vfyopt', 'distid:1234567812345678'] : []
    this.run('ca', '-batch', '-notext', '-config', 'ca.cnf', '-cert', `${by}.crt`, '-keyfile', `${by}.key`, '-md', this.#digest[0]?.slice(1) ?? '', ...this.#distid, ...verify,
      '-extensions', section, '-days', '365', '-in', `${name}.csr`, '-out', `${name}.crt`)
    return this.certificate(name)
  }

  revoke(name: string, ...reason: readonly string[]): void {
    this.run('ca', '-batch', '-config', 'ca.cnf', '-cert', 'root.crt', '-keyfile', 'root.key', '-revoke', `${name}.crt`, ...reason)
  }

  /** A CRL as the state is now, with an extension section. */
  crl(name: string, section = 'crl'): Uint8Array {
    this.run('ca', '-gencrl', '-config', 'ca.cnf', '-cert', 'root.crt', '-keyfile', 'root.key', '-md', this.#digest[0]?.slice(1) ?? '', ...this.#distid, '-crlexts', section, '-out', `${name}.crl`)
    return this.octets(`${name}.crl`)
  }

  /** An OCSP response about a certificate, signed by another one. */
  ocsp(
    file: string, about: string, signer: string, { before = [], after = [] }: { readonly before?: readonly string[]; readonly after?: readonly string[] } = {},
  ): Uint8Array {
    const options = this.kind === 'SM2' ? ['-rsigopt', 'distid:1234567812345678', '-rmd', 'sm3'] : []
    // The digest of the identifier must stand before the certificate that it is for.
    this.run('ocsp', '-index', 'index.txt', '-CA', 'root.crt', '-rsigner', `${signer}.crt`, '-rkey', `${signer}.key`, ...options, ...before, '-issuer', 'root.crt', '-cert', `${about}.crt`,
      '-no_nonce', '-ndays', '1', '-respout', file, ...after)
    return this.octets(file)
  }
}
