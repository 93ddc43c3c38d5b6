import type { Transfer } from './curlTransfer.ts';

/** What `-w` writes: `%{variables}`, `\n`, `\t`; unknown variables are left out, as curl does. */
export function writeOut(format: string, transfer: Transfer, asked: string): string {
  const { response, error, url, local } = transfer;
  const status = String(response?.status ?? 0).padStart(3, '0');
  const seconds = (ms: number) => (ms / 1000).toFixed(6);
  const values: Readonly<Record<string, () => string>> = {
    http_code: () => status,
    response_code: () => status,
    content_type: () => response?.headers.get('Content-Type') ?? '',
    size_download: () => String(response?.body.length ?? 0),
    size_header: () => String(response ? response.headers.text.length : 0),
    num_connects: () => String(transfer.connects),
    time_namelookup: () => seconds(transfer.nameLookupMs),
    time_connect: () => seconds(transfer.connectMs),
    time_starttransfer: () => seconds(transfer.spentMs),
    time_total: () => seconds(transfer.spentMs),
    url: () => asked,
    url_effective: () => (url ? `${url.scheme}://${asked.replace(/^\w+:\/\//, '').split('/')[0]}${url.target}` : asked),
    redirect_url: () => response?.headers.get('Location') ?? '',
    remote_ip: () => transfer.remoteIp,
    remote_port: () => String(url?.port ?? 0),
    local_ip: () => local?.ip ?? '',
    local_port: () => String(local?.port ?? 0),
    scheme: () => url?.scheme ?? '',
    http_version: () => (response ? '1.1' : '0'),
    exitcode: () => String(error?.code ?? 0),
    errormsg: () => error?.text ?? '',
  };
  return format.replace(
    /%\{([^}]*)\}|%%|\\([nrt\\])/g,
    (whole, name: string | undefined, letter: string | undefined) => {
      if (name !== undefined) return Object.hasOwn(values, name) ? (values[name]?.() ?? '') : '';
      if (letter !== undefined) return { n: '\n', r: '\r', t: '\t', '\\': '\\' }[letter] ?? whole;
      return '%';
    },
  );
}
