/** Texts of looking for evidence in the network. Hosts are named, addresses and full URLs are not. */
import type { onlineDiagnostics } from '../../diagnostics/online.ts'
import type { Messages } from './catalog.ts'

/** Of a source that brought nothing. */
const NOTHING_FROM_IT = {
  en: 'Nothing was obtained from this source. If no other one serves, the question that it could have answered stays open.',
  zh: '未能从该来源取得任何证据。若没有其他可用来源，相关问题即无法判定。',
} as const

const BY_HAND = {
  en: 'Get the CRL, OCSP response or certificate from the issuing authority in another way and supply it.',
  zh: '请以其他方式从证书颁发机构取得吊销列表（CRL）、OCSP 应答或证书，并作为材料提供。',
} as const

const LATER = {
  en: 'Check again later. If it stays so, get the evidence from the issuing authority in another way and supply it.',
  zh: '请稍后重新验证；若仍然如此，请以其他方式从证书颁发机构取得证据并作为材料提供。',
} as const

export const onlineMessages: Messages<keyof typeof onlineDiagnostics> = {
  ONLINE_SCHEME_UNSUPPORTED: {
    en: {
      what: 'The certificate names a source by the protocol {scheme}, which is not used here.',
      why: 'Only HTTP and HTTPS sources are asked. Other sources that the certificate names are used as usual.',
      next: 'If the question stays open: get the evidence from the issuing authority and supply it.',
    },
    zh: {
      what: '证书载明的来源使用 {scheme} 协议，本程序不使用该协议。',
      why: '只访问 HTTP 与 HTTPS 来源；证书载明的其他来源照常使用。',
      next: '如问题仍无法判定，请从证书颁发机构取得证据并作为材料提供。',
    },
  },
  ONLINE_URL_UNUSABLE: {
    en: {
      what: 'The address of a source in the certificate cannot be used ({reason}).',
      why: 'Such addresses are read differently by different programs and can lead to places that nobody meant; none is followed.',
      next: BY_HAND.en,
    },
    zh: {
      what: '证书载明的来源地址无法使用（{reason}）。',
      why: '不同程序对此类地址的理解可能不同，可能被引向并非本意的位置，因此一律不访问。',
      next: BY_HAND.zh,
    },
  },
  ONLINE_HOST_NOT_ALLOWED: {
    en: {
      what: 'The certificate names a source at {host}, which is not on the list of allowed hosts. It was not asked.',
      why: 'Certificates come with the file. Only hosts that you named are contacted, so that no file decides whom this system talks to.',
      next: 'If {host} belongs to an authority that you know, add it to the allowed hosts and check again; otherwise get the evidence in another way.',
    },
    zh: {
      what: '证书载明的来源位于 {host}，不在允许访问的主机之列，因此没有访问。',
      why: '证书随文件而来。程序只访问您指定的主机，不由文件决定本系统与谁通信。',
      next: '如 {host} 确属您了解的机构，请将其加入允许的主机后重新验证；否则请以其他方式取得证据。',
    },
  },
  ONLINE_ADDRESS_REFUSED: {
    en: {
      what: 'The host {host} leads to an address that is not a public one ({kind}). It was not contacted.',
      why: 'A certificate that leads into an internal network may be an attempt to reach systems behind the firewall.',
      next: 'If the source is meant to be in your own network, allow its address explicitly; otherwise find out why the name leads there.',
    },
    zh: {
      what: '主机 {host} 指向非公网地址（{kind}），因此没有访问。',
      why: '证书把访问引向内部网络，可能是借此触达防火墙之内系统的企图。',
      next: '如该来源确在本单位网络内，请明确允许其地址；否则请查明该域名为何指向此处。',
    },
  },
  ONLINE_REQUESTS_EXHAUSTED: {
    en: {
      what: 'No more sources were asked: the limit is {maximum} requests per verification.',
      why: 'The limit keeps a file from sending this system around the network. Questions that are left stay open.',
      next: 'If the file is legitimate and has this many signatures and certificates, check again with a higher limit.',
    },
    zh: {
      what: '已达每次验证 {maximum} 个请求的上限，不再访问其他来源。',
      why: '设此上限，是为防止文件驱使本系统大量访问网络。其余问题无法判定。',
      next: '如文件来源可靠且确有这么多签章和证书，请调高上限后重新验证。',
    },
  },
  ONLINE_SOURCE_UNAVAILABLE: {
    en: { what: 'The source at {host} did not answer ({cause}).', why: NOTHING_FROM_IT.en, next: LATER.en },
    zh: { what: '位于 {host} 的来源没有给出应答（{cause}）。', why: NOTHING_FROM_IT.zh, next: LATER.zh },
  },
  ONLINE_REDIRECT_REFUSED: {
    en: {
      what: 'The source at {host} pointed to another place, which was not followed.',
      why: 'A redirection can lead anywhere, also into an internal network. ' + NOTHING_FROM_IT.en,
      next: BY_HAND.en,
    },
    zh: {
      what: '位于 {host} 的来源要求转向其他位置，程序没有跟随。',
      why: '重定向可能指向任何位置，包括内部网络。' + NOTHING_FROM_IT.zh,
      next: BY_HAND.zh,
    },
  },
  ONLINE_RESPONSE_TOO_LARGE: {
    en: {
      what: 'The answer of {host} is larger than {maximum} octets and was not read to its end.',
      why: 'The limit protects the system from answers without end. ' + NOTHING_FROM_IT.en,
      next: 'If the authority\'s list is really this large, check again with a higher limit, or download the list and supply it.',
    },
    zh: {
      what: '{host} 的应答超过 {maximum} 字节，没有读完。',
      why: '设此上限，是为防止无休止的应答耗尽系统资源。' + NOTHING_FROM_IT.zh,
      next: '如该机构的列表确有这么大，请调高上限后重新验证，或自行下载后作为材料提供。',
    },
  },
  ONLINE_RESPONSE_REFUSED: {
    en: {
      what: 'The answer of {host} was not taken ({reason}).',
      why: 'An answer that is compressed, incomplete or not as long as it says may be damaged or an attack. ' + NOTHING_FROM_IT.en,
      next: LATER.en,
    },
    zh: {
      what: '{host} 的应答未被采用（{reason}）。',
      why: '应答经过压缩、不完整或长度与声明不符，可能已损坏，也可能是攻击。' + NOTHING_FROM_IT.zh,
      next: LATER.zh,
    },
  },
  ONLINE_RESPONSE_UNUSABLE: {
    en: {
      what: 'The answer of {host} is not what was asked for ({code}).',
      why: NOTHING_FROM_IT.en,
      next: LATER.en,
    },
    zh: {
      what: '{host} 的应答不是所请求的内容（{code}）。',
      why: NOTHING_FROM_IT.zh,
      next: LATER.zh,
    },
  },
  ONLINE_EVIDENCE_FETCHED: {
    en: {
      what: 'Evidence ({kind}) was fetched from {host} for this check.',
      why: 'It is trusted no more than evidence that came in another way: its signature and dates were checked like those of any other.',
      next: 'Nothing needs to be done.',
    },
    zh: {
      what: '为此项检查从 {host} 取得了证据（{kind}）。',
      why: '联网取得的证据与其他途径取得的同等对待，其签名与日期同样经过检查。',
      next: '无需处理。',
    },
  },
  ONLINE_EVIDENCE_CACHED: {
    en: {
      what: 'Evidence ({kind}) that had been fetched from {host} before was used for this check.',
      why: 'Its issuer says that it holds until its next update; its signature and dates were checked again.',
      next: 'Nothing needs to be done.',
    },
    zh: {
      what: '此项检查使用了先前从 {host} 取得的证据（{kind}）。',
      why: '按其签发者声明，该证据在下次更新之前有效；其签名与日期已重新检查。',
      next: '无需处理。',
    },
  },
}
