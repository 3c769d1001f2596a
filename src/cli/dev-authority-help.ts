/** The help of `yinxin dev-authority` in both languages, with an example. */
import type { Language } from '../report/messages/catalog.ts'

export const DEV_AUTHORITY_HELP = {
  'dev-authority': {
    zh: `yinxin dev-authority --dir 目录 [--algorithm sm2|rsa|ecdsa] [--port 端口]

在本机 127.0.0.1 上运行测试机构：根证书与签发机构、CRL、OCSP、时间戳服务（RFC 3161）、证照共享服务、
各平台形式的统一身份认证服务，直至按 Ctrl-C。
就绪后在标准输出写一行服务地址。仅供测试与演示：私钥以明文存放在目录中。

  --dir 目录             新目录或空目录；写入各方的证书（.pem）与私钥（.key）、样章 seal.esl（仅 SM2），
                         最后写入 world.json，列明全部地址与文件。目录中已有测试机构的，
                         沿用其密钥、口令与端口继续运行
  --algorithm 算法       各方密钥的算法：sm2（默认）、rsa 或 ecdsa
  --port 端口            默认为任一空闲端口
  --lang zh|en           语言

服务
  /root.cer /ca.cer      证书        /root.crl /ca.crl      CRL
  /ocsp                  OCSP（GET 与 POST）
  /tsa                   时间戳（POST）
  /sharing/…             证照共享服务            /identity/…             身份认证平台（凭票登录）

吊销
  目录中的 revoked.txt 每次应答前都重新读取。每行一项：各方名称或 0x 开头的序列号，其后可写原因与时间：
    signer keyCompromise 2026-03-01T09:00:00+08:00

退出码
  0 已按要求停止   3 未能运行

示例
  yinxin dev-authority --dir world
`,
    en: `yinxin dev-authority --dir DIR [--algorithm sm2|rsa|ecdsa] [--port PORT]

Runs an authority for tests on 127.0.0.1 of this machine: root and issuing CA, CRLs, OCSP, time stamps (RFC 3161), sharing
services of licenses, identity platforms, until Ctrl-C. Writes its address to standard output, one line, when it is ready.
For tests and demonstrations only: the private keys lie in the folder in the open.

  --dir DIR              new or empty; gets certificates (.pem) and private keys (.key) of everybody, a specimen seal
                         seal.esl (SM2 only), and at last world.json, which names all addresses and files; an
                         authority that ran there before goes on, with its keys, secrets and port
  --algorithm NAME       of everybody's keys: sm2 (default), rsa or ecdsa
  --port PORT            default: one that is free
  --lang zh|en           language

Services
  /root.cer /ca.cer      certificates     /root.crl /ca.crl      CRLs
  /ocsp                  OCSP (GET and POST)
  /tsa                   time stamps (POST)
  /sharing/...           sharing services          /identity/...           identity platforms (log-in by ticket)

Revoking
  revoked.txt in the folder is read again for every answer. A line each: the name of a party, or a serial number that
  begins with 0x; then perhaps a reason and a time:
    signer keyCompromise 2026-03-01T09:00:00+08:00

Exit code
  0 ended as asked   3 could not run

Example
  yinxin dev-authority --dir world
`,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>
