import { describe, expect, it } from 'vitest'
import { AllowList } from '../../src/online/allow-list.ts'
import type { AllowOptions } from '../../src/online/allow-list.ts'
import { readSourceUrl } from '../../src/online/source-url.ts'
import { SourceUnavailableError } from '../../src/errors.ts'

const HOSTS = ['crl.example', '*.ca.example', 'ocsp.example:8080', '例子.example', '127.0.0.1', '[::1]', 'localhost']
const allow = new AllowList({ hosts: HOSTS })

function outcome(url: string, list = allow): string {
  try {
    return readSourceUrl(url, list).href
  } catch (error) {
    if (!(error instanceof SourceUnavailableError)) throw error
    return [error.code, ...Object.values(error.finding.params)].join(' ')
  }
}

describe('readSourceUrl', () => {
  it.each([
    ['http://crl.example/a/b.crl?x=1', 'http://crl.example/a/b.crl?x=1'],
    ['HTTP://CRL.Example:80/', 'http://crl.example/'],
    ['https://crl.example:443/', 'https://crl.example/'],
    ['http://a.b.ca.example/', 'http://a.b.ca.example/'],
    ['http://ocsp.example:8080/', 'http://ocsp.example:8080/'],
    ['http://crl.example/x#@evil.example/', 'http://crl.example/x'],
    ['http://crl.example/a@b', 'http://crl.example/a@b'],
    // The allow-list says it in its own script, the certificate in ASCII (RFC 5280 7.2).
    ['http://xn--fsqu00a.example/', 'http://xn--fsqu00a.example/'],
  ])('takes %s', (url, href) => {
    expect(outcome(url)).toBe(href)
  })

  it.each([
    ['another host', 'http://evil.example/', 'ONLINE_HOST_NOT_ALLOWED evil.example'],
    ['a host that only ends alike', 'http://notca.example/', 'ONLINE_HOST_NOT_ALLOWED notca.example'],
    ['the domain of a pattern itself', 'http://ca.example/', 'ONLINE_HOST_NOT_ALLOWED ca.example'],
    ['a host that only begins alike', 'http://crl.example.evil.example/', 'ONLINE_HOST_NOT_ALLOWED crl.example.evil.example'],
    ['a dot at the end', 'http://crl.example./', 'ONLINE_HOST_NOT_ALLOWED crl.example.'],
    ['a look-alike in ASCII', 'http://crl.xn--exmple-4nf/', 'ONLINE_HOST_NOT_ALLOWED crl.xn--exmple-4nf'],
    ['another port', 'http://crl.example:22/', 'ONLINE_URL_UNUSABLE port'],
    ['the usual port where another was allowed', 'http://ocsp.example/', 'ONLINE_URL_UNUSABLE port'],
    ['the port of the other scheme', 'http://crl.example:443/', 'ONLINE_URL_UNUSABLE port'],
    ['port 0', 'http://crl.example:0/', 'ONLINE_URL_UNUSABLE port'],
    ['user information', 'http://user@crl.example/', 'ONLINE_URL_UNUSABLE userinfo'],
    ['user information with the allowed host in it', 'http://crl.example@evil.example/', 'ONLINE_URL_UNUSABLE userinfo'],
    ['user and password', 'http://crl.example:80@evil.example/', 'ONLINE_URL_UNUSABLE userinfo'],
    ['empty user information', 'http://@crl.example/', 'ONLINE_URL_UNUSABLE userinfo'],
    ['two signs of user information', 'http://a@b@crl.example/', 'ONLINE_URL_UNUSABLE userinfo'],
    ['a backslash before the sign', 'http://crl.example\\@evil.example/', 'ONLINE_URL_UNUSABLE syntax'],
    ['a backslash for a slash', 'http:\\\\crl.example\\', 'ONLINE_URL_UNUSABLE syntax'],
    ['no slashes', 'http:crl.example/', 'ONLINE_URL_UNUSABLE syntax'],
    ['one slash', 'http:/crl.example/', 'ONLINE_URL_UNUSABLE syntax'],
    ['three slashes', 'http:///crl.example/', 'ONLINE_URL_UNUSABLE syntax'],
    ['no host', 'http://', 'ONLINE_URL_UNUSABLE syntax'],
    ['a tab', 'http://crl.exa\tmple/', 'ONLINE_URL_UNUSABLE syntax'],
    ['a line feed in the path', 'http://crl.example/\r\nHost: evil', 'ONLINE_URL_UNUSABLE syntax'],
    ['a space before', ' http://crl.example/', 'ONLINE_URL_UNUSABLE syntax'],
    ['non-ASCII digits', 'http://１２７.0.0.1/', 'ONLINE_URL_UNUSABLE syntax'],
    ['a look-alike letter', 'http://crl.exаmple/', 'ONLINE_URL_UNUSABLE syntax'],
    ['a full-width dot', 'http://crl。example/', 'ONLINE_URL_UNUSABLE syntax'],
    ['an escaped host', 'http://%63rl.example/', 'ONLINE_URL_UNUSABLE host'],
    ['a decimal address', 'http://2130706433/', 'ONLINE_URL_UNUSABLE host'],
    ['a hexadecimal address', 'http://0x7f.1/', 'ONLINE_URL_UNUSABLE host'],
    ['an octal address', 'http://0177.0.0.1/', 'ONLINE_URL_UNUSABLE host'],
    ['a short address', 'http://127.1/', 'ONLINE_URL_UNUSABLE host'],
    ['an address with a dot at the end', 'http://127.0.0.1./', 'ONLINE_URL_UNUSABLE host'],
    ['an IPv4 address inside IPv6', 'http://[::ffff:127.0.0.1]/', 'ONLINE_URL_UNUSABLE host'],
    ['the same in hexadecimal', 'http://[::ffff:7f00:1]/', 'ONLINE_HOST_NOT_ALLOWED [::ffff:7f00:1]'],
    ['an IPv6 zone', 'http://[fe80::1%25eth0]/', 'ONLINE_URL_UNUSABLE syntax'],
    ['something very long', `http://crl.example/${'a'.repeat(2048)}`, 'ONLINE_URL_UNUSABLE length'],
    ['no URL', 'crl.example/list.crl', 'ONLINE_URL_UNUSABLE syntax'],
    ['nothing', '', 'ONLINE_URL_UNUSABLE syntax'],
    ['LDAP', 'ldap://ldap.example/CN=x?certificateRevocationList', 'ONLINE_SCHEME_UNSUPPORTED ldap'],
    ['LDAP without host', 'LDAP:///CN=x', 'ONLINE_SCHEME_UNSUPPORTED ldap'],
    ['a file', 'file:///etc/passwd', 'ONLINE_SCHEME_UNSUPPORTED file'],
    ['a script', 'javascript:alert(1)', 'ONLINE_SCHEME_UNSUPPORTED javascript'],
    ['FTP', 'ftp://crl.example/', 'ONLINE_SCHEME_UNSUPPORTED ftp'],
  ])('refuses %s', (_, url, expected) => {
    expect(outcome(url)).toBe(expected)
  })

  it('takes only the schemes that were allowed', () => {
    const secure = new AllowList({ hosts: ['crl.example'], schemes: ['https'] })
    expect(outcome('http://crl.example/', secure)).toBe('ONLINE_SCHEME_UNSUPPORTED http')
    expect(outcome('https://crl.example/', secure)).toBe('https://crl.example/')
  })
})

describe('AllowList', () => {
  it.each<[string, unknown]>([
    ['no hosts', {}], ['an empty list', { hosts: [] }], ['everything', { hosts: ['*'] }], ['a top-level domain', { hosts: ['*.cn'] }], ['a star inside', { hosts: ['a*.example'] }],
    ['a URL', { hosts: ['http://crl.example'] }], ['a path', { hosts: ['crl.example/a'] }], ['a user', { hosts: ['a@crl.example'] }], ['nothing', { hosts: [''] }],
    ['port 0', { hosts: ['crl.example:0'] }], ['port 65536', { hosts: ['crl.example:65536'] }], ['addresses below an address', { hosts: ['*.0.0.1'] }],
    ['another scheme', { hosts: ['crl.example'], schemes: ['ftp'] }], ['an address that is none', { hosts: ['crl.example'], addresses: ['10.0.0.0/40'] }],
    ['a word for a list', { hosts: 'crl.example' }],
  ])('takes %s for a mistake of the caller', (_, options) => {
    expect(() => new AllowList(options as AllowOptions)).toThrow(TypeError)
  })

  it('refuses addresses that are not public, unless they were allowed', () => {
    const list = new AllowList({ hosts: ['crl.example'], addresses: ['10.20.0.0/16'] })
    expect(list.refuses('10.20.1.1')).toBeUndefined()
    expect(list.refuses('10.21.1.1')).toBe('private')
    expect(list.refuses('1.1.1.1')).toBeUndefined()
    expect(list.refuses('0x7f000001')).toBe('unreadable')
    expect(list.refuses('::ffff:169.254.169.254')).toBe('link-local')
  })
})
